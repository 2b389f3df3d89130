import { KINDS } from "@karnegar/coder"
import type { Child, FC } from "hono/jsx"
import type { SignedIn } from "../../people/people.ts"
import { may } from "../../people/roles.ts"
import type { Doubling } from "../../record/double-coding.ts"
import type { Report } from "../../record/types.ts"
import type { PageContext } from "../pages/layout.tsx"
import { firstCalendar, formatDay } from "../words/dates.ts"
import { type Lang, labelOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { shownOf } from "./controls.ts"
import { DRAWN_FROM, type DrawAsked, MOST_DRAWN } from "./draw.ts"
import { DeskLayout, Field, Mark, Trouble } from "./layout.tsx"
import type { DeskNames } from "./names.ts"
import { firstLine } from "./report-pages.tsx"
import { ReportText } from "./report-text.tsx"
import { ControlRow, Offered } from "./review-page.tsx"
import { BLANK, prefixOf, type SentUnseen, UNSEEN_CONTROLS } from "./unseen-form.ts"
import { doubleWords } from "./words/double.ts"
import { reviewWords } from "./words/review.ts"

/** A marked report in the list. */
export interface Listed {
  readonly doubling: Doubling
  readonly line: string
  /** Who looks cannot be one of the two. */
  readonly barred: boolean
}

/** What waits for oneself, for others, and what two people have coded. */
export const DoubleList: FC<{
  context: PageContext
  signedIn: SignedIn
  handles: ReadonlyMap<string, string>
  listed: readonly Listed[]
  asked: DrawAsked
  marked: number | null
}> = ({ context, signedIn, listed, asked, marked }) => {
  const { lang } = context
  const words = doubleWords[lang]
  const codes = may(signedIn.account.role, "code")
  const own = listed.filter(({ doubling, barred }) => doubling.open && codes && !barred)
  const others = listed.filter((one) => one.doubling.open && !own.includes(one))
  const done = listed.filter(({ doubling }) => !doubling.open).reverse()
  const items = (some: readonly Listed[]) => (
    <ol class="acts">
      {some.map(({ doubling, line }) => (
        <li>
          <a href={`/${lang}/desk/double/${doubling.reportId}`} dir="auto">
            {line}
          </a>
          <p class="when">
            <time datetime={doubling.at}>{formatDay(doubling.at.slice(0, 10), lang, firstCalendar(lang))}</time>
            {doubling.open && <span class="soft">{words.codedBy(formatNumber(doubling.codings.length, lang))}</span>}
            {doubling.resolved !== null && <span class="soft">{words.settled}</span>}
          </p>
        </li>
      ))}
    </ol>
  )
  return (
    <DeskLayout context={context} title={words.double} signedIn={signedIn} current="double">
      {marked !== null && (
        <p class="note" role="status">
          {words.marked(formatNumber(marked, lang))}
        </p>
      )}
      <p>
        {words.lead} <a href={`/${lang}/desk/agreement`}>{words.agreement}</a>
      </p>
      {codes && (
        <>
          <h2>{words.toCode}</h2>
          {own.length === 0 ? <p>{words.noneToCode}</p> : items(own)}
        </>
      )}
      {others.length > 0 && (
        <>
          <h2>{words.othersOpen}</h2>
          {items(others)}
        </>
      )}
      <h2>{words.differing}</h2>
      {done.length === 0 ? <p>{words.noneDiffering}</p> : items(done)}
      {may(signedIn.account.role, "review") && (
        <>
          <h2>{words.draw}</h2>
          <DrawForm asked={asked} lang={lang} />
        </>
      )}
    </DeskLayout>
  )
}

const DrawForm: FC<{ asked: DrawAsked; lang: Lang }> = ({ asked, lang }) => {
  const words = doubleWords[lang]
  return (
    <form method="get" action={`/${lang}/desk/double/draw`}>
      <p class="soft">{words.drawLead}</p>
      <p class="field">
        <label for="of">{words.drawFrom}</label>
        <select id="of" name="of">
          {DRAWN_FROM.map((one) => (
            <option value={one} selected={one === asked.of}>
              {words.drawStates[one]}
            </option>
          ))}
        </select>
      </p>
      <p class="field">
        <label for="size">{words.size}</label>
        <input id="size" name="size" type="number" min="1" max={MOST_DRAWN} value={String(asked.size)} dir="ltr" />
      </p>
      <Field name="seed" label={words.seed} value={asked.seed} dir="ltr" autocomplete="off" />
      <button type="submit" class="own">
        {words.showDraw}
      </button>
    </form>
  )
}

/** What a draw finds, before anything is marked. */
export const DrawPage: FC<{
  context: PageContext
  signedIn: SignedIn
  asked: DrawAsked
  reports: readonly Report[]
  from: number
  trouble: string | null
}> = ({ context, signedIn, asked, reports, from, trouble }) => {
  const { lang } = context
  const words = doubleWords[lang]
  return (
    <DeskLayout context={context} title={words.draw} signedIn={signedIn} current="double">
      {trouble !== null && <Trouble>{trouble}</Trouble>}
      {reports.length === 0 ? (
        <p>{words.drawnNone}</p>
      ) : (
        <form method="post" action={`/${lang}/desk/double/draw`}>
          <Mark signedIn={signedIn} />
          {Object.entries(asked).map(([name, value]) => (
            <input type="hidden" name={name} value={String(value)} />
          ))}
          <p>
            {words.drawn(formatNumber(reports.length, lang), formatNumber(from, lang))} · {words.seed}{" "}
            <bdi>{asked.seed}</bdi>
          </p>
          <ol class="acts">
            {reports.map((report) => (
              <li>
                <input type="hidden" name="report" value={report.id} />
                <bdi>{firstLine(report.text)}</bdi>
                <p class="when soft">{report.source}</p>
              </li>
            ))}
          </ol>
          <button type="submit" class="own">
            {words.markDrawn}
          </button>
        </form>
      )}
      <h2>{words.draw}</h2>
      <DrawForm asked={asked} lang={lang} />
    </DeskLayout>
  )
}

/** What the pages of one marked report have in common. */
export interface OneReport {
  readonly context: PageContext
  readonly signedIn: SignedIn
  readonly names: DeskNames
  readonly handles: ReadonlyMap<string, string>
  readonly doubling: Doubling
  readonly report: Report
  readonly trouble: string | null
  readonly done: boolean
  readonly mayReview: boolean
}

/** The text alone, and a form in which nothing is filled in. */
export const UnseenPage: FC<OneReport & { sent: SentUnseen; barred: string | null }> = (props) => {
  const { context, signedIn, doubling, report, trouble, done, sent, barred, mayReview } = props
  const { lang } = context
  const words = doubleWords[lang]
  const own = doubling.codings.find(({ who }) => who === signedIn.account.id)
  const address = `/${lang}/desk/double/${report.id}`
  return (
    <DeskLayout context={context} title={words.code} signedIn={signedIn} current="double" scripts={["desk.js"]}>
      <DoubleWays lang={lang} />
      {trouble !== null && <Trouble>{trouble}</Trouble>}
      <div class="beside">
        <ReportText report={report} lang={lang}>
          <Steps {...props} />
          {mayReview && (
            <Undo decision={doubling.decision} address={address} signedIn={signedIn}>
              {words.unmark}
            </Undo>
          )}
        </ReportText>
        <div>
          {own !== undefined ? (
            <>
              <p {...(done ? { class: "note", role: "status" as const } : {})}>{words.sent}</p>
              <Undo decision={own.decision} address={address} signedIn={signedIn}>
                {words.takeBack}
              </Undo>
            </>
          ) : barred !== null ? (
            <p>
              {words.waitsForOther} {barred}
            </p>
          ) : (
            <UnseenForm {...props} sent={sent} address={address} />
          )}
        </div>
      </div>
    </DeskLayout>
  )
}

const UnseenForm: FC<OneReport & { sent: SentUnseen; address: string }> = ({
  context,
  signedIn,
  names,
  report,
  sent,
  address,
}) => {
  const { lang } = context
  const words = doubleWords[lang]
  return (
    <form class="action" method="post" action={`${address}/code`}>
      <Mark signedIn={signedIn} />
      <input type="hidden" name="actions" value={String(sent.actions.length)} />
      <p>{words.codeLead}</p>
      <p class="soft">{words.publicToo}</p>
      <p class="field">
        <label for="document_kind">{words.kind}</label>
        <select id="document_kind" name="document_kind">
          <option value="">{words.choose}</option>
          {KINDS.map((kind) => (
            <option value={kind} selected={kind === sent.kind}>
              {labelOf("kinds", kind, lang)}
            </option>
          ))}
        </select>
      </p>
      {sent.actions.length === 0 && <p class="soft">{words.noAction}</p>}
      {sent.actions.map((action, i) => (
        <fieldset class="controls">
          <legend>{words.actionN(formatNumber(i + 1, lang))}</legend>
          {UNSEEN_CONTROLS.map((control) => (
            <ControlRow
              {...{ control, lang, names, support: [], text: report.text, disputed: [] }}
              id={`unseen-${i}`}
              first={i === 0}
              prefix={prefixOf(i)}
              shown={action.shown.get(control.name) ?? shownOf(control, BLANK, names, lang)}
              standing={shownOf(control, BLANK, names, lang)}
              fault={action.faults.get(control.name) ?? null}
            />
          ))}
        </fieldset>
      ))}
      <div class="row verdict">
        <button type="submit" name="do" value="send" class="own" accesskey="a" data-key="a">
          {words.send}
        </button>
        <button type="submit" name="do" value="add" class="own second">
          {words.addAction}
        </button>
        {sent.actions.length > 0 && (
          <button type="submit" name="do" value="drop" class="quiet">
            {words.dropAction}
          </button>
        )}
      </div>
      <p class="soft">{words.sendHint}</p>
      <Offered names={names} lang={lang} />
    </form>
  )
}

/** The way back to the list. */
export const DoubleWays: FC<{ lang: Lang }> = ({ lang }) => (
  <nav class="ways" aria-label={doubleWords[lang].double}>
    <a href={`/${lang}/desk/double`}>{doubleWords[lang].double}</a>
    <a href={`/${lang}/desk/agreement`}>{doubleWords[lang].agreement}</a>
  </nav>
)

/** Takes one decision back. */
export const Undo: FC<{ decision: number; address: string; signedIn: SignedIn; children?: Child }> = ({
  decision,
  address,
  signedIn,
  children,
}) => (
  <form method="post" action={`${address}/undo`}>
    <Mark signedIn={signedIn} />
    <input type="hidden" name="decision" value={String(decision)} />
    <button type="submit" class="quiet">
      {children}
    </button>
  </form>
)

/** Who marked it and who is done, with the day. */
export const Steps: FC<Pick<OneReport, "context" | "handles" | "doubling">> = ({ context, handles, doubling }) => {
  const { lang } = context
  const words = doubleWords[lang]
  const nameOf = (who: string) => handles.get(who) ?? reviewWords[lang].somebody
  const step = (who: string, at: string, deed: string) => (
    <li>
      <bdi>{nameOf(who)}</bdi> {deed}{" "}
      <time class="soft" datetime={at}>
        {formatDay(at.slice(0, 10), lang, firstCalendar(lang))}
      </time>
    </li>
  )
  return (
    <details>
      <summary>{words.steps}</summary>
      <ul>
        {step(
          doubling.who,
          doubling.at,
          doubling.draw === null ? words.stepMarked : words.stepDrawn(doubling.draw.seed),
        )}
        {doubling.codings.map(({ who, at }) => step(who, at, words.stepCoded))}
      </ul>
    </details>
  )
}
