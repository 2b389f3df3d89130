import { builtInKnowledge } from "@karnegar/coder"
import { describe, expect, test } from "vitest"
import { registersFrom } from "./registers.ts"

const registers = registersFrom(builtInKnowledge())

describe("findWorkplace", () => {
  const cases: readonly (readonly [written: string, id: string | null])[] = [
    ["نیشکر هفت‌تپه", "haft-tappeh"],
    ["هفت تپه", "haft-tappeh"],
    ["شركت نيشكر هفت تپه", "haft-tappeh"],
    ["شرکت کشت و صنعت نیشکر هفت تپه", "haft-tappeh"],
    ["کارخانه ارج", "arj"],
    ["ایران خودرو", "iran-khodro"],
    ["فولاد اهواز", "foulad-ahvaz"],
    ["معدن زغال‌سنگ کرمان", "kerman-coal"],
    ["مخابرات", "mokhaberat"],
    ["مخابرات ایران", "mokhaberat"],
    ["بیمارستان میلاد", "milad"],
    // Part of a name is another name, or a person's.
    ["میلاد", null],
    ["معدن میلاد", null],
    ["شرکت میلاد", null],
    ["شرکت خودرو", null],
    ["بهمن", null],
    ["گروه پست", null],
    ["شرکت", null],
    ["شرکت ایران", null],
    ["ایران", null],
    ["معدن", null],
    ["فولاد", null],
    ["کارخانه کاشی", null],
    ["شهرداری رشت", null],
    ["", null],
  ]
  for (const [written, id] of cases)
    test(`answers ${id ?? "nothing"} for «${written}»`, () => {
      expect(registers.findWorkplace(written)?.id ?? null).toBe(id)
    })

  test("finds every workplace by its own name, or finds it shared", () => {
    const lost = [...builtInKnowledge().workplaces.values()].filter((w) => registers.findWorkplace(w.name)?.id !== w.id)
    expect(lost.map((w) => w.name)).toEqual([])
  })
})

describe("findOrganisation", () => {
  test("finds every organisation by its own name", () => {
    const lost = [...builtInKnowledge().organisations.values()].filter(
      (o) => registers.findOrganisation(o.name)?.id !== o.id,
    )
    expect(lost.map((o) => o.name)).toEqual([])
  })

  for (const written of ["", "کمیته", "اتحادیه", "سندیکا"])
    test(`answers nothing for «${written}»`, () => expect(registers.findOrganisation(written)).toBeNull())
})

describe("findPlace and findProvince", () => {
  test("know the provinces by name and id, and nothing that is not in the gazetteer", () => {
    const khuzestan = registers.findProvince("خوزستان")
    expect(khuzestan).toMatchObject({ type: "province", en: "Khuzestan" })
    expect(registers.findPlace(khuzestan!.id)).toEqual(khuzestan)
    expect(registers.findProvince("کوی نمونه")).toBeNull()
    expect(registers.findPlace("کوی نمونه")).toBeNull()
    expect(registers.country).toMatchObject({ fa: "ایران", en: "Iran", type: "country" })
  })
})
