import type { Reading } from "../actions/reading.ts"
import type { Trigger } from "../actions/triggers.ts"
import type { Status } from "../codes.ts"
import type { Doc } from "../text/doc.ts"
import { isLatinWord } from "../text/fold.ts"
import { type DateFound, type DateHere, datesAClaim, resolveNear } from "./date-here.ts"

/** Statuses of acts that are yet to come. */
export const AHEAD: ReadonlySet<Status> = new Set(["called", "threatened", "cancelled"])
/** What a date gives up in nearness for being vague, or for standing behind the act. */
const COST_OF_RANK = 24
const COST_OF_BEHIND = 2
const COST_OF_CLAUSE = 4
const CLAUSE = new Set("و که ، , and but".split(" "))
/** Words between an act and the day that belongs to it. */
const OF_DAY = new Set("روز روزهای صبح عصر ظهر شب بامداد شامگاه مورخ on of".split(" "))
/** Most tokens between an act or a day and what says more of it. */
const NEXT_TO = 3
/** Tokens from an act named as a reason to its day. */
const BESIDE = 3
/** «یک روز پس از گردهمایی کارگران …»: the act stands this near behind. */
const REACH_OF_APART = 8

/**
 * The date of a trigger's sentence that belongs to it: the nearest before it, else the nearest behind; `null` for none.
 *
 * Days of claims, deadlines and counts of other things are left out; an act that is to come may begin on a deadline.
 */
export function nearestDate(reading: Reading, trigger: Trigger): DateFound | null {
  const { first, past, sentence } = trigger.mention
  const called = AHEAD.has(trigger.status)
  let best: DateHere | null = null
  let bestScore = Number.POSITIVE_INFINITY
  for (const date of reading.dates.in(sentence)) {
    if (date.apart !== null && date.past <= first && first - date.past <= REACH_OF_APART)
      return reading.days.apart(date)
    // «یکی از تجمع‌کنندگان گفت: … امروز»: a day of what somebody tells dates no act before it.
    if (date.first >= past && isSpoken(reading, past, date.first)) continue
    // What people were punished for is dated by what stands beside it.
    if (trigger.reason && Math.max(first - date.past, date.first - past) > BESIDE) continue
    const deadline = date.deadline && trigger.status === "threatened"
    if (!date.acts && !deadline) continue
    if (datesAClaim(reading.doc, reading.claims, date, trigger.mention) && !(called && isAhead(reading, date))) continue
    if ((trigger.status === "ongoing" || trigger.status === "ended") && isPastOnly(reading, date)) continue
    const own =
      date.first === past ||
      (date.first === past + 1 && OF_DAY.has(reading.doc.words[past]!)) ||
      beganOn(reading.doc, past, date)
    // «اعتصاب روز شنبه»: a day right behind an act is its own, however near another stands before.
    // "continued their strike in front of …, for the 21st consecutive day": a count of its days is its own from afar.
    const near =
      date.nthDay && date.first >= past && isLatinWord(reading.doc.words[first]!)
        ? (date.first - past) / 2
        : Number.POSITIVE_INFINITY
    const distance = Math.min(
      near,
      date.past <= first ? first - date.past : own ? 0.5 : behind(reading.doc, past, date.first),
    )
    const score = distance + (date.rank + (deadline ? 1 : 0)) * COST_OF_RANK
    if (score < bestScore) {
      best = date
      bestScore = score
    }
  }
  return best === null ? null : resolveNear(countBehind(reading, best) ?? best, called, reading.published)
}

/** Does somebody begin to speak among tokens («گفت:»)? */
function isSpoken({ doc, clauseWords }: Reading, from: number, to: number): boolean {
  for (let i = from + 1; i < to; i++) if (doc.words[i] === ":" && clauseWords.says.has(doc.words[i - 1]!)) return true
  return false
}

/** «اعتصابی که از شنبه آغاز کرده بودند»: a relative clause right behind the act says when it began. */
function beganOn(doc: Doc, past: number, date: DateHere): boolean {
  if (!date.since || date.first <= past || date.first - past > NEXT_TO) return false
  const before = doc.words[date.first - 1]
  return before === "که" || (OF_DAY.has(before!) && doc.words[date.first - 2] === "که")
}

/** «جمعه ۹ خرداد، برای نهمین روز»: a count right behind a day tells more than the day. */
function countBehind(reading: Reading, day: DateHere): DateHere | undefined {
  if (day.nthDay || day.since) return undefined
  return reading.dates
    .in(day.sentence)
    .find((d) => d.nthDay && d.acts && d.first >= day.past && d.first - day.past <= NEXT_TO)
}

/** An act under way or over does not date from a day to come. */
function isPastOnly(reading: Reading, date: DateHere): boolean {
  const start = date.resolve(false)?.start ?? null
  return start !== null && reading.published !== null && start > reading.published
}

/** Distance of a day behind an act; far when another clause begins before it («تجمع کردند و امروز …»). */
function behind(doc: Doc, from: number, to: number): number {
  for (let i = from; i < to; i++) if (CLAUSE.has(doc.words[i]!)) return to - from + COST_OF_BEHIND + COST_OF_CLAUSE
  return Math.max(0, to - from) + COST_OF_BEHIND
}

/** A day yet to come is never the day of a grievance. */
function isAhead(reading: Reading, date: DateHere): boolean {
  const start = date.resolve(true)?.start ?? null
  return start !== null && reading.published !== null && start > reading.published
}

/** The day on which an act told as over came to its end: the one nearest to the words that say so. */
export function endingDate(reading: Reading, trigger: Trigger): DateFound | null {
  const cue = trigger.status === "ended" ? trigger.statusBy[0] : undefined
  if (cue === undefined) return null
  let best: DateHere | null = null
  let bestDistance = Number.POSITIVE_INFINITY
  for (const date of reading.dates.in(cue.sentence)) {
    if (!date.acts || date.since || date.counts || date.rank >= 1 || isPastOnly(reading, date)) continue
    const distance =
      date.past <= cue.first ? cue.first - date.past : Math.max(0, date.first - cue.past) + COST_OF_BEHIND
    if (distance < bestDistance) {
      best = date
      bestDistance = distance
    }
  }
  return best === null ? null : best.resolve(false)
}

/** How many days a trigger's act is said to last («تحصن دو روزه», "a two-day sit-in"); `null` when untold. */
export function lastsDays(reading: Reading, trigger: Trigger): number | null {
  const { first, past, sentence } = trigger.mention
  for (const date of reading.dates.in(sentence)) {
    if (date.lastsDays === null) continue
    const latin = isLatinWord(reading.doc.words[date.past - 1]!)
    if (latin ? date.past <= first && date.past >= first - 2 : date.first >= past && date.first <= past + 1)
      return date.lastsDays
  }
  return null
}
