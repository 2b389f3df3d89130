/** Days since 1970-01-01 of an ISO day. */
export function dayNumber(iso: string): number {
  return Math.round(
    Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)) - 1, Number(iso.slice(8, 10))) / 86_400_000,
  )
}

/** Day number of an action without a day: sorts before every other and lies in no period. */
export const NO_DAY = -2_147_483_648
