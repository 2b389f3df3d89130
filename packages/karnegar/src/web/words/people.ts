import type { Workforce } from "@karnegar/coder"
import type { Lang } from "./language.ts"

/** How a title names the people of a workforce: by themselves, and with their workplace after them. */
interface People {
  /** «کارگران نیشکر و قند», "sugar workers": lower case but for names, so that it stands inside a sentence. */
  readonly alone: string
  /** «کارگران» (هفت‌تپه), "workers" (of Haft Tappeh). */
  readonly head: string
}

const fa = (alone: string, head = alone): People => ({ alone, head })
const en = fa

const PEOPLE: Readonly<Record<Workforce, Readonly<Record<Lang, People>>>> = {
  sugar: { fa: fa("کارگران نیشکر و قند", "کارگران"), en: en("sugar workers", "workers") },
  oil_gas: { fa: fa("کارگران نفت و گاز", "کارگران"), en: en("oil and gas workers", "workers") },
  petrochemical: { fa: fa("کارگران پتروشیمی", "کارگران"), en: en("petrochemical workers", "workers") },
  auto: { fa: fa("کارگران خودروسازی", "کارگران"), en: en("car-plant workers", "workers") },
  machinery: { fa: fa("کارگران ماشین‌سازی", "کارگران"), en: en("machinery workers", "workers") },
  steel_metals: { fa: fa("کارگران فولاد و فلزات", "کارگران"), en: en("steel and metal workers", "workers") },
  mining: { fa: fa("کارگران معدن", "کارگران"), en: en("miners", "workers") },
  rail: { fa: fa("کارگران راه‌آهن", "کارگران"), en: en("railway workers", "workers") },
  transit: { fa: fa("رانندگان و کارکنان حمل‌ونقل مسافر", "کارکنان"), en: en("passenger transport workers", "workers") },
  trucking: { fa: fa("رانندگان کامیون"), en: en("truck drivers") },
  aviation_ports: { fa: fa("کارکنان فرودگاه و بندر", "کارکنان"), en: en("airport and port workers", "workers") },
  municipal: { fa: fa("کارگران شهرداری"), en: en("municipal workers") },
  telecom: { fa: fa("کارکنان مخابرات و پست", "کارکنان"), en: en("telecom and post workers", "workers") },
  power_water: { fa: fa("کارکنان برق و آب", "کارکنان"), en: en("power and water workers", "workers") },
  construction: { fa: fa("کارگران ساختمان و پروژه‌ها", "کارگران"), en: en("construction workers", "workers") },
  textile: { fa: fa("کارگران نساجی", "کارگران"), en: en("textile workers", "workers") },
  food: { fa: fa("کارگران صنایع غذایی", "کارگران"), en: en("food workers", "workers") },
  manufacturing_other: { fa: fa("کارگران کارخانه", "کارگران"), en: en("factory workers", "workers") },
  brick_kilns: { fa: fa("کارگران کوره‌پزخانه", "کارگران"), en: en("brick-kiln workers", "workers") },
  platform: { fa: fa("رانندگان اینترنتی و پیک‌ها"), en: en("app drivers and couriers") },
  health: { fa: fa("پرستاران و کادر درمان"), en: en("nurses and health workers") },
  education: { fa: fa("معلمان و فرهنگیان"), en: en("teachers") },
  public_service: { fa: fa("کارکنان اداری و دولتی", "کارکنان"), en: en("public servants", "staff") },
  retirees: { fa: fa("بازنشستگان"), en: en("retirees") },
  farmers: { fa: fa("کشاورزان و دامداران"), en: en("farmers") },
  traders: { fa: fa("بازاریان و کسبه"), en: en("traders") },
  bakers: { fa: fa("نانوایان"), en: en("bakers") },
  kolbars: { fa: fa("کولبران"), en: en("kolbars") },
  fuel_carriers: { fa: fa("سوخت‌بران"), en: en("fuel carriers") },
  informal: { fa: fa("دستفروشان و کارگران غیررسمی"), en: en("street vendors and informal workers") },
  marginalised: { fa: fa("حاشیه‌نشینان"), en: en("residents of informal settlements") },
  unemployed: { fa: fa("جویندگان کار"), en: en("job seekers") },
  students: { fa: fa("دانشجویان و دانش‌آموزان"), en: en("students") },
  non_labour: { fa: fa("شهروندان"), en: en("citizens") },
  media_arts: { fa: fa("کارکنان رسانه و هنر", "کارکنان"), en: en("media and arts workers", "staff") },
  lawyers: { fa: fa("وکلا"), en: en("lawyers") },
  services_other: { fa: fa("کارکنان خدمات", "کارکنان"), en: en("service workers", "workers") },
  workers_other: { fa: fa("کارگران"), en: en("workers") },
}

/**
 * The people of an action as titles name them: «کارگران نیشکر هفت‌تپه», "workers of Haft Tappeh Sugar Cane".
 *
 * @param workplace Name of a registered workplace in the same language, or null.
 */
export function peopleOf(workforce: Workforce, workplace: string | null, lang: Lang): string {
  const people = PEOPLE[workforce][lang]
  if (workplace === null) return people.alone
  return lang === "fa" ? `${people.head} ${workplace}` : `${people.head} of ${workplace}`
}
