import type { FC } from "hono/jsx"
import { type Catalogue, provinceName, provinces } from "../catalogue.ts"
import { bubblesOf, unplacedIn } from "../map.ts"
import { listAddress, type Query } from "../query.ts"
import { figureWords, standingCounts } from "../words/counting.ts"
import { labelsOf, wordsOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { Layout, type PageContext } from "./layout.tsx"
import { ActionList, CountTable, MapFigure } from "./parts.tsx"

const PAGE = 25

/** The list of actions and calls with its filter; everything is in the address. */
export const List: FC<{ context: PageContext; catalogue: Catalogue; query: Query }> = ({
  context,
  catalogue,
  query,
}) => {
  const { lang } = context
  const words = wordsOf(lang)
  const { given } = query
  const selection = catalogue.index.select(query.filter)
  const all = Array.from(selection, (i) => catalogue.actions.get(catalogue.index.rows[i]!.id)!)
  const pages = Math.max(1, Math.ceil(all.length / PAGE))
  const page = Math.min(query.page, pages)
  const bubbles = bubblesOf(all)
  const title = given.kind === "calls" ? words.calls : given.kind === "actions" ? words.navActions : words.allRecords
  return (
    <Layout context={context} title={title} current={given.kind === "calls" ? "calls" : "actions"}>
      <h1>{title}</h1>
      {query.notices.map((notice) => (
        <p class="note" role="status">
          {notice}
        </p>
      ))}
      <FilterForm context={context} given={given} />
      <h2 id="found">{words.found(formatNumber(all.length, lang))}</h2>
      {all.length > 0 && <p class="soft">{standingCounts(all, lang)}</p>}
      {all.length === 0 && <p class="note">{words.nothing}</p>}
      <ActionList actions={all.slice((page - 1) * PAGE, page * PAGE)} lang={lang} />
      {pages > 1 && (
        <nav class="pages" aria-label={words.pageOf(formatNumber(page, lang), formatNumber(pages, lang))}>
          <span>
            {page > 1 && <a href={listAddress(lang, { ...given, page: String(page - 1) })}>{words.previous}</a>}
          </span>
          <span class="soft">{words.pageOf(formatNumber(page, lang), formatNumber(pages, lang))}</span>
          <span>
            {page < pages && <a href={listAddress(lang, { ...given, page: String(page + 1) })}>{words.next}</a>}
          </span>
        </nav>
      )}
      {bubbles.length > 0 && (
        <div class="two">
          <section>
            <h2>{words.map}</h2>
            <MapFigure context={context} bubbles={bubbles} given={given} unplaced={unplacedIn(all)} />
          </section>
          <section>
            <h2>{words.byProvince}</h2>
            <CountTable
              head={words.province}
              caption={figureWords({ kind: "place" }, all, lang)}
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
        </div>
      )}
    </Layout>
  )
}

/** The filter as a form that needs no scripts: what it asks stands in the address. */
const FilterForm: FC<{ context: PageContext; given: Readonly<Record<string, string>> }> = ({ context, given }) => {
  const { lang } = context
  const words = wordsOf(lang)
  const kinds = [
    ["actions", words.kindActions],
    ["calls", words.kindCalls],
  ] as const
  const reviews = [
    ["checked", words.reviewChecked],
    ["all", words.reviewAll],
  ] as const
  const choices: readonly (readonly [string, string, readonly (readonly [string, string])[]])[] = [
    ["kind", words.kind, kinds],
    ["workforce", words.workforce, labelsOf("workforces", lang)],
    ["form", words.form, labelsOf("forms", lang)],
    ["demand", words.demand, labelsOf("demands", lang)],
    ["province", words.province, provinces(lang)],
    ["review", words.review, reviews],
  ]
  return (
    <form class="filter" action={`/${lang}/actions`} method="get" aria-label={words.conditions}>
      <div class="wide">
        <label for="q">{words.searchLabel}</label>
        <input id="q" type="search" name="q" value={given.q ?? ""} maxlength={100} dir="auto" />
      </div>
      {choices.map(([name, label, entries]) => (
        <div>
          <label for={name}>{label}</label>
          <select id={name} name={name}>
            <option value="">{name === "review" ? words.reviewUsual : words.all}</option>
            {entries.map(([code, text]) => (
              <option value={code} selected={given[name] === code}>
                {text}
              </option>
            ))}
          </select>
        </div>
      ))}
      {(["from", "to"] as const).map((name) => (
        <div>
          <label for={name}>{words[name]}</label>
          <input id={name} name={name} value={given[name] ?? ""} maxlength={20} aria-describedby="dayhint" dir="ltr" />
        </div>
      ))}
      <div>
        <button type="submit">{words.show}</button>
      </div>
      <p class="wide soft" id="dayhint">
        {words.dayHint}
        {Object.keys(given).length > 0 && (
          <>
            {" · "}
            <a href={listAddress(lang, {})}>{words.clear}</a>
          </>
        )}
      </p>
    </form>
  )
}
