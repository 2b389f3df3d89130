import { describe, expect, test } from "vitest"
import { codeReport } from "../code-report.ts"

// Sentences that tell of several groups, each act as «form+form workforce: places». Published on Monday 20 May 2024.
function actsOf(text: string): string[] {
  const { actions } = codeReport({ id: "t", text, published: "2024-05-20" })
  return actions
    .map((a) => `${[...a.forms].sort().join("+")} ${a.workforce}: ${a.places.map((p) => p.name).join("، ")}`)
    .sort()
}

type Case = readonly [text: string, ...acts: string[]]

const CASES: Readonly<Record<string, readonly Case[]>> = {
  "paragraphs that begin with a town and tell of other groups each": [
    [
      "روز شنبه در چند شهر تجمع برپا شد.\nدر تهران مرغداران مقابل وزارت کشاورزی تجمع کردند و راه را بستند.\nهمچنین پرستاران مقابل مجلس تجمع کردند.\nدر مشهد مال‌باختگان مقابل دادگستری تجمع کردند و پول خود را خواستند.",
      "blockade+gathering farmers: تهران",
      "gathering health: تهران",
      "gathering non_labour: مشهد",
    ],
    [
      "در اهواز بازنشستگان مقابل استانداری تجمع کردند.\nدر شوش بازنشستگان مقابل فرمانداری تجمع کردند.",
      "gathering retirees: اهواز، شوش",
    ],
  ],
  "groups of a list share the verb that closes it": [
    [
      "روز شنبه، جمعی از رانندگان مینی‌بوس در یاسوج، شماری از بازنشستگان مخابرات در مقابل اداره کل این شرکت در تبریز و گروهی از کارگران نساجی بروجرد در محوطه کارخانه دست به تجمع زدند.",
      "gathering retirees: تبریز",
      "gathering textile: بروجرد",
      "gathering transit: یاسوج",
    ],
    [
      "دست‌کم سه تجمع در تهران برگزار شد. شماری از کارگران مهمان‌سرای نفت و گاز گچساران در مقابل ساختمان اداری این شرکت، گروهی از سرایداران مدارس البرز و جمعی از کارگران هپکو در مقابل مجلس تجمع کردند.",
      "gathering education: تهران",
      "gathering machinery: تهران",
      "gathering oil_gas: گچساران",
    ],
    [
      "معلمان در اهواز، شیراز و کرج و بازنشستگان در تهران تجمع کردند.",
      "gathering education: اهواز، شیراز، کرج",
      "gathering retirees: تهران",
    ],
  ],
  "each clause has its own group, form and place": [
    [
      "کارکنان آبفای اهواز برای سومین روز به تجمع خود ادامه دادند؛ در همین حال گروهی از کشاورزان دزفول جاده اندیمشک را بستند و بازنشستگان کشوری در ایلام راهپیمایی کردند.",
      "blockade farmers: دزفول",
      "gathering power_water: اهواز",
      "march retirees: ایلام",
    ],
    [
      "رانندگان مینی‌بوس در بم اعتصاب کردند و پرستاران بیمارستان سینا در همدان به راهپیمایی پرداختند.",
      "march health: همدان",
      "strike transit: بم",
    ],
  ],
  "one group named again stays one": [
    ["کارگران و کارمندان شهرداری لوشان و خانواده‌هایشان مقابل فرمانداری تجمع کردند.", "gathering municipal: لوشان"],
    [
      "کارگران معدن سنگرود که از سوی مدیران و کارمندان شرکت تهدید شده بودند، روز شنبه در منجیل اعتصاب کردند.",
      "strike mining: منجیل",
    ],
    ["بازنشستگان فولاد و مخابرات در اصفهان تجمع کردند.", "gathering retirees: اصفهان"],
    [
      "بازنشستگان شوش، دزفول و اهواز امروز در برابر تأمین اجتماعی گرد آمدند. در شوش بازنشستگان به سوی بازار راهپیمایی کردند.",
      "gathering+march retirees: شوش، دزفول، اهواز",
    ],
  ],
  "the day of an end is no other act's": [
    [
      "روز چهارشنبه ۲۶ اردیبهشت، اعتصاب کارگران نورد بافق پس از یک هفته پایان یافت. این کارگران روز چهارشنبه ۱۹ اردیبهشت در اعتراض به عقب افتادن مزدشان دست از کار کشیده بودند.",
      "strike steel_metals: بافق",
    ],
  ],
}

for (const [name, cases] of Object.entries(CASES)) {
  describe(name, () => {
    for (const [text, ...acts] of cases) test(text.slice(0, 90), () => expect(actsOf(text)).toEqual(acts.sort()))
  })
}

