/** An invented report as an agency writes it: 90 words in six sentences. */
export const REPORT = [
  "کارگران کارخانهٔ نساجی شهرک صنعتی روز دوشنبه ۱۴ آبان برای سومین روز پیاپی دست از کار کشیدند و در محوطهٔ کارخانه گرد آمدند.",
  "به گفتهٔ آنان مزد شهریور و مهر هنوز پرداخت نشده و حق بیمهٔ ۲۳۰ نفر از ابتدای سال به حساب سازمان تأمین اجتماعی واریز نشده است.",
  "یکی از بافنده‌ها گفت مدیرعامل هفتهٔ پیش وعده داده بود که نیمی از طلب‌ها تا پایان ماه داده می‌شود، اما از آن روز کسی او را ندیده است.",
  "فرماندار در جمع معترضان حاضر شد و خواست که دستگاه‌ها دوباره به کار بیفتند.",
  "نمایندگان کارگران پاسخ دادند که تا واریز دست‌کم یک ماه مزد، به سالن بافندگی بازنمی‌گردند.",
  "این کارخانه از زمستان گذشته با نیمی از ظرفیت خود کار می‌کند و دو بار تعدیل نیرو داشته است.",
].join(" ")

/** Another report, of other words altogether. */
export const OTHER = [
  "رانندگان کامیون‌های سوخت‌رسان صبح امروز در ورودی پایانهٔ بندر صف کشیدند و از بارگیری خودداری کردند.",
  "آنان به کرایه‌ای اعتراض دارند که از دو سال پیش بالا نرفته، با آن‌که بهای لاستیک و روغن چند برابر شده است.",
  "رئیس انجمن صنفی از وزارت راه خواست که نرخ تازه را پیش از پایان فصل ابلاغ کند.",
  "پایانه تا عصر بسته ماند و شماری از بارها به شهرهای همسایه فرستاده شد.",
].join(" ")

const SIGNATURE = "اخبار کارگاه‌ها و کارخانه‌ها را هر روز در کانال صدای کار دنبال کنید و برای دوستان خود بفرستید"

/** Copies of a report with the edits that outlets make; each must be found. */
export const COPIES: readonly (readonly [name: string, edit: (text: string) => string])[] = [
  ["as it is", (text) => text],
  ["with a signature and a handle behind it", (text) => `${text}\n${SIGNATURE}\n@sedaye_kar`],
  ["with a headline before it", (text) => `ادامهٔ اعتصاب در کارخانهٔ نساجی\n${text}`],
  ["without its third sentence", (text) => sentencesOf(text).toSpliced(2, 1).join(" ")],
  ["without its last sentence", (text) => sentencesOf(text).slice(0, -1).join(" ")],
  ["with each fifteenth word replaced", (text) => replaced(text, 15)],
  ["with Arabic letters and digits", arabic],
  ["with half-spaces lost to spaces", (text) => text.replaceAll("‌", " ")],
  ["with half-spaces lost altogether", (text) => text.replaceAll("‌", "")],
  ["with sentences the other way round", (text) => sentencesOf(text).toReversed().join(" ")],
  ["with emoji and broken into lines", (text) => `🔴 ${sentencesOf(text).join("\n\n🔹 ")}`],
  ["with diacritics", (text) => text.replaceAll("ک", "کِ").replaceAll("س", "سَ")],
]

function sentencesOf(text: string): string[] {
  return text.split(/(?<=\.) /)
}

function replaced(text: string, each: number): string {
  return text
    .split(" ")
    .map((word, i) => (i % each === each - 1 ? `عوض${i}` : word))
    .join(" ")
}

/** Yeh and kaf of Arabic keyboards, digits of Arabic. */
function arabic(text: string): string {
  return text
    .replaceAll("ی", "ي")
    .replaceAll("ک", "ك")
    .replace(/[۰-۹]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0x90))
}

/** The signature that one channel puts under all of its posts: 40 words. */
export const LONG_SIGNATURE = [
  SIGNATURE,
  "ما را به همکاران خود معرفی کنید و خبر و عکس و فیلم محل کارتان را برای ما بفرستید",
  "نام و نشان فرستندگان نزد ما می‌ماند و در هیچ جا نوشته نمی‌شود",
].join(" ")

/** Pairs of reports that are not the same report; none must be found. */
export const NOT_NEAR: readonly (readonly [name: string, one: string, other: string])[] = [
  ["of other content", REPORT, OTHER],
  [
    "that fill in one form for two towns",
    "بازنشستگان مخابرات روز یکشنبه در اراک مقابل ساختمان مخابرات منطقه تجمع کردند و خواهان اجرای آیین‌نامهٔ سال ۸۹ شدند.",
    "بازنشستگان فولاد روز سه‌شنبه در کرمان مقابل ساختمان صندوق بازنشستگی تجمع کردند و خواهان همسان‌سازی حقوق خود شدند.",
  ],
  [
    "of one strike on two days, told anew",
    "اعتصاب کارگران معدن امروز نیز ادامه یافت. مدیران معدن هنوز پاسخی نداده‌اند و راه ورودی با سنگ بسته است.",
    "معدنچیان در چهارمین روز اعتصاب به دیدار استاندار رفتند. قرار شد که فردا جلسه‌ای با پیمانکار برگزار شود.",
  ],
  ["too short to say anything", "تجمع امروز کارگران", "تجمع امروز کارگران"],
  ["without a word", "🔴🔴 … @kanal https://t.me/x", "🔴🔴 … @kanal https://t.me/x"],
  ["of which one is empty", "", REPORT],
]
