import { connect, createServer, type Socket } from "node:net"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { SYSTEM_WIRES, type Wires } from "../../packages/karnegar/src/intake/fetch/connect.ts"
import { fetchAddress } from "../../packages/karnegar/src/intake/fetch/fetch-address.ts"
import { DEFAULT_POLICY } from "../../packages/karnegar/src/intake/fetch/policy.ts"
import { type HostileServer, startHostileServer } from "../support/hostile-server.ts"

/** Hosts that the proxies were asked for, as they were asked. */
const asked: string[] = []
let site: HostileServer
const closing: (() => void)[] = []
const ports = { socks: 0, http: 0 }

/** A SOCKS5 proxy that leads everything to the test's site; asks for a name and a word when one is given. */
function socks(socket: Socket): void {
  socket.on("error", () => {})
  let step = 0
  socket.on("data", (bytes) => {
    if (step === 0) {
      step = 1
      // 0x02 is name and word, when it is offered.
      const wants = bytes.subarray(2).includes(2) ? 2 : 0
      if (wants === 2) step = 3
      socket.write(Buffer.from([5, wants]))
    } else if (step === 3) {
      step = 1
      asked.push(`as ${bytes.subarray(2, 2 + bytes[1]!)}`)
      socket.write(Buffer.from([1, 0]))
    } else if (step === 1) {
      step = 2
      asked.push(bytes[3] === 3 ? `name ${bytes.subarray(5, 5 + bytes[4]!)}` : `address type ${bytes[3]}`)
      if (asked.at(-1)!.includes("refused")) return void socket.end(Buffer.from([5, 5, 0, 1, 0, 0, 0, 0, 0, 0]))
      const on = connect(site.port, "127.0.0.1", () => {
        socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]))
        socket.pipe(on).pipe(socket)
      })
      on.on("error", () => {})
    }
  })
}

function httpProxy(socket: Socket): void {
  socket.on("error", () => {})
  socket.once("data", (bytes) => {
    const head = bytes.toString("latin1")
    asked.push(head.split("\r\n")[0]!)
    const as = /^proxy-authorization: (.*)$/im.exec(head)
    if (as) asked.push(as[1]!)
    if (head.startsWith("CONNECT")) return void socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
    const on = connect(site.port, "127.0.0.1", () => {
      on.write(bytes)
      socket.pipe(on).pipe(socket)
    })
    on.on("error", () => {})
  })
}

beforeAll(async () => {
  site = await startHostileServer()
  for (const [name, serve] of [
    ["socks", socks],
    ["http", httpProxy],
  ] as const) {
    const server = createServer(serve)
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
    ports[name] = (server.address() as { port: number }).port
    closing.push(() => server.close())
  }
})
afterAll(async () => {
  for (const close of closing) close()
  await site.close()
})
beforeEach(() => {
  asked.length = 0
})

/** No name may be resolved and no address dialled here when a proxy is set. */
const none: Wires = {
  resolve: async (host) => {
    throw new Error(`${host} was looked up here`)
  },
  dial: (address) => {
    throw new Error(`${address} was dialled here`)
  },
}
const through = (proxy: string) => ({ ...DEFAULT_POLICY, proxy: new URL(proxy), mostMs: 3_000 })
const end = async (address: string, proxy: string) => {
  const outcome = await fetchAddress(address, through(proxy), {}, none)
  return "refusal" in outcome ? outcome.refusal.code : outcome.fetched.status
}

describe("a SOCKS proxy", () => {
  test("is given names, and nothing is resolved here", async () => {
    expect(await end("http://site.org/fine", `socks5://127.0.0.1:${ports.socks}`)).toBe(200)
    expect(asked).toEqual(["name site.org"])
  })
  test("reaches .onion", async () => {
    expect(await end("http://abcdefgh.onion/fine", `socks5://127.0.0.1:${ports.socks}`)).toBe(200)
    expect(asked).toEqual(["name abcdefgh.onion"])
  })
  test("is told the operator's name when it asks", async () => {
    expect(await end("http://site.org/fine", `socks5://operator:word@127.0.0.1:${ports.socks}`)).toBe(200)
    expect(asked).toEqual(["as operator", "name site.org"])
  })
  test("is never asked for what is inside", async () => {
    for (const host of ["127.0.0.1", "[::1]", "10.0.0.1", "localhost", "printer.local", "metadata"])
      expect(await end(`http://${host}/`, `socks5://127.0.0.1:${ports.socks}`)).toBe("fetch.not_public")
    expect(asked).toEqual([])
  })
  test("that refuses is told of", async () =>
    expect(await end("http://refused.org/", `socks5://127.0.0.1:${ports.socks}`)).toBe("fetch.proxy_failed"))
  test("that is not there is told of, and nothing goes round it", async () =>
    expect(await end("http://site.org/", "socks5://127.0.0.1:9")).toBe("fetch.proxy_failed"))
})

describe("an HTTP proxy", () => {
  test("is given whole addresses", async () => {
    expect(await end("http://site.org/fine?a=b", `http://127.0.0.1:${ports.http}`)).toBe(200)
    expect(asked).toEqual(["GET http://site.org/fine?a=b HTTP/1.1"])
  })
  test("is told the operator's name", async () => {
    expect(await end("http://site.org/fine", `http://operator:word@127.0.0.1:${ports.http}`)).toBe(200)
    expect(asked[1]).toBe(`Basic ${Buffer.from("operator:word").toString("base64")}`)
  })
  test("is asked for a tunnel where the page is https, and its refusal is told", async () => {
    expect(await end("https://site.org/fine", `http://127.0.0.1:${ports.http}`)).toBe("fetch.proxy_failed")
    expect(asked).toEqual(["CONNECT site.org:443 HTTP/1.1"])
  })
  test("that is not there is told of", async () =>
    expect(await end("http://site.org/", "http://127.0.0.1:9")).toBe("fetch.proxy_failed"))
})

test("the planted wires see a fetch without a proxy", async () => {
  const outcome = await fetchAddress("http://site.org/", DEFAULT_POLICY, {}, none)
  expect("refusal" in outcome && outcome.refusal.code).toBe("fetch.name_unknown")
  expect(SYSTEM_WIRES).not.toBe(none)
})
