import type { CodedDocument, Span, Support } from "@karnegar/coder"
import { type Styles, safeText } from "./terminal-text.ts"

/** Longest text shown whole, in UTF-16 code units; of a longer one only the surroundings of evidence are. */
const MOST_SHOWN = 6_000
/** Code units kept on either side of evidence in a long text. */
const AROUND = 200

/** The spans that a document's values rest on, numbered from 1 in the order of the text. */
export class Evidence {
  readonly #spans: readonly Span[]
  readonly #numbers = new Map<string, number>()

  constructor(coding: CodedDocument) {
    const unique = new Map<string, Span>()
    for (const action of coding.actions) {
      for (const { spans } of action.support) for (const span of spans) unique.set(span.join(), span)
    }
    for (const span of coding.themes.appeals) unique.set(span.join(), span)
    for (const { span } of coding.themes.mentioned_actions) unique.set(span.join(), span)
    this.#spans = [...unique.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1])
    for (const [i, span] of this.#spans.entries()) this.#numbers.set(span.join(), i + 1)
  }

  /** Numbers of spans, as they stand behind a value: `[1,4]`; empty when there are none. */
  marks(spans: readonly Span[]): string {
    const numbers = [...new Set(spans.map((span) => this.#numbers.get(span.join())!))].sort((a, b) => a - b)
    return numbers.length === 0 ? "" : `[${numbers.join(",")}]`
  }

  /** Numbers of what supports a field, or one value of it. */
  marksOf(support: readonly Support[], field: string, value?: unknown): string {
    const own = support.filter((s) => s.field === field && (value === undefined || s.value === value))
    return this.marks(own.flatMap((s) => s.spans))
  }

  /**
   * The text with evidence made visible and numbered, safe for a terminal.
   *
   * Without colour, evidence stands between ⟦ and ⟧. `leftOut` words the stretches of a long text that are not shown.
   */
  show(text: string, styles: Styles, leftOut: (units: number) => string): string {
    let out = ""
    let shown = 0
    const gap = (units: number) => (units > 0 ? `${out === "" ? "" : "\n"}${styles.dim(leftOut(units))}\n` : "")
    for (const [from, to] of this.#windows(text.length)) {
      out += gap(from - shown)
      out += this.#showStretch(text, from, to, styles)
      shown = to
    }
    return out + gap(text.length - shown).trimEnd()
  }

  /** Cuts at every start and end of evidence, so that overlapping spans read as one highlighted stretch. */
  #showStretch(text: string, from: number, to: number, styles: Styles): string {
    const spans = this.#spans.filter(([start, end]) => start < to && end > from)
    const cuts = [...new Set([from, to, ...spans.flat().filter((at) => at > from && at < to)])].sort((a, b) => a - b)
    let out = ""
    for (const [i, at] of cuts.slice(0, -1).entries()) {
      const past = cuts[i + 1]!
      const within = spans.some(([start, end]) => start <= at && end >= past)
      const before = at > from && spans.some(([start, end]) => start < at && end >= at)
      const words = safeText(text.slice(at, past))
      if (within) out += styles.coloured ? styles.evidence(words) : `${before ? "" : "⟦"}${words}`
      else out += words
      const ending = spans.filter(([, end]) => end === past)
      const goesOn = spans.some(([start, end]) => start <= past && end > past)
      if (ending.length > 0) out += `${styles.coloured || goesOn ? "" : "⟧"}${styles.dim(this.marks(ending))}`
    }
    return out
  }

  #windows(length: number): Span[] {
    if (length <= MOST_SHOWN) return [[0, length]]
    const out: [number, number][] = [[0, AROUND]]
    for (const [start, end] of this.#spans) {
      const last = out.at(-1)!
      const from = Math.max(0, start - AROUND)
      const to = Math.min(length, end + AROUND)
      if (from <= last[1]) last[1] = Math.max(last[1], to)
      else out.push([from, to])
    }
    return out
  }
}
