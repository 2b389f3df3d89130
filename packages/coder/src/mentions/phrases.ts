import { Matcher, type PackedMatcher } from "../lexicon/matcher.ts"
import { type RawLexicon, rowsOf } from "../lexicon/raw.ts"
import { foldText } from "../text/fold.ts"
import { shared } from "../text/vocabulary.ts"
import { type NamePhrase, readNames } from "./names.ts"

/** What a phrase of the matcher means. */
export interface Phrase {
  readonly kind: string
  /** The kind as one bit. */
  readonly kindBit: number
  readonly code: string
  readonly by: string
  readonly weak: boolean
  /** Names people («معلمان»), not their trade or place of work («مدارس»). */
  readonly people: boolean
  /** Kinds of which one must be mentioned in the same sentence; empty for none. */
  readonly needs: readonly string[]
  readonly needBits: number
  /** Numbers of the phrases that undo this one where they overlap it. */
  readonly unless: readonly number[]
  /** An institution of which there is only one: parliament, a ministry. */
  readonly fixed: boolean
  /** A name that swallows what stands inside it: «سندیکای کارگران شرکت واحد» is no mention of bus workers acting. */
  readonly names: boolean
  /** Counts for nothing inside such a name. */
  readonly silenced: boolean
  /** Of a kind of which several are told in one breath: what it skipped («حقوق و عیدی … پرداخت نشده») still counts. */
  readonly claims: boolean
  /** Stands for nothing but that it undoes others. */
  readonly undoes: boolean
}

/** Kinds whose names swallow what stands inside them. */
const NAMES = new Set(["organisation", "institution"])
/** Kinds that a surrounding name silences. */
const SILENCED = new Set(["workforce", "form", "demand", "outcome", "repression", "employment", "status", "cue"])
/** Kinds of which several are told in one breath. */
const CLAIMS = new Set(["demand", "outcome", "repression", "event", "cue"])
/** The kind of what undoes others. */
const UNLESS = "unless"

/** All phrases of a lexicon and a gazetteer, and the matcher that finds them. */
export interface Phrases {
  readonly matcher: Matcher
  readonly list: readonly Phrase[]
}

const ZWNJ = "\u200c"
/** A name of two Persian words («خمینی شهر»). */
const TWO_WORDS = /^[آ-ی]{3,20} [آ-ی]{3,20}$/

/** Phrases as a build writes them down: what reading patterns comes to. */
export interface PackedPhrases extends PackedMatcher {
  /** What the gazetteer's names stand for, in order: a line for each run of one kind, which holds codes. */
  readonly names: string
}

/** What stands before the kind of names that are `fixed`. */
const FIXED = "!"

/**
 * Compiles a lexicon and the gazetteer's names into one matcher.
 *
 * @param packed What `packPhrases` made of the same lexicon; `null` reads every pattern, which takes a hundred times longer.
 */
export function compilePhrases(raw: RawLexicon, packed: PackedPhrases | null = null): Phrases {
  const stems = new Map(
    rowsOf(raw.tables, "verbs").map((row) => [
      foldText(row.id!),
      {
        past: foldText(row.past!),
        present: row.present!.split("|").map(foldText),
        preverb: foldText(row.preverb ?? ""),
      },
    ]),
  )
  const irregular = new Map(rowsOf(raw.tables, "en-irregular").map((row) => [row.id!, row.lemma!]))
  const matcher = packed === null ? new Matcher(stems, irregular) : Matcher.unpack(stems, irregular, packed)
  const list: Phrase[] = []
  const bits = new Map<string, number>()
  const bitOf = (kind: string): number => {
    let bit = bits.get(kind)
    if (bit === undefined) {
      // 31 kinds fit into one number.
      if (bits.size > 30) throw new Error(`couldn't compile the lexicon: kind ${kind} is one too many`)
      bit = 1 << bits.size
      bits.set(kind, bit)
    }
    return bit
  }
  const phrase = (of: Pick<Phrase, "kind" | "code" | "by"> & Partial<Phrase>): Phrase => ({
    kind: shared(of.kind),
    kindBit: bitOf(of.kind),
    code: shared(of.code),
    by: of.by,
    weak: of.weak ?? false,
    people: of.people ?? false,
    needs: of.needs ?? [],
    needBits: (of.needs ?? []).reduce((all, kind) => all | bitOf(kind), 0),
    unless: of.unless ?? [],
    fixed: of.fixed ?? false,
    names: NAMES.has(of.kind),
    silenced: SILENCED.has(of.kind),
    claims: CLAIMS.has(of.kind),
    undoes: of.kind === UNLESS,
  })
  const undo = new Map<string, number>()
  const undoPhrase = (pattern: string): number => {
    let number = undo.get(pattern)
    if (number === undefined) {
      number = list.length
      list.push(phrase({ kind: UNLESS, code: "", by: "" }))
      if (packed === null) matcher.add(number, pattern)
      undo.set(pattern, number)
    }
    return number
  }
  for (const [id, kind, code, , pattern, weight, needs, unless, names] of raw.terms) {
    const undoneBy = unless.map(undoPhrase)
    if (packed === null) matcher.add(list.length, pattern)
    list.push(
      phrase({
        kind,
        code,
        by: id,
        weak: weight === "weak",
        people: names === "people",
        needs,
        unless: undoneBy,
      }),
    )
  }
  const name = (kind: string, code: string, fixed: boolean) =>
    list.push(phrase({ kind, code, by: `${kind}:${code}`, fixed }))
  if (packed !== null) {
    for (const run of packed.names.split("\n")) {
      const [kind, ...codes] = run.split(" ")
      const fixed = kind!.startsWith(FIXED)
      for (const code of codes) name(fixed ? kind!.slice(FIXED.length) : kind!, code, fixed)
    }
    return { matcher, list }
  }
  const named = new Map<string, number>()
  for (const { kind, code, pattern, fixed = false } of readNames(raw)) {
    const key = `${kind} ${code}`
    let number = named.get(key)
    if (number === undefined) {
      number = list.length
      name(kind, code, fixed)
      named.set(key, number)
    }
    addName(matcher, number, kind, pattern)
  }
  return { matcher, list }
}

function addName(matcher: Matcher, number: number, kind: NamePhrase["kind"], pattern: string): void {
  matcher.add(number, pattern, true)
  // Archives lose half-spaces: «هفت‌تپه» stands there as «هفتتپه» too.
  if (pattern.includes(ZWNJ)) matcher.add(number, pattern.replaceAll(ZWNJ, ""), true)
  else if (kind === "place" && TWO_WORDS.test(pattern)) matcher.add(number, pattern.replace(" ", ""), true)
}

/** Reads all patterns of a lexicon and gazetteer, and packs what comes of them for `compilePhrases`. */
export function packPhrases(raw: RawLexicon): PackedPhrases {
  const { matcher, list } = compilePhrases(raw)
  const runs: string[][] = []
  for (const { kind, code, by, fixed } of list) {
    // Terms have ids and what undoes them has nothing: only names are known by their kind and code.
    if (by !== `${kind}:${code}`) continue
    const head = fixed ? FIXED + kind : kind
    const run = runs.at(-1)
    if (run?.[0] === head) run.push(code)
    else runs.push([head, code])
  }
  return { ...matcher.pack(), names: runs.map((run) => run.join(" ")).join("\n") }
}
