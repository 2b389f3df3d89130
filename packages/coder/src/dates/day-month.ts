import { type NumberRead, readNumber } from "../numbers/read-number.ts"
import { meaningOf, wordsAt, wordsBefore } from "../numbers/word-table.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"
import { isLatinWord } from "../text/fold.ts"
import { type Aside, type DateDraft, makeMention } from "./date-mention.ts"
import type { MonthWord } from "./date-words.ts"
import { cueAt, cueBefore, cueWithin, tightMark } from "./lead.ts"
import type { Scope } from "./scope.ts"
import { pastAt } from "./weekdays.ts"
import { countsSomething, type YearRead, yearAfter } from "./years.ts"

/** Words that an ordinal belongs to when they stand before it: «هفته اول مهر» is no first of Mehr. */
const ORDINAL_OF = new Set(
  "هفته دهه نیمه بار نوبت دور مرحله بخش فاز گام شیفت فصل ترم بند ماده اصل week half".split(" "),
)
const LISTS = new Set("و تا الی لغایت - – ، , and to until".split(" "))
const CLOSES_LIST = new Set("و تا الی لغایت - – and to until".split(" "))
const LEADS_MONTH = new Set("in since of until by early late mid last during throughout".split(" "))
const HOURS = new Set(["ساعت", "ساعات", "at"])

/** A month's name with what belongs to it. */
interface MonthRead {
  readonly month: MonthWord
  readonly first: number
  readonly past: number
  /** «ماه» stands beside it or in it: surely a month. */
  readonly sure: boolean
  /** End of the name in the text when the tokeniser joined the next word to it («۱۱ می در» is ۱۱ + «میدر»). */
  readonly spanEnd: number | null
}

/** The month at token `i`: «مهر», «مهرماه», «مهر ماه», «ماه مهر», «آبان‌ماه», "June". */
function monthAt(scope: Scope, i: number): MonthRead | null {
  const { doc, past } = scope
  let at = i
  const led = at < past && doc.words[at] === "ماه"
  if (led) at++
  const found = wordsAt(scope.words.months, doc, at, past)
  if (found === null) return mayGlued(scope, at)
  let end = found.past
  const followed = end < past && doc.words[end] === "ماه"
  if (followed) end++
  return { month: found.value, first: i, past: end, sure: led || followed || found.value.withMonth, spanEnd: null }
}

/** «۱۱ می در تهران»: the tokeniser takes «می» for the verb's prefix. Only behind a day is it May. */
function mayGlued(scope: Scope, i: number): MonthRead | null {
  const { doc, past } = scope
  if (i >= past || !doc.words[i]!.startsWith("می") || doc.words[i]!.length < 4) return null
  const end = doc.starts[i]! + 2
  if (doc.text[end] !== " " || i === 0) return null
  const month = meaningOf(scope.words.months, "می")
  return month === null ? null : { month, first: i, past: i + 1, sure: false, spanEnd: end }
}

/** May and March are verbs and nouns in lower case. */
function plainEnglishWord(scope: Scope, i: number): boolean {
  const word = scope.doc.words[i]!
  return (word === "may" || word === "march") && !/[A-Z]/.test(scope.doc.text[scope.doc.starts[i]!] ?? "")
}

/** Some days of a month by its name: «۲۳ مهر ۹۸», «سوم و چهارم آبان», «۱۲ تا ۱۵ آذر», "26–28 June 2021". */
export function readDayMonth(scope: Scope, first: NumberRead): DateDraft | null {
  if (first.max !== null || first.value < 1 || first.value > 31) return null
  const { doc, words, start, past } = scope
  const i = first.first
  const before = i > start ? doc.words[i - 1]! : ""
  if (HOURS.has(before) || before === ":" || opensHour(doc, i)) return null
  if (first.ordinal && ORDINAL_OF.has(before)) return null
  let last = first
  let listed = 1
  let closed = false
  let month = behindDay(scope, last.past)
  while (month === null && listed < 6 && last.past < past && LISTS.has(doc.words[last.past]!)) {
    const next = readNumber(doc, last.past + 1, past, words.numbers)
    if (next === null || next.max !== null || next.value <= last.value || next.value > 31) return null
    closed = CLOSES_LIST.has(doc.words[last.past]!)
    last = next
    listed++
    month = behindDay(scope, last.past)
  }
  if (month === null || (listed > 1 && !closed)) return null
  if (plainEnglishWord(scope, month.past - 1)) return null
  // «سه تیر», «دو بهمن»: small numbers in words count bullets and snowslides.
  if (
    month.month.marked &&
    month.month.calendar === "jalali" &&
    !month.sure &&
    !first.digits &&
    !first.ordinal &&
    first.value < 10
  )
    return null
  const { calendar, number, rare } = month.month
  const year = month.spanEnd === null ? yearAfter(scope, month.past, calendar) : null
  if (rare && year === null && !month.sure && !dayBefore(scope, i)) return null
  const end = year?.past ?? month.past
  const mention = makeMention(doc, i, end, "absolute", month.spanEnd ?? undefined)
  mention.calendar = calendar
  mention.month = number
  mention.day = first.value
  if (listed > 1) mention.lastDay = last.value
  setYear(mention, year)
  mention.aside = isName(scope, i, end) ? "name" : dayAside(scope, i)
  return mention
}

function setYear(mention: DateDraft, said: YearRead | null): void {
  if (said === null) return
  mention.year = said.year
  mention.yearShift = said.yearShift
}

