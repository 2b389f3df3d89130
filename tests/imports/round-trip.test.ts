import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { isDeepStrictEqual } from "node:util"
import { builtInKnowledge, foldText } from "@karnegar/coder"
import ExcelJs from "exceljs"
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import { parseDocument, parse as parseYaml } from "yaml"
import { readMapping } from "../../packages/karnegar/src/intake/mapping/read-mapping.ts"
import type { ReadRow } from "../../packages/karnegar/src/intake/mapping/read-rows.ts"
import { openTable } from "../../packages/karnegar/src/intake/tables/open-table.ts"
import { EMPTY_FIELDS } from "../../packages/karnegar/src/record/fields.ts"
import type { LocalAction, PublishedAction } from "../../packages/karnegar/src/record/types.ts"
import { csvOf } from "../../packages/karnegar/src/release/csv.ts"
import { jsonLinesOf } from "../../packages/karnegar/src/release/json-lines.ts"
import { tableOf } from "../../packages/karnegar/src/release/tables.ts"
import { xlsxOf } from "../../packages/karnegar/src/release/xlsx.ts"
import { importable, mappingText, readMapped, shippedMapping } from "../support/mapped-rows.ts"
import { publishedAction } from "../support/published-actions.ts"

const folder = mkdtempSync(join(tmpdir(), "karnegar-round-"))
afterAll(() => rmSync(folder, { recursive: true }))

const { places, regions, workplaces, organisations } = builtInKnowledge()
const PLACES = [...places.values(), ...regions.values()]
/** What stands in a record where a text does not decide: the country without its id; a name that several places have. */
const OPEN: readonly Omit<LocalAction, "id">[] = PLACES.flatMap((place) =>
  [null, place.provinceId].flatMap((provinceId) => {
    const alike = PLACES.filter(
      (one) =>
        one.type === place.type &&
        foldText(one.name) === foldText(place.name) &&
        (provinceId === null || one.provinceId === provinceId),
    )
    if (alike[0] !== place || (alike.length === 1 && place.type !== "country")) return []
    const nameEn = alike.every((one) => one.nameEn === place.nameEn) ? place.nameEn : ""
    return [{ placeId: null, nameFa: place.name, nameEn, type: place.type, provinceId, lat: null, lon: null }]
  }),
)
const named = (
  register: ReadonlyMap<string, { readonly id: string; readonly name: string; readonly nameEn: string }>,
) => fc.constantFrom(...[...register.values()].map(({ id, name, nameEn }) => ({ id, fa: name, en: nameEn })))

/** Actions as a record holds them: places, workplaces and organisations that stand on registers, codes by the codebook's rules. */
const actions: fc.Arbitrary<readonly PublishedAction[]> = fc.uniqueArray(
  fc
    .record({
      drawn: publishedAction,
      where: fc.array(
        fc.oneof(
          fc
            .record({
              place: fc.constantFrom(...PLACES),
              lat: fc.integer({ min: -8_999_999, max: 8_999_999 }),
              lon: fc.integer({ min: 1, max: 17_999_999 }),
            })
            .map(
              ({ place, lat, lon }): Omit<LocalAction, "id"> => ({
                placeId: place.id,
                nameFa: place.name,
                nameEn: place.nameEn,
                type: place.type,
                provinceId: place.provinceId,
                lat: lat / 1e5,
                lon: lon / 1e5,
              }),
            ),
          fc.constantFrom(...OPEN),
        ),
        { maxLength: 5 },
      ),
      workplace: fc.option(named(workplaces)),
      called: fc.uniqueArray(named(organisations), { maxLength: 3, selector: ({ id }) => id }),
    })
    .map(
      ({ drawn, where, workplace, called }): PublishedAction => ({
        ...drawn,
        places: where.map((place, i) => ({ id: `${drawn.id}.${i + 1}`, ...place })),
        workplace,
        organisations: called,
        jointWith: drawn.jointWith.filter((code) => code !== drawn.workforce),
        end: drawn.end === drawn.start ? null : drawn.end,
      }),
    ),
  { minLength: 1, maxLength: 8, selector: ({ id }) => id },
)

/** What an import of an exported action must come to. */
const expected = (action: PublishedAction) => {
  const { workplace, organisations: called, places: where, daysNotWorked } = action
  const own = Object.fromEntries(Object.keys(EMPTY_FIELDS).map((key) => [key, action[key as keyof PublishedAction]]))
  return {
    key: action.id,
    fields: {
      ...own,
      places: where.map(({ id: _, ...place }) => place),
      workplaceId: workplace?.id ?? null,
      organisationIds: called.map(({ id }) => id),
      daysNotWorked: daysNotWorked?.how === "reported" ? { min: daysNotWorked.min, max: daysNotWorked.max } : null,
    },
    urls: [...new Set(action.sources.flatMap(({ url }) => url ?? []))],
  }
}
const taken = (rows: readonly ReadRow[]) => importable(rows).map(({ key, fields, urls }) => ({ key, fields, urls }))
const csv = (of: readonly PublishedAction[]) => [...csvOf(tableOf("actions"), of, true)].join("")
const jsonl = (of: readonly PublishedAction[]) => [...jsonLinesOf(of)].join("")

