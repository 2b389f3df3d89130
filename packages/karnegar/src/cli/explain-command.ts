import {
  builtInKnowledge,
  type CodedAction,
  type CodedDocument,
  type Discard,
  discardText,
  explainReport,
  type Found,
  type ReportInput,
  type Span,
  type Trace,
} from "@karnegar/coder"
import { FIELD_LABELS } from "../intake/mapping/built-in-tables.ts"
import { codeLabel, FIELD_WORDS, howWord, type Lang } from "./field-words.ts"
import { tellRefusal } from "./messages.ts"
import type { Output } from "./output.ts"
import { readInput } from "./read-input.ts"
import { type Styles, safeLine, stylesFor } from "./terminal-text.ts"

/** What `karnegar explain` was asked to do. */
export interface ExplainOptions {
  readonly files: readonly string[]
  readonly format: "json" | "table"
  readonly published: string | null
  readonly lang: string | null
  /** Only what touches this word of the text; `null` for all. */
  readonly word: string | null
  readonly coloured: boolean
}

/**
 * For a person who wonders why: each value with the words, the entry and the reader that made it, each mention, and
 * what was found and did not count, with the reason.
 *
 * @returns the exit status: 1 when any report was refused.
 */
export async function explainCommand(options: ExplainOptions, output: Output): Promise<0 | 1> {
  const styles = stylesFor(options.coloured)
  let refused = 0
  for await (const read of readInput(options.files, options)) {
    if (!output.open) break
    if ("refusal" in read) {
      refused++
      tellRefusal(read.file, read.line, read.refusal)
      continue
    }
    const { url: _, ...report } = read.report
    const { coding, trace } = explainReport(report)
    const touches = touching(report.text, options.word)
    const found = trace.found.filter(({ span }) => touches(span)).sort(bySpan)
    const discarded = trace.discarded.filter(({ span }) => touches(span)).sort(bySpan)
    if (options.format === "json") await output.write(`${JSON.stringify({ coding, found, discarded })}\n`)
    else await output.write(pageOf(report, coding, { found, discarded }, touches, styles))
  }
  await output.end()
  return refused > 0 ? 1 : 0
}

function bySpan(a: { readonly span: Span }, b: { readonly span: Span }): number {
  return a.span[0] - b.span[0] || a.span[1] - b.span[1]
}

/** Whether a span overlaps any place where a word stands in the text. */
function touching(text: string, word: string | null): (span: Span) => boolean {
  if (word === null || word === "") return () => true
  const places: Span[] = []
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length))
    places.push([at, at + word.length])
  return ([start, end]) => places.some(([from, to]) => from < end && start < to)
}

const WORDS = {
  values: { fa: "مقدارها و پشتوانهٔ هر یک", en: "Values and what each rests on" },
  found: { fa: "آنچه در متن یافته شد", en: "What was found in the text" },
  discarded: { fa: "آنچه یافته شد و به شمار نیامد", en: "What was found and did not count" },
  nothing: { fa: "هیچ", en: "nothing" },
  weak: { fa: "ضعیف: تنها کنار گواه دیگر", en: "weak: only beside other evidence" },
  action: { fa: "حرکت", en: "action" },
  confidence: { fa: "اطمینان", en: "confidence" },
} as const satisfies Readonly<Record<string, Readonly<Record<Lang, string>>>>

const MENTION_WORDS: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  form: FIELD_WORDS.forms,
  workforce: FIELD_WORDS.workforce,
  demand: FIELD_WORDS.demands,
  outcome: FIELD_WORDS.outcomes,
  repression: FIELD_WORDS.repression,
  employment: FIELD_WORDS.employment,
  status: FIELD_WORDS.status,
  date: FIELD_WORDS.date,
  place: FIELD_WORDS.places,
  cue: { fa: "نشانه", en: "cue" },
  institution: { fa: "نهاد", en: "institution" },
  workplace: { fa: "محل کار", en: "workplace" },
  organisation: { fa: "تشکل", en: "organisation" },
  event: { fa: "رویداد", en: "context event" },
}

const LABEL_KINDS: Readonly<Record<string, string>> = {
  form: "forms",
  workforce: "workforces",
  demand: "demands",
  outcome: "outcomes",
  repression: "repression",
  employment: "employment",
  status: "statuses",
}

function pageOf(
  report: ReportInput,
  coding: CodedDocument,
  { found, discarded }: Pick<Trace, "found" | "discarded">,
  touches: (span: Span) => boolean,
  styles: Styles,
): string {
  const lang: Lang = coding.lang === "en" || coding.lang.startsWith("en-") ? "en" : "fa"
  const quote = ([start, end]: Span) => `«${safeLine(report.text.slice(start, end))}»`
  const parts = [
    `${styles.dim("─".repeat(60))}\n${styles.bold(safeLine(coding.id))} · ${codeLabel("kinds", coding.kind, lang)}`,
  ]
  const section = (title: string, lines: readonly string[]) =>
    parts.push(`${styles.bold(title)}\n${(lines.length > 0 ? lines : [`  ${WORDS.nothing[lang]}`]).join("\n")}`)
  for (const [i, action] of coding.actions.entries()) {
    section(
      `${WORDS.action[lang]} ${i + 1}: ${WORDS.values[lang]} · ${WORDS.confidence[lang]} ${action.confidence}`,
      valueLines(action, quote, touches, lang, styles),
    )
  }
  section(
    WORDS.found[lang],
    found.map(
      (m) => `  ${quote(m.span)} ${nameOf(m, lang)}${m.weak ? ` (${WORDS.weak[lang]})` : ""} ${styles.dim(m.by)}`,
    ),
  )
  section(
    WORDS.discarded[lang],
    discarded.map(
      (d) => `  ${quote(d.span)} ${nameOf(d, lang)}: ${safeLine(discardText(d, lang))} ${styles.dim(d.by)}`,
    ),
  )
  return `${parts.join("\n\n")}\n\n`
}

function valueLines(
  action: CodedAction,
  quote: (span: Span) => string,
  touches: (span: Span) => boolean,
  lang: Lang,
  styles: Styles,
): string[] {
  return action.support
    .filter(({ spans }) => spans.length === 0 || spans.some(touches))
    .map(({ field, value, how, spans, by }) => {
      const label = field in FIELD_WORDS ? FIELD_WORDS[field as keyof typeof FIELD_WORDS][lang] : field
      const told = howWord(how, lang)
      const words =
        typeof value === "string" ? codeLabel(FIELD_LABELS[field] ?? "", value, lang) : JSON.stringify(value)
      return `  ${label}: ${safeLine(words)}${told === "" ? "" : ` (${told})`} ← ${spans.map(quote).join(" ") || "–"} ${styles.dim(by)}`
    })
}

/** «خواسته: معوقات مزدی», or the name of the row of the gazetteer. */
function nameOf({ kind, what }: Found | Discard, lang: Lang): string {
  const label = MENTION_WORDS[kind]?.[lang] ?? kind
  if (what === "") return label
  const knowledge = builtInKnowledge()
  const row =
    kind === "place"
      ? knowledge.places.get(what)
      : kind === "workplace"
        ? knowledge.workplaces.get(what)
        : kind === "organisation"
          ? knowledge.organisations.get(what)
          : kind === "institution"
            ? knowledge.institutions.get(what)
            : undefined
  const name =
    row === undefined ? codeLabel(LABEL_KINDS[kind] ?? "", what, lang) : lang === "fa" ? row.name : row.nameEn
  return `${label}: ${safeLine(name)}`
}
