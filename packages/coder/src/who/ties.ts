import type { BySentence } from "../by-sentence.ts"
import type { Mention } from "../mentions/mention.ts"
import { within } from "../within.ts"
import type { Actor } from "./actor.ts"

/** Tokens beside a group's phrase within which a tie is its own («کارگرانی که قراردادشان موقت است»). */
const BESIDE = 6

/**
 * The ties of an act's people to their work (codebook §3 `employment`), each once: what stands in or beside the phrase of
 * its group, and of other mentions of that group in the sentences of the act.
 */
export function tiesOf(
  mentions: BySentence<Mention>,
  actor: Actor,
  groups: readonly Actor[],
  told: ReadonlySet<number>,
): Mention[] {
  const out: Mention[] = []
  const take = (group: Actor) => {
    for (const m of within(mentions.in(group.sentence), group.first - BESIDE, group.past + BESIDE)) {
      if (m.kind === "employment" && !m.inName && !out.some((had) => had.code === m.code)) out.push(m)
    }
  }
  take(actor)
  for (const group of groups)
    if (group !== actor && told.has(group.sentence) && (group.weak || group.workforce === actor.workforce)) take(group)
  return out
}
