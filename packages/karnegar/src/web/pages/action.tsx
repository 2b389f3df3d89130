import type { Child, FC } from "hono/jsx"
import type { PublishedAction } from "../../record/types.ts"
import { provinceName } from "../catalogue.ts"
import { bubblesOf } from "../map.ts"
import { formatDay, formatWhen } from "../words/dates.ts"
import { type LabelKind, labelOf, wordsOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { titleOf } from "../words/title.ts"
import { Layout, type PageContext } from "./layout.tsx"
import { MapFigure } from "./parts.tsx"

/** One action: its fields, places, both calendars, sources by address, day and fingerprint. */
export const ActionPage: FC<{ context: PageContext; action: PublishedAction }> = ({ context, action }) => {
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
  const labels = (kind: LabelKind, codes: readonly string[]): Child =>
    codes.length === 0 ? (
      <span class="soft">{words.unknown}</span>
    ) : (
      <ul class="tags">
        {codes.map((code) => (
          <li>{labelOf(kind, code, lang)}</li>
        ))}
      </ul>
    )
  const first = lang === "fa" ? "jalali" : "gregorian"
  const second = lang === "fa" ? "gregorian" : "jalali"
  return (
    <Layout context={context} title={title} current={action.isCall ? "calls" : "actions"}>
      <h1>{title}</h1>
      <p class="note">
        <strong>{words.state}:</strong> {words.states[action.state]}
      </p>
      <div class="two">
        <section>
          <dl class="fields">
            <dt>{words.date}</dt>
            <dd>
              {formatWhen(action, lang, first)}
              {action.start !== null && (
                <>
                  <br />
                  <span class="soft">{formatWhen(action, lang, second)}</span>
                </>
              )}
            </dd>
            <dt>{words.form}</dt>
            <dd>{labels("forms", action.forms)}</dd>
            <dt>{words.status}</dt>
            <dd>{labelOf("statuses", action.status, lang)}</dd>
            <dt>{words.workforce}</dt>
            <dd>{labelOf("workforces", action.workforce, lang)}</dd>
            {action.jointWith.length > 0 && (
              <>
                <dt>{words.jointWith}</dt>
                <dd>{labels("workforces", action.jointWith)}</dd>
              </>
            )}
            <dt>{words.places}</dt>
            <dd>
              {action.places.length === 0 ? (
                <span class="soft">{words.unknown}</span>
              ) : (
                <ul class="tags">
                  {action.places.map((p) => {
                    const province = provinceName(p.provinceId, lang)
                    const name = lang === "fa" ? p.nameFa : p.nameEn
                    return (
                      <li>
                        <bdi>{name}</bdi>
                        {province !== null && province !== name && (
                          <span class="soft">
                            {" "}
                            · <bdi>{province}</bdi>
                          </span>
                        )}
                      </li>
                    )
                  })}
                </ul>
              )}
              {action.placesCount !== null && (
                <span class="soft">{words.placesTold(formatNumber(action.placesCount, lang))}</span>
              )}
            </dd>
            <dt>{words.workplace}</dt>
            <dd>
              {action.workplace === null ? (
                <span class="soft">{words.unknown}</span>
              ) : (
                <bdi>{action.workplace[lang]}</bdi>
              )}
            </dd>
            {action.organisations.length > 0 && (
              <>
                <dt>{words.organisations}</dt>
                <dd>
                  {action.organisations.map((o) => (
                    <div>
                      <bdi>{o[lang]}</bdi>
                    </div>
                  ))}
                </dd>
              </>
            )}
            <dt>{words.participants}</dt>
            <dd>
              {action.participants === null ? (
                <span class="soft">{words.unknown}</span>
              ) : (
                participantsText(action.participants, context.lang)
              )}
            </dd>
            {action.employment.length > 0 && (
              <>
                <dt>{words.employment}</dt>
                <dd>{labels("employment", action.employment)}</dd>
              </>
            )}
            <dt>{words.character}</dt>
            <dd>{labelOf("character", action.character, lang)}</dd>
            <dt>{words.demands}</dt>
            <dd>{labels("demands", action.demands)}</dd>
            <dt>{words.outcomes}</dt>
            <dd>{labels("outcomes", action.outcomes)}</dd>
            <dt>{words.repression}</dt>
            <dd>{labels("repression", action.repression)}</dd>
          </dl>
        </section>
        <section>
          <MapFigure bubbles={bubblesOf([action])} lang={lang} />
        </section>
      </div>
      <h2>{words.sources}</h2>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.source}</th>
              <th scope="col">{words.published}</th>
              <th scope="col">{words.address}</th>
            </tr>
          </thead>
          <tbody>
            {action.sources.map((s) => (
              <>
                <tr>
                  <td>
                    {s.source === null ? (
                      words.noSource
                    ) : (
                      <bdi>{lang === "fa" ? s.source.nameFa : s.source.nameEn}</bdi>
                    )}
                  </td>
                  <td>{s.published === null ? words.unknown : formatDay(s.published, lang, first)}</td>
                  <td>
                    {s.url === null ? (
                      words.noAddress
                    ) : (
                      <a href={s.url} rel="noreferrer nofollow" dir="ltr">
                        {s.url}
                      </a>
                    )}
                  </td>
                </tr>
                <tr>
                  <td colspan={3}>
                    <span class="soft">{words.fingerprint}</span>
                    <br />
                    <span class="hash">{s.sha256}</span>
                  </td>
                </tr>
              </>
            ))}
          </tbody>
        </table>
      </div>
      <h2>{words.cite}</h2>
      <p>
        <bdi>{words.citation(title, action.id)}</bdi>
      </p>
      <p>
        <a href={`/${lang}/actions/${action.id}.json`}>{words.machineForm}</a>
      </p>
    </Layout>
  )
}

function participantsText(n: { readonly min: number; readonly max: number | null }, lang: "fa" | "en"): string {
  const words = wordsOf(lang)
  if (n.max === null) return words.onward(formatNumber(n.min, lang))
  if (n.max === n.min) return words.people(formatNumber(n.min, lang))
  return words.peopleRange(formatNumber(n.min, lang), formatNumber(n.max, lang))
}
