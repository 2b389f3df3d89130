#!/usr/bin/env node
// Codes the gold sets with the built coder and prints the coding score of each, over all and by stratum.
//   npm run eval -- [--set NAME] [--misses N] [--json]
// Sets: `written`, `english` and `sample` (ours, under data/) and, where the shared folder is found (KARNEGAR_SHARED, or ../shared), `dev`.
import { existsSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { parseArgs } from "node:util"
import { root } from "./build-inputs.mjs"
import { reliability, reliabilityLines } from "./reliability.mjs"
import { judgeActions, readDocuments, scoreDocuments } from "./score.mjs"

/** Sets that the overall score is taken over: Persian gold, written and real. */
const OVERALL = ["written", "dev"]

/** Themes of a stratum, in the order they are printed: groups, claims, gains, repression. */
const THEME_FIELDS = ["themes_workforces", "themes_demands", "themes_outcomes", "themes_repression"]

/** Folder of material that is not part of the project; null where it is absent. */
export function sharedFolder() {
  const folder = process.env.KARNEGAR_SHARED ?? join(root, "..", "shared")
  return existsSync(join(folder, "gold")) ? folder : null
}

/** Gold sets that are here: name and folder. */
export function goldSets() {
  const shared = sharedFolder()
  const sets = [
    { name: "written", folder: join(root, "data", "gold", "written") },
    { name: "english", folder: join(root, "data", "gold", "english") },
    { name: "sample", folder: join(root, "data", "sample") },
  ]
  if (shared !== null) sets.push({ name: "dev", folder: join(shared, "gold", "dev") })
  return sets.filter(({ folder }) => existsSync(join(folder, "gold.jsonl")))
}

/** Gold and coded documents of a set; `codeReport` is the coder's. */
export function codeSet({ folder }, codeReport) {
  return {
    gold: readDocuments(join(folder, "gold.jsonl")),
    coded: readDocuments(join(folder, "reports.jsonl")).map((report) => codeReport(report)),
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      set: { type: "string", multiple: true },
      misses: { type: "string" },
      json: { type: "boolean" },
      "by-stratum": { type: "boolean" },
    },
  })
  await (await import("./setup.mjs")).ensureReady()
  const { codeReport } = await import("@karnegar/coder")
  const shared = sharedFolder()
  const theirs = shared === null ? null : join(shared, "eval", "score.mjs")
  const score =
    theirs !== null && existsSync(theirs) ? (await import(pathToFileURL(theirs).href)).score : scoreDocuments
  const out = {}
  const judged = []
  const overall = { gold: [], coded: [] }
  for (const set of goldSets()) {
    if (values.set !== undefined && !values.set.includes(set.name)) continue
    const { gold, coded } = codeSet(set, codeReport)
    for (const { action, right } of judgeActions(gold, coded)) judged.push({ confidence: action.confidence, right })
    if (OVERALL.includes(set.name)) {
      overall.gold.push(...gold)
      overall.coded.push(...coded)
    }
    const { result, misses } = score(gold, coded)
    const strata = {}
    for (const stratum of new Set(gold.map((document) => document.stratum ?? "none"))) {
      strata[stratum] = score(
        gold.filter((document) => (document.stratum ?? "none") === stratum),
        coded,
      ).result
    }
    out[set.name] = { ...result, strata }
    if (!values.json) print(set.name, result, strata)
    for (const miss of misses.slice(0, Number(values.misses ?? 0))) console.error(JSON.stringify(miss))
    if (!values.json) printMisses(misses)
  }
  if (values.set === undefined) {
    const { result } = score(overall.gold, overall.coded)
    out.overall = result
    if (!values.json) print(`overall (${OVERALL.join(" and ")})`, result, {})
  }
  if (!values.json) {
    console.log("\nhow far confidence can be trusted, all sets:")
    for (const line of reliabilityLines(reliability(judged))) console.log(line)
  }
  if (values.json) console.log(JSON.stringify(out))
  else if (shared === null)
    console.log("\nThe dev set was not found; name the folder that holds gold/dev in KARNEGAR_SHARED.")
}

/** How many reports each field was missed in, the most first. */
function printMisses(misses) {
  const counts = new Map()
  for (const { field } of misses) counts.set(field, (counts.get(field) ?? 0) + 1)
  const told = [...counts].sort((a, b) => b[1] - a[1]).map(([field, n]) => `${field} ${n}`)
  console.log(`  misses by field: ${told.join(", ") || "none"}`)
}

function print(name, result, strata) {
  console.log(`\n${name}: ${result.documents} documents`)
  console.log(
    `  kind right ${percent(result.kind_accuracy)}   no labour action, yet coded as one ${percent(result.false_labour_rate)}`,
  )
  console.log("  field                  P      R      F1   right  invented  missed")
  for (const [field, value] of Object.entries(result)) {
    if (value?.f1 === undefined || value.tp + value.fp + value.fn === 0) continue
    const figures = [value.p, value.r, value.f1].map((figure) => figure.toFixed(3)).join("  ")
    console.log(
      `  ${field.padEnd(20)} ${figures}  ${String(value.tp).padStart(5)}  ${String(value.fp).padStart(8)}  ${String(value.fn).padStart(6)}`,
    )
  }
  console.log(`  coding score ${result.coding_score.toFixed(3)}`)
  if (Object.keys(strata).length > 1) {
    for (const [stratum, own] of Object.entries(strata)) {
      const themes = THEME_FIELDS.filter((field) => own[field]?.tp + own[field]?.fn + own[field]?.fp > 0)
      const ofThemes =
        themes.length === 0 ? "" : `  themes ${themes.map((field) => own[field].f1.toFixed(2)).join(" ")}`
      console.log(
        `    ${stratum.padEnd(18)} ${String(own.documents).padStart(4)} documents  coding score ${own.coding_score.toFixed(3)}  strict ${own.strict_actions.f1.toFixed(3)}  kind ${own.kind_accuracy.toFixed(3)}${ofThemes}`,
      )
    }
  }
}

function percent(share) {
  return `${(100 * share).toFixed(1)} %`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main()
