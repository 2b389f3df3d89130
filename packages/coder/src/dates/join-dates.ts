import { readNumber } from "../numbers/read-number.ts"
import { wordsAt } from "../numbers/word-table.ts"
import { type Doc, TokenKind } from "../text/doc.ts"
import { type DateDraft, type DateMention, stretchOver } from "./date-mention.ts"
import type { DateWords } from "./date-words.ts"

/** Words that may stand between two sayings of one day: «امروز (سه‌شنبه) ۲۳ مهر», «۲۱ خرداد برابر با ۱۱ ژوئن». */
const BETWEEN = new Set(
  "( ) [ ] ، , روز مورخ مورخه تاریخ - – — : / با برابر مصادف یعنی ساعت در the on of is or".split(" "),
)
const MOST_BETWEEN = 7
const TO = new Set(["تا", "الی", "لغایت", "to", "until", "till", "through"])
const WITHIN_RANGE = new Set("روز پایان صبح عصر شب شروع اغاز شده شد و the".split(" "))
const AND = new Set(["و", "and"])
const LINKS = new Set([...TO, ...AND, "،", ",", "-", "–"])

/**
 * Joins neighbours that say one day, then those that say one stretch, and gives each nth day the day that its sentence
 * counts from.
 */
export function joinDates(doc: Doc, words: DateWords, found: DateDraft[]): void {
  if (found.length < 2) return
  joinNeighbours(doc, words, found, sameDay)
  for (let i = found.length - 2; i >= 0; i--) takeMonthOf(doc, words, found[i]!, found[i + 1]!)
  joinNeighbours(doc, words, found, stretch)
  countFrom(doc, found)
}

function joinNeighbours(
  doc: Doc,
  words: DateWords,
  found: DateDraft[],
  join: (doc: Doc, words: DateWords, a: DateDraft, b: DateDraft) => DateDraft | null,
): void {
  let last = 0
  for (let i = 1; i < found.length; i++) {
    const before = found[last]!
    const mention = found[i]!
    const near = doc.sentenceOf[before.first] === doc.sentenceOf[mention.first]
    const one = near ? join(doc, words, before, mention) : null
    if (one === null) found[++last] = mention
    else found[last] = one
  }
  found.length = last + 1
}

/** «شنبه ۱۰ و یکشنبه ۱۱ آذر», "Saturday 12 to Monday 14 June": the month stands behind the last day only. */
function takeMonthOf(doc: Doc, words: DateWords, a: DateDraft, b: DateMention): void {
  if (a.anchor !== "weekday" || a.lastWeekday !== null || a.which !== null) return
  if (
    b.anchor !== "absolute" ||
    b.day === null ||
    b.lastDay !== null ||
    doc.sentenceOf[a.past] !== doc.sentenceOf[b.first]
  )
    return
  const n = readNumber(doc, a.past, b.first, words.numbers)
  if (n === null || n.value < 1 || n.value >= b.day || b.first - n.past > 2 || !LINKS.has(doc.words[n.past]!)) return
  stretchOver(doc, a, a.first, n.past)
  if (a.kind !== "since") a.kind = "absolute"
  a.anchor = "absolute"
  a.calendar = b.calendar
  a.year = b.year
  a.yearShift = b.yearShift
  a.month = b.month
  a.day = n.value
  if (b.aside !== "deadline") a.aside = b.aside
}

/** A range, or days in a row that two dates say: «۳۰ آذر و ۱ دی». */
function stretch(doc: Doc, _words: DateWords, a: DateDraft, b: DateDraft): DateDraft | null {
  if (!isRange(doc, a, b) && !isPair(doc, a, b)) return null
  stretchOver(doc, a, a.first, b.past)
  // «از اول خرداد تا امروز»: it goes on.
  if (a.kind === "since" && b.anchor === "relative" && b.shift === 0 && b.unit === "day") return a
  a.kind = a.anchor
  a.running = false
  a.until = b
  b.kind = b.anchor
  b.aside = null
  return a
}

