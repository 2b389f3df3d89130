import { isIP } from "node:net"
import { mayReach } from "./address.ts"
import type { FetchRefusal } from "./fetch-refusal.ts"
import type { FetchPolicy } from "./policy.ts"

/** Longest address that is asked for. */
const MOST_URL = 2_000
/** Ends of names that belong to a machine, a house or a tunnel (RFC 6761, 6762, 8375, 9476), not to the public. */
const OWN_ENDS =
  "localhost local localdomain internal intranet lan home corp private home.arpa alt test invalid example i2p".split(
    " ",
  )

/**
 * The address of a page as it may be asked for, or why it may not. Checks what can be seen in the address itself; where a name
 * leads is checked when it is connected to.
 */
export function readTarget(
  written: string,
  { ports, proxy, allowed }: Pick<FetchPolicy, "ports" | "proxy" | "allowed">,
): URL | FetchRefusal {
  if (written.length > MOST_URL || !URL.canParse(written)) return { code: "fetch.url_unreadable" }
  const url = new URL(written)
  if (url.protocol !== "http:" && url.protocol !== "https:")
    return { code: "fetch.scheme", scheme: url.protocol.slice(0, 20) }
  if (url.username !== "" || url.password !== "") return { code: "fetch.credentials" }
  const port = portOf(url)
  if (!ports.includes(port)) return { code: "fetch.port", port }
  const host = hostOf(url)
  if (isIP(host) !== 0) return mayReach(host, allowed) ? withoutFragment(url) : { code: "fetch.not_public", host }
  if (host.endsWith(".onion")) return proxy === null ? { code: "fetch.onion_needs_proxy" } : withoutFragment(url)
  const name = host.replace(/\.$/, "")
  // A name of one label is looked up in the machine's own domain. Networks that were allowed have names of their own.
  const own = !name.includes(".") || OWN_ENDS.some((end) => name === end || name.endsWith(`.${end}`))
  if (own && (allowed.length === 0 || proxy !== null)) return { code: "fetch.not_public", host }
  return withoutFragment(url)
}

/** Port of an address; 80 or 443 where none is written. */
export function portOf(url: URL): number {
  return url.port !== "" ? Number(url.port) : url.protocol === "https:" ? 443 : 80
}

/** Host of an address, an IPv6 one without its brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "")
}

function withoutFragment(url: URL): URL {
  url.hash = ""
  return url
}
