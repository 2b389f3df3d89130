import { readNumber } from "../numbers/read-number.ts"
import { wordsAt } from "../numbers/word-table.ts"
import { TokenKind } from "../text/doc.ts"
import { type DateMention, type DateUnit, makeMention } from "./date-mention.ts"
import { cueAhead, cueAt, cueBefore, cueWithin } from "./lead.ts"
import type { Scope } from "./scope.ts"
import { pastAt } from "./weekdays.ts"
import { countsSomething, yearOf } from "./years.ts"

/** «امروز», «شب گذشته», «پس‌فردا», «پارسال», «چند روز (است)», "yesterday", "last night". */
export function readRelativeWord(scope: Scope, i: number): DateMention | null {
  const { doc, words, past } = scope
  const found = wordsAt(words.relative, doc, i, past)
  if (found === null) return null
  const { role, unit, shift } = found.value
  const calendar = /^[a-z]/.test(doc.words[i]!) ? "gregorian" : "jalali"
  if (role === "day") {
    if (cueBefore(scope, "not_today", i) !== null && shift === 0) return null
    return makeMention(doc, i, found.past, "relative", { unit, shift })
  }
  if (role === "year") {
    return makeMention(doc, i, found.past, "period", {
      calendar,
      unit,
      shift,
      aside: cueWithin(scope, "pay", i, 4) ? "pay" : "year",
    })
  }
  if (role === "span")
    return makeMention(doc, i, found.past, "duration", { unit, aside: cueWithin(scope, "pay", i, 4) ? "pay" : "span" })
  const back = pastAt(scope, found.past) ?? cueAt(scope, "recent", found.past)
  const running = back === null ? cueAt(scope, "running", found.past) : null
  // «چند روز آینده», «چند روز مرخصی»: time to come, or time as such.
  if (cueAt(scope, "next", found.past) !== null)
    return makeMention(doc, i, found.past + 1, "duration", { unit, aside: "span" })
  return makeMention(doc, i, back ?? running ?? found.past, "duration", { unit: "day", running: running !== null })
}

/** «سه روز پیش», «یازده روز است», «در دو هفته گذشته», «هشت ماه حقوق», "three days ago", "for 11 days". */
export function readCountedUnits(scope: Scope, i: number): DateMention | null {
  const { doc, words, start, past } = scope
  const n = readNumber(doc, i, past, words.numbers)
  if (n === null || n.ordinal || n.max !== null || n.value < 1 || n.value > 10_000) return null
  const at =
    n.past < past && doc.words[n.past] === "-" && /^[a-z]/.test(doc.words[n.past + 1] ?? "") ? n.past + 1 : n.past
  const unit = wordsAt(words.units, doc, at, past)
  if (unit === null) return null
  const calendar = /^[a-z]/.test(doc.words[at]!) ? "gregorian" : "jalali"
  const fields = { unit: unit.value, count: n.value, calendar } as const
  const long = unit.value === "month" || unit.value === "year"
  const back = pastAt(scope, unit.past)
  const pay = long && (cueWithin(scope, "pay", i, 5) || cueAhead(scope, "pay", back ?? unit.past, 5))
  const aside = pay ? "pay" : unit.value === "year" ? "span" : null
  if (back !== null) {
    const over = doc.words[unit.past] === "گذشته" && !precededBySince(scope, i)
    if (over) return makeMention(doc, i, back, "duration", { ...fields, aside: aside ?? (long ? "span" : null) })
    return makeMention(doc, i, back, "relative", { unit: unit.value, shift: -n.value, calendar, aside })
  }
  const recent = cueAt(scope, "recent", unit.past)
  if (recent !== null)
    return makeMention(doc, i, recent, "duration", { ...fields, aside: aside ?? (long ? "span" : null) })
  const led = cueBefore(scope, "past", i) ?? cueBefore(scope, "recent", i)
  if (led !== null && calendar === "gregorian") {
    return makeMention(doc, led, unit.past, "duration", { ...fields, aside: aside ?? (long ? "span" : null) })
  }
  const ahead = cueAt(scope, "next", unit.past)
  const other = unit.past < past && (doc.words[unit.past] === "دیگر" || doc.words[unit.past] === "later")
  if (ahead !== null || other) {
    if (other && doc.words[i - 1] !== "تا")
      return makeMention(doc, i, unit.past + 1, "duration", { ...fields, aside: "span" })
    if (doc.words[unit.past] === "بعد") return makeMention(doc, i, unit.past, "duration", { ...fields, aside: "span" })
    return makeMention(doc, i, ahead ?? unit.past + 1, "relative", {
      unit: unit.value,
      shift: n.value,
      calendar,
      aside,
    })
  }
  const running = cueAt(scope, "running", unit.past)
  if (running !== null && calendar === "jalali") {
    return makeMention(doc, i, running, "duration", {
      ...fields,
      running: true,
      aside: aside ?? (long ? "span" : null),
    })
  }
  // "have been on strike for eleven days"
  if (calendar === "gregorian" && i > start && doc.words[i - 1] === "for" && cueWithin(scope, "running", i, 8)) {
    return makeMention(doc, i, unit.past, "duration", {
      ...fields,
      running: true,
      aside: aside ?? (long ? "span" : null),
    })
  }
  return makeMention(doc, i, unit.past, "duration", { ...fields, aside: aside ?? "span" })
}

