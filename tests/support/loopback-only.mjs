// Loaded before a program: whatever it asks of a host that is not this machine is refused, and told to its parent.
import dns from "node:dns"
import { isIP, Socket } from "node:net"

const isOwn = (host) => host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."))

function refuse(host) {
  process.send?.({ refused: host })
  throw new Error(`the network is cut off: ${host}`)
}

const connect = Socket.prototype.connect
Socket.prototype.connect = function (...given) {
  // Node itself hands on the arguments of `net.connect` as one list.
  const [first, second] = Array.isArray(given[0]) ? given[0] : given
  const options =
    typeof first === "object" ? first : { port: first, host: typeof second === "string" ? second : undefined }
  // What has a path is a pipe of this machine.
  const host = options.path === undefined ? (options.host ?? "localhost") : "localhost"
  if (!isOwn(host)) refuse(host)
  return connect.apply(this, given)
}

for (const library of [dns, dns.promises])
  for (const name of Object.keys(library).filter((one) => /^(lookup|resolve|reverse)/.test(one))) {
    const asked = library[name]
    library[name] = (host, ...more) => (isOwn(host) ? asked.call(library, host, ...more) : refuse(host))
  }
