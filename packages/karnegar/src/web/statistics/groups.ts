import type { CountedAction } from "@karnegar/index"
import type { Lang } from "../words/language.ts"

/**
 * Whose actions these are, as statistics of disputes keep them apart: only employees can strike in the sense of the ILO.
 * Each action is in exactly one group, the first whose condition it meets.
 */
export const GROUPS = ["retirees", "closures", "own_account", "employees"] as const
/** A group of people whose actions statistics keep apart. */
export type Group = (typeof GROUPS)[number]

/** Trades of people who work on their own account, whatever is told of their employment. */
const OWN_ACCOUNT = ["farmers", "traders", "kolbars", "fuel_carriers"]

/** The group of an action. */
export function groupOf({ workforce, forms, employment }: CountedAction): Group {
  if (workforce === "retirees") return "retirees"
  if (forms.includes("closure")) return "closures"
  if (OWN_ACCOUNT.includes(workforce) || employment.includes("self_employed")) return "own_account"
  return "employees"
}

const holds = (column: string, code: string) => `('|' || ${column} || '|') LIKE '%|${code}|%'`
const RETIREES = "workforce = 'retirees'"
const CLOSURES = holds("forms", "closure")
const OWN = `(workforce IN (${OWN_ACCOUNT.map((code) => `'${code}'`).join(", ")}) OR ${holds("employment", "self_employed")})`

/** The same groups as conditions over the table `actions` of the download. */
export const GROUP_SQL: Readonly<Record<Group, string>> = {
  retirees: RETIREES,
  closures: `NOT ${RETIREES} AND ${CLOSURES}`,
  own_account: `NOT ${RETIREES} AND NOT ${CLOSURES} AND ${OWN}`,
  employees: `NOT ${RETIREES} AND NOT ${CLOSURES} AND NOT ${OWN}`,
}

/** Strikes and lockouts, as a condition over the same table. */
export const STOPPAGE_SQL = `(${holds("forms", "strike")} OR ${holds("forms", "lockout")})`

/** What the groups are called, and what is in them. */
export const GROUP_WORDS: Readonly<Record<Group, Readonly<Record<Lang, readonly [name: string, meaning: string]>>>> = {
  employees: {
    fa: ["مزدبگیران", "همه جز سه گروه دیگر"],
    en: ["Employees", "All but the three other groups"],
  },
  retirees: {
    fa: ["بازنشستگان", "کاری را نمی‌خوابانند؛ در سنجه‌های اعتصاب نیستند"],
    en: ["Retirees", "They stop no work and are in no measure of strikes"],
  },
  own_account: {
    fa: ["کارکنان مستقل", "کشاورزان، کسبه، کولبران و سوخت‌بران، و هر که خویش‌فرما گفته شده"],
    en: ["Own-account workers", "Farmers, traders, kolbars and fuel carriers, and whoever is told to be self-employed"],
  },
  closures: {
    fa: ["بستن از سوی صاحبان", "مغازه‌ها و کارگاه‌هایی که صاحبانشان به اعتراض بستند"],
    en: ["Owners’ closures", "Shops and workshops that their owners shut in protest"],
  },
}
