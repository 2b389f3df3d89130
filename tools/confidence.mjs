#!/usr/bin/env node
// Fits the weights of `data/lexicon/tables/confidence.csv` on the gold sets: how far each sign of an action speaks for or against
// its being strictly right. Logistic regression with a ridge, so that a sign seen a few times weighs little. Prints what the
// fitted confidences are worth on actions they were not fitted on (ten folds, whole documents left out).
//   npm run confidence:fit -- [--dry-run]
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { parseArgs } from "node:util"
import { parse as parseCsv } from "csv-parse/sync"
import { stringify } from "csv-stringify/sync"
import { root } from "./build-inputs.mjs"
import { codeSet, goldSets } from "./eval.mjs"
import { reliability, reliabilityLines } from "./reliability.mjs"
import { judgeActions, readDocuments } from "./score.mjs"

const TABLE = join(root, "data/lexicon/tables/confidence.csv")
/** Strength of the ridge: as many actions as it takes to make a sign's word half believed. */
const RIDGE = 1.5
const FOLDS = 10

/** Weights `{sign: weight}` that make the actions `{signs, right}` likeliest, each pulled towards 0. Newton's method. */
export function fitWeights(examples, names, ridge = RIDGE) {
  const n = names.length
  const index = new Map(names.map((name, i) => [name, i]))
  const rows = examples.map(({ signs, right }) => ({
    on: [0, ...signs.map((s) => index.get(s)).filter((i) => i !== undefined)],
    right,
  }))
  const w = new Float64Array(n)
  for (let round = 0; round < 30; round++) {
    const gradient = new Float64Array(n)
    const hessian = Array.from({ length: n }, () => new Float64Array(n))
    for (const { on, right } of rows) {
      const p = 1 / (1 + Math.exp(-on.reduce((sum, i) => sum + w[i], 0)))
      for (const i of on) {
        gradient[i] += (right ? 1 : 0) - p
        for (const k of on) hessian[i][k] += p * (1 - p)
      }
    }
    for (let i = 0; i < n; i++) {
      const pull = i === 0 ? 0.01 : ridge
      gradient[i] -= pull * w[i]
      hessian[i][i] += pull
    }
    const step = solve(hessian, gradient)
    for (let i = 0; i < n; i++) w[i] += step[i]
    if (Math.max(...step.map(Math.abs)) < 1e-7) break
  }
  return Object.fromEntries(names.map((name, i) => [name, w[i]]))
}

/** x of Ax = b by Gauss with pivots; A and b are used up. */
function solve(a, b) {
  const n = b.length
  const x = [...b]
  for (let c = 0; c < n; c++) {
    let pivot = c
    for (let r = c + 1; r < n; r++) if (Math.abs(a[r][c]) > Math.abs(a[pivot][c])) pivot = r
    ;[a[c], a[pivot]] = [a[pivot], a[c]]
    ;[x[c], x[pivot]] = [x[pivot], x[c]]
    for (let r = c + 1; r < n; r++) {
      const f = a[r][c] / a[c][c]
      if (f === 0) continue
      for (let k = c; k < n; k++) a[r][k] -= f * a[c][k]
      x[r] -= f * x[c]
    }
  }
  for (let r = n - 1; r >= 0; r--) {
    for (let k = r + 1; k < n; k++) x[r] -= a[r][k] * x[k]
    x[r] /= a[r][r]
  }
  return x
}

async function main() {
  const { values } = parseArgs({ options: { "dry-run": { type: "boolean" } } })
  await (await import("./setup.mjs")).ensureReady()
  const { codeReport, signsOf } = await import("@karnegar/coder")
  const rows = parseCsv(readFileSync(TABLE, "utf8"), { columns: true })
  const names = ["bias", ...rows.map((row) => row.id).filter((id) => id !== "bias")]
  const examples = goldSets().flatMap((set) => {
    const { gold, coded } = codeSet(set, codeReport)
    const lengths = new Map(readDocuments(join(set.folder, "reports.jsonl")).map(({ id, text }) => [id, text.length]))
    return judgeActions(gold, coded).map(({ document, action, right }) => ({
      document: `${set.name} ${document.id}`,
      signs: signsOf(action, {
        kind: document.kind,
        actions: document.actions.length,
        length: lengths.get(document.id),
      }),
      right,
    }))
  })
  const documents = [...new Set(examples.map((one) => one.document))]
  const foldOf = new Map(documents.map((id, i) => [id, i % FOLDS]))
  const unseen = []
  for (let fold = 0; fold < FOLDS; fold++) {
    const weights = fitWeights(
      examples.filter((one) => foldOf.get(one.document) !== fold),
      names,
    )
    for (const one of examples)
      if (foldOf.get(one.document) === fold) unseen.push({ confidence: chance(one.signs, weights), right: one.right })
  }
  const weights = fitWeights(examples, names)
  const seen = examples.map(({ signs, right }) => ({ confidence: chance(signs, weights), right }))
  console.log(
    `${examples.length} actions of ${documents.length} documents\nas fitted:\n${reliabilityLines(reliability(seen)).join("\n")}`,
  )
  console.log(`on documents left out of the fit:\n${reliabilityLines(reliability(unseen)).join("\n")}`)
  if (values["dry-run"]) return
  const count = (sign) => examples.filter(({ signs }) => signs.includes(sign)).length
  const fitted = rows.map((row) => ({
    ...row,
    weight: weights[row.id].toFixed(2),
    seen: row.id === "bias" ? String(examples.length) : String(count(row.id)),
  }))
  writeFileSync(TABLE, stringify(fitted, { header: true, columns: Object.keys(rows[0]) }))
  console.log(`${TABLE} was written`)
}

function chance(signs, weights) {
  const sum = signs.reduce((total, sign) => total + (weights[sign] ?? 0), weights.bias)
  return Math.round(100 / (1 + Math.exp(-sum))) / 100
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main()
