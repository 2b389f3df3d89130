/**
 * What of an action is told more coarsely, so that nobody is found by it: place, workplace, numbers of people, and the day from
 * which it is told at all. By fixed rules and nothing else: the same action always comes out the same, and no noise is added.
 *
 * Every page, file and index is made of what comes out, so that they agree. The rules are told in docs/gate.md.
 */
import type { Participants, PlaceType, Repression, Workforce } from "@karnegar/coder"
import type { Registers } from "./registers.ts"
import type { LocalAction, PublishedAction } from "./types.ts"

/** Fewer people than this are a small group: no exact number below it is public. */
export const SMALL = 10

/** Days after its first report from which an exposed action with a single source is public. */
export const DELAY_DAYS = 3

/** Where bands of exposed actions begin. */
const BANDS = [1, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 1_000_000]

/** The two ends of a band, both inclusive; `max` null: no ceiling. */
export interface Band {
  readonly min: number
  readonly max: number | null
}

/** The band that a number lies in: 1–9, 10–19, 20–49 … */
export function bandOf(n: number): Band {
  return { min: lowerEdge(n), max: upperEdge(n) }
}

/** What is done to single people: who they are must not follow from where and with how many. */
const DONE_TO_PERSONS: ReadonlySet<Repression> = new Set([
  "arrest",
  "summons",
  "prosecution",
  "prison_sentence",
  "flogging",
  "death_sentence",
  "torture",
  "dismissal",
  "attack",
  "injury",
  "death",
  "threat",
  "execution",
  "fine",
])

/** Numbers of people that reports tell of an action. */
const PEOPLE = ["participants", "workersDirect", "workersIndirect"] as const
type PeopleTold = Pick<PublishedAction, (typeof PEOPLE)[number]>

/** Groups that are few at any one place and are hunted for what they do. */
const HUNTED: ReadonlySet<Workforce> = new Set(["kolbars", "fuel_carriers"])

/** Finer than any county. */
const FINE: ReadonlySet<PlaceType> = new Set(["site", "village", "district"])

/** What the rules look at besides the action itself. */
export interface Attested {
  /** Independent origins that tell of it; copies of one count once. */
  readonly origins: number
  /** Day of the first report that tells of it; null where none is known. */
  readonly heard: string | null
}

/** Where the wider place of a place is found: its county, or else its province; see `Registers`. */
export type WiderPlaces = Pick<Registers, "widerPlace">

/**
 * How much an action exposes people. `small`: fewer than ten people are told of. `hunted`: a group of `HUNTED`.
 * `persons`: something was done to single people, no ten of them are known to have acted, and one origin alone tells of it.
 * Null: nobody can be found by it.
 */
export type Exposure = "small" | "hunted" | "persons" | null

/** @returns the first reason that holds. */
export function exposureOf(action: PublishedAction, { origins }: Pick<Attested, "origins">): Exposure {
  const known = [action.participants, action.workersDirect].filter((n) => n !== null)
  if (known.some(isSmall) || (action.workforceSize !== null && action.workforceSize < SMALL)) return "small"
  if (HUNTED.has(action.workforce) || action.jointWith.some((w) => HUNTED.has(w))) return "hunted"
  const attested = origins > 1 || action.evidence === "official_confirmation" || action.evidence === "verified_media"
  const many = known.some((n) => n.min >= SMALL)
  if (!attested && !many && action.repression.some((r) => DONE_TO_PERSONS.has(r))) return "persons"
  return null
}

/**
 * Is it time to tell of an action? One that exposes people and that a single source tells of waits `DELAY_DAYS`.
 *
 * @param today ISO day, UTC.
 */
export function isDue(exposure: Exposure, { origins, heard }: Attested, today: string): boolean {
  if (exposure === null || origins > 1 || heard === null) return true
  return Date.parse(today) - Date.parse(heard) >= DELAY_DAYS * 864e5
}

/** An action as it may be told; `coarse` says whether anything was made coarser for its exposure. */
export function generalise(action: PublishedAction, exposure: Exposure, places: WiderPlaces): PublishedAction {
  const told = numbersIn(action, smallBand)
  const rest = tellsRest({ ...told, workforceSize: action.workforceSize })
  const numbers = exposure === null && !rest ? told : numbersIn(action, wideBand)
  const exact = PEOPLE.every((field) => isSame(action[field], numbers[field]))
  const days: PublishedAction = {
    ...action,
    start: dayOf(action.start),
    end: dayOf(action.end),
    lastSeenOngoing: dayOf(action.lastSeenOngoing),
    sources: action.sources.map((s) => ({ ...s, published: dayOf(s.published) })),
    outcomeEvents: action.outcomeEvents.map((e) => ({ ...e, day: dayOf(e.day) })),
    ...numbers,
    workforceSize: rest ? null : action.workforceSize,
    // Worker-days over days give the workers.
    daysNotWorked: exposure === null && exact && !isOfFew(action) ? action.daysNotWorked : null,
  }
  if (exposure === null) return { ...days, coarse: false }
  return {
    ...days,
    places: wider(action.places, places),
    placesCount: null,
    workplace: null,
    enterpriseType: null,
    establishments: null,
    workforceSize: null,
    // Words would tell what the fields above hold back.
    quotes: [],
    coarse: true,
  }
}

