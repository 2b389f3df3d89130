/** Languages that are written in the Arabic script and may be told apart by what a page says of itself. */
const ARABIC_SCRIPT: ReadonlySet<string> = new Set("fa ckb ku az ar ur ps prs bal lrc".split(" "))
const LOOKED_AT = 5_000

/**
 * Language of a text. Half of the Persian web says that it is English, as its software did: letters go before what is said.
 *
 * @param said `lang` of the page in lower case, as `fa-ir`; null where it says nothing.
 * @returns a code as `fa`; null where neither tells.
 */
export function languageOf(text: string, said: string | null): string | null {
  const head = text.slice(0, LOOKED_AT)
  const arabic = head.match(/[\u0600-\u06ff]/g)?.length ?? 0
  const latin = head.match(/[a-z]/gi)?.length ?? 0
  const own = said?.split(/[-_]/)[0] ?? ""
  if (arabic > latin) {
    if (ARABIC_SCRIPT.has(own)) return own
    // Letters that Arabic has not.
    return /[پچژگ]|[یک]/.test(head) ? "fa" : null
  }
  if (latin === 0) return null
  return /^[a-z]{2,3}$/.test(own) && !ARABIC_SCRIPT.has(own) ? own : null
}
