import type { Child, FC } from "hono/jsx"
import type { LocalAction, PublishedAction } from "../../record/types.ts"
import type { Catalogue } from "../catalogue.ts"
import { dotsOf } from "../map.ts"
import { listAddress } from "../query.ts"
import { Connections, StateHistory } from "../things/connections.tsx"
import { thingAddress } from "../things/kinds.ts"
import { thingWords } from "../things/words.ts"
import { firstCalendar, formatDay, formatWhen, otherCalendar } from "../words/dates.ts"
import type { Words } from "../words/fa.ts"
import { type LabelKind, type Lang, labelOf, wordsOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { provinceName } from "../words/provinces.ts"
import { deedOf, placeName, titleOf } from "../words/title.ts"
import { Layout, type PageContext } from "./layout.tsx"
import { PlaceMap, SourceItem, WhenLine } from "./parts.tsx"

/** One action: its fields, places, both calendars, what it hangs together with, sources by address, day and fingerprint. */
export const ActionPage: FC<{ context: PageContext; catalogue: Catalogue; action: PublishedAction }> = ({
  context,
  catalogue,
  action,
}) => {
  const { lang } = context
  const words = wordsOf(lang)
  const title = titleOf(action, lang)
  if (action.state === "retracted") {
    return (
      <Layout context={context} title={title} current="actions">
        <h1>{title}</h1>
        <p class="note">{words.retracted}</p>
        <p class="hash">{action.id}</p>
      </Layout>
    )
  }
  const dots = dotsOf(action)
  return (
    <Layout context={context} title={title} current={action.isCall ? "calls" : "actions"}>
      <h1>{deedOf(action, lang)}</h1>
      <p class="when lead">
        <WhenLine action={action} lang={lang} />
      </p>
      <p class="note">{takenOver(action, words) ?? words.states[standing(action)]}</p>
      {action.coarse && <p class="note">{words.coarse}</p>}
      {action.isCall && (
        <p>
          <a class="more" href={`/${lang}/calls/${action.id}`}>
            {thingWords(lang).callPage}
          </a>
        </p>
      )}
      <div class={dots.length > 0 ? "two" : ""}>
        <Fields action={action} lang={lang} />
        {dots.length > 0 && (
          <section>
            <PlaceMap context={context} dots={dots} />
          </section>
        )}
      </div>
      <Quotes action={action} context={context} />
      <Connections action={action} catalogue={catalogue} lang={lang} />
      <h2>{words.sources}</h2>
      <ol class="sources">
        {action.sources.map((source) => (
          <SourceItem source={source} imported={action.origin === "import"} lang={lang} />
        ))}
      </ol>
      <StateHistory action={action} catalogue={catalogue} lang={lang} />
      <h2>{words.cite}</h2>
      <p>
        <bdi>{words.citation(title, action.id)}</bdi>
      </p>
      <p>
        <a class="more" href={`/${lang}/actions/${action.id}.json`}>
          {words.machineForm}
        </a>
      </p>
      {context.send === true && (
        <p>
          <a class="more" href={`/${lang}/send?about=${action.id}`} rel="nofollow">
            {thingWords(lang).report}
          </a>
        </p>
      )}
    </Layout>
  )
}

const Fields: FC<{ action: PublishedAction; lang: Lang }> = ({ action, lang }) => {
  const words = wordsOf(lang)
  const first = firstCalendar(lang)
  const none = <span class="soft">{words.unknown}</span>
  const labels = (kind: LabelKind, codes: readonly string[], linked?: "workforces" | "form" | "demands"): Child =>
    codes.length === 0 ? (
      none
    ) : (
      <ul class="plain">
        {codes.map((code) => (
          <li>
            {linked === undefined ? (
              labelOf(kind, code, lang)
            ) : (
              <a href={linked === "form" ? listAddress(lang, { form: code }) : thingAddress(lang, linked, code)}>
                {labelOf(kind, code, lang)}
              </a>
            )}
          </li>
        ))}
      </ul>
    )
  const rows: readonly (readonly [name: string, value: Child, shown?: boolean])[] = [
    [
      words.date,
      action.start === null ? (
        none
      ) : (
        <>
          <div>{formatWhen(action, lang, first)}</div>
          <div class="soft">{formatWhen(action, lang, otherCalendar(first))}</div>
        </>
      ),
    ],
    [words.places, <Places action={action} lang={lang} />],
    [words.workforce, labels("workforces", [action.workforce], "workforces")],
    [words.jointWith, labels("workforces", action.jointWith, "workforces"), action.jointWith.length > 0],
    [words.form, labels("forms", action.forms, "form")],
    [words.status, labelOf("statuses", action.status, lang)],
    [
      words.workplace,
      action.workplace === null ? (
        none
      ) : (
        <a href={thingAddress(lang, "workplaces", action.workplace.id)}>
          <bdi>{action.workplace[lang]}</bdi>
        </a>
      ),
      // Where it is held back it is not “not told”; the note above says so.
      !action.coarse,
    ],
    [
      words.organisations,
      <ul class="plain">
        {action.organisations.map((o) => (
          <li>
            <a href={thingAddress(lang, "organisations", o.id)}>
              <bdi>{o[lang]}</bdi>
            </a>
          </li>
        ))}
      </ul>,
      action.organisations.length > 0,
    ],
    [words.participants, action.participants === null ? none : participantsText(action.participants, lang)],
    [words.employment, labels("employment", action.employment), action.employment.length > 0],
    [words.demands, labels("demands", action.demands, "demands")],
    [words.character, labelOf("character", action.character, lang)],
    [words.outcomes, labels("outcomes", action.outcomes)],
    [words.repression, labels("repression", action.repression)],
  ]
  return (
    <dl class="fields">
      {rows
        .filter(([, , shown]) => shown !== false)
        .map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

/** Words for what other people's record tells and nobody here has looked at; null for all else. */
function takenOver({ origin, state, reviewers }: PublishedAction, words: Words): string | null {
  if (origin !== "import") return null
  if (state === "unreviewed") return words.imported
  return state === "reviewed" && reviewers === 0 ? words.importedChecked : null
}

/** Which words say how far an action was checked. */
function standing({ state, reviewers }: PublishedAction): PublishedAction["state"] | "publishedByOne" {
  return state === "published" && reviewers < 2 ? "publishedByOne" : state
}

const Places: FC<{ action: PublishedAction; lang: Lang }> = ({ action, lang }) => {
  const words = wordsOf(lang)
  if (action.places.length === 0) return <span class="soft">{words.unknown}</span>
  return (
    <>
      <ul class="plain">
        {action.places.map((p) => {
          const province = p.type === "province" ? null : provinceName(p.provinceId, lang)
          const name = placeName(p, lang)
          return (
            <li>
              <PlaceName place={p} name={p.type === "province" ? words.provinceOf(name) : name} lang={lang} />
              {province !== null && p.provinceId !== null && (
                <span class="soft">
                  {" · "}
                  <a href={thingAddress(lang, "places", p.provinceId)}>{words.provinceOf(province)}</a>
                </span>
              )}
            </li>
          )
        })}
      </ul>
      {action.placesCount !== null && (
        <div class="soft">{words.placesTold(formatNumber(action.placesCount, lang))}</div>
      )}
    </>
  )
}

/** Words of its reports that people let the public see, each with where it stands. */
const Quotes: FC<{ action: PublishedAction; context: PageContext }> = ({ action, context: { lang } }) => {
  const words = wordsOf(lang)
  if (action.quotes.length === 0) return null
  return (
    <section class="quotes">
      <h2>{words.quotes}</h2>
      {action.quotes.map(({ text, reportId }) => {
        const from = action.sources.find((source) => source.reportId === reportId)
        return (
          <figure>
            <blockquote dir="auto">{text}</blockquote>
            <figcaption>
              <bdi>
                {from?.source == null ? words.noSource : lang === "fa" ? from.source.nameFa : from.source.nameEn}
              </bdi>
              {from?.published != null && (
                <>
                  {" · "}
                  <time datetime={from.published}>{formatDay(from.published, lang, firstCalendar(lang))}</time>
                </>
              )}
            </figcaption>
          </figure>
        )
      })}
    </section>
  )
}

/** A place with its page; a country, or a name that the gazetteer does not know, has none. */
const PlaceName: FC<{ place: LocalAction; name: string; lang: Lang }> = ({ place, name, lang }) =>
  place.placeId === null || place.type === "country" ? (
    <bdi>{name}</bdi>
  ) : (
    <a href={thingAddress(lang, "places", place.placeId)}>
      <bdi>{name}</bdi>
    </a>
  )

function participantsText(n: { readonly min: number; readonly max: number | null }, lang: Lang): string {
  const words = wordsOf(lang)
  if (n.max === null) return words.onward(formatNumber(n.min, lang))
  if (n.max === n.min) return words.people(formatNumber(n.min, lang))
  return words.peopleRange(formatNumber(n.min, lang), formatNumber(n.max, lang))
}
