// An archive as a whole, as `karnegar import` takes it in: coded on threads of their own, compared with what stands, stored with its actions;
// then verified, rebuilt, and one more report looked up.
// KARNEGAR_BENCH_REPORTS: how many (100,000); KARNEGAR_BENCH_DATABASE: an empty PostgreSQL database, measured beside SQLite.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge, codeReport } from "@karnegar/coder"
import { withTextCoder } from "../packages/karnegar/dist/cli/text-coder.js"
import { takeIn } from "../packages/karnegar/dist/intake/take-in.js"
import { openRecord } from "../packages/karnegar/dist/record/open.js"
import { registersFrom } from "../packages/karnegar/dist/record/registers.js"
import { takeReports } from "./reports.mjs"

const REPORTS = Number(process.env.KARNEGAR_BENCH_REPORTS ?? 100_000)
/** Reports that come one by one when all the others stand. */
const LATE = 200

async function* arrivals(reports) {
  for (const { id, text, published } of reports) {
    const arrival = { key: id, edited: null, text, published, url: null, lang: null, origin: null, evidence: [] }
    yield { at: id, arrival }
  }
}

async function measure(name, place) {
  const registers = registersFrom(builtInKnowledge())
  const record = await openRecord(place, { registers })
  await record.setRules({ acceptCodings: true, joinAlike: 0.85, keepAll: true })
  const reports = takeReports(REPORTS + LATE)
  const pair = ({ id, text, published }) => ({
    report: { foreignId: id, text, source: null, url: null, published, lang: null, sample: false },
    coding: codeReport({ id, text, published }),
  })
  const seconds = async (work) => {
    const started = performance.now()
    await work()
    return (performance.now() - started) / 1000
  }
  const refuse = (at, { code }) => {
    throw new Error(`${at}: ${code}`)
  }
  const before = process.cpuUsage()
  const stored = await seconds(() =>
    withTextCoder(undefined, (code) =>
      takeIn(record, arrivals(reports.slice(0, REPORTS)), { source: null, code, refuse }),
    ),
  )
  const { user, system } = process.cpuUsage(before)
  const each = []
  for (const report of reports.slice(REPORTS)) {
    const late = pair(report)
    each.push(1000 * (await seconds(() => record.addAllCoded([late]))))
  }
  each.sort((a, b) => a - b)
  let faults = []
  const verified = await seconds(async () => {
    faults = await record.verify()
  })
  if (faults.length > 0) throw new Error(`the record does not hold: ${JSON.stringify(faults.slice(0, 3))}`)
  const rebuilt = await seconds(() => record.rebuild())
  const { actions } = await record.counts()
  await record.close()
  return [
    name,
    REPORTS,
    actions,
    stored.toFixed(1),
    ((user + system) / 1e6).toFixed(1),
    each[Math.floor(LATE / 2)].toFixed(1),
    each[Math.floor(LATE * 0.95)].toFixed(1),
    verified.toFixed(1),
    rebuilt.toFixed(1),
  ]
}

export default {
  title: "an archive coded, compared and stored; then one report more, verify, rebuild",
  async table() {
    const columns = [
      "",
      "reports",
      "actions",
      "stored s",
      "processor",
      "one more ms",
      "p95 ms",
      "verify s",
      "rebuild s",
    ]
    const dir = mkdtempSync(join(tmpdir(), "karnegar-bench-"))
    const rows = [await measure("SQLite", { dataDir: dir })]
    rmSync(dir, { recursive: true })
    const databaseUrl = process.env.KARNEGAR_BENCH_DATABASE
    if (databaseUrl !== undefined) rows.push(await measure("PostgreSQL", { databaseUrl }))
    return { columns, rows }
  },
}
