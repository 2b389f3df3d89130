import { connect, createServer, type Server, type Socket } from "node:net"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Network, readNetwork } from "../../packages/karnegar/src/intake/fetch/address.ts"
import type { Wires } from "../../packages/karnegar/src/intake/fetch/connect.ts"
import { fetchAddress } from "../../packages/karnegar/src/intake/fetch/fetch-address.ts"
import { DEFAULT_POLICY, type FetchPolicy } from "../../packages/karnegar/src/intake/fetch/policy.ts"

/** Stands for everything inside: whoever is sent to a machine or a network that is not public ends here. It must see nothing. */
let inside: Server
/** Stands for the public web. */
let outside: Server
let seenInside = 0
let redirectTo = ""
const ports = { inside: 0, outside: 0 }

const open = new Set<Socket>()
const listen = async (server: Server) => {
  server.on("connection", (socket: Socket) => {
    open.add(socket)
    socket.once("close", () => open.delete(socket))
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  return (server.address() as { port: number }).port
}

beforeAll(async () => {
  inside = createServer((socket) => {
    seenInside++
    socket.on("error", () => {}).end("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret")
  })
  outside = createServer((socket) => {
    const head = redirectTo === "" ? "200 OK\r\n" : `302 Found\r\nLocation: ${redirectTo}\r\n`
    socket.on("error", () => {}).once("data", () => socket.end(`HTTP/1.1 ${head}Content-Length: 2\r\n\r\nok`))
  })
  ports.inside = await listen(inside)
  ports.outside = await listen(outside)
})
afterAll(async () => {
  for (const socket of open) socket.destroy()
  await Promise.all([inside, outside].map((server) => new Promise((done) => server.close(done))))
})

/** The one public address of these tests; nobody listens there but `outside`. */
const PUBLIC = "93.184.215.14"
const PUBLIC_6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"

/**
 * A network of our own: every address that is not `PUBLIC` is inside. A connection by name asks the name server again, as the
 * operating system would.
 */
function wires(answers: Readonly<Record<string, readonly (readonly string[])[]>>, dialled: string[] = []): Wires {
  const asked = new Map<string, number>()
  const resolve = async (host: string) => {
    const n = asked.get(host) ?? 0
    asked.set(host, n + 1)
    const list = answers[host] ?? answers[host.replace(/\.$/, "")]
    if (list === undefined) throw new Error(`couldn't find ${host}`)
    return list[Math.min(n, list.length - 1)]!
  }
  return {
    resolve,
    dial: (address): Socket => {
      dialled.push(address)
      return connect({
        host: "127.0.0.1",
        port: address === PUBLIC || address === PUBLIC_6 ? ports.outside : ports.inside,
      })
    },
  }
}

/** Addresses that are inside, written in every way; refused by `fetch.not_public` before anything is connected to. */
const NOT_PUBLIC = [
  "127.0.0.1",
  "127.1",
  "127.0.1",
  "0177.0.0.1",
  "0x7f.0.0.1",
  "0x7f000001",
  "2130706433",
  "017700000001",
  "127.0.0.1.",
  "127.255.255.254",
  "①②⑦.⓪.⓪.①",
  "１２７.０.０.１",
  "%31%32%37.0.0.1",
  "0",
  "0.0.0.0",
  "10.0.0.1",
  "10.255.255.255",
  "172.16.0.1",
  "172.31.255.254",
  "192.168.1.1",
  "192.168.0.0x1",
  "100.64.0.1",
  "100.127.255.254",
  "169.254.169.254",
  "169.254.170.2",
  "2852039166",
  "0xa9fea9fe",
  "100.100.100.200",
  "192.0.0.1",
  "192.0.0.192",
  "192.0.2.1",
  "192.88.99.1",
  "198.18.0.1",
  "198.19.255.254",
  "198.51.100.7",
  "203.0.113.9",
  "224.0.0.1",
  "239.255.255.250",
  "240.0.0.1",
  "255.255.255.255",
  "[::]",
  "[::1]",
  "[0:0:0:0:0:0:0:1]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[::ffff:169.254.169.254]",
  "[::ffff:93.184.215.14]",
  "[::127.0.0.1]",
  "[::ffff:0:127.0.0.1]",
  "[64:ff9b::127.0.0.1]",
  "[64:ff9b::a9fe:a9fe]",
  "[64:ff9b:1::7f00:1]",
  "[2002:7f00:1::]",
  "[2002:a9fe:a9fe::1]",
  "[2002:c0a8:101::1]",
  "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
  "[2001::1]",
  "[2001:db8::1]",
  "[2001:10::1]",
  "[2001:20::1]",
  "[3fff::1]",
  "[5f00::1]",
  "[100::1]",
  "[fc00::1]",
  "[fd00:ec2::254]",
  "[fe80::1]",
  "[fec0::1]",
  "[ff02::1]",
  "[::5efe:127.0.0.1]",
  "[2a00:1450::5efe:10.0.0.1]",
  "[2a00:1450::200:5efe:10.0.0.1]",
  "[1::1]",
  "[4000::1]",
  "localhost",
  "LOCALHOST",
  "localhost.",
  "a.localhost",
  "printer.local",
  "router.lan",
  "db.internal",
  "metadata.google.internal",
  "metadata",
  "intranet",
  "host.home.arpa",
  "localhost.localdomain",
  "ｌｏｃａｌｈｏｓｔ",
]

/** Names that stand in the public name service and lead inside. */
const LEADS_INSIDE: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "loop.site.org": [["127.0.0.1"]],
  "loop6.site.org": [["::1"]],
  "mapped.site.org": [["::ffff:10.0.0.1"]],
  "meta.site.org": [["169.254.169.254"]],
  "nat64.site.org": [["64:ff9b::7f00:1"]],
  "zone.site.org": [["fe80::1%eth0"]],
  "mixed.site.org": [[PUBLIC, "192.168.0.1"]],
  "mixed-last.site.org": [["10.1.2.3", PUBLIC]],
  "cname.site.org": [["172.20.0.3"]],
  "127.0.0.1.nip.site.org": [["127.0.0.1"]],
  "xn--mgba3a4f16a.site.org": [["192.168.10.10"]],
  "no-address.site.org": [["not an address"]],
}

/** Refused for what the address itself says. */
const REFUSED: readonly (readonly [address: string, end: string | number])[] = [
  ["file:///etc/passwd", "fetch.scheme"],
  ["file://127.0.0.1/etc/passwd", "fetch.scheme"],
  ["ftp://site.org/", "fetch.scheme"],
  ["gopher://127.0.0.1:25/_HELO", "fetch.scheme"],
  ["unix:/var/run/docker.sock", "fetch.scheme"],
  ["http+unix://%2Fvar%2Frun%2Fdocker.sock/", "fetch.scheme"],
  ["data:text/html,hello", "fetch.scheme"],
  ["blob:http://site.org/1", "fetch.scheme"],
  ["javascript:alert(1)", "fetch.scheme"],
  ["ws://site.org/", "fetch.scheme"],
  ["dict://127.0.0.1:11211/stats", "fetch.scheme"],
  ["//127.0.0.1/", "fetch.url_unreadable"],
  ["127.0.0.1", "fetch.url_unreadable"],
  ["", "fetch.url_unreadable"],
  ["http://", "fetch.url_unreadable"],
  ["http://[::1", "fetch.url_unreadable"],
  ["http://site.org:99999/", "fetch.url_unreadable"],
  ["http://1.2.3.4.5/", "fetch.url_unreadable"],
  ["http://256.256.256.256/", "fetch.url_unreadable"],
  ["http://[fe80::1%25eth0]/", "fetch.url_unreadable"],
  [`http://site.org/${"a".repeat(3_000)}`, "fetch.url_unreadable"],
  ["http://site.org@127.0.0.1/", "fetch.credentials"],
  ["http://user:word@site.org/", "fetch.credentials"],
  ["http://site.org#@127.0.0.1:22/", 200],
  ["http://site.org\\@127.0.0.1/", 200],
  ["http://127.0.0.1\\@site.org/", "fetch.not_public"],
  ["http:127.0.0.1/", "fetch.not_public"],
  ["http:/\\127.0.0.1/", "fetch.not_public"],
  ["\thttp://127.0.0.1/\n", "fetch.not_public"],
  ["http://127.0.0.1\t/", "fetch.not_public"],
  ["http://site.org:22/", "fetch.port"],
  ["http://site.org:25/", "fetch.port"],
  ["https://site.org:8443/", "fetch.port"],
  ["http://site.org:6379/", "fetch.port"],
  ["http://site.org:0/", "fetch.port"],
  ["http://abcdefghijklmnop.onion/", "fetch.onion_needs_proxy"],
  ["https://ABCDEFGHIJKLMNOP.ONION/", "fetch.onion_needs_proxy"],
  ["http://nowhere.site.org/", "fetch.name_unknown"],
]

type Fetch = (address: string, policy: FetchPolicy, wires: Wires) => ReturnType<typeof fetchAddress>
const real: Fetch = (address, policy, wires) => fetchAddress(address, policy, {}, wires)
const POLICY: FetchPolicy = { ...DEFAULT_POLICY, mostMs: 3_000 }

/** Code or status that a fetch ends in, and how many connections came inside. */
async function ending(fetch: Fetch, address: string, own: Wires): Promise<{ end: string | number; seen: number }> {
  const before = seenInside
  const outcome = await fetch(address, POLICY, own)
  // A connection that was begun is seen a moment later.
  await new Promise((done) => setTimeout(done, 5))
  return { end: "refusal" in outcome ? outcome.refusal.code : outcome.fetched.status, seen: seenInside - before }
}

const known = { "site.org": [[PUBLIC]], "six.site.org": [[PUBLIC_6]] }

describe("nothing inside is connected to", () => {
  for (const host of NOT_PUBLIC) {
    test(`http://${host}/`, async () => {
      const own = wires({ ...known, [host.toLowerCase()]: [["127.0.0.1"]], localhost: [["127.0.0.1"]] })
      expect(await ending(real, `http://${host}/`, own)).toEqual({ end: "fetch.not_public", seen: 0 })
    })
    test(`a redirect to http://${host}/`, async () => {
      redirectTo = `http://${host}/`
      const own = wires({ ...known, [host.toLowerCase()]: [["127.0.0.1"]], localhost: [["127.0.0.1"]] })
      expect(await ending(real, "http://site.org/", own)).toEqual({ end: "fetch.not_public", seen: 0 })
      redirectTo = ""
    })
  }
  for (const host of Object.keys(LEADS_INSIDE)) {
    test(`the name ${host}`, async () => {
      expect(await ending(real, `http://${host}/`, wires(LEADS_INSIDE))).toEqual({ end: "fetch.not_public", seen: 0 })
    })
    test(`a redirect to the name ${host}`, async () => {
      redirectTo = `https://${host}/`
      expect(await ending(real, "http://site.org/", wires({ ...known, ...LEADS_INSIDE }))).toEqual({
        end: "fetch.not_public",
        seen: 0,
      })
      redirectTo = ""
    })
  }
  for (const [address, code] of REFUSED) {
    test(`${JSON.stringify(address.slice(0, 60))} ends in ${code}`, async () => {
      expect(await ending(real, address, wires(known))).toEqual({ end: code, seen: 0 })
    })
  }
  test("more than eighty cases", () =>
    expect(NOT_PUBLIC.length + Object.keys(LEADS_INSIDE).length + REFUSED.length).toBeGreaterThan(130))
})

describe("a name server that answers twice", () => {
  test("is asked once, and the address that was judged is dialled", async () => {
    const dialled: string[] = []
    const own = wires({ "rebind.site.org": [[PUBLIC], ["127.0.0.1"]] }, dialled)
    expect(await ending(real, "http://rebind.site.org/", own)).toEqual({ end: 200, seen: 0 })
    expect(dialled).toEqual([PUBLIC])
  })

  test("is judged anew at every hop", async () => {
    redirectTo = "http://rebind.site.org/again"
    const dialled: string[] = []
    const own = wires({ "rebind.site.org": [[PUBLIC], ["127.0.0.1"]] }, dialled)
    expect(await ending(real, "http://rebind.site.org/", own)).toEqual({ end: "fetch.not_public", seen: 0 })
    expect(dialled).toEqual([PUBLIC])
    redirectTo = ""
  })
})

describe("the public web is reached", () => {
  for (const address of [
    "http://site.org/",
    "http://SITE.org./",
    `http://${PUBLIC}/`,
    "http://six.site.org/",
    `http://[${PUBLIC_6}]/`,
  ])
    test(address, async () => expect(await ending(real, address, wires(known))).toEqual({ end: 200, seen: 0 }))
})

describe("the examination finds a fetcher", () => {
  const everything: readonly Network[] = [readNetwork("0.0.0.0/0")!, readNetwork("::/0")!]
  const unchecked: Fetch = (address, policy, own) => fetchAddress(address, { ...policy, allowed: everything }, {}, own)

  test("that does not judge addresses", async () => {
    let seen = 0
    for (const host of ["127.0.0.1", "0x7f000001", "[::1]", "10.0.0.1"])
      seen += (await ending(unchecked, `http://${host}/`, wires({}))).seen
    for (const host of ["loop.site.org", "mixed-last.site.org"])
      seen += (await ending(unchecked, `http://${host}/`, wires(LEADS_INSIDE))).seen
    redirectTo = "http://192.168.1.1/"
    seen += (await ending(unchecked, "http://site.org/", wires(known))).seen
    redirectTo = ""
    expect(seen).toBe(7)
  })

  test("that judges one answer and dials another", async () => {
    const own = wires({ "rebind.site.org": [[PUBLIC], ["127.0.0.1"]] })
    // What a check before the request comes to, when the connection looks the name up once more.
    const twice: Fetch = async (address, policy, wires) => {
      await wires.resolve(new URL(address).hostname)
      return unchecked(address, policy, wires)
    }
    expect((await ending(twice, "http://rebind.site.org/", own)).seen).toBe(1)
  })
})
