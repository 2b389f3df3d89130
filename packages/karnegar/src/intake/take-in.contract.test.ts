import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { allRows, withoutChance } from "../../../../tests/support/all-rows.ts"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import { dayNumber, ownWords, STRIKE, TOWNS } from "../../../../tests/support/reports.ts"
import { openRecord, type RecordPlace } from "../record/open.ts"
import type { Record } from "../record/record.ts"
import { registersFrom } from "../record/registers.ts"
import type { Arrival } from "./arrival.ts"
import { type Coder, codeHere, type Incoming, type TakenIn, takeIn } from "./take-in.ts"

const registers = registersFrom(builtInKnowledge())
const MONDAY = "2024-05-06T10:00:00Z"

function arrival(key: string, text: string, more: Partial<Arrival> = {}): Incoming<string> {
  const own = { key, edited: null, text, published: "2024-05-05", url: null, lang: "fa", origin: null, evidence: [] }
  return { at: key, arrival: { ...own, ...more } }
}

/** A channel of 1,200 messages, of which each hundredth tells of labour. */
const CHANNEL = Array.from({ length: 1_200 }, (_, i) =>
  arrival(String(i), i % 100 === 0 ? `${STRIKE} شماره ${i}` : `هوای استان بارانی است، خبر ${i}.`),
)

async function* given(all: readonly Incoming<string>[], stopAt = Number.POSITIVE_INFINITY) {
  for (const [i, one] of all.entries()) {
    if (i === stopAt) throw new Error("the reader broke off")
    yield one
  }
}

