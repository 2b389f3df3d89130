import type { Status } from "../codes.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"
import { type DateFound, resolveNear } from "../when/date-here.ts"
import { endingDate, lastsDays, nearestDate } from "../when/when.ts"
import { namesSpot, type PlaceFound, placeAs, placesInPart, placesInSentence } from "../where/where.ts"
import { actingGroups } from "../who/acting.ts"
import type { Actor } from "../who/actor.ts"
import { readAnnouncement } from "./announcement.ts"
import type { Reading } from "./reading.ts"
import { readTellings, type Telling } from "./tellings.ts"
import { retold, type Trigger } from "./triggers.ts"

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
  /** The part of its sentence that is about its group alone, where the sentence is parted among several. */
  readonly telling: Telling | null
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
      if (!own.some((o) => o.place.name === p.place.name)) own.push(placeAs(p, own[0]!.role, own[0]!.list))
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
  const supported = supportedIn(reading)
  let parted: readonly Telling[] | null = null
  for (const [n, trigger] of reading.triggers.entries()) {
    const sentence = trigger.mention.sentence
    if (n === 0 || reading.triggers[n - 1]!.mention.sentence !== sentence) parted = partsOf(reading, n)
    const told = parted === null ? null : tellersOf(parted, trigger)
    if (told !== null) {
      out.push(...framesOfParts(reading, trigger, parted!, told, itemOf[sentence]!))
      continue
    }
    const named = actingGroups(reading.doc, reading.actors.in(sentence), trigger)
    const nobody = trigger.form === "closure" ? named.every(isAnybody) : named.length > 0 && named.every(isAnybody)
    const actors = nobody && isShut(trigger) ? [keepers(trigger)] : named
    const own = trigger.verb === null && supported.has(sentence) ? [] : placesOf(reading, sentence)
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
    const real = announced === null ? status : status === "held" ? "called" : status
    const date = ahead || announced === null ? day : announced.date
    const places = announced === null || announced.places.length <= own.length ? own : announced.places
    const past = trigger.past || (day === null && ofAnotherYear(reading, trigger))
    const ends = endingDate(reading, trigger)
    const lasts = lastsDays(reading, trigger)
    const shared = actors.length > 1 ? placesOfGroups(reading.doc, actors, places) : null
    for (let n = 0; n < Math.max(1, actors.length); n++)
      out.push({
        trigger: real === trigger.status && past === trigger.past ? trigger : retold(trigger, real, past),
        sentence,
        actor: actors[n] ?? null,
        ownActor: actors.length > 0,
        places: shared?.[n] ?? places,
        date,
        ends,
        lastsDays: lasts,
        item: itemOf[sentence]!,
        telling: null,
      })
  }
  return out
}

const NOWHERE: ReadonlySet<number> = new Set()

/** Sentences that say who stands by an act («… حمایت خود را از این اعتصاب اعلام کردند»): their towns are not the act's. */
function supportedIn({ doc, mentions }: Reading): ReadonlySet<number> {
  let out: Set<number> | null = null
  for (const m of mentions) {
    if (m.kind !== "cue" || m.code !== "sympathy") continue
    // «در حمایت از …» is why people act themselves.
    const opens = doc.words[m.first]
    if (opens === "در" || opens === "به" || m.by.includes(".en.")) continue
    out ??= new Set()
    out.add(m.sentence)
  }
  return out ?? NOWHERE
}

/** The parts of the sentence of the n-th trigger, whose sentence it is the first of. */
function partsOf(reading: Reading, n: number): readonly Telling[] | null {
  const { sentence } = reading.triggers[n]!.mention
  const actors = reading.actors.in(sentence)
  if (actors.length < 2) return null
  let past = n + 1
  while (past < reading.triggers.length && reading.triggers[past]!.mention.sentence === sentence) past++
  return readTellings(reading.doc, reading.triggers.slice(n, past), actors, reading.phraseWords, reading.clauseWords)
}

