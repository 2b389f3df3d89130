#!/usr/bin/env node
// Subsets Vazirmatn (OFL) to the letters of Persian and of plain Latin: weights 400 to 700 in one file for pages, two for pictures.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import subsetFont from "subset-font"

const root = join(dirname(fileURLToPath(import.meta.url)), "../..")
const out = join(root, "packages/karnegar/assets/built")
mkdirSync(out, { recursive: true })
// Persian letters, the Arabic and Kurdish ones that names and reports bring, marks, digits, punctuation.
const persian = "ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيپچژکگۀەیێۆڕڵ" + "ًٌٍَُِّْٰٔ" + "۰۱۲۳۴۵۶۷۸۹٪٫٬،؛؟«»"
const latin = Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCharCode(0x20 + i)).join("")
const marks = "…–—·•−×©‘’“”←→\u200c\u200d\u00a0"
const source = readFileSync(join(root, "node_modules/vazirmatn/fonts/webfonts/Vazirmatn[wght].woff2"))
const font = await subsetFont(source, persian + latin + marks, {
  targetFormat: "woff2",
  variationAxes: { wght: { min: 400, max: 700, default: 400 } },
  noHinting: true,
})
writeFileSync(join(out, "vazirmatn.woff2"), font)
// Picture cards are drawn by programs that read no woff2.
for (const weight of ["Regular", "Bold"]) {
  const file = readFileSync(join(root, `node_modules/vazirmatn/fonts/ttf/Vazirmatn-${weight}.ttf`))
  const plain = await subsetFont(file, persian + latin + marks, { targetFormat: "truetype", noHinting: true })
  writeFileSync(join(out, `vazirmatn-${weight.toLowerCase()}.ttf`), plain)
}
console.error(`vazirmatn.woff2 ${(font.length / 1024).toFixed(1)} kB`)
