import type { DateAnchor, DateMention } from "../dates/date-mention.ts"
import { readDateline } from "../dates/dateline.ts"
import { namesDay } from "../dates/join-dates.ts"
import { readDates } from "../dates/read-dates.ts"
import { type ResolvedDate, resolveDate } from "../dates/resolve-date.ts"
import type { Knowledge } from "../knowledge.ts"
import type { Problem } from "../problem.ts"
import type { Doc } from "../text/doc.ts"
import type { Trace } from "../trace.ts"
import type { DateFound, DateHere } from "./date-here.ts"

/** Sentences of a report's opening. */
const OPENING = 2

/** The dates of a document as acts need them, and the day that stands for its publication. */
export interface DatesFound {
  readonly dates: readonly DateHere[]
  /** ISO day given with the report, else the one the text gives for itself, else `null`. */
  readonly published: string | null
}

/** Reads the dates of a document; facts about them that stand in the way go to `problems`. */
export function findDates(
  doc: Doc,
  knowledge: Knowledge,
  given: string | null,
  problems: Problem[],
  trace: Trace | null = null,
): DatesFound {
  const mentions = readDates(doc, knowledge.dateWords)
  trace?.findDates(mentions)
  const published = given ?? readDateline(doc, knowledge.dateWords, mentions)?.day ?? null
  const own = openingDay(doc, mentions)
  const counts = countedFrom(mentions)
  let needsDay = false
  const dates = mentions.map((mention): DateHere => {
    if (mention.anchor === "nth_day" && mention.counted === null)
      mention.counted = (counts.size > 0 ? counts.get(countOf(mention)) : null) ?? own
    const resolved = resolveDate(mention, published)
    for (const problem of resolved.problems) {
      if (problem.code === "date.no_publication_day") needsDay = true
      else problems.push(problem)
    }
    const aside = isOfAnother(doc, mention, knowledge) || isDateline(doc, mention, resolved.start, published)
    return dateHere(doc, mention, published, resolved, aside)
  })
  if (needsDay) problems.push({ code: "date.no_publication_day" })
  return { published, dates }
}

function dateHere(
  doc: Doc,
  mention: DateMention,
  published: string | null,
  resolved: ResolvedDate,
  aside: boolean,
): DateHere {
  const held = foundAs(mention, resolved)
  // Worked out when it is first asked for: most dates are those of held acts.
  let called: DateFound | null | undefined
  return {
    first: mention.first,
    past: mention.past,
    sentence: doc.sentenceOf[mention.first]!,
    acts: mention.aside === null && !aside,
    rank: rankOf(mention),
    since: mention.kind === "since",
    counts: mention.anchor === "nth_day" || (mention.anchor === "duration" && mention.count !== null),
    nthDay: mention.anchor === "nth_day" && mention.unit === "day",
    deadline: mention.aside === "deadline" && mention.anchor !== "duration",
    lastsDays: lastsDays(doc, mention),
    apart: apartOf(doc, mention),
    resolve: (ahead) => {
      if (!ahead) return held
      called ??= foundAs(mention, resolveDate(mention, published, { called: true }))
      return called
    },
  }
}

const BY: Readonly<Record<DateAnchor, string>> = {
  absolute: "reader:date.absolute",
  weekday: "reader:date.weekday",
  relative: "reader:date.relative",
  period: "reader:date.period",
  duration: "reader:date.duration",
  nth_day: "reader:date.nth_day",
}

function foundAs(mention: DateMention, resolved: ResolvedDate): DateFound | null {
  if (resolved.start === null) return null
  return {
    start: resolved.start,
    end: resolved.end,
    precision: resolved.precision,
    written: resolved.written,
    how: resolved.how,
    spans: [mention.span],
    by: BY[mention.anchor],
    running: resolved.running,
  }
}

/** The day in the opening that the report is of: a count of days counts from it where its own sentence names none. */
function openingDay(doc: Doc, mentions: readonly DateMention[]): DateMention | null {
  return mentions.find((m) => doc.sentenceOf[m.first]! < OPENING && namesDay(m)) ?? null
}

/** «همزمان با ششمین روز اعتصاب …»: a count of the days of another act. */
function isOfAnother(doc: Doc, { anchor, first }: DateMention, { clauseWords }: Knowledge): boolean {
  return anchor === "nth_day" && doc.words[first - 1] === "با" && clauseWords.along.has(doc.words[first - 2] ?? "")
}

const DASHES = "-–—ـ|"

/** «گزارش اعتصاب رانندگان – ۲۷ اردیبهشت ۱۴۰۱»: a title that closes with the day of publication. */
function isDateline(doc: Doc, { first, past }: DateMention, start: string | null, published: string | null): boolean {
  if (start === null || start !== published || past !== doc.sentences[doc.sentenceOf[first]!]![1]) return false
  // The long tatweel, which serves as a dash too, is no token.
  for (let at = doc.starts[first]! - 1; at >= 0; at--) {
    const sign = doc.text[at]!
    if (sign !== " ") return DASHES.includes(sign)
  }
  return false
}

/** The day that each count is counted from: «هفتمین روز» of a title is that of «روز جمعه … برای هفتمین روز» below it. */
function countedFrom(mentions: readonly DateMention[]): ReadonlyMap<string, DateMention> {
  if (!mentions.some((m) => m.anchor === "nth_day" && m.counted !== null)) return NOTHING_COUNTED
  const out = new Map<string, DateMention>()
  for (const m of mentions)
    if (m.anchor === "nth_day" && m.counted !== null && !out.has(countOf(m))) out.set(countOf(m), m.counted)
  return out
}

const NOTHING_COUNTED: ReadonlyMap<string, DateMention> = new Map()

function countOf({ count, unit }: DateMention): string {
  return `${count} ${unit}`
}

/** «سه روزه», "two-day": days that something lasts. */
function lastsDays(doc: Doc, mention: DateMention): number | null {
  if (mention.anchor !== "duration" || mention.unit !== "day" || mention.aside !== "span") return null
  const word = doc.words[mention.past - 1]!
  // "after seven days on strike".
  if (word === "days" && (doc.words[mention.past] === "on" || doc.words[mention.past] === "of"))
    return doc.words[mention.past + 1] === "strike" ? mention.count : null
  return word === "day" || word.endsWith("روزه") || word.endsWith("روزهای") ? mention.count : null
}

/** «یک روز پس از …» is −1, "two days before …" is 2. */
function apartOf(doc: Doc, mention: DateMention): number | null {
  if (mention.anchor !== "duration" || mention.aside !== "span" || mention.count === null) return null
  const days = mention.unit === "day" ? mention.count : mention.unit === "week" ? mention.count * 7 : null
  if (days === null) return null
  const word = doc.words[mention.past]
  if (word === "after") return -days
  if (word === "before") return days
  if (doc.words[mention.past + 1] !== "از") return null
  if (word === "پس" || word === "بعد") return -days
  return word === "پیش" || word === "قبل" ? days : null
}

/** How exactly a date dates an act, 0 best: a day, a weekday, a period, a month, vague words. */
function rankOf(mention: DateMention): number {
  if (mention.until !== null) return 0
  if (mention.anchor === "nth_day") return 0
  if (mention.anchor === "absolute") return mention.day === null ? 1.5 : mention.occasion ? 0.3 : 0
  if (mention.anchor === "relative") return mention.unit === "day" ? 0 : mention.unit === "week" ? 1 : 1.5
  if (mention.anchor === "weekday") return 0.1
  if (mention.anchor === "duration") return mention.count === null ? 2 : 0
  return 1
}
