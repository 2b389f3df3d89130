import { describe, expect, test } from "vitest"
import { codeReport } from "../code-report.ts"

const counts = (text: string) =>
  codeReport({ id: "t", text, published: "2024-05-20" }).actions.map((a) => a.places_count)

describe("an act's number of places", () => {
  const cases: readonly (readonly [text: string, counts: readonly (number | null)[]])[] = [
    ["کامیون‌داران در بیش از ۸۰ شهر اعتصاب کردند و افزایش کرایه خواستند.", [80]],
    ["معلمان در تهران و ۱۴ شهر دیگر تجمع کردند و رتبه‌بندی خواستند.", [14]],
    ["معلمان در سی و هفت شهر کشور تحصن کردند و رتبه‌بندی خواستند.", [37]],
    ["بازنشستگان در ۹ استان و ۱۲ شهر تجمع کردند و همسان‌سازی خواستند.", [12]],
    ["پرستاران در ده‌ها شهر تجمع کردند و کارانه خواستند.", [null]],
    ["کارگران پیمانی نفت در بیش از ۶۰ مرکز دست از کار کشیدند و افزایش مزد خواستند.", [60]],
    ["کارگران دو کارخانه در ساوه برای حقوق معوقه تجمع کردند.", [null]],
    ["کشاورزان ساوه برای آب تجمع کردند. به گفته آنان ۲۰۰ کارخانه در این استان آب می‌گیرند.", [null]],
  ]
  for (const [text, want] of cases) test(text, () => expect(counts(text)).toEqual(want))
})
