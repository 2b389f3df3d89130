import type { FC } from "hono/jsx"
import type { PublishedAction } from "../../record/types.ts"
import { type Catalogue, provinceName } from "../catalogue.ts"
import { bubblesOf } from "../map.ts"
import { listAddress } from "../query.ts"
import { firstCalendar, formatMonth, jalaliMonthKey } from "../words/dates.ts"
import { type Lang, labelOf, wordsOf } from "../words/language.ts"
import { Layout, type PageContext } from "./layout.tsx"
import { ActionList, CountTable, MapFigure } from "./parts.tsx"

const NEWEST = 8
const MONTHS = 12

/** The home page: map, newest actions, calls, counts by workforce, province and month. */
export const Home: FC<{ context: PageContext; catalogue: Catalogue }> = ({ context, catalogue }) => {
  const { lang } = context
  const words = wordsOf(lang)
  const { index } = catalogue
  const at = (i: number) => catalogue.actions.get(index.rows[i]!.id)!
  const selection = index.select({ calls: false })
  const actions = [...selection].map(at)
  const calls = [...index.select({ calls: true })].slice(0, 4).map(at)
  const bubbles = bubblesOf(actions)
  const byWorkforce = [...index.count(selection, (r) => [r.workforce])].sort(
    (a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1),
  )
  return (
    <Layout context={context} title={words.name} current="home">
      <h1>{words.tagline}</h1>
      <p class="lead">{words.lead}</p>
      <form class="find" action={`/${lang}/actions`} method="get">
        <input type="search" name="q" aria-label={words.searchLabel} placeholder={words.searchLabel} maxlength={100} />
        <button type="submit">{words.search}</button>
      </form>
      {actions.length === 0 && <p class="note">{words.empty}</p>}
      <div class="two">
        <section>
          <h2>{words.map}</h2>
          <MapFigure bubbles={bubbles} lang={lang} />
        </section>
        <section>
          <h2>{words.newest}</h2>
          <ActionList actions={actions.slice(0, NEWEST)} lang={lang} />
          <p>
            <a href={`/${lang}/actions?kind=actions`}>{words.allActions}</a>
          </p>
          <h2>{words.calls}</h2>
          {calls.length === 0 ? <p class="soft">{words.noCalls}</p> : <ActionList actions={calls} lang={lang} />}
        </section>
      </div>
      <div class="two halves">
        <section>
          <h2>{words.byWorkforce}</h2>
          <CountTable
            head={words.workforce}
            caption={words.countRule}
            lang={lang}
            rows={byWorkforce.map(([code, count]) => ({
              label: labelOf("workforces", code, lang),
              count,
              href: listAddress(lang, { kind: "actions", workforce: code }),
            }))}
          />
        </section>
        <section>
          <h2>{words.byProvince}</h2>
          <CountTable
            head={words.province}
            caption={words.countRulePlaces}
            lang={lang}
            rows={[...bubbles]
              .sort((a, b) => b.count - a.count)
              .map((b) => ({
                label: provinceName(b.provinceId, lang) ?? b.provinceId,
                count: b.count,
                href: listAddress(lang, { kind: "actions", province: b.provinceId }),
              }))}
          />
          <h2>{words.byMonth}</h2>
          <CountTable head={words.month} caption={words.countRule} lang={lang} rows={byMonth(actions, lang)} />
        </section>
      </div>
    </Layout>
  )
}

/** The latest months that have actions, in the calendar that the reader expects. */
function byMonth(actions: readonly PublishedAction[], lang: Lang): { label: string; count: number }[] {
  const months = new Map<string, { day: string; count: number }>()
  for (const action of actions) {
    if (action.start === null) continue
    const key = lang === "fa" ? jalaliMonthKey(action.start) : action.start.slice(0, 7)
    const month = months.get(key)
    if (month === undefined) months.set(key, { day: action.start, count: 1 })
    else month.count++
  }
  return [...months.entries()]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .slice(0, MONTHS)
    .map(([, m]) => ({ label: formatMonth(m.day, lang, firstCalendar(lang)), count: m.count }))
}
