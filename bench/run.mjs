#!/usr/bin/env node
// Runs every bench/*.bench.mjs and prints medians. Cases take turns, so that a busy machine slows all of them alike.
//   npm run bench -- [--rounds N] [--only NAME] [--json]
import { readdirSync } from "node:fs"
import { availableParallelism, cpus } from "node:os"
import { parseArgs } from "node:util"
import { ensureReady } from "../tools/setup.mjs"

const { values } = parseArgs({
  options: { rounds: { type: "string" }, only: { type: "string" }, json: { type: "boolean" } },
})
const rounds = Number(values.rounds ?? 7)
await ensureReady()

const results = []
const tables = []
for (const name of readdirSync(new URL(".", import.meta.url)).sort()) {
  if (!name.endsWith(".bench.mjs") || (values.only !== undefined && !name.startsWith(values.only))) continue
  const { default: bench } = await import(`./${name}`)
  if (bench.table !== undefined) {
    // What is no speed: growth with length, memory over time.
    tables.push({ bench: bench.title, ...(await bench.table(rounds)) })
    continue
  }
  const { cases, end } = await bench.make()
  const taken = cases.map(() => [])
  try {
    // The first round warms up and is not counted.
    for (let round = 0; round <= rounds; round++) {
      for (const [i, one] of cases.entries()) {
        const started = performance.now()
        const done = await one.run()
        const seconds = (performance.now() - started) / 1000
        if (round > 0) taken[i].push({ seconds, ...done })
      }
    }
  } finally {
    await end?.()
  }
  for (const [i, one] of cases.entries()) {
    const byTime = taken[i].sort((a, b) => a.seconds - b.seconds)
    const median = byTime[Math.floor(byTime.length / 2)]
    results.push({
      bench: bench.title,
      case: one.name,
      reportsPerSecond: Math.round(median.reports / median.seconds),
      megabytesPerSecond: Number((median.bytes / median.seconds / 1e6).toFixed(2)),
      seconds: Number(median.seconds.toFixed(3)),
      fastest: Number(byTime[0].seconds.toFixed(3)),
      slowest: Number(byTime.at(-1).seconds.toFixed(3)),
    })
  }
}

if (values.json) console.log(JSON.stringify({ node: process.version, cpu: cpus()[0]?.model, rounds, results, tables }))
else {
  console.log(
    `Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? "unknown"}, median of ${rounds} rounds`,
  )
  for (const { bench, columns, rows } of tables) {
    console.log(`\n${bench}`)
    const line = (cells) => `  ${cells.map((cell, i) => (i === 0 ? cell.padEnd(30) : cell.padStart(11))).join("")}`
    for (const cells of [columns, ...rows]) console.log(line(cells.map(String)))
  }
  let title = ""
  for (const one of results) {
    if (one.bench !== title)
      console.log(`\n${one.bench}\n  ${"".padEnd(46)} reports/s    MB/s   seconds (fastest to slowest)`)
    title = one.bench
    console.log(
      `  ${one.case.padEnd(46)} ${String(one.reportsPerSecond).padStart(9)} ${one.megabytesPerSecond.toFixed(2).padStart(7)}   ${one.seconds.toFixed(3)} (${one.fastest.toFixed(3)} to ${one.slowest.toFixed(3)})`,
    )
  }
}
