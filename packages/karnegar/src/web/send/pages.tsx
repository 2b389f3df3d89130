import type { FC } from "hono/jsx"
import type { Parcel } from "../../submissions/parcel.ts"
import { receiptGroups } from "../../submissions/receipt.ts"
import type { CitedReviewers, Submission } from "../../submissions/submissions.ts"
import { Field, Trouble } from "../desk/layout.tsx"
import { FilePick } from "../pages/file-pick.tsx"
import { Layout, type PageContext } from "../pages/layout.tsx"
import { firstCalendar, formatDay } from "../words/dates.ts"
import type { Lang } from "../words/language.ts"
import { formatPlain } from "../words/numbers.ts"
import type { Left } from "./read-parcel.ts"
import { sendWords } from "./words.ts"

/** Style sheets and the script of these pages. The script seals in the browser; without it the server does. */
const SHEETS = ["desk.css", "send.css"]
const SCRIPT = "send.js"

/** The page on which somebody writes a report, or why it cannot be written now. */
export const SendPage: FC<{
  context: PageContext
  reviewers: CitedReviewers
  /** For this form: sent twice, it is stored once. */
  code: string
  /** What was typed, where the page is shown again; with what went wrong. */
  again?: { readonly title: string; readonly why: string; readonly left: ReadonlySet<Left>; readonly parcel: Parcel }
  /** Id of the action that it is about; null: of none. */
  about?: string | null
}> = ({ context, reviewers, code, again, about = null }) => {
  const { lang } = context
  const words = sendWords[lang]
  if (reviewers.recipients.length === 0)
    return (
      <Layout context={context} title={words.closed} current="send" files={SHEETS}>
        <h1>{words.closed}</h1>
        <p class="lead">{reviewers.swapped ? words.swappedWhy : words.closedWhy}</p>
      </Layout>
    )
  return (
    <Layout context={context} title={words.title} current="send" files={[...SHEETS, SCRIPT]}>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {again !== undefined && (
        <Trouble>
          <strong>{again.title}.</strong> {again.why}
        </Trouble>
      )}
      {again !== undefined && <LeftOut left={again.left} lang={lang} />}
      <section class="note warn" aria-labelledby="before">
        <strong id="before">{words.before}</strong>
        <Points points={words.limitsBefore} />
      </section>
      <SendForm
        lang={lang}
        code={code}
        reviewers={reviewers}
        about={about}
        {...(again === undefined ? {} : { typed: again.parcel })}
      />
      <p>
        <a href={`/${lang}/send/receipt`}>{words.haveCode}</a>
      </p>
      <Paths lang={lang} />
      <Keys lang={lang} reviewers={reviewers} />
      <Offline lang={lang} code={code} />
      <section>
        <h2>{words.after}</h2>
        <Points points={words.limitsAfter} />
      </section>
    </Layout>
  )
}

const Points: FC<{ points: readonly string[] }> = ({ points }) => (
  <ul class="plainly">
    {points.map((point) => (
      <li>{point}</li>
    ))}
  </ul>
)

/** The form itself; the recipients stand in it for the script. */
const SendForm: FC<{
  lang: Lang
  code: string
  reviewers: CitedReviewers
  about?: string | null
  typed?: Parcel
  add?: boolean
}> = ({ lang, code, reviewers, about = null, typed, add = false }) => {
  const words = sendWords[lang]
  return (
    <form
      class="send"
      method="post"
      action={`/${lang}/send`}
      enctype="multipart/form-data"
      data-recipients={reviewers.recipients.join(" ")}
    >
      <input type="hidden" name="code" value={code} />
      {add && <input type="hidden" name="add" value="1" />}
      <p class="field">
        <label for="text">{words.text}</label>
        <textarea id="text" name="text" dir="auto" rows={9} aria-describedby="text-hint">
          {typed?.text ?? (about === null ? "" : words.about(about))}
        </textarea>
        <small id="text-hint" class="soft">
          {words.textHint}
        </small>
      </p>
      <details {...(typed === undefined ? {} : { open: true })}>
        <summary>{words.details}</summary>
        <Field name="place" label={words.place} dir="auto" autocomplete="off" value={typed?.place ?? ""} />
        <Field name="day" label={words.day} dir="auto" autocomplete="off" value={typed?.day ?? ""} />
        <Field
          name="source"
          label={words.source}
          hint={words.sourceHint}
          dir="auto"
          autocomplete="off"
          value={typed?.source ?? ""}
        />
      </details>
      <FilePick id="files" name="files" label={words.files} choose={words.choose} hint={words.filesHint} multiple />
      <p class="where">
        {words.now} <span data-where="server">{words.nowServer}</span>
        <span data-where="browser" hidden>
          {words.nowBrowser}
        </span>
      </p>
      <p data-sealing role="status" hidden>
        {words.sealing}
      </p>
      <p data-failed class="note trouble" role="alert" hidden>
        {words.sealFailed}
      </p>
      <button type="submit">{words.send}</button>
      <p class="soft">{words.lineBroke}</p>
    </form>
  )
}

