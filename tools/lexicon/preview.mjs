#!/usr/bin/env node
// Shows what a change of data/ would change: each changed term with its hits, each coding of gold and samples that comes out
// otherwise, and the scores. Compares the files as they lie here with a revision of git.
//   npm run lexicon:preview -- [--base REV] [--most N] [--json]
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { parseArgs } from "node:util"
import { goldSets } from "../eval.mjs"
import { readDocuments, scoreDocuments } from "../score.mjs"
import { compileLexicon } from "./compile.mjs"
import { readConcepts, root } from "./read.mjs"

const FIELDS = [
  "forms",
  "status",
  "workforce",
  "joint_with",
  "employment",
  "employer",
  "organisers",
  "participants",
  "places_count",
  "demands",
  "outcomes",
  "repression",
  "character",
]

/** What of an action a reader compares: one string for each field. */
function fieldsOf(action) {
  const out = {
    date: `${action.date.start ?? "–"}${action.date.end ? ` … ${action.date.end}` : ""}`,
    places: action.places.map((p) => p.name).join("، "),
  }
  for (const field of FIELDS) {
    const value = action[field]
    out[field] =
      value === null
        ? ""
        : Array.isArray(value)
          ? value.join(", ")
          : typeof value === "object"
            ? JSON.stringify(value)
            : String(value)
  }
  return out
}

/** Differences of two codings of one report, as lines; empty when they say the same. */
export function differences(before, after) {
  const lines = []
  if (before.kind !== after.kind) lines.push(`kind: ${before.kind} → ${after.kind}`)
  const left = before.actions.map(fieldsOf)
  const right = after.actions.map(fieldsOf)
  const name = (a) => [a.workforce, a.forms, a.places, a.date].filter((x) => x !== "").join(" · ")
  const rest = [...right]
  for (const was of left) {
    const same = rest.findIndex((is) => JSON.stringify(is) === JSON.stringify(was))
    if (same >= 0) {
      rest.splice(same, 1)
      continue
    }
    // The action that kept most of its fields is the same act, coded otherwise.
    let best = -1
    let most = 8
    rest.forEach((is, i) => {
      if (left.some((other) => JSON.stringify(other) === JSON.stringify(is))) return
      const kept = Object.keys(was).filter((field) => was[field] === is[field]).length
      if (kept > most) [best, most] = [i, kept]
    })
    if (best < 0) lines.push(`action lost: ${name(was)}`)
    else {
      const [is] = rest.splice(best, 1)
      for (const field of Object.keys(was))
        if (was[field] !== is[field]) lines.push(`${field}: ${was[field] || "–"} → ${is[field] || "–"}`)
    }
  }
  for (const is of rest) lines.push(`action gained: ${name(is)}`)
  for (const field of ["workforces", "demands", "outcomes", "repression"]) {
    const [was, is] = [before.themes[field], after.themes[field]]
    const more = is.filter((code) => !was.includes(code)).map((code) => `+${code}`)
    const less = was.filter((code) => !is.includes(code)).map((code) => `−${code}`)
    if (more.length + less.length > 0) lines.push(`themes.${field}: ${[...more, ...less].join(" ")}`)
  }
  return lines
}

/** Terms of two sets of concepts that differ: `[id, what happened, pattern]`. */
export function changedTerms(before, after) {
  const index = (concepts) =>
    new Map(
      concepts.flatMap((concept) =>
        concept.terms.map((term) => [term.id, { ...term, code: `${concept.kind}/${concept.id}` }]),
      ),
    )
  const [was, is] = [index(before), index(after)]
  const key = ({ pattern, unless = [], needs = [], weight = "", status = "" }) =>
    JSON.stringify([pattern, unless, needs, weight, status])
  const out = []
  for (const [id, term] of is) {
    const had = was.get(id)
    if (had === undefined) out.push({ id, code: term.code, change: "new · تازه", pattern: term.pattern })
    else if (key(had) !== key(term))
      out.push({ id, code: term.code, change: "changed · دگرگون", pattern: term.pattern })
  }
  for (const [id, term] of was)
    if (!is.has(id)) out.push({ id, code: term.code, change: "gone · برداشته", pattern: term.pattern })
  return out
}

