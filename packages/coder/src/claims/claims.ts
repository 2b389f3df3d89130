import type { BySentence, InSentence } from "../by-sentence.ts"
import type { Demand, Outcome, Workforce } from "../codes.ts"
import { type Mention, mentionAs } from "../mentions/mention.ts"
import { someNear } from "../mentions/near.ts"
import type { Doc } from "../text/doc.ts"
import { addDays, type DateHere } from "../when/date-here.ts"
import { isOpened } from "./implied-claims.ts"

/** Kinds of mention that an act collects from the sentences that belong to it. */
export type ClaimKind = "demand" | "outcome" | "repression"

/** What is asked when claims are sought for one act. */
export interface ClaimScope {
  readonly doc: Doc
  readonly mentions: InSentence<Mention>
  readonly quoted: Uint8Array
  readonly dates: BySentence<DateHere>
  /** Sentences that tell of the act or of what belongs to it, rising. */
  readonly sentences: readonly number[]
  /** Sentences in which a clause of the act itself stands. */
  readonly own: ReadonlySet<number>
  /** First day of the act, or null. */
  readonly day: string | null
  /** A statement or a call says much beside what it claims for the act. */
  readonly speech: boolean
  /** Those who act had lost their work before, or are locked out: that is no dismissal for acting. */
  readonly outOfWork: boolean
  /** Who acts: where their noun phrase ends, and their workforce. */
  readonly actor: { readonly workforce: Workforce; readonly past: number; readonly sentence: number }
}

/** Cues beside which a weak mention counts. */
const CLAIMING = new Set(["demand_intro", "complaint", "protest", "their_words"])
const FOR_ACT = new Set(["protest", "because_of_act"])
/** Cues that make a claim of what is else told as a consequence: «سفره‌مان خالی است» explains why wages are wanted. */
const PRESSING = new Set(["demand_intro", "complaint", "slogan"])
const CONSEQUENCES = new Set<string>(["cost_of_living", "housing"] satisfies Demand[])
/** Claims about money that such consequences explain. */
const EXPLAINED: readonly Demand[] = ["unpaid_wages", "wage_increase", "benefits", "fees_quotas"]
/** Claims that answer what was done to people: raised by others after an act, they are not what the act was for. */
const ANSWERS = new Set<string>(["release_prisoners", "reinstatement", "end_repression"] satisfies Demand[])

/** Demands of an act, one mention for each code, the best first (codebook §9, rules 3 and 4). */
export function demandsOf(scope: ClaimScope): Mention[] {
  const { mentions, quoted, own } = scope
  const best = new Map<string, Mention>()
  // Few acts have either.
  let slogans: Map<string, Mention> | null = null
  let told: Map<string, Mention> | null = null
  const aboutRepression = leadsWithRepression(scope)
  const list = scope.speech ? claimLines(scope) : null
  for (const sentence of scope.sentences) {
    if (list !== null && !list.has(sentence)) continue
    const here = mentions.in(sentence)
    if (!hasKind(here, "demand")) continue
    const general = isGeneral(scope, sentence, here)
    if (general && !here.some((m) => m.kind === "workforce" && m.code === scope.actor.workforce)) continue
    const pressed = hasCueOf(here, PRESSING)
    const official = !own.has(sentence) && hasCue(here, "official_speaks")
    const shouted = hasCue(here, "slogan")
    const claimed = (shouted || hasCueOf(here, CLAIMING)) && !official
    for (let at = 0; at < here.length; at++) {
      const m = here[at]!
      if (m.kind !== "demand" || m.inName || (m.weak && !claimed)) continue
      if (aboutRepression && ANSWERS.has(m.code) && (sentence === 0 || !own.has(sentence))) continue
      // «به ابطال پروانه تهدید کرد» claims no licence.
      if (someNear(here, at, (r) => r.kind === "repression" && r.code === "threat" && holds(r, m))) continue
      const consequence = !scope.speech && CONSEQUENCES.has(m.code) && !pressed && !isProtestedAt(here, at)
      let target = best
      if (shouted && quoted[m.first] === 1) {
        slogans ??= new Map()
        target = slogans
      } else if (consequence || official || general) {
        told ??= new Map()
        target = told
      }
      const had = target.get(m.code)
      if (had === undefined || (had.weak && !m.weak)) target.set(m.code, m)
    }
  }
  const untold = best.size === 0
  const arrears = explained(best)
  for (const [code, m] of told ?? [])
    if (!best.has(code) && (CONSEQUENCES.has(code) ? !arrears : untold)) best.set(code, m)
  // «دیگر قادر به گذران زندگی نیستند», said elsewhere than at the act: why the arrears hurt.
  const hardship = best.get("cost_of_living")
  if (hardship !== undefined && best.has("unpaid_wages") && !own.has(hardship.sentence))
    if (!hasCue(mentions.in(hardship.sentence), "protest")) best.delete("cost_of_living")
  const pressedBy = best.size > 0 ? best : (slogans ?? best)
  for (const [code, m] of [...pressedBy]) {
    const meant = meantBy(scope.actor.workforce, code as Demand)
    if (meant === code) continue
    pressedBy.delete(code)
    if (meant !== null && !pressedBy.has(meant)) pressedBy.set(meant, mentionAs(m, meant))
  }
  const law = best.get("law_reform")
  if (law !== undefined && best.size > 1 && !isNumbered(scope.doc, law)) best.delete("law_reform")
  return [...pressedBy.values()]
}

