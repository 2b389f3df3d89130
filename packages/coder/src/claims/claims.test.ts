import { describe, expect, test } from "vitest"
import { codeReport } from "../code-report.ts"

const act = (text: string, published = "2023-07-04") => codeReport({ id: "x", text, published }).actions[0]!

/** One act told in a first sentence; what follows is the case. */
const LEAD = "کارگران نساجی اراک روز دوشنبه ۱۲ تیر مقابل استانداری تجمع کردند."

describe("demandsOf", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ["takes a complaint", "آنان به پرداخت نشدن سه ماه حقوق معترض بودند.", ["unpaid_wages"]],
    [
      "takes words in quotation marks that somebody says",
      "آنها می‌گویند: «شرکت واسطه باید برود.»",
      ["contractor_removal"],
    ],
    [
      "leaves slogans aside where claims are told",
      "خواستار پرداخت مزد تیر شدند و شعار «مدیر نالایق، استعفا استعفا» سر دادند.",
      ["unpaid_wages"],
    ],
    ["takes slogans where nothing else is told", "شعار «زندانی سیاسی آزاد باید گردد» سر دادند.", ["release_prisoners"]],
    [
      "says what a decision is about rather than that it is one",
      "خواستار اجرای مصوبه مجلس برای تبدیل وضعیت نیروهای شرکتی شدند.",
      ["job_security"],
    ],
    [
      "keeps a law named by number",
      "خواستار اجرای ماده ۱۰ قانون وظایف وزارت نفت و حذف سقف حقوق شدند.",
      ["wage_increase", "law_reform"],
    ],
    ["claims no licence where one is threatened", "مأموران آنان را به ابطال پروانه کسب تهدید کردند.", []],
    [
      "leaves out what a closing paragraph says of protests in general",
      "خواستار پرداخت مزد شدند.\n\nدر سال‌های اخیر تجمع‌های کارگری در اعتراض به خصوصی‌سازی و نبود ایمنی بیشتر شده است.",
      ["unpaid_wages"],
    ],
    [
      "takes what the same group has claimed for years where nothing else is told",
      "کارگران نساجی در سال‌های اخیر بارها خواستار پرداخت مزد و رفع تبعیض شده‌اند.",
      ["equality", "unpaid_wages"],
    ],
    [
      "makes no claim of what unpaid wages have led to",
      "آنان سه ماه حقوق نگرفته‌اند و می‌گویند سفره‌شان خالی است.",
      ["unpaid_wages"],
    ],
    [
      "takes a grievance before its word of protest",
      "آنها از وضعیت معیشتی خود به شدت ناراضی بودند.",
      ["cost_of_living"],
    ],
    [
      "passes over what an official names in passing",
      "خواستار پرداخت مزد شدند. مدیر کارخانه گفت برای تورم کشور راهی پیدا می‌شود.",
      ["unpaid_wages"],
    ],
  ]
  for (const [name, rest, want] of cases)
    test(name, () => expect([...act(`${LEAD} ${rest}`).demands].sort()).toEqual([...want].sort()))

  test("reads unpaid money and small pay by who claims it", () => {
    const of = (who: string, what: string) =>
      act(`${who} روز دوشنبه ۱۲ تیر ${what} مقابل استانداری اراک تجمع کردند.`).demands
    expect(of("کشاورزان", "در اعتراض به عدم دریافت مطالباتشان")).toEqual(["fees_quotas"])
    expect(of("بازنشستگان", "با شعار «حقوق ناچیز ما کفاف نمی‌دهد»")).toEqual(["pension_increase"])
    expect(of("کارگران نساجی", "برای دریافت حقوق و مزایای معوق")).toEqual(["unpaid_wages"])
  })

  test("does not put into the mouths of strikers what others ask for after an arrest", () => {
    const text = `بازداشت دو کارگر در اراک\nدو کارگر شب گذشته بازداشت شدند. ${LEAD} آنان در آن تجمع مزد خرداد را خواستند. اتحادیه آزاد کارگران خواستار آزادی فوری آنان شد.`
    expect(act(text).demands).toEqual(["unpaid_wages"])
  })

  test("takes the list of a call, not its greeting", () => {
    const text =
      "فراخوان تجمع معلمان\nهمکاران! پاداش بازنشستگان هنوز در راه است.\nپنجشنبه ۱۵ تیر ۱۴۰۲ مقابل ادارات آموزش و پرورش تجمع می‌کنیم.\nخواسته‌ها:\n▪️ اجرای رتبه‌بندی\n▪️ آموزش رایگان"
    expect([...act(text).demands].sort()).toEqual(["free_education", "job_grading"])
  })

  test("gives each group of a joint crowd its own label", () => {
    const text =
      "معلمان شاغل و بازنشستگان فرهنگی روز دوشنبه ۱۲ تیر در سنندج تجمع کردند.\nشاغلان: اجرای رتبه‌بندی\nبازنشستگان: همسان‌سازی\nهر دو گروه: آزادی معلمان زندانی"
    const of = new Map(
      codeReport({ id: "x", text, published: "2023-07-04" }).actions.map((a) => [a.workforce, a.demands]),
    )
    expect([...of.get("education")!].sort()).toEqual(["job_grading", "release_prisoners"])
    expect([...of.get("retirees")!].sort()).toEqual(["pension_increase", "release_prisoners"])
  })
})

