#!/usr/bin/env node
// Puts the terms of every concept file in order: Persian before English, rising numbers. Text of a term is moved, never rewritten.
//   npm run lexicon:sort -- [--check]
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { root } from "./read.mjs"

const LANGUAGES = ["fa", "en"]

/** The text of a concept file with its terms in order. */
export function sortedTerms(text) {
  const start = text.search(/^ {2}- id: /m)
  if (start < 0) return text
  const blocks = text.slice(start).split(/^(?= {2}- id: )/m)
  const last = blocks.length - 1
  if (!blocks[last].endsWith("\n")) blocks[last] += "\n"
  const key = (block) => {
    const [, , lang, number] = /^ {2}- id: (\S+)\.(fa|en)\.(\d+)/.exec(block) ?? [null, "", "zz", "0"]
    return [LANGUAGES.indexOf(lang), Number(number)]
  }
  const keyed = blocks.map((block) => ({ block, key: key(block) }))
  keyed.sort((a, b) => a.key[0] - b.key[0] || a.key[1] - b.key[1])
  return text.slice(0, start) + keyed.map(({ block }) => block).join("")
}

/** Concept files whose terms do not stand in order. */
export function unsortedFiles(dir = join(root, "data/lexicon/concepts")) {
  const out = []
  for (const kind of readdirSync(dir).sort()) {
    for (const name of readdirSync(join(dir, kind)).sort()) {
      const path = join(dir, kind, name)
      const text = readFileSync(path, "utf8")
      if (sortedTerms(text) !== text) out.push(path)
    }
  }
  return out
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const files = unsortedFiles()
  if (process.argv.includes("--check")) {
    for (const path of files) console.log(`${path}: its terms are not in order; npm run lexicon:sort`)
    process.exitCode = files.length > 0 ? 1 : 0
  } else {
    for (const path of files) writeFileSync(path, sortedTerms(readFileSync(path, "utf8")))
    console.log(`${files.length} files were put in order`)
  }
}
