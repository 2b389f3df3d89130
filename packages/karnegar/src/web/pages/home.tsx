import { BY_ACTION } from "@karnegar/index"
import type { FC } from "hono/jsx"
import type { PublishedAction } from "../../record/types.ts"
import { type Catalogue, SHOWN } from "../catalogue.ts"
import { bubblesOf, unplacedIn } from "../map.ts"
import { listAddress } from "../query.ts"
import { gainsIn, gainsOf } from "../things/figures.ts"
import { gather } from "../things/gather.ts"
import { before, callsAhead, happeningAt, LATELY_DAYS, nowOf, todayUtc, wonLately } from "../things/now.ts"
import { gainsSentence } from "../things/parts.tsx"
import { thingWords } from "../things/words.ts"
import { figureWords } from "../words/counting.ts"
import { daysOfMonthKey, firstCalendar, formatDay, formatMonthKey, jalaliIso } from "../words/dates.ts"
import { type Lang, labelOf, wordsOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { Layout, type PageContext } from "./layout.tsx"
import { ActionList, CountTable, MapFigure, ProvinceTable } from "./parts.tsx"

const NEWEST = 6
const CALLS = 3
const WON = 4
const MONTHS = 24
/** Days before now whose outcomes are told with how many of them are known. */
const A_YEAR = 365

/** The home page: what is happening now, what was won lately, calls ahead, map, counts by workforce, province and month. */
export const Home: FC<{ context: PageContext; catalogue: Catalogue }> = ({ context, catalogue }) => {
  const { lang } = context
  const words = wordsOf(lang)
  const told = thingWords(lang)
  const { index } = catalogue
  const selection = index.select({ calls: false, include: SHOWN })
  const { actions, calls } = gather(catalogue)
  const now = nowOf(actions, todayUtc())
  const recent = happeningAt(actions, now.day)
  const ongoing = recent.filter((a) => a.status === "ongoing").length
  const shown = new Set(recent)
  const earlier = recent.length < NEWEST ? actions.filter((a) => !shown.has(a)).slice(0, NEWEST - recent.length) : []
  const ahead = callsAhead(calls, now.day)
  const written = (iso: string) => (firstCalendar(lang) === "jalali" ? jalaliIso(iso) : iso)
  const bubbles = bubblesOf(actions)
  const given = { kind: "actions" }
  return (
    <Layout context={context} title={words.name} current="home">
      <h1>{words.tagline}</h1>
      <p class="lead">{words.lead}</p>
      <form class="find" action={`/${lang}/actions`} method="get">
        <input type="search" name="q" aria-label={words.searchLabel} placeholder={words.searchHint} maxlength={100} />
        <button type="submit">{words.search}</button>
      </form>
      {actions.length === 0 && <p class="note">{words.empty}</p>}
      {actions.length > 0 && now.old && <p class="note">{told.old(formatDay(now.day, lang, firstCalendar(lang)))}</p>}
      <div class="two">
        <section>
          <h2>{told.nowTitle}</h2>
          {actions.length > 0 && (
            <p class="soft">
              {told.nowCount(
                formatNumber(recent.length, lang),
                ongoing === 0 ? null : formatNumber(ongoing, lang),
                formatNumber(LATELY_DAYS, lang),
              )}
            </p>
          )}
          <ActionList actions={recent.slice(0, NEWEST)} lang={lang} />
          {earlier.length > 0 && (
            <>
              <h3>{told.earlier}</h3>
              <ActionList actions={earlier} lang={lang} />
            </>
          )}
          <p class="ways">
            {recent.length > NEWEST && (
              <a
                href={listAddress(lang, {
                  ...given,
                  from: written(before(now.day, LATELY_DAYS)),
                  to: written(now.day),
                })}
              >
                {told.nowAll}
              </a>
            )}
            <a href={listAddress(lang, given)}>{words.allActions}</a>
          </p>
        </section>
        <section>
          <h2>{told.ahead}</h2>
          {ahead.length === 0 ? (
            <p class="soft">{told.aheadNone}</p>
          ) : (
            <ActionList actions={ahead.slice(0, CALLS)} lang={lang} />
          )}
          {calls.length > 0 && (
            <p>
              <a class="more" href={`/${lang}/calls`}>
                {words.allCalls}
              </a>
            </p>
          )}
          <h2>{told.wonLately}</h2>
          <WonLately actions={actions} day={now.day} lang={lang} />
        </section>
      </div>
      {actions.length > 0 && (
        <>
          <h2>{words.map}</h2>
          <MapFigure context={context} bubbles={bubbles} given={given} unplaced={unplacedIn(actions)} />
          <div class="two halves">
            <section>
              <h2>{words.byProvince}</h2>
              <ProvinceTable
                head={words.province}
                actions={actions}
                bubbles={bubbles}
                lang={lang}
                hrefOf={(province) => listAddress(lang, { ...given, province })}
              />
            </section>
            <section>
              <h2>{words.byWorkforce}</h2>
              <CountTable
                head={words.workforce}
                caption={figureWords(BY_ACTION, actions, lang)}
                lang={lang}
                rows={mostFirst(index.count("workforce", selection)).map(([code, count]) => ({
                  label: labelOf("workforces", code, lang),
                  count,
                  href: listAddress(lang, { ...given, workforce: code }),
                }))}
              />
            </section>
            <section>
              <h2>{words.byMonth}</h2>
              <CountTable
                head={words.month}
                caption={figureWords(BY_ACTION, actions, lang)}
                lang={lang}
                rows={monthRows(context, index.count(monthFacet(lang), selection))}
              />
            </section>
          </div>
        </>
      )}
    </Layout>
  )
}

/** The latest gains, and of how many of the past year's actions the outcome is known at all. */
const WonLately: FC<{ actions: readonly PublishedAction[]; day: string; lang: Lang }> = ({ actions, day, lang }) => {
  const told = thingWords(lang)
  const won = wonLately(actions, day).slice(0, WON)
  const year = actions.filter((a) => a.start !== null && a.start <= day && a.start > before(day, A_YEAR))
  return (
    <>
      {won.length === 0 ? (
        <p class="soft">{told.wonNone}</p>
      ) : (
        <ActionList actions={won} lang={lang} said={(a) => gainsIn(a).map((o) => labelOf("outcomes", o, lang))} />
      )}
      {year.length > 0 && <p class="soft">{told.ofLastYear(gainsSentence(gainsOf(year), lang))}</p>}
    </>
  )
}

function monthFacet(lang: "fa" | "en") {
  return firstCalendar(lang) === "jalali" ? "jalali-month" : "gregorian-month"
}

/** The latest months that have actions, in the calendar that the reader expects. */
function monthRows({ lang }: PageContext, counts: ReadonlyMap<string, number>) {
  const calendar = firstCalendar(lang)
  const written = (iso: string) => (calendar === "jalali" ? jalaliIso(iso) : iso)
  return [...counts]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .slice(0, MONTHS)
    .map(([key, count]) => {
      const [from, to] = daysOfMonthKey(key, calendar)
      return {
        label: formatMonthKey(key, lang, calendar),
        count,
        href: listAddress(lang, { kind: "actions", from: written(from), to: written(to) }),
      }
    })
}

/** The most frequent first; equal ones in the order of their codes. */
function mostFirst(counts: ReadonlyMap<string, number>): (readonly [code: string, count: number])[] {
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
}
