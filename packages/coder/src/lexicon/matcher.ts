import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"
import { englishLemmas, nounLemmas, type VerbStems, verbForms } from "./inflect.ts"
import { type Element, parsePattern } from "./pattern.ts"

/** One place where a phrase of the matcher stands in a document. */
export interface Hit {
  /** Number that the phrase was added under. */
  readonly phrase: number
  /** Token range [first, past). */
  readonly first: number
  readonly past: number
  /** True when a verb given by its lemma stands in a negated form. */
  readonly negated: boolean
  /** True when `…` skipped at least one word, so that words of another meaning may stand inside. */
  readonly gapped: boolean
}

/** Most words that `…` may skip. */
const GAP = 5
const GAP_SYMBOL = 0
/** More words than this in the cache and it starts anew: memory stays flat on endless input. */
const CACHE_WORDS = 200_000

interface WordSymbols {
  readonly symbols: readonly number[]
  readonly set: ReadonlySet<number>
  /** Symbols that a negated verb form stands for. */
  readonly negated: readonly number[]
}

/**
 * A trie over words, lemmas and gaps that finds all phrases of a lexicon in one pass over a document.
 *
 * Every token is looked up once (its symbols: itself, its lemmas) and walks the trie from there; cost is
 * linear in tokens, since a phrase's length and a gap are bounded.
 */
export class Matcher {
  readonly #words = new Map<string, number>()
  /** Words of names. */
  readonly #exact = new Map<string, number>()
  readonly #nouns = new Map<string, number>()
  readonly #nounSet = new Set<string>()
  readonly #english = new Map<string, number>()
  readonly #englishSet = new Set<string>()
  readonly #verbs = new Map<string, { symbol: number; negated: boolean }[]>()
  readonly #verbSymbols = new Map<string, number>()
  /** Sets of alternatives: key of their members → symbol, and member symbol → the sets it belongs to. */
  readonly #classes = new Map<string, number>()
  readonly #classesOf = new Map<number, number[]>()
  /** Edges of each node: symbol → node. */
  readonly #out: Map<number, number>[] = [new Map()]
  readonly #ends: (number[] | undefined)[] = [undefined]
  readonly #stems: ReadonlyMap<string, VerbStems>
  readonly #irregular: ReadonlyMap<string, string>
  #symbols = 1
  #cache = new Map<string, WordSymbols>()

  /**
   * @param stems Infinitive (folded, «کشیدن») → stems.
   * @param irregular Irregular English form → lemma.
   */
  constructor(stems: ReadonlyMap<string, VerbStems>, irregular: ReadonlyMap<string, string>) {
    this.#stems = stems
    this.#irregular = irregular
  }

  /**
   * Adds a pattern under a number; the same number may be given several patterns.
   *
   * @param name A name: its words stand as they are, but for the ezafe ی after ا and و.
   */
  add(phrase: number, pattern: string, name = false): void {
    for (const sequence of parsePattern(pattern)) this.#addSequence(phrase, sequence, name)
  }

