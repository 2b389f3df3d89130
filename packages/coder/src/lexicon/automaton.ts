import { HitMark, type Hits } from "./hits.ts"
import type { Trie } from "./trie.ts"

/** The edge that `…` makes. */
export const GAP_SYMBOL = 0
/** Most words that `…` may skip. */
const GAP = 5

/** Classes of words with a meaning of their own, none of which begins a phrase; those above are words with the same symbols. */
export const WordClass = {
  /** Not looked into yet. */
  unseen: 0,
  /** A word that no phrase holds. */
  plain: 1,
  /** A mark that a phrase is looked for through, and any other. */
  through: 2,
  mark: 3,
} as const

/** The state that leads nowhere. */
const DEAD = 0

/** A phrase that ends where a state is reached, and what is to be said of the hit (`HitMark`). */
interface Found {
  readonly phrase: number
  readonly marks: number
}

/** A node of the trie that a state stands on; `skipped` words of a gap, -1 outside of one. */
interface Stand {
  readonly node: number
  readonly skipped: number
  readonly negated: boolean
  readonly gapped: boolean
}

interface Symbols {
  readonly symbols: readonly number[]
  readonly set: ReadonlySet<number>
  readonly negated: ReadonlySet<number>
}

/** Numbers that a transition takes in the table: state, class, following state, and one to make it even. */
const ENTRY = 4
/** More transitions than this and it is full. */
const MOST_TRANSITIONS = 1 << 19

/**
 * A deterministic automaton over classes of words, made state by state as texts ask for it.
 *
 * A state is the ordered list of all the trie's nodes that the words so far may stand on. Every transition is worked out
 * once, and kept in a hash table over typed arrays.
 */
export class Automaton {
  readonly #trie: Trie
  readonly #symbols: Symbols[] = []
  readonly #classes = new Map<string, number>()
  readonly #stands: (readonly Stand[])[] = [[]]
  readonly #states = new Map<string, number>([["", DEAD]])
  /** Phrases that end at each state, in the order in which the trie would be walked; `null` for none. */
  readonly #found: (readonly Found[] | null)[] = [null]
  /** Which of the states on the way from a token had phrases, and behind how many tokens. */
  readonly #ended: number[] = []
  /** State after the first word, by its class; -1 for not worked out yet. */
  #first = new Int32Array(256).fill(-1)
  /** Transitions by open addressing; a state of 0 marks an empty entry, since nothing leads out of `DEAD`. */
  #table = new Int32Array(1 << 15)
  #used = 0

  constructor(trie: Trie) {
    this.#trie = trie
    for (const _ of Object.keys(WordClass)) this.#symbols.push({ symbols: [], set: new Set(), negated: new Set() })
    this.#classes.set("|", WordClass.plain)
  }

  /** True when it holds so much that its owner should begin a new one. */
  get full(): boolean {
    return this.#used > MOST_TRANSITIONS
  }

  /** The class of words that stand for these symbols. */
  classOf(symbols: readonly number[], negated: readonly number[]): number {
    const key = `${symbols.join(" ")}|${negated.join(" ")}`
    let kind = this.#classes.get(key)
    if (kind === undefined) {
      kind = this.#symbols.length
      this.#symbols.push({ symbols, set: new Set(symbols), negated: new Set(negated) })
      this.#classes.set(key, kind)
      if (kind >= this.#first.length) {
        const wider = new Int32Array(this.#first.length * 2).fill(-1)
        wider.set(this.#first)
        this.#first = wider
      }
    }
    return kind
  }

  /**
   * Adds every phrase that stands within [start, past) to `hits`, by first token, longer ones first.
   *
   * @param tokens The class of each token.
   */
  walk(tokens: Uint16Array, start: number, past: number, hits: Hits): void {
    const ended = this.#ended
    const found = this.#found
    let table = this.#table
    let mask = table.length - 1
    for (let first = start; first < past; first++) {
      const kind = tokens[first]!
      if (kind <= WordClass.mark) continue
      let state = this.#first[kind]!
      if (state < DEAD) state = this.#begin(kind)
      let ends = 0
      for (let at = first + 1; state !== DEAD; at++) {
        if (found[state] !== null) {
          ended[ends++] = state
          ended[ends++] = at
        }
        if (at === past) break
        const next = tokens[at]!
        let slot = slotOf(state, next) & mask
        let had = table[slot]!
        while (had !== DEAD && (had !== state || table[slot + 1] !== next)) {
          slot = (slot + ENTRY) & mask
          had = table[slot]!
        }
        if (had !== DEAD) state = table[slot + 2]!
        else {
          state = this.#lead(state, next, slot)
          table = this.#table
          mask = table.length - 1
        }
      }
      while (ends > 0) {
        const at = ended[--ends]!
        for (const { phrase, marks } of found[ended[--ends]!]!) hits.add(phrase, first, at, marks)
      }
    }
  }

  /** Works out the state that a phrase's first word leads to. */
  #begin(kind: number): number {
    const made = this.#follow([{ node: 0, skipped: -1, negated: false, gapped: false }], kind)
    this.#first[kind] = made
    return made
  }

  /** Works out the state that a word leads to, and keeps it at an empty slot of the table. */
  #lead(state: number, kind: number, slot: number): number {
    const table = this.#table
    const made = this.#follow(this.#stands[state]!, kind)
    table[slot] = state
    table[slot + 1] = kind
    table[slot + 2] = made
    if (++this.#used * 2 * ENTRY > table.length) this.#grow()
    return made
  }

  #grow(): void {
    const old = this.#table
    const table = new Int32Array(old.length * 2)
    const mask = table.length - 1
    for (let at = 0; at < old.length; at += ENTRY) {
      if (old[at] === DEAD) continue
      let slot = slotOf(old[at]!, old[at + 1]!) & mask
      while (table[slot] !== DEAD) slot = (slot + ENTRY) & mask
      table.set(old.subarray(at, at + ENTRY), slot)
    }
    this.#table = table
  }

