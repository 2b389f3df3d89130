import { BY_ACTION } from "@karnegar/index"
import type { FC } from "hono/jsx"
import { type Catalogue, provinceName, SHOWN } from "../catalogue.ts"
import { bubblesOf, unplacedIn } from "../map.ts"
import { listAddress } from "../query.ts"
import { figureWords } from "../words/counting.ts"
import { daysOfMonthKey, firstCalendar, formatMonthKey, jalaliIso } from "../words/dates.ts"
import { labelOf, wordsOf } from "../words/language.ts"
import { Layout, type PageContext } from "./layout.tsx"
import { ActionList, CountTable, MapFigure } from "./parts.tsx"

const NEWEST = 6
const CALLS = 3
const MONTHS = 24

/** The home page: map, newest actions, calls, counts by workforce, province and month. */
export const Home: FC<{ context: PageContext; catalogue: Catalogue }> = ({ context, catalogue }) => {
  const { lang } = context
  const words = wordsOf(lang)
  const { index } = catalogue
  const at = (i: number) => catalogue.actions.get(index.rows[i]!.id)!
  const selection = index.select({ calls: false, include: SHOWN })
  const actions = Array.from(selection, at)
  const calls = Array.from(index.select({ calls: true, include: SHOWN }).subarray(0, CALLS), at)
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
      <div class="two">
        <section>
          <h2>{words.map}</h2>
          <MapFigure context={context} bubbles={bubbles} given={given} unplaced={unplacedIn(actions)} />
        </section>
        <section>
          <h2>{words.newest}</h2>
          <ActionList actions={actions.slice(0, NEWEST)} lang={lang} />
          <p>
            <a class="more" href={listAddress(lang, given)}>
              {words.allActions}
            </a>
          </p>
        </section>
      </div>
      <div class="two halves">
        <section>
          <h2>{words.byProvince}</h2>
          <CountTable
            head={words.province}
            caption={figureWords({ kind: "place" }, actions, lang)}
            lang={lang}
            rows={bubbles
              .toSorted((a, b) => b.count - a.count)
              .map((b) => ({
                label: provinceName(b.provinceId, lang) ?? b.provinceId,
                count: b.count,
                href: listAddress(lang, { ...given, province: b.provinceId }),
              }))}
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
        <section>
          <h2>{words.calls}</h2>
          {calls.length === 0 ? <p class="soft">{words.noCalls}</p> : <ActionList actions={calls} lang={lang} />}
          {calls.length > 0 && (
            <p>
              <a class="more" href={listAddress(lang, { kind: "calls" })}>
                {words.allCalls}
              </a>
            </p>
          )}
        </section>
      </div>
    </Layout>
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
