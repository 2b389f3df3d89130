import { FORMS, STATUSES, WORKFORCES } from "@karnegar/coder"
import { describe, expect, test } from "vitest"
import type { LocalAction, PublishedAction } from "../../record/types.ts"
import { type Calendar, daysOfMonthKey, formatDay, formatWhen, type When } from "./dates.ts"
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
  origin: "coding",
  reviewers: 0,
  evidence: "single_source",
  disagreements: [],
  mergedIds: [],
  quotes: [],
  outcomeEvents: [],
  enterpriseType: null,
  workersDirect: null,
  workersIndirect: null,
  establishments: null,
  workforceSize: null,
  daysNotWorked: null,
  stateResponse: [],
  employerResponse: [],
  settlement: null,
  lastSeenOngoing: null,
  state: "unreviewed",
  sample: false,
  coarse: false,
  ...more,
})

const COUNTRY: LocalAction = { ...place(9, "ایران", "Iran"), type: "country" }
const FARS: LocalAction = { ...place(8, "فارس", "Fars"), type: "province" }
const HAFT_TAPPEH = { id: "w", fa: "نیشکر هفت‌تپه", en: "Haft Tappeh Sugar Cane" }

describe("titleOf", () => {
  const cases: readonly [name: string, more: Partial<PublishedAction>, fa: string, en: string][] = [
    [
      "one place and day",
      {},
      "اعتصاب کارگران نیشکر و قند در شوش، ۱۲ آبان ۱۳۹۹",
      "Sugar workers on strike in Shush, 2 November 2020 (12 Aban 1399)",
    ],
    [
      "a registered workplace",
      { workplace: HAFT_TAPPEH },
      "اعتصاب کارگران نیشکر هفت‌تپه در شوش، ۱۲ آبان ۱۳۹۹",
      "Workers of Haft Tappeh Sugar Cane on strike in Shush, 2 November 2020 (12 Aban 1399)",
    ],
    [
      "two forms and two places",
      { forms: ["strike", "gathering"], places: [SHUSH, AHVAZ] },
      "اعتصاب و تجمع کارگران نیشکر و قند در شوش و اهواز، ۱۲ آبان ۱۳۹۹",
      "Sugar workers on strike and gathering in protest in Shush and Ahvaz, 2 November 2020 (12 Aban 1399)",
    ],
    [
      "many places",
      { places: [SHUSH, AHVAZ, SHUSH, AHVAZ, SHUSH] },
      "اعتصاب کارگران نیشکر و قند در شوش، اهواز و ۳ شهر دیگر، ۱۲ آبان ۱۳۹۹",
      "Sugar workers on strike in Shush, Ahvaz and 3 other towns, 2 November 2020 (12 Aban 1399)",
    ],
    [
      "more places than are named",
      { places: [SHUSH], placesCount: 12, start: null },
      "اعتصاب کارگران نیشکر و قند در شوش و ۱۱ شهر دیگر",
      "Sugar workers on strike in Shush and 11 other towns",
    ],
    [
      "places without names",
      { workforce: "education", forms: ["sit_in"], places: [COUNTRY], placesCount: 70, start: null },
      "تحصن معلمان و فرهنگیان در ۷۰ جای ایران",
      "Teachers holding a sit-in in 70 places in Iran",
    ],
    [
      "a place without an English name",
      { places: [place(7, "خارک", "")], start: null },
      "اعتصاب کارگران نیشکر و قند در خارک",
      "Sugar workers on strike in خارک",
    ],
    [
      "a province, which is no town",
      { places: [FARS], start: null },
      "اعتصاب کارگران نیشکر و قند در استان فارس",
      "Sugar workers on strike in Fars province",
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
      "Sugar workers on strike in Shush, around 2 November 2020 (around 12 Aban 1399)",
    ],
    [
      "several days",
      { end: "2020-11-05" },
      "اعتصاب کارگران نیشکر و قند در شوش، ۱۲ تا ۱۵ آبان ۱۳۹۹",
      "Sugar workers on strike in Shush, 2 to 5 November 2020 (12 to 15 Aban 1399)",
    ],
    [
      "a call",
      { status: "called", isCall: true, workforce: "retirees", forms: ["gathering", "march"], start: null },
      "فراخوان تجمع و راهپیمایی بازنشستگان در شوش",
      "Call for a gathering and a march by retirees in Shush",
    ],
    [
      "a threat",
      { status: "threatened", isCall: true, workforce: "trucking", start: null },
      "هشدار اعتصاب رانندگان کامیون در شوش",
      "Warning of a strike by truck drivers in Shush",
    ],
    [
      "a call that was taken back",
      { status: "cancelled", isCall: true, workforce: "bakers", forms: ["closure"], start: null },
      "لغو تعطیلی اعتراضی نانوایان در شوش",
      "Called off: a shop closure by bakers in Shush",
    ],
    [
      "a boycott, whose people are not its object",
      { forms: ["gathering", "boycott"], workforce: "students", start: null },
      "تجمع و تحریم از سوی دانشجویان و دانش‌آموزان در شوش",
      "Students gathering in protest and boycotting in Shush",
    ],
    [
      "a lockout beside a strike",
      { forms: ["strike", "lockout"], start: null },
      "اعتصاب کارگران نیشکر و قند و راه‌ندادن آنان به محل کار در شوش",
      "Sugar workers on strike and locked out in Shush",
    ],
    ["a retracted record", { state: "retracted" }, "مورد پس‌گرفته", "Retracted record"],
  ]
  for (const [name, more, fa, en] of cases) {
    test(`titles ${name}`, () => {
      expect(titleOf(action(more), "fa")).toBe(fa)
      expect(titleOf(action(more), "en")).toBe(en)
    })
  }

  test("has words of its own for every workforce with every form and status, in both languages", () => {
    for (const status of STATUSES) {
      const seen = { fa: new Set<string>(), en: new Set<string>() }
      for (const workforce of WORKFORCES) {
        for (const form of FORMS) {
          const made = action({ workforce, forms: [form], status, start: null, places: [] })
          expect(titleOf(made, "fa")).toMatch(/^[آ-ی‌ئ ؤأ]{8,}$/)
          expect(titleOf(made, "en")).toMatch(/^[A-Z][A-Za-z :-]{8,}$/)
          seen.fa.add(titleOf(made, "fa"))
          seen.en.add(titleOf(made, "en"))
        }
      }
      expect(seen.fa.size).toBe(WORKFORCES.length * FORMS.length)
      expect(seen.en.size).toBe(WORKFORCES.length * FORMS.length)
    }
  })
})

