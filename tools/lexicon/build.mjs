#!/usr/bin/env node
// Compiles data/lexicon and data/gazetteer into packages/coder/src/lexicon/generated.ts (out of git).
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { compileLexicon } from "./compile.mjs"
import { root } from "./read.mjs"

const started = Date.now()
const { content, json, hash } = compileLexicon()
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
  `lexicon: ${content.terms.length} terms, ${Object.keys(content.tables).length + Object.keys(content.gazetteer).length} tables, ${Math.round(json.length / 1024)} kB, ${Date.now() - started} ms`,
)
