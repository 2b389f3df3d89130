import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { builtInKnowledge } from "@karnegar/coder"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import type { ImportedRow } from "../../packages/karnegar/src/record/fields.ts"
import { openRecord } from "../../packages/karnegar/src/record/open.ts"
import type { Record } from "../../packages/karnegar/src/record/record.ts"
import { registersFrom } from "../../packages/karnegar/src/record/registers.ts"
import { importable, readMapped, shippedMapping } from "../support/mapped-rows.ts"
import { ENGINES, type RecordEngine } from "../support/record-engines.ts"

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const registers = registersFrom(builtInKnowledge())
/** The tracker's own file is not part of the project; where it lies beside the clone, all of it is imported. */
const SHARED = at("../../../shared/external/labor_action_tracker.csv")

/** An import of these rows; the file's hash tells one file from another. */
const request = (rows: readonly ImportedRow[], file = "a") => ({
  name: "labor-action-tracker",
  source: null,
  sha256: file.repeat(64).slice(0, 64),
  rows,
})

for (const [name, start] of ENGINES) {
  describe(`imports by a mapping on ${name}`, () => {
    let engine: RecordEngine
    let rows: ImportedRow[] = []
    let open: Record[] = []
    beforeAll(async () => {
      engine = await start()
      rows = importable(await readMapped(at("labor-action-tracker-twin.csv"), shippedMapping("labor-action-tracker")))
    })
    afterEach(async () => {
      await Promise.all(open.map((record) => record.close()))
      open = []
    })
    afterAll(() => engine.stop())

    async function fresh(): Promise<Record> {
      const record = await openRecord(await engine.place(), { registers })
      open.push(record)
      return record
    }

    test("stand as actions with a local action for each location, and verify", async () => {
      const record = await fresh()
      expect(await record.importRows(request(rows))).toMatchObject({ added: 12, changed: 0, unchanged: 0 })
      const published = await record.listPublished()
      expect(published).toHaveLength(12)
      expect(published.reduce((sum, action) => sum + action.places.length, 0)).toBe(15)
      expect(new Set(published.map((action) => action.origin))).toEqual(new Set(["import"]))
      expect(await record.verify()).toEqual([])
    })

    test("change nothing when the same file comes again, and nothing on a dry run", async () => {
      const record = await fresh()
      expect(await record.importRows(request(rows), true)).toEqual({
        importId: null,
        added: 12,
        changed: 0,
        unchanged: 0,
      })
      expect(await record.listPublished()).toEqual([])
      await record.importRows(request(rows))
      const before = [await record.listPublished(), await record.counts()]
      expect(await record.importRows(request(rows))).toEqual({ importId: null, added: 0, changed: 0, unchanged: 12 })
      expect([await record.listPublished(), await record.counts()]).toEqual(before)
    })

    test("stand as reviewed where they come so, in the same change, but not against what anybody decided", async () => {
      const record = await fresh()
      const ask = { who: "checker" }
      await record.importRows({ ...request(rows.slice(0, 5)), reviewed: "read twice" }, false, ask)
      const ids = (await record.listPublished()).map(({ id, state, reviewers }) => {
        expect([state, reviewers]).toEqual(["reviewed", 0])
        return id
      })
      expect(ids).toHaveLength(5)
      const [undone, retracted] = ids as [string, string]
      const [item] = await record.history(undone)
      expect(item).toMatchObject({ who: "checker", what: "action.state", reason: "read twice" })
      await record.undo(item!.decision)
      await record.setState(retracted, "retracted", "a mistake")
      // The same rows with other words, and the rest: decisions stand, new rows are reviewed.
      const changed = rows.map((row) => ({ ...row, urls: [...row.urls, "https://example.org/more"] }))
      await record.importRows({ ...request(changed, "b"), reviewed: "read twice" }, false, ask)
      const states = new Map((await record.listPublished()).map(({ id, state }) => [id, state]))
      expect([states.get(undone), states.get(retracted)]).toEqual(["unreviewed", "retracted"])
      expect([...states.values()].filter((state) => state === "reviewed")).toHaveLength(rows.length - 2)
      // A person who looks is the first.
      const other = ids[2]!
      await record.setState(other, "reviewed", "looked", { who: "person" })
      expect((await record.findPublished(other))!.reviewers).toBe(1)
      expect(await record.verify()).toEqual([])
    })

    test("name the outlet of each address by the longest reach that it begins with", async () => {
      const record = await fresh()
      const outlet = (key: string, reach: string | null) => ({ key, nameFa: key, nameEn: key, reach })
      await record.putSources([
        outlet("paper", "https://paper.example/"),
        outlet("channel", "https://paper.example/s/channel"),
        outlet("silent", null),
      ])
      const urls = ["https://paper.example/1", "https://paper.example/s/channel/7", "https://paper.example.org/1"]
      await record.importRows(request([{ ...rows[0]!, urls }]))
      const [action] = await record.listPublished()
      expect(action!.sources.map(({ url, source }) => [url, source?.key ?? null])).toEqual([
        [urls[0], "paper"],
        [urls[1], "channel"],
        [urls[2], null],
      ])
    })

    test("update a row by its own key, keep its id, and go back exactly", async () => {
      const record = await fresh()
      const first = await record.importRows(request(rows))
      const before = await record.listPublished()
      const changed = rows.map((row) =>
        row.key === "108" ? { ...row, fields: { ...row.fields, participants: { min: 900, max: null } } } : row,
      )
      const second = await record.importRows(request(changed, "b"))
      expect(second).toMatchObject({ added: 0, changed: 1, unchanged: 11 })
      const after = await record.listPublished()
      expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
      expect(after.filter(({ participants }) => participants?.min === 900 && participants.max === null)).toHaveLength(1)
      expect(await record.undoImport(second.importId!)).toBe(1)
      expect(await record.listPublished()).toEqual(before)
      expect(await record.undoImport(first.importId!)).toBe(12)
      expect(await record.listPublished()).toEqual([])
      expect((await record.listImports()).map(({ rows: n, undone }) => [n, undone])).toEqual([
        [1, true],
        [12, true],
      ])
      expect(await record.verify()).toEqual([])
    })

    test("keep words as written inside: none of them is public", async () => {
      const record = await fresh()
      await record.importRows(request(rows))
      const shown = JSON.stringify(await record.listPublished())
      for (const word of [
        "Riverbend",
        "Blue Lantern",
        "Lantern Workers",
        "Millford",
        "Elm St",
        "aquarium",
        "Capitol Sq",
      ])
        expect(shown).not.toContain(word)
    })

    if (existsSync(SHARED) && name === "SQLite") {
      test("take the tracker's whole file, and again without a change", async () => {
        const record = await fresh()
        const all = importable(await readMapped(SHARED, shippedMapping("labor-action-tracker")))
        expect(await record.importRows(request(all))).toMatchObject({ added: 4550, changed: 0, unchanged: 0 })
        expect(await record.importRows(request(all))).toMatchObject({ importId: null, unchanged: 4550 })
        expect(all.reduce((sum, { fields }) => sum + (fields.places?.length ?? 0), 0)).toBe(6309)
        // The gate tells of some actions at their county alone, where two of their places are one.
        const told = (await record.listPublished()).reduce((sum, action) => sum + action.places.length, 0)
        expect(told).toBeGreaterThan(6250)
        expect(told).toBeLessThanOrEqual(6309)
      }, 180_000)
    }
  })
}
