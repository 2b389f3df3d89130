import { HitMark, type Hits } from "../lexicon/hits.ts"
import type { Doc } from "../text/doc.ts"
import { PerWord } from "../text/per-word.ts"
import type { DiscardCode, Trace } from "../trace.ts"
import { firstOf } from "../within.ts"
import type { Mention } from "./mention.ts"
import type { Phrase, Phrases } from "./phrases.ts"

const BEFORE_SPOT = PerWord.among(
  new Set("مقابل جلوی جلو روبروی برابر جنب محوطه محل درب ورودی حیاط پشت داخل outside front".split(" ")),
)

/** «مقابل شرکت مخابرات» is a spot; «کارکنان شرکت مخابرات» are people of that company. */
function isSpot(doc: Doc, first: number): boolean {
  const start = doc.sentences[doc.sentenceOf[first]!]![0]
  for (let i = first - 1; i >= start && i >= first - 3; i--) if (BEFORE_SPOT.at(doc, i) === 1) return true
  return false
}

/** Kinds that a phrase finds in its sentence; an act may lean on the sentence before it in its paragraph too («آنان …»). */
function near(doc: Doc, kindsIn: ArrayLike<number>, phrase: Phrase, sentence: number): number {
  const here = kindsIn[sentence]!
  if (phrase.kind !== "form" || sentence === 0 || doc.lineOf[sentence] !== doc.lineOf[sentence - 1]) return here
  return here | kindsIn[sentence - 1]!
}

/** Numbers of hits, kept from document to document: those that stand, those that are names, those that reach over the token at hand. */
const kept: number[] = []
const names: number[] = []
const open: number[] = []

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
  const hits = phrases.matcher.find(doc)
  const { count, phrases: phraseOf, firsts, pasts } = hits
  const drop = (code: DiscardCode, hit: number, because: string) => {
    const { kind, code: of, by } = list[phraseOf[hit]!]!
    trace?.drop(doc, code, { kind, code: of, by, first: firsts[hit]!, past: pasts[hit]! }, because)
  }
  const undoing = undoingHits(hits, phrases)
  let keeps = 0
  let named = 0
  let opened = 0
  /** Kinds that stand in each sentence, as bits. */
  const kindsIn = new Int32Array(doc.sentences.length)
  for (let hit = 0; hit < count; hit++) {
    const phrase = list[phraseOf[hit]!]!
    if (phrase.undoes) continue
    if (undoing !== null && phrase.unless.length > 0) {
      const undone = undoing.of(hit, phrase)
      if (undone >= 0) {
        if (trace !== null) drop("mention.undone", hit, doc.words.slice(firsts[undone], pasts[undone]).join(" "))
        continue
      }
    }
    const first = firsts[hit]!
    let held = -1
    let reach = 0
    for (let k = 0; k < opened; k++) {
      const outer = open[k]!
      if (pasts[outer]! <= first) continue
      open[reach++] = outer
      const one = list[phraseOf[outer]!]!
      if (held < 0 && one.kindBit === phrase.kindBit && holds(hits, outer, one, hit, phrase)) held = outer
    }
    opened = reach
    if (held >= 0) {
      const { by } = list[phraseOf[held]!]!
      if (trace !== null && by !== phrase.by) drop("mention.inside_longer", hit, by)
      continue
    }
    open[opened++] = hit
    kept[keeps++] = hit
    kindsIn[doc.sentenceOf[first]!]! |= phrase.kindBit
    if (phrase.names && (phrase.kind !== "institution" || phrase.fixed || isSpot(doc, first))) names[named++] = hit
  }
  const out: Mention[] = []
  let n = 0
  for (let k = 0; k < keeps; k++) {
    const hit = kept[k]!
    const phrase = list[phraseOf[hit]!]!
    const first = firsts[hit]!
    const past = pasts[hit]!
    const sentence = doc.sentenceOf[first]!
    if (phrase.needBits !== 0 && (phrase.needBits & near(doc, kindsIn, phrase, sentence)) === 0) {
      if (trace !== null) drop("mention.needs", hit, phrase.needs.join(", "))
      continue
    }
    while (n < named && pasts[names[n]!]! <= first) n++
    let inName = false
    if (phrase.silenced)
      for (let i = n; i < named && firsts[names[i]!]! <= first; i++) if (pasts[names[i]!]! >= past) inName = true
    out.push({
      kind: phrase.kind,
      code: phrase.code,
      first,
      past,
      sentence,
      by: phrase.by,
      negated: (hits.marks[hit]! & HitMark.negated) !== 0,
      weak: phrase.weak,
      people: phrase.people,
      inName,
    })
  }
  return out
}

/** Is hit `inner` left out for one of its kind, `outer`, that holds it? */
function holds(hits: Hits, outer: number, one: Phrase, inner: number, other: Phrase): boolean {
  const first = hits.firsts[outer]!
  const past = hits.pasts[outer]!
  const firstInside = hits.firsts[inner]!
  const pastInside = hits.pasts[inner]!
  if (first > firstInside || past < pastInside) return false
  // A weak phrase never takes the place of a sure one inside it.
  if (one.weak && !other.weak) return false
  if (one.code === other.code) return true
  return (
    past - first > pastInside - firstInside &&
    !((hits.marks[outer]! & HitMark.gapped) !== 0 && one.claims) &&
    !(one.kind === "form" && past - first > 4)
  )
}

/** What undoes other phrases in a document. */
class Undoing {
  readonly #hits: Hits
  /** By phrase, the numbers of its hits, in text order. */
  readonly #byPhrase = new Map<number, number[]>()
  #longest = 0

  constructor(hits: Hits) {
    this.#hits = hits
  }

  add(hit: number): void {
    const { phrases, firsts, pasts } = this.#hits
    this.#longest = Math.max(this.#longest, pasts[hit]! - firsts[hit]!)
    const list = this.#byPhrase.get(phrases[hit]!)
    if (list === undefined) this.#byPhrase.set(phrases[hit]!, [hit])
    else list.push(hit)
  }

  /** The first hit of a phrase's `unless` patterns that overlaps this one of it; -1 for none. Looks at those near it only. */
  of(hit: number, phrase: Phrase): number {
    const { firsts, pasts } = this.#hits
    const first = firsts[hit]!
    const past = pasts[hit]!
    for (const number of phrase.unless) {
      const list = this.#byPhrase.get(number)
      if (list === undefined) continue
      const near = firstOf(list.length, (i) => firsts[list[i]!]! >= first - this.#longest)
      for (let k = near; k < list.length && firsts[list[k]!]! < past; k++) if (first < pasts[list[k]!]!) return list[k]!
    }
    return -1
  }
}

/** `null` where nothing undoes anything. */
function undoingHits(hits: Hits, { list }: Phrases): Undoing | null {
  const { count, phrases: phraseOf } = hits
  let undoing: Undoing | null = null
  for (let hit = 0; hit < count; hit++) {
    if (!list[phraseOf[hit]!]!.undoes) continue
    undoing ??= new Undoing(hits)
    undoing.add(hit)
  }
  return undoing
}
