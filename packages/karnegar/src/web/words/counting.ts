import { builtInKnowledge } from "@karnegar/coder"
import {
  type Asked,
  type CountedAction,
  type CountingRule,
  type Field,
  type Inclusion,
  MOST_DAYS,
  type Notes,
  type Standing,
  standingOf,
} from "@karnegar/index"
import { type CodeList, codeWord } from "./code-words.ts"
import { formatDayKey, formatMonthKey } from "./dates.ts"
import type { Lang } from "./language.ts"
import { formatNumber, formatPlain } from "./numbers.ts"

type Words = Readonly<Record<Lang, string>>

const RULE_WORDS: Readonly<Record<Exclude<CountingRule["kind"], "dispute">, Words>> = {
  action: { fa: "بر پایه حرکت", en: "by action" },
  place: { fa: "بر پایه جا (حرکت محلی)", en: "by place (local action)" },
  "place-day": { fa: "بر پایه جا و روز", en: "by place and day" },
}

/** The rule of a figure in words, as stands beside it. */
export function ruleWords(rule: CountingRule, lang: Lang): string {
  if (rule.kind !== "dispute") return RULE_WORDS[rule.kind][lang]
  const days = formatNumber(rule.gapDays, lang)
  return lang === "fa"
    ? `بر پایه اختلاف کار (با فاصله حداکثر ${days} روز)`
    : `by labour dispute (pauses of at most ${days} days)`
}

const ASKED_WORDS: Readonly<Record<Asked, Words>> = {
  unreviewed: { fa: "بررسی‌نشده", en: "not yet reviewed" },
  imported: { fa: "واردشده از بایگانی دیگران", en: "imported from other records" },
  disputed: { fa: "محل اختلاف", en: "disputed" },
}

/** A standing that counts only where asked, in words. */
export function askedWord(standing: Asked, lang: Lang): string {
  return ASKED_WORDS[standing][lang]
}

/** What a figure counts, in words: «بررسی‌شده، بررسی‌نشده». */
export function inclusionWords(include: Inclusion, lang: Lang): string {
  const checked = lang === "fa" ? "بررسی‌شده" : "checked"
  return [checked, ...include.map((standing) => askedWord(standing, lang))].join(lang === "fa" ? "، " : ", ")
}

/** Standings in the order in which a reader is told of them. */
const TOLD: readonly Exclude<Standing, "retracted">[] = ["checked", "unreviewed", "imported", "disputed"]

function standingWord(standing: Exclude<Standing, "retracted">, lang: Lang): string {
  return standing === "checked" ? inclusionWords([], lang) : askedWord(standing, lang)
}

/** How many of some records have which standing: «۴ بررسی‌شده، ۷۰ بررسی‌نشده»; empty for none. */
export function standingCounts(records: readonly CountedAction[], lang: Lang): string {
  const counts = countStandings(records)
  return TOLD.flatMap((standing) => {
    const count = counts.get(standing) ?? 0
    return count === 0 ? [] : [`${formatNumber(count, lang)} ${standingWord(standing, lang)}`]
  }).join(lang === "fa" ? "، " : ", ")
}

/**
 * What stands beside a figure of the site: its rule and what the counted records are:
 * «شمارش بر پایه حرکت؛ بررسی‌شده، بررسی‌نشده».
 */
export function figureWords(rule: CountingRule, records: readonly CountedAction[], lang: Lang): string {
  const counts = countStandings(records)
  const comma = lang === "fa" ? "، " : ", "
  const standings = TOLD.filter((standing) => counts.has(standing)).map((standing) => standingWord(standing, lang))
  const calls = records.filter((record) => record.isCall).length
  const kinds =
    calls === 0
      ? []
      : calls === records.length
        ? [lang === "fa" ? "فراخوان‌ها" : "calls"]
        : [lang === "fa" ? "حرکت‌ها و فراخوان‌ها" : "actions and calls"]
  const parts = [
    `${lang === "fa" ? "شمارش" : "Counted"} ${ruleWords(rule, lang)}`,
    ...kinds,
    ...(standings.length === 0 ? [] : [standings.join(comma)]),
  ]
  return parts.join(lang === "fa" ? "؛ " : "; ")
}

function countStandings(records: readonly CountedAction[]): ReadonlyMap<Standing, number> {
  const counts = new Map<Standing, number>()
  for (const record of records) counts.set(standingOf(record), (counts.get(standingOf(record)) ?? 0) + 1)
  return counts
}

