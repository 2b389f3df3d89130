import { wordsAt } from "../numbers/word-table.ts"
import { type Doc, TokenKind } from "../text/doc.ts"
import { type DateMention, extendMention } from "./date-mention.ts"
import type { DateWords } from "./date-words.ts"

/** Words that may stand between two sayings of one day: «امروز (سه‌شنبه) ۲۳ مهر», «۲۱ خرداد برابر با ۱۱ ژوئن». */
const BETWEEN = new Set(
  "( ) [ ] ، , روز مورخ مورخه تاریخ - – — : / با برابر مصادف یعنی ساعت در the on of is or".split(" "),
)
const MOST_BETWEEN = 7
const TO = new Set(["تا", "الی", "to", "until", "till", "through"])

/** Joins neighbours that say one day or one stretch, and gives each nth day the day that its sentence counts from. */
export function joinDates(doc: Doc, words: DateWords, found: readonly DateMention[]): DateMention[] {
  const out: DateMention[] = []
  for (const mention of found) {
    const last = out[out.length - 1]
    const joined =
      last === undefined || doc.sentenceOf[last.first] !== doc.sentenceOf[mention.first]
        ? null
        : join(doc, words, last, mention)
    if (joined === null) out.push(mention)
    else out[out.length - 1] = joined
  }
  return countFrom(doc, out)
}

function join(doc: Doc, words: DateWords, a: DateMention, b: DateMention): DateMention | null {
  if (isRange(doc, a, b)) {
    return extendMention(doc, a, a.first, b.past, {
      kind: a.anchor,
      running: false,
      until: { ...b, aside: null },
      year: a.year,
    })
  }
  if (!touch(doc, words, a, b) || b.kind === "since" || b.aside === "deadline") return null
  const first = Math.min(a.first, b.first)
  const whole = (fields: Partial<DateMention>, base: DateMention): DateMention =>
    extendMention(doc, base, first, closing(doc, a.past, b), {
      kind: a.kind === "since" ? "since" : base.kind,
      running: a.running || b.running,
      aside: a.aside ?? b.aside,
      ...fields,
    })
  const days = (m: DateMention) => m.anchor === "absolute" && m.day !== null
  const near = (m: DateMention) => m.anchor === "relative" && m.unit === "day" && Math.abs(m.shift ?? 9) <= 2
  if (days(a) && days(b)) {
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
  if (days(a) && b.anchor === "weekday" && a.weekday === null)
    return whole({ weekday: b.weekday, lastWeekday: b.lastWeekday, which: b.which }, a)
  if (a.anchor === "weekday" && days(b) && b.weekday === null) {
    return whole({ weekday: a.weekday, lastWeekday: a.lastWeekday, which: a.which, shift: a.shift, unit: a.unit }, b)
  }
  if (near(a) && (days(b) || b.anchor === "weekday") && b.shift === null)
    return whole({ shift: a.shift, unit: a.unit }, b)
  if ((days(a) || a.anchor === "weekday") && near(b) && a.shift === null)
    return whole({ shift: b.shift, unit: b.unit }, a)
  if (a.anchor === "weekday" && b.anchor === "period" && b.unit === "week" && a.which === null) {
    return whole({ which: b.shift === -1 ? "last_week" : b.shift === 1 ? "next_week" : "this_week" }, a)
  }
  return null
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
    else if (
      !(word === "روز" || word === "پایان" || word === "صبح" || word === "عصر" || word === "شب" || word === "the")
    )
      return false
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
    if (mention.anchor === "nth_day") return named === null ? mention : { ...mention, counted: named }
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
        out[i] = { ...mention, counted: behind }
    } else if (namesDay(mention)) behind = mention
  }
  return out
}

function namesDay(m: DateMention): boolean {
  if (m.kind === "since" || m.aside !== null || m.until !== null || m.lastDay !== null || m.lastWeekday !== null)
    return false
  if (m.anchor === "absolute") return m.day !== null
  return (
    m.anchor === "weekday" ||
    (m.anchor === "relative" && m.unit === "day" && m.shift !== null && m.shift <= 0 && m.shift >= -2)
  )
}
