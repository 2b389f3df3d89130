/** Host names that mean this very machine. */
const LOCAL_HOSTS = new Set(["127.0.0.1", "localhost", "[::1]"])

/** Headers by which a proxy tells that it stands between; `x-forwarded-…` of any kind besides. */
const PROXY_HEADERS = new Set(["forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip"])

/** What tells where a request came from. */
export interface Visit {
  /** The socket's other end; undefined when it is not known. */
  readonly remoteAddress: string | undefined
  readonly headers: Headers
}

/**
 * True only for a visitor on this machine who asked for this machine by name.
 *
 * The host check turns away pages elsewhere that point a name of theirs here (DNS rebinding); the check of headers,
 * strangers whom a proxy on this machine lets in. A proxy that rewrites `Host` and names nobody defeats both:
 * such a proxy must not be put in front of the site before sign-in exists.
 */
export function isLocalVisit({ remoteAddress, headers }: Visit): boolean {
  const host = headers.get("host")
  if (remoteAddress === undefined || host === null) return false
  for (const name of headers.keys()) if (PROXY_HEADERS.has(name) || name.startsWith("x-forwarded")) return false
  const address = remoteAddress.replace(/^::ffff:/, "")
  const local = address === "::1" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(address)
  return local && LOCAL_HOSTS.has(host.toLowerCase().replace(/:\d{1,5}$/, ""))
}
