import { BySentence } from "../by-sentence.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"
import type { ClauseWords } from "./clause-words.ts"

const BULLETS = new Set("•-–—*+".split(""))

/**
 * Splits a round-up into its items: the number of the item that each sentence stands in, 0 for what stands before the first.
 *
 * A document has items when at least two lines that begin with a bullet, a number or a hashtag lead to an act of their own
 * group or place. Otherwise every sentence is item 0.
 */
export function readItems(doc: Doc, mentions: readonly Mention[], words: ClauseWords): Int32Array {
  const itemOf = new Int32Array(doc.sentences.length)
  const starts: number[] = []
  const labelled: number[] = []
  // Within a list of claims, whose lines are no acts.
  let claims = false
  const heads = once(() => sentencesWith(mentions, (m) => m.kind === "cue" && m.code === "demand_intro"))
  const acts = once(() => sentencesWith(mentions, (m) => m.kind === "form" && !m.inName))
  for (let s = 0; s < doc.sentences.length; s++) {
    if (s > 0 && doc.lineOf[s] === doc.lineOf[s - 1]) continue
    if (isLabelled(doc, doc.sentences[s]![0], doc.sentences[s]![1])) labelled.push(s)
    if (!isMarker(doc, doc.sentences[s]![0], doc.sentences[s]![1])) claims &&= !acts().has(s)
    else if (headsClaims(doc, heads(), lastOfLine(doc, s)) || (s > 0 && headsClaims(doc, heads(), s - 1))) claims = true
    else if (!claims) starts.push(s)
  }
  // An emoji before the headline is an ornament unless other lines begin with it too.
  if (starts[0] === 0 && !starts.slice(1).some((t) => sameMarker(doc, 0, t))) starts.shift()
  // «شنبه: …», «تهران: …»: three lines that begin with a label and a colon are a list too.
  if (starts.length < 2 && labelled.length >= 3)
    starts.push(...labelled.filter((s) => starts[0] !== s && starts[1] !== s))
  starts.sort((a, b) => a - b)
  if (starts.length < 2 && !mayBePlaced(doc)) return itemOf
  const by = new BySentence(mentions)
  if (starts.length < 2) {
    const placed = placedLines(doc, by, words)
    if (placed === null) return itemOf
    starts.splice(0, starts.length, ...placed)
  }
  // «دو تجمع جداگانه برپا شد: …»: what the heading names needs no word in the items.
  const headed = headingForm(doc, mentions, starts[0]!, words) !== null
  let full = 0
  let half = 0
  for (let k = 0; k < starts.length; k++) {
    const from = starts[k]!
    const to = starts[k + 1] ?? doc.sentences.length
    let act = false
    let near = false
    let who = false
    for (let s = from; s < to; s++) {
      for (const m of by.in(s)) {
        if (m.inName) continue
        if (m.kind === "form" && !m.negated) act = true
        if (m.kind === "institution" || m.kind === "demand") near = true
        if (m.kind === "workforce" || m.kind === "place" || m.kind === "workplace") who = true
      }
    }
    if (who && (act || (headed && near))) full++
    else if (near && who) half++
  }
  if (full < 2 || full + half < starts.length / 2) return itemOf
  let item = 0
  for (let s = 0; s < doc.sentences.length; s++) {
    if (starts[item] === s) item++
    itemOf[s] = item
  }
  return itemOf
}

/**
 * The one form of action that the lines before a list count or name in the plural («دو تجمع جداگانه», «تجمع‌های امروز»).
 *
 * @param before Sentence that the list begins with.
 */
export function headingForm(
  doc: Doc,
  mentions: readonly Mention[],
  before: number,
  words: ClauseWords,
): Mention | null {
  let found: Mention | null = null
  for (const m of mentions) {
    if (m.sentence >= before) break
    if (m.kind !== "form" || m.inName || m.negated) continue
    if (found !== null && found.code !== m.code) return null
    if (found === null && !isCounted(doc, m, words)) continue
    found = m
  }
  return found
}

