#!/usr/bin/env node
// Packs the style sheets; positions on the map and heights of bars are classes (the policy forbids style attributes) of the public pages' sheet.
// Runs after font.mjs: the font's address carries a mark of its bytes.
import { createHash } from "node:crypto"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = join(dirname(fileURLToPath(import.meta.url)), "../..")
const out = join(root, "packages/karnegar/assets/built")
mkdirSync(out, { recursive: true })
const font = readFileSync(join(out, "vazirmatn.woff2"))
const mark = createHash("sha256").update(font).digest("hex").slice(0, 10)

/** A style sheet without comments and needless spaces. */
function packed(name) {
  const [head, ...commented] = readFileSync(join(root, "packages/karnegar/assets", name), "utf8").split("/*")
  return [head, ...commented.map((part) => part.slice(part.indexOf("*/") + 2))]
    .join("")
    .split("\n")
    .map((line) => line.trim())
    .join("")
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,]) ?/g, "$1")
    .replaceAll(";}", "}")
    .replaceAll("vazirmatn.woff2", `vazirmatn.woff2?v=${mark}`)
}

let css = packed("site.css")
for (let i = 0; i <= 100; i++) css += `.x${i}{left:${i}%}`
for (let i = 0; i <= 100; i++) css += `.y${i}{top:${i}%}`
// Heights of the columns of a timeline, in steps of five percent.
for (let i = 0; i <= 20; i++) css += `.h${i}{height:${i * 5}%}`
writeFileSync(join(out, "site.css"), css)
for (const name of ["desk.css", "send.css"]) writeFileSync(join(out, name), packed(name))
console.error(`site.css ${(css.length / 1024).toFixed(1)} kB`)
