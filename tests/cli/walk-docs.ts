import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"

/** A command of a page, and what the page says that it prints: lines behind →, in which … stands for anything. */
export interface Step {
  readonly command: string
  readonly prints: readonly string[]
}

/** What a page asks its reader to run, and what it only speaks of. */
export interface ReadPage {
  readonly steps: readonly Step[]
  /** Commands with a word to be replaced, or that name no place. */
  readonly mentioned: readonly string[]
}

const PRINTS = /^ {4,}→ (.*)$/
const COMMAND = /^ {4,}(\S.*)$/
/** Words that stand for the reader's own, and what is left out. */
const OWN_WORD = /…|\b(?:FILE|KEY|URL|HASH|ID|NAME|DIR)\b/

/** Reads the commands of a page: of its indented blocks all, of the words in a line those that name a place or store nothing. */
export function readPage(text: string): ReadPage {
  const steps: { command: string; prints: string[] }[] = []
  const mentioned: string[] = []
  for (const line of text.split("\n")) {
    const printed = PRINTS.exec(line)?.[1]
    const command = COMMAND.exec(line)?.[1]
    if (printed !== undefined) steps.at(-1)!.prints.push(printed)
    else if (command !== undefined) steps.push({ command, prints: [] })
    else
      for (const [, inline] of line.matchAll(/`(karnegar(?: [^`]*)?)`/g)) {
        if (OWN_WORD.test(inline!) || !/ --(?:data|dry-run)\b/.test(inline!)) mentioned.push(inline!)
        else steps.push({ command: inline!, prints: [] })
      }
  }
  return { steps, mentioned }
}

/** Words of a command as a shell has them: quotes taken away, what stands behind # or > left out. */
export function wordsOf(command: string): readonly string[] {
  const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!)
  const end = words.findIndex((word) => word === "#" || word === "2>>")
  return end < 0 ? words : words.slice(0, end)
}

/** What a command came to. */
export interface Walked {
  readonly status: number
  /** Both streams, as they came. */
  readonly said: string
}

/** Runs commands one after another, in one process. */
export class Walker {
  readonly #child = spawn(process.execPath, [fileURLToPath(new URL("./walk-child.mjs", import.meta.url))], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, NO_COLOR: "1", KARNEGAR_CHROMIUM: "/nowhere" },
  })
  readonly #answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()

  /** @param until Ctrl-C once this path is there. */
  async run(cwd: string, args: readonly string[], until?: string): Promise<Walked> {
    this.#child.stdin.write(`${JSON.stringify({ cwd, args, until })}\n`)
    const { value, done } = await this.#answers.next()
    if (done) throw new Error(`the command line ended by itself at ${args.join(" ")}`)
    return JSON.parse(value) as Walked
  }

  /** Runs a line of a page as a shell would, cron's times left out. */
  async line(cwd: string, command: string, more: readonly string[] = [], until?: string): Promise<Walked> {
    const [first, ...rest] = wordsOf(command.replace(/^(?:[\d*/]+ ){5}\s*/, "").replace(/^cd \S+ && \.\//, ""))
    if (first === "mkdir") {
      mkdirSync(join(cwd, rest[0]!))
      return { status: 0, said: "" }
    }
    if (first !== "karnegar") throw new Error(`no command of ours: ${command}`)
    return this.run(cwd, [...rest, ...more], until)
  }

  async end(): Promise<void> {
    this.#child.stdin.end()
    await once(this.#child, "close")
  }
}

/** Does a text have a line that is told so, with … for anything? */
export function isSaid(said: string, told: string): boolean {
  const parts = told.split("…").map((part) => part.trim())
  return said.split("\n").some((line) => {
    let at = 0
    return parts.every((part) => {
      const found = line.indexOf(part, at)
      at = found + part.length
      return found >= 0
    })
  })
}