function isCounted(doc: Doc, m: Mention, words: ClauseWords): boolean {
  if (words.pluralAct.has(doc.words[m.first]!)) return true
  const before = m.first - 1
  if (before < doc.sentences[m.sentence]![0]) return false
  return words.count.has(doc.words[before]!) || doc.kinds[before] === TokenKind.number
}

function sameMarker(doc: Doc, a: number, b: number): boolean {
  return doc.words[doc.sentences[a]![0]] === doc.words[doc.sentences[b]![0]]
}

/** «اهم مطالبات:», «خواسته‌ها:»: what is listed below is claimed. */
function headsClaims(doc: Doc, heads: ReadonlySet<number>, s: number): boolean {
  return doc.words[doc.sentences[s]![1] - 1] === ":" && heads.has(s)
}

function lastOfLine(doc: Doc, s: number): number {
  let last = s
  while (last + 1 < doc.sentences.length && doc.lineOf[last + 1] === doc.lineOf[s]) last++
  return last
}

function sentencesWith(mentions: readonly Mention[], holds: (m: Mention) => boolean): ReadonlySet<number> {
  return new Set(mentions.filter(holds).map((m) => m.sentence))
}

/** Made when it is first asked for: few texts have lists. */
function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** Fewest lines that begin with «در» for a round-up by towns. */
const PLACED = 2

/** Do so many lines begin with «در»? Most texts have none. */
function mayBePlaced(doc: Doc): boolean {
  let lines = 0
  for (let s = 0; s < doc.sentences.length; s++) if (opensLine(doc, s) && isIn(doc, s)) lines++
  return lines >= PLACED
}

function opensLine(doc: Doc, s: number): boolean {
  return s === 0 || doc.lineOf[s] !== doc.lineOf[s - 1]
}

function isIn(doc: Doc, s: number): boolean {
  return doc.words[doc.sentences[s]![0]] === "در"
}

/**
 * The lines of a round-up in prose: «در تهران مرغداران … تجمع کردند.», «در مشهد نانوایان …», each with a town and a group of its
 * own, and those between that add to it («همچنین …»); `null` for a text of another kind. One group in many towns is no list.
 */
function placedLines(doc: Doc, by: BySentence<Mention>, words: ClauseWords): number[] | null {
  const out: number[] = []
  const groups = new Set<string>()
  let placed = 0
  for (let s = 0; s < doc.sentences.length; s++) {
    if (!opensLine(doc, s)) continue
    const [first] = doc.sentences[s]!
    if (placed > 0 && words.additive.has(doc.words[first]!)) out.push(s)
    const here = by.in(s)
    if (!isIn(doc, s) || !here.some((m) => m.kind === "place" && m.first > first && m.first <= first + 2)) continue
    if (!here.some((m) => m.kind === "form" && !m.inName && !m.negated)) continue
    const group = here.find((m) => m.kind === "workforce" && !m.inName)?.code
    if (group === undefined || groups.has(group)) return null
    groups.add(group)
    out.push(s)
    placed++
  }
  return placed < PLACED ? null : out
}

function isLabelled(doc: Doc, first: number, past: number): boolean {
  for (let i = first + 1; i < Math.min(past - 3, first + 6); i++) if (doc.words[i] === ":") return true
  return false
}

/** «#ایران #پرستاران #اعتصاب»: nothing but tags, which leads to no item. */
function isTagLine(doc: Doc, first: number, past: number): boolean {
  let tags = 0
  let words = 0
  for (let i = first; i < past; i++) {
    if (doc.kinds[i] === TokenKind.hash) tags++
    else if (doc.kinds[i] === TokenKind.word) words++
  }
  return tags >= 2 && words <= 2 * tags
}

function isMarker(doc: Doc, first: number, past: number): boolean {
  const word = doc.words[first]!
  if (doc.kinds[first] === TokenKind.hash) return !isTagLine(doc, first, past)
  // Any emoji or symbol may be a bullet; quotes and brackets are not.
  if (doc.kinds[first] === TokenKind.mark) return BULLETS.has(word) || word.charCodeAt(0) >= 0x2190
  return (
    doc.kinds[first] === TokenKind.number &&
    first + 1 < past &&
    doc.kinds[first + 1] === TokenKind.mark &&
    "-–—.)/ـ".includes(doc.words[first + 1]!)
  )
}
