import { spawn } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "../tools/build-inputs.mjs"

/** Ticks of the kernel's clock in a second, as /proc counts processor time. */
const TICKS = 100

/**
 * Runs the command line to its end, in a control group of Linux when its folder is given.
 *
 * @returns what it wrote and how many bytes that was, seconds, seconds of the processor, and the most memory it held in kilobytes.
 */
export async function runCommand(args, env = {}, group = undefined) {
  const started = performance.now()
  const main = join(root, "packages/karnegar/dist/cli/main.js")
  const child = spawn(process.execPath, [main, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  })
  if (group !== undefined) writeFileSync(join(group, "cgroup.procs"), String(child.pid))
  let bytes = 0
  let most = 0
  let ticks = 0
  let said = ""
  let written = ""
  child.stderr.on("data", (text) => {
    said = `${said}${text}`.slice(-10_000)
  })
  const look = () => {
    try {
      most = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? most)
      const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1].split(" ")
      ticks = Math.max(ticks, Number(fields[11]) + Number(fields[12]))
    } catch {
      // It ended in this moment.
    }
  }
  const timer = setInterval(look, 50)
  child.stdout.on("data", (chunk) => {
    bytes += chunk.length
    if (written.length < 10_000) written += chunk
    look()
  })
  const status = await new Promise((done) => child.once("close", done))
  clearInterval(timer)
  if (status !== 0) throw new Error(`karnegar ${args.join(" ")} ended with ${status}: ${said}`)
  return { bytes, written, seconds: (performance.now() - started) / 1000, processor: ticks / TICKS, most }
}
