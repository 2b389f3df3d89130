import type { FC } from "hono/jsx"
import type { Catalogue } from "../catalogue.ts"
import { Layout, type PageContext } from "../pages/layout.tsx"
import { addressWith, type Query } from "../query.ts"
import { FilterForm } from "./filter-form.tsx"
import { namesIn } from "./named.ts"
import { exploreWords } from "./words.ts"

/** Every condition in one form, on a page of its own: the list stays light on a bad line. */
export const ConditionsPage: FC<{ context: PageContext; catalogue: Catalogue; query: Query }> = ({
  context,
  catalogue,
  query,
}) => {
  const { lang } = context
  const own = exploreWords(lang)
  return (
    <Layout context={context} title={own.allConditions} current={query.filter.calls === true ? "calls" : "actions"}>
      <h1>{own.allConditions}</h1>
      <FilterForm context={context} query={query} names={namesIn(catalogue)} whole />
      <p>
        <a class="more" href={addressWith(`/${lang}/counts`, query.given)}>
          {own.byCounts}
        </a>
      </p>
    </Layout>
  )
}
