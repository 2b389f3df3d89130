import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { generateX25519Identity, identityToRecipient } from "age-encryption"
import Database from "libsql"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import { openSealed } from "./open-sealed.ts"
import { BUCKETS, EMPTY_PARCEL, type Parcel } from "./parcel.ts"
import { newReceipt } from "./receipt.ts"
import { openSubmissionStore, SUBMISSIONS_FILE } from "./store.ts"
import { Submissions } from "./submissions.ts"

const parcelOf = (text: string): Parcel => ({ ...EMPTY_PARCEL, text })

for (const [name, start] of ENGINES) {
  describe(`submissions, on ${name}`, () => {
    let engine: RecordEngine
    let dir: string
    let identity: string
    const open: Submissions[] = []
    beforeAll(async () => {
      engine = await start()
      dir = mkdtempSync(join(tmpdir(), "karnegar-reviewers-"))
      identity = await generateX25519Identity()
    })
    afterAll(async () => {
      for (const one of open) await one.close()
      await engine.stop()
      rmSync(dir, { recursive: true, force: true })
    })

    async function fresh(keys = 1) {
      const file = join(dir, `${open.length}.txt`)
      if (keys > 0) writeFileSync(file, `# reviewers\n${await identityToRecipient(identity)}\n`)
      let day = "2026-01-01"
      const now = () => new Date(`${day}T13:14:15.161Z`)
      const place = await engine.emptyPlace()
      const submissions = new Submissions(await openSubmissionStore(place), file, { now })
      open.push(submissions)
      return { place, submissions, file, onDay: (iso: string) => (day = iso) }
    }

    test("keeps a parcel sealed: the reviewers' key opens it, another does not", async () => {
      const { submissions } = await fresh()
      const code = newReceipt()
      const parcel = {
        ...parcelOf("دیروز دستگاه‌ها را خاموش کردند."),
        place: "شوش",
        attachments: [{ name: "عکس.JPG", bytes: new Uint8Array([1, 2, 3]) }],
      }
      expect(await submissions.take(code, parcel)).toBe(true)
      const [one] = await submissions.list()
      expect(one).toEqual({
        id: expect.stringMatching(/^s[0-9a-z]{10}$/),
        day: "2026-01-01",
        state: "received",
        report: null,
        parts: [{ n: 1, day: "2026-01-01", bucket: BUCKETS[0] }],
      })
      const sealed = (await submissions.sealed(one!.id, 1))!
      expect(await openSealed(sealed, [identity])).toEqual(parcel)
      await expect(openSealed(sealed, [await generateX25519Identity()])).rejects.toMatchObject({ why: "wrong_key" })
    })

    test("holds nothing but these columns: no instant, no address, no word", async () => {
      const { submissions, place } = await fresh()
      await submissions.take(newReceipt(), parcelOf("برگه‌ای بی‌نام"))
      const rows = async (table: string): Promise<readonly object[]> => {
        if (!("dataDir" in place)) return engine.raw(place, `select * from karnegar_submissions.${table}`)
        const db = new Database(join(place.dataDir, SUBMISSIONS_FILE))
        const all = db.prepare(`select * from ${table}`).all([]) as object[]
        db.close()
        return all
      }
      const [row] = await rows("submission")
      const { sealed, ...part } = (await rows("part"))[0] as { sealed: unknown }
      expect(Object.keys(row!).sort()).toEqual(["day", "id", "receipt", "report", "state"])
      expect(Object.keys(part).sort()).toEqual(["bucket", "day", "mark", "n", "submission"])
      expect(sealed).toBeDefined()
      expect(JSON.stringify([row, part])).not.toMatch(/13:14|T13|\d{2}:\d{2}/)
    })

    test("finds it by its code alone, and takes the same parcel twice as one", async () => {
      const { submissions } = await fresh()
      const code = newReceipt()
      for (let i = 0; i < 3; i++) await submissions.take(code, parcelOf("یک بار"))
      await submissions.take(newReceipt(), parcelOf("یک بار"))
      expect((await submissions.list()).map(({ parts }) => parts.length)).toEqual([1, 1])
      expect((await submissions.findByReceipt(code))?.parts).toHaveLength(1)
      expect(await submissions.findByReceipt(newReceipt())).toBe(null)
    })

    test("keeps additions in their order, and is received again when one comes", async () => {
      const { submissions, onDay } = await fresh()
      const code = newReceipt()
      await submissions.take(code, parcelOf("نخست"))
      const { id } = (await submissions.findByReceipt(code))!
      await submissions.setState(id, "taken_in", "r1")
      await submissions.setState(id, "opened")
      expect(await submissions.find(id)).toMatchObject({ state: "taken_in", report: "r1" })
      onDay("2026-01-03")
      await Promise.all(["دوم", "سوم"].map((text) => submissions.take(code, parcelOf(text))))
      const now = (await submissions.find(id))!
      expect(now).toMatchObject({ state: "received", day: "2026-01-01", report: "r1" })
      expect(now.parts.map(({ n, day }) => [n, day])).toEqual([
        [1, "2026-01-01"],
        [2, "2026-01-03"],
        [3, "2026-01-03"],
      ])
      const texts = await Promise.all(
        now.parts.map(async ({ n }) => (await openSealed((await submissions.sealed(id, n))!, [identity])).text),
      )
      expect([texts[0], ...texts.slice(1).sort()]).toEqual(["نخست", "دوم", "سوم"])
    })

    test("gives equal sizes to what differs in length", async () => {
      const { submissions } = await fresh()
      const lengths = await Promise.all(
        ["الف", "ب".repeat(2000)].map(async (text) => {
          const code = newReceipt()
          await submissions.take(code, parcelOf(text))
          return (await submissions.sealed((await submissions.findByReceipt(code))!.id, 1))!.length
        }),
      )
      expect(lengths[0]).toBe(lengths[1])
    })

    test("takes nothing while there is nobody to seal to, and seals to a key that was added a moment ago", async () => {
      const { submissions, file } = await fresh(0)
      const code = newReceipt()
      expect(await submissions.take(code, parcelOf("هیچ"))).toBe(false)
      expect(await submissions.list()).toEqual([])
      writeFileSync(file, `not a key\n${await identityToRecipient(identity)}\n`)
      expect(await submissions.take(code, parcelOf("هیچ"))).toBe(true)
    })

    test("has as many submissions as were answered, whoever sends at the same time", async () => {
      const { submissions } = await fresh()
      await Promise.all(Array.from({ length: 40 }, (_, i) => submissions.take(newReceipt(), parcelOf(`متن ${i}`))))
      expect(await submissions.list()).toHaveLength(40)
    })
  })
}
