/**
 * Spellings that English reports give a Persian name besides the gazetteer's, lower case: with and without the ezafe
 * ("Shahr-e Babak"), in one word or two ("Khorram Abad"), «ق» as q or gh, «او» as u, ou or oo.
 */
export function englishSpellings(name: string): readonly string[] {
  const plain = name
    .replace(/[()|{}…’'ʿ]/g, "")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim()
  const out = new Set([plain])
  const each = (change: (spelling: string) => string) => {
    for (const spelling of [...out]) out.add(change(spelling))
  }
  each((s) => s.replace(/[ -](e|ye|i)[ -]/g, " "))
  each((s) => s.replace(/ (abad|shahr|kord|rud|kuh)\b/g, "$1"))
  each((s) => s.replace(/(oo|ou)/g, "u"))
  each((s) => s.replace(/u(?=[^aeiou]|$)/g, "ou"))
  each((s) => s.replace(/q/g, "gh"))
  each((s) => s.replace(/eh$/, "e"))
  return [...out]
}
