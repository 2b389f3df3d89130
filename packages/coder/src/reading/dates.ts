import * as jalaali from "jalaali-js"
import type { DateFound, DateHere } from "../actions/when.ts"
import type { Span } from "../coded.ts"
import type { Precision } from "../codes.ts"
import type { Problem } from "../problem.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"

const JALALI_MONTHS = new Map(
  [["فروردین"], ["اردیبهشت"], ["خرداد"], ["تیر"], ["مرداد", "امرداد"], ["شهریور"], ["مهر"], ["ابان"], ["اذر"], ["دی"], ["بهمن"], ["اسفند"]].flatMap((names, i) =>
    names.flatMap((n) => [[n, i + 1] as const, [`${n}ماه`, i + 1] as const]),
  ),
)
const GREGORIAN_MONTHS = new Map(
  [
    ["ژانویه", "january", "jan"],
    ["فوریه", "february", "feb"],
    ["مارس", "march", "mar"],
    ["اوریل", "april", "apr"],
    ["مه", "می", "may"],
    ["ژوین", "ژوئن", "june", "jun"],
    ["ژوییه", "ژولای", "جولای", "july", "jul"],
    ["اوت", "اگوست", "august", "aug"],
    ["سپتامبر", "september", "sep", "sept"],
    ["اکتبر", "october", "oct"],
    ["نوامبر", "november", "nov"],
    ["دسامبر", "december", "dec"],
  ].flatMap((names, i) => names.map((n) => [n, i + 1] as const)),
)
/** Saturday is 0, as in the Iranian week. */
const WEEKDAYS = new Map<string, number>([
  ["شنبه", 0],
  ["یکشنبه", 1],
  ["دوشنبه", 2],
  ["سهشنبه", 3],
  ["چهارشنبه", 4],
  ["چارشنبه", 4],
  ["پنجشنبه", 5],
  ["جمعه", 6],
  ["ادینه", 6],
  ["saturday", 0],
  ["sunday", 1],
  ["monday", 2],
  ["tuesday", 3],
  ["wednesday", 4],
  ["thursday", 5],
  ["friday", 6],
])
const BEFORE_WEEKDAY = new Map<string, number>([
  ["یک", 1],
  ["دو", 2],
  ["سه", 3],
  ["چهار", 4],
  ["پنج", 5],
])
const ONES = "صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده".split(" ")
const ORDINALS = new Map<string, number>([
  ["اول", 1],
  ["یکم", 1],
  ["نخست", 1],
  ["نخستین", 1],
  ["اولین", 1],
  ["سوم", 3],
  ["سومین", 3],
  ["سیم", 30],
  ["سی", 30],
])
ONES.forEach((word, n) => {
  if (n > 1) {
    ORDINALS.set(`${word}م`, n)
    ORDINALS.set(`${word}مین`, n)
  }
})
ORDINALS.set("بیستم", 20)
ORDINALS.set("سیام", 30)
ORDINALS.set("بیستمین", 20)
const CARDINALS = new Map<string, number>(ONES.map((w, n) => [w, n]))
CARDINALS.set("بیست", 20)
CARDINALS.set("سی", 30)
CARDINALS.set("چهل", 40)
CARDINALS.set("پنجاه", 50)
CARDINALS.set("شصت", 60)
CARDINALS.set("یازده", 11)
const EN_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(" ")
const EN_CARDINALS = "zero one two three four five six seven eight nine ten eleven twelve".split(" ")

/** Days since 1970-01-01 of an ISO day. */
export function dayNumber(iso: string): number {
  return Math.round(Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)) - 1, Number(iso.slice(8, 10))) / 86_400_000)
}

/** ISO day of a day number. */
export function isoDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}

/** Day of the Iranian week of a day number: 0 Saturday … 6 Friday. */
export function weekday(day: number): number {
  return (((day + 5) % 7) + 7) % 7
}

/** ISO day of a Jalali date, or `null` when there is no such day. */
export function jalaliToIso(year: number, month: number, day: number): string | null {
  if (year < 1200 || year > 1500 || !jalaali.isValidJalaaliDate(year, month, day)) return null
  const g = jalaali.toGregorian(year, month, day)
  return isoDay(Math.round(Date.UTC(g.gy, g.gm - 1, g.gd) / 86_400_000))
}

