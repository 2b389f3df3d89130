/** Two codings of one report side by side, what differs marked, and what of it a person takes into the review. */
import type { Kind } from "@karnegar/coder"
import type { FC } from "hono/jsx"
import { EMPTY_FIELDS } from "../../record/fields.ts"
import type { ReviewedAction } from "../../record/review.ts"
import type { CodedUnseen } from "../../record/unseen-coding.ts"
import { labelOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { DoubleWays, type OneReport, Steps, Undo } from "./double-pages.tsx"
import { DeskLayout, Mark, Trouble } from "./layout.tsx"
import { ComparedRow, Side } from "./merge-page.tsx"
import { ReportText } from "./report-text.tsx"
import { type SideFields, sideBySide } from "./side-by-side.ts"
import { doubleWords } from "./words/double.ts"
import { reviewWords } from "./words/review.ts"

/** Actions of both that are one, and the standing action that they mean. */
interface Compared {
  readonly pair: readonly [CodedUnseen | null, CodedUnseen | null]
  readonly standing: ReviewedAction | null
}

type Page = OneReport & {
  /** Kinds of the document; null when one of the codings was taken back. */
  readonly kinds: readonly Kind[] | null
  readonly pairs: readonly Compared[]
  readonly standing: readonly ReviewedAction[]
}

/** The page of a report that two people coded. */
export const ComparePage: FC<Page> = (props) => {
  const { context, signedIn, doubling, report, trouble, done, mayReview, kinds, pairs } = props
  const { lang } = context
  const words = doubleWords[lang]
  const address = `/${lang}/desk/double/${report.id}`
  return (
    <DeskLayout context={context} title={words.compare} signedIn={signedIn} current="double">
      <DoubleWays lang={lang} />
      {trouble !== null && <Trouble>{trouble}</Trouble>}
      {done && (
        <p class="note" role="status">
          {words.taken}
        </p>
      )}
      <ReportText report={report} lang={lang}>
        <Steps {...props} />
      </ReportText>
      {kinds === null ? (
        <p>{words.onceTwo}</p>
      ) : (
        <>
          <p>
            {words.kind}: <bdi>{labelOf("kinds", kinds[0]!, lang)}</bdi>
            {kinds[0] !== kinds[1] && (
              <>
                {" / "}
                <mark>
                  <bdi>{labelOf("kinds", kinds[1]!, lang)}</bdi>
                </mark>
              </>
            )}
          </p>
          {pairs.length === 0 && <p>{words.neither}</p>}
          {pairs.map((compared, i) => (
            <PairPart {...props} compared={compared} number={i} address={address} />
          ))}
        </>
      )}
      <p>
        <a class="more" href={`/${lang}/desk/review/${report.id}`}>
          {words.toReview}
        </a>
      </p>
      {doubling.resolved !== null ? (
        <>
          <p class="soft">{words.resolved}</p>
          {mayReview && (
            <Undo decision={doubling.resolved} address={address} signedIn={signedIn}>
              {reviewWords[lang].undo}
            </Undo>
          )}
        </>
      ) : (
        mayReview &&
        kinds !== null && (
          <form method="post" action={`${address}/resolve`}>
            <Mark signedIn={signedIn} />
            <button type="submit" class="own second">
              {words.resolve}
            </button>
          </form>
        )
      )}
    </DeskLayout>
  )
}

const PairPart: FC<Page & { compared: Compared; number: number; address: string }> = ({
  context,
  signedIn,
  names,
  compared: {
    pair: [one, other],
    standing: stands,
  },
  standing,
  number,
  address,
  mayReview,
}) => {
  const { lang } = context
  const words = doubleWords[lang]
  const none: SideFields = { ...EMPTY_FIELDS, status: null, workforce: null, character: null } as never
  const sideOf = (coded: CodedUnseen | null): SideFields => (coded === null ? none : { ...none, ...coded })
  const rows = sideBySide(sideOf(one), sideOf(other), lang, names)
  const standingRows = stands === null ? [] : sideBySide(none, stands.fields, lang, names)
  const title = words.actionN(formatNumber(number + 1, lang))
  const coders = [1, 2].map((n) => words.coder(formatNumber(n, lang)))
  const lonely = one === null ? 2 : other === null ? 1 : null
  const takes = mayReview && standing.length > 0
  return (
    <form class="action" method="post" action={`${address}/take`}>
      <Mark signedIn={signedIn} />
      <input type="hidden" name="pair" value={String(number)} />
      <h2>{title}</h2>
      {lonely !== null && <p class="call">{words.onlyOne(formatNumber(lonely, lang))}</p>}
      {rows.every((row) => !row.differs) && <p class="soft">{words.alike}</p>}
      <div class="scroll">
        <table class="sides three">
          <caption class="hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{words.field}</th>
              {coders.map((coder) => (
                <th scope="col">{coder}</th>
              ))}
              <th scope="col">{words.stands}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const now = standingRows.find(({ name }) => name === row.name)?.other ?? []
              const field = reviewWords[lang].fields[row.name]
              return (
                <ComparedRow row={row} lang={lang} differs={words.differs}>
                  <td>
                    <Side values={now.map(({ text }) => ({ text, shared: true }))} />
                    {takes && (
                      <select name={`take.${row.name}`} aria-label={field}>
                        <option value="">{words.keep}</option>
                        {one !== null && <option value="1">{coders[0]}</option>}
                        {other !== null && <option value="2">{coders[1]}</option>}
                      </select>
                    )}
                  </td>
                </ComparedRow>
              )
            })}
          </tbody>
        </table>
      </div>
      {mayReview && standing.length === 0 && <p class="soft">{words.noStanding}</p>}
      {takes && (
        <div>
          <p class="field">
            <label for={`into-${number}`}>{words.into}</label>
            <select id={`into-${number}`} name="action">
              {standing.map(({ id, version }) => (
                <option value={`${id} ${version}`} selected={id === stands?.id}>
                  {id}
                </option>
              ))}
            </select>
          </p>
          <p class="field">
            <label for={`reason-${number}`}>{reviewWords[lang].reason}</label>
            <input id={`reason-${number}`} name="reason" dir="auto" maxlength={500} />
          </p>
          <button type="submit" class="own">
            {words.take}
          </button>
          <p class="soft">{words.takeHint}</p>
        </div>
      )}
    </form>
  )
}