/** What a field is called, and which list its values come from; null where they are ids, bands, months or years. */
const FIELD_WORDS: Readonly<Record<Field, Words & { readonly list: CodeList | null }>> = {
  workforce: { fa: "گروه", en: "workforce", list: "workforces" },
  form: { fa: "شکل حرکت", en: "form of action", list: "forms" },
  demand: { fa: "خواسته", en: "demand", list: "demands" },
  outcome: { fa: "نتیجه", en: "outcome", list: "outcomes" },
  repression: { fa: "سرکوب", en: "repression", list: "repression" },
  status: { fa: "وضعیت", en: "status", list: "statuses" },
  character: { fa: "سرشت خواسته", en: "character of the claim", list: "character" },
  employment: { fa: "نوع استخدام", en: "employment", list: "employment" },
  "joint-with": { fa: "همراه با گروه", en: "together with", list: "workforces" },
  "enterprise-type": { fa: "نوع بنگاه", en: "type of enterprise", list: "enterprise_types" },
  settlement: { fa: "شیوه حل اختلاف", en: "settlement", list: "settlements" },
  "state-response": { fa: "واکنش مقام‌ها", en: "response of the authorities", list: "state_responses" },
  "employer-response": { fa: "واکنش کارفرما", en: "response of the employer", list: "employer_responses" },
  workplace: { fa: "محل کار یا کارفرما", en: "workplace or employer", list: null },
  organisation: { fa: "تشکل", en: "organisation", list: null },
  participants: { fa: "کمترین شمار شرکت‌کنندگان", en: "least number of participants", list: null },
  source: { fa: "منبع", en: "source", list: null },
  state: { fa: "بررسی", en: "review", list: "states" },
  origin: { fa: "خاستگاه", en: "origin", list: "origins" },
  evidence: { fa: "پشتوانه", en: "evidence", list: "evidence" },
  precision: { fa: "دقت روز", en: "precision of the day", list: "precisions" },
  province: { fa: "استان", en: "province", list: null },
  place: { fa: "جا", en: "place", list: null },
  "place-type": { fa: "نوع جا", en: "type of place", list: "place_types" },
  "jalali-year": { fa: "سال شمسی", en: "Jalali year", list: null },
  "jalali-month": { fa: "ماه شمسی", en: "Jalali month", list: null },
  "gregorian-year": { fa: "سال میلادی", en: "Gregorian year", list: null },
  "gregorian-month": { fa: "ماه میلادی", en: "Gregorian month", list: null },
  "jalali-week": { fa: "هفته شمسی (از شنبه)", en: "Jalali week (from Saturday)", list: null },
  "jalali-day": { fa: "روز شمسی", en: "Jalali day", list: null },
  "gregorian-week": { fa: "هفته میلادی (از دوشنبه)", en: "Gregorian week (from Monday)", list: null },
  "gregorian-day": { fa: "روز میلادی", en: "Gregorian day", list: null },
}

/** The list that a field's values come from; null where they are ids, bands, days, months or years. */
export function fieldList(field: Field): CodeList | null {
  return FIELD_WORDS[field].list
}

/** What a field is called. */
export function fieldWord(field: Field, lang: Lang): string {
  return FIELD_WORDS[field][lang]
}

/** Names of what stands on a register, in both scripts, by id or key. */
export type Names = ReadonlyMap<string, Words>

/**
 * A value of a field in words.
 *
 * @param names Names of the workplaces, organisations, sources and places that the counted actions bring; the gazetteer
 *   answers for other places. A value without a name stands as it is.
 */
export function valueWord(field: Field, value: string, names: Names, lang: Lang): string {
  const { list } = FIELD_WORDS[field]
  if (list !== null) return codeWord(list, value, lang)
  if (field === "jalali-month") return formatMonthKey(value, lang, "jalali")
  if (field === "gregorian-month") return formatMonthKey(value, lang, "gregorian")
  if (field === "jalali-week" || field === "jalali-day") return formatDayKey(value, lang, "jalali")
  if (field === "gregorian-week" || field === "gregorian-day") return formatDayKey(value, lang, "gregorian")
  if (field === "jalali-year" || field === "gregorian-year") return formatPlain(Number(value), lang)
  if (field === "participants") return bandWord(value, lang)
  if (field === "province" || field === "place") {
    const place = builtInKnowledge().places.get(value)
    if (place !== undefined) return lang === "fa" || place.nameEn === "" ? place.name : place.nameEn
  }
  return names.get(value)?.[lang] ?? value
}

function bandWord(band: string, lang: Lang): string {
  const [low, high] = band.split(/[-+]/).map((end) => (end === "" ? null : formatNumber(Number(end), lang)))
  if (high == null) return lang === "fa" ? `${low} و بیشتر` : `${low} and more`
  return lang === "fa" ? `${low} تا ${high}` : `${low} to ${high}`
}

/** What a rule could not count as it would, one sentence each; none where nothing is to be said. */
export function noteSentences(notes: Readonly<Notes>, rule: CountingRule, lang: Lang): string[] {
  const n = (value: number) => formatNumber(value, lang)
  const actions = (count: number) => (count === 1 ? "1 action" : `${n(count)} actions`)
  const said: string[] = []
  const say = (count: number, fa: string, en: string) => {
    if (count > 0) said.push(lang === "fa" ? fa : en)
  }
  if (rule.kind === "place" || rule.kind === "place-day") {
    say(
      notes.withoutPlace,
      `جای ${n(notes.withoutPlace)} حرکت گفته نشده و شمرده نشده است.`,
      `Not counted, since no place is told: ${actions(notes.withoutPlace)}.`,
    )
    say(
      notes.morePlacesTold,
      `گزارش ${n(notes.morePlacesTold)} حرکت از ${n(notes.placesNotNamed)} جای دیگر می‌گوید که نامشان را نبرده؛ آن جاها شمرده نشده‌اند.`,
      `Not counted, since told and not named: ${notes.placesNotNamed === 1 ? "1 more place" : `${n(notes.placesNotNamed)} more places`} of ${actions(notes.morePlacesTold)}.`,
    )
  }
  if (rule.kind === "place-day") {
    say(
      notes.endUnknown,
      `پایان ${n(notes.endUnknown)} حرکت دانسته نیست؛ از هر یک فقط روز نخست شمرده شده است.`,
      `Counted by the first day alone, since no end is known: ${actions(notes.endUnknown)}.`,
    )
    say(
      notes.dayUnknown,
      `روز ${n(notes.dayUnknown)} حرکت دقیق نیست؛ هر یک در هر جا یک روز شمرده شده است.`,
      `Counted as one day at each place, since the day is not exact: ${actions(notes.dayUnknown)}.`,
    )
    say(
      notes.tooLong,
      `${n(notes.tooLong)} حرکت بیش از ${n(MOST_DAYS)} روز کشیده؛ فقط ${n(MOST_DAYS)} روز نخست شمرده شده است.`,
      `Counted for the first ${n(MOST_DAYS)} days alone, since longer: ${actions(notes.tooLong)}.`,
    )
  }
  return said
}
