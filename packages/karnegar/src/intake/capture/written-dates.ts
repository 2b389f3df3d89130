import type { PageScan } from "./scan-page.ts"

/** Everything in a page that may tell when it was published, as written. */
export interface WrittenDates {
  readonly metadata: readonly string[]
  readonly linkedData: readonly string[]
  readonly times: readonly string[]
  /** Lines of the page with a year in them, the likeliest first. */
  readonly lines: readonly string[]
}

const METAS: readonly string[] = [
  "article:published_time",
  "og:article:published_time",
  "og:published_time",
  "datepublished",
  "parsely-pub-date",
  "sailthru.date",
  "publishdate",
  "publish-date",
  "pubdate",
  "publish_date",
  "dcterms.issued",
  "dc.date.issued",
  "dcterms.created",
  "dcterms.date",
  "dc.date",
  "dc.date.created",
  "date",
]
const MOST_LINE = 120
const MOST_LINES = 20
/** Words of a line that tells when a page was published. */
const TELLS = /انتشار|منتشر|تاریخ|زمان|published|posted|date/i
/** A year of either calendar in any digits. */
export const YEAR = /(?:1[34]|20|۱[۳۴]|١[٣٤])(?:\d\d|[۰-۹]{2}|[٠-٩]{2})/

/** What a scanned page says of its day. */
export function writtenDates({ metas, times, linkedData, blocks }: PageScan): WrittenDates {
  const metadata = METAS.flatMap((wanted) => metas.filter(([name]) => name === wanted).map(([, content]) => content))
  const heading = blocks.findIndex(({ heading }) => heading)
  const rank = (text: string, i: number): number | null => {
    if (TELLS.test(text)) return 0
    // The day at the top of a page is often today's.
    if (heading < 0) return 1
    return i >= heading && i < heading + 40 ? 1 : i < heading && i >= heading - 3 ? 2 : null
  }
  const lines = blocks
    .flatMap(({ text, beside }, i) => {
      if (beside || text.length > 2 * MOST_LINE) return []
      return text
        .split("\n")
        .filter((line) => line.length <= MOST_LINE && YEAR.test(line))
        .map((line) => ({ line, rank: rank(line, i) }))
    })
    .filter((one): one is { line: string; rank: number } => one.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST_LINES)
    .map(({ line }) => line)
  return { metadata, linkedData: linkedData.flatMap(datesOfLinkedData).slice(0, 5), times: times.slice(0, 5), lines }
}

/** `datePublished` wherever it stands, an article's before others'. */
function datesOfLinkedData(json: string): string[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
  const found: string[] = []
  const walk = (value: unknown, depth: number): void => {
    if (typeof value !== "object" || value === null || depth > 6 || found.length >= 5) return
    if ("datePublished" in value && typeof value.datePublished === "string") found.push(value.datePublished)
    for (const inner of Object.values(value).slice(0, 200)) walk(inner, depth + 1)
  }
  walk(parsed, 0)
  return found
}
