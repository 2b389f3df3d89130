/** Why two coded actions are taken as one or as two: codes with their figures, put into words at the edge. */

/** `points` (log-odds) says how far a reason speaks for (above 0) or against (below 0). */
interface Weighed {
  readonly points: number
}

/** Never reuse a code. */
export type Reason = Weighed &
  (
    | { readonly code: "same_place" }
    | { readonly code: "place_within" }
    | { readonly code: "place_of_many" }
    | { readonly code: "place_of_wide" }
    | { readonly code: "wide_both" }
    | { readonly code: "place_not_told" }
    | { readonly code: "near_town"; readonly kilometres: number }
    | { readonly code: "other_town" }
    | { readonly code: "other_province" }
    | { readonly code: "same_day" }
    | { readonly code: "days_overlap" }
    | { readonly code: "days_loose" }
    | { readonly code: "goes_on"; readonly days: number }
    | { readonly code: "days_apart"; readonly days: number }
    | { readonly code: "same_workforce" }
    | { readonly code: "workforce_not_told" }
    | { readonly code: "workforce_mixed_up" }
    | { readonly code: "joint_group" }
    | { readonly code: "other_workforce" }
    | { readonly code: "same_workplace" }
    | { readonly code: "same_employer" }
    | { readonly code: "same_office" }
    | { readonly code: "other_workplace" }
    | { readonly code: "other_employer" }
    | { readonly code: "same_form" }
    | { readonly code: "other_form" }
    | { readonly code: "same_claim" }
    | { readonly code: "some_claims" }
    | { readonly code: "claims_akin" }
    | { readonly code: "different_claim" }
    | { readonly code: "numbers_fit" }
    | { readonly code: "numbers_differ" }
    | { readonly code: "words_shared"; readonly share: number }
    | { readonly code: "words_contained"; readonly share: number }
    | { readonly code: "same_organisation" }
    | { readonly code: "other_organisation" }
    | { readonly code: "same_report" }
    | { readonly code: "call_and_act" }
  )

export type ReasonCode = Reason["code"]

const WORDS: Readonly<Record<ReasonCode, { readonly fa: string; readonly en: string }>> = {
  same_place: { fa: "همان جا", en: "same place" },
  place_within: {
    fa: "یکی شهر را می‌گوید و دیگری فقط استانش را",
    en: "one names the town, the other only its province",
  },
  place_of_many: { fa: "یکی از شهرهایی که آن گزارش نام می‌برد", en: "one of the towns that the other names" },
  place_of_wide: { fa: "شهری که آن گزارشِ سراسری نامش را نبرده", en: "a town that the wider report does not name" },
  wide_both: { fa: "هر دو سراسری یا در شهرهای بسیار", en: "both nationwide or in many towns" },
  place_not_told: { fa: "یکی سراسری است و دیگری جایش را نگفته", en: "one is nationwide, the other tells no place" },
  near_town: { fa: "شهری نزدیک، {kilometres} کیلومتر آن‌سوتر", en: "a town {kilometres} km away" },
  other_town: { fa: "شهری دیگر در همان استان", en: "another town of the same province" },
  other_province: { fa: "استانی دیگر", en: "another province" },
  same_day: { fa: "همان روز", en: "same day" },
  days_overlap: { fa: "روزهای مشترک", en: "days in common" },
  days_loose: { fa: "روز دقیق گفته نشده ولی زمانشان می‌خواند", en: "no exact day told, yet the times fit" },
  goes_on: { fa: "ادامهٔ همان اقدام، {days} روز بعد", en: "told as going on, {days} later" },
  days_apart: { fa: "{days} روز فاصله", en: "{days} apart" },
  same_workforce: { fa: "همان گروه شغلی", en: "same workforce" },
  workforce_not_told: { fa: "یکی گروه شغلی را نگفته", en: "one does not tell the trade" },
  workforce_mixed_up: { fa: "گروه‌های شغلی نزدیک به هم", en: "workforces that reports mix up" },
  joint_group: { fa: "دو گروه در یک جمع", en: "two groups in one crowd" },
  other_workforce: { fa: "گروه شغلی دیگر", en: "another workforce" },
  same_workplace: { fa: "همان محل کار", en: "same workplace" },
  same_employer: { fa: "همان کارفرما", en: "same employer" },
  same_office: { fa: "کارفرماهای هم‌نام، که هر شهر یکی دارد", en: "employers of one name, as every town has" },
  other_workplace: { fa: "محل کاری دیگر", en: "another workplace" },
  other_employer: { fa: "کارفرمایی دیگر", en: "another employer" },
  same_form: { fa: "همان شکل اقدام", en: "same form of action" },
  other_form: { fa: "شکل دیگری از اقدام", en: "another form of action" },
  same_claim: { fa: "همان خواسته", en: "same claim" },
  some_claims: { fa: "چند خواستهٔ مشترک", en: "some claims in common" },
  claims_akin: { fa: "خواسته‌هایی نزدیک به هم", en: "claims close to each other" },
  different_claim: { fa: "خواسته‌ای دیگر", en: "a different claim" },
  numbers_fit: { fa: "شمار شرکت‌کنندگان می‌خواند", en: "numbers of people fit" },
  numbers_differ: { fa: "شمار شرکت‌کنندگان بسیار متفاوت است", en: "numbers of people are far apart" },
  words_shared: { fa: "{share} درصد واژه‌ها مشترک", en: "{share} % of words shared" },
  words_contained: {
    fa: "{share} درصد واژه‌های گزارش کوتاه‌تر در دیگری هست",
    en: "{share} % of the shorter report’s words stand in the other",
  },
  same_organisation: { fa: "همان تشکل", en: "same organisation" },
  other_organisation: { fa: "تشکلی دیگر", en: "another organisation" },
  same_report: { fa: "هر دو در یک گزارش، جدا از هم", en: "told apart in one report" },
  call_and_act: { fa: "یکی فراخوان است و دیگری خود اقدام", en: "one is a call, the other the act itself" },
}

/** Codes of all reasons, for docs and tests. */
export const REASON_CODES = Object.keys(WORDS) as readonly ReasonCode[]

/** A reason in a few words, without a full stop; digits are the language's. */
export function reasonText(reason: Reason, lang: "fa" | "en"): string {
  const number = (n: number) => (lang === "fa" ? n.toLocaleString("fa-IR", { useGrouping: false }) : String(n))
  let words = WORDS[reason.code][lang]
  if ("days" in reason) {
    const { days } = reason
    const told = lang === "en" ? `${days === 1 ? "one day" : `${days} days`}` : days === 1 ? "یک" : number(days)
    words = words.replace("{days}", told)
  }
  if ("kilometres" in reason) words = words.replace("{kilometres}", number(Math.round(reason.kilometres)))
  if ("share" in reason) words = words.replace("{share}", number(Math.round(100 * reason.share)))
  return words
}

/** The reasons of one comparison as one line, what weighs most first: «همان جا، یک روز فاصله، ۸۳ درصد واژه‌ها مشترک». */
export function reasonLine(reasons: readonly Reason[], lang: "fa" | "en"): string {
  return [...reasons]
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.code < b.code ? -1 : 1))
    .map((reason) => reasonText(reason, lang))
    .join(lang === "fa" ? "، " : ", ")
}
