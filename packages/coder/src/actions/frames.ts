import { actingGroups } from "./acting.ts"
import type { Actor } from "./actor.ts"
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
    const actors = actingGroups(reading.doc, reading.actors.in(sentence), trigger)
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
