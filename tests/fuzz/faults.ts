import { readFileSync } from "node:fs"
import type { CodedDocument, ReportInput, Span } from "@karnegar/coder"
import { Ajv2020 } from "ajv/dist/2020.js"
import formats from "ajv-formats"

/** Longest a text of 4,096 code units may take, in milliseconds. */
const MOST_MS = 200

export type Code = (input: ReportInput) => CodedDocument

const ajv = new Ajv2020({ allErrors: false, strict: false })
formats.default(ajv)
const fits = ajv.compile(
  JSON.parse(readFileSync(new URL("../../data/codebook/coding.schema.json", import.meta.url), "utf8")),
)

/** What is wrong with how a report is coded, as a sentence; `null` for nothing. */
export function faultOf(code: Code, input: ReportInput): string | null {
  const [coding, ms] = timed(() => code(input))
  // A busy machine may halt any one run: only what is slow every time is slow.
  const most = MOST_MS * Math.max(1, input.text.length / 4096)
  if (ms > most && timed(() => code(input))[1] > most && timed(() => code(input))[1] > most) return `took ${ms} ms`
  const json = JSON.stringify(coding)
  if (JSON.stringify(code(input)) !== json) return "is coded otherwise the second time"
  for (const [start, end] of spansOf(coding)) {
    if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end <= start || end > input.text.length)
      return `has the span ${start}..${end} in a text of ${input.text.length}`
  }
  for (const action of coding.actions) {
    for (const one of action.support)
      if (one.spans.length === 0 && one.how !== "assumed") return `has no span for ${one.field}, said to be ${one.how}`
  }
  const back: unknown = JSON.parse(json)
  if (JSON.stringify(back) !== json) return "does not survive JSON"
  if (!fits(back)) return `does not fit the schema: ${ajv.errorsText(fits.errors)}`
  return null
}

function timed<T>(run: () => T): [T, number] {
  const started = performance.now()
  const value = run()
  return [value, performance.now() - started]
}

function* spansOf({ actions, themes, problems }: CodedDocument): Generator<Span> {
  for (const action of actions) {
    for (const one of action.support) yield* one.spans
    for (const event of action.outcome_events) yield event.span
  }
  yield* themes.appeals
  for (const one of themes.mentioned_actions) yield one.span
  for (const problem of problems) if ("span" in problem) yield problem.span
}
