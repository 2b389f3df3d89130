import type { FC } from "hono/jsx"
import type { PublishedAction } from "../../record/types.ts"
import type { Catalogue } from "../catalogue.ts"
import { dotsOf } from "../map.ts"
import { Layout, type PageContext } from "../pages/layout.tsx"
import { ActionList, PlaceMap, WhenLine } from "../pages/parts.tsx"
import { type Lang, labelOf, wordsOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { deedOf, titleOf } from "../words/title.ts"
import { coverageIn, type PublicCoverage } from "./coverage.ts"
import { gather } from "./gather.ts"
import { registered, thingAddress } from "./kinds.ts"
import { nowOf, todayUtc } from "./now.ts"
import { CiteSection } from "./parts.tsx"
import { thingWords } from "./words.ts"

/** One call: who called whom for when and what, and in which of the announced places it was answered. */
export const CallPage: FC<{ context: PageContext; catalogue: Catalogue; call: PublishedAction }> = ({
  context,
  catalogue,
  call,
}) => {
  const { lang } = context
  const words = thingWords(lang)
  const coverage = coverageIn(catalogue, call)
  const now = nowOf(gather(catalogue).actions, todayUtc())
  const dots = dotsOf(call)
  const isAhead = call.start !== null && call.start > now.day
  return (
    <Layout context={context} title={deedOf(call, lang)} current="calls">
      <p class="kind">
        <a href={`/${lang}/calls`}>{words.calls}</a>
      </p>
      <h1>{deedOf(call, lang)}</h1>
      <p class="when lead">
        <WhenLine action={call} lang={lang} />
        <span class="call">{labelOf("statuses", call.status, lang)}</span>
      </p>
      <dl class="fields">
        <div>
          <dt>{words.whoCalled}</dt>
          <dd>
            {call.organisations.length === 0 ? (
              <span class="soft">{wordsOf(lang).unknown}</span>
            ) : (
              <Links kind="organisations" of={call.organisations.map((o) => [o.id, o[lang]])} lang={lang} />
            )}
          </dd>
        </div>
        <div>
          <dt>{wordsOf(lang).workforce}</dt>
          <dd>
            <Links
              kind="workforces"
              of={[call.workforce, ...call.jointWith].map((code) => [code, labelOf("workforces", code, lang)])}
              lang={lang}
            />
          </dd>
        </div>
        <div>
          <dt>{wordsOf(lang).demands}</dt>
          <dd>
            {call.demands.length === 0 ? (
              <span class="soft">{wordsOf(lang).unknown}</span>
            ) : (
              <Links
                kind="demands"
                of={call.demands.map((code) => [code, labelOf("demands", code, lang)])}
                lang={lang}
              />
            )}
          </dd>
        </div>
      </dl>
      <p>
        <a class="more" href={`/${lang}/actions/${call.id}`}>
          {words.callRecord}
        </a>
      </p>
      <h2>{words.coverage}</h2>
      {isAhead && <p class="note">{words.coverageAhead}</p>}
      <div class={dots.length > 0 ? "two" : ""}>
        <Coverage coverage={coverage} lang={lang} />
        {dots.length > 0 && (
          <section>
            <PlaceMap context={context} dots={dots} />
          </section>
        )}
      </div>
      <p class="soft">{words.coverageNote}</p>
      <h2>{words.answers}</h2>
      {coverage.answers.length === 0 ? (
        <p>{words.answersNone}</p>
      ) : (
        <ActionList actions={coverage.answers} lang={lang} />
      )}
      <CiteSection context={context} title={titleOf(call, lang)} address={`/calls/${call.id}`} />
    </Layout>
  )
}

const Links: FC<{
  kind: "organisations" | "workforces" | "demands"
  of: readonly (readonly [id: string, name: string])[]
  lang: Lang
}> = ({ kind, of, lang }) => (
  <ul class="plain">
    {of.map(([id, name]) => (
      <li>
        <a href={thingAddress(lang, kind, id)}>
          <bdi>{name}</bdi>
        </a>
      </li>
    ))}
  </ul>
)

/** “An action was seen in 3 of 5 announced places”, and each of them. */
const Coverage: FC<{ coverage: PublicCoverage; lang: Lang }> = ({ coverage, lang }) => {
  const words = thingWords(lang)
  const n = (value: number) => formatNumber(value, lang)
  const { announced, observed, unannounced, toldCount } = coverage
  const seen = new Map(observed.map((o) => [o.placeId, o.actionId]))
  const place = (id: string) => (
    <a href={thingAddress(lang, "places", id)}>
      <bdi>{registered("places", id)?.[lang] ?? id}</bdi>
    </a>
  )
  return (
    <section>
      <p>{announced.length === 0 ? words.coverageNone : words.coverageOf(n(observed.length), n(announced.length))}</p>
      {toldCount !== null && toldCount > announced.length && <p class="soft">{words.coverageTold(n(toldCount))}</p>}
      {announced.length > 0 && (
        <table>
          <caption class="hidden">{words.coverage}</caption>
          <thead>
            <tr>
              <th scope="col">{words.announced}</th>
              <th scope="col">{words.coverage}</th>
            </tr>
          </thead>
          <tbody>
            {announced.map((id) => {
              const actionId = seen.get(id)
              return (
                <tr>
                  <th scope="row">{place(id)}</th>
                  <td>
                    {actionId === undefined ? (
                      <span class="soft">{words.notSeen}</span>
                    ) : (
                      <a href={`/${lang}/actions/${actionId}`}>{words.seen}</a>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {unannounced.length > 0 && (
        <>
          <h3>{words.unannounced}</h3>
          <p>{words.coverageMore(n(unannounced.length))}</p>
          <ul class="plain">
            {unannounced.map(({ placeId, actionId }) => (
              <li>
                {place(placeId)} · <a href={`/${lang}/actions/${actionId}`}>{words.seen}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
