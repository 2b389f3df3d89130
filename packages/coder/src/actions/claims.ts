import type { BySentence } from "../by-sentence.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import type { Draft } from "./assemble.ts"

/** Kinds of mention that an act collects from the sentences that belong to it. */
export type ClaimKind = "demand" | "outcome" | "repression" | "employment"

/**
 * Which sentences tell of which act: a sentence belongs to the acts whose clause stands in it, else to the latest
 * before it in its item, and to all acts of that same group. With one act only, every sentence is its own.
 */
export function shareSentences(
  doc: Doc,
  drafts: readonly Draft[],
  itemOf: Int32Array,
  actorSentences: ReadonlyMap<number, ReadonlySet<string>>,
): Set<number>[] {
  const shares = drafts.map((d) => new Set(d.sentences))
  const groups = new Set(drafts.map((d) => d.actor?.workforce ?? ""))
  if (groups.size <= 1 && drafts.every((d) => d.item === 0)) {
    for (let s = 0; s < doc.sentences.length; s++) for (const share of shares) share.add(s)
    return shares
  }
  const told = new Set(drafts.flatMap((d) => [...d.sentences]))
  const inItem = new Map<number, number[]>()
  drafts.forEach((d, i) => {
    const list = inItem.get(d.item)
    if (list === undefined) inItem.set(d.item, [i])
    else list.push(i)
  })
  for (let s = 0; s < doc.sentences.length; s++) {
    const here = inItem.get(itemOf[s]!)
    if (told.has(s) || here === undefined) continue
    const named = actorSentences.get(s)
    const byActor =
      named === undefined ? [] : here.filter((i) => drafts[i]!.actor !== null && named.has(drafts[i]!.actor!.workforce))
    for (const i of byActor.length > 0 ? byActor : [latestBefore(s, here, drafts)]) shares[i]!.add(s)
  }
  // Acts of one group in one telling press the same claims (a held gathering and the strike it threatens).
  for (const here of inItem.values()) {
    const together = new Map<string, Set<number>>()
    for (const i of here) {
      const key = drafts[i]!.actor?.workforce ?? ""
      const joined = together.get(key) ?? new Set()
      for (const s of shares[i]!) joined.add(s)
      together.set(key, joined)
    }
    for (const i of here) shares[i] = together.get(drafts[i]!.actor?.workforce ?? "")!
  }
  return shares
}

/** The act whose latest clause stands nearest before a sentence, else the first of its item. */
function latestBefore(sentence: number, here: readonly number[], drafts: readonly Draft[]): number {
  let best = here[0]!
  let at = -1
  for (const i of here) {
    for (const t of drafts[i]!.sentences) {
      if (t < sentence && t >= at) {
        at = t
        best = i
      }
    }
  }
  return best
}

/** Mentions of a kind in the given sentences that stand as claims of an act, one for each code, the best first. */
export function claimsOf(
  kind: ClaimKind,
  mentions: BySentence<Mention>,
  sentences: ReadonlySet<number>,
  quoted: Uint8Array,
): Mention[] {
  const best = new Map<string, Mention>()
  const spoken = new Map<string, Mention>()
  for (const sentence of [...sentences].sort((a, b) => a - b)) {
    const here = mentions.in(sentence)
    const has = (...codes: readonly string[]) => here.some((m) => m.kind === "cue" && codes.includes(m.code))
    for (const m of here) {
      if (m.kind !== kind || m.inName) continue
      if (m.weak && !has("demand_intro", "protest")) continue
      if (kind !== "demand" && (m.negated || has("history"))) continue
      const target = kind === "demand" && quoted[m.first] === 1 ? spoken : best
      const had = target.get(m.code)
      if (had === undefined || (had.weak && !m.weak)) target.set(m.code, m)
    }
  }
  // Slogans count only when nothing else is given (codebook §9, rule 4).
  if (kind === "demand" && best.size === 0) return [...spoken.values()]
  return [...best.values()]
}
