#!/usr/bin/env node
// Codes the reports of the merge gold, merges what was coded, and prints how well that agrees with which reports tell
// one action: pairwise and B³ precision, recall and F1, by half and over all.
//   npm run eval:merge -- [--misses N] [--json]
// Twice: end to end, and given the gold's own codings, so that what the coder missed and what merging missed are told apart.
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { parseArgs } from "node:util"
import { root } from "./build-inputs.mjs"
import { comparable, readDocuments } from "./score.mjs"

export const MERGE_GOLD = join(root, "data", "gold", "merge")

/** Reports that are near-duplicates, where no index answers: this share of words, or of the shorter one's words. */
const NEAR_DUPLICATE = { shared: 0.5, contained: 0.8 }

/** Reports with their gold; each told action has `action`, the id of the action that it tells, and its codes. */
export function readMergeGold(folder = MERGE_GOLD) {
  const reports = readDocuments(join(folder, "reports.jsonl"))
  const gold = new Map(readDocuments(join(folder, "gold.jsonl")).map((document) => [document.id, document]))
  return {
    documents: reports.map((report) => ({ report, half: gold.get(report.id).half, told: gold.get(report.id).actions })),
    actions: readDocuments(join(folder, "actions.jsonl")),
  }
}

/** How much the texts of two reports have in common, by report ids; words of three letters and more, each counted once. */
export function wordShare(reports, foldText) {
  const words = new Map(
    reports.map(({ id, text }) => [
      id,
      new Set(
        foldText(text)
          .split(/\s+/u)
          .filter((word) => word.length > 2),
      ),
    ]),
  )
  return (one, other) => {
    const [a, b] = [words.get(one), words.get(other)]
    let both = 0
    for (const word of a) if (b.has(word)) both++
    const fewer = Math.min(a.size, b.size)
    return fewer === 0
      ? { shared: 0, contained: 0 }
      : { shared: both / (a.size + b.size - both), contained: both / fewer }
  }
}

/** Pairs of reports whose texts are near-duplicates. */
export function nearDuplicatePairs(reports, share) {
  const pairs = []
  for (const [i, { id }] of reports.entries()) {
    for (const { id: other } of reports.slice(i + 1)) {
      const { shared, contained } = share(id, other)
      if (shared >= NEAR_DUPLICATE.shared || contained >= NEAR_DUPLICATE.contained) pairs.push([id, other])
    }
  }
  return pairs
}

/** Gazetteer ids for the gold's places, which are written by name as the coder writes them. */
function placeReader({ knowledge, foldText }) {
  const folded = (name) => foldText(name).replaceAll(" ", "")
  const byName = new Map()
  for (const place of knowledge.places.values()) {
    const key = folded(place.name)
    byName.set(key, [...(byName.get(key) ?? []), place])
  }
  return ({ name, type, province }) => {
    const all = byName.get(folded(name)) ?? []
    const provinceOf = (place) => (place.type === "province" ? place : knowledge.places.get(place.provinceId))
    const fit = all.filter(
      (place) => province === null || (provinceOf(place) && folded(provinceOf(place).name) === folded(province)),
    )
    return (fit.find((place) => place.type === type) ?? fit[0])?.id ?? null
  }
}

/** Told actions that the coder's actions of the same report stand for, one to one, the most alike first. */
export function align(told, coded) {
  const CALLS = new Set(["called", "threatened", "cancelled"])
  const pairs = []
  for (const [i, want] of told.entries()) {
    for (const [j, got] of coded.entries()) {
      if (CALLS.has(want.status) !== CALLS.has(got.status)) continue
      const places = new Set(want.places.map(({ name }) => comparable(name)))
      const alike =
        2 * Number(want.workforce === got.workforce) +
        2 * Number(got.places.some(({ name }) => places.has(comparable(name)))) +
        2 * Number(want.date.start === got.date.start) +
        Number(want.forms.some((form) => got.forms.includes(form)))
      if (alike >= 3) pairs.push({ i, j, alike })
    }
  }
  pairs.sort((a, b) => b.alike - a.alike || a.i - b.i || a.j - b.j)
  const of = new Map()
  const taken = new Set()
  for (const { i, j } of pairs) {
    if (of.has(j) || taken.has(i)) continue
    of.set(j, i)
    taken.add(i)
  }
  return of
}

