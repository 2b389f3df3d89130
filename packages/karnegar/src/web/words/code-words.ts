import { PLACE_TYPES, type PlaceType, PRECISIONS, type Precision } from "@karnegar/coder"
import {
  EMPLOYER_RESPONSES,
  type EmployerResponse,
  ENTERPRISE_TYPES,
  type EnterpriseType,
  SETTLEMENTS,
  type Settlement,
  STATE_RESPONSES,
  type StateResponse,
} from "../../record/fields.ts"
import type { EvidenceStatus, PublishedAction, ReviewState } from "../../record/types.ts"
import { type LabelKind, type Lang, labelsOf } from "./language.ts"

type Words = Readonly<Record<Lang, string>>

const w = (fa: string, en: string): Words => ({ fa, en })

const PRECISION_WORDS: Readonly<Record<Precision, Words>> = {
  day: w("روز", "day"),
  week: w("هفته", "week"),
  month: w("ماه", "month"),
  year: w("سال", "year"),
  unknown: w("نامعلوم", "unknown"),
}

const PLACE_TYPE_WORDS: Readonly<Record<PlaceType, Words>> = {
  site: w("محل", "site"),
  village: w("روستا", "village"),
  district: w("بخش", "district"),
  city: w("شهر", "city"),
  county: w("شهرستان", "county"),
  province: w("استان", "province"),
  country: w("کشور", "country"),
}

const STATE_WORDS: Readonly<Record<ReviewState, Words>> = {
  unreviewed: w("بررسی‌نشده", "not yet reviewed"),
  reviewed: w("بررسی‌شده", "reviewed"),
  published: w("منتشرشده", "published"),
  disputed: w("محل اختلاف", "disputed"),
  retracted: w("پس‌گرفته", "retracted"),
}

const ORIGIN_WORDS: Readonly<Record<PublishedAction["origin"], Words>> = {
  coding: w("گزارش‌ها", "reports"),
  import: w("بایگانی دیگران", "another record"),
}

const EVIDENCE_WORDS: Readonly<Record<EvidenceStatus, Words>> = {
  single_source: w("یک منبع", "a single source"),
  independent_sources: w("چند منبع مستقل", "several independent sources"),
  verified_media: w("عکس یا فیلم راستی‌آزمایی‌شده", "verified media"),
  official_confirmation: w("تأیید رسمی", "official confirmation"),
  disputed: w("محل اختلاف", "disputed"),
  retracted: w("پس‌گرفته", "retracted"),
}

const ENTERPRISE_TYPE_WORDS: Readonly<Record<EnterpriseType, Words>> = {
  state: w("دولتی", "state"),
  quasi_state: w("شبه‌دولتی", "quasi-state"),
  private: w("خصوصی", "private"),
  cooperative: w("تعاونی", "co-operative"),
  municipal: w("شهرداری", "municipal"),
  foreign_or_joint: w("خارجی یا مشترک", "foreign or joint"),
  pension_fund: w("صندوق بازنشستگی", "pension fund"),
}

const STATE_RESPONSE_WORDS: Readonly<Record<StateResponse, Words>> = {
  none: w("هیچ", "none"),
  talks: w("گفت‌وگو", "talks"),
  mediation: w("میانجیگری", "mediation"),
  security_presence: w("حضور نیروهای امنیتی", "presence of security forces"),
  blocking: w("بستن راه", "blocking the way"),
  dispersal: w("پراکندن جمعیت", "dispersal"),
  communications_cut: w("قطع ارتباطات", "communications cut"),
}

const EMPLOYER_RESPONSE_WORDS: Readonly<Record<EmployerResponse, Words>> = {
  none: w("هیچ", "none"),
  talks: w("گفت‌وگو", "talks"),
  concession: w("پذیرش خواسته", "concession"),
  threat: w("تهدید", "threat"),
  dismissal: w("اخراج", "dismissal"),
  pay_cut: w("کسر مزد", "pay cut"),
  replacement: w("جایگزین کردن کارگران", "replacement of workers"),
  lockout: w("تعطیلی از سوی کارفرما", "lockout"),
}

const SETTLEMENT_WORDS: Readonly<Record<Settlement, Words>> = {
  direct_talks: w("گفت‌وگوی مستقیم", "direct talks"),
  mediation: w("میانجیگری", "mediation"),
  labour_office: w("اداره کار", "labour office"),
  court: w("دادگاه", "court"),
  unilateral: w("تصمیم یک‌طرفه", "unilateral decision"),
  dispersal: w("پراکندن جمعیت", "dispersal"),
  none: w("بی‌سرانجام", "not settled"),
}

const HOW_WORDS: Readonly<Record<NonNullable<PublishedAction["daysNotWorked"]>["how"], Words>> = {
  reported: w("منبعی گفته است", "reported by a source"),
  computed: w("شمار کارگران × روزهای تقویمی", "workers × calendar days"),
}

/** Names of the lists of codes that public values come from. */
export type CodeList =
  | Exclude<LabelKind, "kinds">
  | "precisions"
  | "place_types"
  | "states"
  | "origins"
  | "evidence"
  | "enterprise_types"
  | "state_responses"
  | "employer_responses"
  | "settlements"
  | "how_days_not_worked"

const OWN = {
  precisions: [PRECISIONS, PRECISION_WORDS],
  place_types: [PLACE_TYPES, PLACE_TYPE_WORDS],
  states: [Object.keys(STATE_WORDS), STATE_WORDS],
  origins: [Object.keys(ORIGIN_WORDS), ORIGIN_WORDS],
  evidence: [Object.keys(EVIDENCE_WORDS), EVIDENCE_WORDS],
  enterprise_types: [ENTERPRISE_TYPES, ENTERPRISE_TYPE_WORDS],
  state_responses: [STATE_RESPONSES, STATE_RESPONSE_WORDS],
  employer_responses: [EMPLOYER_RESPONSES, EMPLOYER_RESPONSE_WORDS],
  settlements: [SETTLEMENTS, SETTLEMENT_WORDS],
  how_days_not_worked: [Object.keys(HOW_WORDS), HOW_WORDS],
} as const satisfies Readonly<Partial<Record<CodeList, readonly [readonly string[], Readonly<Record<string, Words>>]>>>

/** Every list of codes, in the order that files show them. */
export const CODE_LISTS = [
  "forms",
  "statuses",
  "workforces",
  "demands",
  "outcomes",
  "repression",
  "employment",
  "character",
  ...(Object.keys(OWN) as (keyof typeof OWN)[]),
] as const satisfies readonly CodeList[]

/** The codes of a list with their words, in the list's own order. */
export function codesOf(
  list: CodeList,
): readonly { readonly code: string; readonly fa: string; readonly en: string }[] {
  if (list in OWN) {
    const [codes, words] = OWN[list as keyof typeof OWN] as readonly [
      readonly string[],
      Readonly<Record<string, Words>>,
    ]
    return codes.map((code) => ({ code, ...words[code]! }))
  }
  const en = new Map(labelsOf(list as LabelKind, "en"))
  return labelsOf(list as LabelKind, "fa").map(([code, fa]) => ({ code, fa, en: en.get(code) ?? code }))
}

const byCode = new Map<CodeList, ReadonlyMap<string, Words>>()

/** Words of a code of a list; the code itself where the list has none. */
export function codeWord(list: CodeList, code: string, lang: Lang): string {
  let words = byCode.get(list)
  if (words === undefined) {
    words = new Map(codesOf(list).map(({ code: own, fa, en }) => [own, { fa, en }]))
    byCode.set(list, words)
  }
  return words.get(code)?.[lang] ?? code
}
