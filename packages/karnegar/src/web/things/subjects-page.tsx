import type { FC } from "hono/jsx"
import type { Catalogue } from "../catalogue.ts"
import { Layout, type PageContext } from "../pages/layout.tsx"
import { formatNumber } from "../words/numbers.ts"
import { gather } from "./gather.ts"
import { THING_KINDS } from "./kinds.ts"
import { thingWords } from "./words.ts"

/** Where every page about a thing is found from. */
export const SubjectsPage: FC<{
  context: PageContext
  catalogue: Catalogue
  /** Pages across the record. */
  across: readonly { readonly path: string; readonly title: string; readonly lead: string }[]
}> = ({ context, catalogue, across }) => {
  const { lang } = context
  const words = thingWords(lang)
  const { things } = gather(catalogue)
  return (
    <Layout context={context} title={words.subjects} current="subjects">
      <h1>{words.subjects}</h1>
      <p class="lead">{words.subjectsLead}</p>
      <dl class="fields ways-in">
        {THING_KINDS.map((kind) => (
          <div>
            <dt>
              <a href={`/${lang}/${kind}`}>{words.kinds[kind].many}</a>
            </dt>
            <dd>
              {words.kinds[kind].lead} <span class="soft">({formatNumber(things[kind].size, lang)})</span>
            </dd>
          </div>
        ))}
      </dl>
      {across.length > 0 && (
        <>
          <h2>{words.acrossTitle}</h2>
          <dl class="fields ways-in">
            {across.map(({ path, title, lead }) => (
              <div>
                <dt>
                  <a href={`/${lang}/${path}`}>{title}</a>
                </dt>
                <dd>{lead}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Layout>
  )
}
