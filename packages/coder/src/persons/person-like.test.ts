import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { builtInKnowledge } from "../code-report.ts"
import { PERSONS } from "../lexicon/generated-persons.ts"
import { rowsOf } from "../lexicon/raw.ts"
import { personLike } from "./person-like.ts"

/* Names are invented: first names in use, surnames that nobody bears. */

/** What is found in a text: sign and words. */
const found = (text: string) =>
  personLike(text).map(({ span: [start, end], sign }) => `${sign}: ${text.slice(start, end)}`)

describe("personLike", () => {
  const cases: readonly (readonly [text: string, ...found: string[]])[] = [
    ["آقای سنگ‌نوردپور به دادگاه رفت.", "title: آقای سنگ‌نوردپور"],
    ["خانم مهندس آبگون از کار بیکار شد.", "title: خانم مهندس آبگون"],
    ["دکتر ژرفا گفت.", "title: دکتر ژرفا"],
    ["هژار کوهیارپور بازداشت شد.", "name: هژار کوهیارپور"],
    ["پرویز سنگ‌نژاد و زیبا آبگون‌زاده احضار شدند.", "name: پرویز سنگ‌نژاد", "name: زیبا آبگون‌زاده"],
    ["صنفی: امید رضایی‌نژاد", "name: امید رضایی‌نژاد"],
    ["روح‌الله در راه ماند.", "name: روح‌الله"],
    ["روح الله در راه ماند.", "name: روح الله"],
    ["كارگر به نام ژرفان كشته شد.", "name: به نام ژرفان"],
    ["نام پدر: بیژن", "name: بیژن"],
    ["آبگون‌زاده فرزند ستاره", "name: آبگون‌زاده", "kin: فرزند ستاره"],
    ["برادر پرویز هم آمد.", "kin: برادر پرویز"],
    ["Mr Sangnavard said so.", "title: Mr Sangnavard"],
    ["the driver Parviz Abgounzadeh was held", "name: Parviz Abgounzadeh"],
    ["Omid Rezai was held", "name: Omid Rezai"],
    ["تماس ۰۹۱۲۳۴۵۶۷۸۹ شبانه‌روزی", "phone: ۰۹۱۲۳۴۵۶۷۸۹"],
    ["٠٩١٢ ٣٤٥ ٦٧٨٩", "phone: ٠٩١٢ ٣٤٥ ٦٧٨٩"],
    ["+98 912-345-6789", "phone: 98 912-345-6789"],
    ["کد ملی ۰۰۱۲۳۴۵۶۷۹ است", "national_id: ۰۰۱۲۳۴۵۶۷۹"],
    ["به کارت ۶۰۳۷-۹۹۱۱-۱۱۱۱-۱۱۱۱", ...[]],
    ["به کارت ۶۰۳۷ ۹۹۱۱ ۱۱۱۱ ۱۱۱۲ بریزید", "card: ۶۰۳۷ ۹۹۱۱ ۱۱۱۱ ۱۱۱۲"],
    ["پلاک ۱۲ ب ۳۴۵ ایران ۶۷", "plate: ۱۲ ب ۳۴۵ ایران ۶۷"],
    ["پلاک ۱۲الف۳۴۵-۶۷", "plate: ۱۲الف۳۴۵-۶۷"],
    ["write to a.b@example.invalid now", "email: a.b@example.invalid"],
    ["کانال @sang_navard.", "handle: @sang_navard"],
    ["https://t.me/sangnavard/12", "handle: t.me/sangnavard"],
  ]
  for (const [text, ...want] of cases)
    test(`finds in «${text}»: ${want.join(", ")}`, () => expect(found(text)).toEqual(want))

  for (const text of [
    "",
    "کارگران نیشکر هفت‌تپه امروز دست از کار کشیدند.",
    "خانم‌ها و آقایان کارگر در شهرک علی‌آباد گرد آمدند.",
    "خانم معلم و آقای مدیر رفتند.",
    "امید زندگی در بهار آزادی",
    "بیمارستان امام رضا و دانشگاه شهید بهشتی و خیابان دکتر شریعتی",
    "فرزندان کارگران و فرزند خود را آوردند.",
    "به نام نان و آزادی",
    "۲٬۵۰۰ کارگر در ۱۲ آبان ۱۳۹۹، ساعت ۱۰:۳۰، ۱۲۳۴۵۶۷۸۹۰ ریال",
    "Workers of Haft Tappeh began a strike on Sunday.",
    "the rana of the hall called a strike",
    "شماره پرونده ۰۰۱۲۳۴۵۶۷۸",
    "IR 123456789012345678901234",
    "خودِ آزاده‌ها و شاهزاده و امامزاده",
    "سنگ و نان @ab",
  ])
    test(`finds nothing in «${text}»`, () => expect(found(text)).toEqual([]))

  test("finds every first name of the list with a surname of its own making, in each way of writing", () => {
    const missed: string[] = []
    for (const row of rowsOf(PERSONS, "given-names")) {
      const name = row.name_fa!
      for (const text of [
        `${name} سنگ‌نژاد بازداشت شد`,
        `${name} رضایی بازداشت شد`.replaceAll("ی", "ي").replaceAll("ک", "ك"),
        `آقای ${name} بازداشت شد`,
        `${row.name_en!.split("|")[0]} Sangnejad was held`,
      ])
        if (found(text).length === 0) missed.push(text)
    }
    expect(missed).toEqual([])
  })

  test("stops few names of the registers that are shipped, and none of them by a number", () => {
    const { workplaces, organisations } = builtInKnowledge()
    const names = [...workplaces.values(), ...organisations.values()].flatMap(({ name, nameEn }) => [name, nameEn])
    const stopped = names.filter((name) => personLike(name).length > 0)
    expect(names.length).toBeGreaterThan(1000)
    // Firms that bear a person's or a hero's name: they stand in the product's own register, which nothing stops.
    expect(stopped.length / names.length).toBeLessThan(0.03)
    const signs = new Set(names.flatMap((name) => personLike(name).map(({ sign }) => sign)))
    expect([...signs]).toEqual(["name"])
  })

  test("costs time linear in the text", () => {
    const text = "آقای به نام 0912 345 6789 a@b.c @@@ t.me/x ۱۲ ب ۳۴۵ ".repeat(2_000)
    const time = (of: string) => {
      const start = performance.now()
      personLike(of)
      return performance.now() - start
    }
    time(text)
    const [once, twice] = [Math.min(time(text), time(text)), Math.min(time(text + text), time(text + text))]
    expect(twice / once).toBeLessThan(3.5)
    expect(time("1 ".repeat(50_000))).toBeLessThan(2_000)
    expect(time("a".repeat(100_000))).toBeLessThan(2_000)
  })
})

describe("data/persons", () => {
  const root = new URL("../../../../data/", import.meta.url).pathname
  test("has every file with source and licence, sorted by id, each id and name once", () => {
    expect(readFileSync(`${root}SOURCES.md`, "utf8")).toContain("`persons/`")
    for (const [name, table] of Object.entries(PERSONS)) {
      const rows = rowsOf(PERSONS, name)
      const ids = rows.map((row) => row.id!)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids).toEqual([...ids].sort())
      expect(table.columns.slice(0, 4)).toEqual(["id", "status", "source", "licence"])
      for (const row of rows) expect([row.source, row.licence]).not.toContain("")
    }
    const names = rowsOf(PERSONS, "given-names").map((row) => row.name_fa)
    expect(new Set(names).size).toBe(names.length)
  })
})