for (const [name, start] of ENGINES) {
  describe(`the way in, on ${name}`, () => {
    let engine: RecordEngine
    let open: Record[] = []
    const evidenceDir = mkdtempSync(join(tmpdir(), "karnegar-evidence-"))
    beforeAll(async () => {
      engine = await start()
    })
    afterEach(async () => {
      for (const record of open) {
        expect(await record.verify()).toEqual([])
        await record.close()
      }
      open = []
    })
    afterAll(async () => {
      rmSync(evidenceDir, { recursive: true })
      await engine.stop()
    })

    async function fresh(): Promise<{ record: Record; place: RecordPlace }> {
      const place = await engine.place()
      const record = await openRecord({ ...place, evidenceDir }, { registers })
      open.push(record)
      await record.putSource({ key: "channel", nameFa: "کانال", nameEn: "Channel" })
      return { record, place }
    }

    const take = (record: Record, all: readonly Incoming<string>[], code: Coder = codeHere, stopAt?: number) =>
      takeIn(record, given(all, stopAt), { source: "channel", code, refuse: () => {} })

    test("keeps what tells of labour whole and the rest as hash, and writes nothing the second time", async () => {
      const { record, place } = await fresh()
      expect(await take(record, CHANNEL)).toMatchObject({ read: 1_200, added: 12, aside: 1_188, known: 0 })
      const before = await allRows(engine, place)
      let coded = 0
      const counting: Coder = (texts) => {
        coded += texts.length
        return codeHere(texts)
      }
      expect(await take(record, CHANNEL, counting)).toMatchObject({ added: 0, aside: 0, known: 1_200 })
      // What is known is not even coded.
      expect(coded).toBe(0)
      const after = await allRows(engine, place)
      expect({ ...after, source_state: [] }).toEqual({ ...before, source_state: [] })
    })

    test("loses and doubles nothing when it breaks off in the middle and begins again", async () => {
      const { record, place } = await fresh()
      await expect(take(record, CHANNEL, codeHere, 700)).rejects.toThrow("broke off")
      await take(record, CHANNEL)
      expect(await record.counts()).toMatchObject({ reports: 12, aside: 1_188 })
      const keys = await engine.raw(place, "select foreign_id from aside union all select foreign_id from report")
      expect(new Set(keys.map((k) => k.foreign_id)).size).toBe(1_200)
    })

    test("comes to the same at whatever pace texts are coded", async () => {
      // Each batch tells of what the one before brought: the same text, a copy of it, edits of both kinds. Reports are of days far apart.
      const report = (i: number, key: number, words = "", more: Partial<Arrival> = {}) =>
        arrival(String(key), `${STRIKE} ${ownWords(i)}${words}`, { published: dayNumber(20 * i), ...more })
      const all = CHANNEL.map((one, i) => {
        const back = i - 404
        if (i % 4 > 0) return one
        if (i % 20 === 0) return report(i, i)
        if (back < 0 || back % 20 > 0) return one
        if (i % 3 === 0) return report(back, i)
        if (i % 3 === 1) return report(back, back, " تمام", { edited: MONDAY })
        return i % 8 === 0 ? report(back, back) : arrival(String(back), "این پیام حذف شد.", { edited: MONDAY })
      })
      const slow: Coder = async (texts) => {
        await new Promise((done) => setTimeout(done, texts.length % 7 === 0 ? 60 : 5))
        return codeHere(texts)
      }
      const [own, other] = [await fresh(), await fresh()]
      const counts = await take(own.record, all)
      expect(await take(other.record, all, slow)).toEqual(counts)
      expect(counts.versions).toBeGreaterThan(5)
      const [one, two] = [await allRows(engine, own.place), await allRows(engine, other.place)]
      expect(withoutChance(two)).toEqual(withoutChance(one))
    })

    test("keeps all with the operator's rule, what was set aside among it", async () => {
      const { record } = await fresh()
      await take(record, CHANNEL.slice(0, 100))
      await record.setRules({ keepAll: true })
      expect(await take(record, CHANNEL.slice(0, 100))).toMatchObject({ added: 99, known: 1 })
    })

    test("takes an edited text as a version even where it tells of labour no more", async () => {
      const { record } = await fresh()
      await take(record, [arrival("1", STRIKE)])
      const edited = arrival("1", "این پیام حذف شد.", { edited: MONDAY })
      expect(await take(record, [edited])).toMatchObject({ versions: 1, aside: 0 })
      expect(await take(record, [edited, arrival("1", STRIKE)])).toMatchObject({ known: 2 })
    })

    test("refuses what conflicts, stores the rest of its batch, and counts refusals on the source", async () => {
      const { record } = await fresh()
      await take(record, [arrival("1", STRIKE)])
      const told: [string, string][] = []
      const all = [
        arrival("2", TOWNS),
        arrival("1", TOWNS),
        arrival("3", "\u0000"),
        { at: "4", refusal: { code: "input.no_text" } } as const,
      ]
      const refuse = (at: string, { code }: { code: string }) => void told.push([at, code])
      const counts = await takeIn(record, given(all), { source: "channel", code: codeHere, refuse })
      expect(counts).toMatchObject({ added: 1, refused: 3 } satisfies Partial<TakenIn>)
      expect(told.sort()).toEqual([
        ["1", "input.conflict"],
        ["3", "input.null_character"],
        ["4", "input.no_text"],
      ])
      const [account] = await record.listSourceAccounts()
      expect(account!.refusals).toEqual({ "input.conflict": 1, "input.null_character": 1, "input.no_text": 1 })
      expect(account!.lastSuccess).not.toBeNull()
    })

    test("keeps evidence of what is kept whole, and of nothing else", async () => {
      const { record } = await fresh()
      const { createHash } = await import("node:crypto")
      const piece = (text: string) => {
        const path = join(evidenceDir, `${text}.bin`)
        writeFileSync(path, text)
        const sha256 = createHash("sha256").update(text).digest("hex")
        return { sha256, mediaType: "text/plain", bytes: text.length, captured: MONDAY, path }
      }
      const [kept, not] = [piece(`kept-${name}`), piece(`not-${name}`)]
      await take(record, [
        arrival("1", STRIKE, { evidence: [kept] }),
        arrival("2", "هوا بارانی است.", { evidence: [not] }),
      ])
      const store = record.evidenceStore()!
      expect([store.has(kept.sha256), store.has(not.sha256)]).toEqual([true, false])
    })
  })
}
