import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { PERSONS } from "../lexicon/generated-persons.ts"
import { activeRows } from "../lexicon/raw.ts"
import { personLike } from "./person-like.ts"

/*
 * How many sentences that name somebody the tripwire stops, and how many that name nobody (SAFETY P-3). Sentences are written for
 * this; every name is invented. Those below are frames filled with names of syllables that nobody bears, which no list of words
 * holds: they are found almost by themselves. `data/gold/persons` has sentences of many kinds, the second set with surnames that
 * are ordinary words.
 */

/** Sentences as reports have them, with room for a name. */
const WITH = [
  "{} که نماینده کارگران بود دیروز احضار شد.",
  "به گفته {}، سه ماه است دستمزدی پرداخت نشده.",
  "{} در جمع بازنشستگان گفت تا رسیدن به خواسته‌ها می‌مانیم.",
  "شب گذشته {} در خانه‌اش بازداشت شد.",
  "حکم شلاق {} اجرا شد و همکارانش دست از کار کشیدند.",
  "خانواده {} مقابل زندان جمع شده‌اند.",
  "کارگران خواهان آزادی {} هستند.",
  "{} و چند نفر دیگر از کار اخراج شدند.",
  "وکیل {} از پرونده تازه‌ای خبر داد.",
  "پیکر {} در میان همکارانش تشییع شد.",
  "دادگاه {} برای هفته آینده تعیین شد.",
  "این نامه را {} از بند خوانده است.",
  "معلمان شعار می‌دادند: {} آزاد باید گردد.",
  "در این حادثه {} جان باخت و دو نفر زخمی شدند.",
  "گزارش را {} برای ما فرستاد.",
  "دیروز با {} درباره تعطیلی کارخانه حرف زدیم.",
  "از وضع {} خبری در دست نیست.",
  "{} پس از ده روز اعتصاب غذا به درمانگاه منتقل شد.",
  "نام {} در فهرست تعدیل بود.",
  "همسر {} می‌گوید اجاره خانه عقب افتاده است.",
] as const

/** Sentences that name nobody, with what they are about. */
const WITHOUT = [
  "{} در اعتراض به سه ماه حقوق معوقه دست از کار کشیدند.",
  "{} برای دومین روز مقابل استانداری تجمع کردند.",
  "نماینده {} گفت تا پرداخت دستمزد به کار برنمی‌گردیم.",
  "{} خواهان اجرای طرح طبقه‌بندی مشاغل‌اند.",
  "به گزارش رسیده {} از صبح امروز در اعتصاب‌اند.",
  "خانواده‌های {} هم به تجمع پیوستند.",
  "اعتراض {} با وعده پرداخت پایان یافت.",
  "شماری از {} به پلیس احضار شدند.",
  "{} راهپیمایی کردند و شعار دادند: نان، کار، آزادی.",
  "مدیرعامل شرکت به {} وعده داد که تا پایان ماه تسویه کند.",
] as const
const ABOUT = [
  "کارگران نیشکر هفت‌تپه",
  "بازنشستگان تأمین اجتماعی اهواز",
  "معلمان شهر سنندج",
  "پرستاران بیمارستان امام رضا",
  "کارگران کارخانه شهید قندی",
  "رانندگان کامیون در بندرعباس",
  "کارکنان شهرداری علی‌آباد",
  "کارگران معدن زغال‌سنگ کرمان",
  "کارگران پیمانی پالایشگاه آبادان",
  "دانشجویان دانشگاه شهید بهشتی",
  "کارگران شهرک صنعتی عباس‌آباد",
  "پرستاران و بهیاران شیراز",
  "کارگران هپکو در خیابان دکتر شریعتی",
  "آتش‌نشانان تهران",
  "نانوایان مشهد",
  "کشاورزان شرق اصفهان",
  "کارگران راه‌آهن زاگرس",
  "کارگران فولاد اهواز",
  "رانندگان اتوبوس واحد",
  "کولبران نوسود",
  "بازنشستگان مخابرات کرمانشاه",
  "کارگران نساجی قائم‌شهر",
  "کارگران ایران‌خودرو",
  "کارگران پتروشیمی ماهشهر",
] as const

