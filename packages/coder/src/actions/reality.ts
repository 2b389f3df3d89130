import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"
import type { ClauseWords, FiniteVerb, Mood } from "./clause-words.ts"

/** The verb that a form of action is told with, beside it: «تجمع کردند», «دست به اعتصاب خواهند زد». */
export interface OwnVerb {
  readonly mood: Mood
  readonly negated: boolean
  readonly we: boolean
  readonly single: boolean
  readonly perfect: boolean
  /** Of an earlier past («تجمع کرده بودند»). */
  readonly earlier: boolean
  /** Token behind the verb. */
  readonly past: number
}

/** Most words that may stand between a form and its own verb. */
const REACH = 5

/**
 * The own verb of a form: the last of its phrase, or the first behind it with nothing but light words between.
 *
 * @returns `null` for a form that is only named («تجمع کارگران در …», «پایان اعتصاب»).
 */
export function readOwnVerb(doc: Doc, form: Mention, words: ClauseWords): OwnVerb | null {
  const [start, past] = doc.sentences[form.sentence]!
  // «تهدید به اعتصاب کردند»: the verb is that of the threat.
  if (form.first >= start + 2 && doc.words[form.first - 1] === "به" && words.planning.has(doc.words[form.first - 2]!))
    return null
  for (let i = form.past - 1; i > form.first; i--) {
    const verb = words.verbs.get(doc.words[i]!)
    // What a term itself negates («بار نمی‌زنند») is the act.
    if (verb !== undefined) return atFull(doc, i, verb, words, past, form.negated)
    if (form.past - i >= 2) break
  }
  for (let i = form.past; i < past && i < form.past + REACH; i++) {
    const verb = words.verbs.get(doc.words[i]!)
    if (verb !== undefined) return atFull(doc, i, verb, words, past)
    if (!words.between.has(doc.words[i]!) || doc.kinds[i] !== TokenKind.word) return null
  }
  return null
}

/** A verb with the auxiliary beside it: «خواهند کرد» is of the future. */
function atFull(
  doc: Doc,
  at: number,
  verb: FiniteVerb,
  words: ClauseWords,
  past: number,
  negated: boolean | null = null,
): OwnVerb {
  const before = at > 0 ? words.verbs.get(doc.words[at - 1]!) : undefined
  if (before?.mood === "future") return told(before, negated, false, at + 1)
  if (verb.mood === "future" && at + 1 < past) return told(verb, negated, false, at + 2)
  // «دست به اعتصاب غذا زده است»: one person's.
  if (verb.perfect && at + 1 < past && doc.words[at + 1] === "است") return told(verb, negated, false, at + 2, true)
  const earlier = at + 1 < past && doc.words[at + 1]!.startsWith("بود")
  return told(verb, negated, earlier, earlier ? at + 2 : at + 1)
}

/** @param negated What the phrase says of it; `null` where the verb says it. */
function told(
  verb: FiniteVerb,
  negated: boolean | null,
  earlier: boolean,
  past: number,
  single = verb.single,
): OwnVerb {
  const { mood, we, perfect } = verb
  return { mood, negated: negated ?? verb.negated, we, single, perfect, earlier, past }
}
