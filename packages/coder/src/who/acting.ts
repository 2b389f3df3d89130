import type { Trigger } from "../actions/triggers.ts"
import type { Doc } from "../text/doc.ts"
import { within } from "../within.ts"
import type { Actor } from "./actor.ts"
import type { Standing } from "./standing.ts"

/** What the way a group stands in its sentence is worth in the choice of who acted. */
const WORTH: Readonly<Record<Standing, number>> = {
  act: 1.5,
  subject: 1,
  one: -2,
  possessed: -3,
  oblique: -4,
  likened: -4,
}
/** A step of distance between a group and the act. */
const STEP = 0.12
/** Below this nobody in the sentence is taken to have acted. */
const LEAST = -1.5
/** Tokens behind an act within which a group may still be who did it. */
const BEHIND = 8
/** Tokens before an act beyond which nobody is looked for. */
const BEFORE = 90

/** The group that does an act, with groups coordinated to it; empty when its sentence names none. */
export function actingGroups(doc: Doc, all: readonly Actor[], trigger: Trigger): Actor[] {
  const act = trigger.mention
  const here = within(all, act.first - BEFORE, act.past + 2 * BEHIND)
  // «تجمع دیگر مربوط به بازنشستگان بود»: who stands behind the act apart.
  if (trigger.apart) {
    const behind = here.find((a) => a.first >= act.past)
    if (behind !== undefined) return [behind]
  }
  let best: Actor | null = null
  let bestScore = Number.NEGATIVE_INFINITY
  for (const actor of here) {
    // Who speaks for a group («یکی از کارگران گفت») is not who acts.
    if (actor.standing === "one" || actor.standing === "likened") continue
    const before = actor.past <= act.first
    const distance = before ? act.first - actor.past : actor.first >= act.past ? actor.first - act.past : 0
    if (!before && distance > BEHIND) continue
    let score = WORTH[actor.standing] - distance * STEP
    if (!before && distance <= 3) score += 2.5
    if (before) score += 1
    if (!actor.weak) score += 2
    else if (actor.how === "inferred") score -= 1
    if (score > bestScore) {
      best = actor
      bestScore = score
    }
  }
  if (best === null || (WORTH[best.standing] < 0 && bestScore < LEAST)) return []
  if (best.weak) return [best]
  const peers = here.filter((a) => a === best || (!a.weak && !a.oblique && a.standing !== "likened"))
  const at = peers.indexOf(best)
  let from = at
  while (from > 0 && coordinated(doc, peers[from - 1]!, peers[from]!)) from--
  let past = at + 1
  while (past < peers.length && coordinated(doc, peers[past]!, peers[past - 1]!)) past++
  if (past - from === 1) return [best]
  const seen = new Set([best.workforce])
  return peers.slice(from, past).filter((a) => {
    if (a === best) return true
    if (seen.has(a.workforce)) return false
    seen.add(a.workforce)
    return true
  })
}

const JOINING = new Set(["و", "،", ",", "and", "&", "همراه", "همچنین", "نیز"])

/** True when nothing but a conjunction and a few words of the noun phrases stands between two groups. */
function coordinated(doc: Doc, a: Actor, b: Actor): boolean {
  const [left, right] = a.first < b.first ? [a, b] : [b, a]
  if (right.first - left.past > 8) return false
  let joined = -1
  for (let i = left.past; i < right.first; i++) {
    const word = doc.words[i]!
    if (JOINING.has(word)) joined = i
    // «بازنشستگان فولاد و تعدادی از معلمان»: a number of people opens the second group.
    else if (word === "از" && joined >= 0 && i - joined <= 4) continue
    else if (word === "در" || word === "از" || word === "که" || word === "به" || word === "با") return false
  }
  return joined >= 0 && right.first - joined <= 6
}