/** Jalali year, month and day of an ISO day. */
export function isoToJalali(iso: string): { year: number; month: number; day: number } {
  const j = jalaali.toJalaali(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8, 10)))
  return { year: j.jy, month: j.jm, day: j.jd }
}

function gregorianToIso(year: number, month: number, day: number): string | null {
  const d = new Date(Date.UTC(year, month - 1, day))
  return d.getUTCFullYear() === year && d.getUTCMonth() === month - 1 && d.getUTCDate() === day ? d.toISOString().slice(0, 10) : null
}

/** What a date phrase says before the publication day is known. */
interface Phrase {
  first: number
  past: number
  priority: number
  acts: boolean
  rank: number
  running: boolean
  /** Set for a month and day without a year: a weekday beside it decides which year is meant. */
  yearless?: { month: number; day: number; calendar: "j" | "g" }
  /** Month and day without a year may mean another year for a call. */
  resolve: (published: number | null, called: boolean) => { start: string | null; end: string | null; precision: Precision } | null
}

const RELATIVE = new Map<string, number>([
  ["امروز", 0],
  ["امشب", 0],
  ["دیروز", -1],
  ["دیشب", -1],
  ["پریروز", -2],
  ["فردا", 1],
  ["پسفردا", 2],
  ["today", 0],
  ["tonight", 0],
  ["yesterday", -1],
  ["tomorrow", 1],
])
const PARTS_OF_DAY = new Set("صبح ظهر عصر شب بامداد شامگاه غروب روز پیش morning evening afternoon".split(" "))
const PAST_WORDS = new Set("گذشته پیش قبل last previous past".split(" "))
const NEXT_WORDS = new Set("اینده بعد اتی next coming".split(" "))
const CONSECUTIVE = new Set("متوالی پیاپی پیدرپی consecutive".split(" "))
const PAY = new Set("حقوق مزد دستمزد عیدی معوقات معوقه کارانه اضافه مطالبات سنوات ماه حقوقهای دستمزدهای بیمه سال پاداش وام تورم قانون بودجه".split(" "))

/** The dates that a document names, in text order; the most exact reading of overlapping ones. */
export function findDates(doc: Doc, _knowledge: unknown, published: string | null, problems: Problem[]): DateHere[] {
  const phrases: Phrase[] = []
  const conflicts: Span[] = []
  for (const [start, past] of doc.sentences) {
    for (let i = start; i < past; ) {
      const phrase = readAt(doc, i, start, past)
      if (phrase === null) i++
      else {
        phrases.push(phrase)
        i = phrase.past
      }
    }
  }
  const joined = joinNeighbours(doc, phrases, published, conflicts)
  const from = published === null ? null : dayNumber(published.slice(0, 10))
  for (const span of conflicts) problems.push({ code: "date.weekday_conflict", span })
  return joined.map((p) => {
    const span: Span = [doc.starts[p.first]!, doc.ends[p.past - 1]!]
    return {
      first: p.first,
      past: p.past,
      sentence: doc.sentenceOf[p.first]!,
      acts: p.acts,
      rank: p.rank,
      resolve: (called: boolean): DateFound | null => {
        const found = p.resolve(from, called)
        return found === null || found.start === null
          ? null
          : { ...found, written: doc.text.slice(span[0], span[1]), how: p.priority >= 3 ? "stated" : "inferred", spans: [span], by: "reader:date", running: p.running }
      },
    }
  })
}

function day(start: string | null, end: string | null = null): { start: string | null; end: string | null; precision: Precision } {
  return { start, end: end === start ? null : end, precision: "day" }
}