/** Precision, recall and F1. */
function figures(right, got, want) {
  const p = got === 0 ? 1 : right / got
  const r = want === 0 ? 1 : right / want
  return { p, r, f1: p + r === 0 ? 0 : (2 * p * r) / (p + r) }
}

/**
 * Pairwise and B³ figures of items `{ key, action, cluster, half }`: `action` is the gold's, `cluster` what was found.
 * A pair counts for a half when both, or for precision one of them, are of it.
 */
export function scoreClusters(items, half = null) {
  const own = items.filter((item) => half === null || item.half === half)
  let both = 0
  let found = 0
  let want = 0
  let precision = 0
  let recall = 0
  for (const one of own) {
    const cluster = items.filter((item) => item.cluster === one.cluster)
    const action = items.filter((item) => item.action === one.action)
    const right = cluster.filter((item) => item.action === one.action).length
    both += right - 1
    found += cluster.length - 1
    want += action.length - 1
    precision += right / cluster.length
    recall += right / action.length
  }
  const p = precision / own.length
  const r = recall / own.length
  return { items: own.length, pairwise: figures(both, found, want), b3: { p, r, f1: (2 * p * r) / (p + r) } }
}

/**
 * Merges the gold's reports.
 *
 * @param parts The coder and the merging to be judged: `codeReport`, `foldText`, `knowledge`, `registers`, `readAction`,
 *   `factsOf`, `mergeCodedActions`, `automatic`, `proposed`.
 * @param given `"coded"`: what the coder makes of the texts; `"gold"`: the gold's own codings.
 */
export function judgeMerging(parts, { documents }, given) {
  const reports = documents.map(({ report }) => report)
  const share = wordShare(reports, parts.foldText)
  const placeId = placeReader(parts)
  const items = []
  const facts = []
  for (const { report, half, told } of documents) {
    const add = (coded, action, key) => {
      const { id: reportId, published, source } = report
      const read = parts.readAction(coded, published, parts.registers)
      facts.push(parts.factsOf({ id: key, reportId, published, source, ...read }))
      items.push({ key, reportId: report.id, action, half, cluster: null })
    }
    if (given === "gold") {
      for (const [i, one] of told.entries()) {
        const places = one.places.map((place) => ({ ...place, id: placeId(place), lat: null, lon: null, site: null }))
        add({ ...one, date: { ...one.date, written: null }, places }, one.action, `${report.id}.${i + 1}`)
      }
      continue
    }
    const { actions } = parts.codeReport(report)
    const of = align(told, actions)
    for (const [j, coded] of actions.entries()) {
      const key = `${report.id}.${j + 1}`
      const i = of.get(j)
      // What nothing in the gold stands for is an action of its own: merged with anything, it is a fault.
      add(coded, i === undefined ? `invented ${key}` : told[i].action, key)
    }
    for (const [i, one] of told.entries()) {
      // What the coder missed is in no cluster but its own: lost to recall.
      if ([...of.values()].includes(i)) continue
      const key = `${report.id} missed ${one.action}`
      items.push({ key, reportId: report.id, action: one.action, half, cluster: key, missed: true })
    }
  }
  const { actionOf, pairs } = parts.mergeCodedActions(
    facts,
    share,
    nearDuplicatePairs(reports, share),
    [],
    parts.automatic,
  )
  for (const item of items) item.cluster ??= actionOf.get(item.key)
  return { items, pairs, facts, ...bandOf(items, pairs, parts) }
}

/** Of the true pairs that were not joined, how many a person is at least shown; and how many proposals are wrong. */
function bandOf(items, pairs, { automatic, proposed }) {
  const byKey = new Map(items.map((item) => [item.key, item]))
  const clusterOf = new Map(items.map((item) => [item.cluster, item.cluster]))
  const root = (cluster) => {
    let at = cluster
    while (clusterOf.get(at) !== at) at = clusterOf.get(at)
    return at
  }
  let right = 0
  const wrong = []
  for (const pair of pairs) {
    const { a, b, score, apart } = pair
    const [one, other] = [byKey.get(a), byKey.get(b)]
    if (apart || score < proposed || score >= automatic || one.cluster === other.cluster) continue
    if (one.action === other.action) {
      right++
      clusterOf.set(root(one.cluster), root(other.cluster))
    } else wrong.push(pair)
  }
  const shown = items.map((item) => ({ ...item, cluster: root(item.cluster) }))
  return { proposals: { right, wrong }, shown }
}

