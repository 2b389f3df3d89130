import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { generateX25519Identity, identityToRecipient } from "age-encryption"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { keysAfterRestore } from "./keys-after-restore.ts"

let dir: string
let file: string
let own: string
let foreign: string

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-restored-keys-"))
  file = join(dir, "reviewers.txt")
  ;[own, foreign] = [
    await identityToRecipient(await generateX25519Identity()),
    await identityToRecipient(await generateX25519Identity()),
  ]
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** @param lies Keys in the file; null: there is no file. */
async function told(logged: readonly string[] | null, lies: readonly string[] | null) {
  rmSync(file, { force: true })
  if (lies !== null) writeFileSync(file, lies.map((key) => `${key}\n`).join(""))
  const entry = { entry: 7, hash: "0".repeat(64), at: "2026-02-01T09:00Z" }
  return keysAfterRestore({ loggedKeys: async () => (logged === null ? null : { ...entry, recipients: logged }) }, file)
}

describe("keysAfterRestore", () => {
  test("says nothing where no keys were logged and none lie there", async () =>
    expect(await told(null, null)).toBeNull())

  const cases: readonly (readonly [state: string, logged: () => string[] | null, lies: () => string[] | null])[] = [
    ["not_logged", () => null, () => [own]],
    ["as_logged", () => [own], () => [own]],
    ["missing", () => [own], () => null],
    ["missing", () => [own], () => []],
    ["others", () => [own], () => [foreign]],
    ["others", () => [own], () => [own, foreign]],
    ["as_logged", () => [], () => null],
  ]
  for (const [state, logged, lies] of cases)
    test(`says ${state} of ${logged.toString().slice(6)} in the log and ${lies.toString().slice(6)} in the file, in both languages`, async () => {
      const keys = (await told(logged(), lies()))!
      expect(keys).toMatchObject({ state, entry: state === "not_logged" ? null : 7 })
      for (const words of keys.words) expect(words).toContain(file)
      expect(keys.words[1]).toMatch(/[\u0600-\u06ff]/)
      // Only where the keys may be taken as they lie is that proposed.
      expect(keys.words[0].includes("keys accept")).toBe(state === "others" || state === "not_logged")
    })
})