/** Number at a token: digits, a cardinal, an ordinal, or «بیست و سوم»; with its past token. */
function numberAt(doc: Doc, i: number, past: number): { value: number; past: number; ordinal: boolean } | null {
  if (i >= past) return null
  if (doc.kinds[i] === TokenKind.number) {
    const value = Number(doc.words[i])
    let end = i + 1
    if (end < past && /^(st|nd|rd|th|م|مین|ام|امین)$/.test(doc.words[end]!)) end++
    return doc.words[i]!.length > 6 ? null : { value, past: end, ordinal: end > i + 1 }
  }
  const word = doc.words[i]!
  const tens = word === "بیست" ? 20 : word === "سی" ? 30 : word === "چهل" ? 40 : 0
  if (tens > 0 && doc.words[i + 1] === "و" && i + 2 < past) {
    const unit = ORDINALS.get(doc.words[i + 2]!) ?? CARDINALS.get(doc.words[i + 2]!)
    if (unit !== undefined && unit < 10) return { value: tens + unit, past: i + 3, ordinal: !CARDINALS.has(doc.words[i + 2]!) }
  }
  const ordinal = ORDINALS.get(word)
  if (ordinal !== undefined && !CARDINALS.has(word)) return { value: ordinal, past: i + 1, ordinal: true }
  const cardinal = CARDINALS.get(word)
  if (cardinal !== undefined) return { value: cardinal, past: i + 1, ordinal: false }
  const en = EN_ORDINALS.indexOf(word)
  if (en > 0) return { value: en, past: i + 1, ordinal: true }
  const enCardinal = EN_CARDINALS.indexOf(word)
  return enCardinal > 0 ? { value: enCardinal, past: i + 1, ordinal: false } : null
}

/** Year at a token, in which calendar: 98, 1398, 2021, 2581 (imperial), 2718 (Kurdish). */
function yearAt(doc: Doc, i: number, past: number, month: "j" | "g"): { year: number; past: number } | null {
  let k = i
  while (k < past && (doc.words[k] === "ماه" || doc.words[k] === "سال" || doc.words[k] === "," || doc.words[k] === "،")) k++
  if (k < past && doc.words[k] === "امسال") return null
  if (k >= past || doc.kinds[k] !== TokenKind.number) return null
  const n = Number(doc.words[k])
  const length = doc.words[k]!.length
  if (month === "j") {
    if (length === 4 && n >= 1300 && n <= 1450) return { year: n, past: k + 1 }
    if (length === 4 && n >= 2550 && n <= 2600) return { year: n - 1180, past: k + 1 }
    if (length === 4 && n >= 2690 && n <= 2750) return { year: n - 1321, past: k + 1 }
    if (length === 2 && n >= 60 && n <= 99 && k === i + (doc.words[i] === "ماه" ? 1 : 0)) return { year: 1300 + n, past: k + 1 }
  } else if (length === 4 && n >= 1900 && n <= 2100) return { year: n, past: k + 1 }
  return null
}

function yearlessJalali(month: number, d: number) {
  return (published: number | null, called: boolean) => {
    if (published === null) return null
    const now = isoToJalali(isoDay(published))
    for (const year of called ? [now.year, now.year + 1] : [now.year, now.year - 1]) {
      const iso = jalaliToIso(year, month, d)
      if (iso === null) continue
      const n = dayNumber(iso)
      if (called ? n >= published - 1 : n <= published) return day(iso)
    }
    return null
  }
}

function yearlessGregorian(month: number, d: number) {
  return (published: number | null, called: boolean) => {
    if (published === null) return null
    const now = Number(isoDay(published).slice(0, 4))
    for (const year of called ? [now, now + 1] : [now, now - 1]) {
      const iso = gregorianToIso(year, month, d)
      if (iso !== null && (called ? dayNumber(iso) >= published - 1 : dayNumber(iso) <= published)) return day(iso)
    }
    return null
  }
}

function monthAt(doc: Doc, i: number, past: number): { month: number; calendar: "j" | "g"; past: number } | null {
  if (i >= past) return null
  const j = JALALI_MONTHS.get(doc.words[i]!)
  if (j !== undefined) return { month: j, calendar: "j", past: doc.words[i + 1] === "ماه" && i + 1 < past ? i + 2 : i + 1 }
  const g = GREGORIAN_MONTHS.get(doc.words[i]!)
  return g === undefined ? null : { month: g, calendar: "g", past: i + 1 }
}

