import { foldText, type Workforce } from "@karnegar/coder"
import { cannotMeet, daysBetween, daysOf } from "./days.ts"
import { isWide, type MergeFacts } from "./facts.ts"
import { kilometresBetween, townsOf } from "./places.ts"
import type { Reason, ReasonCode } from "./reasons.ts"
import { AKIN, MIXED_UP, NEAR_KM, NUMBERS, OFFICES, POINTS, REFUTED, SAME_KM, WORDS_FROM } from "./weights.ts"

/** How much two reports' texts have in common; shares of words, 0 to 1. Two actions of one pair of reports share it. */
export interface TextShare {
  /** Of the words of both. */
  readonly shared: number
  /** Of the words of the shorter one. */
  readonly contained: number
}

/** What a comparison says. The same whichever of the two comes first. */
export interface Comparison {
  /** 0 to 1: how sure it is that both tell one action. 0 when `apart`. */
  readonly score: number
  /** In the order they were looked at. */
  readonly reasons: readonly Reason[]
  /** Both cannot be one action, whatever else they share; only a person can join them. */
  readonly apart: boolean
}

/** Compares two coded actions. A pure function of its arguments, symmetric in the first two. */
export function comparePair(a: MergeFacts, b: MergeFacts, text: TextShare): Comparison {
  return withTexts(compareFacts(a, b), text)
}

/** What a comparison comes to before it is known what the two texts share. */
export interface OfFacts {
  /** Cannot be one, whatever the texts share. */
  readonly impossible: boolean
  readonly reasons: readonly Reason[]
  /** Sum of the reasons' points. */
  readonly points: number
  /** Words the texts share count for nothing. */
  readonly against: boolean
  /** Two workplaces in one place each: apart where little else speaks for it. */
  readonly refutable: boolean
}

/** The first part of `comparePair`: of many pairs the texts need not be read. */
export function compareFacts(a: MergeFacts, b: MergeFacts): OfFacts {
  const impossible: Reason[] = []
  if (a.reportId === b.reportId) impossible.push({ code: "same_report", points: 0 })
  if (a.isCall !== b.isCall) impossible.push({ code: "call_and_act", points: 0 })
  const workplace = workplaceReason(a, b)
  const workforce = workforceReason(a, b, workplace?.code === "same_workplace")
  if (workforce.code === "other_workforce") impossible.push(workforce)
  const days = daysBetween(a, b)
  if (days?.impossible) impossible.push({ code: "days_apart", days: days.gap, points: 0 })
  if (impossible.length > 0)
    return { impossible: true, reasons: impossible, points: 0, against: true, refutable: false }

  const place = placeReason(a, b, workplace?.code ?? null)
  // Copies of one round-up share every word, and yet tell several actions.
  const against =
    place?.code === "near_town" ||
    place?.code === "other_town" ||
    place?.code === "other_province" ||
    workplace?.code === "other_workplace" ||
    workplace?.code === "other_employer"
  const reasons: Reason[] = []
  let points: number = POINTS.start
  const add = (reason: Reason | null) => {
    if (reason === null) return
    reasons.push(reason)
    points += reason.points
  }
  add(place)
  add(daysReason(days))
  add(workforce)
  add(workplace)
  add(formReason(a, b))
  add(claimReason(a, b))
  add(numbersReason(a, b))
  add(organisationReason(a, b))
  const refutable = workplace?.code === "other_workplace" && !isWide(a) && !isWide(b)
  return { impossible: false, reasons, points, against, refutable }
}

/** The second part: the comparison with what the two texts share. */
export function withTexts(facts: OfFacts, text: TextShare): Comparison {
  if (facts.impossible) return { score: 0, reasons: facts.reasons, apart: true }
  const words = facts.against ? null : wordsReason(text)
  const points = words === null ? facts.points : facts.points + words.points
  const score = 1 / (1 + Math.exp(-points))
  const refuted = facts.refutable && score < REFUTED
  const reasons = words === null ? facts.reasons : [...facts.reasons, words]
  return { score: refuted ? 0 : score, reasons, apart: refuted }
}

/** As much as two texts can have in common. */
export const EVERY_WORD: TextShare = { shared: 1, contained: 1 }

