import { existsSync, readFileSync } from "node:fs"
import { parse } from "csv-parse/sync"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { RAW } from "../lexicon/generated.ts"
import { readDoc } from "../text/read-doc.ts"
import { dayNumber, isoDay, jalaliDay, jalaliMonthLength, toGregorian, toJalali, weekdayOf } from "./calendar.ts"
import { dateWordsOf } from "./date-words.ts"
import { readDates } from "./read-dates.ts"
import { resolveDate } from "./resolve-date.ts"

const words = dateWordsOf(RAW)
const RUNS = { numRuns: 300 }

/** The one day that a text says, as a day number; `null` when it says none or several. */
function dayOf(text: string, published: number | null, called = false): number | null {
  const found = readDates(readDoc(text), words)
  if (found.length !== 1) return null
  const { start, end, precision, problems } = resolveDate(found[0]!, published === null ? null : isoDay(published), {
    called,
  })
  return start === null || end !== null || precision !== "day" || problems.length > 0 ? null : dayNumber(start)
}

const persian = (n: number | string) => String(n).replace(/\d/g, (d) => "۰۱۲۳۴۵۶۷۸۹"[Number(d)]!)
const arabic = (n: number | string) => String(n).replace(/\d/g, (d) => "٠١٢٣٤٥٦٧٨٩"[Number(d)]!)
const ascii = (n: number | string) => String(n)
const two = (n: number) => String(n).padStart(2, "0")
const SCRIPTS = [persian, arabic, ascii]

const UNITS = " یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده".split(" ")
const TENS = ["", "", "بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود"]
const HUNDREDS = ["", "صد", "دویست", "سیصد", "چهارصد"]

function cardinal(n: number): string {
  const parts: string[] = []
  if (n >= 1000) parts.push("هزار")
  const hundreds = Math.floor((n % 1000) / 100)
  if (hundreds > 0) parts.push(HUNDREDS[hundreds]!)
  const rest = n % 100
  if (rest >= 20) parts.push(TENS[Math.floor(rest / 10)]!)
  const unit = rest >= 20 ? rest % 10 : rest
  if (unit > 0) parts.push(UNITS[unit]!)
  return parts.join(" و ")
}

function ordinal(n: number): string {
  if (n === 1) return "یکم"
  const said = cardinal(n)
  if (said.endsWith("سه")) return `${said.slice(0, -2)}سوم`
  return said.endsWith("ی") ? `${said}‌ام` : `${said}م`
}

/** Every name of a month in a calendar, of the script asked for. */
const months: { calendar: string; number: string; name_fa: string; name_en: string; alt_fa: string; alt_en: string }[] =
  parse(readFileSync(new URL("../../../../data/lexicon/tables/months.csv", import.meta.url), "utf8"), { columns: true })

function names(calendar: string, month: number, script: "fa" | "en"): string[] {
  return months
    .filter((row) => row.calendar === calendar && Number(row.number) === month)
    .flatMap((row) => [row[`name_${script}`], ...row[`alt_${script}`].split("|")])
    .filter((name) => name !== "")
}

const anyDay = fc.integer({ min: jalaliDay(1206, 1, 1)!, max: jalaliDay(1498, 12, 29)! })
const nearDay = fc.integer({ min: jalaliDay(1390, 1, 1)!, max: jalaliDay(1410, 12, 29)! })
const WEEKDAYS = ["شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنج‌شنبه", "جمعه"]