  #follow(stands: readonly Stand[], kind: number): number {
    const trie = this.#trie
    const { firsts, ends, phrases } = trie
    const here = this.#symbols[kind]!
    const next: Stand[] = []
    const found: Found[] = []
    const seen = new Set<string>()
    const stand = (one: Stand) => {
      const key = `${one.node} ${one.skipped}`
      if (seen.has(key)) return
      seen.add(key)
      next.push(one)
    }
    const enter = (node: number, negated: boolean, gapped: boolean) => {
      const marks = (negated ? HitMark.negated : 0) | (gapped ? HitMark.gapped : 0)
      // Of two ways to the same phrase the first counts.
      for (let end = ends[node]!; end < ends[node + 1]!; end++) {
        const phrase = phrases[end]!
        if (!found.some((f) => f.phrase === phrase)) found.push({ phrase, marks })
      }
      const edges = firsts[node + 1]! - firsts[node]!
      if (edges === 0) return
      const gap = trie.next(node, GAP_SYMBOL)
      if (gap !== 0) stand({ node: gap, skipped: 0, negated, gapped })
      if (edges > (gap === 0 ? 0 : 1)) stand({ node, skipped: -1, negated, gapped })
    }
    const isMark = kind === WordClass.through || kind === WordClass.mark
    for (const one of stands) {
      const negated = (symbol: number) => one.negated || here.negated.has(symbol)
      const gapped = one.gapped || one.skipped > 0
      const first = firsts[one.node]!
      const past = firsts[one.node + 1]!
      // Few edges leave most nodes, and a word may stand for many symbols: the smaller set is walked.
      if (past - first < here.symbols.length) {
        for (let node = first; node < past; node++) {
          const symbol = trie.symbols[node]!
          if (symbol !== GAP_SYMBOL && here.set.has(symbol)) enter(node, negated(symbol), gapped)
        }
      } else
        for (const symbol of here.symbols) {
          const node = trie.next(one.node, symbol)
          if (node !== 0) enter(node, negated(symbol), gapped)
        }
      if (one.skipped < 0) {
        if (kind === WordClass.through && one.node !== 0) stand(one)
      } else if (isMark) stand(one)
      else if (one.skipped < GAP) stand({ ...one, skipped: one.skipped + 1 })
    }
    const key =
      next.map((s) => `${s.node} ${s.skipped} ${s.negated} ${s.gapped}`).join() +
      (found.length === 0 ? "" : `|${found.map((f) => `${f.phrase} ${f.marks}`).join()}`)
    const had = this.#states.get(key)
    if (had !== undefined) return had
    const state = this.#stands.length
    this.#stands.push(next)
    this.#found.push(found.length === 0 ? null : found)
    this.#states.set(key, state)
    return state
  }
}

function slotOf(state: number, kind: number): number {
  const hash = Math.imul(Math.imul(state, 0x9e3779b1) ^ kind, 0x85ebca6b)
  return (hash ^ (hash >>> 15)) << 2
}
