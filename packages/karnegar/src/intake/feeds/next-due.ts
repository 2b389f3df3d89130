/** What one reading of a feed came to, as far as the next one goes. */
export type Reading =
  /** It answered; `quiet`: readings in a row, this one among them, that brought nothing new. */
  | { readonly quiet: number }
  /**
   * It did not answer; `failures`: in a row, this one among them. `passing`: it may well answer the next time. `seconds`: for
   * so long it asked not to be asked; null where it did not.
   */
  | { readonly failures: number; readonly passing: boolean; readonly seconds: number | null }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A feed that brings news is read twice an hour; one that does not, less and less often, four times a day at least. */
const NEWS_MS = 30 * MINUTE
const MOST_QUIET_MS = 6 * HOUR
/** Failures double the time to the next attempt: of passing ones up to a day, of others from six hours up to a week. */
const PASSING_MS = 10 * MINUTE
const MOST_PASSING_MS = DAY
const LASTING_MS = 6 * HOUR
const MOST_LASTING_MS = 7 * DAY
/** Share by which a time is moved either way, so that feeds that failed together are not asked together for ever. */
const JITTER = 0.15

/**
 * When a feed is to be read next.
 *
 * @param at When it was read.
 * @param random From 0 to below 1.
 * @returns an ISO instant, never before the time that the feed asked for.
 */
export function nextDue(at: Date, reading: Reading, random: number): string {
  const wait = waitOf(reading) * (1 - JITTER + 2 * JITTER * random)
  const asked = "seconds" in reading && reading.seconds !== null ? 1000 * reading.seconds * (1 + JITTER * random) : 0
  return new Date(at.getTime() + Math.round(Math.max(wait, asked))).toISOString()
}

function waitOf(reading: Reading): number {
  if ("quiet" in reading) return Math.min(NEWS_MS * 1.5 ** Math.min(reading.quiet, 20), MOST_QUIET_MS)
  const doubled = 2 ** Math.min(reading.failures - 1, 20)
  return reading.passing
    ? Math.min(PASSING_MS * doubled, MOST_PASSING_MS)
    : Math.min(LASTING_MS * doubled, MOST_LASTING_MS)
}
