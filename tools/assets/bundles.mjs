#!/usr/bin/env node
// Bundles the scripts that need packages: sealing and opening in the browser, and search in the copy that opens anywhere. Each has a budget of bytes, gzipped, that it must keep.
import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { build } from "rolldown"

const root = join(dirname(fileURLToPath(import.meta.url)), "../..")
const from = join(root, "packages/karnegar/assets/scripts")
const out = join(root, "packages/karnegar/assets/built")
mkdirSync(out, { recursive: true })

/** Script → most bytes, gzipped. They are fetched on their own page only, which works without them. */
const BUDGET = { "send.js": 60_000, "open.js": 60_000, "mirror.js": 16_000 }

for (const [name, most] of Object.entries(BUDGET)) {
  const { output } = await build({
    input: join(from, name),
    platform: "browser",
    // Of our own packages their sources: they are compiled after this.
    resolve: { conditionNames: ["source", "browser", "import", "default"] },
    write: false,
    output: { format: "iife", minify: true, comments: { legal: true } },
  })
  const [{ code }, ...more] = output
  if (more.length > 0) throw new Error(`${name} came out in pieces`)
  const size = gzipSync(code).length
  if (size > most) throw new Error(`${name} has ${size} bytes gzipped, more than ${most}`)
  writeFileSync(join(out, name), code)
  console.error(`${name} ${(size / 1024).toFixed(1)} kB gzipped`)
}
