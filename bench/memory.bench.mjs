// Memory of `karnegar code` while reports stream through it: flat, but for some 32 bytes kept of each id.
import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "../tools/build-inputs.mjs"
import { makeReports } from "./reports.mjs"

const REPORTS = Number(process.env.KARNEGAR_BENCH_REPORTS ?? 1_000_000)
const SAMPLES = 10

export default {
  title: `memory of karnegar code over ${REPORTS.toLocaleString("en")} reports through a pipe`,
  async table() {
    const main = join(root, "packages/karnegar/dist/cli/main.js")
    const child = spawn(process.execPath, [main, "code", "-", "--format", "jsonl"], {
      stdio: ["pipe", "pipe", "inherit"],
    })
    const started = performance.now()
    let coded = 0
    const rows = []
    child.stdout.on("data", (bytes) => {
      for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) {
        if (++coded % (REPORTS / SAMPLES) !== 0 || coded === REPORTS) continue
        const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))
        const seconds = (performance.now() - started) / 1000
        rows.push([coded, Math.round(kilobytes / 1024), Math.round(coded / seconds)])
      }
    })
    let n = 0
    let held = ""
    for (const report of makeReports(4)) {
      held += `${JSON.stringify(report)}\n`
      if (++n === REPORTS || held.length > 1 << 16) {
        if (!child.stdin.write(held)) await new Promise((done) => child.stdin.once("drain", done))
        held = ""
      }
      if (n === REPORTS) break
    }
    child.stdin.end()
    const status = await new Promise((done) => child.once("close", done))
    if (status !== 0 || coded !== REPORTS) throw new Error(`karnegar code ended with ${status} after ${coded} reports`)
    return { columns: ["reports", "RSS in MB", "reports/s"], rows }
  },
}
