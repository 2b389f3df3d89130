import { type Facet, type Field, NOT_TOLD } from "@karnegar/index"
import type { FC } from "hono/jsx"
import type { PageContext } from "../pages/layout.tsx"
import { type CountRow, CountTable } from "../pages/parts.tsx"
import { listAddress, type Query, STEPS, type Step } from "../query.ts"
import { fieldWord, type Names, valueWord } from "../words/counting.ts"
import { formatNumber } from "../words/numbers.ts"
import { meaningOf } from "./describe.ts"
import { MOST_COLUMNS, type TimeColumn, timeField } from "./timeline.ts"
import { exploreWords } from "./words.ts"

/** Values of one field that a page shows unless told otherwise; all of them stand in the files. */
const MOST_ROWS = 36

/** Rows of a facet, the most frequent first, each leading to its part of the set; what has no value last. */
export function facetRows(
  field: Field,
  facet: Facet,
  query: Query,
  names: Names,
  context: PageContext,
  most = MOST_ROWS,
): readonly CountRow[] {
  const { lang } = context
  const row = (value: string, count: number): CountRow => ({
    label: meaningOf(field, value, names, lang),
    count,
    href: listAddress(lang, { ...query.given, [field]: value }),
  })
  const sorted = [...facet.counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const rows = sorted.slice(0, most).map(([value, count]) => row(value, count))
  return facet.withoutValue > 0 ? [...rows, row(NOT_TOLD, facet.withoutValue)] : rows
}

/** A field of the set, counted. */
export const FacetTable: FC<{
  field: Field
  facet: Facet
  query: Query
  names: Names
  context: PageContext
  caption: string
  /** Values shown; left out: as many as a page has room for. */
  most?: number
}> = ({ field, facet, query, names, context, caption, most = MOST_ROWS }) => {
  const { lang } = context
  if (facet.counts.size === 0) return null
  const rest = facet.counts.size - most
  return (
    <section>
      <h3>{fieldWord(field, lang)}</h3>
      <CountTable
        head={fieldWord(field, lang)}
        caption={caption}
        lang={lang}
        rows={facetRows(field, facet, query, names, context, most)}
      />
      {rest > 0 && <p class="soft">{exploreWords(lang).restRows(formatNumber(rest, lang))}</p>}
    </section>
  )
}

/** The set in the course of time: columns that are links, and the same numbers as a table under them. */
export const Timeline: FC<{
  context: PageContext
  query: Query
  step: Step
  columns: readonly TimeColumn[]
  caption: string
}> = ({ context, query, step, columns, caption }) => {
  const { lang } = context
  const { calendar, given } = query
  const words = exploreWords(lang)
  const field = timeField(calendar, step)
  const most = Math.max(1, ...columns.map(({ count }) => count))
  const nameOf = (key: string) => valueWord(field, key, new Map(), lang)
  const addressOf = (key: string) => listAddress(lang, { ...given, [field]: key })
  const first = columns[0]
  return (
    <>
      <nav aria-label={words.timelineBy}>
        <ul class="chips">
          {STEPS.map((one) => (
            <li>
              <a
                href={listAddress(lang, { ...given, step: one })}
                {...(one === step ? { "aria-current": "true" as const } : {})}
              >
                {words.steps[one]}
              </a>
            </li>
          ))}
          {(["jalali", "gregorian"] as const).map((one) => (
            <li>
              <a
                href={listAddress(lang, { ...given, calendar: one })}
                {...(one === calendar ? { "aria-current": "true" as const } : {})}
              >
                {words.calendars[one]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {first !== undefined && (
        <figure>
          <div class="course" aria-hidden="true">
            <div class="columns">
              {columns.map(({ key, count }) =>
                count === 0 ? (
                  <i />
                ) : (
                  <a href={addressOf(key)} title={`${nameOf(key)}: ${formatNumber(count, lang)}`} tabindex={-1}>
                    <span class={`h${heightOf(count, most)}`} />
                  </a>
                ),
              )}
            </div>
            <p class="ends">
              <span>{nameOf(first.key)}</span>
              {columns.length > 1 && <span>{nameOf(columns.at(-1)!.key)}</span>}
            </p>
          </div>
          <figcaption>
            {caption}
            {columns.length === MOST_COLUMNS && ` ${words.newestColumns(formatNumber(MOST_COLUMNS, lang))}`}
          </figcaption>
        </figure>
      )}
      <details>
        <summary>{words.timelineTable}</summary>
        <CountTable
          head={words.period}
          caption={caption}
          lang={lang}
          rows={columns
            .filter(({ count }) => count > 0)
            .toReversed()
            .map(({ key, count }) => ({ label: nameOf(key), count, href: addressOf(key) }))}
        />
      </details>
    </>
  )
}

/** Twentieths of the tallest column, upwards: what is there is seen. */
function heightOf(count: number, most: number): number {
  return Math.ceil((count / most) * 20)
}
