import { BY_ACTION } from "@karnegar/index"
import type { FC } from "hono/jsx"
import type { Catalogue } from "../catalogue.ts"
import { Layout, type PageContext } from "../pages/layout.tsx"
import { CountTable } from "../pages/parts.tsx"
import { listAddress } from "../query.ts"
import { figureWords } from "../words/counting.ts"
import { type Lang, labelOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { type Pair, pairsOf, supportsOf } from "./across.ts"
import { acrossWords } from "./across-words.ts"
import { countCodes } from "./figures.ts"
import { gather } from "./gather.ts"
import { thingAddress } from "./kinds.ts"
import { CiteSection } from "./parts.tsx"
import { thingWords } from "./words.ts"

/** Workforces in the matrix: those that acted together most; the list holds all. */
const IN_MATRIX = 12

/** Who stood with whom across the record: a matrix and the same as a list, support between organisations, sympathy. */
export const SolidarityPage: FC<{ context: PageContext; catalogue: Catalogue }> = ({ context, catalogue }) => {
  const { lang } = context
  const words = acrossWords(lang)
  const { actions } = gather(catalogue)
  const pairs = pairsOf(actions)
  const supports = supportsOf(catalogue.links.statements)
  const sympathy = actions.filter((a) => a.character === "sympathy")
  const name = (code: string) => labelOf("workforces", code, lang)
  return (
    <Layout context={context} title={words.solidarity} current="subjects">
      <p class="kind">
        <a href={`/${lang}/subjects`}>{thingWords(lang).subjects}</a>
      </p>
      <h1>{words.solidarity}</h1>
      <p class="lead">{words.solidarityLead}</p>
      <h2>{words.matrix}</h2>
      {pairs.length === 0 ? (
        <p>{words.matrixNone}</p>
      ) : (
        <>
          <p class="soft">{words.matrixNote}</p>
          <Matrix pairs={pairs} lang={lang} />
          <CountTable
            head={words.pair}
            caption={figureWords(BY_ACTION, actions, lang)}
            lang={lang}
            rows={pairs.map(({ a, b, count }) => ({ label: words.both(name(a), name(b)), count }))}
          />
        </>
      )}
      <h2>{words.edges}</h2>
      {supports.length === 0 ? (
        <p>{words.edgesNone}</p>
      ) : (
        <table>
          <caption class="hidden">{words.edges}</caption>
          <thead>
            <tr>
              <th scope="col">{words.from}</th>
              <th scope="col">{words.to}</th>
              <th scope="col">{words.count}</th>
            </tr>
          </thead>
          <tbody>
            {supports.map(({ from, to, count }) => (
              <tr>
                <th scope="row">
                  <a href={thingAddress(lang, "organisations", from.id)}>
                    <bdi>{from[lang]}</bdi>
                  </a>
                </th>
                <td>
                  <a href={thingAddress(lang, "organisations", to.id)}>
                    <bdi>{to[lang]}</bdi>
                  </a>
                </td>
                <td>{formatNumber(count, lang)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <h2>{words.sympathy}</h2>
      {sympathy.length === 0 ? (
        <p>{words.sympathyNone}</p>
      ) : (
        <CountTable
          head={thingWords(lang).kinds.workforces.head}
          caption={figureWords(BY_ACTION, sympathy, lang)}
          lang={lang}
          rows={countCodes(sympathy, (a) => [a.workforce]).map(([code, count]) => ({
            label: name(code),
            count,
            href: listAddress(lang, { kind: "actions", workforce: code, character: "sympathy" }),
          }))}
        />
      )}
      <CiteSection context={context} title={words.solidarity} address="/solidarity" />
    </Layout>
  )
}

/** Each pair twice, as a matrix has it; nothing on the diagonal. It is wider than a phone and moves inside itself. */
const Matrix: FC<{ pairs: readonly Pair[]; lang: Lang }> = ({ pairs, lang }) => {
  const words = acrossWords(lang)
  const weights = new Map<string, number>()
  for (const { a, b, count } of pairs) for (const code of [a, b]) weights.set(code, (weights.get(code) ?? 0) + count)
  const codes = [...weights]
    .sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1))
    .slice(0, IN_MATRIX)
    .map(([code]) => code)
  const counts = new Map(
    pairs.flatMap(({ a, b, count }) => [[`${a} ${b}`, count] as const, [`${b} ${a}`, count] as const]),
  )
  const name = (code: string) => labelOf("workforces", code, lang)
  return (
    <section class="scroll" aria-label={words.matrix} tabindex={0}>
      <table class="matrix">
        <caption class="hidden">{words.matrix}</caption>
        <thead>
          <tr>
            <td />
            {codes.map((code) => (
              <th scope="col">{name(code)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {codes.map((row) => (
            <tr>
              <th scope="row">
                <a href={thingAddress(lang, "workforces", row)}>{name(row)}</a>
              </th>
              {codes.map((column) => {
                const count = counts.get(`${row} ${column}`)
                return <td>{row === column ? "" : count === undefined ? "·" : formatNumber(count, lang)}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
