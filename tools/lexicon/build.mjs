#!/usr/bin/env node
// Compiles data/lexicon and data/gazetteer into packages/coder/src/lexicon/generated.ts, generated-glued.ts and generated-phrases.ts, and
// data/persons into generated-persons.ts and generated-known-words.ts beside them (out of git). Persons are no part of the lexicon's hash: no coding rests on them.
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { compileLexicon } from "./compile.mjs"
import { loadCoder } from "./load-coder.mjs"
import { readTables, root } from "./read.mjs"

const started = Date.now()
const { content, json, hash } = compileLexicon()
const folder = join(root, "packages/coder/src/lexicon")
const made = "// Made by `npm run lexicon:build` from data/lexicon, data/gazetteer and data/codebook. Do not edit."
// Before the coder is loaded: its tokeniser, which reads the patterns, parts glued words.
writeFileSync(
  join(folder, "generated-glued.ts"),
  `${made}

/** Words that are written as one: what stands first, and what may stand right behind it. */
export const GLUED: readonly (readonly [first: string, behind: readonly string[]])[] = ${JSON.stringify(gluedPairs(content.tables["glued-words"]))}
`,
)
const { packPhrases } = await loadCoder("mentions/phrases.ts")
const packed = packPhrases(content)
writeFileSync(
  join(folder, "generated.ts"),
  `${made}
import type { RawLexicon } from "./raw.ts"

/** SHA-256 of everything compiled here; stamped on every coding. */
export const LEXICON_HASH = "${hash}"

/** The compiled lexicon and gazetteer. */
export const RAW: RawLexicon = JSON.parse(${JSON.stringify(json)})
`,
)
writeFileSync(
  join(folder, "generated-phrases.ts"),
  `${made}
import type { PackedPhrases } from "../mentions/phrases.ts"

/** What reading every pattern of \`RAW\` comes to. */
export const PACKED: PackedPhrases = {
  trie: ${JSON.stringify(packed.trie)},
  symbols: ${JSON.stringify(packed.symbols)},
  words: ${JSON.stringify(packed.words)},
  names: ${JSON.stringify(packed.names)},
}
`,
)
writeFileSync(
  join(folder, "generated-persons.ts"),
  `// Made by \`npm run lexicon:build\` from data/persons. Do not edit.
import type { RawTable } from "./raw.ts"

/** First names and the words about persons, as \`data/persons\` has them. */
export const PERSONS: Readonly<Record<string, RawTable>> = JSON.parse(${JSON.stringify(JSON.stringify(readTables("data/persons")))})
`,
)
const words = readFileSync(join(root, "data/persons/known-words.txt"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
writeFileSync(
  join(folder, "generated-known-words.ts"),
  `// Made by \`npm run lexicon:build\` from data/persons/known-words.txt. Do not edit.

/** Ordinary words, with spaces between them. */
export const KNOWN_WORDS: string = ${JSON.stringify(words.join(" "))}
`,
)

const kB = (value) => `${Math.round(JSON.stringify(value).length / 1024)} kB`
console.error(
  `lexicon: ${content.terms.length} terms, ${Object.keys(content.tables).length + Object.keys(content.gazetteer).length} tables, ${kB(content)}, ${kB(packed)} packed, ${Date.now() - started} ms`,
)

/** The rows in use of `glued-words.csv`, as written. */
function gluedPairs({ columns, rows }) {
  const [status, first, behind] = ["status", "name_fa", "behind"].map((column) => columns.indexOf(column))
  return rows.filter((row) => row[status] === "active").map((row) => [row[first], row[behind].split("|")])
}
