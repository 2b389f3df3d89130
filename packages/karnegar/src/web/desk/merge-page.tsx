/** Pages of merging: the pairs that may be one, and one pair side by side. */
import type { Child, FC } from "hono/jsx"
import type { SignedIn } from "../../people/people.ts"
import { reasonLine } from "../../record/merge/reasons.ts"
import type { ReviewedAction } from "../../record/review.ts"
import type { CodedReport, Proposal } from "../../record/types.ts"
import type { PageContext } from "../pages/layout.tsx"
import { Pager } from "../pages/pager.tsx"
import { firstCalendar, formatDay } from "../words/dates.ts"
import type { Lang } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { DeskLayout, Field, Mark, Trouble, Ways } from "./layout.tsx"
import type { DeskNames } from "./names.ts"
import { highlighted } from "./report-pages.tsx"
import { type SideRow, type SideValue, sideBySide } from "./side-by-side.ts"
import { valueText } from "./values.tsx"
import { mergeWords } from "./words/merge.ts"
import { reviewWords } from "./words/review.ts"

/** A proposal with both its actions. */
export interface Pair {
  readonly one: ReviewedAction
  readonly other: ReviewedAction
  /** Null for two that a person put side by side. */
  readonly proposal: Proposal | null
}

/** A decision that was just made, to take back. */
export interface JustDone {
  readonly actionId: string
  readonly decision: number
}

interface Common {
  readonly context: PageContext
  readonly signedIn: SignedIn
  readonly names: DeskNames
  readonly done: JustDone | null
  readonly trouble: string | null
  readonly mayDecide: boolean
  /** What names the page of the list in an address. */
  readonly query: string
}

/** An action in one line: what, who, where, when. */
export function briefOf({ fields }: Pick<ReviewedAction, "fields">, lang: Lang, names: DeskNames): string {
  const parts = [
    valueText("forms", fields.forms, lang, names),
    valueText("workforce", fields.workforce, lang, names),
    ...(fields.workplaceId === null ? [] : [valueText("workplaceId", fields.workplaceId, lang, names)]),
    ...(fields.places.length === 0 ? [] : [valueText("places", fields.places, lang, names)]),
    ...(fields.start === null ? [] : [valueText("start", fields.start, lang, names)]),
  ]
  return parts.join(lang === "fa" ? "، " : ", ")
}

/** Pairs that may be one, likeliest first. */
export const MergeList: FC<
  Common & {
    pairs: readonly Pair[]
    typed: { one: string; other: string }
    /** Addresses of the pages beside this one. */
    newer: string | null
    older: string | null
  }