describe("formatWhen", () => {
  const cases: readonly [name: string, when: When, fa: string, en: string][] = [
    ["a day", { start: "2020-11-02", end: null, precision: "day" }, "۱۲ آبان ۱۳۹۹", "2 November 2020"],
    [
      "days over a month’s end",
      { start: "2020-11-18", end: "2020-12-02", precision: "day" },
      "۲۸ آبان تا ۱۲ آذر ۱۳۹۹",
      "18 November to 2 December 2020",
    ],
    [
      "days over a year’s end",
      { start: "2021-03-19", end: "2021-03-22", precision: "day" },
      "۲۹ اسفند ۱۳۹۹ تا ۲ فروردین ۱۴۰۰",
      "19 to 22 March 2021",
    ],
    ["a Jalali month", { start: "2020-10-22", end: null, precision: "month" }, "آبان ۱۳۹۹", "October to November 2020"],
    ["a Gregorian month", { start: "2020-12-01", end: null, precision: "month" }, "آذر تا دی ۱۳۹۹", "December 2020"],
    ["a Jalali year", { start: "2020-03-20", end: null, precision: "year" }, "۱۳۹۹", "2020 to 2021"],
    ["a Gregorian year", { start: "2020-01-01", end: null, precision: "year" }, "۱۳۹۸ تا ۱۳۹۹", "2020"],
    [
      "a week with its end",
      { start: "2020-10-31", end: "2020-11-06", precision: "week" },
      "در هفته ۱۰ تا ۱۶ آبان ۱۳۹۹",
      "in the week of 31 October to 6 November 2020",
    ],
    ["a day unknown", { start: null, end: null, precision: "unknown" }, "روز نامعلوم", "day unknown"],
  ]
  for (const [name, when, fa, en] of cases) {
    test(`writes ${name}`, () => {
      expect(formatWhen(when, "fa", "jalali")).toBe(fa)
      expect(formatWhen(when, "en", "gregorian")).toBe(en)
    })
  }

  test("writes the other calendar in either language", () => {
    expect(formatDay("2020-11-02", "en", "jalali")).toBe("12 Aban 1399")
    expect(formatDay("2020-11-02", "fa", "gregorian")).toBe("۲ نوامبر ۲۰۲۰")
  })
})

describe("daysOfMonthKey", () => {
  const cases: readonly [key: string, calendar: Calendar, want: readonly [string, string]][] = [
    ["1399-12", "jalali", ["2021-02-19", "2021-03-20"]],
    ["1400-12", "jalali", ["2022-02-20", "2022-03-20"]],
    ["2020-02", "gregorian", ["2020-02-01", "2020-02-29"]],
    ["2020-12", "gregorian", ["2020-12-01", "2020-12-31"]],
  ]
  for (const [key, calendar, want] of cases)
    test(`gives the first and last day of ${key}`, () => expect(daysOfMonthKey(key, calendar)).toEqual(want))
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
