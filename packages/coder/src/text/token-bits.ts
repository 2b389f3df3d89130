/**
 * A byte for each token of one document at a time, all 0 when it is taken. It is kept from report to report, since a new
 * array costs more than clearing one; so whoever takes it is done with it before it is taken again.
 */
export class TokenBits {
  #bytes = new Uint8Array(256)
  #used = 0

  /** At least `count` bytes of 0. */
  take(count: number): Uint8Array {
    if (count > this.#bytes.length) this.#bytes = new Uint8Array(count * 2)
    else this.#bytes.fill(0, 0, this.#used)
    this.#used = count
    return this.#bytes
  }
}
