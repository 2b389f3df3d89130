import { describe, expect, test } from "vitest"
import { codeReport } from "../code-report.ts"
import type { Kind } from "../codes.ts"

const kindOf = (text: string) => codeReport({ id: "x", text, published: "2021-06-20" }).kind

const cases: readonly (readonly [Kind, string])[] = [
  // The text of a statement says so, speaks from its heading, or is signed.
  [
    "statement",
    "دومین روز تجمع کارگران هپکو\nشورای کارگران هپکو در دومین روز تجمع کارگران هپکو بیانیه‌ای داده است که متن کامل آن را می‌خوانید:\nکارگر زندانی آزاد باید گردد.",
  ],
  ["statement", "بدین‌وسیله سندیکای نقاشان اراک اعلام می‌کند که در تجمع کارگران برگه‌ای پخش نکرده است."],
  [
    "statement",
    "در کنار کارگران هپکو ایستاده‌ایم\nکارگران هپکو ماه‌هاست مزد نگرفته‌اند و ناچار به اعتراض شده‌اند.\nما کارگران و معلمان تا رسیدن آنان به خواسته‌هایشان در کنارشان می‌مانیم.\nسندیکای نقاشان اراک",
  ],
  // A worker whose words an agency gives makes no statement.
  [
    "report",
    "کارگران هپکو: سه ماه است مزد نگرفته‌ایم\nکارگران هپکو امروز مقابل استانداری اراک تجمع کردند. یکی از آنان گفت: ما مزد می‌خواهیم، خانواده‌هایمان گرسنه‌اند و ما چاره‌ای نداریم.",
  ],
  // A title that begins with the punishment, against an attack on an act.
  [
    "repression",
    "بازداشت شماری از فعالان کارگری در تجمع روز کارگر\nشماری از کارگران در تجمع روز کارگر در اراک بازداشت شدند.",
  ],
  [
    "report",
    "حمله به تجمع کارگران معدن\nروز شنبه کارگران اخراج شده معدن طبس تجمع کردند و مأموران به این تجمع حمله کردند.",
  ],
  ["repression", "دو فعال کارگری در سنندج بازداشت شدند."],
  // Want of work, a return to work, and punishment.
  ["background", "اخراج ده‌ها کارگر\nبیش از ۶۰ کارگر دو کارخانه در نایین به بهانه نبود نقدینگی از کار اخراج شدند."],
  ["repression", "اخراج سه راننده\nسه راننده شرکت واحد به دلیل پیگیری مطالبات همکاران از کار اخراج شدند."],
  ["background", "معدنچیان طبس دست از کار نکشیده‌اند اما به شیوه کار معترض‌اند."],
]

describe("the kind of a document", () => {
  for (const [kind, text] of cases)
    test(`${kind}: «${text.split("\n")[0]}»`, () => {
      expect(kindOf(text)).toBe(kind)
    })
})
