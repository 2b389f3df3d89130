import type { FC } from "hono/jsx"
import type { PublishedAction, SourceLine } from "../../record/types.ts"
import { type Bubble, type Dot, MAP_SIZE } from "../map.ts"
import { listAddress } from "../query.ts"
import { readableAddress } from "../words/address.ts"
import { figureWords } from "../words/counting.ts"
import { firstCalendar, formatDay, formatWhen, otherCalendar } from "../words/dates.ts"
import { join } from "../words/deeds.ts"
import { type Lang, labelOf, wordsOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { provinceName } from "../words/provinces.ts"
import { deedOf } from "../words/title.ts"
import type { PageContext } from "./layout.tsx"

/** A list of actions: what, then when in both calendars, then what was asked for, or what is said in its place. */
export const ActionList: FC<{
  actions: readonly PublishedAction[]
  lang: Lang
  said?: (action: PublishedAction) => readonly string[]
}> = ({ actions, lang, said = (action) => action.demands.map((d) => labelOf("demands", d, lang)) }) => (
  <ol class="acts">
    {actions.map((action) => (
      <li>
        <a href={`/${lang}/actions/${action.id}`}>{deedOf(action, lang)}</a>
        <p class="when">
          <WhenLine action={action} lang={lang} />
          {action.isCall && <span class="call">{labelOf("statuses", action.status, lang)}</span>}
          {action.status === "ongoing" && <span class="call">{labelOf("statuses", "ongoing", lang)}</span>}
        </p>
        <Said labels={said(action)} lang={lang} />
      </li>
    ))}
  </ol>
)

/** A name that programs use, which a narrow page parts at its joints alone. */
export const CodeName: FC<{ name: string }> = ({ name }) => (
  <code dir="ltr">
    {name.split(/(?<=[_.])/).map((part, i) => (
      <>
        {i > 0 && <wbr />}
        {part}
      </>
    ))}
  </code>
)

/** The first four of some labels in a line; nothing where there are none. */
const Said: FC<{ labels: readonly string[]; lang: Lang }> = ({ labels, lang }) => {
  if (labels.length === 0) return null
  const comma = lang === "fa" ? "، " : ", "
  return (
    <p class="soft">
      {join(labels.slice(0, 4), comma, comma)}
      {labels.length > 4 && " …"}
    </p>
  )
}

/** «۱۲ آبان ۱۳۹۹ · ۲ نوامبر ۲۰۲۰»: the reader's calendar, the other beside it. */
export const WhenLine: FC<{ action: PublishedAction; lang: Lang }> = ({ action, lang }) => {
  if (action.start === null) return <span>{wordsOf(lang).noDay}</span>
  const first = firstCalendar(lang)
  return (
    <>
      <time datetime={action.start}>{formatWhen(action, lang, first)}</time>
      <span class="soft">{formatWhen(action, lang, otherCalendar(first))}</span>
    </>
  )
}

/** Where an action can be checked: outlet, day, address and fingerprint. */
export const SourceItem: FC<{ source: SourceLine; imported: boolean; lang: Lang }> = ({ source, imported, lang }) => {
  const words = wordsOf(lang)
  return (
    <li>
      <div>
        <bdi>
          {source.source === null ? words.noSource : lang === "fa" ? source.source.nameFa : source.source.nameEn}
        </bdi>
        {source.published !== null && (
          <span class="soft">
            {" · "}
            {words.published}{" "}
            <time datetime={source.published}>{formatDay(source.published, lang, firstCalendar(lang))}</time>
          </span>
        )}
      </div>
      <div>
        {source.url === null ? (
          <span class="soft">{words.noAddress}</span>
        ) : (
          <a href={source.url} rel="noreferrer nofollow external" dir="ltr" class="address">
            {readableAddress(source.url)}
          </a>
        )}
      </div>
      <div class="soft">
        {imported ? words.tableFingerprint : words.fingerprint}: <span class="hash">{source.sha256}</span>
      </div>
    </li>
  )
}

const BaseMap: FC<{ context: PageContext }> = ({ context }) => (
  <picture>
    <source srcset={context.asset("map-dark.png")} media="(prefers-color-scheme: dark)" />
    <img src={context.asset("map-light.png")} alt="" width={MAP_SIZE.width} height={MAP_SIZE.height} />
  </picture>
)

/** The base map with a link for each province; the table of the same numbers stands beside or under it. */
export const MapFigure: FC<{
  context: PageContext
  bubbles: readonly Bubble[]
  /** What the list is asked for besides the province. */
  given?: Readonly<Record<string, string>>
  /** Local actions that no bubble holds. */
  unplaced: number
  /** What the numbers are; left out: local actions. */
  caption?: string
  /** Where a province's bubble leads; left out: to the list. */
  hrefOf?: (provinceId: string) => string
}> = ({ context, bubbles, given = {}, unplaced, caption, hrefOf }) => {
  const { lang } = context
  const words = wordsOf(lang)
  return (
    <figure>
      <div class="map">
        <BaseMap context={context} />
        <ul aria-label={words.mapNumbers}>
          {bubbles.map((b) => {
            const name = provinceName(b.provinceId, lang) ?? ""
            return (
              <li class={`x${b.x} y${b.y}`}>
                <a
                  class={b.count === 1 ? "one" : b.count < 10 ? "few" : "many"}
                  href={hrefOf?.(b.provinceId) ?? listAddress(lang, { ...given, province: b.provinceId })}
                  title={name}
                  aria-label={`${name}: ${formatNumber(b.count, lang)}`}
                >
                  {formatNumber(b.count, lang)}
                </a>
              </li>
            )
          })}
        </ul>
      </div>
      <figcaption>
        {caption ?? words.mapCaption} {unplaced > 0 && `${words.notOnMap(formatNumber(unplaced, lang))} `}
        <bdi>{words.mapAttribution}</bdi>
      </figcaption>
    </figure>
  )
}

/** The base map with the places of one action. */
export const PlaceMap: FC<{ context: PageContext; dots: readonly Dot[] }> = ({ context, dots }) => {
  const { lang } = context
  const words = wordsOf(lang)
  return (
    <figure>
      <div class="map">
        <BaseMap context={context} />
        <ul aria-label={words.mapHere}>
          {dots.map((dot) => (
            <li class={`x${dot.x} y${dot.y} dot`} title={dot.name[lang]}>
              <span class="hidden">{dot.name[lang]}</span>
            </li>
          ))}
        </ul>
      </div>
      <figcaption>
        <bdi>{words.mapAttribution}</bdi>
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
const SHOWN = 12

/** Counts as a table whose bars are meters: the same number in both. Without rows it says that nothing is told. */
export const CountTable: FC<{
  rows: readonly CountRow[]
  head: string
  caption: string
  lang: Lang
  /** What a full bar is; left out: the longest one. */
  most?: number
}> = ({ rows, head, caption, lang, most = Math.max(1, ...rows.map((r) => r.count)) }) => {
  const words = wordsOf(lang)
  const rest = rows.slice(SHOWN)
  if (rows.length === 0) return <p class="soft">{words.unknown}</p>
  return (
    <>
      <table class="counts">
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
          <table class="counts">
            <caption class="hidden">{caption}</caption>
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

/** Local actions by province, most first: the same numbers as the bubbles of the map beside it. */
export const ProvinceTable: FC<{
  head: string
  actions: readonly PublishedAction[]
  bubbles: readonly Bubble[]
  hrefOf: (provinceId: string) => string
  lang: Lang
}> = ({ head, actions, bubbles, hrefOf, lang }) => (
  <CountTable
    head={head}
    caption={figureWords({ kind: "place" }, actions, lang)}
    lang={lang}
    rows={bubbles
      .toSorted((a, b) => b.count - a.count)
      .map((b) => ({
        label: provinceName(b.provinceId, lang) ?? b.provinceId,
        count: b.count,
        href: hrefOf(b.provinceId),
      }))}
  />
)
