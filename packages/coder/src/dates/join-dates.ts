import { readNumber } from "../numbers/read-number.ts"
import { wordsAt } from "../numbers/word-table.ts"
import { type Doc, TokenKind } from "../text/doc.ts"
import { changedMention, type DateMention, extendMention } from "./date-mention.ts"
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
export function joinDates(doc: Doc, words: DateWords, found: readonly DateMention[]): DateMention[] {
  if (found.length < 2) return found as DateMention[]
  const days = joined(doc, found, (a, b) => sameDay(doc, words, a, b))
  for (let i = days.length - 2; i >= 0; i--) days[i] = withMonthOf(doc, words, days[i]!, days[i + 1]!)
  return countFrom(
    doc,
    joined(doc, days, (a, b) => stretch(doc, a, b)),
  )
}

function joined(
  doc: Doc,
  found: readonly DateMention[],
  join: (a: DateMention, b: DateMention) => DateMention | null,
): DateMention[] {
  const out: DateMention[] = []
  for (const mention of found) {
    const last = out.at(-1)
    const one =
      last === undefined || doc.sentenceOf[last.first] !== doc.sentenceOf[mention.first] ? null : join(last, mention)
    if (one === null) out.push(mention)
    else out[out.length - 1] = one
  }
  return out
}

/** «شنبه ۱۰ و یکشنبه ۱۱ آذر», "Saturday 12 to Monday 14 June": the month stands behind the last day only. */
function withMonthOf(doc: Doc, words: DateWords, a: DateMention, b: DateMention): DateMention {
  if (a.anchor !== "weekday" || a.lastWeekday !== null || a.which !== null) return a
  if (
    b.anchor !== "absolute" ||
    b.day === null ||
    b.lastDay !== null ||
    doc.sentenceOf[a.past] !== doc.sentenceOf[b.first]
  )
    return a
  const n = readNumber(doc, a.past, b.first, words.numbers)
  if (n === null || n.value < 1 || n.value >= b.day || b.first - n.past > 2 || !LINKS.has(doc.words[n.past]!)) return a
  const { calendar, year, yearShift, month, aside } = b
  const kind = a.kind === "since" ? "since" : "absolute"
  return extendMention(doc, a, a.first, n.past, {
    kind,
    anchor: "absolute",
    calendar,
    year,
    yearShift,
    month,
    day: n.value,
    aside: aside === "deadline" ? a.aside : aside,
  })
}

/** A range, or days in a row that two dates say: «۳۰ آذر و ۱ دی». */
function stretch(doc: Doc, a: DateMention, b: DateMention): DateMention | null {
  if (!isRange(doc, a, b) && !isPair(doc, a, b)) return null
  // «از اول خرداد تا امروز»: it goes on.
  if (a.kind === "since" && b.anchor === "relative" && b.shift === 0 && b.unit === "day")
    return extendMention(doc, a, a.first, b.past)
  return extendMention(doc, a, a.first, b.past, {
    kind: a.anchor,
    running: false,
    until: changedMention(b, { kind: b.anchor, aside: null }),
  })
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

/** The saying of one day that two neighbours make; `null` when they say two. */
function sameDay(doc: Doc, words: DateWords, a: DateMention, b: DateMention): DateMention | null {
  if (!touch(doc, words, a, b) || b.kind === "since" || b.aside === "deadline") return null
  const first = Math.min(a.first, b.first)
  const whole = (fields: Partial<DateMention>, base: DateMention): DateMention =>
    extendMention(
      doc,
      base,
      first,
      closing(doc, a.past, b),
      Object.assign(
        { kind: a.kind === "since" ? "since" : base.kind, running: a.running || b.running, aside: a.aside ?? b.aside },
        fields,
      ),
    )
  const near = (m: DateMention) => m.anchor === "relative" && m.unit === "day" && Math.abs(m.shift ?? 9) <= 2
  // «۱۱ اردیبهشت، روز جهانی کارگر»: the name adds nothing to the day.
  if (isDay(a) && b.occasion) return whole({ aside: a.aside }, a)
  if (a.occasion && isDay(b)) return whole({ aside: b.aside }, b)
  if (isDay(a) && isDay(b)) {
    if (a.calendar === b.calendar || a.other !== null) return null
    const [main, side] = b.calendar === "jalali" ? [b, a] : [a, b]
    return whole(
      {
        other: side,
        weekday: a.weekday ?? b.weekday,
        lastWeekday: a.lastWeekday ?? b.lastWeekday,
        shift: a.shift ?? b.shift,
      },
      main,
    )
  }
  if (isDay(a) && b.anchor === "weekday" && a.weekday === null)
    return whole({ weekday: b.weekday, lastWeekday: b.lastWeekday, which: b.which }, a)
  // «شنبه تا سه‌شنبه ۱۳ آذر»: the day is that of the last weekday.
  if (a.anchor === "weekday" && a.lastWeekday !== null && isDay(b) && b.lastDay === null && b.weekday === null) {
    const until = changedMention(b, { kind: b.anchor, weekday: a.lastWeekday, aside: null })
    return whole({ kind: "weekday", lastWeekday: null, running: false, until }, a)
  }
  if (a.anchor === "weekday" && isDay(b) && b.weekday === null) {
    return whole({ weekday: a.weekday, lastWeekday: a.lastWeekday, which: a.which, shift: a.shift, unit: a.unit }, b)
  }
  if (near(a) && (isDay(b) || b.anchor === "weekday") && b.shift === null)
    return whole({ shift: a.shift, unit: a.unit }, b)
  if ((isDay(a) || a.anchor === "weekday") && near(b) && a.shift === null && !comma(doc, a.past, b.first))
    return whole({ shift: b.shift, unit: b.unit }, a)
  if (a.anchor === "weekday" && b.anchor === "period" && b.unit === "week" && a.which === null) {
    return whole({ which: b.shift === -1 ? "last_week" : b.shift === 1 ? "next_week" : "this_week" }, a)
  }
  return null
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
function countFrom(doc: Doc, mentions: readonly DateMention[]): DateMention[] {
  let sentence = -1
  let named: DateMention | null = null
  const out = mentions.map((mention) => {
    const here = doc.sentenceOf[mention.first]!
    if (here !== sentence) {
      sentence = here
      named = null
    }
    if (mention.anchor === "nth_day") return named === null ? mention : changedMention(mention, { counted: named })
    if (namesDay(mention)) named ??= mention
    return mention
  })
  // A day named behind the count serves too: «برای چهارمین روز، امروز شنبه».
  let behind: DateMention | null = null
  sentence = -1
  for (let i = out.length - 1; i >= 0; i--) {
    const mention = out[i]!
    const here = doc.sentenceOf[mention.first]!
    if (here !== sentence) {
      sentence = here
      behind = null
    }
    if (mention.anchor === "nth_day") {
      if (mention.counted === null && behind !== null && behind.first - mention.past <= 12)
        out[i] = changedMention(mention, { counted: behind })
    } else if (namesDay(mention)) behind = mention
  }
  return out
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