function explained(claims: ReadonlyMap<string, Mention>): boolean {
  return EXPLAINED.some((code) => claims.has(code))
}

/** «از گرانی … اعتراض کردند»: what stands before a word of protest is what they protest at. */
function isProtestedAt(here: readonly Mention[], at: number): boolean {
  const { past } = here[at]!
  for (let i = at + 1; i < here.length && here[i]!.first < past + TO_PROTEST; i++)
    if (here[i]!.first >= past && here[i]!.kind === "cue" && here[i]!.code === "protest") return true
  return false
}

/** Most tokens from a grievance to the word of protest that closes its clause. */
const TO_PROTEST = 8

/** Claims that only people at work can press. */
const AT_WORK = new Set<Demand>(["job_security", "wage_increase", "unpaid_wages", "against_layoffs", "benefits"])

/** What a claim means from the mouth of a group (codebook §6); `null` where it cannot press it. */
function meantBy(workforce: Workforce, code: Demand): Demand | null {
  if (workforce === "retirees" && code === "wage_increase") return "pension_increase"
  if (workforce === "unemployed" && code === "job_security") return "hiring"
  // «مطالبات» of those who sell what they grow, and of those who saved.
  if (workforce === "farmers" && (code === "unpaid_wages" || code === "wage_increase")) return "fees_quotas"
  if (workforce === "non_labour" && code === "unpaid_wages") return "property"
  return workforce === "non_labour" && AT_WORK.has(code) ? null : code
}

/** A law named by number says nothing else of what it is about; of others, the claims beside it do (codebook §6). */
function isNumbered(doc: Doc, law: Mention): boolean {
  for (let i = law.first; i < Math.min(law.past + 3, doc.count); i++) if (doc.kinds[i] === 1) return true
  return false
}

/** Outcomes of an act: what is told of another time, or as not so, is none. */
export function outcomesOf(scope: ClaimScope): Mention[] {
  const best: Mention[] = []
  for (const sentence of scope.sentences) {
    const here = scope.mentions.in(sentence)
    if (!hasKind(here, "outcome")) continue
    if (isGeneral(scope, sentence, here)) continue
    if (!scope.own.has(sentence) && (hasCue(here, "history") || isDatedEarlier(scope, sentence, 3))) continue
    const claimed = hasCueOf(here, CLAIMING)
    for (const m of here) {
      if (m.kind !== "outcome" || m.inName || m.negated || (m.weak && !claimed)) continue
      if (m.code === "promised" && isBroken(here, m)) continue
      keep(best, m)
    }
  }
  // «بخشی از خواسته‌ها پذیرفته شد»: the same words as a whole claim granted, told more closely (codebook §7).
  const met = best.find((m) => m.code === "demand_met")
  if (met !== undefined && best.some((m) => m !== met && m.first < met.past && met.first < m.past))
    return best.filter((m) => m !== met)
  return best
}

/** «قول دادند که هنوز کاری نکرده‌اند»: an old promise that was not kept. */
function isBroken(here: readonly Mention[], promise: Mention): boolean {
  return here.some((m) => m.kind === "cue" && m.code === "broken_promise" && m.past > promise.past)
}

