import { type CodedAction, type CodedDocument, problemText, type Span } from "@karnegar/coder"
import type { Child, FC } from "hono/jsx"
import type { SignedIn } from "../../people/people.ts"
import type { CodedReport } from "../../record/types.ts"
import type { PageContext } from "../pages/layout.tsx"
import { firstCalendar, formatDay } from "../words/dates.ts"
import { firstLetters } from "../words/first-letters.ts"
import { type LabelKind, type Lang, labelOf, wordsOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { MarkPart } from "./double-parts.tsx"
import { DeskLayout } from "./layout.tsx"
import { doubleWords } from "./words/double.ts"

/** Reports a page of the desk shows. */
export const DESK_PAGE = 50

/** Reports with their coding, newest first. */
export const DeskReports: FC<{
  context: PageContext
  signedIn: SignedIn
  reports: readonly CodedReport[]
  /** Ids of those that are coded unseen: what they were coded as is not shown. */
  closed: ReadonlySet<string>
}> = ({ context, signedIn, reports, closed }) => {
  const { lang } = context
  const words = wordsOf(lang)
  return (
    <DeskLayout context={context} title={words.deskReports} signedIn={signedIn} current="reports">
      <p class="note">{words.deskNotice}</p>
      {reports.length === 0 && <p>{words.deskNothing}</p>}
      <ol class="acts">
        {reports.map(({ report, coding, actionIds }) => (
          <li>
            <a href={`/${lang}/desk/reports/${report.id}`} dir="auto">
              {firstLine(report.text)}
            </a>
            <p class="when">
              {report.published !== null && <Day iso={report.published} lang={lang} />}
              {closed.has(report.id) ? (
                <span class="call">{doubleWords[lang].closed}</span>
              ) : (
                <>
                  {coding !== null && <span>{labelOf("kinds", coding.kind, lang)}</span>}
                  <span class="soft">{words.deskActions(formatNumber(actionIds.length, lang))}</span>
                </>
              )}
            </p>
          </li>
        ))}
      </ol>
      {reports.length === DESK_PAGE && (
        <p>
          <a class="more" href={`/${lang}/desk/reports?before=${reports[reports.length - 1]!.report.id}`}>
            {words.next}
          </a>
        </p>
      )}
    </DeskLayout>
  )
}

/** One report: its text with the words that values rest on, and each value with how it was got. */
export const DeskReport: FC<{ context: PageContext; signedIn: SignedIn; coded: CodedReport }> = ({
  context,
  signedIn,
  coded,
}) => {
  const { lang } = context
  const words = wordsOf(lang)
  const { report, coding, actionIds } = coded
  return (
    <DeskLayout context={context} title={words.deskReport} signedIn={signedIn} current="reports">
      <p class="when">
        {report.published !== null && <Day iso={report.published} lang={lang} />}
        {coding !== null && <span>{labelOf("kinds", coding.kind, lang)}</span>}
        {report.sample && <span class="call">{words.deskSample}</span>}
        <span class="hash">{report.foreignId}</span>
      </p>
      <p class="note">{words.deskNotice}</p>
      <h2>{words.deskText}</h2>
      <div class="report" dir="auto" {...(report.lang === null ? {} : { lang: report.lang })}>
        {coding === null ? report.text : highlighted(report.text, coding, lang)}
      </div>
      <MarkPart reportId={report.id} signedIn={signedIn} lang={lang} />
      {coding === null ? <p>{words.deskNoCoding}</p> : <Values coding={coding} coded={coded} lang={lang} />}
      {coding !== null && actionIds.length === 0 && <p>{words.deskNoActions}</p>}
      {coding !== null && coding.problems.length > 0 && (
        <>
          <h2>{words.deskProblems}</h2>
          <ul>
            {coding.problems.map((p) => (
              <li>
                <bdi>{problemText(p, lang)}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
    </DeskLayout>
  )
}

const Day: FC<{ iso: string; lang: Lang }> = ({ iso, lang }) => (
  <time datetime={iso}>{formatDay(iso, lang, firstCalendar(lang))}</time>
)

const Values: FC<{ coding: CodedDocument; coded: CodedReport; lang: Lang }> = ({ coding, coded, lang }) => (
  <>
    {coding.actions.map((action, i) => (
      <ActionValues
        action={action}
        text={coded.report.text}
        id={coded.actionIds[i] ?? null}
        number={i + 1}
        lang={lang}
      />
    ))}
  </>
)

const ActionValues: FC<{ action: CodedAction; text: string; id: string | null; number: number; lang: Lang }> = ({
  action,
  text,
  id,
  number,
  lang,
}) => {
  const words = wordsOf(lang)
  const name = words.deskAction(formatNumber(number, lang))
  return (
    <section>
      <h2>
        {name}
        {id !== null && (
          <>
            {" · "}
            <a href={`/${lang}/actions/${id}`}>{words.deskPublic}</a>
          </>
        )}
      </h2>
      <div class="scroll">
        <table class="values">
          <caption class="hidden">{name}</caption>
          <thead>
            <tr>
              <th scope="col">{words.field}</th>
              <th scope="col">{words.value}</th>
              <th scope="col">{words.how}</th>
              <th scope="col">{words.words}</th>
            </tr>
          </thead>
          <tbody>
            {action.support.map((s) => (
              <tr>
                <th scope="row">{fieldName(s.field, lang)}</th>
                <td>
                  <bdi>{valueText(s.field, s.value, lang)}</bdi>
                </td>
                <td>{words.hows[s.how]}</td>
                <td>
                  {s.spans.length > 0 && <q dir="auto">{s.spans.map(([a, b]) => text.slice(a, b)).join(" … ")}</q>}{" "}
                  <span class="hash">{s.by}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function fieldName(field: string, lang: Lang): string {
  const names: Readonly<Record<string, string>> = wordsOf(lang).fields
  return names[field] ?? field
}

const KINDS: Readonly<Record<string, LabelKind>> = {
  forms: "forms",
  status: "statuses",
  workforce: "workforces",
  joint_with: "workforces",
  demands: "demands",
  outcomes: "outcomes",
  repression: "repression",
  employment: "employment",
  character: "character",
}

function valueText(field: string, value: unknown, lang: Lang): string {
  const kind = KINDS[field]
  if (typeof value !== "string") return JSON.stringify(value)
  if (kind !== undefined) return labelOf(kind, value, lang)
  return field === "date" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDay(value, lang, firstCalendar(lang)) : value
}

/** The first line of a text that says something, cut where it is long. */
export function firstLine(text: string): string {
  const line = text.split("\n").find((l) => l.trim() !== "") ?? ""
  return line.length > 90 ? `${firstLetters(line, 90)}…` : line
}

/** The text with each supporting stretch marked and the fields it supports named; overlapping spans are joined. */
export function highlighted(text: string, coding: CodedDocument, lang: Lang): Child[] {
  const marks: { span: Span; fields: Set<string> }[] = []
  const all = coding.actions
    .flatMap((a) => a.support.flatMap((s) => s.spans.map((span) => ({ span, field: s.field }))))
    .sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1])
  for (const { span, field } of all) {
    const last = marks[marks.length - 1]
    if (last !== undefined && span[0] < last.span[1]) {
      last.fields.add(field)
      last.span = [last.span[0], Math.max(last.span[1], span[1])]
    } else marks.push({ span, fields: new Set([field]) })
  }
  const out: Child[] = []
  let at = 0
  for (const { span, fields } of marks) {
    out.push(text.slice(at, span[0]))
    out.push(
      <>
        <mark>{text.slice(span[0], span[1])}</mark>
        <small lang={lang} dir={lang === "fa" ? "rtl" : "ltr"}>
          {[...fields].map((field) => fieldName(field, lang)).join(lang === "fa" ? "، " : ", ")}
        </small>
      </>,
    )
    at = span[1]
  }
  out.push(text.slice(at))
  return out
}
