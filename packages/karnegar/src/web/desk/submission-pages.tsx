import type { FC } from "hono/jsx"
import type { SignedIn } from "../../people/people.ts"
import type { Submission } from "../../submissions/submissions.ts"
import { FilePick } from "../pages/file-pick.tsx"
import type { PageContext } from "../pages/layout.tsx"
import { firstCalendar, formatDay } from "../words/dates.ts"
import { DeskLayout, Field, Mark, Trouble } from "./layout.tsx"
import { submissionWords } from "./words/submissions.ts"

/** Script that opens sealed files here; without it the command line does. */
const SCRIPT = "open.js"

/** Everything that was sent in, newest day first. */
export const SubmissionList: FC<{
  context: PageContext
  signedIn: SignedIn
  all: readonly Submission[]
  /** There are keys to seal to. */
  canCome: boolean
}> = ({ context, signedIn, all, canCome }) => {
  const { lang } = context
  const words = submissionWords[lang]
  return (
    <DeskLayout context={context} title={words.submissions} signedIn={signedIn} current="submissions">
      <p class="lead">{words.lead}</p>
      {!canCome && <Trouble>{words.noKeys}</Trouble>}
      {all.length === 0 ? (
        <p>{words.nothing}</p>
      ) : (
        <table>
          <caption class="hidden">{words.submissions}</caption>
          <thead>
            <tr>
              <th scope="col">{words.day}</th>
              <th scope="col">{words.state}</th>
              <th scope="col">{words.size}</th>
              <th scope="col">{words.id}</th>
            </tr>
          </thead>
          <tbody>
            {all.map(({ id, day, state, parts }) => (
              <tr>
                <td>{formatDay(day, lang, firstCalendar(lang))}</td>
                <td>{state === "received" ? <strong>{words.states[state]}</strong> : words.states[state]}</td>
                <td>
                  {words.kib(parts.reduce((sum, { bucket }) => sum + bucket, 0) / 1024)}{" "}
                  <span class="soft">{words.parts(parts.length)}</span>
                </td>
                <td>
                  <a href={`/${lang}/desk/submissions/${id}`}>
                    <code dir="ltr">{id}</code>
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </DeskLayout>
  )
}

/** One submission: its sealed files, the place where the script opens them, and the way into the record. */
export const SubmissionPage: FC<{
  context: PageContext
  signedIn: SignedIn
  submission: Submission
  fault?: string
  typed?: { readonly text: string; readonly published: string }
}> = ({ context, signedIn, submission, fault, typed }) => {
  const { lang } = context
  const words = submissionWords[lang]
  const { id, day, state, report, parts } = submission
  const address = `/${lang}/desk/submissions/${id}`
  const shown = (iso: string) => formatDay(iso, lang, firstCalendar(lang))
  return (
    <DeskLayout
      context={context}
      title={`${words.submissions}: ${shown(day)}`}
      signedIn={signedIn}
      current="submissions"
      scripts={["send.css", SCRIPT]}
    >
      <p class="when">
        <span class="call">{words.states[state]}</span> <code dir="ltr">{id}</code>
      </p>
      {report !== null && (
        <p>
          {words.report}: <a href={`/${lang}/desk/reports/${report}`}>{report}</a>
        </p>
      )}
      {fault !== undefined && <Trouble>{fault}</Trouble>}
      <h2>{words.sealed}</h2>
      <ul class="plainly">
        {parts.map(({ n, day: own, bucket }) => (
          <li>
            <a href={`${address}/parts/${n}`} data-part>
              {words.part(n)}
            </a>{" "}
            <span class="soft">
              {shown(own)} · {words.kib(bucket / 1024)}
            </span>
          </li>
        ))}
      </ul>
      <p>{words.command}</p>
      <pre class="command">
        <code>{`karnegar submissions open ${id}-1.age --identity my-key.txt --to opened`}</code>
      </pre>
      <OpenHere lang={lang} />
      <section>
        <h2>{words.takeIn}</h2>
        <p class="note warn">{words.takeInLead}</p>
        <form method="post" action={`${address}/take-in`} class="send">
          <Mark signedIn={signedIn} />
          <p class="field">
            <label for="text">{words.text}</label>
            <textarea id="text" name="text" dir="auto" rows={8}>
              {typed?.text ?? ""}
            </textarea>
          </p>
          <Field name="published" label={words.published} hint={words.publishedHint} value={typed?.published ?? day} />
          <button type="submit">{words.takeInButton}</button>
        </form>
      </section>
      <form method="post" action={`${address}/state`} data-opened-state>
        <Mark signedIn={signedIn} />
        <input type="hidden" name="state" value="opened" />
      </form>
      <form method="post" action={`${address}/state`} class="closing">
        <Mark signedIn={signedIn} />
        <input type="hidden" name="state" value="closed" />
        <button type="submit" class="own">
          {words.close}
        </button>
        <p class="soft">{words.closeHint}</p>
      </form>
    </DeskLayout>
  )
}

/** Hidden until the script is there. Its form has no address: it is never sent. */
const OpenHere: FC<{ lang: "fa" | "en" }> = ({ lang }) => {
  const words = submissionWords[lang]
  return (
    <section data-open hidden>
      <h2>{words.open}</h2>
      <p>{words.openLead}</p>
      <form class="narrow">
        <FilePick id="key" label={words.keyFile} choose={words.choose} required />
        <p class="field">
          <label for="key-passphrase">{words.passphrase}</label>
          <input id="key-passphrase" type="password" autocomplete="off" />
          <small class="soft">{words.passphraseHint}</small>
        </p>
        <button type="submit">{words.openButton}</button>
      </form>
      <p data-says="opening" role="status" hidden>
        {words.opening}
      </p>
      {(["wrongKey", "noKey", "failed"] as const).map((fault) => (
        <p data-says={fault} class="note trouble" role="alert" hidden>
          {words[fault]}
        </p>
      ))}
      <div data-texts />
      <template>
        <article>
          <div class="report" dir="auto" data-text />
          <dl class="fields">
            {(["place", "when", "source"] as const).map((field) => (
              <div data-field={field} hidden>
                <dt>{words[field]}</dt>
                <dd dir="auto" />
              </div>
            ))}
          </dl>
          <div data-attachments hidden>
            <p>
              {words.attachments} <span class="soft">{words.copyHint}</span>
            </p>
            <ul class="plainly" data-copy={words.copy} data-not-cleaned={words.notCleaned} />
          </div>
        </article>
      </template>
    </section>
  )
}
