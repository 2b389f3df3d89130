// Time and memory of `karnegar stats` and `karnegar export` over a record of 100,000 actions, each a process of its own.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge, codeReport } from "@karnegar/coder"
import { openRecord } from "../packages/karnegar/dist/record/open.js"
import { registersFrom } from "../packages/karnegar/dist/record/registers.js"
import { makeReports } from "./reports.mjs"
import { runCommand } from "./run-command.mjs"

const ACTIONS = Number(process.env.KARNEGAR_BENCH_ACTIONS ?? 100_000)
const BATCH = 500

const STATS = ["stats", "--include", "all"]
const EXPORT = ["export", "--include", "all", "--kind", "all", "--format"]
const CASES = [
  [...STATS, "--format", "json"],
  [...STATS, "--count", "place-day", "--by", "province,jalali-month", "--format", "json"],
  [...STATS, "--count", "dispute", "--by", "workforce,demand", "--format", "json"],
  [...EXPORT, "csv"],
  [...EXPORT, "jsonl"],
  [...EXPORT, "geojson"],
  [...EXPORT, "xlsx"],
]

/** A record with at least so many actions and calls. */
async function fill(dataDir) {
  const record = await openRecord({ dataDir }, { registers: registersFrom(builtInKnowledge()) })
  await record.setRules({ acceptCodings: true })
  let actions = 0
  let pairs = []
  for (const { id, text, published } of makeReports(9)) {
    const coding = codeReport({ id, text, published })
    pairs.push({
      report: { foreignId: id, text, source: null, url: null, published, lang: null, sample: false },
      coding,
    })
    actions += coding.actions.length
    if (pairs.length < BATCH && actions < ACTIONS) continue
    await record.addAllCoded(pairs)
    pairs = []
    if (actions >= ACTIONS) break
  }
  await record.close()
  return actions
}

export default {
  title: `stats and export over ${ACTIONS.toLocaleString("en")} actions and calls, embedded`,
  async table() {
    const folder = mkdtempSync(join(tmpdir(), "karnegar-bench-"))
    const dataDir = join(folder, "record")
    try {
      await fill(dataDir)
      const rows = []
      for (const args of CASES) {
        const { bytes, seconds, processor, most } = await runCommand([...args, "--data", dataDir])
        const name = args.filter((one) => !["--include", "all", "--kind", "--format", "--by", "--count"].includes(one))
        rows.push([
          name.join(" "),
          seconds.toFixed(1),
          processor.toFixed(1),
          Math.round(most / 1024),
          (bytes / 1e6).toFixed(1),
        ])
      }
      return { columns: ["command", "seconds", "processor", "peak MB", "MB out"], rows }
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
}