describe("exports read back by their mapping", () => {
  const KINDS: readonly (readonly [
    kind: string,
    file: string,
    mapping: string,
    write: (of: readonly PublishedAction[]) => Promise<string | Uint8Array>,
  ])[] = [
    ["CSV", "a.csv", "karnegar", async (of) => csv(of)],
    [
      ".xlsx",
      "a.xlsx",
      "karnegar",
      async (of) => {
        const parts: Uint8Array[] = []
        const sheets = (["actions", "places"] as const).map((name) => ({ name, table: tableOf(name) }))
        for await (const part of xlsxOf(sheets, of, true)) parts.push(part as Uint8Array)
        return Buffer.concat(parts)
      },
    ],
    ["JSON Lines", "a.jsonl", "karnegar-json", async (of) => jsonl(of)],
  ]
  for (const [kind, file, mapping, write] of KINDS) {
    test(`give every field as it was: ${kind}`, async () => {
      const own = shippedMapping(mapping)
      await fc.assert(
        fc.asyncProperty(actions, async (of) => {
          const path = join(folder, file)
          writeFileSync(path, await write(of))
          const rows = await readMapped(path, own)
          expect(rows.filter((row) => "refused" in row)).toEqual([])
          expect(taken(rows)).toEqual(of.map(expected))
        }),
        { numRuns: 60 },
      )
    })
  }
})

describe("an export", () => {
  const of = [
    ...new Map(
      fc
        .sample(actions, { seed: 4, numRuns: 60 })
        .flat()
        .map((one) => [one.id, one]),
    ).values(),
  ]

  test("has the same days in its Jalali columns", async () => {
    const path = join(folder, "jalali.csv")
    writeFileSync(path, csv(of))
    const text = mappingText("karnegar")
      .replace("calendar: gregorian", "calendar: jalali")
      .replaceAll(/column: (start|end|last_seen_ongoing) /g, "column: $1_jalali ")
    expect(text.match(/_jalali/g)).toHaveLength(3)
    expect(
      taken(
        await readMapped(
          path,
          readMapping(text, () => null),
        ),
      ),
    ).toEqual(of.map(expected))
  })

  // Planted faults: a mapping that forgets a field, or takes what was computed for what was told.
  for (const [mapping, file, write] of [
    ["karnegar", "lossy.csv", csv],
    ["karnegar-json", "lossy.jsonl", jsonl],
  ] as const) {
    test(`is seen to lose what the mapping ${mapping} forgets`, async () => {
      const path = join(folder, file)
      writeFileSync(path, write(of))
      const given = parseYaml(mappingText(mapping)).fields
      const parts = ["id", "name", "province", "type", "lat"].map((part) => ["places", part])
      const forgotten = [...Object.keys(given).map((field) => [field]), ...parts, ["days_not_worked", "when"]]
      const unseen: string[] = []
      for (const fault of forgotten) {
        if (fault[0] === "forms") continue
        const doc = parseDocument(mappingText(mapping), { schema: "failsafe" })
        doc.deleteIn(["fields", ...fault])
        const rows = await readMapped(
          path,
          readMapping(String(doc), () => null),
        )
        if (isDeepStrictEqual(taken(rows), of.map(expected))) unseen.push(fault.join("."))
      }
      expect(forgotten.length).toBeGreaterThan(30)
      expect(unseen).toEqual([])
    })
  }
})

describe("a spreadsheet that another program wrote", () => {
  test("is read as it shows: words, numbers, days, formulas' values, pieces of words", async () => {
    const book = new ExcelJs.Workbook()
    const sheet = book.addWorksheet("حرکت‌ها")
    sheet.addRow(["شناسه", "تاریخ", "تعداد", "توضیح", "نشانی"])
    sheet.addRow([
      1,
      new Date(Date.UTC(2021, 2, 5)),
      300,
      { formula: "C2*2", result: 600 },
      { text: "x", hyperlink: "https://example.org" },
    ])
    sheet.addRow([
      "2",
      "۱۴۰۱/۰۵/۱۲",
      "حدود ۳۰۰",
      { richText: [{ text: "دو " }, { font: { bold: true }, text: "تکه" }] },
      null,
    ])
    sheet.mergeCells("A10:C12")
    sheet.getCell("B2").dataValidation = { type: "list", formulae: ['"a,b"'] }
    const path = join(folder, "other.xlsx")
    await book.xlsx.writeFile(path)
    const table = await openTable(path, {
      delimiter: null,
      encoding: "utf-8",
      sheet: null,
      headerRow: 1,
      escaped: false,
    })
    const rows: unknown[] = []
    for await (const row of table.rows) rows.push("cells" in row ? Object.fromEntries(row.cells) : row.fault)
    expect(rows).toEqual([
      { شناسه: "1", تاریخ: { day: "2021-03-05" }, تعداد: "300", توضیح: "600", نشانی: "x" },
      { شناسه: "2", تاریخ: "۱۴۰۱/۰۵/۱۲", تعداد: "حدود ۳۰۰", توضیح: "دو تکه", نشانی: "" },
    ])
  })
})
