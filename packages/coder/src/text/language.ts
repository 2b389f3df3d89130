import type { Doc } from "./doc.ts"

const PERSIAN = new Set("در از به که را این با برای است و خود شد کرد شده های می یک ها بود شدند کردند نیز".split(" "))
const ARABIC = new Set("في من علی الی عن هذا التی الذی ان قد کان هو بعد او".split(" "))
const ENGLISH = new Set("the of and in to a at for on workers".split(" "))

/**
 * Language of a text as a BCP 47 tag: `fa`, `en`, `ar`, or `und` where its words are none of these.
 *
 * Looks at the first 400 tokens. Dari is read as `fa`: the coder's words are the same.
 */
export function readLanguage(doc: Doc): string {
  let fa = 0
  let ar = 0
  let en = 0
  const most = Math.min(doc.count, 400)
  for (let i = 0; i < most; i++) {
    const word = doc.words[i]!
    if (PERSIAN.has(word)) fa++
    if (ARABIC.has(word)) ar++
    if (ENGLISH.has(word)) en++
    const c = word.charCodeAt(0)
    if (c >= 0x61 && c <= 0x7a) en += 0.1
    else if (/[پچژگ]/.test(word.slice(0, 12))) fa += 0.5
    else if (c >= 0x620 && c <= 0x6d3) fa += 0.05
    if (word.length > 3 && word.startsWith("ال")) ar += 0.4
  }
  if (fa === 0 && ar === 0 && en === 0) return "und"
  if (en > fa && en > ar) return "en"
  return ar > fa * 1.5 ? "ar" : "fa"
}
