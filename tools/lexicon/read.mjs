// Reads the lexicon's files as they are edited and refuses what SCHEMA does not allow.
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { parse as parseCsv } from "csv-parse/sync"
import { parse as parseYaml } from "yaml"

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..")

const KEYS = new Set(["id", "label", "codebook", "status", "terms", "note"])
const TERM_KEYS = new Set([
  "id",
  "lang",
  "pattern",
  "since",
  "why",
  "matches",
  "does_not_match",
  "names",
  "needs",
  "unless",
  "weight",
  "status",
  "rare",
  "note",
])

/**
 * All concept files: {kind, id, label, status, terms, file}, sorted by file name.
 * Throws one Error that lists every fault found, each with its file.
 */
export function readConcepts(dir = join(root, "data/lexicon/concepts")) {
  const concepts = []
  const faults = []
  const seen = new Map()
  for (const kind of readdirSync(dir).sort()) {
    for (const name of readdirSync(join(dir, kind)).sort()) {
      if (!name.endsWith(".yaml")) continue
      const file = `${kind}/${name}`
      const fault = (what) => faults.push(`data/lexicon/concepts/${file}: ${what}`)
      let doc
      try {
        doc = parseYaml(readFileSync(join(dir, kind, name), "utf8"), { schema: "failsafe" })
      } catch (error) {
        fault(`is not YAML: ${error.message.split("\n")[0]}`)
        continue
      }
      for (const key of Object.keys(doc)) if (!KEYS.has(key)) fault(`unknown key «${key}»`)
      if (doc.id !== name.slice(0, -5)) fault(`id «${doc.id}» is not the file's name`)
      for (const term of doc.terms ?? []) {
        for (const key of Object.keys(term)) if (!TERM_KEYS.has(key)) fault(`${term.id}: unknown key «${key}»`)
        if (!term.id || !term.pattern || !term.lang) fault(`${term.id ?? "a term"}: needs id, lang and pattern`)
        if (!term.why) fault(`${term.id}: needs a why`)
        if (!(term.matches?.length > 0)) fault(`${term.id}: needs at least one sentence under matches`)
        if (seen.has(term.id)) fault(`${term.id}: id stands in ${seen.get(term.id)} too`)
        seen.set(term.id, file)
      }
      concepts.push({
        kind,
        file,
        id: doc.id,
        label: doc.label,
        status: doc.status ?? "active",
        terms: doc.terms ?? [],
      })
    }
  }
  if (faults.length > 0) throw new Error(faults.join("\n"))
  return concepts
}

/** A CSV file as {columns, rows} with string cells, or null when it does not exist. */
export function readTable(path, base = root) {
  const full = join(base, path)
  if (!existsSync(full)) return null
  const [columns, ...rows] = parseCsv(readFileSync(full, "utf8"), { relax_column_count: false })
  return { columns, rows }
}

/** Every CSV of a folder by its name without ending. */
export function readTables(dir, base = root) {
  const out = {}
  const full = join(base, dir)
  if (!existsSync(full)) return out
  for (const name of readdirSync(full).sort())
    if (name.endsWith(".csv")) out[name.slice(0, -4)] = readTable(join(dir, name), base)
  return out
}