  #addSequence(phrase: number, sequence: readonly Element[], name: boolean): void {
    let node = 0
    for (const element of sequence) {
      const symbol = this.#symbolOf(element, name)
      let next = this.#out[node]!.get(symbol)
      if (next === undefined) {
        next = this.#ends.length
        this.#ends.push(undefined)
        this.#out.push(new Map())
        this.#out[node]!.set(symbol, next)
      }
      node = next
    }
    const ends = this.#ends[node] ?? []
    if (!ends.includes(phrase)) ends.push(phrase)
    this.#ends[node] = ends
  }

  #symbolOf(element: Element, name: boolean): number {
    if (element.is === "gap") return GAP_SYMBOL
    if (name && element.is === "word") return known(this.#exact, element.word, () => this.#symbols++)
    if (element.is !== "any")
      return element.is === "word" ? this.#wordSymbol(element.word) : this.#lemmaSymbol(element.word)
    const members = element.of.map((e) => this.#symbolOf(e, name)).sort((a, b) => a - b)
    return known(this.#classes, members.join(" "), () => {
      const symbol = this.#symbols++
      for (const member of members) {
        const classes = this.#classesOf.get(member)
        if (classes === undefined) this.#classesOf.set(member, [symbol])
        else classes.push(symbol)
      }
      return symbol
    })
  }

  #wordSymbol(word: string): number {
    return known(this.#words, word, () => this.#symbols++)
  }

  #lemmaSymbol(word: string): number {
    const c = word.charCodeAt(0)
    if (c >= 0x61 && c <= 0x7a) {
      this.#englishSet.add(word)
      return known(this.#english, word, () => this.#symbols++)
    }
    const affirmative = word.startsWith("ن") && !this.#stems.has(word) ? this.#stems.get(word.slice(1)) : undefined
    const stems = affirmative ?? this.#stems.get(word)
    if (stems === undefined) {
      this.#nounSet.add(word)
      return known(this.#nouns, word, () => this.#symbols++)
    }
    return known(this.#verbSymbols, word, () => {
      const symbol = this.#symbols++
      for (const [form, negated] of verbForms(stems)) {
        // {نکردن}: only the negated forms, and then they are what is meant, no negation of it.
        if (affirmative !== undefined && !negated) continue
        const list = this.#verbs.get(form) ?? []
        list.push({ symbol, negated: affirmative === undefined && negated })
        this.#verbs.set(form, list)
      }
      return symbol
    })
  }

  #symbolsOf(word: string): WordSymbols {
    const cached = this.#cache.get(word)
    if (cached !== undefined) return cached
    const symbols: number[] = []
    const literal = (w: string) => {
      const s = this.#words.get(w)
      if (s !== undefined && !symbols.includes(s)) symbols.push(s)
    }
    literal(word)
    const exact = this.#exact.get(word) ?? (/[او]ی$/.test(word) ? this.#exact.get(word.slice(0, -1)) : undefined)
    if (exact !== undefined) symbols.push(exact)
    if (word.length > 3) {
      if (word.endsWith("ی")) literal(word.slice(0, -1))
      if (word.endsWith("های") && !this.#words.has(word)) literal(word.slice(0, -2))
    }
    const negated: number[] = []
    const c = word.charCodeAt(0)
    if (c >= 0x61 && c <= 0x7a) {
      for (const lemma of englishLemmas(word, this.#englishSet, this.#irregular))
        symbols.push(this.#english.get(lemma)!)
    } else {
      for (const lemma of nounLemmas(word, this.#nounSet)) symbols.push(this.#nouns.get(lemma)!)
      for (const verb of this.#verbs.get(word) ?? []) {
        symbols.push(verb.symbol)
        if (verb.negated) negated.push(verb.symbol)
      }
    }
    for (const list of [symbols, negated]) {
      for (let i = 0, n = list.length; i < n; i++) {
        for (const c of this.#classesOf.get(list[i]!) ?? []) if (!list.includes(c)) list.push(c)
      }
    }
    if (this.#cache.size >= CACHE_WORDS) this.#cache = new Map()
    const made = { symbols, set: new Set(symbols), negated }
    this.#cache.set(word, made)
    return made
  }

  /** Every phrase in the document, by first token; overlapping ones all stand. No hit crosses a sentence. */
  find(doc: Doc): Hit[] {
    const hits: Hit[] = []
    const found: WordSymbols[] = new Array(doc.count)
    for (let i = 0; i < doc.count; i++)
      found[i] = doc.kinds[i]! <= TokenKind.number ? this.#symbolsOf(doc.words[i]!) : EMPTY
    for (const [start, past] of doc.sentences) {
      for (let i = start; i < past; i++) {
        if (found[i]!.symbols.length > 0) this.#walk(doc, found, i, i, past, 0, false, false, hits)
      }
    }
    return hits
  }

  #walk(
    doc: Doc,
    found: WordSymbols[],
    first: number,
    at: number,
    past: number,
    node: number,
    negated: boolean,
    gapped: boolean,
    hits: Hit[],
  ): void {
    if (node !== 0) {
      const ends = this.#ends[node]
      if (ends !== undefined) for (const phrase of ends) push(hits, phrase, first, at, negated, gapped)
      const afterGap = this.#out[node]!.get(GAP_SYMBOL)
      if (afterGap !== undefined) {
        let skipped = 0
        for (let k = at; k < past && skipped <= GAP; k++) {
          this.#step(doc, found, first, k, past, afterGap, negated, gapped || skipped > 0, hits)
          if (doc.kinds[k]! <= TokenKind.number) skipped++
        }
      }
    }
    // Marks inside a phrase («اعتصاب» in quotes, a hash sign) are passed over.
    while (
      node !== 0 &&
      at < past &&
      doc.kinds[at]! > TokenKind.number &&
      doc.kinds[at] !== TokenKind.handle &&
      isTransparent(doc.words[at]!)
    )
      at++
    if (at < past) this.#step(doc, found, first, at, past, node, negated, gapped, hits)
  }

  #step(
    doc: Doc,
    found: WordSymbols[],
    first: number,
    at: number,
    past: number,
    node: number,
    negated: boolean,
    gapped: boolean,
    hits: Hit[],
  ): void {
    const here = found[at]!
    const out = this.#out[node]!
    // Few edges leave most nodes, and a word may stand for many symbols: the smaller set is walked.
    if (out.size < here.symbols.length) {
      for (const [symbol, next] of out) {
        if (symbol !== GAP_SYMBOL && here.set.has(symbol))
          this.#walk(doc, found, first, at + 1, past, next, negated || here.negated.includes(symbol), gapped, hits)
      }
      return
    }
    for (const symbol of here.symbols) {
      const next = out.get(symbol)
      if (next !== undefined)
        this.#walk(doc, found, first, at + 1, past, next, negated || here.negated.includes(symbol), gapped, hits)
    }
  }
}

const EMPTY: WordSymbols = { symbols: [], set: new Set(), negated: [] }
const TRANSPARENT = new Set(["«", "»", '"', "“", "”", "(", ")", "#", "'", "‘", "’", "-", "–", "‑"])

function isTransparent(mark: string): boolean {
  return TRANSPARENT.has(mark)
}

function push(hits: Hit[], phrase: number, first: number, past: number, negated: boolean, gapped: boolean): void {
  for (let i = hits.length - 1; i >= 0; i--) {
    const h = hits[i]!
    if (h.first !== first) break
    if (h.phrase === phrase && h.past === past) return
  }
  hits.push({ phrase, first, past, negated, gapped })
}

function known(map: Map<string, number>, key: string, make: () => number): number {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
}