function weekdayAt(doc: Doc, i: number, past: number): { value: number; past: number } | null {
  const one = WEEKDAYS.get(doc.words[i]!)
  if (one !== undefined) return { value: one, past: i + 1 }
  const before = BEFORE_WEEKDAY.get(doc.words[i]!)
  if (before !== undefined && i + 1 < past && doc.words[i + 1] === "شنبه") return { value: before, past: i + 2 }
  return null
}

/** «از صبح شنبه», «از روز», «از»: does the phrase at `i` begin a running act? */
function sinceBefore(doc: Doc, i: number, start: number): boolean {
  for (let k = i - 1; k >= start && k >= i - 2; k--) {
    if (doc.words[k] === "از" || doc.words[k] === "since") return true
    if (!PARTS_OF_DAY.has(doc.words[k]!)) return false
  }
  return false
}

function deadlineBefore(doc: Doc, i: number, start: number): boolean {
  for (let k = i - 1; k >= start && k >= i - 3; k--) {
    if (doc.words[k] === "تا" || doc.words[k] === "until" || doc.words[k] === "by") return true
    if (!PARTS_OF_DAY.has(doc.words[k]!) && doc.words[k] !== "پایان" && doc.words[k] !== "اخر") return false
  }
  return false
}

function payBefore(doc: Doc, i: number, start: number): boolean {
  for (let k = i - 1; k >= start && k >= i - 3; k--) if (PAY.has(doc.words[k]!)) return true
  return false
}

function readAt(doc: Doc, i: number, start: number, past: number): Phrase | null {
  const kind = doc.kinds[i]
  if (kind === TokenKind.mark || kind === TokenKind.handle || kind === TokenKind.hash) return null
  return readNumeric(doc, i, past) ?? readNthDay(doc, i, start, past) ?? readDayMonth(doc, i, start, past) ?? readMonthFirst(doc, i, start, past) ?? readRelative(doc, i, start, past) ?? readWeekday(doc, i, start, past) ?? readAgo(doc, i, start, past)
}

function readNumeric(doc: Doc, i: number, past: number): Phrase | null {
  if (doc.kinds[i] !== TokenKind.number || i + 4 >= past + 0 || i + 5 > past) return null
  const sep = doc.words[i + 1]!
  if (!(sep === "/" || sep === "." || sep === "-") || doc.words[i + 3] !== sep) return null
  if (doc.kinds[i + 2] !== TokenKind.number || doc.kinds[i + 4] !== TokenKind.number) return null
  const a = doc.words[i]!
  const [x, m, z] = [Number(a), Number(doc.words[i + 2]), Number(doc.words[i + 4])]
  let iso: string | null = null
  if (a.length === 4 && x > 1300 && x < 1450) iso = jalaliToIso(x, m, z)
  else if (a.length === 4 && x > 1900 && x < 2100) iso = gregorianToIso(x, m, z)
  else if (a.length === 2 && x >= 60) iso = jalaliToIso(1300 + x, m, z)
  else if (doc.words[i + 4]!.length === 4 && z > 1300 && z < 1450) iso = jalaliToIso(z, m, x)
  if (iso === null) return null
  return { first: i, past: i + 5, priority: 5, acts: true, rank: 0, running: false, resolve: () => day(iso) }
}

function readNthDay(doc: Doc, i: number, start: number, past: number): Phrase | null {
  // «چهارمین روز (متوالی)», «روز چهارم», «the third consecutive day»
  let n: number | null = null
  let end = i
  const here = numberAt(doc, i, past)
  if (here?.ordinal && doc.words[here.past] === "روز" && here.past < past) {
    n = here.value
    end = here.past + 1
  } else if (here?.ordinal && (doc.words[here.past] === "day" || (doc.words[here.past] === "consecutive" && doc.words[here.past + 1] === "day"))) {
    n = here.value
    end = here.past + (doc.words[here.past] === "day" ? 1 : 2)
  } else if (doc.words[i] === "روز" && i + 1 < past) {
    const next = numberAt(doc, i + 1, past)
    if (next?.ordinal && monthAt(doc, next.past, past) === null) {
      n = next.value
      end = next.past
    }
  }
  if (n === null || n < 1 || n > 400) return null
  while (end < past && (CONSECUTIVE.has(doc.words[end]!) || doc.words[end] === "پی" || (doc.words[end] === "در" && doc.words[end - 1] === "پی"))) end++
  if (monthAt(doc, end, past) !== null) return null
  void start
  const nth = n
  return {
    first: i,
    past: end,
    priority: 4,
    acts: true,
    rank: 0,
    running: true,
    resolve: (published) => (published === null ? null : day(isoDay(published - (nth - 1)))),
  }
}

