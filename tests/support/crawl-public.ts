import type { Record } from "../../packages/karnegar/src/record/record.ts"
import type { createSite } from "../../packages/karnegar/src/web/site.tsx"
import { THING_KINDS } from "../../packages/karnegar/src/web/things/kinds.ts"

/** Addresses that no page need lead to, and that people and programs try. */
const TRIED = [
  "/fa/send",
  "/en/send",
  "/sitemap.xml",
  "/sitemap-1.xml",
  "/robots.txt",
  "/dataset.jsonld",
  "/api/v1/actions?limit=500",
  "/api/v1/facets?by=workplace,organisation,source,place",
  "/api/v1/timeline",
  "/api/v1/stats",
  "/api/v1/suggest?q=%DA%A9",
  "/",
  "/nowhere",
  "/en/nowhere",
  "/fa/desk/reports",
  "/en/desk/reports",
]

/** Everything that a stranger can reach, heads and bodies by path: from the front door by every link, and addresses that people try. */
export async function crawlPublic(
  site: ReturnType<typeof createSite>,
  of: Record,
): Promise<ReadonlyMap<string, string>> {
  const waiting = [...TRIED]
  for (const kind of [...THING_KINDS, "gains", "repression", "solidarity", "statements", "waves"])
    waiting.push(`/${kind}.json`)
  for (const action of await of.listPublished()) {
    waiting.push(`/actions/${action.id}.json`)
    for (const source of action.sources) waiting.push(`/fa/desk/reports/${source.reportId}`)
  }
  const seen = new Map<string, string>()
  while (waiting.length > 0) {
    const path = waiting.pop()!
    if (seen.has(path)) continue
    const answer = await site.request(`http://127.0.0.1${path}`, { headers: { host: "karnegar.example" } }, {
      incoming: { socket: { remoteAddress: "203.0.113.9" } },
    } as never)
    const body = new TextDecoder().decode(await answer.arrayBuffer())
    seen.set(path, `${JSON.stringify([...answer.headers])}\n${body}`)
    for (const [, address] of body.matchAll(/(?:href|src|srcset|action)="(\/[^"#]*)/g)) {
      const link = address!.replaceAll("&amp;", "&")
      if (!narrowsFurther(link)) waiting.push(link)
    }
    const moved = answer.headers.get("location")
    if (moved !== null) waiting.push(moved)
  }
  return seen
}

/**
 * Links from a set to its parts have no end. Each condition is followed by itself; two together show nothing that one does
 * not. Files, digests and cards of a part hold what those of the whole set hold, and less.
 */
function narrowsFurther(link: string): boolean {
  const { pathname, searchParams } = new URL(link, "http://localhost")
  return pathname.startsWith("/assets/") ? false : searchParams.size > (/\/actions$/.test(pathname) ? 1 : 0)
}
