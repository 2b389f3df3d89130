import type { Context } from "hono"

/** Host names that mean this very machine; what is sent to them crosses no wire. */
const LOCAL = new Set(["127.0.0.1", "localhost", "[::1]"])

/** Where a visitor reached the site, as far as signing in goes. */
export interface Reached {
  /** As browsers name it: `https://example.org`. */
  readonly origin: string
  /** Nobody on the way can read along: https, an onion service, or this machine itself. */
  readonly safe: boolean
  /** `__Host-` cookies need https. */
  readonly secureCookie: boolean
  /** Relying party of passkeys; null where browsers have none: an address in numbers, an onion service. */
  readonly relyingParty: string | null
}

/**
 * @param origin The one that the operator named (`karnegar serve --origin`); null: as the visitor's browser says it, which is good
 *   for this machine and for onion services only.
 */
export function reachedBy(c: Context, origin: string | null): Reached {
  const { protocol, hostname, host } = new URL(origin ?? `http://${c.req.header("host") ?? "localhost"}`)
  const https = protocol === "https:"
  const onion = hostname.endsWith(".onion")
  const numbers = /^[\d.]+$|^\[/.test(hostname)
  return {
    origin: `${protocol}//${host}`,
    safe: https || onion || LOCAL.has(hostname),
    secureCookie: https,
    relyingParty: onion || numbers ? null : hostname,
  }
}
