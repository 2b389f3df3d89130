import { FORMS, WORKFORCES } from "@karnegar/coder"
import { describe, expect, test } from "vitest"
import type { LocalAction, PublishedAction } from "../../record/types.ts"
import { formatDay, jalaliMonthKey } from "./dates.ts"
import { readDay } from "./read-day.ts"
import { titleOf } from "./title.ts"

const place = (n: number, nameFa: string, nameEn: string): LocalAction => ({
  id: `a.${n}`,
  placeId: `p${n}`,
  nameFa,
  nameEn,
  type: "city",
  provinceId: null,
  lat: null,
  lon: null,
})
const SHUSH = place(1, "شوش", "Shush")
const AHVAZ = place(2, "اهواز", "Ahvaz")
const action = (more: Partial<PublishedAction>): PublishedAction => ({
  id: "a0000000000",
  forms: ["strike"],
  status: "held",
  isCall: false,
  start: "2020-11-02",
  end: null,
  precision: "day",
  places: [SHUSH],
  placesCount: null,
  workforce: "sugar",
  employment: [],
  character: "economic",
  jointWith: [],
  participants: null,
  demands: [],
  outcomes: [],
  repression: [],
  workplace: null,
  organisations: [],
  sources: [],
  state: "unreviewed",
  sample: false,
  ...more,
})

describe("titleOf", () => {
  const cases: readonly [name: string, more: Partial<PublishedAction>, fa: string, en: string][] = [
    [
      "one place and day",
      {},
      "اعتصاب کارگران نیشکر و قند در شوش، ۱۲ آبان ۱۳۹۹",
      "Sugar workers on strike in Shush, 2 November 2020",
    ],
    [
      "two forms and two places",
      { forms: ["strike", "gathering"], places: [SHUSH, AHVAZ] },
      "اعتصاب و تجمع کارگران نیشکر و قند در شوش و اهواز، ۱۲ آبان ۱۳۹۹",
      "Sugar workers on strike and gathering in protest in Shush and Ahvaz, 2 November 2020",
    ],
    [
      "many places",
      { places: [SHUSH, AHVAZ, SHUSH, AHVAZ, SHUSH] },
      "اعتصاب کارگران نیشکر و قند در شوش، اهواز و ۳ جای دیگر، ۱۲ آبان ۱۳۹۹",
      "Sugar workers on strike in Shush, Ahvaz and 3 more places, 2 November 2020",
    ],
    [
      "no day and no place",
      { start: null, precision: "unknown", places: [] },
      "اعتصاب کارگران نیشکر و قند",
      "Sugar workers on strike",
    ],
    [
      "a vague day",
      { precision: "week" },
      "اعتصاب کارگران نیشکر و قند در شوش، حوالی ۱۲ آبان ۱۳۹۹",
      "Sugar workers on strike in Shush, around 2 November 2020",
    ],
    [
      "several days",
      { end: "2020-11-05" },
      "اعتصاب کارگران نیشکر و قند در شوش، ۱۲ آبان ۱۳۹۹ تا ۱۵ آبان ۱۳۹۹",
      "Sugar workers on strike in Shush, 2 November 2020 to 5 November 2020",
    ],
    ["a retracted record", { state: "retracted" }, "مورد پس‌گرفته", "Retracted record"],
  ]
  for (const [name, more, fa, en] of cases) {
    test(`titles ${name}`, () => {
      expect(titleOf(action(more), "fa")).toBe(fa)
      expect(titleOf(action(more), "en")).toBe(en)
    })
  }

  test("has words for every workforce with every form, in both languages", () => {
    for (const workforce of WORKFORCES) {
      for (const form of FORMS) {
        expect(titleOf(action({ workforce, forms: [form] }), "fa")).not.toMatch(/undefined|[a-z]/)
        expect(titleOf(action({ workforce, forms: [form] }), "en")).not.toMatch(/undefined|[ء-ی]/)
      }
    }
  })
})

describe("formatDay", () => {
  test("writes a day in either calendar and language", () => {
    expect(formatDay("2020-11-02", "en", "jalali")).toBe("12 Aban 1399")
    expect(formatDay("2020-11-02", "fa", "gregorian")).toBe("۲ نوامبر ۲۰۲۰")
    expect(jalaliMonthKey("2020-11-02")).toBe("1399-08")
  })
})

describe("readDay", () => {
  const cases: readonly [typed: string, want: string | null][] = [
    ["۱۳۹۹/۰۸/۱۲", "2020-11-02"],
    ["1399-8-12", "2020-11-02"],
    ["2020-11-02", "2020-11-02"],
    ["1403/12/30", "2025-03-20"],
    ["1402/12/30", null],
    ["2021-02-29", null],
    ["1399/13/01", null],
    ["yesterday", null],
    ["", null],
    ["1399/08", null],
    ["99999/1/1", null],
  ]
  for (const [typed, want] of cases)
    test(`reads ${JSON.stringify(typed)} as ${want}`, () => expect(readDay(typed)).toBe(want))
})
