import type { PlacesCountFound } from "../actions/complete.ts"
import type { Knowledge } from "../knowledge.ts"
import { readParticipants } from "../numbers/read-participants.ts"
import { readPlacesCount } from "../numbers/read-places-count.ts"
import type { Doc } from "../text/doc.ts"
import type { PeopleFound } from "./participants.ts"

/** Numbers of people who took part, signed, or may have: not the detained, the dismissed, or a plant's whole staff. */
export function findPeople(
  doc: Doc,
  knowledge: Knowledge,
  dates: readonly { readonly first: number; readonly past: number }[],
): PeopleFound[] {
  return readParticipants(doc, knowledge.dateWords.numbers, dates)
    .filter((m) => m.role !== "affected" && m.role !== "workforce_size")
    .map((m) => ({
      min: m.min,
      max: m.max,
      first: m.first,
      past: m.past,
      sentence: doc.sentenceOf[m.first]!,
      role: m.role,
      how: m.how,
      signatures: m.noun === "people-signature",
    }))
}

/** Numbers of places that a text tells: «در بیش از ۷۰ شهر». */
export function findPlaceCounts(doc: Doc, knowledge: Knowledge): PlacesCountFound[] {
  return readPlacesCount(doc, knowledge.dateWords.numbers).map((m) => ({
    count: m.count,
    workplaces: m.kind === "workplace",
    first: m.first,
    past: m.past,
    sentence: doc.sentenceOf[m.first]!,
  }))
}
