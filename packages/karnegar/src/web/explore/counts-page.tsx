import type { Field } from "@karnegar/index"
import type { FC } from "hono/jsx"
import type { Catalogue } from "../catalogue.ts"
import { Layout, type PageContext } from "../pages/layout.tsx"
import { listAddress, type Query } from "../query.ts"
import { figureWords, noteSentences, ruleWords } from "../words/counting.ts"
import { wordsOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { headlineOf } from "./describe.ts"
import { FacetTable } from "./figures.tsx"
import { namesIn } from "./named.ts"
import { setOf } from "./set.ts"
import { exploreWords, FACET_GROUPS } from "./words.ts"

/** A set counted by every field, each number leading to its part. */
export const CountsPage: FC<{ context: PageContext; catalogue: Catalogue; query: Query }> = ({
  context,
  catalogue,
  query,
}) => {
  const { lang } = context
  const own = exploreWords(lang)
  const set = setOf(catalogue, query)
  const names = namesIn(catalogue)
  const groups = Object.entries(FACET_GROUPS) as [keyof typeof FACET_GROUPS, readonly Field[]][]
  const { by, total, notes } = set.facets(groups.flatMap(([, fields]) => fields))
  const n = (count: number) => formatNumber(count, lang)
  const rule = ruleWords(query.rule, lang)
  const caption = lang === "fa" ? `شمارش ${rule}` : `Counted ${rule}`
  return (
    <Layout context={context} title={own.others} current={query.filter.calls === true ? "calls" : "actions"}>
      <h1>{own.others}</h1>
      {query.notices.map((notice) => (
        <p class="note" role="status">
          {notice}
        </p>
      ))}
      <p class="lead">
        <bdi>{headlineOf(query, names, lang)}</bdi>: {wordsOf(lang).found(n(set.size))}
      </p>
      <p class="soft">
        {figureWords(query.rule, set.all(), lang)}. {query.rule.kind !== "action" && `${own.units(n(total), rule)}. `}
        {noteSentences(notes, query.rule, lang).join(" ")} {own.severalValues}
      </p>
      <p>
        <a class="more" href={listAddress(lang, query.given)}>
          {own.backToSet}
        </a>
      </p>
      {groups.map(([group, fields]) =>
        fields.every((field) => by.get(field)!.counts.size === 0) ? null : (
          <section>
            <h2>{own.groups[group]}</h2>
            <div class="facets">
              {fields.map((field) => (
                <FacetTable
                  field={field}
                  facet={by.get(field)!}
                  query={query}
                  names={names}
                  context={context}
                  caption={caption}
                />
              ))}
            </div>
          </section>
        ),
      )}
    </Layout>
  )
}
