/** One report beside its actions, each a form of controls. */
import type { CodedDocument, Support } from "@karnegar/coder"
import type { Child, FC } from "hono/jsx"
import type { SignedIn } from "../../people/people.ts"
import { may } from "../../people/roles.ts"
import type { ClaimedField } from "../../record/claims.ts"
import type { ReportNotes } from "../../record/notes.ts"
import { isQuotedIn } from "../../record/quotable.ts"
import type { Answered } from "../../record/replies.ts"
import type { Change, HistoryItem, ReviewedAction } from "../../record/review.ts"
import type { CodedReport } from "../../record/types.ts"
import type { PageContext } from "../pages/layout.tsx"
import { type CodeList, codesOf } from "../words/code-words.ts"
import { type Lang, wordsOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import {
  CONTROLS,
  type Control,
  EVIDENCE,
  type Fault,
  FIRST,
  NONE,
  REST,
  type Sent,
  type Shown,
  shownOf,
} from "./controls.ts"
import { MarkPart } from "./double-parts.tsx"
import { DeskLayout, Mark, Trouble, Ways } from "./layout.tsx"
import type { DeskNames, NameKind } from "./names.ts"
import { NotesPart } from "./notes-part.tsx"
import { placeQuery, type QueuePlace } from "./place-in-queue.ts"
import { highlighted } from "./report-pages.tsx"
import { ReportText } from "./report-text.tsx"
import { ChangeList, valueText } from "./values.tsx"
import { linkWords } from "./words/links.ts"
import { noteWords } from "./words/notes.ts"
import { quoteWords } from "./words/quotes.ts"
import { reviewWords } from "./words/review.ts"

/** An action on the page. */
export interface ActionOnPage {
  readonly action: ReviewedAction
  /** Number of the coded action that tells it. */
  readonly ordinal: number
  /** What sources say of fields that they tell differently. */
  readonly disputed: readonly ClaimedField[]
}

/** A form that came back: what was typed, and why it was not done. */
export interface Returned {
  readonly actionId: string
  readonly sent: Sent
  readonly reason: string
  readonly trouble: string | null
  /** What others did since the form was made; empty where nobody did. */
  readonly since: readonly HistoryItem[] | null
}

interface Page {
  readonly context: PageContext
  readonly signedIn: SignedIn
  readonly coded: CodedReport
  readonly actions: readonly ActionOnPage[]
  readonly names: DeskNames
  readonly place: QueuePlace
  readonly handles: ReadonlyMap<string, string>
  readonly publishers: number
  readonly notes: ReportNotes
  /** The text that it answers. */
  readonly answered: Answered | null
  /** How many copies of each reviewed action wait. */
  readonly copies: ReadonlyMap<string, number>
  readonly next: string | null
  readonly previous: string | null
  readonly returned: Returned | null
  /** A decision that was just made, to take back. */
  readonly done: { readonly actionId: string; readonly decision: number } | null
}

/** Selected text goes into the fields with these numbers. */
const NUMBERED: readonly Control["name"][] = [
  "when",
  "places",
  "workplaceId",
  "forms",
  "participants",
  "demands",
  "organisationIds",
  "outcomes",
  "repression",
]

/** The review page of one report. */
export const ReviewPage: FC<Page> = (props) => {
  const { context, signedIn, coded, actions, names, place, handles, notes, answered, next, previous, done, returned } =
    props
  const { lang } = context
  const words = reviewWords[lang]
  const { report, coding } = coded
  const waiting = actions.findIndex(({ action }) => waits(action))
  return (
    <DeskLayout context={context} title={words.review} signedIn={signedIn} current="queue" scripts={["desk.js"]}>
      <Ways
        list={{ href: `/${lang}/desk/queue${placeQuery({ ...place, at: "" })}`, name: words.queue }}
        {...{ previous, next, words }}
      />
      {done !== null && (
        <form class="note row" role="status" method="post" action={`/${lang}/desk/actions/${done.actionId}/undo`}>
          <Mark signedIn={signedIn} />
          <input type="hidden" name="decision" value={String(done.decision)} />
          <input type="hidden" name="report" value={report.id} />
          {words.done}{" "}
          <button type="submit" class="quiet" data-key="u" accesskey="u">
            {words.undo}
          </button>
        </form>
      )}
      <div class="beside">
        <ReportText
          report={report}
          lang={lang}
          more={
            <>
              {report.url !== null && (
                <a href={report.url} rel="noreferrer nofollow external" dir="ltr" class="address">
                  {report.url}
                </a>
              )}
              {answered !== null &&
                (answered.reportId === null ? (
                  <span class="soft">
                    {words.answersUnstored} <bdi>{answered.foreignId}</bdi>
                  </span>
                ) : (
                  <a href={`/${lang}/desk/review/${answered.reportId}`}>
                    {words.answers} <bdi>{answered.foreignId}</bdi>
                  </a>
                ))}
            </>
          }
          {...(coding === null ? {} : { marked: highlighted(report.text, coding, lang) })}
        >
          <NotesPart {...{ reportId: report.id, notes, place, handles, signedIn, lang }} />
          <MarkPart reportId={report.id} signedIn={signedIn} lang={lang} />
        </ReportText>
        <div>
          {actions.length === 0 && <p>{words.noActions}</p>}
          {actions.map((one, i) => (
            <ActionForm
              {...props}
              one={one}
              number={actions.length > 1 ? i + 1 : null}
              first={i === Math.max(waiting, 0)}
              returned={returned?.actionId === one.action.id ? returned : null}
            />
          ))}
        </div>
      </div>
      <Offered names={names} lang={lang} />
      <details class="keys">
        <summary>{words.keys}</summary>
        <dl>
          {words.keyList.map(([key, meaning]) => (
            <div>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <p class="soft">{words.keysPlain}</p>
      </details>
    </DeskLayout>
  )
}

/** Does an action wait for a first look? */
export function waits({ state }: Pick<ReviewedAction, "state">): boolean {
  return state === "draft" || state === "unreviewed"
}

const ActionForm: FC<Page & { one: ActionOnPage; number: number | null; first: boolean; returned: Returned | null }> = (
  props,
) => {
  const { context, signedIn, coded, names, place, handles, publishers, one, number, first, returned } = props
  const { lang } = context
  const words = reviewWords[lang]
  const { action, ordinal } = one
  const { state } = action
  const own = signedIn.account
  const support = coded.coding?.actions[ordinal - 1]?.support ?? []
  const seen = action.seenBy.includes(own.id)
  const closed = state === "retracted" || state === "rejected"
  const reviews = may(own.role, "review")
  const publishes = may(own.role, "publish")
  const enough = new Set([...action.seenBy, own.id]).size >= publishers
  const key = (letter: string) => (first ? { accesskey: letter, "data-key": letter } : { "data-key": letter })
  const control = (c: Control) => (
    <ControlRow
      {...{ control: c, lang, names, support, text: coded.report.text, first, id: action.id }}
      shown={returned?.sent.shown.get(c.name) ?? shownOf(c, action, names, lang)}
      fault={returned?.sent.faults.get(c.name) ?? null}
      standing={shownOf(c, action, names, lang)}
      disputed={one.disputed}
    />
  )
  const restOpen = REST.some((c) => returned?.sent.touched.has(c.name))
  return (
    <form class="action" id={action.id} method="post" action={`/${lang}/desk/review/${coded.report.id}/decide`}>
      <Mark signedIn={signedIn} />
      <input type="hidden" name="action" value={action.id} />
      <input type="hidden" name="version" value={String(action.version)} />
      {Object.entries(place).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <h2>
        {number === null ? null : `${words.action(formatNumber(number, lang))} · `}
        <span class="call">{words.states[state]}</span>
      </h2>
      <p class="soft">
        {action.seenBy.length > 0 &&
          `${words.seenBy(action.seenBy.map((who) => handles.get(who) ?? words.operator).join(lang === "fa" ? "، " : ", "))} `}
        {action.reportIds.length > 1 && (
          <>
            <a href={`/${lang}/desk/actions/${action.id}/accounts`}>
              {words.reports(formatNumber(action.reportIds.length, lang))}
            </a>{" "}
          </>
        )}
        <a href={`/${lang}/desk/actions/${action.id}`} {...key("h")}>
          {words.history}
        </a>
        {state !== "draft" && state !== "rejected" && (
          <>
            {" · "}
            <a href={`/${lang}/actions/${action.id}`}>{words.publicPage}</a>
          </>
        )}
        {(props.copies.get(action.id) ?? 0) > 0 && (
          <>
            {" · "}
            <a href={`/${lang}/desk/actions/${action.id}/copies`} {...key("c")}>
              {noteWords[lang].copiesCount(formatNumber(props.copies.get(action.id)!, lang))}
            </a>
          </>
        )}
        {state !== "draft" && state !== "rejected" && (
          <>
            {" · "}
            <a href={`/${lang}/desk/actions/${action.id}/links`} {...key("l")}>
              {linkWords[lang].links}
            </a>
          </>
        )}
        {isQuotedIn(state) && (
          <>
            {" · "}
            <a href={`/${lang}/desk/actions/${action.id}/quotes`} {...key("q")}>
              {quoteWords[lang].quotes}
              {action.quotes.length > 0 && ` (${formatNumber(action.quotes.length, lang)})`}
            </a>
          </>
        )}
      </p>
      {returned?.trouble != null && <Trouble>{returned.trouble}</Trouble>}
      {returned?.since != null && (
        <div class="note trouble" role="alert">
          <strong>{words.changed}</strong>
          <p>{words.changedLead}</p>
          {returned.since.length === 0 && <p>{words.toldByOther}</p>}
          {returned.since.map((item) => (
            <>
              <p>
                <bdi>{handles.get(item.who) ?? words.operator}</bdi>:{" "}
                {item.what === "decision.undone" ? words.takenBack : words.deeds[item.what]}
              </p>
              <ChangeList changes={item.changes} lang={lang} names={names} />
              {item.changes.some((c) => returned.sent.touched.has(controlOf(c.field))) && <p>{words.both}</p>}
            </>
          ))}
        </div>
      )}
      {!closed && (
        <fieldset class="controls" disabled={!reviews}>
          <legend class="hidden">{words.review}</legend>
          {FIRST.map(control)}
          <details {...(restOpen ? { open: true } : {})}>
            <summary>{words.more}</summary>
            {REST.map(control)}
          </details>
        </fieldset>
      )}
      {reviews && (
        <div class="verdict">
          <p class="field">
            <label for={`${action.id}-reason`}>{words.reason}</label>
            <input
              id={`${action.id}-reason`}
              name="reason"
              value={returned?.reason ?? ""}
              dir="auto"
              maxlength={500}
              aria-describedby={`${action.id}-reason-hint`}
            />
            <small id={`${action.id}-reason-hint`} class="soft">
              {words.reasonHint}
            </small>
          </p>
          <div class="row">
            {closed ? (
              <button type="submit" name="do" value="restore" class="own" {...key("a")}>
                {words.restore}
              </button>
            ) : state === "published" ? (
              <button type="submit" name="do" value="save" class="own" {...key("a")}>
                {words.save}
              </button>
            ) : (
              <button type="submit" name="do" value="accept" class="own" {...key("a")}>
                {waits(action) ? words.accept : seen ? words.save : words.acceptToo}
              </button>
            )}
            {publishes && !closed && state !== "published" && enough && (
              <button
                type="submit"
                class="own second"
                formaction={`/${lang}/desk/review/${coded.report.id}/publish`}
                {...key("p")}
              >
                {words.publish}
              </button>
            )}
            {waits(action) && (
              <button type="submit" name="do" value="reject" class="quiet" {...key("x")}>
                {words.reject}
              </button>
            )}
            {!closed && state !== "disputed" && (
              <button type="submit" name="do" value="dispute" class="quiet" {...key("d")}>
                {words.dispute}
              </button>
            )}
            {publishes && !closed && !waits(action) && (
              <button
                type="submit"
                class="quiet"
                formaction={`/${lang}/desk/review/${coded.report.id}/retract`}
                {...key("r")}
              >
                {words.retract}
              </button>
            )}
          </div>
          <p class="soft">
            {state === "published" ? words.publishedHint : closed ? "" : words.saveHint}{" "}
            {publishes && !closed && state !== "published" && !enough && words.waitsForSecond}{" "}
            {publishes && publishers === 1 && words.onePublishes}
          </p>
        </div>
      )}
    </form>
  )
}

/** The control that a changed field is asked by. */
function controlOf(field: Change["field"]): Control["name"] {
  if (field === "start" || field === "end" || field === "precision") return "when"
  return field as Control["name"]
}

/** Names of controls in the coder's support, where they are others. */
const SUPPORTED_AS: Partial<Record<Control["name"], string>> = {
  when: "date",
  workplaceId: "employer",
  organisationIds: "organisers",
  jointWith: "joint_with",
  placesCount: "places_count",
}

/** A field as a control, with the words that its value rests on. */
export const ControlRow: FC<{
  control: Control
  lang: Lang
  names: DeskNames
  id: string
  first: boolean
  shown: Shown
  standing: Shown
  fault: Fault | null
  support: CodedDocument["actions"][number]["support"]
  text: string
  disputed: readonly ClaimedField[]
  /** Stands before the names of its inputs, where one form holds several actions. */
  prefix?: string
}> = ({ control, lang, names, id, first, shown, standing, fault, support, text, disputed, prefix = "" }) => {
  const words = reviewWords[lang]
  const { name } = control
  const sent = `${prefix}${name}`
  const label = words.fields[name]
  const own = `${id}-${name}`
  const told = support.filter((s) => s.field.split(/[.[]/u)[0] === (SUPPORTED_AS[name] ?? name))
  const nth = NUMBERED.indexOf(name)
  const describes = [fault === null ? "" : `${own}-fault`, name === "when" ? `${own}-hint` : ""]
    .filter((d) => d !== "")
    .join(" ")
  const input = {
    id: own,
    name: sent,
    dir: "auto" as const,
    autocomplete: "off",
    ...(describes === "" ? {} : { "aria-describedby": describes }),
    ...(fault === null ? {} : { "aria-invalid": "true" as const }),
    ...(nth < 0 ? {} : { "data-nth": String(nth + 1) }),
  }
  const differing = disputed.filter((claimed) => controlOf(claimed.field) === name)
  return (
    <div class="control">
      <input type="hidden" name={`${sent}.here`} value="1" />
      <label for={own}>
        {nth >= 0 && first && <span class="nth">{formatNumber(nth + 1, lang)}</span>} {label}
      </label>
      <div>
        {(control.kind === "codes" || control.kind === "names") && (
          <>
            <Kept {...{ name: sent, shown, standing }} />
            <input
              {...input}
              list={`list-${control.list}`}
              value={shown.text}
              aria-label={words.add(label)}
              placeholder={words.addHere}
            />
          </>
        )}
        {control.kind === "name" && <input {...input} list={`list-${control.list}`} value={shown.text} />}
        {control.kind === "code" && (
          <select {...input}>
            {control.optional && !(name === "evidence" && standing.text !== "") && (
              <option value="">{name === "evidence" ? words.evidenceDerived : words.none}</option>
            )}
            {codesOf(control.list)
              .filter(({ code }) => name !== "evidence" || (EVIDENCE as readonly string[]).includes(code))
              .map((code) => (
                <option value={code.code} selected={code.code === shown.text}>
                  {code[lang]}
                </option>
              ))}
          </select>
        )}
        {(control.kind === "when" || control.kind === "range" || control.kind === "count") && (
          <input
            {...input}
            value={shown.text}
            {...(control.kind === "count" ? { inputmode: "numeric" as const } : {})}
          />
        )}
        {name === "when" && (
          <small id={`${own}-hint`} class="soft">
            {words.whenHint}
          </small>
        )}
        {fault !== null && (
          <p id={`${own}-fault`} class="fault">
            {fault.message}
          </p>
        )}
        {fault?.asked.map((asked, i) => (
          <fieldset class="which">
            <legend>{words.which(asked.typed)}</legend>
            <input type="hidden" name={`${sent}.asked`} value={asked.typed} />
            {[...asked.several, { value: NONE, label: words.noneOfThese }].map((choice) => (
              <label>
                <input type="radio" name={`${sent}.pick.${i}`} value={choice.value} /> <bdi>{choice.label}</bdi>
              </label>
            ))}
          </fieldset>
        ))}
        {differing.map((claimed) => (
          <p class="fault">
            {words.disagree}{" "}
            {join(
              [...new Set(claimed.claims.map((claim) => valueText(claimed.field, claim.value, lang, names)))],
              lang,
            )}
          </p>
        ))}
        <Evidence support={told} text={text} lang={lang} />
      </div>
    </div>
  )
}

/** Chosen values with a tick each; what was unticked stays, to be ticked again. */
const Kept: FC<{ name: string; shown: Shown; standing: Shown }> = ({ name, shown, standing }) => {
  const ticked = new Set(shown.kept.map((k) => k.value))
  const all = [...standing.kept, ...shown.kept.filter((k) => !standing.kept.some((s) => s.value === k.value))]
  return (
    <>
      {all.map(({ value, label }) => (
        <label class="kept">
          <input type="checkbox" name={`${name}.kept`} value={value} checked={ticked.has(value)} /> <bdi>{label}</bdi>
        </label>
      ))}
    </>
  )
}

/** The words that a value rests on, and how it was got. */
const Evidence: FC<{ support: readonly Support[]; text: string; lang: Lang }> = ({ support, text, lang }) => {
  const stretches = new Set(
    support.flatMap(({ spans }) => (spans.length === 0 ? [] : [spans.map(([a, b]) => text.slice(a, b)).join(" … ")])),
  )
  const assumed = support.filter((s) => s.how !== "stated").map((s) => wordsOf(lang).hows[s.how])
  if (stretches.size === 0 && assumed.length === 0) return null
  return (
    <small class="soft">
      {[...stretches].map((stretch) => (
        <>
          <q dir="auto">{stretch}</q>{" "}
        </>
      ))}
      {join([...new Set(assumed)], lang)}
    </small>
  )
}

function join(list: readonly string[], lang: Lang): Child {
  return list.map((one, i) => (
    <>
      {i > 0 && (lang === "fa" ? "، " : ", ")}
      <bdi>{one}</bdi>
    </>
  ))
}

/** What all controls of a page offer while one types. */
export const Offered: FC<{ names: DeskNames; lang: Lang }> = ({ names, lang }) => {
  const lists = new Set(
    CONTROLS.flatMap((c) => (c.kind === "codes" || c.kind === "names" || c.kind === "name" ? [c.list] : [])),
  )
  return (
    <>
      {[...lists].map((list) => (
        <datalist id={`list-${list}`}>
          {offered(list, names, lang).map(({ value, label }) => (
            <option value={value} {...(label === undefined ? {} : { label })} />
          ))}
        </datalist>
      ))}
    </>
  )
}

/** What a control offers: its codes in the page's language with the other beside them, or names. */
function offered(
  list: CodeList | NameKind,
  names: DeskNames,
  lang: Lang,
): readonly { value: string; label?: string }[] {
  if (list === "places" || list === "workplaces" || list === "organisations")
    return names.offered(list).map((value) => ({ value }))
  return codesOf(list).map(({ fa, en }) => (lang === "fa" ? { value: fa, label: en } : { value: en, label: fa }))
}
