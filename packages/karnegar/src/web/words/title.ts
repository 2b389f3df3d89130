import type { Form, Workforce } from "@karnegar/coder"
import type { PublishedAction } from "../../record/types.ts"
import { firstCalendar, formatWhen } from "./dates.ts"
import { type Lang, labelOf } from "./language.ts"
import { formatNumber } from "./numbers.ts"

/** The people of each workforce as a title names them. */
const PEOPLE: Readonly<Record<Workforce, { readonly fa: string; readonly en: string }>> = {
  sugar: { fa: "کارگران نیشکر و قند", en: "Sugar workers" },
  oil_gas: { fa: "کارگران نفت و گاز", en: "Oil and gas workers" },
  petrochemical: { fa: "کارگران پتروشیمی", en: "Petrochemical workers" },
  auto: { fa: "کارگران خودروسازی", en: "Vehicle workers" },
  machinery: { fa: "کارگران ماشین‌سازی", en: "Machinery workers" },
  steel_metals: { fa: "کارگران فولاد و فلز", en: "Steel and metal workers" },
  mining: { fa: "معدنچیان", en: "Miners" },
  rail: { fa: "کارگران راه‌آهن", en: "Railway workers" },
  transit: { fa: "کارکنان حمل‌ونقل مسافر", en: "Passenger transport workers" },
  trucking: { fa: "کامیون‌داران", en: "Truck drivers" },
  aviation_ports: { fa: "کارکنان فرودگاه و بندر", en: "Airport and port workers" },
  municipal: { fa: "کارگران شهرداری", en: "Municipal workers" },
  telecom: { fa: "کارکنان مخابرات و پست", en: "Telecom and post workers" },
  power_water: { fa: "کارکنان آب و برق", en: "Power and water workers" },
  construction: { fa: "کارگران ساختمانی", en: "Construction workers" },
  textile: { fa: "کارگران نساجی", en: "Textile workers" },
  food: { fa: "کارگران صنایع غذایی", en: "Food workers" },
  manufacturing_other: { fa: "کارگران کارخانه", en: "Factory workers" },
  brick_kilns: { fa: "کارگران کوره‌های آجرپزی", en: "Brick-kiln workers" },
  platform: { fa: "رانندگان و پیک‌های اینترنتی", en: "App drivers and couriers" },
  health: { fa: "پرستاران و کادر درمان", en: "Nurses and health workers" },
  education: { fa: "معلمان و فرهنگیان", en: "Teachers" },
  public_service: { fa: "کارکنان دولت", en: "Public servants" },
  retirees: { fa: "بازنشستگان", en: "Retirees" },
  farmers: { fa: "کشاورزان", en: "Farmers" },
  traders: { fa: "بازاریان و کسبه", en: "Shopkeepers" },
  bakers: { fa: "نانوایان", en: "Bakers" },
  kolbars: { fa: "کولبران", en: "Kolbars" },
  fuel_carriers: { fa: "سوخت‌بران", en: "Fuel carriers" },
  informal: { fa: "دستفروشان و کارگران غیررسمی", en: "Informal workers" },
  marginalised: { fa: "حاشیه‌نشینان", en: "Shanty-town dwellers" },
  unemployed: { fa: "جویندگان کار", en: "Job seekers" },
  students: { fa: "دانشجویان و دانش‌آموزان", en: "Students" },
  non_labour: { fa: "شهروندان", en: "Citizens" },
  media_arts: { fa: "کارکنان رسانه و هنر", en: "Media and arts workers" },
  lawyers: { fa: "وکلا", en: "Lawyers" },
  services_other: { fa: "کارکنان خدمات", en: "Service workers" },
  workers_other: { fa: "کارگران", en: "Workers" },
}

/** Each form as a noun that takes the people behind it («اعتصابِ …») and as what they do. */
const DEEDS: Readonly<Record<Form, { readonly fa: string; readonly en: string }>> = {
  strike: { fa: "اعتصاب", en: "on strike" },
  closure: { fa: "تعطیلی اعتراضی", en: "closing shops in protest" },
  lockout: { fa: "راه‌ندادن به کار", en: "locked out" },
  slowdown: { fa: "کم‌کاری", en: "slowing down work" },
  gathering: { fa: "تجمع", en: "gathering in protest" },
  march: { fa: "راهپیمایی", en: "marching" },
  sit_in: { fa: "تحصن", en: "sitting in" },
  blockade: { fa: "راه‌بندان", en: "blocking a road" },
  occupation: { fa: "اشغال محل کار", en: "occupying the workplace" },
  hunger_strike: { fa: "اعتصاب غذا", en: "on hunger strike" },
  boycott: { fa: "تحریم", en: "boycotting" },
  petition: { fa: "طومار", en: "petitioning" },
  other: { fa: "حرکت اعتراضی", en: "protesting" },
}

/** The people of a workforce as titles name them. */
export function peopleOf(workforce: Workforce, lang: Lang): string {
  return PEOPLE[workforce][lang]
}

/**
 * The title of an action, made from its typed fields alone:
 * «اعتصاب کارگران نیشکر و قند در شوش، ۱۲ آبان ۱۳۹۹», "Sugar workers on strike in Shush, 2 November 2020".
 */
export function titleOf(action: PublishedAction, lang: Lang): string {
  const people = peopleOf(action.workforce, lang)
  if (action.state === "retracted") return lang === "fa" ? "مورد پس‌گرفته" : "Retracted record"
  const forms = action.forms.map((f) => DEEDS[f][lang])
  const where = placesPhrase(action, lang)
  const when = action.start === null ? "" : formatWhen(action, lang, firstCalendar(lang))
  const called = action.isCall ? labelOf("statuses", action.status, lang) : ""
  if (lang === "fa") {
    const deed = `${joined(forms, "fa")} ${people}`
    return [`${called === "" ? "" : `${called}: `}${deed}${where === "" ? "" : ` در ${where}`}`, when]
      .filter((s) => s !== "")
      .join("، ")
  }
  const deed = `${people} ${joined(forms, "en")}`
  return [`${called === "" ? "" : `${called}: `}${deed}${where === "" ? "" : ` in ${where}`}`, when]
    .filter((s) => s !== "")
    .join(", ")
}

function placesPhrase(action: PublishedAction, lang: Lang): string {
  const names = action.places.map((p) => (lang === "fa" ? p.nameFa : p.nameEn))
  if (names.length <= 3) return joined(names, lang)
  const rest = formatNumber(names.length - 2, lang)
  return lang === "fa"
    ? `${names[0]}، ${names[1]} و ${rest} جای دیگر`
    : `${names[0]}, ${names[1]} and ${rest} more places`
}

/** A list as speech joins it. */
export function joined(items: readonly string[], lang: Lang): string {
  if (items.length <= 1) return items[0] ?? ""
  const head = items.slice(0, -1).join(lang === "fa" ? "، " : ", ")
  return `${head}${lang === "fa" ? " و " : " and "}${items[items.length - 1]}`
}
