/**
 * What a flood may use up, kept in memory and without knowing anybody: texts are slowed and never refused, attachments wait for
 * another hour. Nothing here is told apart by who sent it.
 */

/** Slows what comes faster than a rate: each waits for its turn, but never longer than a limit. */
export class Pace {
  readonly #everyMs: number
  readonly #burst: number
  readonly #longestMs: number
  readonly #now: () => number
  /** Instant at which all turns that were given are over. */
  #busyUntil = 0

  constructor({
    perSecond,
    burst,
    longestMs,
    now = Date.now,
  }: {
    readonly perSecond: number
    readonly burst: number
    readonly longestMs: number
    readonly now?: () => number
  }) {
    this.#everyMs = 1000 / perSecond
    this.#burst = burst
    this.#longestMs = longestMs
    this.#now = now
  }

  /** How long the next one waits, in milliseconds; it takes its turn by asking. */
  turn(): number {
    const now = this.#now()
    const from = Math.max(this.#busyUntil, now)
    const wait = Math.max(0, from - now - this.#burst * this.#everyMs)
    // Who comes when the wait is at its longest joins it and does not make it longer.
    if (wait < this.#longestMs) this.#busyUntil = from + this.#everyMs
    return Math.min(wait, this.#longestMs)
  }
}

/** Work that is done a few at a time, in the order in which it came. */
export class Gate {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(atOnce: number) {
    this.#free = atOnce
  }

  async through<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((next) => this.#waiting.push(next))
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#free++
      else next()
    }
  }
}

/** Room for attachments: so many bytes in memory at once, so many an hour. */
export class Room {
  readonly #mostAtOnce: number
  readonly #mostAnHour: number
  readonly #now: () => number
  #held = 0
  #used = 0
  #since = 0

  constructor({
    mostAtOnce,
    mostAnHour,
    now = Date.now,
  }: {
    readonly mostAtOnce: number
    readonly mostAnHour: number
    readonly now?: () => number
  }) {
    this.#mostAtOnce = mostAtOnce
    this.#mostAnHour = mostAnHour
    this.#now = now
  }

  /** Takes room for bytes that are about to be held; false where there is none now. Give back with `leave`. */
  enter(bytes: number): boolean {
    const now = this.#now()
    if (now - this.#since >= 3_600_000) [this.#since, this.#used] = [now, 0]
    if (this.#held + bytes > this.#mostAtOnce || this.#used + bytes > this.#mostAnHour) return false
    this.#held += bytes
    this.#used += bytes
    return true
  }

  leave(bytes: number): void {
    this.#held -= bytes
  }
}
