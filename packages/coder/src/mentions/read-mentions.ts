import type { Hit } from "../lexicon/matcher.ts"
import type { Doc } from "../text/doc.ts"
import type { DiscardCode, Trace } from "../trace.ts"
import { firstAtOrAfter } from "../within.ts"
import type { Mention } from "./mention.ts"
import type { Phrase, Phrases } from "./phrases.ts"

/** Kinds of which several are told in one breath: what a phrase skipped («حقوق و عیدی … پرداخت نشده») still counts. */
const CLAIMS = new Set(["demand", "outcome", "repression", "event", "cue"])

const BEFORE_SPOT = new Set(
  "مقابل جلوی جلو روبروی برابر جنب محوطه محل درب ورودی حیاط پشت داخل outside front".split(" "),
)

/** «مقابل شرکت مخابرات» is a spot; «کارکنان شرکت مخابرات» are people of that company. */
function isSpot(doc: Doc, first: number): boolean {
  const start = doc.sentences[doc.sentenceOf[first]!]![0]
  for (let i = first - 1; i >= start && i >= first - 3; i--) if (BEFORE_SPOT.has(doc.words[i]!)) return true
  return false
}

/** Kinds that a phrase finds in its sentence; an act may lean on the sentence before it in its paragraph too («آنان …»). */
function near(doc: Doc, kindsIn: ArrayLike<number>, phrase: Phrase, sentence: number): number {
  const here = kindsIn[sentence]!
  if (phrase.kind !== "form" || sentence === 0 || doc.lineOf[sentence] !== doc.lineOf[sentence - 1]) return here
  return here | kindsIn[sentence - 1]!
}

/**
 * Finds every phrase of the lexicon in a document and settles overlaps.
 *
 * Of two phrases of one kind the longer wins where it holds the other (a claim that skipped words leaves other
 * claims inside it standing); a phrase is undone by its `unless`
 * patterns where they overlap it, and falls away when none of the kinds that it `needs` stands near.
 *
 * @param trace Takes note of what was found and did not count; `null` when nobody asks.
 * @returns Mentions in text order.
 */
export function readMentions(doc: Doc, phrases: Phrases, trace: Trace | null = null): Mention[] {
  const { list } = phrases
  const drop = (code: DiscardCode, { phrase, first, past }: Hit, because: string) => {
    const { kind, code: of, by } = list[phrase]!
    trace?.drop(doc, code, { kind, code: of, by, first, past }, because)
  }
  const hits = phrases.matcher.find(doc)
  const undoing = undoingHits(hits, phrases)
  const kept: Hit[] = []
  const names: Hit[] = []
  /** Kept ones that reach over the token at hand. */
  const open: Hit[] = []
  /** Kinds that stand in each sentence, as bits. */
  const kindsIn = new Int32Array(doc.sentences.length)
  for (const hit of hits) {
    const phrase = list[hit.phrase]!
    if (phrase.kind === "unless") continue
    const undone = phrase.unless.length === 0 ? null : undoneBy(hit, phrase, undoing)
    if (undone !== null) {
      if (trace !== null) drop("mention.undone", hit, doc.words.slice(undone.first, undone.past).join(" "))
      continue
    }
    let held: Hit | null = null
    let reach = 0
    for (const k of open) {
      if (k.past <= hit.first) continue
      open[reach++] = k
      const one = list[k.phrase]!
      if (held === null && one.kindBit === phrase.kindBit && holds(k, one, hit, phrase)) held = k
    }
    while (open.length > reach) open.pop()
    if (held !== null) {
      const { by } = list[held.phrase]!
      if (trace !== null && by !== phrase.by) drop("mention.inside_longer", hit, by)
      continue
    }
    open.push(hit)
    kept.push(hit)
    kindsIn[doc.sentenceOf[hit.first]!]! |= phrase.kindBit
    if (phrase.names && (phrase.kind !== "institution" || phrase.fixed || isSpot(doc, hit.first))) names.push(hit)
  }
  const out: Mention[] = []
  let n = 0
  for (const hit of kept) {
    const phrase = list[hit.phrase]!
    const sentence = doc.sentenceOf[hit.first]!
    if (phrase.needBits !== 0 && (phrase.needBits & near(doc, kindsIn, phrase, sentence)) === 0) {
      if (trace !== null) drop("mention.needs", hit, phrase.needs.join(", "))
      continue
    }
    while (n < names.length && names[n]!.past <= hit.first) n++
    let inName = false
    if (phrase.silenced) {
      for (let k = n; k < names.length && names[k]!.first <= hit.first; k++) {
        if (names[k]!.past >= hit.past) inName = true
      }
    }
    out.push({
      kind: phrase.kind,
      code: phrase.code,
      first: hit.first,
      past: hit.past,
      sentence,
      by: phrase.by,
      negated: hit.negated,
      weak: phrase.weak,
      people: phrase.people,
      inName,
    })
  }
  return out
}

/** Is a hit left out for one of its kind, `outer`, that holds it? */
function holds(outer: Hit, one: Phrase, inner: Hit, other: Phrase): boolean {
  const length = outer.past - outer.first
  return (
    outer.first <= inner.first &&
    outer.past >= inner.past &&
    (length > inner.past - inner.first || one.code === other.code) &&
    // A weak phrase never takes the place of a sure one inside it.
    !(one.weak && !other.weak) &&
    !(outer.gapped && one.code !== other.code && CLAIMS.has(one.kind)) &&
    !(one.kind === "form" && length > 4 && one.code !== other.code)
  )
}

/** Hits that undo others, by phrase, in text order; with the length of the longest. */
interface Undoing {
  readonly of: ReadonlyMap<number, readonly Hit[]>
  readonly longest: number
}

const NOTHING: ReadonlyMap<number, readonly Hit[]> = new Map()

function undoingHits(hits: readonly Hit[], phrases: Phrases): Undoing {
  let of: Map<number, Hit[]> | null = null
  let longest = 0
  for (const hit of hits) {
    if (phrases.list[hit.phrase]!.kind !== "unless") continue
    longest = Math.max(longest, hit.past - hit.first)
    of ??= new Map()
    const list = of.get(hit.phrase)
    if (list === undefined) of.set(hit.phrase, [hit])
    else list.push(hit)
  }
  return { of: of ?? NOTHING, longest }
}

/** The first hit of a phrase's `unless` patterns that overlaps it; `null` for none. Looks at those near it only. */
function undoneBy(hit: Hit, phrase: Phrase, { of, longest }: Undoing): Hit | null {
  if (of.size === 0) return null
  for (const number of phrase.unless) {
    const list = of.get(number)
    if (list === undefined) continue
    for (let k = firstAtOrAfter(list, "first", hit.first - longest); k < list.length && list[k]!.first < hit.past; k++)
      if (hit.first < list[k]!.past) return list[k]!
  }
  return null
}
