// Runs a program with a line of progress on stderr. No dependencies: it runs before `npm ci`.
import { spawn } from "node:child_process"
import { root } from "./build-inputs.mjs"

/** A failure that is told as a sentence, without a stack. */
export class SetupError extends Error {
  constructor(sentence) {
    super(sentence)
    this.sentence = sentence
  }
}

/** One line on stderr. */
export function say(line) {
  process.stderr.write(`karnegar: ${line}\n`)
}

/**
 * Runs a program to its end and answers what it printed.
 *
 * `label` stands on stderr with the seconds that passed: rewritten in place on a terminal, a line every 15 s elsewhere.
 * Throws a SetupError with the last lines of output when it fails.
 */
export async function runStep(label, command, args, options = {}) {
  const started = Date.now()
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`
  const live = process.stderr.isTTY && process.env.TERM !== "dumb"
  const tick = setInterval(
    () => (live ? process.stderr.write(`\rkarnegar: ${label} … ${seconds()} `) : say(`${label} … ${seconds()}`)),
    live ? 200 : 15_000,
  )
  if (!live) say(`${label} …`)
  const output = []
  const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], ...options })
  child.stdout.on("data", (bytes) => output.push(bytes))
  child.stderr.on("data", (bytes) => output.push(bytes))
  const stop = (signal) => {
    child.kill(signal)
    process.exit(signal === "SIGINT" ? 130 : 143)
  }
  const onInt = () => stop("SIGINT")
  const onTerm = () => stop("SIGTERM")
  process.once("SIGINT", onInt)
  process.once("SIGTERM", onTerm)
  try {
    const status = await new Promise((done, fail) => {
      child.once("error", fail)
      child.once("close", (code, signal) => done(code ?? signal))
    })
    const text = Buffer.concat(output).toString("utf8")
    if (status !== 0) {
      if (live) process.stderr.write("\n")
      throw new SetupError(
        `${label} failed (${command} ${args.join(" ")}, status ${status}):\n${text.trimEnd().split("\n").slice(-40).join("\n")}`,
      )
    }
    if (live) process.stderr.write(`\rkarnegar: ${label}: done in ${seconds()}   \n`)
    else say(`${label}: done in ${seconds()}`)
    return text
  } finally {
    clearInterval(tick)
    process.removeListener("SIGINT", onInt)
    process.removeListener("SIGTERM", onTerm)
  }
}