describe("every written form reads back to its day", () => {
  test("Jalali with its year: digits of three scripts, marks, month names in all spellings, ordinals and words", () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...SCRIPTS), (day, digits) => {
        const { year: y, month: m, day: d } = toJalali(day)
        const month = names("jalali", m, "fa")
        const forms = [
          ...month.flatMap((name) => [
            `${digits(d)} ${name} ${digits(y)}`,
            `${digits(d)} ${name}ماه ${digits(y)}`,
            `${digits(d)} ${name} ماه سال ${digits(y)}`,
            `${digits(d)}-${name}-${digits(y)}`,
            `${digits(d)}/${name}/${digits(y)}`,
            `${ordinal(d)} ${name} ${digits(y)}`,
            `روز ${ordinal(d)} ${name}‌ماه ${digits(y)}`,
            `${ordinal(d)} ${name} ${cardinal(y)}`,
          ]),
          ...["/", "-", "."].flatMap((mark) => [
            [digits(y), digits(two(m)), digits(two(d))].join(mark),
            [digits(y), digits(m), digits(d)].join(mark),
            [digits(two(d)), digits(two(m)), digits(y)].join(mark),
          ]),
          ...names("jalali", m, "en").map((name) => `${d} ${name} ${y}`),
          ...names("afghan", m, "fa").map((name) => `${digits(d)} ${name} ${digits(y)}`),
          // Imperial and Kurdish years are told apart where they are used: the years of our grandparents and on.
          ...(y < 1350 || y > 1440
            ? []
            : [
                ...names("kurdish", m, "fa").map((name) => `${digits(d)}ی ${name} ${digits(y + 1321)}`),
                `${digits(d)} ${month[0]} ${digits(y + 1180)} شاهنشاهی`,
              ]),
          `${WEEKDAYS[weekdayOf(day)]} ${digits(d)} ${month[0]} ${digits(y)}`,
          `${digits(d)} ${month[0]} ${digits(y)} (${WEEKDAYS[weekdayOf(day)]})`,
        ]
        for (const form of forms) expect([form, dayOf(form, null)]).toEqual([form, day])
      }),
      { numRuns: 1000 },
    )
  })

  test("Gregorian in Persian letters, both transliterations, and in English", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: dayNumber("1900-01-01")!, max: dayNumber("2100-12-31")! }),
        fc.constantFrom(...SCRIPTS),
        (day, digits) => {
          const { year: y, month: m, day: d } = toGregorian(day)
          const capital = (name: string) => name[0]!.toUpperCase() + name.slice(1)
          const forms = [
            ...names("gregorian", m, "fa").flatMap((name) => [
              `${digits(d)} ${name} ${digits(y)}`,
              `${digits(d)} ${name} ${digits(y)} میلادی`,
              `${ordinal(d)} ${name} ${digits(y)}`,
            ]),
            ...names("gregorian", m, "en").flatMap((name) => [
              `${d} ${capital(name)} ${y}`,
              `${capital(name)} ${d}, ${y}`,
              `${d} of ${capital(name)} ${y}`,
            ]),
            `${y}-${two(m)}-${two(d)}`,
            `${y}/${two(m)}/${two(d)}`,
          ]
          for (const form of forms) expect([form, dayOf(form, null)]).toEqual([form, day])
        },
      ),
      RUNS,
    )
  })

  test("without its year: the latest not after publication, for a call the next", () => {
    fc.assert(
      fc.property(nearDay, fc.integer({ min: 0, max: 350 }), (day, apart) => {
        const { month: m, day: d } = toJalali(day)
        // The thirtieth of Esfand comes once in four years.
        fc.pre(m < 12 || d < 30)
        for (const name of names("jalali", m, "fa")) {
          for (const form of [`${persian(d)} ${name}`, `${ordinal(d)} ${name}ماه`, `${d}_${name}`]) {
            expect([form, dayOf(form, day + apart)]).toEqual([form, day])
            expect([form, dayOf(form, day - apart, true)]).toEqual([form, day])
          }
        }
      }),
      RUNS,
    )
  })

  test("a short year: the last two digits, or three", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: jalaliDay(1350, 1, 1)!, max: jalaliDay(1409, 12, 29)! }),
        fc.constantFrom(...SCRIPTS),
        (day, digits) => {
          const { year: y, month: m, day: d } = toJalali(day)
          const name = names("jalali", m, "fa")[0]!
          const short = two(y % 100)
          const forms = [
            `${digits(d)} ${name} ${digits(short)}`,
            `${digits(d)} ${name} ${digits(y - 1000)}`,
            `${digits(short)}/${digits(m)}/${digits(d)}`,
          ]
          for (const form of forms) expect([form, dayOf(form, null)]).toEqual([form, day])
        },
      ),
      RUNS,
    )
  })

  test("a weekday alone: the latest not after publication, for a call the next", () => {
    fc.assert(
      fc.property(nearDay, fc.integer({ min: 0, max: 6 }), (day, apart) => {
        const form = `روز ${WEEKDAYS[weekdayOf(day)]}`
        expect(dayOf(form, day + apart)).toBe(day)
        expect(dayOf(form, day - apart, true)).toBe(day)
      }),
      RUNS,
    )
  })

  test("«از … تا …» and «… تا …» read back to both ends, within a month and over its end", () => {
    fc.assert(
      fc.property(nearDay, fc.integer({ min: 1, max: 20 }), (day, length) => {
        const [a, b] = [toJalali(day), toJalali(day + length)]
        const [from, to] = [names("jalali", a.month, "fa")[0]!, names("jalali", b.month, "fa")[0]!]
        const forms = [`از ${persian(a.day)} ${from} تا ${persian(b.day)} ${to} ${persian(b.year)}`]
        if (a.month === b.month) {
          forms.push(`${persian(a.day)} تا ${persian(b.day)} ${to} ${b.year}`)
          forms.push(`${ordinal(a.day)} الی ${ordinal(b.day)} ${to} ${b.year}`)
        }
        for (const form of forms) {
          const found = readDates(readDoc(form), words)
          expect([form, found.length]).toEqual([form, 1])
          const { start, end } = resolveDate(found[0]!, isoDay(day + length))
          expect([form, start, end]).toEqual([form, isoDay(day), isoDay(day + length)])
        }
      }),
      RUNS,
    )
  })

  test("the nth day counts back to the first, inclusively", () => {
    fc.assert(
      fc.property(nearDay, fc.integer({ min: 2, max: 60 }), (today, n) => {
        const forms = [`${ordinal(n)}ین روز اعتصاب`, `برای ${persian(n)}مین روز متوالی`, `${persian(n)} روز است`]
        for (const form of forms) expect([form, dayOf(form, today)]).toEqual([form, today - n + 1])
      }),
      RUNS,
    )
  })
})