/** The modules that are shipped, as the evaluation wants them. */
async function builtParts() {
  const coder = await import("@karnegar/coder")
  const built = (path) => import(pathToFileURL(join(root, "packages/karnegar/dist/record", path)).href)
  const [{ readAction }, { factsOf }, { mergeCodedActions }, { AUTOMATIC, PROPOSED }, { registersFrom }] =
    await Promise.all(
      ["observe.js", "merge/facts.js", "merge/merge-coded-actions.js", "merge/weights.js", "registers.js"].map(built),
    )
  const knowledge = coder.builtInKnowledge()
  return {
    codeReport: coder.codeReport,
    foldText: coder.foldText,
    knowledge,
    registers: registersFrom(knowledge),
    readAction,
    factsOf,
    mergeCodedActions,
    automatic: AUTOMATIC,
    proposed: PROPOSED,
  }
}

function line(name, { items, pairwise, b3 }) {
  const three = ({ p, r, f1 }) => [p, r, f1].map((figure) => figure.toFixed(3)).join("  ")
  return `  ${name.padEnd(26)} ${String(items).padStart(4)}   ${three(pairwise)}   ${three(b3)}`
}

/** The wrong and the missing pairs, with what was compared. */
function* faultsOf({ items, pairs, facts }) {
  const compared = new Map(pairs.map((pair) => [`${pair.a} ${pair.b}`, pair]))
  const factsBy = new Map(facts.map((one) => [one.id, one]))
  for (const [i, one] of items.entries()) {
    for (const other of items.slice(i + 1)) {
      const want = one.action === other.action
      const got = one.cluster === other.cluster
      if (want === got) continue
      const pair = compared.get([one.key, other.key].sort().join(" "))
      yield { half: one.half, want, keys: [one.key, other.key], actions: [one.action, other.action], pair, factsBy }
    }
  }
}

async function main() {
  const { values } = parseArgs({ options: { misses: { type: "string" }, json: { type: "boolean" } } })
  await (await import("./setup.mjs")).ensureReady()
  const parts = await builtParts()
  const { reasonText } = await import(pathToFileURL(join(root, "packages/karnegar/dist/record/merge/reasons.js")).href)
  const set = readMergeGold()
  const out = {}
  for (const given of ["coded", "gold"]) {
    const judged = judgeMerging(parts, set, given)
    const { items, shown, proposals } = judged
    out[given] = {
      train: scoreClusters(items, "train"),
      test: scoreClusters(items, "test"),
      all: scoreClusters(items),
      read: Object.fromEntries(
        ["train", "test"].map((half) => [
          half,
          scoreClusters(
            items.filter((item) => !item.missed),
            half,
          ),
        ]),
      ),
      withProposals: { train: scoreClusters(shown, "train"), test: scoreClusters(shown, "test") },
      proposals: { right: proposals.right, wrong: proposals.wrong.length },
      missed: items.filter((item) => item.missed).length,
      invented: items.filter((item) => item.action.startsWith("invented")).length,
    }
    if (values.json) continue
    const title = given === "coded" ? "end to end" : "given the gold's codings"
    console.log(`\n${title}: ${set.documents.length} reports of ${set.actions.length} actions`)
    console.log("                              told   pairwise P  R  F1       B³ P  R  F1")
    for (const half of ["train", "test"]) {
      console.log(line(half, out[given].read[half]))
      if (given === "coded") console.log(line(`${half}, unread counted as lost`, out[given][half]))
      console.log(line(`${half}, proposals accepted`, out[given].withProposals[half]))
    }
    console.log(
      `  proposed to a person: ${proposals.right} right, ${proposals.wrong.length} wrong pairs` +
        (given === "coded" ? `; the coder missed ${out.coded.missed} tellings, invented ${out.coded.invented}` : ""),
    )
    for (const fault of [...faultsOf(judged)].slice(0, Number(values.misses ?? 0))) {
      const { half, want, keys, actions, pair } = fault
      const why = pair?.reasons.map((reason) => `${reasonText(reason, "en")} ${reason.points.toFixed(1)}`).join(", ")
      console.log(
        `  ${half} ${want ? "not joined" : "joined wrongly"}: ${keys.join(" ~ ")} (${[...new Set(actions)].join(" / ")}) ${pair ? `${pair.apart ? "apart" : pair.score.toFixed(2)}: ${why}` : "not compared"}`,
      )
    }
  }
  if (values.json) console.log(JSON.stringify(out))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main()