> = ({ context, signedIn, names, pairs, done, trouble, typed, query, newer, older }) => {
  const { lang } = context
  const words = mergeWords[lang]
  return (
    <DeskLayout context={context} title={words.merge} signedIn={signedIn} current="merge" scripts={["desk.js"]}>
      {trouble !== null && <Trouble>{trouble}</Trouble>}
      <Done done={done} signedIn={signedIn} lang={lang} />
      <p class="lead">{words.lead}</p>
      {pairs.length === 0 ? (
        <p class="note">{words.none}</p>
      ) : (
        <ol class="acts pairs">
          {pairs.map(({ one, other, proposal }, i) => (
            <li>
              <a
                href={`/${lang}/desk/merge/${one.id}/${other.id}${query}`}
                {...(i === 0 ? { accesskey: "j", "data-key": "j" } : {})}
              >
                <bdi>{briefOf(one, lang, names)}</bdi>
                <br />
                <bdi>{briefOf(other, lang, names)}</bdi>
              </a>
              {proposal !== null && (
                <p class="when">
                  <span class="call">{words.likely(formatNumber(Math.round(proposal.score * 100), lang))}</span>
                  <span class="soft">{reasonLine(proposal.reasons, lang)}</span>
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
      <Pager
        label={words.merge}
        before={newer === null ? null : { href: newer, label: words.likelier }}
        after={older === null ? null : { href: older, label: words.lessLikely }}
      />
      <h2>{words.byIds}</h2>
      <form class="narrow" method="get" action={`/${lang}/desk/merge`}>
        <Field name="one" label={words.one} value={typed.one} dir="ltr" autocomplete="off" required />
        <Field name="other" label={words.other} value={typed.other} dir="ltr" autocomplete="off" required />
        <button type="submit" class="own">
          {words.show}
        </button>
      </form>
    </DeskLayout>
  )
}

/** Two actions side by side, with what differs marked. */
export const PairPage: FC<
  Common & {
    pair: Pair
    reports: readonly [readonly CodedReport[], readonly CodedReport[]]
    next: string | null
    previous: string | null
  }
> = ({ context, signedIn, names, pair, reports, next, previous, done, trouble, mayDecide, query }) => {
  const { lang } = context
  const words = mergeWords[lang]
  const { one, other, proposal } = pair
  const address = `/${lang}/desk/merge/${one.id}/${other.id}`
  return (
    <DeskLayout context={context} title={words.pair} signedIn={signedIn} current="merge" scripts={["desk.js"]}>
      <Ways list={{ href: `/${lang}/desk/merge${query}`, name: words.merge }} {...{ previous, next, words }} />
      {trouble !== null && <Trouble>{trouble}</Trouble>}
      <Done done={done} signedIn={signedIn} lang={lang} />
      {proposal !== null && (
        <p>
          <span class="call">{words.likely(formatNumber(Math.round(proposal.score * 100), lang))}</span>{" "}
          <span class="hidden">{words.whyAlike}: </span>
          {reasonLine(proposal.reasons, lang)}
        </p>
      )}
      <table class="sides">
        <caption>{words.marked}</caption>
        <thead>
          <tr>
            <th scope="col">{words.field}</th>
            {[one, other].map((action, i) => (
              <th scope="col">
                <a href={`/${lang}/desk/actions/${action.id}`}>{i === 0 ? words.first : words.second}</a>{" "}
                <span class="call">{reviewWords[lang].states[action.state]}</span>{" "}
                <span class="soft">{words.reports(formatNumber(action.reportIds.length, lang))}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sideBySide(one.fields, other.fields, lang, names).map((row) => (
            <ComparedRow row={row} lang={lang} differs={words.differs} />
          ))}
        </tbody>
      </table>
      {mayDecide && (
        <form class="action" method="post" action={`${address}/join${query}`}>
          <Mark signedIn={signedIn} />
          <input type="hidden" name="version" value={String(one.version)} />
          <input type="hidden" name="other_version" value={String(other.version)} />
          <div class="row verdict">
            <button type="submit" class="own" accesskey="a" data-key="a">
              {words.join}
            </button>
            <button type="submit" class="own second" formaction={`${address}/apart${query}`} accesskey="x" data-key="x">
              {words.apart}
            </button>
          </div>
        </form>
      )}
      <div class="texts">
        {reports.map((own, i) => (
          <section>
            <h2>{i === 0 ? words.first : words.second}</h2>
            {own.map((coded) => (
              <Text coded={coded} lang={lang} />
            ))}
          </section>
        ))}
      </div>
      <p class="soft">{words.keys}</p>
    </DeskLayout>
  )
}

/** A field of two sides, marked where they differ; what more belongs to it stands behind. */
export const ComparedRow: FC<{ row: SideRow; lang: Lang; differs: string; children?: Child }> = ({
  row,
  lang,
  differs,
  children,
}) => (
  <tr {...(row.differs ? { class: "differs" } : {})}>
    <th scope="row">
      {reviewWords[lang].fields[row.name]}
      {row.differs && <span class="hidden"> ({differs})</span>}
    </th>
    <td>
      <Side values={row.one} />
    </td>
    <td>
      <Side values={row.other} />
    </td>
    {children}
  </tr>
)

/** Values of one side; those that the other does not tell are marked. */
export const Side: FC<{ values: readonly SideValue[] }> = ({ values }) => (
  <>
    {values.length === 0 && "—"}
    {values.map(({ text, shared }, i): Child => {
      const word = <bdi>{text}</bdi>
      return (
        <>
          {i > 0 && <br />}
          {shared ? word : <mark>{word}</mark>}
        </>
      )
    })}
  </>
)

const Text: FC<{ coded: CodedReport; lang: Lang }> = ({ coded: { report, coding }, lang }) => (
  <>
    <p class="when">
      {report.published !== null && (
        <time datetime={report.published}>{formatDay(report.published, lang, firstCalendar(lang))}</time>
      )}
      <span class="soft">{report.source}</span>
      <a href={`/${lang}/desk/review/${report.id}`}>{reviewWords[lang].review}</a>
    </p>
    <div class="report" dir="auto" {...(report.lang === null ? {} : { lang: report.lang })}>
      {coding === null ? report.text : highlighted(report.text, coding, lang)}
    </div>
  </>
)

/** What was just decided, and taking it back. */
export const Done: FC<{
  done: JustDone | null
  signedIn: SignedIn
  lang: Lang
  to?: "merge" | "accounts" | "links"
}> = ({ done, signedIn, lang, to = "merge" }) =>
  done === null ? null : (
    <form class="note row" role="status" method="post" action={`/${lang}/desk/actions/${done.actionId}/undo`}>
      <Mark signedIn={signedIn} />
      <input type="hidden" name="decision" value={String(done.decision)} />
      <input type="hidden" name="to" value={to} />
      {mergeWords[lang].done}{" "}
      <button type="submit" class="quiet" data-key="u" accesskey="u">
        {mergeWords[lang].undo}
      </button>
    </form>
  )