function precededBySince(scope: Scope, i: number): boolean {
  return i > scope.start && scope.doc.words[i - 1] === "از"
}

/** «هفته گذشته», «این ماه», «ماه جاری», «هفته آینده», «پایان هفته», "last week", "this month". */
export function readPeriod(scope: Scope, i: number): DateMention | null {
  const { doc, words, start, past } = scope
  const unit = wordsAt(words.units, doc, i, past)
  if (unit === null || (unit.value !== "week" && unit.value !== "month")) return null
  const english = /^[a-z]/.test(doc.words[i]!)
  const calendar = english ? "gregorian" : "jalali"
  const fields = (shift: number) =>
    ({ calendar, unit: unit.value, shift, aside: cueWithin(scope, "pay", i, 4) ? "pay" : null }) as const
  if (english) {
    const before = i > start ? doc.words[i - 1]! : ""
    const shift = /^(last|past|previous)$/.test(before)
      ? -1
      : /^(this|current)$/.test(before)
        ? 0
        : /^(next|coming)$/.test(before)
          ? 1
          : null
    return shift === null ? null : makeMention(doc, i - 1, i + 1, "period", fields(shift))
  }
  if (doc.words[i] !== "هفته" && doc.words[i] !== "ماه") return null
  const next = cueAt(scope, "next", unit.past)
  if (next !== null && doc.words[next] !== "از") return makeMention(doc, i, next, "period", fields(1))
  const back = pastAt(scope, unit.past)
  if (back !== null) return makeMention(doc, i, back, "period", fields(-1))
  const recent = cueAt(scope, "recent", unit.past)
  if (recent !== null || doc.words[unit.past] === "جاری") return makeMention(doc, i, unit.past + 1, "period", fields(0))
  const before = i > start ? doc.words[i - 1]! : ""
  if (before === "این" || before === "همین") return makeMention(doc, i - 1, unit.past, "period", fields(0))
  if (/^(پایان|اخر|انتهای|ابتدای|اغاز|اوایل|اواخر|اواسط)$/.test(before) && unit.value === "week")
    return makeMention(doc, i - 1, unit.past, "period", fields(0))
  return null
}

/** A bare year: «سال ۸۹», «سال‌های ۸۹ و ۹۰», "since 2019". Never dates an act by itself. */
export function readYear(scope: Scope, i: number): DateMention | null {
  const { doc, past } = scope
  const word = doc.words[i]!
  const persian = word === "سال" || word === "سالهای"
  if (!persian && !/^(in|since|of|year|by|during|from)$/.test(word)) return null
  const at = i + 1
  if (at >= past || doc.kinds[at] !== TokenKind.number || countsSomething(scope, at)) return null
  const digits = doc.words[at]!
  if (!persian && digits.length !== 4) return null
  const after = doc.words[at + 1]
  if (
    (after === "." || after === "/" || after === "-") &&
    doc.kinds[at + 2] === TokenKind.number &&
    doc.starts[at + 1] === doc.ends[at]
  )
    return null
  const jalali = persian ? yearOf(digits, "jalali") : null
  const year = jalali ?? yearOf(digits, "gregorian")
  if (year === null) return null
  return makeMention(doc, persian ? i : at, at + 1, "period", {
    calendar: jalali === null ? "gregorian" : "jalali",
    year,
    unit: "year" satisfies DateUnit,
    aside: "year",
  })
}
