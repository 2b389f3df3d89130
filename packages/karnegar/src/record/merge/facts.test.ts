import type { CodedAction } from "@karnegar/coder"
import { builtInKnowledge, codeReport } from "@karnegar/coder"
import { describe, expect, test } from "vitest"
import { readAction } from "../observe.ts"
import { registersFrom } from "../registers.ts"
import { factsOf, placesMayMeet, whereKey } from "./facts.ts"

const registers = registersFrom(builtInKnowledge())
const report = { id: "r", published: "2023-05-13", source: "channel" }
const readFacts = (text: string) => {
  const [action] = codeReport({ ...report, text }).actions
  return facts(action!)
}
const facts = (coded: CodedAction) =>
  factsOf({
    id: "c",
    reportId: report.id,
    published: report.published,
    source: report.source,
    ...readAction(coded, report.published, registers),
  })

describe("factsOf", () => {
  test("takes ids of the gazetteer and the register, and the employer's own words", () => {
    const town = readFacts("کارگران شرکت لوله‌سازی اهواز امروز در اعتراض به معوقات مزدی مقابل استانداری تجمع کردند.")
    expect(town).toMatchObject({
      id: "c",
      reportId: "r",
      published: "2023-05-13",
      isCall: false,
      start: "2023-05-13",
      provinceIds: ["p13"],
      nationwide: false,
      workforce: "steel_metals",
      employer: "لوله سازی اهواز",
    })
    expect(town.workplaceId).not.toBeNull()
    expect(registers.findPlace(town.placeIds[0]!)?.fa).toBe("اهواز")
  })
  test("keeps the country out of the places", () => {
    const wide = readFacts("معلمان امروز در سراسر کشور در اعتراض به اجرا نشدن رتبه‌بندی تجمع کردند.")
    expect(wide).toMatchObject({ nationwide: true, placeIds: [], provinceIds: [] })
  })
  test("takes what is only called for as a call", () => {
    expect(readFacts("معلمان برای تجمع روز سه‌شنبه در شیراز فراخوان دادند.").isCall).toBe(true)
  })
  test("leaves no space or form of enterprise as an employer", () => {
    const [action] = codeReport({ ...report, text: "کارگران امروز در اراک تجمع کردند." }).actions
    const named = (employer: string) => facts({ ...action!, employer }).employer
    expect(named("شرکتِ توسعه‌ی نیشکر")).toBe("توسعه ی نیشکر")
    expect(named("کارخانه")).toBe("کارخانه")
    expect(named("—")).toBeNull()
  })
})

describe("placesMayMeet", () => {
  const key = (text: string) => {
    const [action] = codeReport({ ...report, text }).actions
    return whereKey(readAction(action!, report.published, registers).fields)
  }
  const inTown = (town: string) => key(`کارگران نساجی امروز در ${town} تجمع کردند.`)
  test("leaves open what is in one town, in one province, nationwide or nowhere", () => {
    expect(placesMayMeet(inTown("اهواز"), inTown("اهواز"))).toBe(true)
    expect(placesMayMeet(inTown("اهواز"), inTown("شوش"))).toBe(true)
    expect(placesMayMeet(inTown("اهواز"), key("کارگران نساجی امروز در سراسر کشور تجمع کردند."))).toBe(true)
    expect(placesMayMeet(key("کارگران نساجی امروز تجمع کردند."), inTown("تبریز"))).toBe(true)
  })
  test("sets apart what is in two provinces", () => {
    expect(placesMayMeet(inTown("اهواز"), inTown("تبریز"))).toBe(false)
  })
})
