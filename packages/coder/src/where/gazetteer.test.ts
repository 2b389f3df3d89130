import { describe, expect, test } from "vitest"
import { builtInKnowledge } from "../code-report.ts"
import { rowsOf } from "../lexicon/raw.ts"
import type { Row } from "../numbers/word-table.ts"
import { foldText } from "../text/fold.ts"

const { raw, places } = builtInKnowledge()
const rows = (name: string): Row[] => rowsOf(raw.gazetteer, name).filter((row) => row.status === "active")
const workplaces = rows("workplaces")
const bare = (name: string) => foldText(name).replaceAll(" ", "")
const wordings = (row: Row) => [row.name_fa!, ...row.alt_fa!.split("|")].filter((name) => name !== "")
const workforces = new Set(Object.keys(raw.labels.workforces!))
/** Names of places; a plant may only share the name of the village or field that grew around it. */
const placeNames = new Map<string, string>()
for (const place of places.values()) {
  if (!place.id.startsWith("x-")) placeNames.set(bare(place.name), place.id)
}

/** Towns that were built for a plant and bear its name. */
const COMPANY_TOWNS = new Set(["مس سرچشمه"].map(bare))

/** Single words that name a plant: brands and coinages that are no ordinary word of Persian. */
const COINED = new Set(
  (
    "آبفا ابفار الوپیک آسیاتک آذرآب بیدبلند کالسیمین چادرملو چوکا داروپخش داروگر دخانیات امرسان اسنوا هپکو هرمزال هایپراستار " +
    "ایرالکو ایرانسل ایرانول صداوسیما مپنا مگاموتور کیسون نکاچوب پارسیلون پتروپارس پمپیران رایتل سایپا سالکو سپیدماکیان ایزوایکو " +
    "اسنپ سولیکو سونگون تپسی تراورس تراورز تایدواتر تولیپرس تراکتورسازی یزدباف زامیاد زمزم"
  )
    .split(" ")
    .map(foldText),
)

/** What is wrong with rows of `workplaces.csv`, a sentence each. */
function faults(list: readonly Row[]): string[] {
  const out: string[] = []
  const names = new Map<string, string>()
  for (const row of list) {
    const fault = (what: string) => out.push(`${row.id}: ${what}`)
    if (!workforces.has(row.workforce!)) fault(`«${row.workforce}» is no workforce`)
    if (row.place_id !== "" && !places.has(row.place_id!)) fault(`no place has the id «${row.place_id}»`)
    if ((row.place_id === "") !== (row.coordinate_basis === "")) fault("place and coordinate_basis belong together")
    for (const name of wordings(row)) {
      const folded = foldText(name)
      const had = names.get(folded)
      if (had !== undefined) fault(`«${name}» names ${had} too`)
      names.set(folded, row.id!)
      if (placeNames.has(bare(name)) && !COMPANY_TOWNS.has(bare(name))) fault(`«${name}» is the name of a place`)
      if (!folded.includes(" ") && !COINED.has(folded))
        fault(`«${name}» is one word: say what it is, or list it as coined`)
    }
  }
  return out
}

describe("workplaces.csv", () => {
  test("has at least 450 workplaces, each with workforce, place and names of its own", () => {
    expect(workplaces.length).toBeGreaterThanOrEqual(450)
    expect(faults(workplaces)).toEqual([])
  })

  test("knows the town of most of them", () => {
    expect(workplaces.filter((row) => row.place_id !== "").length / workplaces.length).toBeGreaterThan(0.7)
  })

  const planted: Row = { ...workplaces[0]!, id: "planted", alt_fa: "", name_fa: "کارخانه آزمایشی" }
  const cases: readonly (readonly [string, Row, string])[] = [
    ["a town that does not exist", { ...planted, place_id: "t0" }, "no place has the id «t0»"],
    ["a workforce that is no code", { ...planted, workforce: "miners" }, "«miners» is no workforce"],
    ["a name that is a town's", { ...planted, name_fa: "خرم‌آباد" }, "«خرم‌آباد» is the name of a place"],
    ["a name that is an ordinary word", { ...planted, alt_fa: "میهن" }, "«میهن» is one word"],
    ["a name that another row has", { ...planted, alt_fa: "سایپا" }, "«سایپا» names saipa too"],
  ]
  for (const [name, row, fault] of cases) {
    test(`refuses ${name}`, () => expect(faults([...workplaces, row]).join("\n")).toContain(`planted: ${fault}`))
  }
})

describe("place-names.csv", () => {
  test("gives other names of towns that exist, none of them another town's", () => {
    const own = new Map<string, string>()
    for (const place of places.values()) if (place.type === "city") own.set(foldText(place.name), place.id)
    expect(
      rows("place-names").flatMap((row) => {
        const place = places.get(row.place_id!)
        const other = own.get(foldText(row.name_fa!))
        if (place === undefined) return [`${row.id}: no place has the id «${row.place_id}»`]
        if (!["old", "spelling", "short", "part"].includes(row.kind!)) return [`${row.id}: unknown kind «${row.kind}»`]
        return other !== undefined && other !== place.id ? [`${row.id}: «${row.name_fa}» is ${other}`] : []
      }),
    ).toEqual([])
  })
})

describe("additions.csv", () => {
  test("says how coordinates were got wherever it gives them", () => {
    const bad = rows("additions").filter((row) => (row.lat === "") !== (row.coordinate_basis === ""))
    expect(bad.map((row) => row.id)).toEqual([])
  })
})
