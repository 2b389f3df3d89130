import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import type { Draft } from "./assemble.ts"

/** Kinds of mention that an act collects from the sentences that belong to it. */
export type ClaimKind = "demand" | "outcome" | "repression" | "employment"

const MODAL_CUES = new Set(["demand_intro", "protest"])

/**
 * Which sentences tell of which act: a sentence belongs to the acts whose clause stands in it, else to the latest
 * before it in its item, and to all acts of that same group. With one act only, every sentence is its own.
 */
export function shareSentences(doc: Doc, drafts: readonly Draft[], itemOf: Int32Array, actorSentences: ReadonlyMap<number, ReadonlySet<string>>): Set<number>[] {
  const shares = drafts.map((d) => new Set(d.sentences))
  const groups = new Set(drafts.map((d) => d.actor?.workforce ?? ""))
  const alone = groups.size <= 1 && drafts.every((d) => d.item === 0)
  for (let s = 0; s < doc.sentences.length; s++) {
    if (alone) {
      for (const share of shares) share.add(s)
      continue
    }
    const own = drafts.some((d) => d.sentences.has(s))
    if (own) continue
    const inItem = drafts.map((d, i) => ({ d, i })).filter(({ d }) => d.item === itemOf[s])
    if (inItem.length === 0) continue
    const named = actorSentences.get(s)
    const byActor = named === undefined ? [] : inItem.filter(({ d }) => d.actor !== null && named.has(d.actor.workforce))
    if (byActor.length > 0) {
      for (const { i } of byActor) shares[i]!.add(s)
      continue
    }
    let latest = -1
    let at = -1
    for (const { d, i } of inItem) {
      for (const t of d.sentences) {
        if (t < s && t >= at) {
          at = t
          latest = i
        }
      }
    }
    if (latest < 0) latest = inItem[0]!.i
    shares[latest]!.add(s)
  }
  // Acts of one group in one telling press the same claims (a held gathering and the strike it threatens).
  if (!alone) {
    for (let a = 0; a < drafts.length; a++) {
      for (let b = 0; b < drafts.length; b++) {
        if (a === b || drafts[a]!.item !== drafts[b]!.item) continue
        if (drafts[a]!.actor?.workforce === drafts[b]!.actor?.workforce) for (const s of shares[b]!) shares[a]!.add(s)
      }
    }
  }
  return shares
}

/** Mentions of a kind in the given sentences that stand as claims of an act, one for each code, the best first. */
export function claimsOf(kind: ClaimKind, mentions: readonly Mention[], sentences: ReadonlySet<number>, quoted: Uint8Array): Mention[] {
  const cued = new Set<number>()
  const history = new Set<number>()
  for (const m of mentions) {
    if (m.kind !== "cue") continue
    if (MODAL_CUES.has(m.code)) cued.add(m.sentence)
    if (m.code === "history") history.add(m.sentence)
  }
  const best = new Map<string, Mention>()
  const spoken = new Map<string, Mention>()
  for (const m of mentions) {
    if (m.kind !== kind || m.inName || !sentences.has(m.sentence)) continue
    if (m.weak && !cued.has(m.sentence)) continue
    if (kind !== "demand" && (m.negated || history.has(m.sentence))) continue
    const target = kind === "demand" && quoted[m.first] === 1 ? spoken : best
    const had = target.get(m.code)
    if (had === undefined || (had.weak && !m.weak)) target.set(m.code, m)
  }
  // Slogans count only when nothing else is given (codebook §9, rule 4).
  if (kind === "demand" && best.size === 0) return [...spoken.values()]
  return [...best.values()]
}
