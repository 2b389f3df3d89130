import { describe, expect, test } from "vitest"
import { builtInKnowledge, codeReport } from "../code-report.ts"
import { readMentions } from "../mentions/read-mentions.ts"
import type { Problem } from "../problem.ts"
import { readDoc } from "../text/read-doc.ts"
import { findPlaces } from "./places.ts"

const knowledge = builtInKnowledge()

/** Places of a text: name, and role where it is not `told`. */
function read(text: string, outlet: string | null = null) {
  const doc = readDoc(text)
  const problems: Problem[] = []
  const { places } = findPlaces(doc, readMentions(doc, knowledge.phrases), knowledge, problems, outlet)
  return { places, problems }
}
const roles = (text: string) => read(text).places.map((p) => `${p.place.name} ${p.within ? "within" : p.role}`)
/** Places of all actions of a report. */
const coded = (text: string, published = "2024-05-20") =>
  codeReport({ id: "t", text, published }).actions.map((a) => a.places.map((p) => p.name).join("، "))

describe("findPlaces reads what a place's name does", () => {
  const cases: readonly (readonly [text: string, roles: readonly string[]])[] = [
    ["کارگران در بروجرد تجمع کردند.", ["بروجرد told"]],
    ["کارگران نساجی بروجرد دست از کار کشیدند.", ["بروجرد who"]],
    ["معلمان در شهرهای یزد، میبد و اردکان تجمع کردند.", ["یزد told", "میبد told", "اردکان told"]],
    ["پرستاران مقابل استانداری فارس تجمع کردند.", ["فارس told"]],
    ["در دزفول، بازنشستگان فولاد اهواز تجمع کردند.", ["دزفول told", "اهواز who"]],
    ["نماینده مردم نطنز از خواست کارگران حمایت کرد.", ["نطنز claim"]],
    ["رانندگان جاده ساوه را بستند.", ["ساوه road"]],
    ["کارگران در خیابان کاشان تجمع کردند.", ["کاشان aside"]],
    ["کارگران خواستار رفع تبعیض در استان یزد شدند.", ["یزد claim"]],
    ["کارگران به دلیل انتقال کارخانه قزوین تجمع کردند.", ["قزوین claim"]],
    ["کشاورزان از مهریز و تفت به یزد آمده بودند.", ["مهریز aside", "تفت aside", "یزد told"]],
    [
      "اهالی روستای نمونه‌دره از توابع شهرستان رودبار گیلان جاده را بستند.",
      ["نمونه‌دره who", "رودبار within", "گیلان within"],
    ],
    ["کارگران شهرداری خرم‌آباد لرستان تجمع کردند.", ["خرم آباد who", "لرستان within"]],
  ]
  for (const [text, want] of cases) test(text, () => expect(roles(text)).toEqual(want))

  const none = [
    "درود بر معلمان ایران‌دوست.",
    "بافت فرسوده این محله بازسازی نشد.",
    "مهاجران افغان در صف نانوایی بودند.",
    "به گزارش خبرگزاری فارس، باران بارید.",
    "کشتی در خلیج فارس ماند.",
    "آقای کرمانی و خانم طالقانی سخن گفتند.",
    "دیر به خانه آمدند و عباس رفت.",
  ]
  for (const text of none) test(`finds none: ${text}`, () => expect(roles(text)).toEqual([]))
})

describe("findPlaces decides between places of one name", () => {
  const id = (text: string, outlet: string | null = null) => {
    const { places, problems } = read(text, outlet)
    return [places[0]?.place.province ?? null, problems.map((p) => p.code)]
  }
  test("by the province behind it", () =>
    expect(id("کارگران شهرداری نورآباد لرستان تجمع کردند.")).toEqual(["لرستان", []]))
  test("by its neighbours", () => expect(id("معلمان در نورآباد، الشتر و کوهدشت تجمع کردند.")).toEqual(["لرستان", []]))
  test("by the outlet", () =>
    expect(id("کارگران شهرداری نورآباد تجمع کردند.", "پایگاه خبری لرستان")).toEqual(["لرستان", []]))
  test("or leaves it open, with all candidates and no province", () => {
    const { places, problems } = read("کارگران شهرداری نورآباد تجمع کردند.")
    expect(places[0]!.place).toMatchObject({ id: null, province: null, lat: null })
    expect(places[0]!.place.candidates!.length).toBeGreaterThan(1)
    expect(problems.map((p) => p.code)).toEqual(["place.many"])
  })
})