function isPair(doc: Doc, a: DateMention, b: DateMention): boolean {
  // «دیروز و امروز»
  if (isNearDay(a) && isNearDay(b) && b.first === a.past + 1)
    return AND.has(doc.words[a.past]!) && b.shift === a.shift! + 1
  if (!isDay(a) || !isDay(b) || b.until !== null || (a.until !== null && !isDay(a.until))) return false
  if (a.calendar !== b.calendar || a.aside !== null || b.aside !== null) return false
  const between = b.first - a.past
  const link = doc.words[a.past]!
  const listed = a.weekday !== null && b.weekday !== null && (link === "،" || link === ",")
  if (between > 2 || !(AND.has(link) || listed) || (between === 2 && doc.words[a.past + 1] !== "روز")) return false
  const end = a.until ?? a
  const last = end.lastDay ?? end.day!
  if (end.month === b.month) return b.day! > last && b.day! - last <= 3
  // Months end on their 29th to 31st day.
  return b.day! <= 2 && last >= 28
}

function isNearDay(m: DateMention): boolean {
  return m.anchor === "relative" && m.unit === "day" && m.shift !== null && m.kind !== "since" && m.aside === null
}

function isDay(m: DateMention): boolean {
  return m.anchor === "absolute" && m.day !== null
}

/** The saying of one day that two neighbours make, one of them filled in by the other; `null` when they say two. */
function sameDay(doc: Doc, words: DateWords, a: DateDraft, b: DateDraft): DateDraft | null {
  if (!touch(doc, words, a, b) || b.kind === "since" || b.aside === "deadline") return null
  // «۱۱ اردیبهشت، روز جهانی کارگر»: the name adds nothing to the day.
  if ((isDay(a) && b.occasion) || (a.occasion && isDay(b))) {
    const day = b.occasion && isDay(a) ? a : b
    const { aside } = day
    whole(doc, a, b, day).aside = aside
    return day
  }
  if (isDay(a) && isDay(b)) {
    if (a.calendar === b.calendar || a.other !== null) return null
    const day = whole(doc, a, b, b.calendar === "jalali" ? b : a)
    day.other = day === a ? b : a
    day.weekday = a.weekday ?? b.weekday
    day.lastWeekday = a.lastWeekday ?? b.lastWeekday
    day.shift = a.shift ?? b.shift
    return day
  }
  if (isDay(a) && b.anchor === "weekday" && a.weekday === null) {
    whole(doc, a, b, a)
    a.weekday = b.weekday
    a.lastWeekday = b.lastWeekday
    a.which = b.which
    return a
  }
  // «شنبه تا سه‌شنبه ۱۳ آذر»: the day is that of the last weekday.
  if (a.anchor === "weekday" && a.lastWeekday !== null && isDay(b) && b.lastDay === null && b.weekday === null) {
    whole(doc, a, b, a)
    b.kind = b.anchor
    b.weekday = a.lastWeekday
    b.aside = null
    a.kind = "weekday"
    a.lastWeekday = null
    a.running = false
    a.until = b
    return a
  }
  if (a.anchor === "weekday" && isDay(b) && b.weekday === null) {
    whole(doc, a, b, b)
    b.weekday = a.weekday
    b.lastWeekday = a.lastWeekday
    b.which = a.which
    b.shift = a.shift
    b.unit = a.unit
    return b
  }
  if (isAbout(a) && (isDay(b) || b.anchor === "weekday") && b.shift === null) {
    whole(doc, a, b, b)
    b.shift = a.shift
    b.unit = a.unit
    return b
  }
  if ((isDay(a) || a.anchor === "weekday") && isAbout(b) && a.shift === null && !comma(doc, a.past, b.first)) {
    whole(doc, a, b, a)
    a.shift = b.shift
    a.unit = b.unit
    return a
  }
  if (a.anchor === "weekday" && b.anchor === "period" && b.unit === "week" && a.which === null) {
    whole(doc, a, b, a)
    a.which = b.shift === -1 ? "last_week" : b.shift === 1 ? "next_week" : "this_week"
    return a
  }
  return null
}

/** Stretches one of two neighbours over both. */
function whole(doc: Doc, a: DateMention, b: DateMention, one: DateDraft): DateDraft {
  const aside = a.aside ?? b.aside
  const running = a.running || b.running
  if (a.kind === "since") one.kind = "since"
  one.running = running
  one.aside = aside
  stretchOver(doc, one, Math.min(a.first, b.first), closing(doc, a.past, b))
  return one
}

