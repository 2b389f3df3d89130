import { BY_ACTION } from "@karnegar/index"
import type { FC } from "hono/jsx"
import type { PublishedStatement } from "../../record/published-links.ts"
import type { RegisteredName } from "../../record/types.ts"
import { CountTable } from "../pages/parts.tsx"
import { figureWords } from "../words/counting.ts"
import { firstCalendar, formatDay } from "../words/dates.ts"
import { type Lang, labelOf, wordsOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { type Counted, countCodes } from "./figures.ts"
import type { Thing } from "./gather.ts"
import { thingAddress } from "./kinds.ts"
import { thingWords } from "./words.ts"

const STATEMENTS = 5

/** Who stood with whom: workforces that acted together, actions in sympathy, statements and the support they tell of. */
export const Solidarity: FC<{ thing: Thing; lang: Lang }> = ({ thing, lang }) => {
  const words = thingWords(lang)
  const together = togetherOf(thing)
  const sympathy = thing.actions.filter((a) => a.character === "sympathy").length
  const { to, from } = edgesOf(thing)
  const none = together.length + sympathy + thing.statements.length === 0
  if (none && thing.actions.length === 0) return null
  return (
    <>
      <h2>{words.stood}</h2>
      {none && <p>{words.stoodNone}</p>}
      {sympathy > 0 && <p>{words.sympathy(formatNumber(sympathy, lang))}</p>}
      <div class="two halves">
        {together.length > 0 && (
          <section>
            <CountTable
              head={words.together}
              caption={figureWords(BY_ACTION, [...thing.actions, ...thing.alongside], lang)}
              lang={lang}
              rows={together.map(([code, count]) => ({
                label: labelOf("workforces", code, lang),
                count,
                href: thingAddress(lang, "workforces", code),
              }))}
            />
          </section>
        )}
        <Edges head={words.supports} edges={to} lang={lang} />
        <Edges head={words.supportedBy} edges={from} lang={lang} />
      </div>
      {thing.statements.length > 0 && (
        <>
          <h3>{words.statementsOf}</h3>
          <ul class="plain">
            {thing.statements.slice(0, STATEMENTS).map((statement) => (
              <li>
                <StatementLine statement={statement} lang={lang} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

/** Of a workforce: those named in its actions, and those whose actions name it. Of others: workforces that acted together. */
function togetherOf({ kind, id, actions, alongside }: Thing): Counted[] {
  return countCodes([...actions, ...alongside], (a) =>
    (kind === "workforces" && a.workforce !== id ? [a.workforce, ...a.jointWith] : a.jointWith).filter(
      (code) => code !== id,
    ),
  )
}

interface Edge {
  readonly other: RegisteredName
  readonly count: number
}

/** Whom an organisation supported, and who supported it, with the number of statements. */
function edgesOf({ kind, id, statements }: Thing): { readonly to: readonly Edge[]; readonly from: readonly Edge[] } {
  if (kind !== "organisations") return { to: [], from: [] }
  const edges = statements.flatMap((s) => s.solidarity)
  const count = (others: readonly RegisteredName[]): Edge[] => {
    const found = new Map<string, { readonly other: RegisteredName; count: number }>()
    for (const other of others) {
      const known = found.get(other.id)
      if (known === undefined) found.set(other.id, { other, count: 1 })
      else known.count++
    }
    return [...found.values()].sort((a, b) => b.count - a.count || (a.other.id < b.other.id ? -1 : 1))
  }
  return {
    to: count(edges.filter((e) => e.from.id === id).map((e) => e.to)),
    from: count(edges.filter((e) => e.to.id === id).map((e) => e.from)),
  }
}

const Edges: FC<{ head: string; edges: readonly Edge[]; lang: Lang }> = ({ head, edges, lang }) =>
  edges.length === 0 ? null : (
    <section>
      <CountTable
        head={head}
        caption={thingWords(lang).statementsOf}
        lang={lang}
        rows={edges.map(({ other, count }) => ({
          label: other[lang],
          count,
          href: thingAddress(lang, "organisations", other.id),
        }))}
      />
    </section>
  )

/** A statement in one line: who, when, where it can be read. */
export const StatementLine: FC<{ statement: PublishedStatement; lang: Lang }> = ({ statement, lang }) => {
  const words = wordsOf(lang)
  const { issuer, published, source } = statement
  return (
    <>
      {issuer === null ? (
        <span class="soft">{words.noSource}</span>
      ) : (
        <a href={thingAddress(lang, "organisations", issuer.id)}>
          <bdi>{issuer[lang]}</bdi>
        </a>
      )}
      {published !== null && (
        <span class="soft">
          {" · "}
          <time datetime={published}>{formatDay(published, lang, firstCalendar(lang))}</time>
        </span>
      )}
      {source.url !== null && (
        <>
          {" · "}
          <a href={source.url} rel="noreferrer nofollow external" dir="ltr" class="address">
            {source.url}
          </a>
        </>
      )}
    </>
  )
}
