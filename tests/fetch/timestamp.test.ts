import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { readNetwork } from "../../packages/karnegar/src/intake/fetch/address.ts"
import { DEFAULT_POLICY } from "../../packages/karnegar/src/intake/fetch/policy.ts"
import { Rfc3161, Rfc3161Reader, readAuthorities } from "../../packages/karnegar/src/intake/timestamps/rfc3161.ts"
import { type Answering, startTimestampAuthority, type TimestampAuthority } from "../support/timestamp-authority.ts"

const BYTES = Buffer.from("bytes as received")
let authority: TimestampAuthority
let adapter: Rfc3161

beforeAll(async () => {
  authority = await startTimestampAuthority()
})
afterAll(() => authority.close())
beforeEach(() => {
  authority.answer("grant")
  const pem = readFileSync(authority.file, "utf8")
  adapter = adapterOf(new Rfc3161Reader(readAuthorities(pem)))
})

function adapterOf(reader: Rfc3161Reader): Rfc3161 {
  const policy = { ...DEFAULT_POLICY, ports: [authority.port], allowed: [readNetwork("127.0.0.1")!], mostMs: 5_000 }
  return new Rfc3161({ server: authority.address, policy, reader })
}

describe("Rfc3161", () => {
  test("proves by a reply that openssl takes for a proof too, and checks it again without asking", async () => {
    const { state, proof } = await adapter.stamp(BYTES)
    expect(state).toMatchObject({ state: "proven", authority: "Sample clock" })
    const at = Date.parse(state.state === "proven" ? state.at : "")
    expect(Math.abs(at - Date.now())).toBeLessThan(120_000)
    writeFileSync(join(authority.dir, "proof"), proof!)
    writeFileSync(join(authority.dir, "bytes"), BYTES)
    const args = ["ts", "-verify", "-data", "bytes", "-in", "proof", "-CAfile", "authority.pem"]
    expect(execFileSync("openssl", args, { cwd: authority.dir, stdio: "pipe" }).toString()).toContain("OK")
    const asked = authority.questions.length
    expect(await adapter.check(proof!, BYTES)).toEqual(state)
    expect(authority.questions).toHaveLength(asked)
  })

  test("sends the hash alone, and another number each time", async () => {
    authority.questions.length = 0
    await adapter.stamp(BYTES)
    await adapter.stamp(BYTES)
    const [one, two] = authority.questions
    expect(one!.includes(createHash("sha256").update(BYTES).digest())).toBe(true)
    expect(one!.includes(BYTES)).toBe(false)
    expect(one!.equals(two!)).toBe(false)
  })

  test("says pending, keeps nothing and proves nothing while it is waited for", async () => {
    for (const how of ["wait", "fault"] as const) {
      authority.answer(how)
      expect(await adapter.stamp(BYTES)).toEqual({ state: { state: "pending" }, proof: null })
    }
  })

  const refused: readonly (readonly [how: Answering, code: string])[] = [
    ["refuse", "timestamp.refused"],
    ["old", "timestamp.other_question"],
    ["noise", "timestamp.unreadable"],
    ["page", "fetch.gone"],
    ["stranger", "timestamp.untrusted"],
    ["for the web", "timestamp.not_its_purpose"],
  ]
  for (const [how, code] of refused) {
    test(`takes no proof of an authority that answers “${how}”: ${code}`, async () => {
      await adapter.stamp(BYTES)
      authority.answer(how)
      expect(await adapter.stamp(BYTES)).toMatchObject({ state: { state: "failed", refusal: { code } }, proof: null })
    })
  }

  test("trusts nobody whom the operator did not name, nor Node", async () => {
    const { state } = await adapterOf(new Rfc3161Reader(null)).stamp(BYTES)
    expect(state).toMatchObject({ state: "failed", refusal: { code: "timestamp.untrusted" } })
  })

  test("finds a proof of other bytes, and any bit of a proof that was changed", async () => {
    const { proof } = await adapter.stamp(BYTES)
    const other = await adapter.check(proof!, Buffer.from("other bytes"))
    expect(other).toMatchObject({ state: "failed", refusal: { code: "timestamp.other_bytes" } })
    // What is signed, and the signature; names in certificates that lead nowhere are no part of either.
    let found = 0
    for (let i = 0; i < proof!.length; i += 7) {
      const changed = Buffer.from(proof!)
      changed[i]! ^= 1
      const state = await adapter.check(changed, BYTES)
      if (state.state !== "proven") found++
      else expect(state).toMatchObject({ at: ((await adapter.check(proof!, BYTES)) as { at: string }).at })
    }
    expect(found).toBeGreaterThan(proof!.length / 7 / 2)
    expect((await adapter.check(Buffer.concat([proof!, Buffer.from("x")]), BYTES)).state).toBe("failed")
  })

  test("reads authorities of a PEM file, and none of what is no certificate", () => {
    const pem = readFileSync(authority.file, "utf8")
    expect(readAuthorities(`${pem}\n${pem}`)).toHaveLength(2)
    expect(readAuthorities("no certificate")).toBeNull()
    expect(readAuthorities(pem.replace(/[A-M]/g, "x"))).toBeNull()
  })
})
