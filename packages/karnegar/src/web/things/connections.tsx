import type { FC } from "hono/jsx"
import type { Band } from "../../record/generalise.ts"
import type { PublishedAction } from "../../record/types.ts"
import type { Catalogue } from "../catalogue.ts"
import { ActionList } from "../pages/parts.tsx"
import { codeWord } from "../words/code-words.ts"
import { firstCalendar, formatDay } from "../words/dates.ts"
import { type Lang, labelOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { deedOf } from "../words/title.ts"
import { coverageIn } from "./coverage.ts"
import { type Gains, gainsOf, isWon } from "./figures.ts"
import { gather } from "./gather.ts"
import { thingAddress } from "./kinds.ts"
import { gainsSentence } from "./parts.tsx"
import { thingWords } from "./words.ts"

/** Demands of an action that are looked at, and winners shown for each. */
const DEMANDS = 3
const WINNERS = 3

/** What an action hangs together with: calls it answers, campaigns, cases that followed, and who else raised its demands and won. */
export const Connections: FC<{ action: PublishedAction; catalogue: Catalogue; lang: Lang }> = ({
  action,
  catalogue,
  lang,
}) => {
  const words = thingWords(lang)
  const calls = callsAnsweredBy(catalogue, action)
  const campaigns = catalogue.links.campaigns.filter((c) => c.actionIds.includes(action.id))
  const cases = catalogue.links.cases.ofActions.get(action.id)
  return (
    <>
      {calls.length > 0 && (
        <>
          <h2>{words.answersCalls}</h2>
          <ul class="plain">
            {calls.map((call) => (
              <li>
                <a href={`/${lang}/calls/${call.id}`}>{deedOf(call, lang)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {campaigns.length > 0 && (
        <>
          <h2>{words.inCampaigns}</h2>
          <ul class="plain">
            {campaigns.map((campaign) => (
              <li>
                <a href={thingAddress(lang, "campaigns", campaign.id)}>
                  <bdi>{campaign[lang]}</bdi>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {cases?.persons != null && (
        <>
          <h2>{words.casesTitle}</h2>
          <p>{words.linkedCases(bandText(cases.cases, lang), bandText(cases.persons, lang))}</p>
        </>
      )}
      {action.demands.length > 0 && <Others action={action} catalogue={catalogue} lang={lang} />}
    </>
  )
}

/** Who else raised the demands of an action, and who won. */
const Others: FC<{ action: PublishedAction; catalogue: Catalogue; lang: Lang }> = ({ action, catalogue, lang }) => {
  const words = thingWords(lang)
  const { demands } = gather(catalogue).things
  const shown = action.demands.slice(0, DEMANDS).map((demand) => {
    const others = (demands.get(demand)?.actions ?? []).filter((a) => a.id !== action.id)
    return { demand, others, gains: gainsOf(others, demand) }
  })
  return (
    <>
      <h2>{words.others}</h2>
      {shown.map(({ demand, others, gains }) => {
        const won = others.filter((a) => isWon(a, demand)).slice(0, WINNERS)
        return (
          <section>
            <h3>
              <a href={thingAddress(lang, "demands", demand)}>{labelOf("demands", demand, lang)}</a>
            </h3>
            <p>{othersSentence(gains, lang)}</p>
            {won.length > 0 && (
              <>
                <p class="soft">{words.othersWon}</p>
                <ActionList actions={won} lang={lang} />
              </>
            )}
          </section>
        )
      })}
      {shown.some(({ gains }) => gains.of > 0 && gains.known === 0) && <p class="soft">{words.unknownNote}</p>}
    </>
  )
}

function othersSentence(gains: Gains, lang: Lang): string {
  const words = thingWords(lang)
  if (gains.of === 0) return words.othersNone
  if (gains.known === 0) return words.othersUnknown(formatNumber(gains.of, lang))
  return `${words.othersOf(formatNumber(gains.of, lang))} ${gainsSentence(gains, lang)}`
}

/** The states that people put an action into, each with its day. */
export const StateHistory: FC<{ action: PublishedAction; catalogue: Catalogue; lang: Lang }> = ({
  action,
  catalogue,
  lang,
}) => {
  const steps = catalogue.links.states.get(action.id) ?? []
  if (steps.length === 0) return null
  const words = thingWords(lang)
  // What came with an import was not done here by anybody.
  const cameChecked = action.origin === "import" && action.reviewers === 0
  return (
    <>
      <h2>{words.stateHistory}</h2>
      <ol class="plain">
        {steps.map(({ state, day }, i) => (
          <li>
            <time datetime={day}>{formatDay(day, lang, firstCalendar(lang))}</time> ·{" "}
            {cameChecked && i === 0 && state === "reviewed" ? words.cameChecked : codeWord("states", state, lang)}
          </li>
        ))}
      </ol>
    </>
  )
}

/** Calls that an action answers: those of its workforce, and those that a person tied it to. */
function callsAnsweredBy(catalogue: Catalogue, action: PublishedAction): readonly PublishedAction[] {
  if (action.isCall) return []
  const decided = new Set(
    catalogue.links.callAnswers.filter((a) => a.actionId === action.id && a.answers).map((a) => a.callId),
  )
  const { calls } = gather(catalogue)
  return calls
    .filter((call) => decided.has(call.id) || (call.workforce === action.workforce && isNear(call, action)))
    .filter((call) => coverageIn(catalogue, call).answers.some((a) => a.id === action.id))
}

/** Whether two could meet at all: asked before the whole coverage is. */
function isNear(call: PublishedAction, action: PublishedAction): boolean {
  if (call.start === null || action.start === null) return false
  return action.start <= (call.end ?? call.start) && (action.end ?? action.start) >= call.start
}

/** A band in words: «۱۰ تا ۱۹». */
export function bandText({ min, max }: Band, lang: Lang): string {
  const words = thingWords(lang)
  return max === null
    ? words.orMore(formatNumber(min, lang))
    : words.range(formatNumber(min, lang), formatNumber(max, lang))
}
