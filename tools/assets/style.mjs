#!/usr/bin/env node
// Joins the style sheet and the map's position classes (the policy forbids style attributes) into one file.
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
const [head, ...commented] = readFileSync(join(root, "packages/karnegar/assets/site.css"), "utf8").split("/*")
let css = [head, ...commented.map((part) => part.slice(part.indexOf("*/") + 2))]
  .join("")
  .split("\n")
  .map((line) => line.trim())
  .join("")
  .replace(/\s+/g, " ")
  .replace(/ ?([{};,]) ?/g, "$1")
  .replaceAll(";}", "}")
  .replaceAll("vazirmatn.woff2", `vazirmatn.woff2?v=${mark}`)
for (let i = 0; i <= 200; i++) css += `.x${i}{left:${i / 2}%}.y${i}{top:${i / 2}%}`
writeFileSync(join(out, "site.css"), css)
console.error(`site.css ${(css.length / 1024).toFixed(1)} kB`)
