import type { FC } from "hono/jsx"
import type { PublishedStatement } from "../../record/published-links.ts"
import type { Catalogue } from "../catalogue.ts"
import { Layout, type PageContext } from "../pages/layout.tsx"
import { NumberedPager } from "../pages/pager.tsx"
import { type Lang, labelOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { acrossWords } from "./across-words.ts"
import { thingAddress } from "./kinds.ts"
import { CiteSection } from "./parts.tsx"
import { StatementLine } from "./stood-with.tsx"
import { thingWords } from "./words.ts"

const PAGE = 30

/** Statements, newest first: who, when, where it can be read, and what it speaks of in codes. */
export const StatementsPage: FC<{ context: PageContext; catalogue: Catalogue; page: number }> = ({
  context,
  catalogue,
  page: asked,
}) => {
  const { lang } = context
  const words = acrossWords(lang)
  const { statements } = catalogue.links
  const pages = Math.max(1, Math.ceil(statements.length / PAGE))
  const page = Math.min(asked, pages)
  return (
    <Layout context={context} title={words.statements} current="subjects">
      <p class="kind">
        <a href={`/${lang}/subjects`}>{thingWords(lang).subjects}</a>
      </p>
      <h1>{words.statements}</h1>
      <p class="lead">{words.statementsLead}</p>
      <p class={statements.length === 0 ? "note" : "soft"}>
        {statements.length === 0 ? words.statementsNone : words.statementsNote}
      </p>
      <ol class="acts">
        {statements.slice((page - 1) * PAGE, page * PAGE).map((statement) => (
          <li id={statement.id}>
            <p>
              <StatementLine statement={statement} lang={lang} />
            </p>
            <Themes statement={statement} lang={lang} />
          </li>
        ))}
      </ol>
      <NumberedPager lang={lang} page={page} pages={pages} address={(page) => `/${lang}/statements?page=${page}`} />
      <CiteSection context={context} title={words.statements} address="/statements" />
    </Layout>
  )
}

const Themes: FC<{ statement: PublishedStatement; lang: Lang }> = ({ statement, lang }) => {
  const words = acrossWords(lang)
  const linked = (["workforces", "demands"] as const).flatMap((kind) => statement[kind].map((code) => ({ kind, code })))
  const plain = (["outcomes", "repression"] as const).flatMap((kind) =>
    statement[kind].map((code) => labelOf(kind, code, lang)),
  )
  return (
    <>
      {linked.length + plain.length > 0 && (
        <p class="soft themes">
          {words.themes}:{" "}
          {linked.map(({ kind, code }) => (
            <a href={thingAddress(lang, kind, code)}>{labelOf(kind, code, lang)}</a>
          ))}
          {plain.map((label) => (
            <span>{label}</span>
          ))}
        </p>
      )}
      {statement.solidarity.map(({ from, to }) => (
        <p class="soft">{words.supportsIn(from[lang], to[lang])}</p>
      ))}
      {statement.appeals > 0 && <p class="soft">{words.appeals(formatNumber(statement.appeals, lang))}</p>}
    </>
  )
}
