// Compiles lexicon, gazetteer and labels of a data folder into what the coder takes.
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { parse as parseCsv } from "csv-parse/sync"
import { readConcepts, readTables, root } from "./read.mjs"

/**
 * `{content, json, hash}`: what `compileKnowledge` takes, its JSON, and the SHA-256 that is stamped on codings.
 * Only what is `active` is compiled. Throws one Error that lists the faults of all files.
 *
 * @param base Folder that holds `data/`.
 */
export function compileLexicon(base = root) {
  const data = join(base, "data")
  const terms = []
  for (const concept of readConcepts(join(data, "lexicon/concepts"))) {
    if (concept.status !== "active") continue
    for (const term of concept.terms) {
      if ((term.status ?? "active") !== "active") continue
      const { id, lang, pattern, weight = "strong", needs = [], unless = [], names = "" } = term
      terms.push([id, concept.kind, concept.id, lang, pattern, weight, needs, unless, names])
    }
  }
  const labels = {}
  for (const row of parseCsv(readFileSync(join(data, "codebook/labels.csv"), "utf8"), { columns: true })) {
    labels[row.kind] ??= {}
    labels[row.kind][row.code] = { fa: row.label_fa, en: row.label_en }
  }
  const tables = readTables("data/lexicon/tables", base)
  const content = { terms, tables, gazetteer: readTables("data/gazetteer", base), labels }
  const json = JSON.stringify(content)
  return { content, json, hash: createHash("sha256").update(json).digest("hex") }
}
