import { spawn } from "node:child_process"
import { MAIN } from "../cli/spawn.ts"

/** How often it is looked whether a program is to be killed: shorter than any commit. */
const LOOK_MS = 2
/** One that hangs is told, not waited for. */
const HANGS_MS = 120_000

/**
 * Runs the command line until `due` says so, and a little longer, then kills it with SIGKILL.
 *
 * @returns was it killed before its end? @throws Error where it ended by itself with another status than 0, or hung.
 */
export function killWhen(
  args: readonly string[],
  due: () => boolean,
  afterMs: number,
  program: string = MAIN,
): Promise<boolean> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "ignore", "pipe"] })
  let complaint = ""
  child.stderr.on("data", (bytes: Buffer) => {
    complaint += bytes
  })
  let hung = false
  const watchdog = setTimeout(() => {
    hung = true
    child.kill("SIGKILL")
  }, HANGS_MS)
  let later: NodeJS.Timeout | null = null
  const look = setInterval(() => {
    if (!due()) return
    clearInterval(look)
    later = setTimeout(() => child.kill("SIGKILL"), afterMs)
  }, LOOK_MS)
  return new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("close", (status, signal) => {
      clearInterval(look)
      clearTimeout(watchdog)
      if (later !== null) clearTimeout(later)
      if (hung || (signal !== "SIGKILL" && status !== 0))
        reject(new Error(`${args[0]} ${hung ? "hung" : `ended with ${status ?? signal}`}: ${complaint}`))
      else resolve(signal === "SIGKILL")
    })
  })
}
