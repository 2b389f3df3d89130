#!/usr/bin/env node
// Subsets Vazirmatn (OFL) to the letters that the site's own words and Persian names need.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import subsetFont from "subset-font"

const root = join(dirname(fileURLToPath(import.meta.url)), "../..")
const out = join(root, "packages/karnegar/assets/built")
mkdirSync(out, { recursive: true })
const letters = "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیةۀكئًٌٍَُِّْٰ‌،؛؟«»٪٫٬ـ۰۱۲۳۴۵۶۷۸۹…–—·←→ "
let latin = ""
for (let c = 0x20; c < 0x7f; c++) latin += String.fromCharCode(c)
for (const weight of ["Regular", "Bold"]) {
  const source = readFileSync(join(root, `node_modules/vazirmatn/fonts/webfonts/Vazirmatn-${weight}.woff2`))
  const font = await subsetFont(source, letters + latin + "’“”×©", { targetFormat: "woff2" })
  writeFileSync(join(out, `vazirmatn-${weight.toLowerCase()}.woff2`), font)
  console.error(`vazirmatn-${weight.toLowerCase()}.woff2 ${(font.length / 1024).toFixed(1)} kB`)
}