/** What was done to people because of an act; earlier cases are background (codebook §9, rule 5). */
export function repressionOf(scope: ClaimScope, demands: readonly Mention[]): Mention[] {
  const best: Mention[] = []
  const wantBack = demands.some((m) => m.code === "reinstatement")
  for (const sentence of scope.sentences) {
    const here = scope.mentions.in(sentence)
    if (!hasKind(here, "repression")) continue
    if (isGeneral(scope, sentence, here)) continue
    if (!scope.own.has(sentence) && isEarlier(scope, sentence, here)) continue
    const claimed = hasCueOf(here, FOR_ACT)
    const because = hasCue(here, "because_of_act")
    for (let at = 0; at < here.length; at++) {
      const m = here[at]!
      if (m.kind !== "repression" || m.inName || m.negated || (m.weak && !claimed)) continue
      // What is to end is a claim («لغو حکم شلاق»); only a dismissal to be taken back was done all the same.
      if (m.code !== "dismissal" && isOpened(here, at)) continue
      if (isOfSupported(here, at)) continue
      if (someNear(here, at, (d) => d.kind === "demand" && !d.weak && holds(d, m) && !isTakenBack(d, m))) continue
      const grievance = scope.outOfWork || (wantBack && isOfActor(scope, m))
      if (m.code === "dismissal" && grievance && !because) continue
      keep(best, m)
    }
  }
  return best
}

/** Most tokens from «در حمایت از» to what was done to those supported. */
const TO_SUPPORTED = 12

/** «در حمایت از کارگرانی که بازداشت شده‌اند»: what was done to those supported led to the act. */
function isOfSupported(here: readonly Mention[], at: number): boolean {
  const done = here[at]!
  return someNear(
    here,
    at,
    (cue) =>
      cue.kind === "cue" && cue.code === "sympathy" && cue.past <= done.first && done.first - cue.past <= TO_SUPPORTED,
  )
}

function holds(a: Mention, b: Mention): boolean {
  return a.first <= b.first && b.past <= a.past && a.past - a.first > b.past - b.first
}

/** «کارگرانی که قراردادشان تمدید نشده»: says of those who act who they are. */
function isOfActor({ actor }: ClaimScope, m: Mention): boolean {
  return m.sentence === actor.sentence && m.first >= actor.past && m.first - actor.past <= 3
}

function isTakenBack(demand: Mention, done: Mention): boolean {
  return demand.code === "reinstatement" && done.code === "dismissal"
}

/** Keeps one mention for each code, the first or the first that is sure. */
function keep(best: Mention[], m: Mention): void {
  const at = best.findIndex((had) => had.code === m.code)
  if (at < 0) best.push(m)
  else if (best[at]!.weak && !m.weak) best[at] = m
}

function hasKind(here: readonly Mention[], kind: ClaimKind): boolean {
  for (const m of here) if (m.kind === kind) return true
  return false
}

function hasCue(here: readonly Mention[], code: string): boolean {
  for (const m of here) if (m.kind === "cue" && m.code === code) return true
  return false
}

function hasCueOf(here: readonly Mention[], codes: ReadonlySet<string>): boolean {
  for (const m of here) if (m.kind === "cue" && codes.has(m.code)) return true
  return false
}

/** Does a sentence beside the act speak of protests in general («در سال‌های اخیر …», «برخی از این تجمعات …»)? */
function isGeneral(scope: ClaimScope, sentence: number, here: readonly Mention[]): boolean {
  return !scope.own.has(sentence) && hasCue(here, "general_time")
}

/** Does a sentence tell of a time before the act: a word of history, or a day more than a day earlier? */
function isEarlier(scope: ClaimScope, sentence: number, here: readonly Mention[]): boolean {
  return hasCue(here, "history") || isDatedEarlier(scope, sentence, 1)
}

/** @param words Fewest words of a date that counts: a bare weekday beside a promise may be one to come. */
function isDatedEarlier(scope: ClaimScope, sentence: number, words: number): boolean {
  const dates = scope.dates.in(sentence)
  if (scope.day === null || dates.length === 0) return false
  const before = addDays(scope.day, -1)
  let earlier = false
  for (const date of dates) {
    if (!date.acts || date.past - date.first < words) continue
    const found = date.resolve(false)
    if (found?.start == null) continue
    if ((found.end ?? found.start) >= before) return false
    if (found.precision !== "week" && found.precision !== "unknown") earlier = true
  }
  return earlier
}