describe("an action's places", () => {
  const cases: readonly (readonly [what: string, text: string, places: readonly string[]])[] = [
    [
      "are the towns of a list, and the provinces that no town is named in",
      "بازنشستگان مخابرات روز یکشنبه در اهواز، شوش، کرمانشاه و استان گیلان تجمع کردند و خواستار افزایش حقوق شدند.",
      ["اهواز، شوش، کرمانشاه، گیلان"],
    ],
    [
      "leave out a province whose towns stand in brackets",
      "پرستاران دیروز در استان‌های خراسان رضوی (مشهد و نیشابور)، ایلام و همدان (ملایر) برای پرداخت کارانه تجمع کردند.",
      ["مشهد، نیشابور، ملایر، ایلام"],
    ],
    [
      "are named once though the text repeats them",
      "کارگران شهرداری اهواز در اهواز برای حقوق معوقه تجمع کردند. این تجمع مقابل شهرداری اهواز بود.",
      ["اهواز"],
    ],
    [
      "stand in a list of their own beside the act",
      "معلمان دیروز برای اجرای رتبه‌بندی تحصن کردند. تصویرها از این شهرها رسیده است: سنندج، مریوان، یزد و ساری.",
      ["سنندج، مریوان، یزد، ساری"],
    ],
    [
      "are none of the towns of those who support it",
      "اعتصاب سراسری رانندگان کامیون برای افزایش کرایه ادامه دارد. دانشجویان شهرکرد، رشت، تهران و کشاورزان همدان در بیانیه‌ای حمایت خود را از این اعتصاب اعلام کردند.",
      ["ایران"],
    ],
    [
      "are the county that a village is told to lie in, where «this county» has the spot",
      "کشاورزان اهل روستای نمونه‌دره شهرستان خمین در مقابل فرمانداری این شهرستان برای حقابه تجمع کردند.",
      ["خمین"],
    ],
    ["are found in Kurdish spelling", "کسبه کرماشان دیروز برای کاهش مالیات مغازه‌های خود را بستند.", ["کرمانشاه"]],
    [
      "are Tehran before parliament, whatever towns the people are of",
      "کارگران شهرداری خرمشهر و آبادان امروز مقابل مجلس برای حقوق معوقه تجمع کردند.",
      ["تهران"],
    ],
    [
      "are the plant's town when the text names none",
      "کارگران هپکو امروز در اعتراض به عدم پرداخت حقوق دست به تجمع زدند.",
      ["اراک"],
    ],
    [
      "are what a line's label says",
      "خاش؛ تجمع کارگران سیمان برای حقوق معوقه\nکارگران از سه ماه حقوق طلب دارند.",
      ["خاش"],
    ],
    [
      "are the country for a nationwide act without places",
      "اعتصاب سراسری رانندگان کامیون امروز وارد سومین روز شد. آنان به نرخ پایین کرایه معترضند.",
      ["ایران"],
    ],
    [
      "are the country for towns of the country that nobody counts",
      "معلمان روز شنبه در بسیاری از شهرهای ایران در دفتر مدرسه‌ها نشستند و تحصن کردند.",
      ["ایران"],
    ],
    [
      "are not the country too beside towns that are named (codebook: nationwide without places named)",
      "آموزگاران دیروز در شیراز و دیگر شهرهای کشور برای اجرای رتبه‌بندی تجمع کردند.",
      ["شیراز"],
    ],
    [
      "are not the country where its towns are named",
      "آموزگاران دیروز در شهرهای مختلف کشور از جمله شیراز، فسا و جهرم برای اجرای رتبه‌بندی تجمع کردند.",
      ["شیراز، فسا، جهرم"],
    ],
    [
      "are no owners of something, though a town has that name",
      "مغازه داران شهر بافق دیروز در اعتراض به مالیات مغازه‌های خود را بستند.",
      ["بافق"],
    ],
    ["are the town of that name all the same", "پرستاران دیروز در داران برای کارانه تجمع کردند.", ["داران"]],
    [
      "go on over a road and over a name that no gazetteer has",
      "رانندگان کامیون دیروز در ساوه، جاده قم، ناکجاده، شازند و خمین برای کرایه اعتصاب کردند.",
      ["ساوه، قم، شازند، خمین"],
    ],
    [
      "are not where the reporter sat",
      "شماری از کارگران به خبرنگار ما در کرمان از تجمع کارگران شهرداری بافت مقابل شهرداری این شهر خبر دادند.",
      ["بافت"],
    ],
    [
      "hold no field beside its town",
      "کارگران پیمانی در پارس جنوبی دیروز مقابل ساختمان اداری واقع در عسلویه برای طبقه‌بندی مشاغل تجمع کردند.",
      ["عسلویه"],
    ],
    [
      "hold a list of provinces beside towns that it does not go through",
      "معلمان دیروز تحصن کردند. در استان‌های کردستان، یزد و ایلام و نیز در شهرهای سقز، کاشان و ساری تحصن گسترده بود.",
      ["کردستان، یزد، ایلام، سقز، کاشان، ساری"],
    ],
    [
      "hold names that are common words too where a list makes them towns",
      "پرستاران دیروز در خوی، میانه، ماکو و بهار تجمع کردند و خواستار پرداخت کارانه شدند.",
      ["خوی، میانه، ماکو، بهار"],
    ],
    ["hold no season behind a town", "پرستاران در خوی، بهار ۱۴۰۲ برای پرداخت کارانه تجمع کردند.", ["خوی"]],
    [
      "are a village that only its region tells of",
      "جوانان بیکار روستای تپه بادام خوزستان دیروز مقابل فرمانداری برای استخدام تجمع کردند.",
      ["تپه بادام"],
    ],
    [
      "are where they stood, not where their firm lies",
      "کارگران کارگاهی در تاکستان دیروز دست به تجمع زدند. آنان مقابل استانداری قزوین تجمع کردند و حقوق معوقه را خواستند.",
      ["قزوین"],
    ],
    [
      "are the town that a later sentence of a province's plant tells",
      "تجمع کارگران یک معدن در استان کرمان برای حقوق معوقه\nکارگران دیروز تجمع کردند. این معدن در شهر راور قرار دارد.",
      ["راور"],
    ],
    [
      "are the provinces of a nationwide act that another sentence lists",
      "معلمان دیروز در بسیاری از شهرهای ایران تحصن کردند. گزارش‌ها از استان‌های گیلان، یزد، ایلام و کرمان رسیده است.",
      ["گیلان، یزد، ایلام، کرمان"],
    ],
    [
      "hold no towns of people whom another sentence speaks of",
      "کارگران شهرداری لنگرود، رودسر و آستانه اشرفیه حقوق نگرفته‌اند. کارگران شهرداری لنگرود دیروز تجمع کردند.",
      ["لنگرود"],
    ],
    [
      "hold no town of an official or a recipient",
      "نانوایان دیروز در ساوه مغازه‌ها را بستند و خواستار افزایش سهمیه آرد شدند. فرماندار زرندیه گفت آرد می‌رسد.",
      ["ساوه"],
    ],
    [
      "are found where half-spaces and spaces inside names were lost",
      "بازنشستگان دیروز در شوش، هفتتپه و خمینیشهر تجمع کردند.",
      ["شوش، هفت‌تپه، خمینی شهر"],
    ],
  ]
  for (const [what, text, want] of cases) {
    test(what, () => {
      const sorted = (list: readonly string[]) => list.map((l) => l.split("، ").sort().join("، "))
      expect(sorted(coded(text))).toEqual(sorted(want))
    })
  }
})
