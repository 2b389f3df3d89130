import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"
import { isLatinWord } from "../text/fold.ts"
import { type PlaceWords, PlaceWord as W } from "./place-words.ts"

/**
 * What a place's name does in its sentence, strongest first: it says where the act was; it belongs to who acted
 * («کارگران فولاد اهواز»); the act was only near it; it stands in a claim or an official's title; a road begins there; it is part of some other name or of people's way.
 */
export type PlaceRole = "told" | "who" | "near" | "claim" | "road" | "aside"

/** The stronger a role, the higher: only the strongest places of an act stand. */
export const ROLE_RANK: Readonly<Record<PlaceRole, number>> = { told: 5, who: 4, near: 3, claim: 2, road: 1, aside: 0 }

/** Words looked at to the left of a list of places, and further for a claim that it stands in. */
const LEFT = 6
const CLAIM_LEFT = 14
const RIGHT = 14

/** Reads the role of a list of places from the words around it. */
export function readPlaceRole(
  doc: Doc,
  list: { readonly first: number; readonly past: number; readonly sentence: number; readonly length: number },
  words: PlaceWords,
  /** Tokens of words for people and plants. */
  people: Uint8Array,
): PlaceRole {
  const [start, past] = doc.sentences[list.sentence]!
  const bits = (i: number) => (i < past ? words.at(doc, i) : 0)
  const comesAfter = (mask: number, reach: number) => {
    for (let i = list.past; i < past && i < list.past + reach; i++) if ((bits(i) & mask) !== 0) return true
    return false
  }
  if (isRoad(doc, list.first, start, bits)) return "road"
  const behind = roadBehind(doc, list, past, bits)
  if (behind !== null) return behind
  let near: PlaceRole | null = null
  let who = false
  let post = false
  let steps = 0
  let i = list.first - 1
  for (; i >= start && steps < LEFT; i--) {
    const b = bits(i)
    // «نماینده مردم شهریار»: its people stand between an office and its seat.
    if (people[i] === 1 && doc.words[i] !== "مردم") {
      who = true
      steps++
      continue
    }
    if (doc.kinds[i]! > TokenKind.number) {
      const mark = doc.words[i]!
      if ((mark === ":" && steps === 0) || mark === "📍" || mark === "#") near = who || post ? null : "told"
      if (mark === "،" || mark === "," || mark === ":" || mark === ")" || mark === "📍" || mark === "#") {
        if (steps > 0 || near !== null) break
      }
      continue
    }
    if (steps === 0) {
      if ((b & W.street) !== 0) return "aside"
      if ((b & W.zone) !== 0) return "claim"
      if ((b & W.near) !== 0) return "near"
      if ((b & W.origin) !== 0) {
        if (comesAfter(W.news, 3)) near = "told"
        else if (comesAfter(W.came, RIGHT)) return "aside"
        else if (list.length >= 3 && (comesAfter(W.news, RIGHT) || newsBefore(i))) near = "told"
        // «به گزارش خبرنگار ما از همدان»: where the news was sent from.
        else if (newsBefore(i)) return "near"
        break
      }
    }
    if ((b & W.to) !== 0 && steps <= 2 && !who) {
      near = comesAfter(W.came, 8) ? "told" : "claim"
      break
    }
    if ((b & W.outlet) !== 0 && steps <= 1) return steps === 1 ? "aside" : "near"
    if ((b & W.spot) !== 0) {
      near = "told"
      break
    }
    if ((b & W.post) !== 0) {
      if (steps > 3 || who) break
      post = true
      steps++
      continue
    }
    if ((b & W.where) !== 0) {
      // «خبرنگار ایلنا در خوزستان»: where the news was gathered.
      if (steps === 0 && deskBefore(i)) return "near"
      if (!who && !post && steps <= 3) near = "told"
      if (steps === 0) near = "told"
      break
    }
    if ((b & W.kind) === 0) steps++
  }
  if (near === null && i < start && steps === 0 && !who && !post) near = "told"
  if (post && near !== "told") return "claim"
  if (inClaim(doc, list.first, start, people, bits, near === "told", () => comesAfter(W.wanted, 4))) return "claim"
  return near ?? "who"

  function deskBefore(at: number): boolean {
    for (let k = at - 1; k >= start && k >= at - 3; k--) if ((bits(k) & W.outlet) !== 0) return true
    return false
  }

  function newsBefore(at: number): boolean {
    for (let k = at - 1; k >= start && k >= at - 6; k--) if ((bits(k) & W.news) !== 0) return true
    return false
  }
}

/** «خواستار … شدند» holds whatever stands in it; «به دلیل …» only what no «در» or «مقابل» takes out of it. */
function inClaim(
  doc: Doc,
  first: number,
  start: number,
  people: Uint8Array,
  bits: (i: number) => number,
  told: boolean,
  closes: () => boolean,
): boolean {
  for (let i = first - 1; i >= start && i >= first - CLAIM_LEFT; i--) {
    const b = bits(i)
    if ((b & W.want) !== 0) return !told || closes()
    // «اعتراض شهروندان کاشان» tells who acts, «اعتراض به …» why.
    if ((b & W.claim) !== 0 && people[i + 1] === 0) return !told
    if (doc.kinds[i]! > TokenKind.number && (doc.words[i] === "،" || doc.words[i] === ",")) return false
  }
  return false
}

/** "the Izeh–Shahrekord road": in English the word for a road stands behind its ends. */
function roadBehind(
  doc: Doc,
  list: { readonly first: number; readonly past: number },
  past: number,
  bits: (i: number) => number,
): PlaceRole | null {
  const dash = (i: number) => doc.words[i] === "-" || doc.words[i] === "–" || doc.words[i] === "—"
  for (let i = list.past; i < past && i < list.past + 4; i++) {
    if ((bits(i) & W.road) !== 0 && doc.words[i]!.charCodeAt(0) < 128) return dash(list.first - 1) ? "aside" : "road"
    if (i === list.past ? !dash(i) && !isLatinWord(doc.words[i] ?? "") : !isLatinWord(doc.words[i] ?? "")) return null
    if (i === list.past && !dash(i)) return null
  }
  return null
}

/** A place that only names a road: «جاده اهواز ـ رامهرمز», «جاده قدیم قوچان». */
function isRoad(doc: Doc, first: number, start: number, bits: (i: number) => number): boolean {
  for (let i = first - 1; i >= start && i >= first - 4; i--) {
    if ((bits(i) & W.road) !== 0) return true
    if ((bits(i) & W.road_word) === 0 && doc.kinds[i]! <= TokenKind.number) return false
  }
  return false
}
