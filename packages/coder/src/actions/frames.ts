import type { Status } from "../codes.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"
import type { DateFound } from "../when/date-here.ts"
import { endingDate, lastsDays, nearestDate } from "../when/when.ts"
import { type PlaceFound, placesInSentence } from "../where/where.ts"
import { actingGroups } from "../who/acting.ts"
import type { Actor } from "../who/actor.ts"
import { readAnnouncement } from "./announcement.ts"
import type { Reading } from "./reading.ts"
import type { Trigger } from "./triggers.ts"

/** One telling of one act by one group: what a single clause says, nothing filled in yet. */
export interface Frame {
  readonly trigger: Trigger
  readonly sentence: number
  readonly actor: Actor | null
  /** True when the actor stands in the trigger's own sentence. */
  readonly ownActor: boolean
  readonly places: readonly PlaceFound[]
  readonly date: DateFound | null
  /** The day on which it came to its end, where the clause says so. */
  readonly ends: DateFound | null
  /** Days that it is said to last; null when untold. */
  readonly lastsDays: number | null
  /** Item of a list that the clause stands in; 0 outside any. */
  readonly item: number
}

/** Places of a clause, with those that stand alone behind it on its line: "Sanandaj ✅ Ahvaz ✅ Arak ✅". */
function placesOf(reading: Reading, sentence: number): PlaceFound[] {
  const { doc, places, spots } = reading
  const own = placesInSentence(doc, sentence, places, spots)
  if (own.length === 0) return own
  for (let s = sentence + 1; s < doc.sentences.length && doc.lineOf[s] === doc.lineOf[sentence]; s++) {
    const [first, past] = doc.sentences[s]!
    const here = places.in(s)
    let words = 0
    for (let i = first; i < past; i++) if (doc.kinds[i]! <= TokenKind.number) words++
    if (here.length === 0 || here.reduce((n, p) => n + p.past - p.first, 0) !== words) break
    for (const p of placesInSentence(doc, s, places, spots))
      if (!own.some((o) => o.place.name === p.place.name)) own.push({ ...p, role: own[0]!.role, list: own[0]!.list })
  }
  return own
}

/** Reads one frame for each trigger and each group that acts together in its clause. */
export function readFrames(reading: Reading, itemOf: Int32Array): Frame[] {
  const out: Frame[] = []
  const protests = reading.mentions.some(isProtest)
  const closures = reading.triggers.some((t) => t.form === "closure")
  // A general strike of «the people» of a town is their shops' closure.
  const isShut = (t: Trigger) => (t.form === "closure" ? protests : t.form === "strike" && closures)
  for (const trigger of reading.triggers) {
    const sentence = trigger.mention.sentence
    const named = actingGroups(reading.doc, reading.actors.in(sentence), trigger)
    const nobody = trigger.form === "closure" ? named.every(isAnybody) : named.length > 0 && named.every(isAnybody)
    const actors = nobody && isShut(trigger) ? [keepers(trigger)] : named
    const own = placesOf(reading, sentence)
    const day = nearestDate(reading, trigger)
    // A day yet to come makes a plain telling a call.
    const ahead = day?.start != null && reading.published !== null && day.start > reading.published
    const status: Status =
      trigger.status !== "held" ? trigger.status : ahead ? "called" : goesOnSince(reading, trigger) ? "ongoing" : "held"
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
    const past = trigger.past || (day === null && ofAnotherYear(reading, sentence))
    const base = {
      trigger: told === trigger.status && past === trigger.past ? trigger : { ...trigger, status: told, past },
      sentence,
      places,
      date,
      ends: endingDate(reading, trigger),
      lastsDays: lastsDays(reading, trigger),
      item: itemOf[sentence]!,
    }
    if (actors.length === 0) out.push({ ...base, actor: null, ownActor: false })
    const shared = actors.length > 1 ? placesOfGroups(reading.doc, actors, places) : null
    actors.forEach((actor, n) => {
      out.push({ ...base, places: shared?.[n] ?? places, actor, ownActor: true })
    })
  }
  return out
}

/**
 * «کارگران فولاد اهواز و معلمان شوش تجمع کردند»: towns inside the phrases of groups that act together are each group's own.
 *
 * @returns The places of each group; `null` where the first names no town of its own.
 */
function placesOfGroups(doc: Doc, actors: readonly Actor[], places: readonly PlaceFound[]): PlaceFound[][] | null {
  const out: PlaceFound[][] = actors.map(() => [])
  let inside = 0
  for (const place of places) {
    const at = place.spans[0]?.[0] ?? -1
    let of = -1
    if (place.role !== "told")
      actors.forEach((actor, n) => {
        if (at >= doc.starts[actor.first]!) of = n
      })
    if (of >= 0 && of < actors.length - 1) inside++
    if (of >= 0) out[of]!.push(place)
    else for (const list of out) list.push(place)
  }
  return inside > 0 && out.every((list) => list.length > 0) ? out : null
}

function isProtest(m: Mention): boolean {
  if (m.kind === "cue") return m.code === "protest" || m.code === "uprising"
  return m.kind === "form" && !m.inName && !m.negated && m.code !== "closure"
}

function isAnybody(actor: Actor): boolean {
  return actor.workforce === "non_labour"
}

/** Who shuts the shops of a town, where nobody or only its people are named. */
function keepers({ mention }: Trigger): Actor {
  return {
    workforce: "traders",
    mentions: [mention],
    first: mention.first,
    past: mention.past,
    sentence: mention.sentence,
    weak: false,
    how: "inferred",
    standing: "subject",
    oblique: false,
    workplace: null,
  }
}

/** «از چهارشنبه شب دست از کار کشیده‌اند»: it goes on, though without a day of publication nobody knows which Wednesday. */
function goesOnSince(reading: Reading, trigger: Trigger): boolean {
  if (reading.published !== null || trigger.verb?.perfect !== true) return false
  return reading.dates
    .in(trigger.mention.sentence)
    .some((d) => d.since && d.acts && d.first < trigger.mention.past && d.resolve(false) === null)
}

/** «در سال ۱۳۵۷ کارگران نفت اعتصاب کردند»: only a year, and one that is over, dates the sentence. */
function ofAnotherYear(reading: Reading, sentence: number): boolean {
  const year = reading.published?.slice(0, 4)
  if (year === undefined) return false
  const [first] = reading.doc.sentences[sentence]!
  return reading.dates.in(sentence).some((date) => {
    if (date.acts || date.first > first + 2) return false
    const found = date.resolve(false)
    return found?.precision === "year" && found.start !== null && Number(found.start.slice(0, 4)) < Number(year) - 1
  })
}
