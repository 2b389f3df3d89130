// Invented reports for measuring, made from phrases by a seeded generator: the same seed gives the same bytes for ever.

/** A small seeded generator (mulberry32): numbers in [0, 1). */
export function seeded(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** What reports are made of. */
export const PHRASES = {
  group: [
    "کارگران نیشکر",
    "کارگران پیمانکاری پتروشیمی",
    "رانندگان کامیون",
    "معلمان شاغل",
    "بازنشستگان تأمین اجتماعی",
    "پرستاران",
    "کارگران شهرداری",
    "کارگران معدن زغال‌سنگ",
    "کارکنان مخابرات",
    "نانوایان",
    "کارگران فولاد",
    "کارگران راه‌آهن",
    "کشاورزان",
    "کارگران پروژه‌ای نفت",
  ],
  place: [
    "اهواز",
    "شوش",
    "تبریز",
    "اراک",
    "کرمان",
    "سنندج",
    "اصفهان",
    "مشهد",
    "رشت",
    "بندرعباس",
    "زاهدان",
    "یزد",
    "قزوین",
    "خرم‌آباد",
    "کرمانشاه",
    "بوشهر",
  ],
  spot: [
    "مقابل استانداری",
    "جلوی اداره کار",
    "روبه‌روی مجلس",
    "در محوطهٔ کارخانه",
    "جلوی فرمانداری",
    "مقابل ساختمان مدیریت",
    "در میدان اصلی شهر",
  ],
  act: [
    "دست از کار کشیدند",
    "تجمع کردند",
    "راهپیمایی کردند",
    "به تحصن خود ادامه دادند",
    "جاده را بستند",
    "اعتصاب کردند",
    "از گرفتن غذا خودداری کردند",
  ],
  day: ["امروز", "دیروز", "صبح شنبه", "روز سه‌شنبه ۲۳ مهر", "برای سومین روز پیاپی", "از اول هفته", "یکشنبه دهم آبان"],
  demand: [
    "پرداخت سه ماه حقوق عقب‌افتاده",
    "افزایش دستمزد",
    "حذف پیمانکاران",
    "بازگشت همکاران اخراجی به کار",
    "اجرای طرح طبقه‌بندی مشاغل",
    "همسان‌سازی مستمری‌ها",
    "پرداخت حق بیمه",
    "بهبود ایمنی کار",
    "تبدیل وضعیت قرارداد",
    "بالا رفتن کرایهٔ بار",
  ],
  filler: [
    "یکی از حاضران گفت که تا رسیدن به خواسته‌ها به خانه نمی‌روند.",
    "پاسخ روشنی از مدیران داده نشده است.",
    "این چندمین بار در سال جاری است که چنین صحنه‌ای دیده می‌شود.",
    "به گفتهٔ آنان هزینهٔ زندگی چند برابر شده و مزد همان است که بود.",
    "مأموران در اطراف محل حضور داشتند و جلوی عکس گرفتن را می‌گرفتند.",
    "شماری از شهروندان نیز با بوق زدن همراهی کردند.",
    "جلسه‌ای با حضور نمایندگان برگزار شد و وعده دادند که تا پایان هفته بخشی از طلب‌ها داده شود.",
    "گفته می‌شود که چند نفر برای توضیح فراخوانده شده‌اند.",
    "قراردادهای کوتاه‌مدت همچنان بسته می‌شود و امنیت شغلی در کار نیست.",
  ],
  noise: [
    "تیم فوتبال شهر دیشب بازی را با دو گل برد و به دور بعد رفت.",
    "هوای استان تا آخر هفته بارانی پیش‌بینی شده است.",
    "نرخ ارز در بازار تغییر چندانی نکرد.",
    "نمایشگاه کتاب با حضور ناشران گشایش یافت.",
  ],
}

/** Endless reports of about `letters` letters each, as input lines of the exchange format. */
export function* makeReports(seed, letters = 800) {
  const random = seeded(seed)
  const pick = (kind) => PHRASES[kind][Math.floor(random() * PHRASES[kind].length)]
  for (let n = 0; ; n++) {
    const labour = random() < 0.8
    const parts = [
      labour ? `${pick("day")} ${pick("group")} در ${pick("place")} ${pick("spot")} ${pick("act")}.` : pick("noise"),
    ]
    let length = parts[0].length
    while (length < letters) {
      const roll = random()
      const next =
        !labour || roll < 0.55
          ? pick(labour ? "filler" : "noise")
          : roll < 0.85
            ? `آنان خواهان ${pick("demand")} و ${pick("demand")} هستند.`
            : `${pick("day")} نیز ${pick("group")} در ${pick("place")} ${pick("act")}.`
      parts.push(next)
      length += next.length + 1
    }
    const day = new Date(Date.UTC(2017, 2, 21) + Math.floor(random() * 3000) * 86_400_000).toISOString().slice(0, 10)
    yield { id: `bench-${n}`, published: day, lang: "fa", text: parts.join(" ").slice(0, letters) }
  }
}

/** The first `count` reports of a seed. */
export function takeReports(count, seed = 1, letters = 800) {
  const out = []
  for (const report of makeReports(seed, letters)) {
    if (out.length === count) break
    out.push(report)
  }
  return out
}
