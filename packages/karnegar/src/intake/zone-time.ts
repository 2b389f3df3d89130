/** Days of Iranian news are days in Iran, wherever an export was made. */
export const IRAN = "Asia/Tehran"

const DAY = 86_400

/**
 * Reads and writes instants as the clock of one time zone shows them.
 *
 * Asking the system's tables costs a hundred times what the rest of reading a message does, so they are asked once for
 * each day.
 */
export class ZoneTime {
  readonly #format: Intl.DateTimeFormat
  /** Seconds east of UTC through a whole UTC day; NaN for a day on which the clock is changed. */
  readonly #days = new Map<number, number>()

  static readonly #made = new Map<string, ZoneTime>()

  /** The clock of a zone; made once, because its making costs a hundred messages. @throws RangeError when no such zone is known. */
  static of(zone: string): ZoneTime {
    const made = ZoneTime.#made.get(zone) ?? new ZoneTime(zone)
    ZoneTime.#made.set(zone, made)
    return made
  }

  private constructor(zone: string) {
    this.#format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" })
  }

  /** Seconds east of UTC at an instant, given in seconds since 1970. */
  offsetAt(seconds: number): number {
    const day = Math.floor(seconds / DAY)
    let offset = this.#days.get(day)
    if (offset === undefined) {
      const [first, last] = [this.#ask(day * DAY), this.#ask((day + 1) * DAY - 1)]
      offset = first === last ? first : Number.NaN
      this.#days.set(day, offset)
    }
    return Number.isNaN(offset) ? this.#ask(seconds) : offset
  }

  /** `2021-03-20T01:00:00+03:30`: the day that stands in front is the day in the zone. */
  iso(seconds: number): string {
    const offset = this.offsetAt(seconds)
    const shown = new Date((seconds + offset) * 1000).toISOString().slice(0, 19)
    const minutes = Math.abs(offset) / 60
    const two = (n: number) => String(Math.floor(n)).padStart(2, "0")
    return `${shown}${offset < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`
  }

  /** The instant at which the zone's clock shows these seconds since 1970 as if they were UTC. */
  instantOf(shown: number): number {
    const guess = shown - this.offsetAt(shown)
    return shown - this.offsetAt(guess)
  }

  #ask(seconds: number): number {
    const parts = this.#format.formatToParts(seconds * 1000)
    const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? ""
    const match = /^GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name)
    const [, sign, hours = "0", minutes = "0"] = match ?? []
    const offset = Number(hours) * 3600 + Number(minutes) * 60
    return sign === "-" ? -offset : offset
  }
}