/**
 * The first line tells what was done to people, before or without the act: later voices speak for them, not they at
 * the act.
 */
function leadsWithRepression(scope: ClaimScope): boolean {
  const title = scope.mentions.in(0)
  const done = title.find(
    (m, at) => m.kind === "repression" && !m.weak && !m.inName && !m.negated && !isOpened(title, at),
  )
  if (done === undefined) return false
  return !title.some((m) => m.kind === "form" && m.first < done.first)
}

/**
 * The sentences of a statement or call in which its claims for the act stand: the list under a heading such as
 * «خواسته‌ها:», else the paragraph of the act; `null` where neither holds a claim.
 */
function claimLines(scope: ClaimScope): Set<number> | null {
  const { doc, mentions, own } = scope
  const listed = new Set<number>()
  const beside = new Set<number>()
  const ownLines = new Set([...own].map((s) => doc.lineOf[s]!))
  let underHeading = false
  for (let s = 0; s < doc.sentences.length; s++) {
    const here = mentions.in(s)
    const opensLine = s === 0 || doc.lineOf[s] !== doc.lineOf[s - 1]
    if (opensLine && (underHeading ? !isListed(doc, s) : true)) underHeading = false
    if (underHeading) listed.add(s)
    if (hasCue(here, "demand_intro") && endsAsHeading(doc, s)) underHeading = true
    if (ownLines.has(doc.lineOf[s]!)) beside.add(s)
  }
  const claims = (sentences: ReadonlySet<number>) =>
    [...sentences].some((s) => mentions.in(s).some((m) => m.kind === "demand" && !m.weak && !m.inName))
  if (claims(listed)) return new Set([...listed, ...own])
  return claims(beside) ? beside : null
}

/** Ends a sentence with the mark of a heading, and its line with it. */
function endsAsHeading(doc: Doc, sentence: number): boolean {
  const [first, past] = doc.sentences[sentence]!
  if (past - first > 14) return false
  const last = doc.words[past - 1]
  return last === ":" || last === "؟" || last === "?"
}

/** Opens a line with a bullet, a number or another sign. */
function isListed(doc: Doc, sentence: number): boolean {
  return doc.kinds[doc.sentences[sentence]![0]] !== 0
}

/** Demands that an outcome of each kind answers, the likeliest first. */
const ANSWERED: Partial<Record<Outcome, readonly Demand[]>> = {
  paid: ["unpaid_wages", "benefits", "insurance"],
  reinstated: ["reinstatement", "against_layoffs"],
  employer_removed: ["ownership", "contractor_removal"],
  official_removed: ["management"],
  organisation_formed: ["right_to_organise", "workers_control"],
  released: ["release_prisoners"],
  employer_prosecuted: ["anti_corruption", "ownership"],
}

/** The demand that an outcome answers: the one named beside it, the one its kind is for, or the only one of the act. */
export function demandAnswered(scope: ClaimScope, outcome: Mention, demands: readonly Demand[]): Demand | null {
  if (demands.length === 1) return demands[0]!
  const beside = scope.mentions
    .in(outcome.sentence)
    .filter((m) => m.kind === "demand" && !m.inName && demands.includes(m.code as Demand))
  const overlapping = beside.filter((m) => m.first < outcome.past && outcome.first < m.past)
  for (const near of [overlapping, beside]) {
    const codes = new Set(near.map((m) => m.code as Demand))
    if (codes.size === 1) return [...codes][0]!
  }
  return ANSWERED[outcome.code as Outcome]?.find((d) => demands.includes(d)) ?? null
}

/** The day that an outcome's own sentence names for it, where that is not the day of the act. */
export function outcomeDay(scope: ClaimScope, outcome: Mention): string | null {
  if (scope.own.has(outcome.sentence)) return null
  for (const date of scope.dates.in(outcome.sentence)) {
    if (!date.acts || date.past > outcome.past) continue
    const found = date.resolve(false)
    if (found?.start != null && found.precision === "day" && (scope.day === null || found.start >= scope.day))
      return found.start
  }
  return null
}
