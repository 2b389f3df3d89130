import { dayNumber, type Form } from "@karnegar/coder"
import type { MergeFacts } from "./facts.ts"
import { DAYS } from "./weights.ts"

/** The days that a coded action is known to have lasted, as day numbers. */
export interface ActionDays {
  readonly first: number
  readonly last: number
  /** The text tells a week, a month or a year, or no day at all: the act fell somewhere between. */
  readonly loose: boolean
  /** The act went on or ended when it was reported, and the text does not say since when: it may have begun before `first`. */
  readonly beganEarlier: boolean
  readonly ended: boolean
  /** One of its forms lasts until it is given up. */
  readonly lasting: boolean
}

/** How the days of two coded actions lie to each other. */
export interface DaysBetween {
  /** Days from the last of the one to the first of the other; 0 when they share a day. */
  readonly gap: number
  readonly how: "same_day" | "overlap" | "loose" | "goes_on" | "apart"
  /** One action cannot have both. */
  readonly impossible: boolean
}

/** Forms that last until they are given up; a gathering or a march is over in the evening. */
const LASTING: ReadonlySet<Form> = new Set([
  "strike",
  "closure",
  "lockout",
  "slowdown",
  "sit_in",
  "occupation",
  "blockade",
  "hunger_strike",
  "boycott",
])

const known = new WeakMap<MergeFacts, { readonly days: ActionDays | null }>()

/** Null when neither the text nor the report has a day. */
export function daysOf(facts: MergeFacts): ActionDays | null {
  const had = known.get(facts)
  if (had !== undefined) return had.days
  const days = readDays(facts)
  // Facts never change, and each is held against many others.
  known.set(facts, { days })
  return days
}

function readDays(facts: MergeFacts): ActionDays | null {
  const published = facts.published === null ? null : dayNumber(facts.published)
  const start = facts.start === null ? published : dayNumber(facts.start)
  if (start === null) return null
  const end = facts.end === null ? null : dayNumber(facts.end)
  const running = facts.status === "ongoing" || facts.status === "ended"
  const ended = facts.status === "ended"
  const lasting = facts.forms.some((form) => LASTING.has(form))
  switch (facts.start === null ? "unknown" : facts.precision) {
    case "day": {
      const told =
        running && published !== null && published > start ? Math.min(published, start + DAYS.longest) : start
      const last = Math.max(start, end ?? told)
      return { first: start, last, loose: false, beganEarlier: running && last === start, ended, lasting }
    }
    case "week":
      // Without any day in the text the coder gives the publication day: the act fell in the week before it.
      return end === null
        ? { first: start - 6, last: start, loose: true, beganEarlier: running, ended, lasting }
        : { first: start, last: Math.max(start, end), loose: true, beganEarlier: running, ended, lasting }
    case "month":
      return { first: start, last: end ?? start + 30, loose: true, beganEarlier: running, ended, lasting }
    case "year":
      return { first: start, last: end ?? start + 365, loose: true, beganEarlier: running, ended, lasting }
    case "unknown":
      return { first: start - 6, last: start, loose: true, beganEarlier: running, ended, lasting }
  }
}

/** Null when the days of one of them are not known. */
export function daysBetween(a: MergeFacts, b: MergeFacts): DaysBetween | null {
  const one = daysOf(a)
  const other = daysOf(b)
  if (one === null || other === null) return null
  const loose = one.loose || other.loose
  const gap = gapBetween(one, other)
  if (gap === 0) {
    if (loose) return { gap, how: "loose", impossible: false }
    return { gap, how: one.first === other.first ? "same_day" : "overlap", impossible: false }
  }
  if (goesOn(one, other, gap)) return { gap, how: "goes_on", impossible: false }
  return { gap, how: "apart", impossible: gap > mostApart(one, other) }
}

/** `daysBetween(…).impossible`, for the many pairs of which nothing else is asked. */
export function cannotMeet(one: ActionDays | null, other: ActionDays | null): boolean {
  if (one === null || other === null) return false
  const gap = gapBetween(one, other)
  return gap > 0 && !goesOn(one, other, gap) && gap > mostApart(one, other)
}

function gapBetween(one: ActionDays, other: ActionDays): number {
  return Math.max(one.first - other.last, other.first - one.last, 0)
}

/** Whether the later one may be the earlier one, still going on. */
function goesOn(one: ActionDays, other: ActionDays, gap: number): boolean {
  const [earlier, later] = one.last < other.first ? [one, other] : [other, one]
  return later.beganEarlier && !earlier.ended && gap <= (one.lasting && other.lasting ? DAYS.goesOn : DAYS.gathersOn)
}

function mostApart(one: ActionDays, other: ActionDays): number {
  const earlier = one.last < other.first ? one : other
  // What is over does not begin again: the next strike of the same people is another action.
  if (earlier.ended) return DAYS.afterEnd
  // A strike told on two days as held may have gone on between them.
  if (one.lasting && other.lasting) return DAYS.goesOn
  return one.loose || other.loose ? DAYS.apartLoose : DAYS.apart
}
