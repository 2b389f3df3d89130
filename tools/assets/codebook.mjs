#!/usr/bin/env node
// The codebook's codes as one file for the site: label, definition and example of each, from data/codebook/labels.csv.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { parse } from "csv-parse/sync"

const root = join(dirname(fileURLToPath(import.meta.url)), "../..")
const out = join(root, "packages/karnegar/assets/built")
mkdirSync(out, { recursive: true })
const rows = parse(readFileSync(join(root, "data/codebook/labels.csv"), "utf8"), { columns: true })
const codes = rows.map((row) => ({
  kind: row.kind,
  code: row.code,
  label: { fa: row.label_fa, en: row.label_en },
  definition: { fa: row.definition_fa, en: row.definition_en },
  example: row.example_fa,
}))
writeFileSync(join(out, "codebook.json"), JSON.stringify(codes))
console.error(`codebook.json ${codes.length} codes`)