async function main() {
  const { values } = parseArgs({
    options: { base: { type: "string" }, most: { type: "string" }, json: { type: "boolean" } },
  })
  const revision = values.base ?? "HEAD"
  const most = Number(values.most ?? 40)
  const folder = mkdtempSync(join(tmpdir(), "karnegar-preview-"))
  try {
    try {
      const archive = execFileSync("git", ["-C", root, "archive", revision, "data"], {
        maxBuffer: 1 << 28,
        stdio: ["ignore", "pipe", "pipe"],
      })
      execFileSync("tar", ["-x", "-C", folder], { input: archive })
    } catch (error) {
      console.error(
        `lexicon:preview: revision ${revision} could not be read: ${String(error.stderr ?? error.message).trim()}\n` +
          "It compares with git; run it in a clone, or name a revision with --base.\n" +
          "این دستور با گیت مقایسه می‌کند؛ آن را در یک کلون اجرا کنید یا با --base نسخه‌ای را نام ببرید.",
      )
      process.exitCode = 1
      return
    }
    await (await import("../setup.mjs")).ensureReady()
    const { codeWith, compileKnowledge, Trace } = await import("@karnegar/coder")
    const lexicons = [folder, root].map((base) => compileLexicon(base))
    const [before, after] = lexicons.map(({ content, hash }) => compileKnowledge(content, hash))
    // One tokeniser reads for both sides, and it parts glued words as the files lie here.
    const [gluedBefore, gluedAfter] = lexicons.map(({ content }) => JSON.stringify(content.tables["glued-words"]))
    if (gluedBefore !== gluedAfter)
      console.error(
        "glued-words.csv differs; what it changes is not in this comparison: see `npm run eval` · تغییر جدول واژه‌های چسبیده در این مقایسه نمی‌آید",
      )
    const terms = changedTerms(readConcepts(join(folder, "data/lexicon/concepts")), readConcepts())
    const hits = new Map(terms.map(({ id }) => [id, 0]))
    const sets = []
    for (const set of goldSets()) {
      const reports = readDocuments(join(set.folder, "reports.jsonl"))
      const gold = readDocuments(join(set.folder, "gold.jsonl"))
      const was = reports.map((report) => codeWith(before, report))
      const trace = new Trace()
      const is = reports.map((report) => codeWith(after, report, trace))
      for (const { by } of [...trace.found, ...trace.discarded]) if (hits.has(by)) hits.set(by, hits.get(by) + 1)
      const changed = reports
        .map((report, i) => ({ id: report.id, text: report.text, lines: differences(was[i], is[i]) }))
        .filter(({ lines }) => lines.length > 0)
      const figures = (coded) => {
        const { result } = scoreDocuments(gold, coded)
        return { score: result.coding_score, strict: result.strict_actions.f1, kind: result.kind_accuracy }
      }
      sets.push({ name: set.name, reports: reports.length, changed, before: figures(was), after: figures(is) })
    }
    const told = terms.map((term) => ({ ...term, hits: hits.get(term.id) }))
    if (values.json) console.log(JSON.stringify({ base: revision, terms: told, sets }))
    else print(revision, told, sets, most)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function print(revision, terms, sets, most) {
  console.log(
    `\nTerms that differ from ${revision}, with their hits in gold and samples · عبارت‌هایی که عوض شده‌اند و شمار یافته‌هایشان`,
  )
  if (terms.length === 0) console.log("  none · هیچ")
  for (const { id, code, change, pattern, hits } of terms.slice(0, most))
    console.log(`  ${String(hits).padStart(4)}  ${change.padEnd(18)} ${id.padEnd(26)} ${code.padEnd(26)} «${pattern}»`)
  if (terms.length > most) console.log(`  … ${terms.length - most} more (--most ${terms.length})`)
  for (const { name, reports, changed, before, after } of sets) {
    const arrow = (field) => `${before[field].toFixed(3)} → ${after[field].toFixed(3)}`
    console.log(
      `\n${name}: ${changed.length} of ${reports} reports are coded otherwise · گزارش‌هایی که جور دیگر کدگذاری می‌شوند`,
    )
    console.log(`  coding score ${arrow("score")}   strict ${arrow("strict")}   kind ${arrow("kind")}`)
    for (const { id, text, lines } of changed.slice(0, most)) {
      console.log(`  ${id}  ${text.replace(/\s+/g, " ").slice(0, 60)}`)
      for (const line of lines) console.log(`      ${line}`)
    }
    if (changed.length > most) console.log(`  … ${changed.length - most} more (--most ${changed.length})`)
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main()
