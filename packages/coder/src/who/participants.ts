import type { BySentence } from "../by-sentence.ts"
import type { Participants } from "../coded.ts"
import type { How } from "../codes.ts"
import type { ParticipantRole } from "../numbers/read-participants.ts"
import type { Actor } from "./actor.ts"

/** A number of people with the words it rests on. */
export interface PeopleFound extends Participants {
  readonly first: number
  readonly past: number
  readonly sentence: number
  readonly role: ParticipantRole
  /** `inferred` for words that stand for a range («صدها»). */
  readonly how: How
  /** Counts signatures, not people. */
  readonly signatures: boolean
}

/** Sentences behind the act's own in which a count of its people may still stand («حدود ۲۰۰ نفر بودیم»). */
const BEHIND = 3

/**
 * The number of people in an act: one that counts its group («صدها تن از بازنشستگان»), else one told as taking part in its
 * sentences or close behind. A number beats a word that stands for a range, signatures beat a round number of signers.
 *
 * @param signatures Numbers of signatures, wherever they stand.
 * @param told Sentences that tell of the act.
 * @param inOrder The same, rising.
 * @param share All sentences that belong to it.
 * @param groups Groups of its item: what counts another group counts not this one.
 */
export function chooseParticipants(
  people: BySentence<PeopleFound>,
  signatures: readonly PeopleFound[],
  actor: Actor,
  groups: readonly Actor[],
  told: ReadonlySet<number>,
  inOrder: readonly number[],
  share: ReadonlySet<number>,
): PeopleFound | null {
  if (people.all.length === 0) return null
  let best: PeopleFound | null = null
  let bestScore = 0
  const consider = (found: PeopleFound, near: number) => {
    const counted = groups.find((a) => counts(found, a))
    const own = counted !== undefined && counted.workforce === actor.workforce
    if (counted !== undefined && !own && !counted.weak) return
    const acts = counted !== undefined && (counted.standing === "subject" || counted.standing === "act")
    if (found.role === "unclear" && !(own && acts)) return
    // «بیش از ده هزار» says more than «ده هزار» in the title.
    const open = found.max === null && found.min === best?.min ? 0.5 : 0
    const score = near + (own ? 2 : 0) + (found.how === "stated" ? 3 : 0) + (found.signatures ? 2 : 0) + open
    if (score > bestScore) {
      best = found
      bestScore = score
    }
  }
  for (const sentence of inOrder) for (const found of people.in(sentence)) consider(found, 4)
  // «صدها کارگر …؛ تجمع کردند»: the act's group may stand in a sentence before it.
  if (!told.has(actor.sentence))
    for (const found of people.in(actor.sentence))
      if (found.role !== "unclear" && counts(found, actor)) consider(found, 4)
  for (const sentence of inOrder) {
    for (let s = sentence + 1; s <= sentence + BEHIND; s++) {
      if (!share.has(s) || told.has(s)) continue
      for (const found of people.in(s)) if (found.role !== "unclear") consider(found, 1)
    }
  }
  for (const found of signatures) if (share.has(found.sentence)) consider(found, 1)
  return best
}

/** Does a number stand right before a group's head («صدها تن از معلمان», «۴۷ کارگر»)? */
function counts(found: PeopleFound, a: Actor): boolean {
  return found.sentence === a.sentence && found.first <= a.first && found.past >= a.first - 1
}
