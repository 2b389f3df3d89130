import { clearStatus } from "./status-line.ts"

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
  /** Those who wait until more may be written. */
  #waiting: (() => void)[] = []
  open = true

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream
    stream.on("error", (error: NodeJS.ErrnoException) => {
      this.open = false
      if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") this.#failed = error
      this.#wake()
    })
    stream.on("drain", () => this.#wake())
    stream.on("close", () => this.#wake())
  }

  /** Resolves when more may be written. */
  async write(text: string): Promise<void> {
    if (!this.put(text)) await this.ready()
  }

  /** Takes text and answers at once: false when the writer should wait until `ready` before it brings more. */
  put(text: string): boolean {
    if (!this.open) return false
    this.#held += text
    if (this.#held.length >= MOST_HELD) return this.#letGo()
    if (!this.#planned) {
      this.#planned = true
      // Runs once nothing is left to code but what has yet to arrive.
      setImmediate(() => {
        this.#planned = false
        this.#letGo()
      })
    }
    return true
  }

  /** Writes bytes behind all that was put before; as `put`. */
  putBytes(bytes: Uint8Array): boolean {
    if (!this.open) return false
    this.#letGo()
    return this.#stream.write(bytes)
  }

  /** Resolves when what was written has left as far as more may be written. */
  async ready(): Promise<void> {
    if (this.open && this.#stream.writableNeedDrain && !this.#stream.destroyed)
      await new Promise<void>((done) => this.#waiting.push(done))
    this.#check()
  }

  /** Resolves when all of it has left. */
  async end(): Promise<void> {
    this.#letGo()
    await this.ready()
    if (this.open && this.#stream.writableLength > 0)
      await new Promise<void>((done) => this.#stream.write("", () => done()))
    this.#check()
  }

  #wake(): void {
    for (const done of this.#waiting.splice(0)) done()
  }

  #letGo(): boolean {
    if (this.#held === "" || !this.open) return true
    if (this.#stream.isTTY) clearStatus()
    const text = this.#held
    this.#held = ""
    return this.#stream.write(text)
  }

  #check(): void {
    if (this.#failed !== null) throw new Error("couldn't write to standard output", { cause: this.#failed })
  }
}
