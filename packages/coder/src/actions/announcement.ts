import type { Doc } from "../text/doc.ts"
import { type DateFound, resolveNear } from "../when/date-here.ts"
import { ROLE_RANK } from "../where/place-role.ts"
import { type PlaceFound, placeAs, placesInSentence } from "../where/where.ts"
import type { Reading } from "./reading.ts"
import type { Trigger } from "./triggers.ts"

/** What the short lines around a call say of when and where: «وعده ما: …», «📍 تهران، مقابل مجلس». */
export interface Announcement {
  readonly date: DateFound | null
  readonly places: readonly PlaceFound[]
}

/** Rank of a date that is no day. */
const VAGUE = 0.6
/** Sentences that are looked at before and behind, and the most tokens of a line that announces. */
const BEFORE = 4
const BEHIND = 6
const SHORT = 26
/** A line this short is a label of the call: a place in it is where to come. */
const LABEL = 16

/**
 * Reads the announcement that a call is written as: day, hour and places each on a line of their own.
 *
 * @returns `null` when no line near the trigger names a day after publication: then nothing is announced.
 */
export function readAnnouncement(reading: Reading, trigger: Trigger): Announcement | null {
  const { doc, published } = reading
  if (published === null) return null
  const at = trigger.mention.sentence
  const block: number[] = []
  for (let s = Math.max(0, at - BEFORE); s <= Math.min(doc.sentences.length - 1, at + BEHIND); s++) {
    if (s === at || isShort(doc, s)) block.push(s)
  }
  let date: DateFound | null = null
  // «به مناسبت روز معلم … پنجشنبه ۱۷ اسفند»: an occasion is the day only where none is told by number or weekday.
  let best = VAGUE
  for (const s of [at, ...block]) {
    for (const here of reading.dates.in(s)) {
      if (!here.acts || here.rank >= best) continue
      const found = resolveNear(here, true, published)
      if (found?.start == null || found.start <= published) continue
      date = found
      best = here.rank
    }
  }
  if (date === null) return null
  const places: PlaceFound[] = []
  for (const s of block) {
    for (const p of placesInSentence(doc, s, reading.places, reading.spots)) {
      const label = isShort(doc, s, LABEL) && ROLE_RANK[p.role] >= ROLE_RANK.who
      // Another sentence's people («از رانندگان اهواز نیز خواسته است») do not come to this call.
      if ((!label && p.role !== "told" && s !== at) || places.some((q) => q.place.name === p.place.name)) continue
      places.push(label ? placeAs(p, "told") : p)
    }
  }
  return { date, places }
}

function isShort(doc: Doc, sentence: number, most = SHORT): boolean {
  const [first, past] = doc.sentences[sentence]!
  return past - first <= most
}
