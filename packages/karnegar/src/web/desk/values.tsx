/** Values of an action's fields in words, and what changed of them. */
import type { FC } from "hono/jsx"
import type { ActionFields } from "../../record/fields.ts"
import type { ToldOutcome } from "../../record/links.ts"
import type { Change, LinkChange } from "../../record/review.ts"
import { type CodeList, codeWord } from "../words/code-words.ts"
import { firstCalendar, formatDay } from "../words/dates.ts"
import type { Lang } from "../words/language.ts"
import { formatPlain } from "../words/numbers.ts"
import { placeLabel, rangeText } from "./controls.ts"
import type { DeskNames } from "./names.ts"
import { linkWords } from "./words/links.ts"
import { quoteWords } from "./words/quotes.ts"
import { reviewWords } from "./words/review.ts"

const LISTS: Partial<Record<Change["field"], CodeList>> = {
  forms: "forms",
  status: "statuses",
  precision: "precisions",
  workforce: "workforces",
  jointWith: "workforces",
  employment: "employment",
  character: "character",
  demands: "demands",
  outcomes: "outcomes",
  repression: "repression",
  enterpriseType: "enterprise_types",
  stateResponse: "state_responses",
  employerResponse: "employer_responses",
  settlement: "settlements",
  evidence: "evidence",
}

/** A value of a field in words; a dash where nothing is told. */
export function valueText(field: Change["field"], value: unknown, lang: Lang, names: DeskNames): string {
  const words = reviewWords[lang]
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return words.none
  if (field === "assignee") return String(value)
  if (field === "state") return words.states[value as keyof typeof words.states] ?? String(value)
  const comma = lang === "fa" ? "، " : ", "
  if (field === "links") return (value as readonly LinkChange[]).map((link) => linkText(link, lang)).join(comma)
  if (field === "outcomeEvents")
    return (value as readonly ToldOutcome[])
      .map(({ outcome, demand, day }) =>
        [
          codeWord("outcomes", outcome, lang),
          ...(demand === null ? [] : [codeWord("demands", demand, lang)]),
          ...(day === null ? [] : [formatDay(day, lang, firstCalendar(lang))]),
        ].join(" · "),
      )
      .join(comma)
  if (field === "quotes")
    return (value as readonly { readonly text: string; readonly approved: boolean }[])
      .map(({ text, approved }) => `«${text}» (${quoteWords[lang][approved ? "approved" : "waits"]})`)
      .join(" ")
  const list = LISTS[field]
  if (list !== undefined)
    return [value]
      .flat()
      .map((code) => codeWord(list, String(code), lang))
      .join(comma)
  if (field === "places")
    return (value as ActionFields["places"]).map((place) => placeLabel(place, names, lang)).join(comma)
  if (field === "workplaceId") return names.label("workplaces", String(value))
  if (field === "organisationIds") return (value as string[]).map((id) => names.label("organisations", id)).join(comma)
  if (typeof value === "number") return formatPlain(value, lang)
  if (typeof value === "string") return formatDay(value, lang, firstCalendar(lang))
  return rangeText(value as ActionFields["participants"], lang)
}

/** A link by the id or key of what it leads to: names of it may change. */
function linkText({ what, a, b, answers }: LinkChange, lang: Lang): string {
  const words = linkWords[lang]
  if (what === "campaign.joined") return `${words.campaign} ${b}`
  if (what === "event.linked") return `${words.event} ${b}`
  if (what === "action.follows") return `${a} ${words.follows} ${b}`
  return `${b} ${answers ? words.answers : words.answersNot} ${a}`
}

/** What a step changed, field by field: before → after. */
export const ChangeList: FC<{ changes: readonly Change[]; lang: Lang; names: DeskNames }> = ({
  changes,
  lang,
  names,
}) => {
  const words = reviewWords[lang]
  const nameOf = (field: Change["field"]) =>
    field === "start" || field === "end" || field === "precision" || field === "lastSeenOngoing"
      ? words.dayFields[field]
      : words.fields[field]
  return (
    <dl class="changes">
      {changes.map(({ field, before, after }) => (
        <div>
          <dt>{nameOf(field)}</dt>
          <dd>
            <del>
              <span class="hidden">{words.before}: </span>
              <bdi>{valueText(field, before, lang, names)}</bdi>
            </del>{" "}
            <span aria-hidden="true">{lang === "fa" ? "←" : "→"}</span>{" "}
            <ins>
              <span class="hidden">{words.after}: </span>
              <bdi>{valueText(field, after, lang, names)}</bdi>
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}
