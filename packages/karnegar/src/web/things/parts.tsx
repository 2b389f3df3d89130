import { BY_ACTION } from "@karnegar/index"
import type { FC } from "hono/jsx"
import type { PublishedAction } from "../../record/types.ts"
import type { PageContext } from "../pages/layout.tsx"
import { ActionList, CountTable } from "../pages/parts.tsx"
import { listAddress } from "../query.ts"
import { figureWords } from "../words/counting.ts"
import { firstCalendar, formatDay, formatMonthKey } from "../words/dates.ts"
import { type Lang, labelOf, wordsOf } from "../words/language.ts"
import { formatNumber, formatPlain } from "../words/numbers.ts"
import { type Gains, gainsOf, isWon, timelineOf } from "./figures.ts"
import { todayUtc } from "./now.ts"
import { thingWords } from "./words.ts"

/** Tallest bar of a timeline; each height has a class of the style sheet. */
const TALLEST = 20

/** When some actions began: bars, and the same numbers in a table. */
export const TimelineFigure: FC<{ actions: readonly PublishedAction[]; lang: Lang }> = ({ actions, lang }) => {
  const calendar = firstCalendar(lang)
  const { unit, bars, undated } = timelineOf(actions, calendar)
  const words = thingWords(lang)
  const label = (key: string) =>
    unit === "month" ? formatMonthKey(key, lang, calendar) : formatPlain(Number(key), lang)
  const most = Math.max(1, ...bars.map((b) => b.count))
  const told = bars.filter((b) => b.count > 0)
  if (told.length === 0) return <p class="soft">{words.undated(formatNumber(undated, lang))}</p>
  return (
    <figure class="timeline">
      <div class="course" aria-hidden="true">
        <div class="bars">
          {bars.map((b) => (
            <span
              class={`h${Math.ceil((b.count / most) * TALLEST)}`}
              title={`${label(b.key)}: ${formatNumber(b.count, lang)}`}
            />
          ))}
        </div>
        <p class="ends">
          <span>{label(bars[0]!.key)}</span>
          {bars.length > 1 && <span>{label(bars.at(-1)!.key)}</span>}
        </p>
      </div>
      <details>
        <summary>{words.asTable}</summary>
        <CountTable
          head={words.timelineHead[unit]}
          caption={figureWords(BY_ACTION, actions, lang)}
          lang={lang}
          rows={told.toReversed().map((b) => ({ label: label(b.key), count: b.count }))}
        />
      </details>
      {undated > 0 && <figcaption>{words.undated(formatNumber(undated, lang))}</figcaption>}
    </figure>
  )
}

const WON_SHOWN = 5

/** What came of some actions, always with how many of them are known. */
export const GainsSection: FC<{
  actions: readonly PublishedAction[]
  lang: Lang
  /** Code of the demand that is looked at; null: of all. */
  demand?: string | null
  /** Also the latest in which something was won. */
  listed?: boolean
}> = ({ actions, lang, demand = null, listed = false }) => {
  const words = thingWords(lang)
  const gains = gainsOf(actions, demand)
  const won = listed ? actions.filter((a) => isWon(a, demand)).slice(0, WON_SHOWN) : []
  return (
    <>
      <p>{gainsSentence(gains, lang)}</p>
      {gains.known > 0 && (
        <>
          <CountTable
            head={words.outcomeHead}
            caption={figureWords(BY_ACTION, actions, lang)}
            lang={lang}
            most={gains.known}
            rows={gains.byOutcome.map(([code, count]) => ({ label: labelOf("outcomes", code, lang), count }))}
          />
          <p class="soft">
            {words.wonNote} {demand !== null && words.wonDemandNote}
          </p>
        </>
      )}
      {won.length > 0 && (
        <>
          <h3>{words.wonList}</h3>
          <ActionList actions={won} lang={lang} />
        </>
      )}
    </>
  )
}

/** “The outcome is known for 29 of 120 actions. Of these 29 …” */
export function gainsSentence(gains: Gains, lang: Lang): string {
  const words = thingWords(lang)
  const n = (value: number) => formatNumber(value, lang)
  if (gains.known === 0) return words.knownNone(n(gains.of))
  return `${words.knownOf(n(gains.known), n(gains.of))} ${wonSentence(gains, lang)}`
}

/** What came of those whose outcome is known; no number is zero, and one alone is not counted. */
function wonSentence({ known, won, promised }: Gains, lang: Lang): string {
  const words = thingWords(lang)
  const n = (value: number) => formatNumber(value, lang)
  if (known === 1) return won > 0 ? words.wonThere : promised > 0 ? words.promisedThere : words.neitherThere
  if (won === 0 && promised === 0) return words.neither
  if (promised === 0) return words.wonAlone(n(won), n(known))
  if (won === 0) return words.promisedAlone(n(promised), n(known))
  return words.wonOf(n(won), n(promised), n(known))
}

const LISTED = 10
const OPENED = 50

/** The newest of some actions; the rest by the list of all, or on demand where the list has no such condition. */
export const LatestActions: FC<{
  actions: readonly PublishedAction[]
  lang: Lang
  given: Readonly<Record<string, string>> | null
}> = ({ actions, lang, given }) => {
  const words = thingWords(lang)
  const rest = actions.slice(LISTED, LISTED + OPENED)
  return (
    <>
      <ActionList actions={actions.slice(0, LISTED)} lang={lang} />
      {given !== null ? (
        <p>
          <a class="more" href={listAddress(lang, { kind: "actions", ...given })}>
            {words.allOf(formatNumber(actions.length, lang))}
          </a>
        </p>
      ) : (
        rest.length > 0 && (
          <details>
            <summary>{words.moreActions(formatNumber(rest.length, lang))}</summary>
            <ActionList actions={rest} lang={lang} />
          </details>
        )
      )}
    </>
  )
}

/** How a page is cited, and its machine-readable form. */
export const CiteSection: FC<{ context: PageContext; title: string; address: string }> = ({
  context,
  title,
  address,
}) => {
  const { lang } = context
  const words = wordsOf(lang)
  return (
    <>
      <h2>{words.cite}</h2>
      <p>
        <bdi>{thingWords(lang).citation(title, address, formatDay(todayUtc(), lang, firstCalendar(lang)))}</bdi>
      </p>
      <p>
        <a class="more" href={`/${lang}${address}.json`}>
          {words.machineForm}
        </a>
      </p>
    </>
  )
}
