#!/usr/bin/env node
// Packs the scripts of the site: comments and indents go. Each is one small file that only adds to a page which works without it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = join(dirname(fileURLToPath(import.meta.url)), "../..")
const from = join(root, "packages/karnegar/assets")
const out = join(from, "built")
mkdirSync(out, { recursive: true })
for (const name of readdirSync(from).filter((file) => file.endsWith(".js"))) {
  const script = readFileSync(join(from, name), "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("//"))
    .join("\n")
  writeFileSync(join(out, name), script)
  console.error(`${name} ${(script.length / 1024).toFixed(1)} kB`)
}
