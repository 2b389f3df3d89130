/** Query parameters that sites number their pages with. */
const NUMBERED = new Set(
  "id p n nid newsid news_id aid articleid article_id cid tid sid pid postid post_id itemid code no page".split(" "),
)

/**
 * A report's address as it may be shown, or null.
 *
 * Only http and https. Credentials and fragment go; of the query stay short numbers under the names that sites number
 * their pages with: anything else there can carry a name or a telephone number.
 */
export function publicUrl(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null
  const parsed = new URL(url)
  if (parsed.protocol !== "https:" && parsed.protocol !== "http:") return null
  const kept = [...parsed.searchParams].filter(
    ([name, value]) => NUMBERED.has(name.toLowerCase()) && /^\d{1,9}$/.test(value),
  )
  const query = kept.map(([name, value]) => `${name}=${value}`).join("&")
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}${query === "" ? "" : `?${query}`}`
}
