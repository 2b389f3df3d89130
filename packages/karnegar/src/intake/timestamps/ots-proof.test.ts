import { createHash } from "node:crypto"
import { describe, expect, test } from "vitest"
import { broken } from "../../../../../tests/fuzz/broken.ts"
import { FORKED, HELLO_WORLD, PROMISED, ROOT_358391 } from "../../../../../tests/support/ots-proofs.ts"
import { OtsReader } from "./opentimestamps.ts"
import { MOST_PROOF, readOts, readTimestamp, stepsOfNonce, writeOts } from "./ots-proof.ts"

const HELLO = Buffer.from("Hello World!\n")
const reader = new OtsReader()

describe("a proof of OpenTimestamps", () => {
  test("leads to the merkle root that its block has", async () => {
    expect(await reader.check(HELLO_WORLD, HELLO)).toEqual({
      state: "attested",
      block: 358_391,
      merkleRoot: ROOT_358391,
    })
  })

  test("leads to the calendar that promised it, and what it calls the message", () => {
    const [only] = readOts(PROMISED)!.attested
    expect(only!.attestation).toEqual({ kind: "pending", calendar: "https://alice.btc.calendar.opentimestamps.org" })
    expect(only!.message.toString("hex")).toBe(
      "57cfa5c46716df9bd9e83595bce439c58108d8fcc1678f30d4c6731c3f1fa6c79ed712c66fb1ac8d4e4eb0e7",
    )
  })

  test("branches, and what is not known does not hide what is", () => {
    expect(readOts(FORKED)!.attested.map(({ attestation }) => attestation)).toEqual([
      { kind: "pending", calendar: "https://bob.btc.calendar.opentimestamps.org" },
      { kind: "unknown" },
    ])
  })

  test("is of its own bytes alone", async () => {
    expect(await reader.check(HELLO_WORLD, Buffer.from("Hello World!"))).toMatchObject({
      refusal: { code: "timestamp.other_bytes" },
    })
  })

  test("says something else when any bit of it was changed", async () => {
    // A lone leaf of Bitcoin's tree stands beside itself: put before it or behind it comes to the same.
    const lone = 603
    for (let at = 0; at < HELLO_WORLD.length * 8; at += 3) {
      if (at === lone * 8) continue
      const changed = Buffer.from(HELLO_WORLD)
      changed[at >> 3]! ^= 1 << (at & 7)
      expect(await reader.check(changed, HELLO)).not.toMatchObject({ block: 358_391, merkleRoot: ROOT_358391 })
    }
  })

  test("is carried on by the steps to a promise", () => {
    const [promise] = readOts(PROMISED)!.attested
    const rest = Buffer.from("f0010108000588960d73d7190103f7ef15", "hex")
    const { digest, attested } = readOts(writeOts(readOts(PROMISED)!.digest, promise!.steps, rest))!
    expect(digest).toEqual(readOts(PROMISED)!.digest)
    expect(attested).toMatchObject([{ attestation: { kind: "bitcoin", block: 358_391 } }])
    const root = createHash("sha256")
      .update(Buffer.concat([promise!.message, Buffer.from([1])]))
      .digest()
    expect(attested[0]!.message).toEqual(root)
  })

  test("begins with a number, so that two of the same bytes have nothing in common", () => {
    const digest = createHash("sha256").update(HELLO).digest()
    const steps = stepsOfNonce(Buffer.alloc(16, 7))
    const own = Buffer.from("0083dfe30d2ef90c8e0f0e68747470733a2f2f612e74657374", "hex")
    const [only] = readOts(writeOts(digest, steps, own))!.attested
    expect(only!.message).toEqual(createHash("sha256").update(digest).update(Buffer.alloc(16, 7)).digest())
  })
})

describe("broken proofs", () => {
  const digest = Buffer.alloc(32)
  const promise = "0083dfe30d2ef90c8e0f0e68747470733a2f2f612e74657374"
  const cases: readonly (readonly [name: string, hex: string])[] = [
    ["nothing", ""],
    ["a step to nowhere", "08"],
    ["bytes behind the end", `${promise}00`],
    ["an unknown step", `67${promise}`],
    ["a step that adds nothing", `f000${promise}`],
    ["a step whose count goes beyond the end", "f0ff7f00"],
    ["a message over 4,096 bytes", `f0ff1f${"00".repeat(4_095)}${promise}`],
    ["a count without an end", "f0ffffffffffffffffffff"],
    ["more than 256 steps", `${"08".repeat(257)}${promise}`],
    ["more than 256 forks", `${"ff08".repeat(257)}${promise.repeat(258)}`],
    ["more than 64 attestations", `${`ff${promise}`.repeat(64)}${promise}`],
    ["an address with a query", "0083dfe30d2ef90c8e1110687474703a2f2f612e746573742f3f61"],
    ["more behind a block's number", "000588960d73d719010401f7ef15"],
  ]
  for (const [name, hex] of cases)
    test(`${name} is none`, () => expect(readTimestamp(Buffer.from(hex, "hex"), digest)).toBeNull())

  test("as many as the limits allow are read", () => {
    expect(readTimestamp(Buffer.from(`${"08".repeat(256)}${promise}`, "hex"), digest)).toHaveLength(1)
    expect(readTimestamp(Buffer.from(`${`ff${promise}`.repeat(63)}${promise}`, "hex"), digest)).toHaveLength(64)
    expect(readTimestamp(Buffer.alloc(MOST_PROOF + 1, 8), digest)).toBeNull()
  })

  test("twenty thousand of them throw nothing, take no time, and prove nothing of these bytes", async () => {
    const tokens = ["ff", "00", "f010", "f101", "08", "03", "ffff", "80", "7f"].map((token) =>
      Buffer.from(token, "hex"),
    )
    const sound = [HELLO_WORLD, PROMISED, FORKED]
    const from = performance.now()
    let attested = 0
    for (let seed = 1; seed <= 20_000; seed++) {
      const bytes = broken(sound, tokens, seed)
      const state = await reader.check(bytes, HELLO)
      // Whole copies of the sound proof come along, too, and such that tell of another block, which has another root.
      const same = state.state === "attested" && state.block === 358_391 && state.merkleRoot === ROOT_358391
      if (same && !HELLO_WORLD.equals(bytes)) attested++
      readTimestamp(bytes.subarray(65), HELLO)
    }
    expect(attested).toBe(0)
    expect(performance.now() - from).toBeLessThan(10_000)
  })

  test("the slowest that the limits allow is read at once", () => {
    const steps = `f0ff1e${"00".repeat(3_967)}`.concat("03f1ff1e", "00".repeat(3_967))
    const from = performance.now()
    readTimestamp(Buffer.from(`${steps}${"ff03".repeat(250)}${promise.repeat(251)}`, "hex"), digest)
    readTimestamp(Buffer.from(`${"ff08".repeat(63)}${promise.repeat(64)}`, "hex"), digest)
    expect(performance.now() - from).toBeLessThan(500)
  })
})