describe("outcomesOf", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ["takes a promise with its term", "فرماندار گفت آب تا فردا رهاسازی می‌شود.", ["promised"]],
    ["takes no talks without result", "نمایندگان کارگران دو ساعت با معاون استاندار گفت‌وگو کردند.", []],
    ["takes what was paid", "عصر همان روز حقوق خرداد به حساب کارگران واریز شد.", ["paid"]],
    ["takes no denial of payment", "حقوق خرداد به حساب کارگران واریز نشد.", []],
    ["takes no promise of last year", "سال گذشته مدیر کارخانه وعده پرداخت داده بود.", []],
    ["takes no promise that was not kept", "مسئولان قول رسیدگی دادند که هنوز اقدامی نکرده‌اند.", []],
    ["takes a refusal in words", "مدیر گفت درخواست کارگران پذیرفته نیست.", ["rejected"]],
    ["takes the removal of the manager alone", "شورای شهر مدیرعامل شرکت را برکنار کرد.", ["official_removed"]],
  ]
  for (const [name, rest, want] of cases) test(name, () => expect(act(`${LEAD} ${rest}`).outcomes).toEqual(want))

  test("says which demand an outcome answers", () => {
    const events = act(
      `${LEAD} خواستار پرداخت مزد و برکناری مدیرعامل شدند. مدیرعامل برکنار شد. مزد خرداد نیز واریز شد.`,
    ).outcome_events
    expect(events.map((e) => [e.code, e.demand])).toEqual([
      ["official_removed", "management"],
      ["paid", "unpaid_wages"],
    ])
  })
})

describe("repressionOf", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ["takes what was done to them", "مأموران دو کارگر را بازداشت کردند.", ["arrest"]],
    ["takes no denial", "کسی بازداشت نشد.", []],
    ["takes no arrests of other protests", "برخی از تجمع‌های صنفی با بازداشت کارگران همراه بوده است.", []],
    ["takes no arrest that was only tried", "پلیس برای بازداشت این دو راننده اقدام کرد ولی موفق نشد.", []],
    ["takes nothing done to those whom they support", "تجمع در حمایت از کارگرانی بود که بازداشت و زندانی شده‌اند.", []],
    ["takes nothing of an earlier day", "روز ۵ خرداد نیز دو کارگر بازداشت شده بودند.", []],
    ["takes nothing that is to end", "آنان خواستار لغو احکام شلاق همکارانشان شدند.", []],
    ["takes nothing that people complain of", "آنان در اعتراض به بازداشت همکارشان شعار دادند.", []],
    ["takes an attack and those hurt in it", "یگان ویژه به جمعیت حمله کرد و سه کارگر زخمی شدند.", ["attack", "injury"]],
    ["takes no accident at work", "هفته پیش سه کارگر در سقوط بالابر زخمی شده بودند.", []],
    ["takes a threat of loss", "مدیر آنان را به کسر حقوق تهدید کرد.", ["threat"]],
  ]
  for (const [name, rest, want] of cases)
    test(name, () => expect([...act(`${LEAD} ${rest}`).repression].sort()).toEqual(want))

  test("takes the lost work of the dismissed for their grievance", () =>
    expect(
      act("کارگران اخراجی شهرداری ایلام روز دوشنبه ۱۲ تیر مقابل فرمانداری تجمع کردند. قراردادشان پاییز تمدید نشد.")
        .repression,
    ).toEqual([]))
})
