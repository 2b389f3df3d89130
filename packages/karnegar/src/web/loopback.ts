/** Host names that mean this very machine. */
const LOCAL_HOSTS = new Set(["127.0.0.1", "localhost", "[::1]"])

/** What tells where a request came from. */
export interface Visit {
  /** The socket's other end; undefined when it is not known. */
  readonly remoteAddress: string | undefined
  readonly host: string | undefined
  /** Any `Forwarded` or `X-Forwarded-*` header was sent: a proxy stands between. */
  readonly forwarded: boolean
}

/**
 * True only for a visitor on this machine who asked for this machine by name.
 *
 * The host check turns away pages elsewhere that point a name of theirs here (DNS rebinding); the forwarding check,
 * strangers whom a proxy on this machine lets in.
 */
export function isLocalVisit(visit: Visit): boolean {
  if (visit.forwarded || visit.remoteAddress === undefined || visit.host === undefined) return false
  const address = visit.remoteAddress.replace(/^::ffff:/, "")
  const local = address === "::1" || address.startsWith("127.")
  const host = visit.host.toLowerCase().replace(/:\d{1,5}$/, "")
  return local && LOCAL_HOSTS.has(host)
}
