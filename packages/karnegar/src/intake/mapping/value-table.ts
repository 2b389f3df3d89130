import { foldText } from "@karnegar/coder"

/** Words that may stand where a pattern has «…». */
const MOST_GAP = 5
/** Letters and words of a value that are looked at. */
const MOST_LETTERS = 4_000
const MOST_WORDS = 200

/** One line of a value table. */
export interface ValueRow {
  /** As people write it; for `words`, a pattern. */
  readonly written: string
  /** `whole`: the value is this. `words`: these words stand in it, one behind the other. */
  readonly match: "whole" | "words"
  /** What it means; empty for what is known to mean no code. */
  readonly codes: readonly string[]
}

/** One place of a pattern: `reinstat*` or `fired|dismissed`; a gap of up to five words. */
type Place = "gap" | readonly { readonly word: string; readonly start: boolean }[]

interface WordsRow {
  readonly places: readonly Place[]
  readonly codes: readonly string[]
}

/** Codes of a value; null when the table doesn't know it, empty when it knows that no code fits. */
export interface ValueTable {
  find(written: string): readonly string[] | null
}

/**
 * A table of what written values mean.
 *
 * Letters are compared as the coder folds them: capitals, accents, Arabic and Persian letters, punctuation and spaces make
 * no difference. A row for the whole value goes before all others. Otherwise every pattern whose words stand in the value
 * gives its codes, save one whose words lie within those of a longer one: with «sexual harassment» and «harassment», a
 * value with the former counts once.
 */
export function valueTable(rows: readonly ValueRow[]): ValueTable {
  const whole = new Map<string, readonly string[]>()
  const patterns: WordsRow[] = []
  for (const row of rows) {
    if (row.match === "whole") whole.set(foldText(row.written), row.codes)
    else patterns.push({ places: patternOf(row.written), codes: row.codes })
  }
  const byFirst = firstWords(patterns)
  const known = new Map<string, readonly string[] | null>()
  return {
    find(written) {
      const had = known.get(written)
      if (had !== undefined) return had
      const folded = foldText(written.slice(0, MOST_LETTERS))
      const codes = whole.get(folded) ?? findWords(folded.split(" ").slice(0, MOST_WORDS), byFirst)
      if (known.size < 100_000) known.set(written, codes)
      return codes
    },
  }
}

/**
 * Reads a pattern: words, `…` between them, `a|b` for either, `*` at the end of a word for any ending.
 *
 * @throws RangeError when it has no word, a gap at an end, or an alternative of several words.
 */
export function patternOf(written: string): readonly Place[] {
  const places = written
    .trim()
    .split(/\s+/)
    .flatMap((part): Place[] => {
      if (part === "…" || part === "...") return ["gap"]
      const either = part.split("|").map((word) => ({
        words: foldText(word.replace(/\*$/, "")).split(" "),
        start: word.endsWith("*"),
      }))
      // «covid-19» is two words once it's folded.
      if (either.length === 1)
        return either[0]!.words.map((word, i, all) => [{ word, start: either[0]!.start && i === all.length - 1 }])
      if (either.some(({ words }) => words.length > 1)) throw new RangeError(`no pattern: ${written}`)
      return [either.map(({ words, start }) => ({ word: words[0]!, start }))]
    })
  const wordless = (place: Place) => place === "gap" || place.some(({ word }) => word === "")
  if (wordless(places[0]!) || wordless(places.at(-1)!) || places.some((place) => place !== "gap" && wordless(place)))
    throw new RangeError(`no pattern: ${written}`)
  return places
}

/** Patterns by the word they begin with, and those that begin with the start of a word. */
interface FirstWords {
  readonly exact: ReadonlyMap<string, readonly WordsRow[]>
  readonly starts: readonly WordsRow[]
}

function firstWords(patterns: readonly WordsRow[]): FirstWords {
  const exact = new Map<string, WordsRow[]>()
  const starts: WordsRow[] = []
  for (const row of patterns) {
    const first = row.places[0] as Exclude<Place, "gap">
    if (first.some(({ start }) => start)) starts.push(row)
    else
      for (const { word } of first) {
        const had = exact.get(word)
        if (had === undefined) exact.set(word, [row])
        else had.push(row)
      }
  }
  return { exact, starts }
}

function findWords(words: readonly string[], patterns: FirstWords): readonly string[] | null {
  const found: { first: number; past: number; row: WordsRow }[] = []
  for (const [first, word] of words.entries()) {
    for (const row of [...(patterns.exact.get(word) ?? []), ...patterns.starts]) {
      const past = pastOf(words, first, row.places, 0)
      if (past > 0) found.push({ first, past, row })
    }
  }
  if (found.length === 0) return null
  found.sort((a, b) => b.past - b.first - (a.past - a.first) || a.first - b.first)
  const chosen: typeof found = []
  for (const one of found) if (!chosen.some((longer) => isWithin(one, longer))) chosen.push(one)
  chosen.sort((a, b) => a.first - b.first)
  return [...new Set(chosen.flatMap(({ row }) => row.codes))]
}

/** Does a stretch of words lie in a longer one? */
function isWithin(one: { first: number; past: number }, longer: { first: number; past: number }): boolean {
  const shorter = one.past - one.first < longer.past - longer.first
  return shorter && longer.first <= one.first && one.past <= longer.past
}

/** Where the words that a pattern takes from `at` on end; -1 when it doesn't fit. Each gap is tried from short to long. */
function pastOf(words: readonly string[], at: number, places: readonly Place[], place: number): number {
  if (place === places.length) return at
  const wanted = places[place]!
  if (wanted === "gap") {
    for (let gap = 0; gap <= MOST_GAP; gap++) {
      const past = pastOf(words, at + gap, places, place + 1)
      if (past > 0) return past
    }
    return -1
  }
  const word = words[at]
  if (word === undefined) return -1
  const fits = wanted.some((one) => (one.start ? word.startsWith(one.word) : word === one.word))
  return fits ? pastOf(words, at + 1, places, place + 1) : -1
}

/** Tables asked one after the other: the first that knows a value answers. */
export function firstOf(tables: readonly ValueTable[]): ValueTable {
  if (tables.length === 1) return tables[0]!
  return {
    find(written) {
      for (const table of tables) {
        const codes = table.find(written)
        if (codes !== null) return codes
      }
      return null
    },
  }
}
