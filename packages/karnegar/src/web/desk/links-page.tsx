/** The page of one action's links and outcomes. */
import { OUTCOMES } from "@karnegar/coder"
import type { Child, FC } from "hono/jsx"
import type { SignedIn } from "../../people/people.ts"
import type { ToldOutcome } from "../../record/links.ts"
import type { LinkChange, ReviewedAction } from "../../record/review.ts"
import type { PageContext } from "../pages/layout.tsx"
import { codeWord } from "../words/code-words.ts"
import { firstCalendar, formatDay, otherCalendar } from "../words/dates.ts"
import type { Lang } from "../words/language.ts"
import { DeskLayout, Field, Mark, Trouble } from "./layout.tsx"
import { briefOf, Done } from "./merge-page.tsx"
import type { DeskNames } from "./names.ts"
import type { Form } from "./route.ts"
import { linkWords } from "./words/links.ts"
import { reviewWords } from "./words/review.ts"

/** Something with an id and a name. */
interface Named {
  readonly id: string
  readonly label: string
}

/** A link that stands. */
export interface Tie {
  readonly decision: number
  readonly what: LinkChange["what"]
  /** The page's own action is the call that is answered, or the later of two. */
  readonly isFirst: boolean
  readonly answers: boolean
  /** Without an id where it is no action. */
  readonly other: { readonly id: string | null; readonly label: string }
}

interface Page {
  readonly context: PageContext
  readonly signedIn: SignedIn
  readonly action: ReviewedAction
  readonly names: DeskNames
  readonly ties: readonly Tie[]
  /** What people told, each with its decision. */
  readonly outcomes: readonly (ToldOutcome & { readonly decision: number })[]
  /** All that is public of it, by reports and people. */
  readonly reported: readonly ToldOutcome[]
  readonly calls: readonly Named[]
  readonly earlier: readonly Named[]
  readonly campaigns: readonly Named[]
  readonly events: readonly Named[]
  readonly mayLink: boolean
  /** A decision just made; 0 where it stood already. */
  readonly done: number | null
  readonly typed: Form
  readonly trouble: string | null
}

/** Links and outcomes of an action. */
export const LinksPage: FC<Page> = (props) => {
  const { context, signedIn, action, names, ties, mayLink, done, trouble } = props
  const { lang } = context
  const words = linkWords[lang]
  return (
    <DeskLayout context={context} title={words.links} signedIn={signedIn} current="queue" scripts={["desk.js"]}>
      {trouble !== null && <Trouble>{trouble}</Trouble>}
      {done === 0 && (
        <p class="note" role="status">
          {words.already}
        </p>
      )}
      <Done
        done={done === null || done === 0 ? null : { actionId: action.id, decision: done }}
        signedIn={signedIn}
        lang={lang}
        to="links"
      />
      <p class="lead">
        <bdi>{briefOf(action, lang, names)}</bdi>
      </p>
      <p class="when">
        <span class="call">{reviewWords[lang].states[action.state]}</span>
        <span class="hash">{action.id}</span>
        {action.reportIds.slice(0, 1).map((id) => (
          <a href={`/${lang}/desk/review/${id}`}>{reviewWords[lang].review}</a>
        ))}
        <a href={`/${lang}/desk/actions/${action.id}`}>{reviewWords[lang].history}</a>
      </p>
      <p>{words.lead}</p>
      <h2>{words.standing}</h2>
      {ties.length === 0 && <p>{words.none}</p>}
      <ul class="acts">
        {ties.map((tie) => (
          <li>
            {tieWord(tie, lang)}{" "}
            {tie.other.id === null ? (
              <bdi>{tie.other.label}</bdi>
            ) : (
              <a href={`/${lang}/desk/actions/${tie.other.id}/links`}>
                <bdi>{tie.other.label}</bdi>
              </a>
            )}
            {mayLink && <Remove {...props} decision={tie.decision} />}
          </li>
        ))}
      </ul>
      <Outcomes {...props} />
      {mayLink && <NewLinks {...props} />}
    </DeskLayout>
  )
}

/** How the page's action is tied to the other. */
function tieWord({ what, isFirst, answers }: Tie, lang: Lang): string {
  const words = linkWords[lang]
  if (what === "campaign.joined") return words.campaign
  if (what === "event.linked") return words.event
  if (what === "action.follows") return isFirst ? words.follows : words.followedBy
  if (isFirst) return answers ? words.answeredBy : words.notAnsweredBy
  return answers ? words.answers : words.answersNot
}

const Remove: FC<Page & { decision: number }> = ({ context: { lang }, signedIn, action, decision }) => (
  <form method="post" action={`/${lang}/desk/actions/${action.id}/undo`}>
    <Mark signedIn={signedIn} />
    <input type="hidden" name="decision" value={String(decision)} />
    <input type="hidden" name="to" value="links" />
    <button type="submit" class="quiet">
      {linkWords[lang].remove}
    </button>
  </form>
)

