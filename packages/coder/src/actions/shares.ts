import type { Doc } from "../text/doc.ts"
import type { Draft } from "./assemble.ts"

/**
 * Which sentences tell of which act: a sentence belongs to the acts whose clause stands in it, else to those of the
 * group that it names, else to the latest before it in its item. With one act only, every sentence is its own.
 *
 * @param actorSentences Workforces that each sentence names as acting.
 */
export function shareSentences(
  doc: Doc,
  drafts: readonly Draft[],
  itemOf: Int32Array,
  actorSentences: ReadonlyMap<number, ReadonlySet<string>>,
): Set<number>[] {
  const shares = drafts.map((d) => new Set(d.sentences))
  // One act in a list of its day, place and claims is no round-up of acts.
  const listed = new Set(drafts.map((d) => d.item)).size > 2 || drafts.every((d) => d.item !== 0 && drafts.length > 1)
  if (!listed && drafts.every((d) => together(d, drafts[0]!))) {
    for (let s = 0; s < doc.sentences.length; s++) for (const share of shares) share.add(s)
    return shares
  }
  const told = new Set(drafts.flatMap((d) => [...d.sentences]))
  const inItem = new Map<number, number[]>()
  drafts.forEach((d, i) => {
    const item = listed ? d.item : 0
    const list = inItem.get(item)
    if (list === undefined) inItem.set(item, [i])
    else list.push(i)
  })
  for (let s = 0; s < doc.sentences.length; s++) {
    // A list under a report that told its acts before it is a list of what they claim.
    const here = inItem.get(listed ? itemOf[s]! : 0)
    if (told.has(s) || here === undefined) continue
    const named = actorSentences.get(s)
    const byActor =
      named === undefined ? [] : here.filter((i) => drafts[i]!.actor !== null && named.has(drafts[i]!.actor!.workforce))
    const candidates = byActor.length > 0 ? byActor : here
    for (const i of latestBefore(s, candidates, drafts)) shares[i]!.add(s)
  }
  for (const here of inItem.values()) {
    const own = here.map((i) => shares[i]!)
    here.forEach((i) => {
      const joined = new Set<number>()
      here.forEach((k, at) => {
        if (together(drafts[i]!, drafts[k]!)) for (const s of own[at]!) joined.add(s)
      })
      shares[i] = joined
    })
  }
  return shares
}

const REAL = new Set(["held", "ongoing", "ended"])

/** Acts of one group in one telling press the same claims, but for two that it held on different days. */
function together(a: Draft, b: Draft): boolean {
  if ((a.actor?.workforce ?? "") !== (b.actor?.workforce ?? "")) return false
  if (a === b || !REAL.has(a.status) || !REAL.has(b.status)) return true
  const [x, y] = [a.date, b.date]
  return x === null || y === null || x.precision !== "day" || y.precision !== "day" || x.start === y.start
}

/** The acts whose latest clause stands nearest before a sentence, else the first of its item. */
function latestBefore(sentence: number, here: readonly number[], drafts: readonly Draft[]): number[] {
  let best: number[] = []
  let at = -1
  for (const i of here) {
    let latest = -1
    for (const t of drafts[i]!.sentences) if (t < sentence && t > latest) latest = t
    if (latest > at) {
      at = latest
      best = [i]
    } else if (latest === at && latest >= 0) best.push(i)
  }
  return best.length > 0 ? best : [here[0]!]
}
