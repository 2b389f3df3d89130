import { BY_ACTION } from "@karnegar/index"
import type { FC } from "hono/jsx"
import type { CaseCount } from "../../record/published-links.ts"
import type { PublishedAction } from "../../record/types.ts"
import type { Catalogue } from "../catalogue.ts"
import { Layout, type PageContext } from "../pages/layout.tsx"
import { CountTable } from "../pages/parts.tsx"
import { listAddress } from "../query.ts"
import { figureWords } from "../words/counting.ts"
import { firstCalendar } from "../words/dates.ts"
import { type Lang, labelOf, wordsOf } from "../words/language.ts"
import { formatNumber, formatPlain } from "../words/numbers.ts"
import { provinceName } from "../words/provinces.ts"
import { byYear } from "./across.ts"
import { acrossWords } from "./across-words.ts"
import { bandText } from "./connections.tsx"
import { countCodes } from "./figures.ts"
import { gather } from "./gather.ts"
import { CiteSection } from "./parts.tsx"
import { thingWords } from "./words.ts"

/** Repression across the record: numbers of actions, and of cases as bands; of persons nothing else. */
export const RepressionPage: FC<{ context: PageContext; catalogue: Catalogue }> = ({ context, catalogue }) => {
  const { lang } = context
  const words = acrossWords(lang)
  const told = thingWords(lang)
  const { actions } = gather(catalogue)
  const n = (value: number) => formatNumber(value, lang)
  const found = actions.filter(isRepressed)
  const caption = figureWords(BY_ACTION, found, lang)
  const ofWorkforce = new Map(countCodes(actions, (a) => [a.workforce]))
  const ofProvince = new Map(countCodes(actions, provincesOf))
  const { byRepression, byStage } = catalogue.links.cases
  return (
    <Layout context={context} title={words.repression} current="subjects">
      <p class="kind">
        <a href={`/${lang}/subjects`}>{told.subjects}</a>
      </p>
      <h1>{words.repression}</h1>
      <p class="lead">{words.repressionLead}</p>
      <p>
        {found.length === 0
          ? told.repressedNone(n(actions.length))
          : told.repressed(n(found.length), n(actions.length))}
      </p>
      <p class="soft">{words.repressionNote}</p>
      {found.length > 0 && (
        <div class="two halves">
          <section>
            <h2>{words.kindsOf}</h2>
            <CountTable
              head={wordsOf(lang).repression}
              caption={caption}
              lang={lang}
              most={found.length}
              rows={countCodes(found, (a) => a.repression).map(([code, count]) => ({
                label: labelOf("repression", code, lang),
                count,
                href: listAddress(lang, { kind: "actions", repression: code }),
              }))}
            />
          </section>
          <section>
            <h2>{words.byWorkforce}</h2>
            <ShareTable
              head={told.kinds.workforces.head}
              caption={words.byWorkforce}
              lang={lang}
              rows={countCodes(found, (a) => [a.workforce]).map(([code, count]) => ({
                label: labelOf("workforces", code, lang),
                href: `/${lang}/workforces/${code}`,
                count,
                of: ofWorkforce.get(code) ?? 0,
              }))}
            />
          </section>
          <section>
            <h2>{told.byProvince}</h2>
            <ShareTable
              head={wordsOf(lang).province}
              caption={told.byProvince}
              lang={lang}
              rows={countCodes(found, provincesOf).map(([id, count]) => ({
                label: provinceName(id, lang) ?? id,
                href: `/${lang}/places/${id}`,
                count,
                of: ofProvince.get(id) ?? 0,
              }))}
            />
          </section>
          <section>
            <h2>{words.byYear}</h2>
            <ShareTable
              head={words.year}
              caption={words.byYear}
              lang={lang}
              rows={[...byYear(actions, firstCalendar(lang))].map(([year, own]) => ({
                label: formatPlain(year, lang),
                count: own.filter(isRepressed).length,
                of: own.length,
              }))}
            />
          </section>
        </div>
      )}
      <h2>{words.cases}</h2>
      {byRepression.length + byStage.length === 0 ? (
        <p>{words.casesNone}</p>
      ) : (
        <>
          <p class="soft">{words.casesNote}</p>
          <div class="two halves">
            <Cases
              head={words.casesBy.kind}
              counts={byRepression}
              label={(code) => labelOf("repression", code, lang)}
              lang={lang}
            />
            <Cases
              head={words.casesBy.stage}
              counts={byStage}
              label={(code) => words.stages[code] ?? code}
              lang={lang}
            />
          </div>
        </>
      )}
      <CiteSection context={context} title={words.repression} address="/repression" />
    </Layout>
  )
}

/** Whether repression is told of in an action. */
export function isRepressed(action: PublishedAction): boolean {
  return action.repression.length > 0
}

function provincesOf(action: PublishedAction): readonly string[] {
  return action.places.flatMap((p) => p.provinceId ?? [])
}

interface ShareRow {
  readonly label: string
  readonly href?: string
  readonly count: number
  readonly of: number
}

/** How many of how many: the number with repression never stands alone. */
const ShareTable: FC<{ head: string; caption: string; rows: readonly ShareRow[]; lang: Lang }> = ({
  head,
  caption,
  rows,
  lang,
}) => (
  <table class="counts things">
    <caption class="hidden">{caption}</caption>
    <thead>
      <tr>
        <th scope="col">{head}</th>
        <th scope="col" class="n">
          {thingWords(lang).columns.actions}
        </th>
        <th scope="col" class="n">
          {acrossWords(lang).share}
        </th>
      </tr>
    </thead>
    <tbody>
      {rows.map(({ label, href, count, of }) => (
        <tr>
          <th scope="row">{href === undefined ? label : <a href={href}>{label}</a>}</th>
          <td class="n">{formatNumber(of, lang)}</td>
          <td class="n">{formatNumber(count, lang)}</td>
        </tr>
      ))}
    </tbody>
  </table>
)

/** Cases in bands. */
const Cases: FC<{ head: string; counts: readonly CaseCount[]; label: (code: string) => string; lang: Lang }> = ({
  head,
  counts,
  label,
  lang,
}) => {
  const words = acrossWords(lang)
  return (
    <section>
      <table>
        <caption class="hidden">{words.casesNote}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col">{words.casesHead}</th>
            <th scope="col">{words.persons}</th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ code, cases, persons }) => (
            <tr>
              <th scope="row">{label(code)}</th>
              <td>{bandText(cases, lang)}</td>
              <td>{persons === null ? words.fewer : bandText(persons, lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
