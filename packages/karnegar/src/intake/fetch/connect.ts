import { lookup } from "node:dns/promises"
import { request } from "node:http"
import { connect, isIP, type Socket } from "node:net"
import { connect as connectTls, type TLSSocket } from "node:tls"
import { SocksClient } from "socks"
import { mayReach } from "./address.ts"
import { hostOf, portOf } from "./check-url.ts"
import { FetchError } from "./fetch-error.ts"
import type { FetchPolicy } from "./policy.ts"

/** What of the network the fetcher uses; tests put in their own. */
export interface Wires {
  /** Addresses of a name. @throws when it has none. */
  readonly resolve: (host: string) => Promise<readonly string[]>
  /** Begins a connection to an address, never to a name. */
  readonly dial: (address: string, port: number) => Socket
}

export const SYSTEM_WIRES: Wires = {
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  dial: (address, port) => connect({ host: address, port }),
}

/** Milliseconds for one address of a name that has several. */
const EACH_MS = 6_000

/** A connection on which the request can be sent. */
export interface Connection {
  readonly socket: Socket
  /** Address of the other end; null where a proxy knows it. */
  readonly address: string | null
}

/**
 * Connects to the host of an address that was checked.
 *
 * A name is resolved once, every address that it has is judged, and it is an address that was judged which is connected to: a
 * second answer of the name server is never asked for. Through a proxy the proxy resolves, and no name leaves this machine.
 *
 * @throws FetchError
 */
export async function openConnection(
  url: URL,
  policy: FetchPolicy,
  wires: Wires,
  signal: AbortSignal,
): Promise<Connection> {
  const { proxy } = policy
  const plain = proxy === null ? await openDirect(url, policy, wires, signal) : await openProxied(url, proxy, signal)
  if (url.protocol === "http:") return plain
  try {
    return { ...plain, socket: await secure(plain.socket, hostOf(url), signal) }
  } catch (error) {
    plain.socket.destroy()
    throw error
  }
}

async function openDirect(url: URL, { allowed }: FetchPolicy, wires: Wires, signal: AbortSignal): Promise<Connection> {
  const host = hostOf(url)
  const addresses = isIP(host) !== 0 ? [host] : await resolved(host, wires, signal)
  // All of them: a name that also leads inside is not one that the public uses.
  if (!addresses.every((address) => mayReach(address, allowed)))
    throw new FetchError({ code: "fetch.not_public", host })
  let last: unknown = null
  for (const [i, address] of addresses.entries()) {
    const own = i === addresses.length - 1 ? signal : AbortSignal.any([signal, AbortSignal.timeout(EACH_MS)])
    try {
      const socket = await connected(wires.dial(address, portOf(url)), own)
      return { socket, address }
    } catch (error) {
      if (signal.aborted) throw error
      last = error
    }
  }
  throw new FetchError({ code: "fetch.unreachable", why: errorCode(last) }, last)
}

async function resolved(host: string, wires: Wires, signal: AbortSignal): Promise<readonly string[]> {
  let addresses: readonly string[]
  try {
    addresses = await Promise.race([wires.resolve(host), aborted(signal)])
  } catch (error) {
    if (signal.aborted) throw error
    throw new FetchError({ code: "fetch.name_unknown", host }, error)
  }
  if (addresses.length === 0) throw new FetchError({ code: "fetch.name_unknown", host })
  return addresses
}

/** Through a proxy that the operator named: its own address is not judged, and the host's is for it to find. */
async function openProxied(url: URL, proxy: URL, signal: AbortSignal): Promise<Connection> {
  try {
    if (proxy.protocol !== "http:") return { socket: await throughSocks(url, proxy, signal), address: null }
    const socket =
      url.protocol === "https:"
        ? await tunnel(url, proxy, signal)
        : await connected(connect({ host: hostOf(proxy), port: portOf(proxy) }), signal)
    return { socket, address: null }
  } catch (error) {
    if (signal.aborted || error instanceof FetchError) throw error
    throw new FetchError({ code: "fetch.proxy_failed", why: errorCode(error) }, error)
  }
}

