import type { BySentence } from "../by-sentence.ts"
import type { Demand } from "../codes.ts"
import { claimFrom, type Mention } from "../mentions/mention.ts"
import { near, someNear } from "../mentions/near.ts"

/** Most tokens between a cue and what it opens («لغو همه احکام شلاق»). */
const REACH = 2

/**
 * Claims that stand in no wording of their own: what was done to people, told as what is to end, to be protested against or
 * to be freed from («در اعتراض به احضار همکاران», «لغو احکام اعدام», «آزادی سه کارگر بازداشتی»).
 *
 * @returns Mentions of kind `demand`, from the cue to the end of the thing; none where a demand is named there already.
 */
export function impliedClaims(mentions: BySentence<Mention>): Mention[] {
  const out: Mention[] = []
  let sentence = -1
  for (const one of mentions.all) {
    if (one.kind !== "repression" || one.sentence === sentence) continue
    sentence = one.sentence
    const here = mentions.in(sentence)
    for (const [at, done] of here.entries()) {
      if (done.kind !== "repression" || done.inName) continue
      for (const cue of near(here, at)) {
        const code = claimOf(here, at, cue)
        if (code === null) continue
        const named = someNear(
          here,
          at,
          (d) => d.kind === "demand" && !d.weak && d.first < done.past && cue.first < d.past,
        )
        if (!named) out.push(claimFrom(done, code, cue.first, "reader:implied_claim"))
      }
    }
  }
  return out
}

/** Is what was done told as what is to end, is complained of or is to be freed from? */
export function isOpened(here: readonly Mention[], at: number): boolean {
  return someNear(here, at, (cue) => claimOf(here, at, cue) !== null)
}

/** The claim that a cue before it makes of what was done; `null` for none. */
function claimOf(here: readonly Mention[], at: number, cue: Mention): Demand | null {
  const done = here[at]!
  if (cue.kind !== "cue" || cue.first > done.first || done.past <= cue.past || done.first - cue.past > REACH)
    return null
  // «به دلیل …», «نسبت به …»: only where the sentence goes on to an act or to a word of protest.
  if (cue.code === "toward" && !actFollows(here, at)) return null
  return CLAIM[cue.code]?.(done.code) ?? null
}

/** Most tokens from what was done to the act that it is the reason of. */
const TO_ACT = 24

function actFollows(here: readonly Mention[], at: number): boolean {
  const past = here[at]!.past
  for (let i = at + 1; i < here.length && here[i]!.first < past + TO_ACT; i++) {
    const m = here[i]!
    if (m.first >= past && !m.negated && !m.inName && (m.kind === "form" || (m.kind === "cue" && m.code === "protest")))
      return true
  }
  return false
}

const DEATH = new Set(["execution", "death_sentence"])
const HELD = new Set(["arrest", "prison_sentence"])

/** The claim that a cue makes of a kind of repression; `null` for none. */
const CLAIM: Readonly<Record<string, (done: string) => Demand | null>> = {
  complaint: (done) =>
    DEATH.has(done) ? "end_executions" : done === "dismissal" ? "against_layoffs" : "end_repression",
  toward: (done) => (DEATH.has(done) ? "end_executions" : done === "dismissal" ? "against_layoffs" : "end_repression"),
  to_end: (done) => (DEATH.has(done) ? "end_executions" : done === "dismissal" ? "reinstatement" : "end_repression"),
  to_free: (done) => (HELD.has(done) ? "release_prisoners" : null),
}
