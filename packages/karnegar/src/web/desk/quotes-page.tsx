/** The page of one action's quotes: those that were chosen, and its reports to choose from. */
import { personLike } from "@karnegar/coder"
import type { Child, FC } from "hono/jsx"
import type { SignedIn } from "../../people/people.ts"
import { isQuotedIn, isShort, type Quote } from "../../record/quotable.ts"
import type { ReviewedAction } from "../../record/review.ts"
import type { Report } from "../../record/types.ts"
import type { PageContext } from "../pages/layout.tsx"
import { DeskLayout, Mark, Trouble } from "./layout.tsx"
import { quoteWords } from "./words/quotes.ts"
import { reviewWords } from "./words/review.ts"

/** Sentences that are offered of one report. */
const MOST_SENTENCES = 40

interface Page {
  readonly context: PageContext
  readonly signedIn: SignedIn
  readonly action: ReviewedAction
  readonly reports: readonly Report[]
  readonly handles: ReadonlyMap<string, string>
  /** Texts that are public now. */
  readonly shown: ReadonlySet<string>
  /** One person may publish. */
  readonly alone: boolean
  readonly mayChoose: boolean
  readonly mayApprove: boolean
  /** What was typed and refused; empty otherwise. */
  readonly typed: { readonly report: string; readonly words: string; readonly sentence: string }
  readonly trouble: string | null
}

/** Quotes of an action. */
export const QuotesPage: FC<Page> = (props) => {
  const { context, signedIn, action, reports, mayChoose, trouble } = props
  const { lang } = context
  const words = quoteWords[lang]
  return (
    <DeskLayout context={context} title={words.quotes} signedIn={signedIn} current="queue" scripts={["desk.js"]}>
      {trouble !== null && <Trouble>{trouble}</Trouble>}
      <p class="lead">{words.lead}</p>
      <p class="when">
        <span class="call">{reviewWords[lang].states[action.state]}</span>
        <span class="hash">{action.id}</span>
        {action.reportIds.slice(0, 1).map((id) => (
          <a href={`/${lang}/desk/review/${id}`}>{words.backToReview}</a>
        ))}
        <a href={`/${lang}/desk/actions/${action.id}`}>{reviewWords[lang].history}</a>
        <a href={`/${lang}/actions/${action.id}`}>{reviewWords[lang].publicPage}</a>
      </p>
      <h2>{words.chosen}</h2>
      {action.quotes.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <ol class="acts quotes">
          {action.quotes.map((quote) => (
            <Chosen quote={quote} {...props} />
          ))}
        </ol>
      )}
      {!isQuotedIn(action.state) ? (
        <p class="note">{words.notNow}</p>
      ) : (
        mayChoose && (
          <>
            <h2>{words.choose}</h2>
            <p>{words.ask}</p>
            <p class="soft">{words.marked}</p>
            {reports.map((report) => (
              <Choose report={report} {...props} />
            ))}
          </>
        )
      )}
    </DeskLayout>
  )
}

const Chosen: FC<Page & { quote: Quote }> = ({
  context,
  signedIn,
  action,
  quote,
  handles,
  shown,
  alone,
  mayChoose,
  mayApprove,
}) => {
  const { lang } = context
  const words = quoteWords[lang]
  const isOwn = quote.hands.includes(signedIn.account.id)
  const fields = (
    <>
      <Mark signedIn={signedIn} />
      <input type="hidden" name="quote" value={String(quote.decision)} />
      <input type="hidden" name="version" value={String(action.version)} />
    </>
  )
  const address = `/${lang}/desk/actions/${action.id}/quotes`
  return (
    <li>
      <blockquote dir="auto">{quote.text}</blockquote>
      <p class="when">
        <span class="call">{!quote.approved ? words.waits : shown.has(quote.text) ? words.approved : words.held}</span>
        <span class="soft">
          <bdi>
            {quote.hands.map((who) => handles.get(who) ?? reviewWords[lang].operator).join(lang === "fa" ? "، " : ", ")}
          </bdi>
        </span>
      </p>
      {!quote.approved && isOwn && !alone && <p class="soft">{words.own}</p>}
      <div class="row">
        {mayApprove && !quote.approved && (!isOwn || alone) && (
          <form method="post" action={`${address}/approve`}>
            {fields}
            <button type="submit" class="own">
              {words.approve}
            </button>
          </form>
        )}
        {mayChoose && (
          <form method="post" action={`${address}/withdraw`}>
            {fields}
            <button type="submit" class="quiet">
              {words.withdraw}
            </button>
          </form>
        )}
      </div>
    </li>
  )
}

const Choose: FC<Page & { report: Report }> = ({ context, signedIn, action, report, typed }) => {
  const { lang } = context
  const words = quoteWords[lang]
  const own = typed.report === report.id ? typed : { words: "", sentence: "" }
  const sentences = sentencesOf(report.text)
  const short = sentences.filter(isShort)
  const id = `words-${report.id}`
  return (
    <form class="action" method="post" action={`/${lang}/desk/actions/${action.id}/quotes`}>
      <Mark signedIn={signedIn} />
      <input type="hidden" name="report" value={report.id} />
      <input type="hidden" name="version" value={String(action.version)} />
      <div class="report" dir="auto" {...(report.lang === null ? {} : { lang: report.lang })}>
        {tripped(report.text)}
      </div>
      {short.length > 0 && (
        <fieldset class="which">
          <legend>{words.sentences}</legend>
          {short.slice(0, MOST_SENTENCES).map((sentence) => (
            <label>
              <input type="radio" name="sentence" value={sentence} checked={own.sentence === sentence} />
              <span dir="auto">{tripped(sentence)}</span>
            </label>
          ))}
        </fieldset>
      )}
      {short.length < sentences.length && <p class="soft">{words.longer}</p>}
      <p class="field">
        <label for={id}>{words.other}</label>
        <input
          id={id}
          name="words"
          value={own.words}
          dir="auto"
          autocomplete="off"
          data-nth="1"
          aria-describedby={`${id}-hint`}
        />
        <small id={`${id}-hint`} class="soft">
          {words.otherHint}
        </small>
      </p>
      <button type="submit" class="own" accesskey="a" data-key="a">
        {words.send}
      </button>
    </form>
  )
}

/** Lines and sentences of a text, in its order. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/\n|(?<=[.!?؟؛…])\s/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "")
}

/** A text with what looks like a person, a number or a handle marked, and by what sign. */
function tripped(text: string): Child[] {
  const out: Child[] = []
  let at = 0
  for (const { span } of personLike(text)) {
    out.push(text.slice(at, span[0]), <mark class="person">{text.slice(span[0], span[1])}</mark>)
    at = span[1]
  }
  out.push(text.slice(at))
  return out
}
