import { NumberReader, NumberWriter } from "./packed-numbers.ts"

/**
 * The phrases of a lexicon as sequences of symbols, fit to be walked.
 *
 * Nodes are numbered level by level, so that the edges of a node, in the order in which they were added, are a run of
 * numbers. Node 0 is the root.
 */
export class Trie {
  /** Symbol of the edge into each node. */
  readonly symbols: Uint32Array
  /** Edges of node `n` lead to the nodes [firsts[n], firsts[n + 1]). */
  readonly firsts: Uint32Array
  /** Phrases that end at node `n` are those at [ends[n], ends[n + 1]) of `phrases`. */
  readonly ends: Uint32Array
  readonly phrases: Uint32Array
  /** Edges of nodes that have many, made when they are first asked for. */
  readonly #wide = new Map<number, Map<number, number>>()

  constructor(symbols: Uint32Array, firsts: Uint32Array, ends: Uint32Array, phrases: Uint32Array) {
    this.symbols = symbols
    this.firsts = firsts
    this.ends = ends
    this.phrases = phrases
  }

  /** The node that a symbol leads to from a node; 0 for none. */
  next(node: number, symbol: number): number {
    const past = this.firsts[node + 1]!
    const first = this.firsts[node]!
    if (past - first > FEW) return this.#edges(node, first, past).get(symbol) ?? 0
    for (let to = first; to < past; to++) if (this.symbols[to] === symbol) return to
    return 0
  }

  #edges(node: number, first: number, past: number): Map<number, number> {
    let edges = this.#wide.get(node)
    if (edges === undefined) {
      edges = new Map()
      for (let to = first; to < past; to++) edges.set(this.symbols[to]!, to)
      this.#wide.set(node, edges)
    }
    return edges
  }
}

/** Up to so many edges are looked through one by one. */
const FEW = 8

/** A trie to which phrases are added. */
export class TrieBuilder {
  /** Of each node: the node before it, the symbol between, its first and last edge and the next edge of the node before it. */
  readonly #from: number[] = [0]
  readonly #symbols: number[] = [0]
  readonly #first: number[] = [0]
  readonly #last: number[] = [0]
  readonly #beside: number[] = [0]
  /** First of the phrases that end at a node, by its place in `#phrases`; there, the next of that node. */
  readonly #firstEnd: number[] = [0]
  readonly #phrases: number[] = [0]
  readonly #nextEnd: number[] = [0]
  /** Nodes by the node before them and the symbol between, by open addressing; 0 for none. */
  #table = new Int32Array(1 << 10)

  add(phrase: number, symbols: readonly number[]): void {
    let node = 0
    for (const symbol of symbols) node = this.#next(node, symbol)
    let last = 0
    for (let end = this.#firstEnd[node]!; end !== 0; end = this.#nextEnd[end]!) {
      if (this.#phrases[end] === phrase) return
      last = end
    }
    const end = this.#phrases.length
    this.#phrases.push(phrase)
    this.#nextEnd.push(0)
    if (last === 0) this.#firstEnd[node] = end
    else this.#nextEnd[last] = end
  }

  #next(node: number, symbol: number): number {
    const table = this.#table
    const mask = table.length - 1
    let slot = slotOf(node, symbol) & mask
    for (let had = table[slot]!; had !== 0; had = table[slot]!) {
      if (this.#from[had] === node && this.#symbols[had] === symbol) return had
      slot = (slot + 1) & mask
    }
    const made = this.#from.length
    table[slot] = made
    this.#from.push(node)
    this.#symbols.push(symbol)
    this.#first.push(0)
    this.#last.push(0)
    this.#beside.push(0)
    this.#firstEnd.push(0)
    if (this.#last[node] === 0) this.#first[node] = made
    else this.#beside[this.#last[node]!] = made
    this.#last[node] = made
    if (made * 2 > table.length) this.#grow()
    return made
  }

  #grow(): void {
    const table = new Int32Array(this.#table.length * 2)
    const mask = table.length - 1
    for (let node = 1; node < this.#from.length; node++) {
      let slot = slotOf(this.#from[node]!, this.#symbols[node]!) & mask
      while (table[slot] !== 0) slot = (slot + 1) & mask
      table[slot] = node
    }
    this.#table = table
  }

  build(): Trie {
    const count = this.#from.length
    const symbols = new Uint32Array(count)
    const firsts = new Uint32Array(count + 1)
    const ends = new Uint32Array(count + 1)
    const phrases = new Uint32Array(this.#phrases.length - 1)
    /** Old number of each node. */
    const order = new Uint32Array(count)
    let nodes = 1
    let ended = 0
    for (let node = 0; node < count; node++) {
      const old = order[node]!
      firsts[node] = nodes
      for (let to = this.#first[old]!; to !== 0; to = this.#beside[to]!) {
        symbols[nodes] = this.#symbols[to]!
        order[nodes++] = to
      }
      ends[node] = ended
      for (let end = this.#firstEnd[old]!; end !== 0; end = this.#nextEnd[end]!) phrases[ended++] = this.#phrases[end]!
    }
    firsts[count] = nodes
    ends[count] = ended
    return new Trie(symbols, firsts, ends, phrases)
  }
}

function slotOf(node: number, symbol: number): number {
  const hash = Math.imul(Math.imul(node, 0x9e3779b1) ^ symbol, 0x85ebca6b)
  return hash ^ (hash >>> 15)
}

/**
 * A trie as text, for a build to write down: per node the number of its edges and whether phrases end there, its symbol,
 * and those phrases.
 */
export function packTrie({ symbols, firsts, ends, phrases }: Trie): string {
  const out = new NumberWriter()
  out.write(symbols.length)
  out.write(phrases.length)
  for (let node = 0; node < symbols.length; node++) {
    const ended = ends[node + 1]! - ends[node]!
    out.write((firsts[node + 1]! - firsts[node]!) * 2 + (ended > 0 ? 1 : 0))
    out.write(symbols[node]!)
    if (ended > 0) out.write(ended - 1)
    for (let at = ends[node]!; at < ends[node + 1]!; at++) out.write(phrases[at]!)
  }
  return out.text()
}

/** Reads what `packTrie` wrote. */
export function unpackTrie(packed: string): Trie {
  const numbers = new NumberReader(packed)
  const count = numbers.read()
  const symbols = new Uint32Array(count)
  const firsts = new Uint32Array(count + 1)
  const ends = new Uint32Array(count + 1)
  const phrases = new Uint32Array(numbers.read())
  let nodes = 1
  let ended = 0
  for (let node = 0; node < count; node++) {
    firsts[node] = nodes
    ends[node] = ended
    const shape = numbers.read()
    nodes += shape >> 1
    symbols[node] = numbers.read()
    if ((shape & 1) === 1) for (let left = numbers.read(); left >= 0; left--) phrases[ended++] = numbers.read()
  }
  firsts[count] = nodes
  ends[count] = ended
  return new Trie(symbols, firsts, ends, phrases)
}