/** Whether two are apart, whatever their texts share: `comparePair(…).apart`, for the many pairs of which nothing else is asked. */
export function cannotBeOne(a: MergeFacts, b: MergeFacts): boolean {
  if (a.reportId === b.reportId || a.isCall !== b.isCall || cannotMeet(daysOf(a), daysOf(b))) return true
  const alike = a.workforce === b.workforce && (a.workplaceId === b.workplaceId || !a.workplaceId || !b.workplaceId)
  return !alike && comparePair(a, b, EVERY_WORD).apart
}

const common = <T>(a: readonly T[], b: readonly T[]): number => a.filter((value) => b.includes(value)).length

function placeReason(a: MergeFacts, b: MergeFacts, workplace: ReasonCode | null): Reason | null {
  const wide = [isWide(a), isWide(b)].filter(Boolean).length
  const towns = [townsOf(a), townsOf(b)] as const
  if (common(...towns) > 0) {
    return wide === 1
      ? { code: "place_of_many", points: POINTS.placeOfMany }
      : { code: "same_place", points: POINTS.samePlace }
  }
  if (wide === 2) return { code: "wide_both", points: POINTS.wideBoth }
  if (wide === 1) {
    const notTold = [a, b].some((one) => !isWide(one) && one.placeIds.length === 0 && one.provinceIds.length === 0)
    return notTold
      ? { code: "place_not_told", points: POINTS.placeNotTold }
      : { code: "place_of_wide", points: POINTS.placeOfWide }
  }
  if (a.provinceIds.length === 0 || b.provinceIds.length === 0) {
    // A place abroad has no province; two of them are as far apart as two provinces.
    const bothKnown = a.placeIds.length > 0 && b.placeIds.length > 0
    return bothKnown ? { code: "other_province", points: POINTS.otherProvince } : null
  }
  const oneProvince = common(a.provinceIds, b.provinceIds) > 0
  if (oneProvince && (towns[0].length === 0 || towns[1].length === 0)) {
    return { code: "place_within", points: POINTS.placeWithin }
  }
  const same = workplace === "same_workplace" ? POINTS.otherTownSameWorkplace : 0
  const kilometres = kilometresBetween(a, b)
  if (kilometres !== null && kilometres <= SAME_KM) return { code: "same_place", points: POINTS.samePlace }
  if (kilometres !== null && kilometres <= NEAR_KM) {
    const employer = workplace === "same_employer" ? POINTS.nearTownSameEmployer : same
    return { code: "near_town", kilometres, points: POINTS.nearTown + employer }
  }
  return oneProvince
    ? { code: "other_town", points: POINTS.otherTown + same }
    : { code: "other_province", points: POINTS.otherProvince + same }
}

function daysReason(days: ReturnType<typeof daysBetween>): Reason | null {
  if (days === null) return null
  switch (days.how) {
    case "same_day":
      return { code: "same_day", points: POINTS.sameDay }
    case "overlap":
      return { code: "days_overlap", points: POINTS.daysOverlap }
    case "loose":
      return { code: "days_loose", points: POINTS.daysLoose }
    case "goes_on":
      return { code: "goes_on", days: days.gap, points: POINTS.goesOn + POINTS.goesOnPerDay * days.gap }
    case "apart":
      return { code: "days_apart", days: days.gap, points: POINTS.oneDayApart + POINTS.perDayApart * (days.gap - 1) }
  }
}

const MIXED_UP_KEYS = bothWays(MIXED_UP)

/** Pairs of codes as keys, each in both orders. */
function bothWays(pairs: readonly (readonly [string, string])[]): ReadonlySet<string> {
  return new Set(pairs.flatMap(([one, other]) => [`${one} ${other}`, `${other} ${one}`]))
}

/** Whether reports of one act may tell these two workforces; blocking asks for no others. */
export function workforcesFit(a: Workforce, b: Workforce): boolean {
  return a === b || a === "workers_other" || b === "workers_other" || MIXED_UP_KEYS.has(`${a} ${b}`)
}

function workforceReason(a: MergeFacts, b: MergeFacts, sameWorkplace: boolean): Reason {
  if (a.workforce === b.workforce) {
    return a.workforce === "workers_other"
      ? { code: "workforce_not_told", points: POINTS.workforceNotTold }
      : { code: "same_workforce", points: POINTS.sameWorkforce }
  }
  if (a.jointWith.includes(b.workforce) || b.jointWith.includes(a.workforce)) {
    return { code: "joint_group", points: POINTS.jointGroup }
  }
  if (a.workforce === "workers_other" || b.workforce === "workers_other") {
    return { code: "workforce_not_told", points: POINTS.workforceNotTold }
  }
  return sameWorkplace || workforcesFit(a.workforce, b.workforce)
    ? { code: "workforce_mixed_up", points: POINTS.workforceMixedUp }
    : { code: "other_workforce", points: 0 }
}

