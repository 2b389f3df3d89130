import { type CodedDocument, problemText, type Span } from "@karnegar/coder"
import type { Child, FC } from "hono/jsx"
import type { CodedReport } from "../../record/types.ts"
import { formatDay } from "../words/dates.ts"
import { type LabelKind, type Lang, labelOf, wordsOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { Layout, type PageContext } from "./layout.tsx"

/** Reports with their coding, newest first. Only a visitor on this machine gets here. */
export const DeskReports: FC<{ context: PageContext; reports: readonly CodedReport[] }> = ({ context, reports }) => {
  const { lang } = context
  const words = wordsOf(lang)
  return (
    <Layout context={context} title={words.deskReports}>
      <h1>{words.deskReports}</h1>
      <p class="note">{words.deskNotice}</p>
      <ol class="acts">
        {reports.map(({ report, coding, actionIds }) => (
          <li>
            <a href={`/${lang}/desk/reports/${report.id}`} dir="auto">
              {firstLine(report.text)}
            </a>
            <ul class="tags">
              {report.published !== null && (
                <li>{formatDay(report.published, lang, lang === "fa" ? "jalali" : "gregorian")}</li>
              )}
              {coding !== null && <li>{coding.kind}</li>}
              <li>{formatNumber(actionIds.length, lang)}</li>
            </ul>
          </li>
        ))}
      </ol>
      {reports.length > 0 && (
        <p>
          <a href={`/${lang}/desk/reports?before=${reports[reports.length - 1]!.report.id}`}>{words.next}</a>
        </p>
      )}
    </Layout>
  )
}

/** One report: its text with the words that values rest on, and each value with how it was got. */
export const DeskReport: FC<{ context: PageContext; item: CodedReport }> = ({ context, item }) => {
  const { lang } = context
  const words = wordsOf(lang)
  const { report, coding } = item
  return (
    <Layout context={context} title={words.deskReports}>
      <h1 dir="auto">{firstLine(report.text)}</h1>
      <p class="note">{words.deskNotice}</p>
      {coding === null ? (
        <p>{words.deskNoCoding}</p>
      ) : (
        <>
          <h2>{words.deskText}</h2>
          <div class="report" dir="auto">
            {highlighted(report.text, coding)}
          </div>
          <h2>{words.deskValues}</h2>
          {coding.actions.map((action, i) => (
            <div class="scroll">
              <table>
                <caption>
                  {formatNumber(i + 1, lang)}
                  {item.actionIds[i] !== undefined && (
                    <>
                      {" · "}
                      <a href={`/${lang}/actions/${item.actionIds[i]}`}>{item.actionIds[i]}</a>
                    </>
                  )}
                </caption>
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
                      <td>{s.field}</td>
                      <td>
                        <bdi>{valueText(s.field, s.value, lang)}</bdi>
                      </td>
                      <td>{words.hows[s.how]}</td>
                      <td>
                        <bdi>{s.spans.map(([a, b]) => report.text.slice(a, b)).join(" … ")}</bdi>{" "}
                        <span class="soft" dir="ltr">
                          {s.by}
                        </span>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          ))}
          {coding.problems.length > 0 && (
            <>
              <h2>{words.deskProblems}</h2>
              <ul>
                {coding.problems.map((p) => (
                  <li>{problemText(p, lang)}</li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </Layout>
  )
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
  if (kind !== undefined && typeof value === "string") return labelOf(kind, value, lang)
  return typeof value === "string" ? value : JSON.stringify(value)
}

function firstLine(text: string): string {
  const line = text.split("\n").find((l) => l.trim() !== "") ?? ""
  return line.length > 90 ? `${line.slice(0, 90)}…` : line
}

/** The text with each supporting stretch marked and the fields it supports named; overlapping spans are joined. */
function highlighted(text: string, coding: CodedDocument): Child[] {
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
      <mark>
        {text.slice(span[0], span[1])}
        <sup dir="ltr">{[...fields].join(" ")}</sup>
      </mark>,
    )
    at = span[1]
  }
  out.push(text.slice(at))
  return out
}
