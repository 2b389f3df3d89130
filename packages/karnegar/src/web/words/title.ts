import type { LocalAction, PublishedAction } from "../../record/types.ts"
import { firstCalendar, formatWhen } from "./dates.ts"
import { englishDeed, englishPlan, join, persianDeed } from "./deeds.ts"
import { type Lang, wordsOf } from "./language.ts"
import { formatNumber } from "./numbers.ts"
import { peopleOf } from "./people.ts"

/** Named places in a title when there are more: the rest is a number. */
const MOST_NAMED = 3

/**
 * The title of an action, made from its typed fields alone:
 * «اعتصاب کارگران نیشکر هفت‌تپه در شوش، ۱۲ آبان ۱۳۹۹»,
 * "Workers of Haft Tappeh Sugar Cane on strike in Shush, 2 November 2020 (12 Aban 1399)".
 */
export function titleOf(action: PublishedAction, lang: Lang): string {
  const deed = deedOf(action, lang)
  if (action.state === "retracted" || action.start === null) return deed
  const when = formatWhen(action, lang, firstCalendar(lang))
  return lang === "fa" ? `${deed}، ${when}` : `${deed}, ${when} (${formatWhen(action, "en", "jalali")})`
}

/** The title without its date. */
export function deedOf(action: PublishedAction, lang: Lang): string {
  if (action.state === "retracted") return wordsOf(lang).retractedTitle
  const people = peopleOf(action.workforce, action.workplace?.[lang] ?? null, lang)
  const where = whereOf(action, lang)
  if (lang === "fa") {
    const deed = persianDeed(action.forms, people)
    const plan = { called: "فراخوان ", threatened: "هشدار ", cancelled: "لغو " } as const
    return `${plan[action.status as keyof typeof plan] ?? ""}${deed}${where}`
  }
  const plan = { called: "call for", threatened: "warning of", cancelled: "called off:" } as const
  const before = plan[action.status as keyof typeof plan]
  const deed =
    before === undefined ? englishDeed(action.forms, people) : `${before} ${englishPlan(action.forms, people)}`
  return `${deed.charAt(0).toUpperCase()}${deed.slice(1)}${where}`
}

/** « در اهواز، شوش و ۵ شهر دیگر», " in 70 places in Iran"; empty when no place is known. */
function whereOf(action: PublishedAction, lang: Lang): string {
  const named = action.places.filter((p) => p.type !== "country")
  const country = action.places.find((p) => p.type === "country")
  const total = Math.max(named.length, action.placesCount ?? 0)
  const inside = lang === "fa" ? " در " : " in "
  if (named.length === 0) {
    if (country === undefined) return ""
    const name = placeName(country, lang)
    if (total < 2) return `${inside}${name}`
    return lang === "fa"
      ? ` در ${formatNumber(total, lang)} جای ${name}`
      : ` in ${formatNumber(total, lang)} places in ${name}`
  }
  const shown = total <= MOST_NAMED ? named : named.slice(0, MOST_NAMED - 1)
  const names = shown.map((p) => placeTitle(p, lang))
  const rest = total - shown.length
  if (rest > 0) names.push(restPhrase(rest, named.every(isTown), lang))
  return `${inside}${lang === "fa" ? join(names, "، ", " و ") : join(names, ", ", " and ")}`
}

/** Provinces are called so: «استان مرکزی» is no town, and «در مرکزی» no Persian. */
function placeTitle(place: LocalAction, lang: Lang): string {
  const name = placeName(place, lang)
  return place.type === "province" ? wordsOf(lang).provinceOf(name) : name
}

/** The name of a place in a language; the Persian one where the gazetteer has no other. A county is called so: it is no town. */
export function placeName(place: Pick<LocalAction, "type" | "nameFa" | "nameEn">, lang: Lang): string {
  const county = place.type === "county"
  if (lang === "fa" || place.nameEn === "") return county ? `شهرستان ${place.nameFa}` : place.nameFa
  return county ? `${place.nameEn} County` : place.nameEn
}

function isTown(place: LocalAction): boolean {
  return place.type === "city"
}

function restPhrase(rest: number, towns: boolean, lang: Lang): string {
  const n = formatNumber(rest, lang)
  if (lang === "fa") return `${n} ${towns ? "شهر" : "جای"} دیگر`
  const noun = towns ? (rest === 1 ? "town" : "towns") : rest === 1 ? "place" : "places"
  return `${n} other ${noun}`
}
