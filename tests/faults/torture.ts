import { spawn } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/*
 * Kills programs with SIGKILL and judges what they leave behind (SAFETY R-1). No hook for it stands in the product: a
 * named point is a system call and its number ("rename 1", "fdatasync 7"), at which strace ends the program. All that
 * survives a kill went through such a call, so these are all the points there are.
 */

/** How what stands differs from what was said. */
export interface Fault {
  readonly kind: "lost" | "half-applied" | "doubled" | "broken"
  readonly what: string
}

/** Something that a program does to a record, and how to tell whether it was done whole, once, or not at all. */
export interface Operation {
  readonly name: string
  /** How many of forty kills on both engines are this one's, on each. */
  readonly share: number
  /** Makes what a kill needs, anew for each kill unless the operation goes on where the last kill left it. */
  prepare(): Promise<void>
  /** The program to be killed: its arguments for Node. */
  program(): readonly string[]
  /** Whether it goes on for ever, and says a line when it begins; else it may also end by itself, and then it was done. */
  readonly endless: boolean
  /**
   * What stands, against the lines that the program said before it ended; then the same work is done again to its end,
   * where that is possible, and judged again.
   */
  judge(said: readonly string[], ended: boolean): Promise<readonly Fault[]>
}

/** An operation with a fault that the harness must see. */
export interface Planted {
  readonly what: string
  /** How it shows, as `kind: what`. */
  readonly seen: RegExp
  readonly operation: Operation
}

/** What many kills of one operation came to. */
export interface Tally {
  readonly name: string
  kills: number
  /** Kills at named points, of all. */
  named: number
  /** Where the program was quicker than its killer. */
  ended: number
  readonly faults: Fault[]
}

/** Longest time that an endless program runs before it is killed. */
const MOST_MS = 400
/** Part of a command's time in which Node starts and nothing is written. */
const STARTING = 0.3
/** Longest time that a program may take to its end or its kill: one that hangs is told, not waited for. */
const HANGS_MS = 120_000

