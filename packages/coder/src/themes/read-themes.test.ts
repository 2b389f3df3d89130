import { describe, expect, test } from "vitest"
import { codeReport } from "../code-report.ts"

const repression = (text: string) =>
  [...codeReport({ id: "x", text, published: "2023-07-04" }).themes.repression].sort()

const solidarity = (text: string) => codeReport({ id: "x", text, published: "2022-05-20" }).themes.solidarity

describe("readThemes", () => {
  test("counts bare words of repression in a list of such", () =>
    expect(repression("بیانیه کانون صنفی معلمان\nتهدید، احضار و تبعید معلمان این جنبش را به عقب نرانده است.")).toEqual([
      "restriction",
      "summons",
      "threat",
    ]))

  test("counts no bare word that stands alone", () =>
    expect(repression("بیانیه کانون صنفی معلمان\nتعطیلی مدرسه تهدید بزرگی برای آموزش است.")).toEqual([]))

  test("reads who supports whom in a sentence of its own", () =>
    expect(solidarity("بازنشستگان تامین اجتماعی از مطالبات پرستاران پشتیبانی کردند.")).toEqual([
      { from: "retirees", to: "health" },
    ]))

  test("reads what ought to be supported as nobody's support", () =>
    expect(solidarity("بازنشستگان گفتند نمایندگان باید از مطالبات پرستاران حمایت کنند.")).toEqual([]))
})
