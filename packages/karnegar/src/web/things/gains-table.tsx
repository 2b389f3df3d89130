import type { FC } from "hono/jsx"
import type { Lang } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import type { Gains } from "./figures.ts"
import { thingWords } from "./words.ts"

/** A row: what it is, where it is shown, and what came of its actions. */
export interface GainsRow {
  readonly label: string
  readonly href?: string
  readonly gains: Gains
}

/** Actions, how many outcomes are known, and gains, side by side: no gain stands without the other two. */
export const GainsTable: FC<{ caption: string; head: string; rows: readonly GainsRow[]; lang: Lang }> = ({
  caption,
  head,
  rows,
  lang,
}) => {
  const { columns } = thingWords(lang)
  const n = (value: number) => formatNumber(value, lang)
  return (
    <table class="counts things">
      <caption class="hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          {[columns.actions, columns.known, columns.won].map((name) => (
            <th scope="col" class="n">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, href, gains }) => (
          <tr>
            <th scope="row">
              {href === undefined ? (
                <bdi>{label}</bdi>
              ) : (
                <a href={href}>
                  <bdi>{label}</bdi>
                </a>
              )}
            </th>
            <td class="n">{n(gains.of)}</td>
            <td class="n">{n(gains.known)}</td>
            <td class="n">{n(gains.won)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