describe("the official table of leap years", () => {
  const shared = process.env.KARNEGAR_SHARED ?? new URL("../../../../../shared", import.meta.url).pathname
  const official = `${shared}/data/calendar/kabise.txt`
  const name = existsSync(official)
    ? "the shared file"
    : "its smaller twin in the project, the shared file being absent"

  test(`agrees with every year's Esfand (${name})`, () => {
    const leap = existsSync(official) ? leapYearsOf(readFileSync(official, "utf8")) : leapYearsOfTwin()
    expect(leap.size).toBeGreaterThan(60)
    for (let year = 1206; year <= 1498; year++) {
      expect([year, jalaliMonthLength(year, 12)]).toEqual([year, leap.has(year) ? 30 : 29])
      const text = `۳۰ اسفند ${persian(year)}`
      expect([year, dayOf(text, null)]).toEqual([year, leap.has(year) ? jalaliDay(year, 12, 30) : null])
    }
  })
})

function leapYearsOf(text: string): Set<number> {
  const out = new Set<number>()
  for (const line of text.split("\n")) {
    const year = /^\s*(1[234]\d\d)\b/.exec(line)
    if (year !== null && line.includes("*")) out.add(Number(year[1]))
  }
  return out
}

function leapYearsOfTwin(): Set<number> {
  const rows: { id: string; leap_after: string }[] = parse(
    readFileSync(new URL("../../../../data/calendar/jalali-years.csv", import.meta.url), "utf8"),
    { columns: true },
  )
  return new Set(rows.filter((row) => row.leap_after !== "").map((row) => Number(row.id)))
}
