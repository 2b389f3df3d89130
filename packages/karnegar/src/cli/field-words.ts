import { builtInKnowledge, type How, type PlaceType, type Precision } from "@karnegar/coder"

/** Languages of labels. */
export type Lang = "fa" | "en"

type Words = Readonly<Record<Lang, string>>

/** Labels of fields on a card. */
export const FIELD_WORDS = {
  forms: { fa: "شکل", en: "form" },
  status: { fa: "وضعیت", en: "status" },
  date: { fa: "تاریخ", en: "date" },
  places: { fa: "جا", en: "place" },
  places_count: { fa: "شمار جاها", en: "number of places" },
  workforce: { fa: "گروه", en: "workforce" },
  employment: { fa: "نوع استخدام", en: "employment" },
  employer: { fa: "کارفرما", en: "employer" },
  organisers: { fa: "برگزارکننده", en: "organisers" },
  participants: { fa: "شمار مردم", en: "participants" },
  character: { fa: "سرشت", en: "character" },
  joint_with: { fa: "همراه با", en: "joint with" },
  demands: { fa: "خواسته", en: "demands" },
  outcomes: { fa: "نتیجه", en: "outcomes" },
  repression: { fa: "سرکوب", en: "repression" },
} as const satisfies Readonly<Record<string, Words>>

/** Labels of what a whole document speaks of. */
export const THEME_WORDS = {
  workforces: { fa: "گروه‌ها", en: "workforces" },
  workplaces: { fa: "محل‌های کار", en: "workplaces" },
  organisations: { fa: "تشکل‌ها", en: "organisations" },
  demands: { fa: "خواسته‌ها", en: "demands" },
  outcomes: { fa: "نتیجه‌ها", en: "outcomes" },
  repression: { fa: "سرکوب", en: "repression" },
  context_events: { fa: "رویدادها", en: "context events" },
  mentioned_actions: { fa: "حرکت‌های یادشده", en: "mentioned actions" },
  solidarity: { fa: "همبستگی", en: "solidarity" },
  appeals: { fa: "فراخوان", en: "appeals" },
} as const satisfies Readonly<Record<string, Words>>

const HOW_WORDS: Readonly<Record<How, Words>> = {
  stated: { fa: "", en: "" },
  inferred: { fa: "استنباط", en: "inferred" },
  assumed: { fa: "فرض", en: "assumed" },
}

const PRECISION_WORDS: Readonly<Record<Precision, Words>> = {
  day: { fa: "روز", en: "day" },
  week: { fa: "هفته", en: "week" },
  month: { fa: "ماه", en: "month" },
  year: { fa: "سال", en: "year" },
  unknown: { fa: "نامعلوم", en: "unknown" },
}

const PLACE_TYPE_WORDS: Readonly<Record<PlaceType, Words>> = {
  site: { fa: "محل", en: "site" },
  village: { fa: "روستا", en: "village" },
  district: { fa: "بخش", en: "district" },
  city: { fa: "شهر", en: "city" },
  county: { fa: "شهرستان", en: "county" },
  province: { fa: "استان", en: "province" },
  country: { fa: "کشور", en: "country" },
}

/** How a value was got, as a word; empty for what the text states. */
export function howWord(how: How, lang: Lang): string {
  return HOW_WORDS[how][lang]
}

/** Precision of a date. */
export function precisionWord(precision: Precision, lang: Lang): string {
  return PRECISION_WORDS[precision][lang]
}

/** Type of a place. */
export function placeTypeWord(type: PlaceType, lang: Lang): string {
  return PLACE_TYPE_WORDS[type][lang]
}

/** Label of a code from the codebook's own table; the code itself where the table has none. */
export function codeLabel(kind: string, code: string, lang: Lang): string {
  return builtInKnowledge().raw.labels[kind]?.[code]?.[lang] ?? code
}

const calendars = {
  jalali: {
    fa: new Intl.DateTimeFormat("fa-IR-u-ca-persian", {
      timeZone: "UTC",
      day: "numeric",
      month: "long",
      year: "numeric",
    }),
    en: new Intl.DateTimeFormat("en-GB-u-ca-persian", {
      timeZone: "UTC",
      day: "numeric",
      month: "long",
      year: "numeric",
    }),
  },
  gregorian: {
    fa: new Intl.DateTimeFormat("fa-IR-u-ca-gregory", {
      timeZone: "UTC",
      day: "numeric",
      month: "long",
      year: "numeric",
    }),
    en: new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }),
  },
}

/** An ISO day in words, in one of the two calendars. */
export function dayInWords(iso: string, calendar: "jalali" | "gregorian", lang: Lang): string {
  const words = calendars[calendar][lang].format(new Date(`${iso}T00:00:00Z`))
  return words.replace(/ (AP|ه‍\.ش\.)$/, "")
}

/** A whole number in the digits of the language. */
export function numberInWords(value: number, lang: Lang): string {
  return lang === "fa" ? value.toLocaleString("fa-IR", { useGrouping: false }) : String(value)
}
