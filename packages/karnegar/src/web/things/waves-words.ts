import type { Lang } from "../words/language.ts"

/** Words of the page on waves, in Persian; the type that English follows. */
const fa = {
  title: "موج‌ها",
  lead: "حرکت‌های گروه‌ها و جاها کنار هم در گذر زمان، و این‌که روزهای یکی چند بار در پی روزهای دیگری آمده است.",
  care: "در پی هم آمدن، سبب نیست. فراخوان مشترک، روز پرداخت مزد، تعطیلی و روزهایی که خبر بیشتر می‌رسد هر دو را با هم می‌آورد. اینجا روزهایی شمرده می‌شود که گزارش شده‌اند.",
  choose: "انتخاب",
  leader: "پیش‌رو",
  follower: "در پی",
  event: "رویداد",
  show: "نشان بده",
  around: (name: string, day: string) => `دوازده هفته پیش و پس از «${name}» (${day})`,
  lately: "تازه‌ترین هفته‌های بایگانی",
  noEvents: "رویدادی در فهرست رویدادها ثبت نشده است؛ پس هفته‌های آخر بایگانی آمده.",
  nothing: "در این هفته‌ها حرکتی با روز دانسته نیست.",
  scale: (n: string) => `همه با یک مقیاس: بلندترین ستون ${n} حرکت در یک هفته است. ستون پررنگ، هفته رویداد است.`,
  weeks: "شمار حرکت‌های آغازشده در هر هفته",
  week: "هفته از روز",
  lagsTitle: "آیا یکی در پی دیگری می‌آید؟",
  question: (follower: string, leader: string) =>
    `از روزهایی که «${follower}» حرکتی آغاز کرد، چند روز در پی روزی بود که «${leader}» حرکتی آغاز کرده بود؟`,
  lag: "فاصله",
  seen: "دیده شد",
  expected: "به تصادف",
  p: "p",
  days: (from: string, to: string) => `${from} تا ${to} روز بعد`,
  kOfN: (k: string, n: string) => `${k} از ${n}`,
  tooFew: (n: string) => `یکی از این دو کمتر از ${n} روز دانسته دارد؛ از این شمار چیزی نمی‌شود گفت.`,
  how: "«به تصادف» میانگین همین شمار است وقتی روزهای پیش‌رو را با هم به جلو ببریم و دور بزنیم، ۹۹۹ بار یا هر جابه‌جایی ممکن؛ p سهم جابه‌جایی‌هایی است که همین‌قدر یا بیشتر داده‌اند. چهار فاصله با هم آزموده شده: از هر بیست جدول بی‌ربط هم چهار خانه زیر ۰٫۰۵ می‌شود. همان روز شمرده نمی‌شود.",
}

const en: typeof fa = {
  title: "Waves",
  lead: "Actions of workforces and places beside each other in time, and how often the days of one come after those of another.",
  care: "To follow is not to be caused. A common call, pay day, a holiday, days on which more news comes in bring both. What is counted here is days that were reported.",
  choose: "Choose",
  leader: "Leading",
  follower: "Following",
  event: "Event",
  show: "Show",
  around: (name, day) => `Twelve weeks before and after “${name}” (${day})`,
  lately: "The newest weeks of the record",
  noEvents: "No event is on the register of context events; the record’s last weeks stand here.",
  nothing: "No action with a known day lies in these weeks.",
  scale: (n) => `One scale for all: the highest bar is ${n} actions in a week. The dark bar is the week of the event.`,
  weeks: "Actions begun in each week",
  week: "Week from",
  lagsTitle: "Does one come after the other?",
  question: (follower, leader) =>
    `Of the days on which actions of “${follower}” began, how many came after a day on which one of “${leader}” had begun?`,
  lag: "Lag",
  seen: "Seen",
  expected: "By chance",
  p: "p",
  days: (from, to) => `${from} to ${to} days later`,
  kOfN: (k, n) => `${k} of ${n}`,
  tooFew: (n) => `One of the two has fewer than ${n} known days; of so few nothing can be said.`,
  how: "“By chance” is the mean of the same number when the leading days are moved on together and around, 999 times or by every shift there is; p is the part of the shifts that gave as many or more. Four lags are tested at once: of twenty tables of unrelated days, too, four cells fall under 0.05. The same day is not counted.",
}

/** Words of the page on waves. */
export function wavesWords(lang: Lang): typeof fa {
  return lang === "fa" ? fa : en
}