/** Calls that change what stands on a disk or in a server, as far as a killed program's own part goes. */
const CALLS = ["pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "link", "linkat", "unlink", "write", "writev"]
/** What a call that wakes a thread, or speaks to a person, writes to: nothing of it lasts. */
const PASSING = /^(?:\w+)\((?:[012]<|\d+<(?:anon_inode|pipe):)/

/** Kills a program at a random moment, or at a named point, and judges; so many times, until the first fault if asked. */
export async function torture(operation: Operation, kills: number, untilFault = false): Promise<Tally> {
  const tally: Tally = { name: operation.name, kills: 0, named: 0, ended: 0, faults: [] }
  await operation.prepare()
  const watched = await watch(operation)
  const { points } = watched
  let { ms } = watched
  const odd = Math.random() < 0.5 ? 0 : 1
  // A program that is quicker than its killer was no kill; but not for ever.
  for (let i = 0; tally.kills < kills && i < 10 + 3 * kills; i++) {
    await operation.prepare()
    const point = i % 2 === odd || points.length === 0 ? null : points[Math.floor(Math.random() * points.length)]!
    const after = operation.endless ? Math.random() * MOST_MS : (STARTING + Math.random() * (1 - STARTING)) * ms
    const started = performance.now()
    const { said, ended, late } = await runUntilKilled(operation, point, after)
    if (ended) {
      tally.ended++
      // Under strace it was slower: the next kill comes before its end.
      if (point === null) ms = Math.min(ms, performance.now() - started)
    } else {
      tally.kills++
      if (point !== null && !late) tally.named++
    }
    const at = point === null ? "at a random moment" : `at ${point}`
    for (const fault of await operation.judge(said, ended))
      tally.faults.push({ ...fault, what: `${operation.name}, killed ${at}: ${fault.what}` })
    if (untilFault && tally.faults.length > 0) break
  }
  return tally
}

/** The tallies as a table for people, with the bound that so many kills without a fault give. */
export function tallyTable(tallies: readonly Tally[]): string {
  const sum = (of: (tally: Tally) => number) => tallies.reduce((all, tally) => all + of(tally), 0)
  const rows = tallies.map((t) => [t.name, t.kills, t.named, ...KINDS.map((kind) => countOf(t, kind))])
  const kills = sum((t) => t.kills)
  rows.push(["all", kills, sum((t) => t.named), ...KINDS.map((kind) => sum((t) => countOf(t, kind)))])
  const all = [["operation", "kills", "at named points", ...KINDS], ...rows.map((row) => row.map(String))]
  const widths = all[0]!.map((_, i) => Math.max(...all.map((row) => row[i]!.length)))
  const lines = all.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  "),
  )
  return `${lines.join("\n")}\n${boundOf(
    kills,
    sum(({ faults }) => faults.length),
  )}`
}

/** The rule of three: no fault in n kills leaves less than 3/n of kills that do harm, with 95 % confidence. */
export function boundOf(kills: number, faults: number): string {
  if (faults > 0) return `${faults} faults in ${kills} kills: no bound`
  if (kills === 0) return "no kills: no bound"
  const bound = (300 / kills).toFixed(1)
  return `no fault in ${kills} kills: fewer than ${bound} % of kills do harm, with 95 % confidence (3/n)`
}

const KINDS = ["lost", "half-applied", "doubled", "broken"] as const

function countOf({ faults }: Tally, kind: Fault["kind"]): number {
  return faults.filter((fault) => fault.kind === kind).length
}

/**
 * Runs the program once under strace, to its end or, where it goes on for ever, for a while. Answers its time in
 * milliseconds and points to kill it at: each call alike, however often it is made, by its number in its own thread.
 */
async function watch(operation: Operation): Promise<{ readonly points: readonly string[]; readonly ms: number }> {
  const folder = mkdtempSync(join(tmpdir(), "karnegar-calls-"))
  try {
    // One file for each thread, for strace counts by thread; the files that are written to by name.
    const under = ["-f", "-ff", "--seccomp-bpf", "-y", "-o", join(folder, "calls"), "-e", `trace=${CALLS.join(",")}`]
    const started = performance.now()
    const { said, ended } = await run(operation, under, operation.endless ? 2 * MOST_MS : Number.POSITIVE_INFINITY)
    const ms = performance.now() - started
    if (!operation.endless && !ended) throw new Error(`${operation.name} did not end`)
    // Where the next kill goes on from what this run left.
    if (operation.endless) await operation.judge(said, ended)
    const numbers = new Map<string, Set<number>>()
    for (const file of readdirSync(folder)) {
      const own = new Map<string, number>()
      for (const line of readFileSync(join(folder, file), "utf8").split("\n")) {
        const call = /^(\w+)\(/.exec(line)?.[1]
        if (call === undefined) continue
        const n = (own.get(call) ?? 0) + 1
        own.set(call, n)
        if (PASSING.test(line)) continue
        const had = numbers.get(call)
        if (had === undefined) numbers.set(call, new Set([n]))
        else had.add(n)
      }
    }
    // A call that is made a thousand times is no likelier than one that is made once.
    const points = [...numbers].flatMap(([call, all]) => {
      const drawn = [...all]
      return Array.from({ length: 40 }, () => `${call} ${drawn[Math.floor(Math.random() * drawn.length)]}`)
    })
    return { points, ms }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Runs the program to its end or its kill, at a point or after so many milliseconds. */
function runUntilKilled(operation: Operation, point: string | null, afterMs: number): ReturnType<typeof run> {
  if (point === null) return run(operation, null, afterMs)
  const [call, n] = point.split(" ")
  // Not with --seccomp-bpf: strace 6.1 gives no signal then, and the program goes on to its end.
  const under = ["-f", "-o", "/dev/null", "-e", `trace=${call}`, "-e", `inject=${call}:signal=SIGKILL:when=${n}`]
  // One that its point never meets is killed anyhow, where it would not end.
  return run(operation, under, operation.endless ? 10 * MOST_MS : Number.POSITIVE_INFINITY)
}

/**
 * Runs the program, under strace or not, until it ends or is killed; answers the lines that it said whole, and whether it was
 * killed because its time was up.
 */
function run(
  { endless, name, program }: Operation,
  under: readonly string[] | null,
  killAfterMs: number,
): Promise<{ readonly said: readonly string[]; readonly ended: boolean; readonly late: boolean }> {
  const strace = under === null ? [] : ["strace", "-qqq", ...under]
  const [command, ...rest] = [...strace, process.execPath, ...program()]
  return new Promise((resolve, reject) => {
    // A group of its own: strace and the program go together.
    const child = spawn(command!, rest, { stdio: ["ignore", "pipe", "pipe"], detached: true })
    let said = ""
    let complaint = ""
    let timer: NodeJS.Timeout | null = null
    const kill = () => {
      try {
        process.kill(-child.pid!, "SIGKILL")
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error
      }
    }
    let hung = false
    let late = false
    const watchdog = setTimeout(() => {
      hung = true
      kill()
    }, HANGS_MS)
    const arm = () => {
      if (timer === null && Number.isFinite(killAfterMs))
        timer = setTimeout(() => {
          late = true
          kill()
        }, killAfterMs)
    }
    if (!endless) arm()
    child.stderr.on("data", (bytes: Buffer) => {
      complaint += bytes
    })
    child.stdout.on("data", (bytes: Buffer) => {
      said += bytes
      // An endless program has opened the record by now.
      if (endless) arm()
    })
    child.once("error", reject)
    child.once("close", (status, signal) => {
      clearTimeout(watchdog)
      if (timer !== null) clearTimeout(timer)
      if (hung) return reject(new Error(`${name} hung: ${rest.join(" ")}\n${complaint}`))
      if (signal !== "SIGKILL" && (endless || status !== 0))
        return reject(new Error(`${name} ended by itself with ${status ?? signal}: ${complaint}`))
      // A line cut off by the kill was not said.
      resolve({ said: said.split("\n").slice(0, -1), ended: signal !== "SIGKILL", late })
    })
  })
}
