import type { Form } from "@karnegar/coder"

/** English words of a form: what people are doing ("on strike") and the thing that is called for ("a strike"). */
interface EnglishDeed {
  readonly doing: string
  readonly noun: string
}

const ENGLISH: Readonly<Record<Form, EnglishDeed>> = {
  strike: { doing: "on strike", noun: "a strike" },
  closure: { doing: "shutting their doors in protest", noun: "a shop closure" },
  lockout: { doing: "locked out", noun: "a lockout" },
  slowdown: { doing: "on a go-slow", noun: "a go-slow" },
  gathering: { doing: "gathering in protest", noun: "a gathering" },
  march: { doing: "marching", noun: "a march" },
  sit_in: { doing: "holding a sit-in", noun: "a sit-in" },
  blockade: { doing: "blocking the way", noun: "a blockade" },
  occupation: { doing: "occupying the workplace", noun: "an occupation of the workplace" },
  hunger_strike: { doing: "on hunger strike", noun: "a hunger strike" },
  boycott: { doing: "boycotting", noun: "a boycott" },
  petition: { doing: "petitioning", noun: "a petition" },
  other: { doing: "protesting", noun: "a protest" },
}

/**
 * Persian noun of a form, and how it takes the people: `of` by ezafe («اعتصابِ کارگران»); `by` where ezafe would make
 * them its object («تحریم دانشجویان» is a boycott of students), so that «از سوی» is needed.
 */
const PERSIAN: Readonly<Record<Exclude<Form, "lockout">, readonly [noun: string, link: "of" | "by"]>> = {
  strike: ["اعتصاب", "of"],
  closure: ["تعطیلی اعتراضی", "of"],
  slowdown: ["کم‌کاری", "of"],
  gathering: ["تجمع", "of"],
  march: ["راهپیمایی", "of"],
  sit_in: ["تحصن", "of"],
  blockade: ["راه‌بندان", "of"],
  occupation: ["اشغال محل کار", "by"],
  hunger_strike: ["اعتصاب غذا", "of"],
  boycott: ["تحریم", "by"],
  petition: ["طومار", "of"],
  other: ["حرکت اعتراضی", "of"],
}

/** «اعتصاب و تجمع کارگران فولاد», «تجمع و تحریم از سوی معلمان»: forms and people as one Persian noun phrase. */
export function persianDeed(forms: readonly Form[], people: string): string {
  const own = forms.flatMap((form) => (form === "lockout" ? [] : [PERSIAN[form]]))
  const locked = forms.includes("lockout")
  if (own.length === 0) return locked ? `راه‌ندادن ${people} به محل کار` : `حرکت اعتراضی ${people}`
  const link = own.some(([, how]) => how === "by") ? " از سوی " : " "
  const deed = `${join(
    own.map(([noun]) => noun),
    "، ",
    " و ",
  )}${link}${people}`
  return locked ? `${deed} و راه‌ندادن آنان به محل کار` : deed
}

/** "oil workers on strike and marching": people first, as English headlines have it. */
export function englishDeed(forms: readonly Form[], people: string): string {
  const doing = forms.map((form) => ENGLISH[form].doing)
  return `${people} ${join(doing.length === 0 ? [ENGLISH.other.doing] : doing, ", ", " and ")}`
}

/** "a strike and a march by oil workers": for what has not happened. */
export function englishPlan(forms: readonly Form[], people: string): string {
  const nouns = forms.map((form) => ENGLISH[form].noun)
  return `${join(nouns.length === 0 ? [ENGLISH.other.noun] : nouns, ", ", " and ")} by ${people}`
}

/** A list as speech joins it. */
export function join(items: readonly string[], comma: string, and: string): string {
  if (items.length <= 1) return items[0] ?? ""
  return `${items.slice(0, -1).join(comma)}${and}${items[items.length - 1]}`
}