/** A day told by its distance, two days from publication at most. */
function isAbout(m: DateMention): boolean {
  return m.anchor === "relative" && m.unit === "day" && Math.abs(m.shift ?? 9) <= 2
}

/** «پس از تجمع روز شنبه، امروز …»: two days; «شنبه (امروز)» is one. */
function comma(doc: Doc, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (doc.words[i] === "،" || doc.words[i] === ",") return true
  return false
}

/** Past the bracket that closes a saying opened between two: «۲۱ خرداد (۱۱ ژوئن)». */
function closing(doc: Doc, from: number, b: DateMention): number {
  if (b.past >= doc.count || (doc.words[b.past] !== ")" && doc.words[b.past] !== "]")) return b.past
  for (let i = from; i < b.first; i++) if (doc.words[i] === "(" || doc.words[i] === "[") return b.past + 1
  return b.past
}

/** «از شنبه تا سه‌شنبه», «۲۸ مهر تا ۳ آبان»: the first opens, «تا» alone stands between. */
function isRange(doc: Doc, a: DateMention, b: DateMention): boolean {
  if (
    a.until !== null ||
    a.anchor === "nth_day" ||
    b.anchor === "nth_day" ||
    a.anchor === "duration" ||
    b.anchor === "duration"
  )
    return false
  if (b.first < a.past || b.first - a.past > 4) return false
  let to = 0
  for (let i = a.past; i < b.first; i++) {
    const word = doc.words[i]!
    if (TO.has(word)) to++
    else if (!WITHIN_RANGE.has(word)) return false
  }
  return to === 1
}

function touch(doc: Doc, words: DateWords, a: DateMention, b: DateMention): boolean {
  if (b.first < a.past) return true
  if (b.first - a.past > MOST_BETWEEN) return false
  let i = a.past
  while (i < b.first) {
    const part = wordsAt(words.cues.part, doc, i, b.first)
    if (part !== null) i = part.past
    else if (BETWEEN.has(doc.words[i]!) || isHour(doc, i, a.past)) i++
    else return false
  }
  return true
}

/** A number of «ساعت ۱۰:۳۰» between two sayings of a day. */
function isHour(doc: Doc, i: number, from: number): boolean {
  if (doc.kinds[i] !== TokenKind.number) return false
  for (let k = i - 1; k >= from && k >= i - 3; k--) if (doc.words[k] === "ساعت") return true
  return false
}

/** «سه‌شنبه … برای چهارمین روز»: an nth day counts back from the day its own sentence names, if it names one. */
function countFrom(doc: Doc, mentions: readonly DateDraft[]): void {
  let sentence = -1
  let named: DateMention | null = null
  for (const mention of mentions) {
    const here = doc.sentenceOf[mention.first]!
    if (here !== sentence) {
      sentence = here
      named = null
    }
    if (mention.anchor === "nth_day") mention.counted = named
    else if (named === null && namesDay(mention)) named = mention
  }
  // A day named behind the count serves too: «برای چهارمین روز، امروز شنبه».
  let behind: DateMention | null = null
  sentence = -1
  for (let i = mentions.length - 1; i >= 0; i--) {
    const mention = mentions[i]!
    const here = doc.sentenceOf[mention.first]!
    if (here !== sentence) {
      sentence = here
      behind = null
    }
    if (mention.anchor === "nth_day") {
      if (mention.counted === null && behind !== null && behind.first - mention.past <= 12) mention.counted = behind
    } else if (namesDay(mention)) behind = mention
  }
}

/** Does a mention name one day, today at the latest, that days may be counted from? */
export function namesDay(m: DateMention): boolean {
  if (m.kind === "since" || m.aside !== null || m.until !== null || m.lastDay !== null || m.lastWeekday !== null)
    return false
  if (m.anchor === "absolute") return m.day !== null
  return (
    m.anchor === "weekday" ||
    (m.anchor === "relative" && m.unit === "day" && m.shift !== null && m.shift <= 0 && m.shift >= -2)
  )
}
