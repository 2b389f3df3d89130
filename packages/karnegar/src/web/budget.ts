/**
 * How much of something is done in a second, for all visitors together.
 *
 * It knows nobody: no address is looked at or kept, so that it can neither tell readers apart nor be made to tell of one.
 */
export class Budget {
  readonly #perSecond: number
  readonly #most: number
  readonly #now: () => number
  #left: number
  #at: number

  /**
   * @param most What may be taken at once after a quiet while.
   * @param now Milliseconds that only rise.
   */
  constructor(perSecond: number, most: number, now: () => number = () => performance.now()) {
    this.#perSecond = perSecond
    this.#most = most
    this.#now = now
    this.#left = most
    this.#at = now()
  }

  /** Takes one. @returns false when there is none left just now. */
  take(): boolean {
    const now = this.#now()
    this.#left = Math.min(this.#most, this.#left + ((now - this.#at) / 1000) * this.#perSecond)
    this.#at = now
    if (this.#left < 1) return false
    this.#left--
    return true
  }
}
