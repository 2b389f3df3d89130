import type { Draft } from "../actions/assemble.ts"
import type { BySentence } from "../by-sentence.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import type { Actor } from "../who/actor.ts"

/**
 * Which sentences tell of which act: a sentence belongs to the acts whose clause stands in it, else to those of the
 * group that it names, else to the latest before it in its item. With one act only, every sentence is its own.
 *
 */
export function shareSentences(
  doc: Doc,
  drafts: readonly Draft[],
  itemOf: Int32Array,
  actors: BySentence<Actor>,
  mentions: BySentence<Mention>,
): Set<number>[] {
  // One act in a list of its day, place and claims is no round-up of acts.
  const listed =
    (drafts.length > 2 && new Set(drafts.map((d) => d.item)).size > 2) ||
    drafts.every((d) => d.item !== 0 && drafts.length > 1)
  if (!listed && drafts.every((d) => together(d, drafts[0]!))) {
    const all = new Set<number>()
    for (let s = 0; s < doc.sentences.length; s++) all.add(s)
    return drafts.map(() => all)
  }
  const shares = drafts.map((d) => new Set(d.sentences))
  const told = new Set<number>()
  for (const d of drafts) for (const s of d.sentences) told.add(s)
  const inItem = new Map<number, number[]>()
  drafts.forEach((d, i) => {
    const item = listed ? d.item : 0
    const list = inItem.get(item)
    if (list === undefined) inItem.set(item, [i])
    else list.push(i)
  })
  const closing = listed ? closingLine(doc, itemOf) : Number.POSITIVE_INFINITY
  for (let s = 0; s < doc.sentences.length; s++) {
    if (doc.lineOf[s]! >= closing) break
    // A list under a report that told its acts before it is a list of what they claim.
    const here = inItem.get(listed ? itemOf[s]! : 0)
    if (told.has(s) || here === undefined) continue
    for (const i of latestBefore(doc, s, spokenOf(s, here, drafts, actors, mentions), drafts)) shares[i]!.add(s)
  }
  for (const here of inItem.values()) {
    const own = here.map((i) => shares[i]!)
    here.forEach((i) => {
      if (!here.some((k) => k !== i && together(drafts[i]!, drafts[k]!))) return
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
  if (a === b) return true
  const group = a.actor?.workforce
  if (group !== b.actor?.workforce) return false
  if (!REAL.has(a.status) || !REAL.has(b.status)) return true
  // Depositors and car buyers are one code, not one group.
  if (group === "non_labour") return false
  const [x, y] = [a.date, b.date]
  return x === null || y === null || x.precision !== "day" || y.precision !== "day" || x.start === y.start
}

/** The acts whose group a sentence names; all of them where it names none. */
function spokenOf(
  sentence: number,
  here: readonly number[],
  drafts: readonly Draft[],
  actors: BySentence<Actor>,
  mentions: BySentence<Mention>,
): readonly number[] {
  const named = actors.in(sentence)
  const labels = mentions.in(sentence).filter((m) => m.kind === "cue")
  if (labels.some((m) => m.code === "both_groups")) return here
  const names = (group: Actor | null) => group !== null && named.some((a) => a.workforce === group.workforce)
  let spoken = here.filter((i) => names(drafts[i]!.actor))
  // «شاغلان: …», beside retirees of the same trade.
  if (spoken.length === 0 && labels.some((m) => m.code === "active_staff"))
    spoken = here.filter((i) => drafts[i]!.actor?.workforce !== "retirees")
  return spoken.length > 0 ? spoken : here
}

/**
 * The acts whose latest clause stands nearest before a sentence, else the first of the list. An act of an earlier day
 * told after the main one is an aside: it holds the rest of its paragraph at most.
 */
function latestBefore(doc: Doc, sentence: number, here: readonly number[], drafts: readonly Draft[]): number[] {
  let best: number[] = []
  let at = -1
  for (const i of here) {
    let latest = -1
    for (const t of drafts[i]!.sentences) if (t < sentence && t > latest) latest = t
    if (latest >= 0 && doc.lineOf[latest] !== doc.lineOf[sentence] && isAside(drafts[i]!, here, drafts)) continue
    if (latest > at) {
      at = latest
      best = [i]
    } else if (latest === at && latest >= 0) best.push(i)
  }
  return best.length > 0 ? best : [here[0]!]
}

function isAside(draft: Draft, here: readonly number[], drafts: readonly Draft[]): boolean {
  const day = draft.date?.start
  if (day == null) return false
  const told = Math.min(...draft.sentences)
  return here.some((i) => {
    const other = drafts[i]!
    return other.date?.start != null && other.date.start > day && Math.min(...other.sentences) < told
  })
}

/** The line after a list of one line an act, where the text closes without a bullet; infinite where there is none. */
function closingLine(doc: Doc, itemOf: Int32Array): number {
  const last = itemOf[itemOf.length - 1] ?? 0
  const lines: { from: number; to: number }[] = []
  for (let s = 0; s < itemOf.length; s++) {
    const line = doc.lineOf[s]!
    const seen = lines[itemOf[s]!]
    if (seen === undefined) lines[itemOf[s]!] = { from: line, to: line }
    else seen.to = line
  }
  if (last < 3) return Number.POSITIVE_INFINITY
  for (let item = 1; item < last; item++)
    if (lines[item] === undefined || lines[item]!.to > lines[item]!.from) return Number.POSITIVE_INFINITY
  return lines[last]!.from + 1
}
