const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
const LETTERS = 10

/**
 * A report's id as a number, so that a million ids are eight megabytes: the fifty bits behind its `r`.
 *
 * @throws RangeError where the id is none of a report's; see `shortId`.
 */
export function numberOfReport(id: string): number {
  let out = id.length === LETTERS + 1 && id[0] === "r" ? 0 : -1
  for (let i = 1; i <= LETTERS && out >= 0; i++) {
    const digit = CROCKFORD.indexOf(id[i]!)
    out = digit < 0 ? -1 : out * 32 + digit
  }
  if (out < 0) throw new RangeError(`not the id of a report: ${JSON.stringify(id.slice(0, 40))}`)
  return out
}

/** The report's id that a number stands for. */
export function reportOfNumber(number: number): string {
  let out = ""
  for (let i = 0; i < LETTERS; i++) {
    out = CROCKFORD[number % 32]! + out
    number = Math.floor(number / 32)
  }
  return `r${out}`
}