function isSmall(n: Participants): boolean {
  return n.max !== null && n.max > 0 && n.max < SMALL
}

function isSame(one: Participants | null, other: Participants | null): boolean {
  return one?.min === other?.min && one?.max === other?.max
}

function numbersIn(action: PeopleTold, band: (n: Participants | null) => Participants | null): PeopleTold {
  return {
    participants: band(action.participants),
    workersDirect: band(action.workersDirect),
    workersIndirect: band(action.workersIndirect),
  }
}

/**
 * Do numbers of an action leave fewer than ten people when one is taken from another? Those of three hundred who did not join
 * two hundred and ninety-three; the five who could not work, where the others and all are told.
 */
function tellsRest({
  participants,
  workersDirect,
  workersIndirect,
  workforceSize,
}: PeopleTold & Pick<PublishedAction, "workforceSize">): boolean {
  const all = workforceSize === null ? null : { min: workforceSize, max: workforceSize }
  const parts = [workersDirect, workersIndirect, together(workersDirect, workersIndirect)]
  return (
    [...parts, participants, together(participants, workersIndirect)].some((part) => leavesFew(all, part)) ||
    parts.some((part) => leavesFew(participants, part))
  )
}

function leavesFew(one: Participants | null, other: Participants | null): boolean {
  if (one === null || other === null) return false
  const isFew = (n: number) => n !== 0 && Math.abs(n) < SMALL
  return isFew(one.min - other.min) || (one.max !== null && other.max !== null && isFew(one.max - other.max))
}

function together(one: Participants | null, other: Participants | null): Participants | null {
  if (one === null || other === null) return null
  return { min: one.min + other.min, max: one.max === null || other.max === null ? null : one.max + other.max }
}

/** Are the worker-days those of fewer than ten people, over the days that are told? */
function isOfFew({ daysNotWorked, start, end, lastSeenOngoing }: PublishedAction): boolean {
  if (daysNotWorked === null) return false
  const [first, last] = [dayOf(start), dayOf(end ?? lastSeenOngoing)]
  const days = first === null || last === null ? 1 : Math.max(1, (Date.parse(last) - Date.parse(first)) / 864e5 + 1)
  return [daysNotWorked.min, daysNotWorked.max].some((n) => n !== null && n > 0 && n / days < SMALL)
}

/** Numbers under ten are a band; others stand as told. */
function smallBand(n: Participants | null): Participants | null {
  if (n === null) return null
  const min = n.min > 0 && n.min < SMALL ? 1 : n.min
  const max = n.max !== null && n.max > 0 && n.max < SMALL ? SMALL - 1 : n.max
  return { min, max }
}

/** From the lower edge of the band of the least to the upper one of the band of the most. */
function wideBand(n: Participants | null): Participants | null {
  if (n === null) return null
  return { min: lowerEdge(n.min), max: n.max === null ? null : upperEdge(n.max) }
}

function lowerEdge(n: number): number {
  return n <= 0 ? 0 : BANDS.findLast((edge) => edge <= n)!
}

/** Null above the last band: no ceiling. */
function upperEdge(n: number): number | null {
  if (n <= 0) return 0
  const next = BANDS.find((edge) => edge > n)
  return next === undefined ? null : next - 1
}

/** Each place as its county, or its province where the county is unknown; each of them once, in the order of telling. */
function wider(own: readonly LocalAction[], { widerPlace }: WiderPlaces): readonly LocalAction[] {
  const out = new Map<string, LocalAction>()
  for (const place of own) {
    const is = place.placeId === null ? null : widerPlace(place.placeId)
    // A spot whose county nobody knows, such as an airport abroad, is not told.
    if (is === null && FINE.has(place.type)) continue
    const told =
      is === null
        ? place
        : {
            id: place.id,
            placeId: is.id,
            nameFa: is.fa,
            nameEn: is.en,
            type: is.type,
            provinceId: is.provinceId ?? place.provinceId,
            lat: is.lat,
            lon: is.lon,
          }
    const key = told.placeId ?? `${told.nameFa} ${told.provinceId}`
    if (!out.has(key)) out.set(key, told)
  }
  // Numbered anew: the numbers would say how many places one stands for.
  return [...out.values()].map((place, i) => ({
    ...place,
    id: `${place.id.slice(0, place.id.lastIndexOf("."))}.${i + 1}`,
  }))
}

function dayOf(instant: string | null): string | null {
  return instant === null ? null : instant.slice(0, 10)
}
