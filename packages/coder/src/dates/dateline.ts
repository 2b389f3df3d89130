import type { Span } from "../span.ts"
import { type Doc, TokenKind } from "../text/doc.ts"
import type { DateMention } from "./date-mention.ts"
import type { DateWords } from "./date-words.ts"
import { readDates } from "./read-dates.ts"
import { resolveDate } from "./resolve-date.ts"

/** A day that a document gives as its own. */
export interface Dateline {
  /** ISO day. */
  readonly day: string
  readonly span: Span
  readonly first: number
  readonly past: number
  /** Alone on a line at the head or foot, or said as «امروز شنبه ۱۲ آبان ۱۴۰۳». */
  readonly by: "line" | "today"
}

/** Lines from the head and the foot in which a dateline may stand. */
const HEAD_LINES = 3
const FOOT_LINES = 4
/** Words that a dateline may hold beside the date: a label, an hour, a sign. */
const MOST_OTHER_WORDS = 2
const LABELS = new Set(
  "تاریخ مورخ مورخه انتشار روز ساعت زمان date published on posted updated به صبح عصر ظهر شب میلادی شمسی خورشیدی the at".split(
    " ",
  ),
)

/**
 * The day that a document gives for itself, with year, month and day: a date alone on a line at its head or foot
 * («تاریخ: ۱۴۰۳/۱۱/۲۸»), or «امروز … ۱۲ آبان ۱۴۰۳» in the text. `null` when it gives none. It can stand for a
 * publication day that is unknown.
 */
export function readDateline(
  doc: Doc,
  words: DateWords,
  mentions: readonly DateMention[] = readDates(doc, words),
): Dateline | null {
  const lines = linesOf(doc)
  const near = new Set([...lines.slice(0, HEAD_LINES), ...lines.slice(-FOOT_LINES)])
  for (const line of near) {
    const mention = mentions.find((m) => m.first >= line.first && m.past <= line.past)
    if (mention === undefined || !alone(doc, line, mention)) continue
    const found = dated(mention, "line")
    if (found !== null) return found
  }
  for (const mention of mentions) {
    if (mention.shift !== 0 || mention.unit !== "day" || mention.until !== null || mention.lastDay !== null) continue
    const found = dated(mention, "today")
    if (found !== null) return found
  }
  return null
}

interface Line {
  readonly first: number
  readonly past: number
}

function linesOf(doc: Doc): Line[] {
  const out: Line[] = []
  let line = -1
  doc.sentences.forEach(([first, past], s) => {
    const here = doc.lineOf[s]!
    if (here === line) out[out.length - 1] = { first: out[out.length - 1]!.first, past }
    else out.push({ first, past })
    line = here
  })
  return out
}

function alone(doc: Doc, line: Line, mention: DateMention): boolean {
  if (line.past - line.first > 24) return false
  let others = 0
  for (let i = line.first; i < line.past; i++) {
    if (i >= mention.first && i < mention.past) continue
    if (doc.kinds[i] === TokenKind.word && !LABELS.has(doc.words[i]!)) others++
  }
  return others === 0 || (others <= MOST_OTHER_WORDS && mention.first === line.first)
}

function dated(mention: DateMention, by: Dateline["by"]): Dateline | null {
  if (
    mention.anchor !== "absolute" ||
    mention.calendar === "hijri" ||
    mention.kind === "since" ||
    mention.aside === "deadline"
  )
    return null
  const year = mention.year ?? mention.other?.year ?? null
  if (year === null || mention.lastDay !== null || mention.until !== null) return null
  const { start, precision } = resolveDate(mention, null)
  return start === null || precision !== "day"
    ? null
    : { day: start, span: mention.span, first: mention.first, past: mention.past, by }
}
