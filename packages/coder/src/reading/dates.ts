import type { DateFound, DateHere } from "../actions/when.ts"
import type { DateMention } from "../dates/date-mention.ts"
import { readDateline } from "../dates/dateline.ts"
import { readDates } from "../dates/read-dates.ts"
import { resolveDate } from "../dates/resolve-date.ts"
import type { Knowledge } from "../knowledge.ts"
import type { Problem } from "../problem.ts"
import type { Doc } from "../text/doc.ts"
import type { Trace } from "../trace.ts"

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
  let needsDay = false
  for (const mention of mentions) {
    for (const problem of resolveDate(mention, published).problems) {
      if (problem.code === "date.no_publication_day") needsDay = true
      else problems.push(problem)
    }
  }
  if (needsDay) problems.push({ code: "date.no_publication_day" })
  return {
    published,
    dates: mentions.map((mention) => ({
      first: mention.first,
      past: mention.past,
      sentence: doc.sentenceOf[mention.first]!,
      acts: mention.aside === null,
      rank: rankOf(mention),
      since: mention.kind === "since",
      counts: mention.anchor === "nth_day" || (mention.anchor === "duration" && mention.count !== null),
      resolve: (called: boolean): DateFound | null => {
        const found = resolveDate(mention, published, { called })
        if (found.start === null) return null
        return {
          start: found.start,
          end: found.end,
          precision: found.precision,
          written: found.written,
          how: found.how,
          spans: [mention.span],
          by: `reader:date.${mention.anchor}`,
          running: found.running,
        }
      },
    })),
  }
}

/** How exactly a date dates an act, 0 best: a day, a weekday, a period, a month, vague words. */
function rankOf(mention: DateMention): number {
  if (mention.until !== null) return 0
  if (mention.anchor === "nth_day") return 0
  if (mention.anchor === "absolute") return mention.day === null ? 1.5 : 0
  if (mention.anchor === "relative") return mention.unit === "day" ? 0 : mention.unit === "week" ? 1 : 1.5
  if (mention.anchor === "weekday") return 0.5
  if (mention.anchor === "duration") return mention.count === null ? 2 : 0
  return 1
}