function readDayMonth(doc: Doc, i: number, start: number, past: number): Phrase | null {
  const first = numberAt(doc, i, past)
  if (first === null || first.value < 1 || first.value > 31) return null
  let second: number | null = null
  let at = first.past
  if ((doc.words[at] === "و" || doc.words[at] === "تا" || doc.words[at] === "-" || doc.words[at] === "to") && at < past) {
    const other = numberAt(doc, at + 1, past)
    if (other !== null && other.value >= 1 && other.value <= 31 && monthAt(doc, other.past, past) !== null) {
      second = other.value
      at = other.past
    }
  }
  if (doc.words[at] === "of") at++
  const month = monthAt(doc, at, past)
  if (month === null) return null
  const year = yearAt(doc, month.past, past, month.calendar)
  const make = month.calendar === "j" ? jalaliToIso : gregorianToIso
  const exact = year === null ? null : make(year.year, month.month, first.value)
  if (year !== null && exact === null) return null
  const yearless = month.calendar === "j" ? yearlessJalali : yearlessGregorian
  const since = sinceBefore(doc, i, start)
  return {
    first: i,
    past: year?.past ?? month.past,
    priority: 5,
    acts: !(second === null && deadlineBefore(doc, i, start)),
    rank: month.calendar === "j" ? 0 : 0.2,
    running: since && second === null,
    ...(year === null && second === null ? { yearless: { month: month.month, day: first.value, calendar: month.calendar } } : {}),
    resolve: (published, called) => {
      const a = exact !== null ? day(exact) : yearless(month.month, first.value)(published, called)
      if (a === null || second === null) return a
      const b = year !== null ? day(make(year.year, month.month, second)) : yearless(month.month, second)(published, called)
      return b === null ? a : day(a.start, b.start)
    },
  }
}

function readMonthFirst(doc: Doc, i: number, start: number, past: number): Phrase | null {
  const month = monthAt(doc, i, past)
  if (month === null) return null
  if (month.calendar === "g") {
    const d = numberAt(doc, month.past, past)
    const isEnglish = doc.words[i]!.charCodeAt(0) < 0x80
    if (isEnglish && d !== null && d.value >= 1 && d.value <= 31) {
      const year = yearAt(doc, d.past, past, "g")
      const exact = year === null ? null : gregorianToIso(year.year, month.month, d.value)
      return {
        first: i,
        past: year?.past ?? d.past,
        priority: 5,
        acts: !deadlineBefore(doc, i, start),
        rank: 0,
        running: sinceBefore(doc, i, start),
        resolve: (published, called) => (exact !== null ? day(exact) : yearlessGregorian(month.month, d.value)(published, called)),
      }
    }
    if (!isEnglish || doc.words[i] === "may" || doc.words[i] === "march") return null
  }
  const year = yearAt(doc, month.past, past, month.calendar)
  const make = month.calendar === "j" ? jalaliToIso : gregorianToIso
  const single = doc.words[i]!.length <= 3
  const inMonth = doc.words[i - 1] === "در" || doc.words[i - 1] === "in" || month.past > i + 1 || doc.words[i]!.endsWith("ماه") || doc.words[month.past] === "امسال"
  if (year === null && (!inMonth || (single && month.past === i + 1 && doc.words[i - 1] !== "در"))) return null
  return {
    first: i,
    past: year?.past ?? (doc.words[month.past] === "امسال" || doc.words[month.past] === "گذشته" ? month.past + 1 : month.past),
    priority: 3,
    acts: !payBefore(doc, i, start) && !deadlineBefore(doc, i, start) && inMonth,
    rank: 1.5,
    running: false,
    resolve: (published) => {
      if (year !== null) return { start: make(year.year, month.month, 1), end: null, precision: "month" }
      if (published === null) return null
      const found = (month.calendar === "j" ? yearlessJalali : yearlessGregorian)(month.month, 1)(published, false)
      return found === null ? null : { ...found, precision: "month" }
    },
  }
}

