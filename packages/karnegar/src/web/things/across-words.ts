import type { Lang } from "../words/language.ts"

/** Words of the pages across the whole record, in Persian; the type that English follows. */
const fa = {
  gains: "دستاوردها",
  gainsLead: "در سراسر بایگانی چه به دست آمد، و نتیجه چند حرکت دانسته است.",
  byWorkforce: "به تفکیک گروه",
  byDemand: "به تفکیک خواسته",
  byYear: "به تفکیک سال",
  year: "سال",
  demandNote: "حرکتی با چند خواسته در هر یک از آنها آمده است؛ پس جمع ردیف‌ها از شمار حرکت‌ها بیشتر است.",
  repression: "سرکوب",
  repressionLead:
    "در چند حرکت سرکوب گزارش شده، به چه شکل، و کجا. از آدم‌ها فقط شمار گفته می‌شود، و آن هم از ده نفر به بالا و به بازه.",
  repressionNote:
    "سرکوبی که گزارش نشده اینجا نیست. حرکتی که چند گونه سرکوب دیده در هر ردیف یک بار آمده است. این عددها شمار حرکت‌هاست، نه شمار بازداشت‌شدگان.",
  kindsOf: "گونه‌های سرکوب",
  share: "حرکت با سرکوب",
  cases: "پرونده‌ها",
  casesNone: "هنوز پرونده‌هایی که به ده برسد ثبت نشده است؛ کمتر از ده گفته نمی‌شود.",
  casesNote:
    "پرونده‌های ثبت‌شده، به بازه. هیچ نام، جا، روز یا محل کاری از پرونده‌ها علنی نیست و شمار کمتر از ده گفته نمی‌شود.",
  casesHead: "پرونده",
  casesBy: { kind: "گونه", stage: "مرحله" },
  persons: "نفر",
  fewer: "کمتر از ده",
  stages: {
    summoned: "احضار",
    arrested: "بازداشت",
    bail: "آزاد با وثیقه",
    charged: "تفهیم اتهام",
    tried: "محاکمه",
    sentenced: "حکم",
    appeal: "تجدیدنظر",
    serving: "در حال گذراندن حکم",
    released: "آزاد",
    acquitted: "تبرئه",
    closed: "بسته",
  } as Readonly<Record<string, string>>,
  statements: "بیانیه‌ها",
  statementsLead: "چه کسانی بیانیه داده‌اند و از چه گفته‌اند. متن بیانیه‌ها اینجا نیست؛ نشانی‌شان هست.",
  statementsNone:
    "بیانیه علنی‌ای نیست. بیانیه‌ها را کسی بررسی نمی‌کند؛ فقط وقتی علنی می‌شوند که گرداننده پذیرش خودکار را روشن کرده باشد.",
  statementsNote:
    "ماشین موضوع‌ها را از متن خوانده و کسی آنها را نسنجیده است. نام صادرکننده فقط وقتی می‌آید که تشکلی ثبت‌شده باشد.",
  themes: "موضوع‌ها",
  issuerUnknown: "صادرکننده ثبت‌نشده",
  appeals: (n: string) => `${n} دعوت به پیوستن یا پشتیبانی`,
  supportsIn: (from: string, to: string) => `${from} از ${to} پشتیبانی کرد`,
  solidarity: "همبستگی",
  solidarityLead: "چه گروه‌هایی با هم حرکت کرده‌اند و چه تشکل‌هایی از هم پشتیبانی کرده‌اند.",
  matrix: "چه گروه‌هایی با هم حرکت کردند",
  matrixNote: "هر خانه شمار حرکت‌هایی است که گزارش، آن دو گروه را با هم نام برده. فهرست زیر همان عددهاست.",
  matrixNone: "گزارشی از حرکت مشترک دو گروه نرسیده است.",
  pair: "دو گروه",
  edges: "چه تشکلی از چه تشکلی پشتیبانی کرد",
  edgesNone: "بیانیه‌ای که در آن تشکلی ثبت‌شده از تشکل ثبت‌شده دیگری پشتیبانی کند نرسیده است.",
  from: "پشتیبان",
  to: "پشتیبانی‌شده",
  count: "بیانیه",
  sympathy: "حرکت برای پشتیبانی از دیگران",
  sympathyNone: "حرکتی که فقط برای پشتیبانی از دیگران باشد گزارش نشده است.",
  both: (a: string, b: string) => `${a} · ${b}`,
  method: "چگونه کار می‌کنیم",
  methodLead: "کتابچه کدها، پشتوانه‌ها، تصحیح‌ها و مرزها.",
}

const en: typeof fa = {
  gains: "Gains",
  gainsLead: "What was won across the record, and of how many actions the outcome is known.",
  byWorkforce: "By workforce",
  byDemand: "By demand",
  byYear: "By year",
  year: "Year",
  demandNote:
    "An action with several demands stands with each of them, so that the rows come to more than the actions.",
  repression: "Repression",
  repressionLead:
    "In how many actions repression is told of, of what kind, and where. Of persons nothing but numbers is told, from ten on and as bands.",
  repressionNote:
    "Repression that nobody reported is not here. An action that met several kinds stands once in each row. These are numbers of actions, not of people arrested.",
  kindsOf: "Kinds of repression",
  share: "With repression",
  cases: "Cases",
  casesNone: "No ten cases of a kind are recorded yet; fewer are not told.",
  casesNote:
    "Recorded cases, as bands. No name, place, day or workplace of a case is public, and fewer than ten are not told.",
  casesHead: "Cases",
  casesBy: { kind: "Kind", stage: "Stage" },
  persons: "Persons",
  fewer: "fewer than ten",
  stages: {
    summoned: "Summoned",
    arrested: "Arrested",
    bail: "Out on bail",
    charged: "Charged",
    tried: "On trial",
    sentenced: "Sentenced",
    appeal: "On appeal",
    serving: "Serving a sentence",
    released: "Released",
    acquitted: "Acquitted",
    closed: "Closed",
  },
  statements: "Statements",
  statementsLead: "Who issued statements, and what they speak of. Their texts are not here; their addresses are.",
  statementsNone:
    "No statement is public. Nobody reviews statements: they are public only where the operator has switched on that codings are accepted.",
  statementsNote:
    "The machine read the themes from the text and nobody has checked them. An issuer is named only where it is a registered organisation.",
  themes: "Themes",
  issuerUnknown: "Issuer not on the register",
  appeals: (n) => `Appeals to join or support: ${n}`,
  supportsIn: (from, to) => `${from} supported ${to}`,
  solidarity: "Solidarity",
  solidarityLead: "Which workforces acted together, and which organisations supported one another.",
  matrix: "Which workforces acted together",
  matrixNote:
    "Each cell is the number of actions in which a report names the two together. The list below holds the same numbers.",
  matrixNone: "No report tells of two workforces acting together.",
  pair: "Two workforces",
  edges: "Which organisation supported which",
  edgesNone: "No statement in which one registered organisation supports another has come in.",
  from: "Supporter",
  to: "Supported",
  count: "Statements",
  sympathy: "Actions in support of others",
  sympathyNone: "No action held only in support of others is reported.",
  both: (a, b) => `${a} · ${b}`,
  method: "How we work",
  methodLead: "The codebook, what records rest on, corrections and limits.",
}

/** Words of the pages across the record. */
export function acrossWords(lang: Lang): typeof fa {
  return lang === "fa" ? fa : en
}
