import type { Hit } from "../lexicon/matcher.ts"
import type { Doc } from "../text/doc.ts"
import type { DiscardCode, Trace } from "../trace.ts"
import type { Mention } from "./mention.ts"
import type { Phrase, Phrases } from "./phrases.ts"

/** Kinds whose names swallow what stands inside them: «سندیکای کارگران شرکت واحد» is no mention of bus workers acting. */
const NAMES = new Set(["organisation", "institution"])
/** Kinds that a surrounding name silences. */
const SILENCED = new Set(["workforce", "form", "demand", "outcome", "repression", "employment", "status", "cue"])
/** Kinds of which several are told in one breath: what a phrase skipped («حقوق و عیدی … پرداخت نشده») still counts. */
const CLAIMS = new Set(["demand", "outcome", "repression", "event"])

const BEFORE_SPOT = new Set(
  "مقابل جلوی جلو روبروی برابر جنب محوطه محل درب ورودی حیاط پشت داخل outside front".split(" "),
)

/** «مقابل شرکت مخابرات» is a spot; «کارکنان شرکت مخابرات» are people of that company. */
function isSpot(doc: Doc, first: number): boolean {
  const start = doc.sentences[doc.sentenceOf[first]!]![0]
  for (let i = first - 1; i >= start && i >= first - 3; i--) if (BEFORE_SPOT.has(doc.words[i]!)) return true
  return false
}

/**
 * Finds every phrase of the lexicon in a document and settles overlaps.
 *
 * Of two phrases of one kind the longer wins where it holds the other (a claim that skipped words leaves other
 * claims inside it standing); a phrase is undone by its `unless`
 * patterns where they overlap it, and falls away when none of the kinds that it `needs` stands in its sentence.
 *
 * @param trace Takes note of what was found and did not count; `null` when nobody asks.
 * @returns Mentions in text order.
 */
export function readMentions(doc: Doc, phrases: Phrases, trace: Trace | null = null): Mention[] {
  const drop = (code: DiscardCode, { hit, phrase }: { hit: Hit; phrase: Phrase }, because: string) =>
    trace?.drop(
      doc,
      code,
      { kind: phrase.kind, code: phrase.code, by: phrase.by, first: hit.first, past: hit.past },
      because,
    )
  const hits = phrases.matcher.find(doc)
  const undoing = hits.filter((hit) => phrases.list[hit.phrase]!.kind === "unless")
  const standing: { hit: Hit; phrase: Phrase }[] = []
  for (const hit of hits) {
    const phrase = phrases.list[hit.phrase]!
    if (phrase.kind === "unless") continue
    const undone =
      phrase.unless.length === 0
        ? undefined
        : undoing.find((u) => phrase.unless.includes(u.phrase) && u.first < hit.past && hit.first < u.past)
    if (undone !== undefined) {
      if (trace !== null) drop("mention.undone", { hit, phrase }, doc.words.slice(undone.first, undone.past).join(" "))
      continue
    }
    standing.push({ hit, phrase })
  }
  standing.sort((a, b) => a.hit.first - b.hit.first || b.hit.past - a.hit.past)
  const kept: { hit: Hit; phrase: Phrase }[] = []
  const open = new Map<string, { hit: Hit; phrase: Phrase }[]>()
  for (const item of standing) {
    const same = (open.get(item.phrase.kind) ?? []).filter((k) => k.hit.past > item.hit.first)
    const held = same.find(
      (k) =>
        k.hit.first <= item.hit.first &&
        k.hit.past >= item.hit.past &&
        (k.hit.past - k.hit.first > item.hit.past - item.hit.first || k.phrase.code === item.phrase.code) &&
        // A weak phrase never takes the place of a sure one inside it.
        !(k.phrase.weak && !item.phrase.weak) &&
        !(k.hit.gapped && k.phrase.code !== item.phrase.code && CLAIMS.has(k.phrase.kind)) &&
        !(k.phrase.kind === "form" && k.hit.past - k.hit.first > 4 && k.phrase.code !== item.phrase.code),
    )
    if (held !== undefined) {
      if (trace !== null && held.phrase.by !== item.phrase.by) drop("mention.inside_longer", item, held.phrase.by)
      open.set(item.phrase.kind, same)
      continue
    }
    same.push(item)
    open.set(item.phrase.kind, same)
    kept.push(item)
  }
  const names = kept.filter(
    (k) => NAMES.has(k.phrase.kind) && (k.phrase.kind !== "institution" || k.phrase.fixed || isSpot(doc, k.hit.first)),
  )
  const kindsIn = new Map<number, Set<string>>()
  for (const { hit, phrase } of kept) {
    const s = doc.sentenceOf[hit.first]!
    const set = kindsIn.get(s) ?? new Set()
    set.add(phrase.kind)
    kindsIn.set(s, set)
  }
  const out: Mention[] = []
  let n = 0
  for (const { hit, phrase } of kept) {
    const sentence = doc.sentenceOf[hit.first]!
    if (phrase.needs.length > 0 && !phrase.needs.some((kind) => kindsIn.get(sentence)!.has(kind))) {
      if (trace !== null) drop("mention.needs", { hit, phrase }, phrase.needs.join(", "))
      continue
    }
    while (n < names.length && names[n]!.hit.past <= hit.first) n++
    let inName = false
    if (SILENCED.has(phrase.kind)) {
      for (let k = n; k < names.length && names[k]!.hit.first <= hit.first; k++) {
        if (names[k]!.hit.past >= hit.past) inName = true
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
      inName,
    })
  }
  return out
}
