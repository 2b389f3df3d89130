/** On a report's page: what colleagues say about it, and who has taken it on. */
import type { FC } from "hono/jsx"
import type { SignedIn } from "../../people/people.ts"
import { may } from "../../people/roles.ts"
import type { ReportNotes } from "../../record/notes.ts"
import { firstCalendar, formatDay } from "../words/dates.ts"
import type { Lang } from "../words/language.ts"
import { Mark } from "./layout.tsx"
import type { QueuePlace } from "./place-in-queue.ts"
import { noteWords } from "./words/notes.ts"
import { reviewWords } from "./words/review.ts"

/** Comments and assignment of one report. */
export const NotesPart: FC<{
  reportId: string
  notes: ReportNotes
  place: QueuePlace
  handles: ReadonlyMap<string, string>
  signedIn: SignedIn
  lang: Lang
}> = ({ reportId, notes, place, handles, signedIn, lang }) => {
  const words = noteWords[lang]
  const own = signedIn.account
  const nameOf = (who: string) => handles.get(who) ?? reviewWords[lang].somebody
  const mayNote = may(own.role, "code")
  const kept = (
    <>
      <Mark signedIn={signedIn} />
      {Object.entries(place).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  )
  const address = `/${lang}/desk/review/${reportId}`
  const { assignee, comments } = notes
  const isMine = assignee === own.id
  return (
    <section id="notes" aria-labelledby="notes-title">
      <h2 id="notes-title">{words.comments}</h2>
      <p class="soft">
        {assignee === null ? words.nobody : isMine ? words.mine : <bdi>{words.with(nameOf(assignee))}</bdi>}
      </p>
      {mayNote && (
        <div class="row">
          <form method="post" action={`${address}/assign`}>
            {kept}
            <input type="hidden" name="to" value={isMine ? "" : own.id} />
            <button type="submit" class="quiet" data-key="m" accesskey="m">
              {isMine ? words.letGo : words.takeOn}
            </button>
          </form>
          {may(own.role, "review") && (
            <form class="row" method="post" action={`${address}/assign`}>
              {kept}
              <label>
                {words.giveTo}{" "}
                <select name="to">
                  {[...handles]
                    .filter(([id]) => id !== own.id)
                    .map(([id, handle]) => (
                      <option value={id} selected={id === assignee}>
                        {handle}
                      </option>
                    ))}
                </select>
              </label>
              <button type="submit" class="quiet">
                {words.give}
              </button>
            </form>
          )}
        </div>
      )}
      {comments.length === 0 && <p class="soft">{words.none}</p>}
      <ol class="acts">
        {comments.map((comment) => (
          <li>
            <p dir="auto">{comment.text}</p>
            <p class="when soft">
              <bdi>{nameOf(comment.who)}</bdi>
              <time datetime={comment.at}>{formatDay(comment.at.slice(0, 10), lang, firstCalendar(lang))}</time>
            </p>
          </li>
        ))}
      </ol>
      {mayNote && (
        <details>
          <summary>{words.comment}</summary>
          <form method="post" action={`${address}/comment`}>
            {kept}
            <p class="field">
              <label for="comment">{words.comment}</label>
              <textarea id="comment" name="comment" dir="auto" maxlength={2000} aria-describedby="comment-hint" />
              <small id="comment-hint" class="soft">
                {words.commentHint}
              </small>
            </p>
            <button type="submit" class="quiet">
              {words.add}
            </button>
          </form>
        </details>
      )}
    </section>
  )
}