/** What came of it, by day: told by reports, and by people, whose word can be taken off. */
const Outcomes: FC<Page> = (props) => {
  const { context, outcomes, reported, mayLink } = props
  const { lang } = context
  const words = linkWords[lang]
  const isOwn = (one: ToldOutcome) =>
    outcomes.some((own) => own.outcome === one.outcome && own.demand === one.demand && own.day === one.day)
  const told = [
    ...reported.filter((one) => !isOwn(one)).map((one) => ({ ...one, decision: null })),
    ...outcomes.map((one) => ({ ...one })),
  ].sort((a, b) => ((a.day ?? "9999") < (b.day ?? "9999") ? -1 : 1))
  return (
    <>
      <h2>{words.outcomes}</h2>
      {told.length === 0 && <p>{words.noOutcomes}</p>}
      <ol class="acts outcomes">
        {told.map(({ outcome, demand, day, decision }) => (
          <li>
            <p class="when">
              {day === null ? (
                <span>{words.noDay}</span>
              ) : (
                <>
                  <time datetime={day}>{formatDay(day, lang, firstCalendar(lang))}</time>
                  <span class="soft">{formatDay(day, lang, otherCalendar(firstCalendar(lang)))}</span>
                </>
              )}
              {decision === null && <span class="soft">{words.byReports}</span>}
            </p>
            <strong>{codeWord("outcomes", outcome, lang)}</strong>
            {demand !== null && ` · ${codeWord("demands", demand, lang)}`}
            {mayLink && decision !== null && <Remove {...props} decision={decision} />}
          </li>
        ))}
      </ol>
    </>
  )
}

const NewLinks: FC<Page> = (props) => {
  const { context, action, calls, earlier, campaigns, events, typed } = props
  const { lang } = context
  const words = linkWords[lang]
  const kinds = Object.entries(words.kinds)
  const name = (key: string, label: string, suffix: string) => (
    <p class="field">
      <label for={`${key}-${suffix}`}>{label}</label>
      <input id={`${key}-${suffix}`} name={key} dir="auto" autocomplete="off" maxlength={200} />
    </p>
  )
  const bothNames = (suffix: string) => (
    <>
      {name("name_fa", words.nameFa, suffix)}
      {name("name_en", words.nameEn, suffix)}
    </>
  )
  const day = (label: string, suffix: string) => (
    <p class="field">
      <label for={`day-${suffix}`}>{label}</label>
      <input id={`day-${suffix}`} name="day" dir="auto" autocomplete="off" aria-describedby={`day-${suffix}-hint`} />
      <small id={`day-${suffix}-hint`} class="soft">
        {words.dayHint}
      </small>
    </p>
  )
  return (
    <>
      <Ask {...props} kind="outcome" title={words.tell} button={words.tell} open={typed.text("kind") === "outcome"}>
        <Choice
          of="outcome"
          name="outcome"
          label={words.outcome}
          options={OUTCOMES.map((code) => ({ id: code, label: codeWord("outcomes", code, lang) }))}
          empty={words.choose}
        />
        <Choice
          of="outcome"
          name="demand"
          label={words.demand}
          options={action.fields.demands.map((code) => ({ id: code, label: codeWord("demands", code, lang) }))}
          empty={words.anyDemand}
        />
        {day(words.day, "outcome")}
      </Ask>
      <h2>{words.add}</h2>
      <Ask {...props} kind="call" title={words.call} button={words.link} open={typed.text("kind") === "call"}>
        <Choice of="call" name="suggested" label={words.suggested} options={calls} empty={words.choose} />
        <Field name="other" label={words.whichCall} dir="ltr" autocomplete="off" />
        <p class="tick">
          <label>
            <input type="checkbox" name="answers" value="no" /> {words.saysNot}
          </label>
        </p>
      </Ask>
      <Ask {...props} kind="earlier" title={words.earlier} button={words.link} open={typed.text("kind") === "earlier"}>
        <Choice of="earlier" name="suggested" label={words.suggested} options={earlier} empty={words.choose} />
        <p class="field">
          <label for="other-earlier">{words.whichEarlier}</label>
          <input id="other-earlier" name="other" dir="ltr" autocomplete="off" />
        </p>
      </Ask>
      <Ask
        {...props}
        kind="campaign"
        title={words.whichCampaign}
        button={words.link}
        open={typed.text("kind") === "campaign"}
      >
        <Choice of="campaign" name="suggested" label={words.whichCampaign} options={campaigns} empty={words.choose} />
        <p>{words.newCampaign}</p>
        {bothNames("campaign")}
      </Ask>
      <Ask {...props} kind="event" title={words.whichEvent} button={words.link} open={typed.text("kind") === "event"}>
        <Choice of="event" name="suggested" label={words.whichEvent} options={events} empty={words.choose} />
        <p>{words.newEvent}</p>
        {bothNames("event")}
        <Choice of="event" name="event_kind" label={words.kind} options={kinds.map(([id, label]) => ({ id, label }))} />
        {day(words.firstDay, "event")}
      </Ask>
    </>
  )
}

/** One form, folded away until it is wanted. */
const Ask: FC<Page & { kind: string; title: string; button: string; open: boolean; children?: Child }> = ({
  context: { lang },
  signedIn,
  action,
  kind,
  title,
  button,
  open,
  children,
}) => (
  <details {...(open ? { open: true } : {})}>
    <summary>{title}</summary>
    <form class="narrow" method="post" action={`/${lang}/desk/actions/${action.id}/links`}>
      <Mark signedIn={signedIn} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="version" value={String(action.version)} />
      {children}
      <p class="field">
        <label for={`reason-${kind}`}>{linkWords[lang].reason}</label>
        <input id={`reason-${kind}`} name="reason" dir="auto" autocomplete="off" maxlength={500} />
      </p>
      <button type="submit" class="own">
        {button}
      </button>
    </form>
  </details>
)

const Choice: FC<{ of: string; name: string; label: string; options: readonly Named[]; empty?: string }> = ({
  of,
  name,
  label,
  options,
  empty,
}) => {
  const id = `${name}-${of}`
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <select id={id} name={name}>
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map((option) => (
          <option value={option.id}>{option.label}</option>
        ))}
      </select>
    </p>
  )
}
