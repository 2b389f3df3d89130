import type { FC } from "hono/jsx"
import type { PublishedAction } from "../../record/types.ts"
import { provinceName } from "../catalogue.ts"
import { type Bubble, MAP_SIZE } from "../map.ts"
import { listAddress } from "../query.ts"
import { type Lang, labelOf, wordsOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { titleOf } from "../words/title.ts"

/** A list of actions by title, with what is worth knowing before opening one. */
export const ActionList: FC<{ actions: readonly PublishedAction[]; lang: Lang }> = ({ actions, lang }) => (
  <ol class="acts">
    {actions.map((action) => (
      <li>
        <a href={`/${lang}/actions/${action.id}`}>{titleOf(action, lang)}</a>
        <ul class="tags">
          {action.isCall && <li class="call">{labelOf("statuses", action.status, lang)}</li>}
          {action.status === "ongoing" && <li class="open">{labelOf("statuses", action.status, lang)}</li>}
          {action.demands.slice(0, 4).map((d) => (
            <li>{labelOf("demands", d, lang)}</li>
          ))}
        </ul>
      </li>
    ))}
  </ol>
)

/** The base map with a link for each province, and where its lines come from. */
export const MapFigure: FC<{ bubbles: readonly Bubble[]; lang: Lang; given?: Readonly<Record<string, string>> }> = ({
  bubbles,
  lang,
  given = {},
}) => {
  const words = wordsOf(lang)
  return (
    <figure>
      <div class="map">
        <picture>
          <source srcset="/assets/map-dark.png" media="(prefers-color-scheme: dark)" />
          <img src="/assets/map-light.png" alt="" width={MAP_SIZE.width} height={MAP_SIZE.height} />
        </picture>
        {bubbles.map((b) => {
          const name = provinceName(b.provinceId, lang) ?? ""
          return (
            <a
              class={`x${b.x} y${b.y}${b.count === 1 ? " one" : ""}`}
              href={listAddress(lang, { ...given, kind: "actions", province: b.provinceId })}
              title={name}
              aria-label={`${name}: ${formatNumber(b.count, lang)}`}
            >
              {formatNumber(b.count, lang)}
            </a>
          )
        })}
      </div>
      <figcaption>
        {words.mapCaption} {words.mapAttribution}
      </figcaption>
    </figure>
  )
}

/** A row of a count: what is counted, how many, and where the counted ones are listed. */
export interface CountRow {
  readonly label: string
  readonly count: number
  readonly href?: string
}

/** Rows shown at once; the rest opens on demand, also without scripts. */
const SHOWN = 10

/** Counts as a table whose bars are meters: the same number in both. */
export const CountTable: FC<{ rows: readonly CountRow[]; head: string; caption: string; lang: Lang }> = ({
  rows,
  head,
  caption,
  lang,
}) => {
  const words = wordsOf(lang)
  const most = Math.max(1, ...rows.map((r) => r.count))
  const rest = rows.slice(SHOWN)
  return (
    <>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" colspan={2}>
              {words.count}
            </th>
          </tr>
        </thead>
        <tbody>
          <CountRows rows={rows.slice(0, SHOWN)} most={most} lang={lang} />
        </tbody>
      </table>
      {rest.length > 0 && (
        <details>
          <summary>{words.moreRows(formatNumber(rest.length, lang))}</summary>
          <table>
            <tbody>
              <CountRows rows={rest} most={most} lang={lang} />
            </tbody>
          </table>
        </details>
      )}
    </>
  )
}

const CountRows: FC<{ rows: readonly CountRow[]; most: number; lang: Lang }> = ({ rows, most, lang }) => (
  <>
    {rows.map((row) => (
      <tr>
        <th scope="row">{row.href === undefined ? row.label : <a href={row.href}>{row.label}</a>}</th>
        <td class="bar">
          <meter min={0} max={most} value={row.count} aria-hidden="true" />
        </td>
        <td class="n">{formatNumber(row.count, lang)}</td>
      </tr>
    ))}
  </>
)