function workplaceReason(a: MergeFacts, b: MergeFacts): Reason | null {
  if (a.workplaceId !== null && a.workplaceId === b.workplaceId) {
    return { code: "same_workplace", points: POINTS.sameWorkplace }
  }
  if (a.employer === null || b.employer === null) return null
  const shorter = isPartOf(a.employer, b.employer) ? a.employer : isPartOf(b.employer, a.employer) ? b.employer : null
  if (shorter !== null) {
    return isOffice(shorter)
      ? { code: "same_office", points: POINTS.sameOffice }
      : { code: "same_employer", points: POINTS.sameEmployer }
  }
  // Names in two scripts can't be held against each other.
  if (LATIN.test(a.employer) !== LATIN.test(b.employer)) return null
  return a.workplaceId !== null && b.workplaceId !== null
    ? { code: "other_workplace", points: POINTS.otherWorkplace }
    : { code: "other_employer", points: POINTS.otherEmployer }
}

const OFFICE_WORDS = new Set(OFFICES.map(foldText))

/** «شهرداری», «علوم پزشکی», «شهرداری ایذه». */
function isOffice(name: string): boolean {
  const words = name.split(" ")
  return OFFICE_WORDS.has(words[0]!) && words.slice(1, -1).every((word) => OFFICE_WORDS.has(word))
}

const LATIN = /[a-z]/

/** Whether every word of the one name stands in the other: «شهرداری» in «شهرداری ایذه». */
function isPartOf(name: string, longer: string): boolean {
  const words = longer.split(" ")
  return name.split(" ").every((word) => words.includes(word))
}

function formReason(a: MergeFacts, b: MergeFacts): Reason {
  if (common(a.forms, b.forms) > 0) return { code: "same_form", points: POINTS.sameForm }
  const petition = a.forms.includes("petition") || b.forms.includes("petition")
  return { code: "other_form", points: petition ? POINTS.petition : POINTS.otherForm }
}

const AKIN_KEYS = bothWays(AKIN)

function claimReason(a: MergeFacts, b: MergeFacts): Reason | null {
  const fewer = Math.min(a.demands.length, b.demands.length)
  if (fewer === 0) return null
  const both = common(a.demands, b.demands)
  if (both === 0) {
    return a.demands.some((one) => b.demands.some((other) => AKIN_KEYS.has(`${one} ${other}`)))
      ? { code: "claims_akin", points: POINTS.claimsAkin }
      : { code: "different_claim", points: POINTS.otherClaim }
  }
  return 2 * both > fewer
    ? { code: "same_claim", points: POINTS.sameClaim }
    : { code: "some_claims", points: POINTS.someClaims }
}

function numbersReason(a: MergeFacts, b: MergeFacts): Reason | null {
  if (a.participants === null || b.participants === null) return null
  const [low, high] =
    a.participants.min <= b.participants.min ? [a.participants, b.participants] : [b.participants, a.participants]
  const top = low.max ?? high.min
  const times = high.min / Math.max(1, top)
  if (times <= NUMBERS.fit) return { code: "numbers_fit", points: POINTS.numbersFit }
  return times >= NUMBERS.differ ? { code: "numbers_differ", points: POINTS.numbersDiffer } : null
}

function organisationReason(a: MergeFacts, b: MergeFacts): Reason | null {
  if (a.organisationIds.length === 0 || b.organisationIds.length === 0) return null
  if (common(a.organisationIds, b.organisationIds) > 0) {
    return { code: "same_organisation", points: POINTS.sameOrganisation }
  }
  // Several organisations may have called for one held act; two calls by two of them are two.
  return a.isCall ? { code: "other_organisation", points: POINTS.otherOrganisation } : null
}

function wordsReason({ shared, contained }: TextShare): Reason | null {
  const told = (share: number, from: number) => Math.max(0, Math.min(1, (share - from) / (1 - from)))
  const whole = POINTS.words * told(shared, WORDS_FROM.shared)
  const part = POINTS.wordsContained * told(contained, WORDS_FROM.contained)
  if (whole === 0 && part === 0) return null
  return whole >= part
    ? { code: "words_shared", share: shared, points: whole }
    : { code: "words_contained", share: contained, points: part }
}