function readRelative(doc: Doc, i: number, start: number, past: number): Phrase | null {
  const word = doc.words[i]!
  const shift = RELATIVE.get(word)
  if (shift !== undefined) {
    return { first: i, past: i + 1, priority: 3, acts: !deadlineBefore(doc, i, start), rank: 0, running: sinceBefore(doc, i, start), resolve: (p) => (p === null ? null : day(isoDay(p + shift))) }
  }
  if ((word === "روز" || word === "شب" || word === "عصر" || word === "صبح" || word === "ظهر") && i + 1 < past && PAST_WORDS.has(doc.words[i + 1]!) && doc.words[i - 1] !== "چند" && numberAt(doc, i - 1, past) === null) {
    return { first: i, past: i + 2, priority: 3, acts: true, rank: 0, running: false, resolve: (p) => (p === null ? null : day(isoDay(p - 1))) }
  }
  if ((word === "هفته" || word === "week") && i + 1 <= past) {
    const next = doc.words[i + 1] ?? ""
    const before = doc.words[i - 1] ?? ""
    const back = PAST_WORDS.has(next) || PAST_WORDS.has(before) ? 1 : next === "جاری" || before === "این" || before === "this" ? 0 : null
    if (back === null || numberAt(doc, i - 1, past) !== null || before === "چند") return null
    return {
      first: PAST_WORDS.has(before) || before === "این" || before === "this" ? i - 1 : i,
      past: PAST_WORDS.has(next) || next === "جاری" ? i + 2 : i + 1,
      priority: 2,
      acts: !deadlineBefore(doc, i, start),
      rank: 1,
      running: false,
      resolve: (p) => {
        if (p === null) return null
        const saturday = p - weekday(p) - 7 * back
        return { start: isoDay(saturday), end: isoDay(saturday + 6), precision: "week" }
      },
    }
  }
  if (word === "چند" && doc.words[i + 1] === "روز") {
    return { first: i, past: i + 2, priority: 1, acts: true, rank: 2, running: false, resolve: (p) => (p === null ? null : { start: isoDay(p), end: null, precision: "week" }) }
  }
  return null
}

function readWeekday(doc: Doc, i: number, start: number, past: number): Phrase | null {
  const found = weekdayAt(doc, i, past)
  if (found === null) return null
  let end = found.past
  let lastWeek = false
  let next = false
  if (end < past && PAST_WORDS.has(doc.words[end]!)) end++
  else if (end < past && NEXT_WORDS.has(doc.words[end]!)) {
    next = true
    end++
  } else if (end + 1 < past && doc.words[end] === "هفته" && PAST_WORDS.has(doc.words[end + 1]!)) {
    lastWeek = true
    end += 2
  }
  const value = found.value
  return {
    first: i,
    past: end,
    priority: 2.5,
    acts: !deadlineBefore(doc, i, start),
    rank: 0.5,
    running: sinceBefore(doc, i, start),
    resolve: (p, called) => {
      if (p === null) return null
      const back = (weekday(p) - value + 7) % 7
      if (next || called) return day(isoDay(p + ((value - weekday(p) + 7) % 7 || (next ? 7 : 0))))
      if (lastWeek) return day(isoDay(p - weekday(p) - 7 + value))
      return day(isoDay(p - back))
    },
  }
}

function readAgo(doc: Doc, i: number, start: number, past: number): Phrase | null {
  const n = numberAt(doc, i, past)
  if (n === null || n.ordinal || n.value < 1 || n.value > 200) return null
  const unit = doc.words[n.past]
  if (unit !== "روز" && unit !== "days" && unit !== "day") return null
  const next = doc.words[n.past + 1]
  if (next === "است" || next === "میشود" || next === "میشه") {
    return { first: i, past: n.past + 2, priority: 4, acts: true, rank: 0, running: true, resolve: (p) => (p === null ? null : day(isoDay(p - (n.value - 1)))) }
  }
  if (next !== undefined && (PAST_WORDS.has(next) || next === "ago")) {
    const running = sinceBefore(doc, i, start)
    return { first: i, past: n.past + 2, priority: 4, acts: true, rank: 0, running, resolve: (p) => (p === null ? null : day(isoDay(p - n.value))) }
  }
  return null
}

