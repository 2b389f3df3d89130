import { dayNumber } from "@karnegar/coder"

/** Day number of an action without a day: sorts before every other and lies in no period. */
export const NO_DAY = -2_147_483_648

/**
 * Days since 1970-01-01 of an ISO Gregorian day.
 *
 * @throws RangeError when there is no such day: days are checked where they come in.
 */
export function dayOf(iso: string): number {
  const day = dayNumber(iso)
  if (day === null) throw new RangeError(`no such day: ${iso}`)
  return day
}