/** Draws by a seed, so that a figure can be repeated. */
function drawer(seed: number) {
  let state = seed
  return <T>(from: readonly T[]): T => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return from[(state >> 8) % from.length]!
  }
}

const SYLLABLES = ["ژا", "نور", "سا", "گیل", "مور", "دا", "شان", "ری", "بُن", "تا", "هیر", "لو"].map((s) =>
  s.replace("ُ", ""),
)
const ENDINGS = ["زاده", "پور", "نژاد", "یان"]
const GIVEN = activeRows(PERSONS, "given-names").map((row) => row.name_fa!)
const PLAIN_GIVEN = activeRows(PERSONS, "given-names")
  .filter((row) => row.use === "name")
  .map((row) => row.name_fa!)

/** Kinds of names, from those that are easiest to find. */
const KINDS: Readonly<Record<string, (draw: ReturnType<typeof drawer>) => string>> = {
  "a first name of the list and a surname": (draw) =>
    `${draw(GIVEN)} ${draw(SYLLABLES)}${draw(SYLLABLES)}${draw(SYLLABLES)}ی`,
  "a first name of the list alone": (draw) => draw(PLAIN_GIVEN),
  "a form of address and a surname of nobody": (draw) =>
    `${draw(["آقای", "خانم", "دکتر", "مهندس"])} ${draw(SYLLABLES)}${draw(SYLLABLES)}${draw(SYLLABLES)}`,
  "a first name of nobody, a surname with an ending of surnames": (draw) =>
    `${draw(SYLLABLES)}${draw(SYLLABLES)} ${draw(SYLLABLES)}${draw(SYLLABLES)}${draw(ENDINGS)}`,
  "a first name and a surname of nobody": (draw) =>
    `${draw(SYLLABLES)}${draw(SYLLABLES)} ${draw(SYLLABLES)}${draw(SYLLABLES)}${draw(SYLLABLES)}ی`,
}

/** Sentences of each kind. */
const EACH = 60

const stopped = (texts: readonly string[]) => texts.filter((text) => personLike(text).length > 0).length
const withNames = (kind: string) => {
  const draw = drawer(0x5eed)
  return Array.from({ length: EACH }, (_, i) => WITH[i % WITH.length]!.replace("{}", KINDS[kind]!(draw)))
}
const withoutNames = WITHOUT.flatMap((frame) => ABOUT.map((about) => frame.replace("{}", about)))

/** Sentences of a file of `data/gold/persons`. */
const sentencesOf = (file: string) =>
  readFileSync(new URL(`../../../../data/gold/persons/${file}`, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#") && !line.startsWith("=="))

test("stops as many sentences that name somebody, and that name nobody, as docs/gate.md says", () => {
  const rows = Object.keys(KINDS).map((kind) => [kind, stopped(withNames(kind))] as const)
  const named = rows.reduce((sum, [, found]) => sum + found, 0)
  const figures = [
    ...rows.map(([kind, found]) => `${kind} | ${found} of ${EACH}`),
    `sentences that name nobody, and are stopped | ${stopped(withoutNames)} of ${withoutNames.length}`,
  ]
  for (const set of ["1", "2"])
    for (const kind of ["named", "nobody"]) {
      const file = `${kind}-${set}.txt`
      figures.push(`\`${file}\` | ${stopped(sentencesOf(file))} of ${sentencesOf(file).length}`)
    }
  console.log(figures.join("\n"), `all: ${named} of ${EACH * rows.length}`)
  const docs = readFileSync(new URL("../../../../docs/gate.md", import.meta.url), "utf8")
  for (const figure of figures) expect(docs).toContain(figure)
})

test("would be seen to miss: a tripwire that knows no first names stops fewer", () => {
  const [first] = Object.keys(KINDS)
  const masked = withNames(first!).map((text) => text.replace(/[\u0600-\u06ff\u200c]+ (?=\S+ی)/u, ""))
  expect(stopped(masked)).toBeLessThan(stopped(withNames(first!)))
})