/** «شنبه ۱۴ سرطان», «روز پنجم اسد»: what stands before says that a day follows. */
function dayBefore(scope: Scope, i: number): boolean {
  if (i <= scope.start) return false
  const word = scope.doc.words[i - 1]!
  if (word === "روز" || word === "مورخ" || word === "تاریخ" || word === "مورخه") return true
  const at = word === "،" || word === "," || word === "(" ? i - 1 : i
  return wordsBefore(scope.words.weekdays, scope.doc, at, scope.start) !== null
}

/** «خیابان ۱۷ شهریور», "7 Tir Square": a place goes by the name of a day. */
function isName(scope: Scope, first: number, past: number): boolean {
  return cueBefore(scope, "name_of", first) !== null || cueAt(scope, "name_of", past) !== null
}

/** The month behind a day; «روز», "of" or a tight mark may stand between. */
function behindDay(scope: Scope, i: number): MonthRead | null {
  const { doc, past } = scope
  if (i >= past) return null
  const word = doc.words[i]!
  // Kurdish «۱۸ی گوڵان».
  const at = word === "of" || word === "روز" || word === "ی" || tightMark(scope, i) ? i + 1 : i
  return monthAt(scope, at)
}

function dayAside(scope: Scope, i: number): Aside | null {
  if (cueWithin(scope, "law", i, 4)) return "law"
  return cueWithin(scope, "history", i, 3) ? "history" : null
}

/** A month by its name: "June 26, 2021" is a day, «مهرماه ۹۸», «آبان ۱۳۹۸», «ماه مهر», "in June" are whole months. */
export function readMonthFirst(scope: Scope, i: number): DateDraft | null {
  const { doc, start } = scope
  if (doc.kinds[i] !== TokenKind.word) return null
  const month = monthAt(scope, i)
  if (month === null || month.spanEnd !== null) return null
  const { calendar, number, marked } = month.month
  const english = isLatinWord(doc.words[month.past - 1]!)
  if (english) {
    if (plainEnglishWord(scope, month.past - 1)) return null
    const named = readEnglishDay(scope, month)
    if (named !== null) return named
  }
  const year = yearAfter(scope, month.past, calendar)
  const before = i > start ? doc.words[i - 1]! : ""
  // «اواخر مهر» and "in May" are months for sure.
  const led = english
    ? LEADS_MONTH.has(before)
    : cueBefore(scope, "edge", i) !== null && !month.month.rare && before !== "پایان" && before !== "اول"
  if (year === null && !month.sure && marked && !led) return null
  if (month.month.rare && !month.sure) return null
  // Abbreviations (sep, mar) are words and names of their own.
  if (english && year === null && doc.words[month.past - 1]!.length <= 3 && !led) return null
  // «آبان گذشته»: the last one that is over.
  const last = year === null && !english ? pastAt(scope, month.past) : null
  const end = last ?? year?.past ?? month.past
  const pay = cueWithin(scope, "pay", i, 5) || (english && cueWithin(scope, "pay", end + 1, 1))
  const aside = pay
    ? "pay"
    : cueWithin(scope, "law", i, 4)
      ? "law"
      : cueWithin(scope, "history", i, 3)
        ? "history"
        : null
  const mention = makeMention(doc, i, end, "period")
  mention.calendar = calendar
  mention.month = number
  setYear(mention, year)
  if (last !== null) mention.which = "last"
  mention.unit = "month"
  mention.aside = aside
  return mention
}

/** "10:30" is an hour; "June 26:" opens what is told of the day. */
function opensHour(doc: Doc, i: number): boolean {
  return doc.words[i + 1] === ":" && doc.kinds[i + 2] === TokenKind.number
}

/** "June 26", "June 26th, 2021", "June 26-28", "Nov. 15". */
function readEnglishDay(scope: Scope, month: MonthRead): DateDraft | null {
  const { doc, words } = scope
  let at = month.past
  // The stop of an abbreviation may have ended the sentence: look over it.
  const past = doc.words[at] === "." && doc.starts[at] === doc.ends[at - 1] ? Math.min(doc.count, at + 6) : scope.past
  if (past !== scope.past || doc.words[at] === ".") at++
  if (at >= past || doc.kinds[at] !== TokenKind.number || doc.words[at]!.length > 2 || opensHour(doc, at)) return null
  const day = readNumber(doc, at, past, words.numbers)
  if (day === null || day.value < 1 || day.value > 31 || (!day.ordinal && countsSomething(scope, at))) return null
  const reach: Scope = { doc, words, start: scope.start, past }
  let last: number | null = null
  let end = day.past
  if (
    end + 1 < past &&
    CLOSES_LIST.has(doc.words[end]!) &&
    doc.kinds[end + 1] === TokenKind.number &&
    doc.words[end + 1]!.length <= 2
  ) {
    const next = readNumber(doc, end + 1, past, words.numbers)
    if (
      next !== null &&
      next.value > day.value &&
      next.value <= 31 &&
      monthAt(reach, next.past) === null &&
      !countsSomething(reach, end + 1)
    ) {
      last = next.value
      end = next.past
    }
  }
  const year = yearAfter(reach, end, month.month.calendar)
  const mention = makeMention(doc, month.first, year?.past ?? end, "absolute")
  mention.calendar = month.month.calendar
  mention.month = month.month.number
  mention.day = day.value
  mention.lastDay = last
  setYear(mention, year)
  mention.aside = dayAside(scope, month.first)
  return mention
}

/** Does a month stand at token `i`? */
export function isMonthAt(scope: Scope, i: number): boolean {
  return (
    wordsAt(scope.words.months, scope.doc, i, scope.past) !== null ||
    (scope.doc.words[i] === "ماه" && wordsAt(scope.words.months, scope.doc, i + 1, scope.past) !== null)
  )
}