async function throughSocks(url: URL, proxy: URL, signal: AbortSignal): Promise<Socket> {
  const user = decodeURIComponent(proxy.username)
  const made = SocksClient.createConnection({
    proxy: {
      host: hostOf(proxy),
      port: Number(proxy.port || "1080"),
      type: 5,
      ...(user === "" ? {} : { userId: user, password: decodeURIComponent(proxy.password) }),
    },
    command: "connect",
    destination: { host: hostOf(url), port: portOf(url) },
  })
  // What is connected after we gave up is closed again.
  void made.then(
    ({ socket }) => signal.aborted && socket.destroy(),
    () => {},
  )
  return (await Promise.race([made, aborted(signal)])).socket
}

/** A tunnel through an HTTP proxy to the host of an address. */
function tunnel(url: URL, proxy: URL, signal: AbortSignal): Promise<Socket> {
  const host = url.hostname
  return new Promise((done, fail) => {
    const asked = request({
      host: hostOf(proxy),
      port: portOf(proxy),
      method: "CONNECT",
      path: `${host}:${portOf(url)}`,
      headers: { host: `${host}:${portOf(url)}`, ...proxyHeaders(proxy) },
      signal,
      agent: false,
    })
    asked.once("connect", (answer, socket) => {
      if (answer.statusCode === 200) return done(socket)
      socket.destroy()
      fail(new FetchError({ code: "fetch.proxy_failed", why: String(answer.statusCode) }))
    })
    asked.once("response", (answer) => {
      answer.destroy()
      fail(new FetchError({ code: "fetch.proxy_failed", why: String(answer.statusCode) }))
    })
    asked.once("error", fail)
    asked.end()
  })
}

/** Who we are to a proxy that asks for it. */
export function proxyHeaders(proxy: URL): Readonly<Record<string, string>> {
  if (proxy.username === "") return {}
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  return { "proxy-authorization": `Basic ${Buffer.from(pair).toString("base64")}` }
}

function secure(socket: Socket, host: string, signal: AbortSignal): Promise<TLSSocket> {
  return new Promise((done, fail) => {
    const secured = connectTls({
      socket,
      ...(isIP(host) === 0 ? { servername: host.replace(/\.$/, "") } : { host }),
      ALPNProtocols: ["http/1.1"],
      minVersion: "TLSv1.2",
    })
    const stop = () => secured.destroy(abortReason(signal))
    signal.addEventListener("abort", stop, { once: true })
    secured.once("secureConnect", () => {
      signal.removeEventListener("abort", stop)
      secured.removeAllListeners("error")
      done(secured)
    })
    secured.once("error", (error) => {
      signal.removeEventListener("abort", stop)
      if (signal.aborted) return fail(error)
      const why = errorCode(error)
      fail(new FetchError(why === "ECONNRESET" ? { code: "fetch.cut_off" } : { code: "fetch.certificate", why }, error))
    })
  })
}

function connected(socket: Socket, signal: AbortSignal): Promise<Socket> {
  return new Promise((done, fail) => {
    const stop = () => socket.destroy(abortReason(signal))
    const settle = () => {
      signal.removeEventListener("abort", stop)
      socket.removeListener("error", failed)
    }
    const failed = (error: Error) => {
      settle()
      fail(error)
    }
    socket.once("connect", () => {
      settle()
      done(socket)
    })
    socket.once("error", failed)
    if (signal.aborted) stop()
    else signal.addEventListener("abort", stop, { once: true })
  })
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, fail) => {
    if (signal.aborted) fail(abortReason(signal))
    else signal.addEventListener("abort", () => fail(abortReason(signal)), { once: true })
  })
}

function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error("couldn't wait any longer")
}

/** The system's word for an error, as `ECONNREFUSED`. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown"
}
