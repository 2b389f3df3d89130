#!/usr/bin/env node
// Packs the style sheets; positions on the map and heights of bars are classes (the policy forbids style attributes) of the public pages' sheet.
// Runs after font.mjs: the font's address carries a mark of its bytes.
import { createHash } from "node:crypto"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

const root = join(dirname(fileURLToPath(import.meta.url)), "../..")
const out = join(root, "packages/karnegar/assets/built")

/** A style sheet without comments and needless spaces; its strings stay as they are written. */
export function packStyle(css) {
  const strings = []
  let plain = ""
  for (let at = 0; at < css.length; ) {
    const sign = css[at]
    if (css.startsWith("/*", at)) {
      const end = css.indexOf("*/", at + 2)
      if (end < 0) throw new Error("a comment of the style sheet has no end")
      at = end + 2
    } else if (sign === '"' || sign === "'") {
      let end = at + 1
      while (end < css.length && css[end] !== sign) end += css[end] === "\\" ? 2 : 1
      plain += `"${strings.push(css.slice(at, end + 1)) - 1}"`
      at = end + 1
    } else {
      plain += sign
      at++
    }
  }
  return plain
    .split("\n")
    .map((line) => line.trim())
    .join("")
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,]) ?/g, "$1")
    .replaceAll(";}", "}")
    .replace(/"(\d+)"/g, (_, n) => strings[Number(n)])
}

function make() {
  mkdirSync(out, { recursive: true })
  const font = readFileSync(join(out, "vazirmatn.woff2"))
  const mark = createHash("sha256").update(font).digest("hex").slice(0, 10)
  const packed = (name) =>
    packStyle(readFileSync(join(root, "packages/karnegar/assets", name), "utf8")).replaceAll(
      "vazirmatn.woff2",
      `vazirmatn.woff2?v=${mark}`,
    )
  let css = packed("site.css")
  for (let i = 0; i <= 100; i++) css += `.x${i}{left:${i}%}`
  for (let i = 0; i <= 100; i++) css += `.y${i}{top:${i}%}`
  // Heights of the columns of a timeline, in steps of five percent.
  for (let i = 0; i <= 20; i++) css += `.h${i}{height:${i * 5}%}`
  writeFileSync(join(out, "site.css"), css)
  for (const name of ["desk.css", "send.css"]) writeFileSync(join(out, name), packed(name))
  console.error(`site.css ${(css.length / 1024).toFixed(1)} kB`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) make()
