#!/usr/bin/env node
// Draws coded values at random from our own gold and samples, each with the words it rests on, for a person to judge:
// is the span sufficient (its words alone give the value) and minimal (no word could be left out)?
//   npm run spans:sample -- [--seed N] [--count N]
// `docs/spans-judged.md` holds the last judgement.
import { join } from "node:path"
import { parseArgs } from "node:util"
import { goldSets } from "./eval.mjs"
import { readDocuments } from "./score.mjs"
import { ensureReady } from "./setup.mjs"

const { values } = parseArgs({ options: { seed: { type: "string" }, count: { type: "string" } } })
const count = Number(values.count ?? 100)
await ensureReady()
const { codeReport } = await import("@karnegar/coder")

const all = []
for (const set of goldSets()) {
  // Texts that are not ours are not printed: what is judged is written down.
  if (set.name === "dev") continue
  for (const report of readDocuments(join(set.folder, "reports.jsonl"))) {
    for (const action of codeReport(report).actions) {
      for (const { field, value, how, spans, by } of action.support) {
        if (spans.length === 0) continue
        all.push({
          id: report.id,
          field,
          value: typeof value === "string" ? value : JSON.stringify(value),
          how,
          by,
          words: spans.map(([a, b]) => report.text.slice(a, b)),
          text: report.text,
          at: spans[0][0],
        })
      }
    }
  }
}

let state = Number(values.seed ?? 1) >>> 0
/** Mulberry32: the same seed draws the same values everywhere. */
function random() {
  state = (state + 0x6d2b79f5) >>> 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
const drawn = []
while (drawn.length < count && all.length > 0) drawn.push(...all.splice(Math.floor(random() * all.length), 1))
for (const [i, one] of drawn.entries()) {
  const around = one.text.slice(Math.max(0, one.at - 60), one.at + one.words[0].length + 60).replace(/\s+/g, " ")
  console.log(
    `${i + 1}\t${one.id}\t${one.field}\t${one.value}\t${one.how}\t${one.words.map((w) => `«${w}»`).join(" ")}\t${one.by}\n\t… ${around} …`,
  )
}