/** Whose act a trigger tells in a parted sentence: the group of its part and those that share its verb. */
function tellersOf(parted: readonly Telling[], trigger: Trigger): readonly Telling[] | null {
  const at = trigger.mention.first
  const own = parted.findLast((t) => t.first <= at)
  if (own === undefined || at >= own.past || trigger.anaphoric) return null
  return parted.filter((t) => t.to === own.to && t.first <= own.first)
}

/**
 * A frame for each group of a part: its own places and day, else those of the next that shares its verb, else what the
 * sentence's head says of all.
 */
function framesOfParts(
  reading: Reading,
  trigger: Trigger,
  parted: readonly Telling[],
  told: readonly Telling[],
  item: number,
): Frame[] {
  const { doc, places, spots, published } = reading
  const sentence = trigger.mention.sentence
  const [start] = doc.sentences[sentence]!
  const head = placesInPart(doc, sentence, places, spots, start, parted[0]!.first)
  const among = { ...reading, dates: datesOfPart(reading, sentence, parted, told) }
  const day = nearestDate(among, trigger)
  const ahead = (d: DateFound | null) => d?.start != null && published !== null && d.start > published
  const out: Frame[] = []
  let next: readonly PlaceFound[] = []
  for (let i = told.length - 1; i >= 0; i--) {
    const telling = told[i]!
    const own = placesInPart(doc, sentence, places, spots, telling.first, telling.past)
    const stood = own.some((p) => p.role === "told") || namesSpot(doc, telling.actor.past, telling.past)
    const shared = !stood && next.some((p) => p.role === "told") ? next : own.length > 0 ? own : next
    if (stood || next.length === 0) next = own
    const date = i === told.length - 1 ? day : (dayOfPart(reading, sentence, telling) ?? day)
    const status = trigger.status === "held" && ahead(date) ? "called" : trigger.status
    out.unshift({
      trigger: status === trigger.status ? trigger : retold(trigger, status, trigger.past),
      sentence,
      actor: telling.actor,
      ownActor: true,
      places: shared.length > 0 ? shared : head,
      date,
      ends: endingDate(reading, trigger),
      lastsDays: lastsDays(reading, trigger),
      item,
      telling,
    })
  }
  return out
}

/** The days of a sentence but for those that stand in the parts of other groups. */
function datesOfPart(
  reading: Reading,
  sentence: number,
  parted: readonly Telling[],
  told: readonly Telling[],
): Reading["dates"] {
  const others = parted.filter((t) => !told.includes(t))
  const here = reading.dates.in(sentence).filter((d) => !others.some((t) => t.first <= d.first && d.first < t.past))
  return { in: (s) => (s === sentence ? here : reading.dates.in(s)) }
}

/** The day that stands in the part of a group that shares another's verb. */
function dayOfPart(reading: Reading, sentence: number, telling: Telling): DateFound | null {
  const here = reading.dates.in(sentence).find((d) => d.acts && d.first >= telling.first && d.past <= telling.past)
  return here === undefined ? null : resolveNear(here, false, reading.published)
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

function yearsBetween(start: string | null, published: string): number {
  return start === null ? 0 : Number(published.slice(0, 4)) - Number(start.slice(0, 4))
}

/** Years after which an act that a noun names is history wherever in its sentence the year stands. */
const LONG_AGO = 9

/** «در سال ۱۳۵۷ کارگران نفت اعتصاب کردند», «اعتصاب سال ۸۴»: only a year, and one that is over, dates the sentence or the act. */
function ofAnotherYear(reading: Reading, { mention: { sentence, past }, verb }: Trigger): boolean {
  const { published } = reading
  if (published === null) return false
  const [first] = reading.doc.sentences[sentence]!
  return reading.dates.in(sentence).some((date) => {
    if (date.acts) return false
    const near = date.first <= first + 2 || date.first === past || date.first === past + 1
    if (!near && verb !== null) return false
    const found = date.resolve(false)
    return found?.precision === "year" && yearsBetween(found.start, published) > (near ? 1 : LONG_AGO)
  })
}
