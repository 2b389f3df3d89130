/** Five bits a letter, the sixth where more follow; in ASCII, so that a script's text stays one byte a letter. */
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
const BITS = 5
const MORE = 1 << BITS

const VALUES = new Uint8Array(128)
for (let i = 0; i < LETTERS.length; i++) VALUES[LETTERS.charCodeAt(i)] = i

/** Whole numbers from 0 to 2³⁰ as text, for a build to write into a script. */
export class NumberWriter {
  readonly #letters: string[] = []

  write(number: number): void {
    let value = number
    for (; value >= MORE; value >>>= BITS) this.#letters.push(LETTERS[(value & (MORE - 1)) | MORE]!)
    this.#letters.push(LETTERS[value]!)
  }

  text(): string {
    return this.#letters.join("")
  }
}

/** Reads what a `NumberWriter` wrote, number by number. */
export class NumberReader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  read(): number {
    let value = 0
    for (let shift = 0; ; shift += BITS) {
      const bits = VALUES[this.#text.charCodeAt(this.#at++)]!
      value |= (bits & (MORE - 1)) << shift
      if (bits < MORE) return value
    }
  }
}
