import { existsSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { codeReport } from "./code-report.ts"
import type { CodedDocument } from "./coded.ts"

// The real message stands outside the project (KARNEGAR_SHARED or ../shared); a text of our own with the same claims is its twin here.
const SHARED = process.env.KARNEGAR_SHARED ?? new URL("../../../../shared", import.meta.url).pathname
const REAL = `${SHARED}/samples/message-to-workers.fa.txt`

const TWIN = `پیام به کارگران
شما کارگران هفت تپه با اعتصاب‌های متحدانه خود موفق شدید از کارفرمای فاسد و طلبکار و شریکانش خلع ید شود و حکومت را واداشتید او را محکوم و زندانی کند. شما اداره شورایی را پیش گذاشتید.
شما کارگران نفت با اعتصابات سراسری پیمانکاری و مناطق ویژه اقتصادی را به چالش کشیدید و شورای سازماندهی اعتراضات خود را بنا کردید و خواهان افزایش دستمزدها شدید.
شما بازنشستگان با تجمعات سراسری برای درمان رایگان و علیه تبعیض، اختلاس‌ها و سرکوب ایستادید.
شما معلمان با اعتصابات و تجمعات سراسری در بیش از ۷۰ شهر تحصیل رایگان خواستید.
کولبران، سوخت‌بران و حاشیه‌نشینان از مبارزات شما نیرو می‌گیرند؛ از ایران خودرو تا هپکو و فولاد اهواز، از راه‌آهن تا شهرداری‌ها و مخابرات و معادن.
شما در حمایت از فعالان جنبش‌های اعتراضی، علیه شکنجه و شلاق، علیه اعدام و در دفاع از زندانیان سیاسی و جنبش رهایی زن سخن گفتید. خیزش ۹۶ و ۹۸ و کشتار کرونا را به یاد داریم.
به ما بپیوندید و برای سرنگونی متحد شوید.
حزب کمونیست کارگری`

const WORKFORCES =
  "sugar oil_gas auto machinery steel_metals rail municipal telecom mining retirees education kolbars fuel_carriers marginalised".split(
    " ",
  )
const DEMANDS =
  "wage_increase contractor_removal special_zones health_care free_education equality anti_corruption end_repression end_executions release_prisoners womens_rights workers_control epidemic_policy political_change".split(
    " ",
  )

function claims(read: () => CodedDocument): void {
  test("is a statement that dates no act", () => expect([read().kind, read().actions.length]).toEqual(["statement", 0]))
  test("names its fourteen groups", () => expect(read().themes.workforces).toEqual(expect.arrayContaining(WORKFORCES)))
  test("raises its fourteen claims", () => expect(read().themes.demands).toEqual(expect.arrayContaining(DEMANDS)))
  test("tells what was won", () =>
    expect(read().themes.outcomes).toEqual(
      expect.arrayContaining(["employer_removed", "employer_prosecuted", "organisation_formed"]),
    ))
  test("condemns prison, torture and flogging", () =>
    expect(read().themes.repression).toEqual(expect.arrayContaining(["prison_sentence", "torture", "flogging"])))
  test("names the four plants", () => {
    const names = read()
      .themes.workplaces.join("|")
      .replace(/\u200c/g, " ")
    for (const name of ["هفت تپه", "ایران خودرو", "هپکو", "فولاد اهواز"]) expect(names).toContain(name)
  })
  test("names the party and the council", () => {
    const names = read().themes.organisations.join("|")
    expect(names).toContain("حزب کمونیست کارگری")
    expect(names).toContain("شورای سازماندهی اعتراضات")
  })
  test("recalls the acts without a day", () => {
    const acts = read().themes.mentioned_actions
    const of = (workforce: string) => acts.find((a) => a.workforce === workforce)
    expect(of("sugar")).toMatchObject({ forms: ["strike"], outcomes: expect.arrayContaining(["employer_removed"]) })
    expect(acts.some((a) => a.workforce === "oil_gas" && a.forms.includes("strike"))).toBe(true)
    expect(of("retirees")).toMatchObject({ forms: ["gathering"] })
    expect(of("education")).toMatchObject({ forms: expect.arrayContaining(["strike", "gathering"]), places_count: 70 })
  })
  test("refers to both uprisings", () =>
    expect(read().themes.context_events.map((e) => e.date?.slice(0, 7))).toEqual(
      expect.arrayContaining(["2017-12", "2019-11"]),
    ))
  test("reports solidarity and appeals to join", () => {
    expect(read().themes.solidarity.length).toBeGreaterThan(0)
    expect(read().themes.appeals.length).toBeGreaterThan(0)
  })
}

describe("a message of our own to workers of many trades", () => claims(() => codeReport({ id: "twin", text: TWIN })))

describe.skipIf(!existsSync(REAL))("the message to the workers", () =>
  claims(() => codeReport({ id: "message", text: readFileSync(REAL, "utf8") })),
)