const Paths: FC<{ lang: Lang }> = ({ lang }) => {
  const words = sendWords[lang]
  return (
    <section>
      <h2>{words.paths}</h2>
      <dl class="ways">
        {words.ways.map(([way, guards, not]) => (
          <>
            <dt>{way}</dt>
            <dd class="yes">
              <span class="hidden">{words.guards}: </span>
              {guards}
            </dd>
            <dd class="no">
              <span class="hidden">{words.guardsNot}: </span>
              {not}
            </dd>
          </>
        ))}
      </dl>
    </section>
  )
}

const Keys: FC<{ lang: Lang; reviewers: CitedReviewers }> = ({ lang, reviewers }) => {
  const words = sendWords[lang]
  return (
    <section class="keys">
      <h2 id="keys">{words.keys}</h2>
      <p>
        {words.keysLead(reviewers.recipients.length)} <code class="print">{reviewers.fingerprint}</code>
      </p>
      {reviewers.logged !== null && (
        <p>
          {words.keysLogged(reviewers.logged.entry)} <code class="print">{reviewers.logged.hash.slice(0, 16)}</code>
        </p>
      )}
      <p>{words.keysCheck}</p>
      <details>
        <summary>{words.allKeys}</summary>
        <ul class="plainly">
          {reviewers.recipients.map((one) => (
            <li>
              <code>{one}</code>
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}

const Offline: FC<{ lang: Lang; code: string }> = ({ lang, code }) => {
  const words = sendWords[lang]
  const [program, keys, lock, send] = words.offlineSteps
  return (
    <section>
      <h2 id="offline">{words.offline}</h2>
      <ol class="plainly">
        <li>{program}</li>
        <li>
          {keys} <a href={`/${lang}/send/keys.txt`}>{words.keysFile}</a>
        </li>
        <li>
          {lock}
          <pre class="command">
            <code>age -R keys.txt -o report.age report.zip</code>
          </pre>
        </li>
        <li>{send}</li>
      </ol>
      <form class="send" method="post" action={`/${lang}/send`} enctype="multipart/form-data">
        <input type="hidden" name="code" value={code} />
        <FilePick id="sealed" name="sealed" label={words.sealedFile} choose={words.choose} accept=".age" required />
        <button type="submit">{words.sendSealed}</button>
      </form>
    </section>
  )
}

const LeftOut: FC<{ left: ReadonlySet<Left>; lang: Lang }> = ({ left, lang }) =>
  left.size === 0 ? null : (
    <div class="note trouble" role="alert">
      <strong>{sendWords[lang].leftTitle}</strong>
      <Points points={[...left].map((one) => sendWords[lang].left[one])} />
    </div>
  )

/** What was sent has arrived: its code, once. */
export const TakenPage: FC<{ context: PageContext; code: string; left: ReadonlySet<Left>; added: boolean }> = ({
  context,
  code,
  left,
  added,
}) => {
  const { lang } = context
  const words = sendWords[lang]
  const title = added ? words.added : words.taken
  return (
    <Layout context={context} title={title} current="send" files={SHEETS}>
      <h1>{title}</h1>
      <LeftOut left={left} lang={lang} />
      <p>{words.takenLead}</p>
      <p class="receipt">
        {receiptGroups(code).map((group) => (
          <span>{lang === "fa" ? group.replace(/\d/g, (digit) => formatPlain(Number(digit), "fa")) : group} </span>
        ))}
      </p>
      <Points points={[words.takenHow, words.takenLost, words.takenClose]} />
      <p>
        <a href={`/${lang}/send/receipt`}>{words.receiptTitle}</a> · <a href={`/${lang}/send`}>{words.again}</a>
      </p>
    </Layout>
  )
}

/** Where a sender looks up a code. */
export const ReceiptPage: FC<{ context: PageContext; fault?: string }> = ({ context, fault }) => {
  const { lang } = context
  const words = sendWords[lang]
  return (
    <Layout context={context} title={words.receiptTitle} current="send" files={SHEETS}>
      <h1>{words.receiptTitle}</h1>
      <p class="lead">{words.receiptLead}</p>
      {fault !== undefined && <Trouble>{fault}</Trouble>}
      <form class="send" method="post" action={`/${lang}/send/receipt`}>
        <Field
          name="code"
          label={words.receiptCode}
          hint={words.receiptCodeHint}
          dir="ltr"
          autocomplete="off"
          inputmode="numeric"
          required
        />
        <button type="submit">{words.look}</button>
      </form>
    </Layout>
  )
}

/** How far a submission has come, with a form to add to it. */
export const StatePage: FC<{
  context: PageContext
  code: string
  submission: Submission
  reviewers: CitedReviewers
}> = ({ context, code, submission, reviewers }) => {
  const { lang } = context
  const words = sendWords[lang]
  const open = reviewers.recipients.length > 0
  return (
    <Layout context={context} title={words.receiptTitle} current="send" files={open ? [...SHEETS, SCRIPT] : SHEETS}>
      <h1>{words.receiptTitle}</h1>
      <p class="where">
        <strong>{words.state}:</strong> {words.states[submission.state]}
      </p>
      <p>{words.sent}:</p>
      <Points
        points={submission.parts.map(({ n, day }) => words.sentOn(n, formatDay(day, lang, firstCalendar(lang))))}
      />
      {open && (
        <section>
          <h2>{words.addTitle}</h2>
          <p>{words.addLead}</p>
          <SendForm lang={lang} code={code} reviewers={reviewers} add />
        </section>
      )}
    </Layout>
  )
}
