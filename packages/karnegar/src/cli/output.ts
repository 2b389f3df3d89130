import { once } from "node:events"

/** Letters held before they are written at once. */
const MOST_HELD = 1 << 16

/**
 * Standard output that holds small writes together, yet lets go whenever the program waits for more input.
 *
 * When the reader goes away (`| head`), `open` turns false and writes are let fall; the command should end quietly.
 */
export class Output {
  readonly #stream: NodeJS.WriteStream
  #held = ""
  #planned = false
  #failed: Error | null = null
  open = true

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream
    stream.on("error", (error: NodeJS.ErrnoException) => {
      this.open = false
      if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") this.#failed = error
    })
  }

  /** Resolves when more may be written. */
  async write(text: string): Promise<void> {
    if (!this.open) return this.#check()
    this.#held += text
    if (this.#held.length >= MOST_HELD) return this.#flush()
    if (this.#planned) return
    this.#planned = true
    // Runs once nothing is left to code but what has yet to arrive.
    setImmediate(() => {
      this.#planned = false
      this.#letGo()
    })
  }

  /** Resolves when all of it has left. */
  async end(): Promise<void> {
    await this.#flush()
    if (this.open && this.#stream.writableLength > 0)
      await new Promise<void>((done) => this.#stream.write("", () => done()))
    this.#check()
  }

  #letGo(): boolean {
    if (this.#held === "" || !this.open) return true
    const text = this.#held
    this.#held = ""
    return this.#stream.write(text)
  }

  async #flush(): Promise<void> {
    if (!this.#letGo() && this.open)
      await Promise.race([once(this.#stream, "drain"), once(this.#stream, "close")]).catch(() => {})
    this.#check()
  }

  #check(): void {
    if (this.#failed !== null) throw new Error("couldn't write to standard output", { cause: this.#failed })
  }
}
