import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"
import { flagsOf, type Vocabulary, WordFlag } from "../text/vocabulary.ts"
import { Automaton, GAP_SYMBOL, WordClass } from "./automaton.ts"
import { Hits } from "./hits.ts"
import { englishLemmas, negativesOf, nounLemmas, type VerbStems, verbForms } from "./inflect.ts"
import { NumberReader, NumberWriter } from "./packed-numbers.ts"
import { type Element, parsePattern } from "./pattern.ts"
import { packTrie, type Trie, TrieBuilder, unpackTrie } from "./trie.ts"

/** A matcher with all its phrases as text, which a build writes down and `Matcher.unpack` reads. */
export interface PackedMatcher {
  /** Words, words of names, nouns, English words and verbs that symbols stand for: a word a line. */
  readonly words: readonly string[]
  /** As numbers: the symbols of all those words, and the symbols of sets of alternatives, each with its members. */
  readonly symbols: string
  readonly trie: string
}

/**
 * A trie over words, lemmas and gaps that finds all phrases of a lexicon in one pass over a document.
 *
 * Every word is looked into once (its symbols: itself, its lemmas, the sets of alternatives it belongs to) and is known
 * by the class of words with the same symbols from then on; from each token an `Automaton` over such classes runs as far
 * as any phrase goes. Cost is linear in tokens, since a phrase's length and a gap are bounded.
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
  /** Phrases as they are added; null when they were unpacked. */
  #added: TrieBuilder | null = new TrieBuilder()
  /** The trie of all phrases; null until they are looked for. */
  #trie: Trie | null = null
  readonly #stems: ReadonlyMap<string, VerbStems>
  /** Infinitive in the negative → stems. */
  readonly #negatives: ReadonlyMap<string, VerbStems>
  readonly #irregular: ReadonlyMap<string, string>
  #symbols = GAP_SYMBOL + 1
  #automaton: Automaton | null = null
  /** Class of each word of the vocabulary that documents use now; 0 for one not looked into yet. */
  #vocabulary: Vocabulary | null = null
  #classOf = new Uint16Array(0)
  /** Classes of the tokens of the document at hand. */
  #tokens = new Uint16Array(0)
  readonly #hits = new Hits()

  /**
   * @param stems Infinitive (folded, «کشیدن») → stems.
   * @param irregular Irregular English form → lemma.
   */
  constructor(stems: ReadonlyMap<string, VerbStems>, irregular: ReadonlyMap<string, string>) {
    this.#stems = stems
    this.#negatives = new Map(
      [...stems].flatMap(([verb, of]) => negativesOf(verb, of).map((negative) => [negative, of] as const)),
    )
    this.#irregular = irregular
  }

  /**
   * Adds a pattern under a number; the same number may be given several patterns.
   *
   * @param name A name: its words stand as they are, but for the ezafe ی after ا and و.
   */
  add(phrase: number, pattern: string, name = false): void {
    const trie = this.#added
    if (trie === null) throw new Error(`couldn't add «${pattern}»: an unpacked matcher takes no more phrases`)
    this.#trie = null
    this.#automaton = null
    const sequences = parsePattern(pattern)
    if (sequences.length === 1) {
      trie.add(
        phrase,
        sequences[0]!.map((element) => this.#symbolOf(element, name)),
      )
      return
    }
    // Sequences of one pattern share their elements.
    const symbols = new Map<Element, number>()
    const symbolOf = (element: Element) => {
      let symbol = symbols.get(element)
      if (symbol === undefined) {
        symbol = this.#symbolOf(element, name)
        symbols.set(element, symbol)
      }
      return symbol
    }
    for (const sequence of sequences) trie.add(phrase, sequence.map(symbolOf))
  }

  /** The trie of all phrases added so far. */
  #whole(): Trie {
    this.#trie ??= this.#added!.build()
    return this.#trie
  }

  pack(): PackedMatcher {
    const kinds = [this.#words, this.#exact, this.#nouns, this.#english, this.#verbSymbols]
    const numbers = new NumberWriter()
    // Symbols of one kind rise, and so do the members of a set: their distances are shorter to write.
    for (const symbols of kinds) writeRising(numbers, [...symbols.values()])
    writeRising(numbers, [...this.#classes.values()])
    for (const members of this.#classes.keys()) writeRising(numbers, members.split(" ").map(Number))
    return {
      words: kinds.map((symbols) => [...symbols.keys()].join("\n")),
      symbols: numbers.text(),
      trie: packTrie(this.#whole()),
    }
  }

  /** The matcher that was packed; stems and irregular forms must be those it was made with. It takes no more phrases. */
  static unpack(
    stems: ReadonlyMap<string, VerbStems>,
    irregular: ReadonlyMap<string, string>,
    packed: PackedMatcher,
  ): Matcher {
    const matcher = new Matcher(stems, irregular)
    matcher.#added = null
    matcher.#trie = unpackTrie(packed.trie)
    const numbers = new NumberReader(packed.symbols)
    const kinds = [matcher.#words, matcher.#exact, matcher.#nouns, matcher.#english, matcher.#verbSymbols]
    for (const [kind, symbols] of kinds.entries()) {
      const words = packed.words[kind]!.split("\n")
      readRising(numbers, (symbol, i) => symbols.set(words[i]!, symbol))
    }
    for (const noun of matcher.#nouns.keys()) matcher.#nounSet.add(noun)
    for (const word of matcher.#english.keys()) matcher.#englishSet.add(word)
    for (const [verb, symbol] of matcher.#verbSymbols) matcher.#addForms(verb, symbol)
    const sets: number[] = []
    readRising(numbers, (set) => sets.push(set))
    for (const set of sets) readRising(numbers, (member) => matcher.#addMember(member, set))
    return matcher
  }

  #symbolOf(element: Element, name: boolean): number {
    if (element.is === "gap") return GAP_SYMBOL
    if (name && element.is === "word") return known(this.#exact, element.word, () => this.#symbols++)
    if (element.is !== "any")
      return element.is === "word" ? this.#wordSymbol(element.word) : this.#lemmaSymbol(element.word)
    const members = element.of.map((e) => this.#symbolOf(e, name)).sort((a, b) => a - b)
    return known(this.#classes, members.join(" "), () => {
      const symbol = this.#symbols++
      for (const member of members) this.#addMember(member, symbol)
      return symbol
    })
  }

  #addMember(member: number, set: number): void {
    const sets = this.#classesOf.get(member)
    if (sets === undefined) this.#classesOf.set(member, [set])
    else sets.push(set)
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
    if (this.#stemsOf(word) === undefined) {
      this.#nounSet.add(word)
      return known(this.#nouns, word, () => this.#symbols++)
    }
    return known(this.#verbSymbols, word, () => {
      const symbol = this.#symbols++
      this.#addForms(word, symbol)
      return symbol
    })
  }

  /** `negative`: the verb is given in the negative («نکردن», «نیامدن», «برنگشتن»). */
  #stemsOf(word: string): { readonly stems: VerbStems; readonly negative: boolean } | undefined {
    const own = this.#stems.get(word)
    if (own !== undefined) return { stems: own, negative: false }
    const affirmative = this.#negatives.get(word)
    return affirmative === undefined ? undefined : { stems: affirmative, negative: true }
  }

  #addForms(verb: string, symbol: number): void {
    const { stems, negative } = this.#stemsOf(verb)!
    for (const [form, negated] of verbForms(stems)) {
      // {نکردن}: only the negated forms, and then they are what is meant, no negation of it.
      if (negative && !negated) continue
      const one = { symbol, negated: !negative && negated }
      const list = this.#verbs.get(form)
      if (list === undefined) this.#verbs.set(form, [one])
      else list.push(one)
    }
  }

  /** Everything a word stands for, in the order in which phrases are looked for. */
  #symbolsOf(word: string): { symbols: number[]; negated: number[] } {
    const symbols: number[] = []
    const literal = (w: string) => {
      const s = this.#words.get(w)
      if (s !== undefined && !symbols.includes(s)) symbols.push(s)
    }
    literal(word)
    const glide = word.endsWith("ای") || word.endsWith("وی")
    const exact = this.#exact.get(word) ?? (glide ? this.#exact.get(word.slice(0, -1)) : undefined)
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
      const seen = new Set(list)
      for (let i = 0; i < list.length; i++) {
        for (const c of this.#classesOf.get(list[i]!) ?? []) {
          if (seen.has(c)) continue
          seen.add(c)
          list.push(c)
        }
      }
    }
    return { symbols, negated }
  }

  /**
   * Every phrase in the document, by first token, longer ones first; overlapping ones all stand. No hit crosses a sentence.
   * They stand until the next document is looked through.
   */
  find(doc: Doc): Hits {
    if (this.#automaton === null || this.#automaton.full) {
      this.#automaton = new Automaton(this.#whole())
      this.#vocabulary = null
    }
    const tokens = this.#classify(doc, this.#automaton)
    const hits = this.#hits
    hits.count = 0
    for (const [start, past] of doc.sentences) this.#automaton.walk(tokens, start, past, hits)
    return hits
  }

  #classify(doc: Doc, automaton: Automaton): Uint16Array {
    const { count, ids, kinds, vocabulary } = doc
    if (vocabulary !== this.#vocabulary) {
      this.#vocabulary = vocabulary
      this.#classOf = new Uint16Array(0)
    }
    if (this.#classOf.length < vocabulary.size) {
      const wider = new Uint16Array(Math.max(vocabulary.size, 2 * this.#classOf.length, 4096))
      wider.set(this.#classOf)
      this.#classOf = wider
    }
    if (this.#tokens.length < count) this.#tokens = new Uint16Array(Math.max(count, 2 * this.#tokens.length))
    const tokens = this.#tokens
    for (let i = 0; i < count; i++) {
      const id = ids[i]!
      if (kinds[i]! > TokenKind.number) {
        const through = id === 0 ? flagsOf(doc.words[i]!) : vocabulary.flags[id]!
        tokens[i] =
          kinds[i] !== TokenKind.handle && (through & WordFlag.transparent) !== 0 ? WordClass.through : WordClass.mark
        continue
      }
      let kind = this.#classOf[id]!
      if (kind === WordClass.unseen) {
        const { symbols, negated } = this.#symbolsOf(doc.words[i]!)
        kind = automaton.classOf(symbols, negated)
        if (id !== 0) this.#classOf[id] = kind
      }
      tokens[i] = kind
    }
    return tokens
  }
}

function known(map: Map<string, number>, key: string, make: () => number): number {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
}

/** Writes how many numbers there are, and how far each lies behind the one before. */
function writeRising(out: NumberWriter, numbers: readonly number[]): void {
  out.write(numbers.length)
  let before = 0
  for (const number of numbers) {
    out.write(number - before)
    before = number
  }
}

function readRising(numbers: NumberReader, take: (number: number, i: number) => void): void {
  const count = numbers.read()
  let number = 0
  for (let i = 0; i < count; i++) {
    number += numbers.read()
    take(number, i)
  }
}
