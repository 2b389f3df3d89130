import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"

/** The root of the clone. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url))

/** The built command line. */
export const MAIN = fileURLToPath(new URL("../../packages/karnegar/dist/cli/main.js", import.meta.url))

/** What a run of the command line came to. */
export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the built command line to its end with the given standard input. */
export function karnegar(
  args: readonly string[],
  input: string | Uint8Array = "",
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  return karnegarUnder([], args, input, env)
}

/** Runs it as the last arguments of another program, such as one that takes rights away or makes the disk fail. */
export async function karnegarUnder(
  under: readonly string[],
  args: readonly string[],
  input: string | Uint8Array = "",
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  if (!existsSync(MAIN)) throw new Error("the command line is not built; run npm run build")
  const [command, ...rest] = [...under, process.execPath, MAIN, ...args]
  const child = spawn(command!, rest, {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: "", FORCE_COLOR: "", ...env },
  })
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  child.stdout.on("data", (bytes: Buffer) => stdout.push(bytes))
  child.stderr.on("data", (bytes: Buffer) => stderr.push(bytes))
  // A command that refuses its arguments ends before it reads.
  child.stdin.on("error", () => {})
  child.stdin.end(input)
  const status = await new Promise<number | null>((done, fail) => {
    child.once("error", fail)
    child.once("close", done)
  })
  return { status, stdout: Buffer.concat(stdout).toString("utf8"), stderr: Buffer.concat(stderr).toString("utf8") }
}

/** The JSON values of JSON Lines. */
export function jsonLines<T>(text: string): T[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T)
}
