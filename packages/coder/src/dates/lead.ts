import { type WordTable, wordsAt, wordsBefore } from "../numbers/word-table.ts"
import { TokenKind } from "../text/doc.ts"
import { PerWord } from "../text/per-word.ts"
import type { DateCue } from "./date-words.ts"
import type { Scope } from "./scope.ts"

/** What leads into a date: «از» opens a stretch, «تا» closes one, «چند بار طی» only counts how often. */
export interface Lead {
  readonly kind: "since" | "until" | "times"
  readonly first: number
}

/** What a word is to a date behind it. */
const Leads = {
  since: 1,
  until: 2,
  during: 3,
  /** May stand between «از» and the date. */
  filler: 4,
  /** «پیش از شنبه»: until it. */
  earlier: 5,
  /** «پس از شنبه», «بیش از»: here «از» opens no stretch. */
  notSince: 6,
} as const
const LEADS = PerWord.of({
  "از since from": Leads.since,
  "تا لغایت until till by before": Leads.until,
  "طی ظرف خلال during over in": Leads.during,
  "روز روزهای تاریخ مورخ ساعت the day of on ماه همان همین این شب": Leads.filler,
  "پیش قبل": Leads.earlier,
  "پس بعد بیش کمتر بیشتر غیر جدا after": Leads.notSince,
})
const FARTHEST = 5
const TIGHT = new Set("- / . – ، ,".split(" "))

/** The lead of a date that begins at token `i`: «از صبح روز شنبه», «تا پایان هفته»; `null` when it has none. */
export function leadBefore(scope: Scope, i: number): Lead | null {
  const { doc, start } = scope
  let k = i - 1
  while (k >= start && k >= i - FARTHEST) {
    const leads = LEADS.at(doc, k)
    if (leads === Leads.since) {
      const before = k > start ? LEADS.at(doc, k - 1) : 0
      if (before === Leads.earlier) return { kind: "until", first: k - 1 }
      return before === Leads.notSince ? null : { kind: "since", first: k }
    }
    if (leads === Leads.during) return cueBefore(scope, "times", k) === null ? null : { kind: "times", first: k }
    if (leads === Leads.until) return { kind: "until", first: k }
    if (leads === Leads.filler || (doc.kinds[k] === TokenKind.number && k > start && doc.words[k - 1] === "ساعت")) k--
    else {
      const filler = cueBefore(scope, "part", k + 1) ?? cueBefore(scope, "edge", k + 1)
      if (filler === null) return null
      k = filler - 1
    }
  }
  return null
}

/** First token of a cue that ends right before `i`; `null` when none does. */
export function cueBefore(scope: Scope, cue: DateCue, i: number): number | null {
  return wordsBefore(scope.words.cues[cue], scope.doc, i, scope.start)?.first ?? null
}

/** Past token of a cue that begins at `i`; `null` when none does. */
export function cueAt(scope: Scope, cue: DateCue, i: number): number | null {
  return wordsAt(scope.words.cues[cue], scope.doc, i, scope.past)?.past ?? null
}

/** Does a cue stand among the `reach` tokens before `i`? */
export function cueWithin(scope: Scope, cue: DateCue, i: number, reach: number): boolean {
  return someAt(scope, scope.words.cues[cue], Math.max(scope.start, i - reach), i)
}

/** Does a cue begin among the `reach` tokens from `i` on? */
export function cueAhead(scope: Scope, cue: DateCue, i: number, reach: number): boolean {
  return someAt(scope, scope.words.cues[cue], i, Math.min(scope.past, i + reach))
}

function someAt(scope: Scope, table: WordTable<true>, from: number, to: number): boolean {
  for (let k = from; k < to; k++) if (wordsAt(table, scope.doc, k, scope.past) !== null) return true
  return false
}

/** Is token `i` a mark that touches the tokens on both sides of it («12-آبان-1403»)? */
export function tightMark(scope: Scope, i: number): boolean {
  const { doc } = scope
  if (i <= scope.start || i + 1 >= scope.past || doc.kinds[i] !== TokenKind.mark) return false
  return doc.ends[i - 1] === doc.starts[i] && doc.ends[i] === doc.starts[i + 1] && TIGHT.has(doc.words[i]!)
}
