// Near-duplicates: sketching, all pairs of a collection, one new report against it, what is found and what it costs in memory.
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { readDoc } from "@karnegar/coder"
import { NearIndex } from "../packages/karnegar/dist/record/merge/near-index.js"
import { joinAll } from "../packages/karnegar/dist/record/merge/near-join.js"
import { reportOfNumber } from "../packages/karnegar/dist/record/merge/report-number.js"
import { sharedWords } from "../packages/karnegar/dist/record/merge/shared-words.js"
import { sketchText } from "../packages/karnegar/dist/record/merge/sketch.js"
import { SketchRows } from "../packages/karnegar/dist/record/merge/sketch-rows.js"
import { EDITS, NearReports } from "./near-reports.mjs"
import { takeReports } from "./reports.mjs"

/** A million takes two minutes, most of them for inventing it. */
const REPORTS = Number(process.env.KARNEGAR_BENCH_NEAR ?? 100_000)
const AT_LEAST = 0.5
/** New reports that are looked up, after as many that warm up. */
const LOOKED_UP = 20_000
/** Pairs that the texts themselves are asked about. */
const CHECKED = 3_000
/** Joins and sketchings of which the median is told. */
const MOST_ROUNDS = 3

setFlagsFromString("--expose-gc")
const collectGarbage = runInNewContext("gc")

export default {
  title: `near-duplicates among ${REPORTS.toLocaleString("en")} invented reports`,
  table(rounds) {
    const rows = []
    const tell = (name, figure, unit = "") => rows.push([name, figure, unit])
    const times = Math.min(rounds, MOST_ROUNDS)
    measureSketching(tell, times)

    const reports = new NearReports(1)
    const sketches = new SketchRows(REPORTS)
    const copies = []
    for (let row = 0; row < REPORTS; row++) {
      const { text, of, edit } = reports.at(row)
      sketches.push(sketchText(text))
      if (of !== null) copies.push({ row, of, edit })
    }

    const sizes = [REPORTS / 4, REPORTS / 2, REPORTS].map(Math.floor)
    const taken = sizes.map((size) => {
      sketches.count = size
      return median(times, () => joinAll(sketches, AT_LEAST))
    })
    for (const [i, size] of sizes.entries())
      tell(`all pairs among ${size.toLocaleString("en")}`, taken[i].toFixed(3), "s")
    tell("growth exponent, a quarter to all", (Math.log2(taken[2] / taken[0]) / 2).toFixed(2))
    tellPairs(tell, reports, joinAll(sketches, AT_LEAST), copies)
    measureIndex(tell, reports, sketches)
    return { columns: ["", "figure", "unit"], rows }
  },
}

function measureSketching(tell, times) {
  const texts = takeReports(10_000).map(({ text }) => text)
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6
  const run = (make) => median(times * 3, () => texts.forEach((text) => void make(text)))
  const [reading, sketching] = [run(readDoc), run(sketchText)]
  tell("folding and splitting alone", (megabytes / reading).toFixed(1), "MB/s")
  tell("sketching, 800 letters", (megabytes / sketching).toFixed(1), "MB/s")
  tell("", Math.round(texts.length / sketching).toLocaleString("en"), "reports/s")
}

function tellPairs(tell, reports, pairs, copies) {
  const found = new Set()
  for (let i = 0; i < pairs.count; i++) found.add(pairs.a[i] * REPORTS + pairs.b[i])
  const share = (some) => (some.filter(({ row, of }) => found.has(of * REPORTS + row)).length / some.length).toFixed(4)
  tell(`found of ${copies.length.toLocaleString("en")} planted copies`, share(copies))
  for (const [edit, what] of Object.entries(EDITS))
    tell(`  ${what}`.slice(0, 46), share(copies.filter((copy) => copy.edit === edit)))
  const step = Math.max(1, Math.floor(pairs.count / CHECKED))
  let checked = 0
  let true_ = 0
  for (let i = 0; i < pairs.count; i += step, checked++) {
    const { shared, contained } = sharedWords(reports.at(pairs.a[i]).text, reports.at(pairs.b[i]).text)
    if (Math.max(shared, contained) >= AT_LEAST) true_++
  }
  tell("pairs by their sketches", pairs.count.toLocaleString("en"))
  tell("  of these near by their texts", (true_ / checked).toFixed(3))
}

function measureIndex(tell, reports, sketches) {
  // Ids spread as the record's do.
  const ids = Array.from({ length: REPORTS + 2 * LOOKED_UP }, (_, i) => reportOfNumber((i * 1_073_741_827) % 2 ** 50))
  collectGarbage()
  const before = process.memoryUsage().arrayBuffers - sketches.units.byteLength
  const started = performance.now()
  const index = new NearIndex(ids.slice(0, REPORTS), sketches)
  tell("an index of all, built at once", ((performance.now() - started) / 1000).toFixed(2), "s")
  collectGarbage()
  tell("  its memory", ((process.memoryUsage().arrayBuffers - before) / 2 ** 20).toFixed(0), "MiB")
  const asked = []
  for (let i = 0; i < 2 * LOOKED_UP; i++) asked.push(reports.at(REPORTS + i))
  const microseconds = { find: [], sketchAndFind: [], add: [] }
  let planted = 0
  let met = 0
  for (const [i, { text, of }] of asked.entries()) {
    const begun = performance.now()
    const sketch = sketchText(text)
    const sketched = performance.now()
    const near = index.find(sketch, AT_LEAST)
    const looked = performance.now()
    if (i < LOOKED_UP) continue
    microseconds.find.push((looked - sketched) * 1000)
    microseconds.sketchAndFind.push((looked - begun) * 1000)
    if (of === null || of >= REPORTS) continue
    planted++
    if (near.some(({ id }) => id === ids[of])) met++
  }
  tellTimes(tell, "one new report looked up", microseconds.find)
  tellTimes(tell, "  and sketched", microseconds.sketchAndFind)
  tell("  planted copies found so", (met / planted).toFixed(4))
  for (const [i, { text }] of asked.entries()) {
    const sketch = sketchText(text)
    const begun = performance.now()
    index.add(ids[REPORTS + i], sketch)
    microseconds.add.push((performance.now() - begun) * 1000)
  }
  tellTimes(tell, "one report added", microseconds.add)
}

function tellTimes(tell, name, microseconds) {
  microseconds.sort((a, b) => a - b)
  for (const part of [0.5, 0.95])
    tell(`${name}, p${part * 100}`, microseconds[Math.floor(microseconds.length * part)].toFixed(1), "µs")
}

/** Median seconds of some runs, after one that warms up. */
function median(times, run) {
  run()
  const seconds = Array.from({ length: times }, () => {
    const started = performance.now()
    run()
    return (performance.now() - started) / 1000
  })
  return seconds.sort((a, b) => a - b)[Math.floor(times / 2)]
}
