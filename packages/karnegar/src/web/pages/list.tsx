import type { FC } from "hono/jsx"
import { type Catalogue, provinceName, provinces } from "../catalogue.ts"
import { bubblesOf } from "../map.ts"
import { listAddress, type Query } from "../query.ts"
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
  const all = [...selection].map((i) => catalogue.actions.get(catalogue.index.rows[i]!.id)!)
  const pages = Math.max(1, Math.ceil(all.length / PAGE))
  const page = Math.min(query.page, pages)
  const { kind: _kind, province: _province, ...rest } = given
  const bubbles = bubblesOf(all)
  const title = given.kind === "calls" ? words.calls : words.allActions
  const options = (entries: readonly (readonly [string, string])[], chosen: string | undefined) => [
    <option value="">{words.all}</option>,
    ...entries.map(([code, label]) => (
      <option value={code} selected={chosen === code}>
        {label}
      </option>
    )),
  ]
  return (
    <Layout context={context} title={title} current={given.kind === "calls" ? "calls" : "actions"}>
      <h1>{title}</h1>
      {query.notices.map((notice) => (
        <p class="note" role="status">
          <bdi>{notice}</bdi>
        </p>
      ))}
      <form class="filter" action={`/${lang}/actions`} method="get">
        <div class="wide">
          <label for="q">{words.searchLabel}</label>
          <input id="q" type="search" name="q" value={given.q ?? ""} maxlength={100} dir="auto" />
        </div>
        <div>
          <label for="kind">{words.kind}</label>
          <select id="kind" name="kind">
            {options(
              [
                ["actions", words.kindActions],
                ["calls", words.kindCalls],
              ],
              given.kind,
            )}
          </select>
        </div>
        <div>
          <label for="workforce">{words.workforce}</label>
          <select id="workforce" name="workforce">
            {options(labelsOf("workforces", lang), given.workforce)}
          </select>
        </div>
        <div>
          <label for="form">{words.form}</label>
          <select id="form" name="form">
            {options(labelsOf("forms", lang), given.form)}
          </select>
        </div>
        <div>
          <label for="province">{words.province}</label>
          <select id="province" name="province">
            {options(provinces(lang), given.province)}
          </select>
        </div>
        <div>
          <label for="from">{words.from}</label>
          <input
            id="from"
            name="from"
            value={given.from ?? ""}
            inputmode="numeric"
            aria-describedby="dayhint"
            dir="ltr"
          />
        </div>
        <div>
          <label for="to">{words.to}</label>
          <input id="to" name="to" value={given.to ?? ""} inputmode="numeric" aria-describedby="dayhint" dir="ltr" />
        </div>
        <div>
          <button type="submit">{words.show}</button>
        </div>
        <p class="wide soft" id="dayhint">
          {words.from}، {words.to}: {words.dayHint}
        </p>
      </form>
      <h2>{words.found(formatNumber(all.length, lang))}</h2>
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
            <MapFigure bubbles={bubbles} lang={lang} given={rest} />
          </section>
          <section>
            <h2>{words.byProvince}</h2>
            <CountTable
              head={words.province}
              caption={words.countRulePlaces}
              lang={lang}
              rows={[...bubbles]
                .sort((a, b) => b.count - a.count)
                .map((b) => ({ label: provinceName(b.provinceId, lang) ?? b.provinceId, count: b.count }))}
            />
          </section>
        </div>
      )}
    </Layout>
  )
}
