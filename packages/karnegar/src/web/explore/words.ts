import type { Field } from "@karnegar/index"
import type { Lang } from "../words/language.ts"

const fa = {
  more: "شرط‌های بیشتر",
  allConditions: "همه شرط‌ها",
  byCounts: "محل کار، تشکل، شهر و منبع: برگزیدن از فهرست شمارش‌ها",
  groups: {
    people: "چه کسانی",
    act: "چه کردند و چه خواستند",
    came: "چه شد",
    where: "کجا",
    record: "این بایگانی چه می‌داند",
  },
  notTold: "گفته نشده",
  count: "قاعده شمارش",
  rules: {
    action: "هر حرکت یک بار",
    place: "هر جا یک بار",
    "place-day": "هر جا در هر روز",
    dispute: "هر اختلاف کار یک بار",
  },
  chosen: "شرط‌ها",
  without: (what: string) => `برداشتن «${what}»`,
  meant: "شاید منظورتان این است:",
  units: (n: string, rule: string) => `${n} به شمارش ${rule}`,
  best: "آنچه بیشتر می‌خواند نخست آمده است.",
  take: "بردن و هم‌رسانی",
  share: "پیوند همین جست‌وجو",
  files: {
    csv: "جدول (CSV)",
    jsonl: "همه فیلدها (JSON Lines)",
    geojson: "نقشه (GeoJSON)",
    xlsx: "اکسل (xlsx)",
  },
  takeExactly: (n: string) => `پرونده‌ها درست همین ${n} مورد را دارند؛ پروانه CC\u00a0BY\u00a04.0.`,
  feeds: { atom: "خوراک Atom", rss: "خوراک RSS", json: "خوراک JSON" },
  digest: "خلاصه برای کانال",
  timeline: "در گذر زمان",
  timelineBy: "گام نمودار",
  steps: { day: "روز", week: "هفته", month: "ماه", year: "سال" },
  calendars: { jalali: "شمسی", gregorian: "میلادی" },
  newestColumns: (n: string) => `${n} گام آخر نشان داده شده است.`,
  timelineTable: "همین عددها در جدول",
  period: "دوره",
  others: "شمارش همین مجموعه به تفکیک فیلدها",
  allFields: "به تفکیک همه فیلدها",
  backToSet: "فهرست همین مجموعه",
  mapBy: (rule: string) => `شمارش ${rule} در هر استان. عددها اندکی از هم دور شده‌اند تا روی هم نیفتند.`,
  severalValues: "یک حرکت می‌تواند چند مقدار داشته باشد، پس جمع ردیف‌ها می‌تواند از کل بیشتر شود.",
  restRows: (n: string) => `${n} مقدار دیگر در پرونده‌ها و API هست.`,
  digestTitle: "خلاصه‌ای برای کانال",
  digestLead: "این متن از همین مجموعه ساخته شده و آماده چسباندن است: همه را برگزینید و کپی کنید.",
  digestText: "متن",
  digestCard: "کارت تصویری (PNG)",
  digestPlain: "همین متن به شکل ساده",
  digestPeriods: "دوره:",
  lastWeek: "هفت روز گذشته",
  lastMonth: "سی روز گذشته",
  lastYear: "یک سال گذشته",
  anyTime: "همه روزها",
  backToList: "بازگشت به فهرست",
  all: "همه",
  wholeRecord: "همه حرکت‌ها",
}

const en: typeof fa = {
  more: "More conditions",
  allConditions: "All conditions",
  byCounts: "Workplaces, organisations, towns and sources: choose from the counts",
  groups: {
    people: "Who",
    act: "What they did and asked for",
    came: "What came of it",
    where: "Where",
    record: "What this record knows",
  },
  notTold: "not told",
  count: "Counting rule",
  rules: {
    action: "each action once",
    place: "each place once",
    "place-day": "each place on each day",
    dispute: "each labour dispute once",
  },
  chosen: "Conditions",
  without: (what) => `Remove “${what}”`,
  meant: "Perhaps you mean:",
  units: (n, rule) => `${n} counted ${rule}`,
  best: "What fits best stands first.",
  take: "Take away and share",
  share: "Link to this search",
  files: {
    csv: "Table (CSV)",
    jsonl: "All fields (JSON Lines)",
    geojson: "Map (GeoJSON)",
    xlsx: "Spreadsheet (xlsx)",
  },
  takeExactly: (n) => `The files hold exactly these ${n}; licence CC\u00a0BY\u00a04.0.`,
  feeds: { atom: "Atom feed", rss: "RSS feed", json: "JSON feed" },
  digest: "Digest for a channel",
  timeline: "Over time",
  timelineBy: "Steps",
  steps: { day: "days", week: "weeks", month: "months", year: "years" },
  calendars: { jalali: "Jalali", gregorian: "Gregorian" },
  newestColumns: (n) => `The last ${n} steps are shown.`,
  timelineTable: "The same numbers in a table",
  period: "Period",
  others: "The same set by fields",
  allFields: "By every field",
  backToSet: "List of this set",
  mapBy: (rule) => `Counted ${rule} in each province. Numbers stand slightly apart so that none covers another.`,
  severalValues: "An action may have several values, so rows may add up to more than the total.",
  restRows: (n) => `${n} more values are in the files and the API.`,
  digestTitle: "Digest for a channel",
  digestLead: "This text is made of the same set and ready to paste: select all of it and copy.",
  digestText: "Text",
  digestCard: "Picture card (PNG)",
  digestPlain: "The same as plain text",
  digestPeriods: "Period:",
  lastWeek: "last seven days",
  lastMonth: "last thirty days",
  lastYear: "last year",
  anyTime: "any day",
  backToList: "Back to the list",
  all: "all",
  wholeRecord: "All actions",
}

/** Words of exploring, of taking away and of digests. */
export type ExploreWords = typeof fa

/** The words of exploring in a language. */
export function exploreWords(lang: Lang): ExploreWords {
  return lang === "fa" ? fa : en
}

/** Fields that the list itself counts by: a first view stays light on a bad line. */
export const QUICK_FACETS: readonly Field[] = ["form", "workforce", "outcome"]

/** What a reader sees counted on a page of its own, in groups; provinces and days have their map and timeline on the list. */
export const FACET_GROUPS: Readonly<Record<keyof ExploreWords["groups"], readonly Field[]>> = {
  people: ["workforce", "workplace", "organisation", "employment", "participants", "joint-with", "enterprise-type"],
  act: ["form", "demand", "character", "status"],
  came: ["outcome", "repression", "employer-response", "state-response", "settlement"],
  where: ["place"],
  record: ["evidence", "state", "source", "precision"],
}

/** Conditions that the form of the list offers at once, and those that it opens on demand: a first view stays light. */
export const SHORT_FORM: { readonly first: readonly Field[]; readonly more: readonly Field[] } = {
  first: ["workforce", "form", "province"],
  more: ["outcome", "state"],
}

/** The form of every condition: all fields with a list of values. What stands on a register is chosen by its counts. */
export const WHOLE_FORM: Readonly<Record<keyof ExploreWords["groups"], readonly Field[]>> = {
  people: ["workforce", "employment", "participants", "joint-with", "enterprise-type"],
  act: ["form", "demand", "character", "status"],
  came: ["outcome", "repression", "employer-response", "state-response", "settlement"],
  where: ["province", "place-type"],
  record: ["state", "evidence", "origin", "precision"],
}
