import type { Draft } from "../actions/assemble.ts"
import type { PlacesCountFound } from "../actions/complete.ts"
import type { BySentence } from "../by-sentence.ts"

const NONE: ReadonlyMap<Draft, PlacesCountFound> = new Map()

/**
 * Which count of places («در بیش از ۷۰ شهر») belongs to which act (codebook §3 `places_count`).
 *
 * One act takes the first count of its report. Of several each takes the first that stands in its own sentences or
 * behind them, before another act's; a count no larger than the number of acts («در دو روستا») only numbers these.
 * A count of workplaces must stand where the act is told: elsewhere it numbers the trade.
 */
export function countsOfActs(
  counts: BySentence<PlacesCountFound>,
  drafts: readonly Draft[],
  draftsIn: (sentence: number) => readonly Draft[],
  sentences: number,
): ReadonlyMap<Draft, PlacesCountFound> {
  if (counts.all.length === 0) return NONE
  const out = new Map<Draft, PlacesCountFound>()
  let latest: readonly Draft[] = drafts.length === 1 ? drafts : []
  for (let s = 0; s < sentences; s++) {
    const here = draftsIn(s)
    if (here.length > 0) latest = here
    for (const count of counts.in(s)) {
      if ((drafts.length > 1 && count.count <= drafts.length) || (count.workplaces && here.length === 0)) continue
      for (const draft of latest) if (!out.has(draft)) out.set(draft, count)
    }
  }
  return out
}
