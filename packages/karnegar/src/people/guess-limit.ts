/** Wrong answers in a row that cost nothing. */
const FREE = 4
/** The longest that a name waits: nobody is shut out for long by a stranger's guessing. */
const MOST_SECONDS = 60
const FORGET_MS = 15 * 60_000
const MOST_NAMES = 10_000

/**
 * Slows guessing down by the name that is guessed at, never by who guesses: no address is known here or kept.
 *
 * In memory: a restart forgets it, and nothing on a disk tells of failed attempts.
 */
export class GuessLimit {
  readonly #now: () => Date
  readonly #names = new Map<string, { failures: number; last: number }>()

  constructor(now: () => Date) {
    this.#now = now
  }

  /** Seconds until this name may be tried again; 0: now. */
  waitSeconds(name: string): number {
    const one = this.#names.get(name)
    if (one === undefined || one.failures <= FREE) return 0
    const pause = Math.min(MOST_SECONDS, 2 ** (one.failures - FREE)) * 1000
    return Math.max(0, Math.ceil((one.last + pause - this.#now().getTime()) / 1000))
  }

  failed(name: string): void {
    const now = this.#now().getTime()
    const before = this.#names.get(name)
    const failures = before === undefined || now - before.last > FORGET_MS ? 0 : before.failures
    this.#names.delete(name)
    this.#names.set(name, { failures: failures + 1, last: now })
    // Names that are guessed at by the thousand push each other out, oldest first.
    if (this.#names.size > MOST_NAMES) this.#names.delete(this.#names.keys().next().value!)
  }

  succeeded(name: string): void {
    this.#names.delete(name)
  }
}
