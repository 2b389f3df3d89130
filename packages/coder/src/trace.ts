import type { DateMention } from "./dates/date-mention.ts"
import type { Mention } from "./mentions/mention.ts"
import type { Span } from "./span.ts"
import type { Doc } from "./text/doc.ts"
import { spanOf } from "./text/spans.ts"

/** Why something that was found in a text did not count. Lasting; words for it come from `discardText`. */
export type DiscardCode =
  | "mention.undone"
  | "mention.inside_longer"
  | "mention.needs"
  | "mention.in_name"
  | "mention.negated"
  | "act.denied"
  | "act.figurative"
  | "act.sport"
  | "act.possibility"
  | "act.general"
  | "act.of_authority"
  | "act.one_person"
  | "act.outdone"
  | "act.beside"
  | "act.other_matter"
  | "act.statement_without_day"
  | "act.nobody"
  | "act.restated"
  | "date.aside"

/** One thing that was found and did not count. */
export interface Discard {
  readonly code: DiscardCode
  /** Kind of mention (`form`, `demand`, `place` …) or `date`. */
  readonly kind: string
  /** Code of the codebook or id of a gazetteer row; empty for dates. */
  readonly what: string
  readonly span: Span
  /** Lexicon entry, gazetteer row or reader that made it. */
  readonly by: string
  /** What stood in the way: id of a longer phrase's entry, kinds that were missing, the matter of the document. */
  readonly because: string
}

/** One thing that was found and may have counted, with what made it. */
export interface Found {
  readonly kind: string
  readonly what: string
  readonly span: Span
  readonly by: string
  /** Counts only beside other evidence. */
  readonly weak: boolean
}

/** What the coder did on its way to a coding. Built only where somebody asks why. */
export class Trace {
  readonly found: Found[] = []
  readonly discarded: Discard[] = []

  /** Notes a mention that did not count. */
  drop(
    doc: Doc,
    code: DiscardCode,
    mention: Pick<Mention, "kind" | "code" | "first" | "past" | "by">,
    because = "",
  ): void {
    const { kind, code: what, by } = mention
    this.discarded.push({ code, kind, what, by, because, span: spanOf(doc, mention.first, mention.past) })
  }

  /** Notes the mentions that an act or theme may rest on; those that a verb or a name silences did not count. */
  findMentions(doc: Doc, mentions: readonly Mention[]): void {
    for (const m of mentions) {
      const silent = m.inName ? "mention.in_name" : m.negated && m.kind !== "demand" ? "mention.negated" : null
      if (silent === null)
        this.found.push({ kind: m.kind, what: m.code, span: spanOf(doc, m.first, m.past), by: m.by, weak: m.weak })
      else if (m.kind !== "form") this.drop(doc, silent, m)
    }
  }

  /** Notes the dates: those of acts, and those that date something else. */
  findDates(dates: readonly DateMention[]): void {
    for (const { span, anchor, aside } of dates) {
      const by = `reader:date.${anchor}`
      if (aside === null) this.found.push({ kind: "date", what: "", span, by, weak: false })
      else this.discarded.push({ code: "date.aside", kind: "date", what: "", span, by, because: aside })
    }
  }
}

/** Why something did not count, as a sentence. Adding a code without words here fails to compile. */
export function discardText(discard: Discard, lang: "fa" | "en"): string {
  const fa = lang === "fa"
  const by = discard.because
  switch (discard.code) {
    case "mention.undone":
      return fa
        ? `عبارتی که آن را بی‌اثر می‌کند در همان‌جا هست: «${by}».`
        : `A phrase that undoes it stands there: “${by}”.`
    case "mention.inside_longer":
      return fa ? `درون عبارت بلندتری است (${by}).` : `It stands inside a longer phrase (${by}).`
    case "mention.needs":
      return fa
        ? `در همان جمله یکی از این‌ها باید باشد و نیست: ${by}.`
        : `Its sentence would have to name one of: ${by}.`
    case "mention.in_name":
      return fa ? "بخشی از یک نام است." : "It is part of a name."
    case "mention.negated":
      return fa ? "فعلش منفی است." : "Its verb is negated."
    case "act.denied":
      return fa ? "جمله آن را تکذیب می‌کند." : "The sentence denies it."
    case "act.figurative":
      return fa ? "در این جمله به معنای دیگری است." : "It is meant in another sense here."
    case "act.sport":
      return fa ? "سخن از ورزش است." : "The sentence is about sport."
    case "act.possibility":
      return fa ? "تنها احتمال یا حق آن گفته شده است." : "Only the possibility of it, or the right to it, is told."
    case "act.general":
      return fa ? "سخنی کلی است، نه رویدادی معین." : "It is said in general, of no one act."
    case "act.of_authority":
      return fa ? "کار مأموران است." : "It is what the police did."
    case "act.one_person":
      return fa ? "کار یک نفر است." : "It is what one person did."
    case "act.outdone":
      return fa ? "شکل روشن‌تری در همان جمله هست." : "A surer form stands in its sentence."
    case "act.beside":
      return fa
        ? "تنها برای گفتن زمانِ رویداد دیگری نام برده شده است."
        : "It is named only to say when something else was."
    case "act.other_matter":
      return fa ? `متن دربارهٔ چیز دیگری است (${by}).` : `The document is about another matter (${by}).`
    case "act.statement_without_day":
      return fa ? "بیانیه آن را بی‌تاریخ یاد می‌کند." : "A statement mentions it without a day."
    case "act.nobody":
      return fa ? "نه گروهی برایش گفته شده و نه خواسته‌ای." : "No group and no claim is told for it."
    case "act.restated":
      return fa
        ? "ادامه یا تکرارِ عملی است که گفته شده، بی‌روز و جای دیگر."
        : "It goes on with an act already told, without a day or place of its own."
    case "date.aside":
      return fa ? `روزِ چیز دیگری است (${by}).` : `It dates something else (${by}).`
    default:
      return discard.code satisfies never
  }
}
