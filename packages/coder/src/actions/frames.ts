import type { Doc } from "../text/doc.ts"
import type { Actor } from "./actors.ts"
import { readAnnouncement } from "./announcement.ts"
import type { Reading } from "./reading.ts"
import type { Trigger } from "./triggers.ts"
import type { DateFound, DateHere } from "./when.ts"
import { type PlaceFound, placesInSentence } from "./where.ts"

/** One telling of one act by one group: what a single clause says, nothing filled in yet. */
export interface Frame {
  readonly trigger: Trigger
  readonly sentence: number
  readonly actor: Actor | null
  /** True when the actor stands in the trigger's own sentence. */
  readonly ownActor: boolean
  readonly places: readonly PlaceFound[]
  readonly date: DateFound | null
  /** Item of a list that the clause stands in; 0 outside any. */
  readonly item: number
}

/** Reads one frame for each trigger and each group that acts together in its clause. */
export function readFrames(reading: Reading, itemOf: Int32Array): Frame[] {
  const out: Frame[] = []
  for (const trigger of reading.triggers) {
    const sentence = trigger.mention.sentence
    const actors = actingGroups(reading, trigger)
    const own = placesInSentence(reading.doc, sentence, reading.places, reading.spots)
    const day = nearestDate(reading, trigger)
    // A day yet to come makes a plain telling a call.
    const ahead = day?.start != null && reading.published !== null && day.start > reading.published
    const status = ahead && trigger.status === "held" ? "called" : trigger.status
    const implicit = trigger.mention.by === "reader:implicit_gathering"
    const announced =
      itemOf[sentence] !== 0
        ? null
        : status === "called" || (implicit && status === "held")
          ? readAnnouncement(reading, trigger)
          : null
    const told = announced === null ? status : status === "held" ? "called" : status
    const date = ahead || announced === null ? day : announced.date
    const places = announced === null || announced.places.length <= own.length ? own : announced.places
    const base = {
      trigger: told === trigger.status ? trigger : { ...trigger, status: told },
      sentence,
      places,
      date,
      item: itemOf[sentence]!,
    }
    if (actors.length === 0) out.push({ ...base, actor: null, ownActor: false })
    for (const actor of actors) out.push({ ...base, actor, ownActor: true })
  }
  return out
}

/** The group that does the act of a trigger, with groups coordinated to it; empty when its sentence names none. */
function actingGroups(reading: Reading, trigger: Trigger): Actor[] {
  const { first, past, sentence } = trigger.mention
  const here = reading.actors.in(sentence)
  // «تجمع دیگر مربوط به بازنشستگان بود»: who stands behind the act apart.
  if (trigger.apart) {
    const behind = here.find((a) => a.first >= past)
    if (behind !== undefined) return [behind]
  }
  let best: Actor | null = null
  let bestScore = Number.NEGATIVE_INFINITY
  for (const actor of here) {
    const before = actor.past <= first
    const distance = before ? first - actor.past : actor.first >= past ? actor.first - past : 0
    if (!before && distance > 8) continue
    let score = -distance * 0.12
    if (!before && distance <= 3) score += 2.5
    if (before) score += 1
    if (!actor.weak) score += 2
    if (actor.oblique) score -= 4
    if (score > bestScore) {
      best = actor
      bestScore = score
    }
  }
  if (best === null) return []
  if (best.oblique && bestScore < -1.5) return []
  const chosen = best
  const together = here.filter(
    (a) =>
      a !== chosen &&
      !a.weak &&
      !chosen.weak &&
      !a.oblique &&
      a.workforce !== chosen.workforce &&
      coordinated(reading.doc, a, chosen),
  )
  return [chosen, ...together].sort((a, b) => a.first - b.first)
}

const JOINING = new Set(["و", "،", ",", "and", "همراه", "همچنین", "نیز"])

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

/** «از دی‌ماه سال ۸۸ بیمه‌شان پرداخت نشده»: the day belongs to the claim that it stands in or beside. */
function datesAClaim(reading: Reading, date: DateHere): boolean {
  if (date.rank < 1 && !date.since) return false
  return reading.claims.in(date.sentence).some((m) => m.first <= date.past + 1 && m.past >= date.first - 1)
}

/** A day yet to come is never the day of a grievance. */
function isAhead(reading: Reading, date: DateHere): boolean {
  const start = date.resolve(true)?.start ?? null
  return start !== null && reading.published !== null && start > reading.published
}

/** The date of a trigger's sentence that stands nearest before it, else nearest after. */
function nearestDate(reading: Reading, trigger: Trigger): DateFound | null {
  const { first, past, sentence } = trigger.mention
  const called = trigger.status === "called" || trigger.status === "threatened" || trigger.status === "cancelled"
  let best: DateHere | null = null
  let bestScore = Number.POSITIVE_INFINITY
  for (const date of reading.dates.in(sentence)) {
    if (!date.acts || (datesAClaim(reading, date) && !(called && isAhead(reading, date)))) continue
    if (trigger.status === "ongoing" || trigger.status === "ended") {
      const day = date.resolve(false)
      if (day?.start != null && reading.published !== null && day.start > reading.published) continue
    }
    const distance = date.past <= first ? first - date.past : date.first >= past ? date.first - past + 2 : 0
    const score = distance + date.rank * 12
    if (score < bestScore) {
      best = date
      bestScore = score
    }
  }
  return best === null ? null : best.resolve(called)
}