describe("what is said of one group of a sentence", () => {
  const claims: readonly (readonly [text: string, ...told: string[]])[] = [
    [
      "رانندگان مینی‌بوس در بم در اعتراض به گرانی لاستیک اعتصاب کردند و پرستاران بیمارستان سینا در همدان برای کارانه معوق تجمع کردند.",
      "health: unpaid_wages",
      "transit: fees_quotas",
    ],
    [
      "روز شنبه جمعی از کارگران معدن در بافق، شماری از دانشجویان در محوطه دانشگاه تبریز، شماری از اهالی روستای گلین در مقابل فرمانداری مراغه و گروهی از باغداران در دماوند در تجمعاتی خواستار رسیدگی به مطالباتشان شدند.",
      "farmers: ",
      "mining: ",
      "non_labour: ",
      "students: ",
    ],
    ["شماری از اهالی روستای گلین در مقابل فرمانداری میانه تجمع کردند."],
  ]
  for (const [text, ...told] of claims)
    test(text.slice(0, 80), () => {
      const { actions } = codeReport({ id: "t", text, published: "2024-05-20" })
      expect(actions.map((a) => `${a.workforce}: ${a.demands.join(" ")}`).sort()).toEqual(told.sort())
    })
})

describe("the day, the place and the number of an act", () => {
  const facts: readonly (readonly [text: string, told: string])[] = [
    [
      "کارگران نورد در بافق در اعتراض به تعویق دستمزد و رد نشدن لیست بیمه از صبح امروز (دوشنبه ۳۱ اردیبهشت) دست از کار کشیدند.",
      "2024-05-20 بافق",
    ],
    [
      "کارگران شهرداری بم شنبه ۲۹ اردیبهشت برای دومین روز پیاپی برای دستمزد سه ماه گذشته (بهمن، اسفند و فروردین) تجمع کردند.",
      "2024-05-17 بم",
    ],
    ["کارگران شهرداری سربندر دیروز مقابل شهرداری تجمع کردند.", "2024-05-19 بندرامام خمینی"],
    [
      "On Thursday May 16, 2024, steel workers continued their strike in Ahvaz, for the 4th consecutive day.",
      "2024-05-13 اهواز",
    ],
    ["May 16: Steel workers rallied in Ahvaz.", "2024-05-16 اهواز"],
    [
      "دیروز معلمان در شیراز تجمع کردند. مأموران به تجمع‌کنندگان یورش بردند و دست‌کم ۱۲ معلم بازداشت شدند.",
      "2024-05-19 شیراز",
    ],
    ["کارمندان برشنا در تالقان امروز دست به گردهمایی اعتراضی زدند.", "2024-05-20 تالقان"],
  ]
  for (const [text, told] of facts)
    test(text.slice(0, 80), () => {
      const { actions } = codeReport({ id: "t", text, published: "2024-05-20" })
      expect(
        actions.map(
          (a) => `${a.date.start} ${a.places.map((p) => p.name).join("، ")}${a.participants === null ? "" : " !"}`,
        ),
      ).toEqual([told])
    })

  test("a day that is added is another act's", () => {
    const text =
      "شماری از کشاورزان در میدان خوراسگان اصفهان تجمع کردند. این کشاورزان روز شنبه نیز تجمع اعتراضی دیگری برگزار کرده بودند."
    const { actions } = codeReport({ id: "t", text, published: "2024-05-20" })
    expect(actions.map((a) => `${a.date.start} ${a.date.precision}`).sort()).toEqual([
      "2024-05-18 day",
      "2024-05-20 week",
    ])
  })
})

describe("a call in few words", () => {
  const calls: readonly (readonly [text: string, ...told: string[]])[] = [
    [
      "فراخوان شورای بازنشستگان\nتحصن: یکشنبه ۱۳ خرداد\nتجمع: سه‌شنبه ۱۵ خرداد، مقابل سازمان تأمین اجتماعی",
      "called gathering 2024-06-04 retirees",
      "called sit_in 2024-06-02 retirees",
    ],
    [
      "⭕️ #فراخوان انجمن صنفی معلمان گیلان\nدر حمایت از معلمان بازداشتی در تجمع ۱۱ اردیبهشت\n🔺#تحصن شنبه ۵ خرداد\n🔺#تجمع یکشنبه ۶ خرداد",
      "called gathering 2024-05-26 education",
      "called sit_in 2024-05-25 education",
    ],
    [
      "وعده ما دوشنبه ۷ خرداد ساعت ۱۰\nکرمانشاه: مقابل استانداری\nاهواز: مقابل صندوق بازنشستگی\nکانون بازنشستگان فولاد",
      "called gathering 2024-05-27 retirees",
    ],
    ["فردا همه رانندگان خط واحد جلوی شهرداری رشت باشند.", "called gathering 2024-05-21 workers_other"],
    ["مدیران معدن و رانندگان اتوبوس در جلسه‌ای در فرمانداری بم حاضر شدند."],
  ]
  for (const [text, ...told] of calls)
    test(text.slice(0, 60), () => {
      const { actions } = codeReport({ id: "t", text, published: "2024-05-20" })
      expect(actions.map((a) => `${a.status} ${a.forms.join("+")} ${a.date.start} ${a.workforce}`).sort()).toEqual(
        told.sort(),
      )
    })
})
