import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import { generateX25519Identity, identityToRecipient } from "age-encryption"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import { openRecord } from "../record/open.ts"
import type { Record } from "../record/record.ts"
import { registersFrom } from "../record/registers.ts"
import { EMPTY_PARCEL } from "../submissions/parcel.ts"
import { newReceipt } from "../submissions/receipt.ts"
import { openSubmissionStore } from "../submissions/store.ts"
import { Submissions } from "../submissions/submissions.ts"
import { keysCommand, swappedKeys } from "./submissions-command.ts"

const registers = registersFrom(builtInKnowledge())
const SWAPS = 100

for (const [name, start] of ENGINES)
  describe(`keys in the log on ${name}`, () => {
    let engine: RecordEngine
    let record: Record
    let submissions: Submissions
    let dir: string
    let file: string
    let keys: string[]
    const said: string[] = []
    const output = { write: async (text: string) => void said.push(text) } as never
    beforeAll(async () => {
      engine = await start()
      const place = await engine.place()
      record = await openRecord(place, { registers })
      dir = mkdtempSync(join(tmpdir(), "karnegar-keys-"))
      file = join(dir, "reviewers.txt")
      submissions = new Submissions(await openSubmissionStore(place), file, { logged: () => record.loggedKeys() })
      keys = await Promise.all(
        Array.from({ length: 12 }, async () => identityToRecipient(await generateX25519Identity())),
      )
    }, 120_000)
    afterAll(async () => {
      await submissions.close()
      await record.close()
      await engine.stop()
      rmSync(dir, { recursive: true, force: true })
    })
    const parcel = { ...EMPTY_PARCEL, text: "متن" }

    test("each change of the set is one entry, which the sending page's answer cites", async () => {
      await keysCommand(record, file, { add: keys[0]! }, output)
      const first = await record.loggedKeys()
      await keysCommand(record, file, { add: keys[1]! }, output)
      await keysCommand(record, file, { add: keys[2]! }, output)
      await keysCommand(record, file, { remove: keys[0]! }, output)
      const last = await record.loggedKeys()
      expect(last!.recipients).toEqual([keys[1], keys[2]].sort())
      expect(last!.entry).toBe(first!.entry + 3)
      // The same again is no entry.
      await keysCommand(record, file, { add: keys[1]! }, output)
      await keysCommand(record, file, null, output)
      expect(await record.loggedKeys()).toEqual(last)
      expect(await submissions.reviewers()).toMatchObject({
        swapped: false,
        logged: last,
        recipients: last!.recipients,
      })
      expect(await record.verify()).toEqual([])
      await record.rebuild()
      expect(await record.loggedKeys()).toEqual(last)
    })

    /** What goes unnoticed of so many swaps, by somebody who asks in this way. */
    async function unnoticed(swapped: () => Promise<boolean>): Promise<number> {
      const good = await readFile(file, "utf8")
      const stand = (await record.loggedKeys())!.recipients
      let missed = 0
      for (let i = 0; i < SWAPS; i++) {
        const foreign = keys[3 + (i % 9)]!
        // Another for one of them, one more beside them, one fewer, others altogether.
        const set = [[foreign, stand[1]!], [...stand, foreign], [stand[i % 2]!], [foreign]][i % 4]!
        writeFileSync(file, set.map((one) => `${one}\n`).join(""))
        if (!(await swapped())) missed++
      }
      writeFileSync(file, good)
      return missed
    }

    test("a hundred swaps behind the log are a hundred alarms, and nothing is sealed to them", async () => {
      const refused = async () => {
        const closed = await submissions.reviewers()
        const taken = await submissions.take(newReceipt(), parcel)
        const [fault] = await swappedKeys(record, file)
        const told = await keysCommand(record, file, null, output).then(
          () => "",
          (error: { code: string }) => error.code,
        )
        return (
          closed.swapped &&
          closed.recipients.length === 0 &&
          !taken &&
          fault?.code === "keys.swapped" &&
          told === "submissions.keys_swapped"
        )
      }
      expect(await unnoticed(refused)).toBe(0)
      expect(await submissions.list()).toEqual([])
      expect(await swappedKeys(record, file)).toEqual([])
      // Adding one does not make a swapped set good.
      writeFileSync(file, `${keys[5]}\n`)
      await expect(keysCommand(record, file, { add: keys[6]! }, output)).rejects.toMatchObject({
        code: "submissions.keys_swapped",
      })
      await keysCommand(record, file, "accept", output)
      expect((await record.loggedKeys())!.recipients).toEqual([keys[5]])
      expect(await submissions.take(newReceipt(), parcel)).toBe(true)
    })

    test("keys that are gone, as after a restore, are told from swapped ones, and none of them is nothing to accept", async () => {
      const [good, stood] = [await readFile(file, "utf8"), await record.loggedKeys()]
      rmSync(file)
      for (const change of [null, "accept", { add: keys[6]! }] as const)
        await expect(keysCommand(record, file, change, output)).rejects.toMatchObject({
          code: "submissions.keys_missing",
        })
      expect(await record.loggedKeys()).toEqual(stood)
      // New ones that were written there by hand can be accepted.
      writeFileSync(file, `${keys[7]}\n`)
      await keysCommand(record, file, "accept", output)
      expect((await record.loggedKeys())!.recipients).toEqual([keys[7]])
      writeFileSync(file, good)
      await keysCommand(record, file, "accept", output)
    })

    test("accepts no empty set where the log names none either", async () => {
      const none = { loggedKeys: async () => null, logKeys: () => Promise.reject(new Error("nothing is logged")) }
      await expect(keysCommand(none, join(dir, "nowhere.txt"), "accept", output)).rejects.toMatchObject({
        code: "submissions.no_keys",
      })
      await keysCommand(none, join(dir, "nowhere.txt"), null, output)
    })

    test("finds out a watch that does not ask the log, or that counts keys alone", async () => {
      await keysCommand(record, file, { add: keys[1]! }, output)
      const unasked = new Submissions(null as never, file)
      expect(await unnoticed(async () => (await unasked.reviewers()).swapped)).toBe(SWAPS)
      const counting = async () =>
        (await unasked.reviewers()).recipients.length !== (await record.loggedKeys())!.recipients.length
      expect(await unnoticed(counting)).toBeGreaterThan(0)
    })
  })
