import type { Doc } from "../text/doc.ts"
import type { Actor } from "../who/actor.ts"
import { isVerb, type PhraseWords } from "../who/phrase-words.ts"
import type { ClauseWords } from "./clause-words.ts"
import type { Trigger } from "./triggers.ts"

/**
 * What one group of a sentence does, where the sentence tells of several: «کارگران … در لوشان اعتصاب کردند و معلمان … در رشت
 * راهپیمایی», «گروهی از … در مقابل مجلس، جمعی از … در تبریز و شماری از … تجمع کردند».
 */
export interface Telling {
  readonly actor: Actor
  /** Tokens that are about this group alone: from the word that joins it to the next group's. */
  readonly first: number
  readonly past: number
  /** Tokens of the last of those that share its verb, which holds the verb and what is said of all of them. */
  readonly closes: number
  readonly to: number
  /** Token before which nothing belongs to one group of the sentence more than to another. */
  readonly head: number
}

const JOINS = new Set(["و", "،", ",", "؛", ";", "and"])
/** Tokens left of a group in which the word may stand that joins it to the one before. */
const REACH = 12

/**
 * Parts a sentence among the groups that it gives acts of their own.
 *
 * A group opens a part when it is a subject, or stands right behind a form («تجمع معلمان …»), and a conjunction, a mark
 * or another group's verb comes before it. Groups without a verb of their own share the next one's, as in a list.
 *
 * @param triggers Acts of the sentence, in text order.
 * @param actors Groups of the sentence, in text order.
 * @returns `null` for a sentence that gives no two groups acts: then nothing is parted.
 */
export function readTellings(
  doc: Doc,
  triggers: readonly Trigger[],
  actors: readonly Actor[],
  words: PhraseWords,
  clauseWords: ClauseWords,
): readonly Telling[] | null {
  if (triggers.length === 0 || actors.length < 2) return null
  const [start, end] = doc.sentences[actors[0]!.sentence]!
  let apart = false
  for (let i = start; i < end; i++) if (clauseWords.separate.has(doc.words[i]!)) apart = true
  const openers: { actor: Actor; first: number; verbs: number }[] = []
  let last = { past: start, loose: false }
  for (const actor of actors) {
    if (actor.weak && actor.how === "inferred") continue
    const before = openers.at(-1)
    const form = actor.standing === "act" ? formBefore(triggers, actor) : null
    if (form === null && actor.standing !== "subject") continue
    const at = form ?? actor.first
    if (before !== undefined && (at < before.actor.past || isSame(doc, before.actor, actor, apart, words))) continue
    const first = opening(doc, at, before === undefined ? start : last.past, words)
    // «دانشجویان …: دستیاران و کارورزان»: who stands beside a group unjoined is that group, and who is joined to them.
    const loose = first === null && before !== undefined
    last = { past: actor.past, loose: loose || (last.loose && doc.words[actor.first - 1] === "و") }
    if (last.loose) continue
    openers.push({ actor, first: first ?? at, verbs: 0 })
  }
  if (openers.length < 2) return null
  const parts = openers.map((o, i) => ({ ...o, past: openers[i + 1]?.first ?? end, acts: false, other: false }))
  for (const t of triggers) {
    const part = parts.findLast((p) => p.first <= t.mention.first)
    if (part !== undefined) part.acts = true
  }
  for (const part of parts) if (!part.acts) part.other = hasVerb(doc, part.actor.past, part.past, words)
  // From the last backwards: who has no verb shares that of the next.
  const all: Telling[] = []
  let to = -1
  let closes = -1
  for (let i = parts.length - 1; i >= 0; i--) {
    const { actor, first, past, acts, other } = parts[i]!
    if (acts) {
      to = past
      closes = first
    } else if (other || to < 0) {
      to = -1
      continue
    }
    all.unshift({ actor, first, past, closes, to, head: parts[0]!.first })
  }
  return all.length < 2 ? null : all
}

/** What a sentence says of one of its groups: in its own part, with the verb that it shares, or before any of them. */
export function isAbout(telling: Telling, { first }: { readonly first: number }): boolean {
  if (first < telling.head) return true
  return (telling.first <= first && first < telling.past) || (telling.closes <= first && first < telling.to)
}

/** Names one group again: of the same trade, or of none, unless the sentence says that they acted apart or counts them anew. */
function isSame(doc: Doc, a: Actor, b: Actor, apart: boolean, words: PhraseWords): boolean {
  if (a.workforce === b.workforce) return !apart
  if (a.workforce !== "workers_other" && b.workforce !== "workers_other") return false
  return doc.words[b.first - 1] !== "از" || !words.quantifier.has(doc.words[b.first - 2] ?? "")
}

/** The form that a group stands right behind: «تجمع اعتراضی معلمان». */
function formBefore(triggers: readonly Trigger[], actor: Actor): number | null {
  for (const { mention } of triggers)
    if (mention.past <= actor.first && actor.first - mention.past <= 3) return mention.first
  return null
}

/**
 * The token behind what joins a group to the one before it: a conjunction, a mark, or a verb.
 *
 * @param from Where the group before it ends.
 * @returns `null` where nothing does.
 */
function opening(doc: Doc, at: number, from: number, words: PhraseWords): number | null {
  let join: number | null = null
  for (let i = at - 1; i >= from && i >= at - REACH; i--) {
    if (closes(doc.words[i]!, words)) return i + 1
    if (join === null && JOINS.has(doc.words[i]!)) join = i + 1
  }
  return join
}

/** Does a finite verb stand in a stretch of tokens? */
function hasVerb(doc: Doc, from: number, to: number, words: PhraseWords): boolean {
  for (let i = from; i < to; i++) if (closes(doc.words[i]!, words)) return true
  return false
}

/** A verb that closes a clause: a finite one, or «شد» and its like. */
function closes(word: string, words: PhraseWords): boolean {
  return words.light.has(word) || isVerb(word, words)
}
