import type { NumberRead } from "../numbers/read-number.ts"
import { wordsAt } from "../numbers/word-table.ts"
import { isLatinWord } from "../text/fold.ts"
import { type Aside, type DateDraft, durationOf, relativeTo } from "./date-mention.ts"
import { cueAhead, cueAt, cueBefore, cueWithin } from "./lead.ts"
import type { Scope } from "./scope.ts"
import { pastAt } from "./weekdays.ts"

/** «سه روز پیش», «یازده روز است», «در دو هفته گذشته», «هشت ماه حقوق», "three days ago", "for 11 days". */
export function readCountedUnits(scope: Scope, n: NumberRead): DateDraft | null {
  if (n.ordinal || n.max !== null || n.value < 1 || n.value > 10_000) return null
  const { doc, words, start, past } = scope
  const i = n.first
  // «ساعت ۱۲ شب»
  if (i > start && doc.words[i - 1] === "ساعت") return null
  const at =
    n.past < past && doc.words[n.past] === "-" && isLatinWord(doc.words[n.past + 1] ?? "") ? n.past + 1 : n.past
  const unit = wordsAt(words.units, doc, at, past)
  if (unit === null) return null
  const calendar = isLatinWord(doc.words[at]!) ? "gregorian" : "jalali"
  const long = unit.value === "month" || unit.value === "year"
  const back = pastAt(scope, unit.past)
  const pay = long && (cueWithin(scope, "pay", i, 5) || cueAhead(scope, "pay", back ?? unit.past, 5))
  const aside = pay ? "pay" : unit.value === "year" ? "span" : null
  const asideOfSpan = aside ?? (long ? "span" : null)
  const lasting = (first: number, end: number, why: Aside | null, running = false) => {
    const mention = durationOf(doc, first, end, unit.value, n.value, why)
    mention.calendar = calendar
    mention.running = running
    return mention
  }
  const away = (end: number, shift: number) => {
    const mention = relativeTo(doc, i, end, unit.value, shift)
    mention.calendar = calendar
    mention.aside = aside
    return mention
  }
  if (back !== null) {
    const over = doc.words[unit.past] === "گذشته" && !precededBySince(scope, i)
    if (over) return lasting(i, back, asideOfSpan)
    return away(back, -n.value)
  }
  const recent = cueAt(scope, "recent", unit.past)
  if (recent !== null) return lasting(i, recent, asideOfSpan)
  const led = cueBefore(scope, "past", i) ?? cueBefore(scope, "recent", i)
  if (led !== null && calendar === "gregorian") {
    return lasting(led, unit.past, asideOfSpan)
  }
  const ahead = cueAt(scope, "next", unit.past)
  const other = unit.past < past && (doc.words[unit.past] === "دیگر" || doc.words[unit.past] === "later")
  if (ahead !== null || other) {
    if (other && doc.words[i - 1] !== "تا") return lasting(i, unit.past + 1, "span")
    if (doc.words[unit.past] === "بعد") return lasting(i, unit.past, "span")
    return away(ahead ?? unit.past + 1, n.value)
  }
  // «سه روزه که …»: three days it is that.
  const spoken = doc.words[at] === "روزه" && doc.words[unit.past] === "که" ? unit.past : null
  const row = cueAt(scope, "consecutive", unit.past) ?? unit.past
  const running = cueAt(scope, "running", row) ?? spoken ?? sinceAct(scope, unit.past)
  if (running !== null && calendar === "jalali") {
    return lasting(i, running, asideOfSpan, true)
  }
  // "have been on strike for eleven days"
  if (calendar === "gregorian" && i > start && doc.words[i - 1] === "for" && cueWithin(scope, "running", i, 8)) {
    return lasting(i, unit.past, asideOfSpan, true)
  }
  return lasting(i, unit.past, aside ?? "span")
}

/** «پس از گذشت پانزده روز از اعتصاب …», «یک هفته از تجمع … می‌گذرد»: the days of an act so far. */
function sinceAct(scope: Scope, i: number): number | null {
  const { doc, words, past } = scope
  if (doc.words[i] !== "از" || i + 1 >= past) return null
  const at = doc.words[i + 1] === "اغاز" || doc.words[i + 1] === "شروع" ? i + 2 : i + 1
  return wordsAt(words.numbers.cues, doc, at, past)?.value === "act" ? i : null
}

/** "a week ago", "a month ago". */
export function readOneUnit(scope: Scope, i: number): DateDraft | null {
  const { doc, words, past } = scope
  const unit = wordsAt(words.units, doc, i + 1, past)
  if (unit === null || doc.words[unit.past] !== "ago" || unit.past >= past) return null
  const mention = relativeTo(doc, i, unit.past + 1, unit.value, -1)
  mention.calendar = "gregorian"
  return mention
}

function precededBySince(scope: Scope, i: number): boolean {
  return i > scope.start && scope.doc.words[i - 1] === "از"
}
