#!/usr/bin/env node
// Compiles data/lexicon and data/gazetteer into packages/coder/src/lexicon/generated.ts (out of git).
import { createHash } from "node:crypto"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { parse as parseCsv } from "csv-parse/sync"
import { readConcepts, readTables, root } from "./read.mjs"

const started = Date.now()
const terms = []
for (const concept of readConcepts()) {
  if (concept.status !== "active") continue
  for (const term of concept.terms) {
    if ((term.status ?? "active") !== "active") continue
    terms.push([
      term.id,
      concept.kind,
      concept.id,
      term.lang,
      term.pattern,
      term.weight ?? "strong",
      term.needs ?? [],
      term.unless ?? [],
    ])
  }
}
const labels = {}
for (const row of parseCsv(readFileSync(join(root, "data/codebook/labels.csv"), "utf8"), { columns: true })) {
  labels[row.kind] ??= {}
  labels[row.kind][row.code] = { fa: row.label_fa, en: row.label_en }
}
const content = { terms, tables: readTables("data/lexicon/tables"), gazetteer: readTables("data/gazetteer"), labels }
const json = JSON.stringify(content)
const hash = createHash("sha256").update(json).digest("hex")
const literal = JSON.stringify(json)
writeFileSync(
  join(root, "packages/coder/src/lexicon/generated.ts"),
  `// Made by \`npm run lexicon:build\` from data/lexicon, data/gazetteer and data/codebook. Do not edit.
import type { RawLexicon } from "./raw.ts"

/** SHA-256 of everything compiled here; stamped on every coding. */
export const LEXICON_HASH = "${hash}"

/** The compiled lexicon and gazetteer. */
export const RAW: RawLexicon = JSON.parse(${literal})
`,
)
console.error(
  `lexicon: ${terms.length} terms, ${Object.keys(content.tables).length + Object.keys(content.gazetteer).length} tables, ${Math.round(json.length / 1024)} kB, ${Date.now() - started} ms`,
)