/** Words that may stand between two readings of one day: «امروز (سه‌شنبه) ۲۳ مهر». */
const BETWEEN = new Set("( ) ، , روز مورخ ماه - – : با صبح عصر ظهر شب بامداد برابر مصادف یعنی".split(" "))

function joinNeighbours(doc: Doc, phrases: readonly Phrase[], published: string | null, conflicts: Span[]): Phrase[] {
  const out: Phrase[] = []
  const from = published === null ? null : dayNumber(published.slice(0, 10))
  for (const phrase of phrases) {
    const last = out[out.length - 1]
    if (last !== undefined && doc.sentenceOf[last.first] === doc.sentenceOf[phrase.first] && touching(doc, last, phrase)) {
      const [strong, weak] = phrase.priority > last.priority ? [phrase, last] : [last, phrase]
      const a = strong.resolve(from, false)
      const b = weak.resolve(from, false)
      const named = weak.priority === 2.5 && strong.yearless !== undefined ? byWeekday(strong.yearless, weak, from) : null
      if (named !== null) {
        out[out.length - 1] = { ...strong, first: last.first, past: phrase.past, running: last.running || phrase.running, acts: last.acts && phrase.acts, resolve: () => day(named) }
        continue
      }
      const both = strong.priority === 5 && weak.priority === 2.5 && a !== null && a.start !== null
      if (both && b !== null && b.start !== null && weekday(dayNumber(a.start!)) !== weekday(dayNumber(b.start))) {
        conflicts.push([doc.starts[last.first]!, doc.ends[phrase.past - 1]!])
      }
      // «روز سه‌شنبه ۳ بهمن چهارمین روز اعتصاب»: counted from the day that is named.
      if (last.priority === 5 && phrase.priority === 4 && phrase.running && from !== null && a !== null && last.resolve(from, false)?.start) {
        const named = dayNumber(last.resolve(from, false)!.start!)
        const counted = phrase.resolve
        out[out.length - 1] = { ...phrase, first: last.first, priority: 5, resolve: () => counted(named, false) }
        continue
      }
      out[out.length - 1] = { ...strong, first: last.first, past: phrase.past, running: last.running || phrase.running, acts: last.acts && phrase.acts, resolve: strong.resolve }
      continue
    }
    out.push(phrase)
  }
  return out
}

/** The day of a month and day without a year on which the named weekday falls, nearest to publication; at most 60 days ahead. */
function byWeekday(date: { month: number; day: number; calendar: "j" | "g" }, weekdayPhrase: Phrase, from: number | null): string | null {
  const sample = weekdayPhrase.resolve(from, false)
  if (from === null || sample === null || sample.start === null) return null
  const wanted = weekday(dayNumber(sample.start))
  const make = date.calendar === "j" ? jalaliToIso : gregorianToIso
  const now = date.calendar === "j" ? isoToJalali(isoDay(from)).year : Number(isoDay(from).slice(0, 4))
  let best: string | null = null
  for (const year of [now - 1, now, now + 1]) {
    const iso = make(year, date.month, date.day)
    if (iso === null || weekday(dayNumber(iso)) !== wanted) continue
    const ahead = dayNumber(iso) - from
    if (ahead > 60 || ahead < -330) continue
    if (best === null || Math.abs(ahead) < Math.abs(dayNumber(best) - from)) best = iso
  }
  return best
}

function touching(doc: Doc, a: Phrase, b: Phrase): boolean {
  if (b.first - a.past > 3) return false
  if (a.rank >= 1 || b.rank >= 1) return false
  if (a.priority === b.priority && a.priority === 2.5) return false
  for (let i = a.past; i < b.first; i++) if (!BETWEEN.has(doc.words[i]!)) return false
  return true
}
