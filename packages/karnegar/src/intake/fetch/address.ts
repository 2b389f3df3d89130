import { isIP } from "node:net"
import ipaddr from "ipaddr.js"

/** A range of addresses. */
export type Network = readonly [ipaddr.IPv4 | ipaddr.IPv6, number]

/** The one block of IPv6 that is given out as global unicast: outside of it nothing is public, whatever a list says. */
const GLOBAL_V6: Network = ipaddr.parseCIDR("2000::/3")

/** Reads `127.0.0.1`, `10.0.0.0/8`, `fd00::/8`; null for anything else. */
export function readNetwork(written: string): Network | null {
  if (ipaddr.isValidCIDR(written)) return ipaddr.parseCIDR(written)
  // `10` and `0x7f.1` are addresses to some: a rule of the operator has to be plain.
  if (isIP(written) === 0 || written.includes("%")) return null
  const address = ipaddr.parse(written)
  return [address, address.kind() === "ipv4" ? 32 : 128]
}

/**
 * May this address be connected to?
 *
 * Yes for public unicast only, and for what the operator allowed. No for every form that carries an IPv4 address in an IPv6 one
 * (mapped, compatible, NAT64, 6to4, Teredo, ISATAP): where it leads is decided by a machine that we do not see.
 */
export function mayReach(address: string, allowed: readonly Network[]): boolean {
  // A zone (`fe80::1%eth0`) is a link's own.
  if (address.includes("%") || !ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (allowed.some(([network, bits]) => parsed.kind() === network.kind() && parsed.match([network, bits] as never)))
    return true
  if (parsed.range() !== "unicast") return false
  if (parsed instanceof ipaddr.IPv4) return true
  return parsed.match(GLOBAL_V6 as [ipaddr.IPv6, number]) && !isIsatap(parsed)
}

/** `…:0:5efe:a.b.c.d` and `…:200:5efe:a.b.c.d` (RFC 5214). */
function isIsatap(address: ipaddr.IPv6): boolean {
  return (address.parts[4]! & ~0x0200) === 0 && address.parts[5] === 0x5efe
}
