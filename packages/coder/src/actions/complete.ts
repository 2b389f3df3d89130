import type { BySentence, InSentence } from "../by-sentence.ts"
import { type ClaimScope, demandAnswered, demandsOf, outcomeDay, outcomesOf, repressionOf } from "../claims/claims.ts"
import type { CodedPlace, Span, Support } from "../coded.ts"
import type { Character, Demand, Employment, Outcome, Repression, Workforce } from "../codes.ts"
import { FORMS } from "../codes.ts"
import type { EnglishWords } from "../lexicon/english-words.ts"
import type { Mention } from "../mentions/mention.ts"
import { spanOf, spansOf, spansOfAll } from "../text/spans.ts"
import { type DateSetting, dateOf, isRunning } from "../when/act-date.ts"
import type { DateHere } from "../when/date-here.ts"
import { codedAt } from "../where/places.ts"
import type { PlaceFound } from "../where/where.ts"
import { type Actor, actorAs } from "../who/actor.ts"
import { antecedentOf } from "../who/antecedent.ts"
import { readEmployer } from "../who/employer.ts"
import { englishEmployer } from "../who/english-employer.ts"
import { chooseParticipants, type PeopleFound } from "../who/participants.ts"
import type { PhraseWords } from "../who/phrase-words.ts"
import { tiesOf } from "../who/ties.ts"
import type { Draft } from "./assemble.ts"
import type { UnweighedAction } from "./confidence.ts"
import { isAbout, type Telling } from "./tellings.ts"

/** Number of places that the text tells. */
export interface PlacesCountFound {
  readonly count: number
  readonly first: number
  readonly past: number
  readonly sentence: number
  /** Counts workplaces, not towns. */
  readonly workplaces: boolean
}

/** What a document offers to fill an act's open fields from. */
export interface Surroundings extends DateSetting {
  readonly mentions: BySentence<Mention>
  readonly quoted: Uint8Array
  readonly words: PhraseWords
  /** Gazetteer id of the town of a workplace row, or null. */
  readonly workplaceTown: (id: string) => string | null
  readonly dates: BySentence<DateHere>
  /** The document is a statement, which says much beside what it claims for an act. */
  readonly statement: boolean
  /** Words of English readers; `null` for a Persian text. */
  readonly english: EnglishWords | null
  /** The group that acts where an act's own clauses name none: the main one of its item, else of the text. */
  readonly actorFor: (draft: Draft) => Actor | null
  /** The groups of an act's item, in text order. */
  readonly groupsOf: (draft: Draft) => readonly Actor[]
  readonly placesFor: (draft: Draft) => readonly PlaceFound[]
  readonly people: BySentence<PeopleFound>
  readonly signatures: readonly PeopleFound[]
  readonly placesCounts: ReadonlyMap<Draft, PlacesCountFound>
  /** The acts that a sentence tells of. */
  readonly draftsIn: (sentence: number) => readonly Draft[]
  readonly organisers: (draft: Draft) => readonly { readonly name: string; readonly span: Span; readonly by: string }[]
}

/** Turns a draft into a coded action with support for every value; `null` when nobody can be said to have acted. */
export function completeAction(
  draft: Draft,
  sentences: ReadonlySet<number>,
  around: Surroundings,
): UnweighedAction | null {
  const { doc, mentions } = around
  const support: Support[] = []
  const stated = (field: string, value: unknown, spans: readonly Span[], by: string, how: Support["how"] = "stated") =>
    support.push({ field, value, how, spans, by })
  const named = draft.actor ?? around.actorFor(draft) ?? unnamed(draft, mentions)
  const meant =
    named?.weak === true && named.workforce === "workers_other" ? antecedentOf(named, around.groupsOf(draft)) : null
  const members = meant === null && named !== null ? membersOf(named, mentions) : null
  const group = keepers(members ?? (meant === null ? named : actorAs(meant, meant.workforce)), draft)
  if (group === null) return null
  const forms = FORMS.filter((f) => draft.forms.has(f))
  for (const form of forms) {
    const t = draft.forms.get(form)!
    stated("forms", form, spansOf(doc, t.mention.first, t.mention.past), t.mention.by)
  }
  const statusBy = draft.statusBy?.statusBy ?? []
  if (statusBy.length > 0) stated("status", draft.status, spansOfAll(doc, statusBy), statusBy[0]!.by)
  else if (isRunning(draft, around) && draft.status === "held")
    stated("status", "ongoing", (around.soleRun ?? draft.date!).spans, (around.soleRun ?? draft.date!).by, "inferred")
  else stated("status", draft.status, [], "rule:held", "assumed")
  const status = isRunning(draft, around) && draft.status === "held" ? "ongoing" : draft.status
  const date = dateOf(draft, around, status)
  stated("date", date.start, date.spans, date.by, date.how)
  const places = around.placesFor(draft)
  const coded: CodedPlace[] = []
  for (const p of places) {
    coded.push(codedAt(p.place, p.site))
    stated("places", p.place.name, p.spans, p.by, p.how)
  }
  const told = rising(draft.sentences)
  const inOrder = rising(sentences)
  const ties = tiesOf(mentions, group, around.groupsOf(draft), draft.sentences)
  const employment: Employment[] = []
  for (const m of ties) {
    employment.push(m.code as Employment)
    stated("employment", m.code, spansOf(doc, m.first, m.past), m.by)
  }
  const real = status === "held" || status === "ongoing" || status === "ended"
  const scope: ClaimScope = {
    doc,
    mentions: draft.tellings.size === 0 ? mentions : aboutOne(mentions, draft.tellings),
    quoted: around.quoted,
    dates: around.dates,
    sentences: inOrder,
    own: draft.sentences,
    day: date.precision === "day" ? date.start : null,
    speech: around.statement || status === "called" || status === "threatened",
    outOfWork: employment.includes("dismissed") || forms.includes("lockout"),
    actor: group,
  }
  const claims = demandsOf(scope)
  const results = real || status === "threatened" ? outcomesOf(scope) : []
  const answers = real ? repressionOf(scope, claims) : []
  const demands: Demand[] = []
  for (const m of claims) {
    demands.push(m.code as Demand)
    stated("demands", m.code, spansOf(doc, m.first, m.past), m.by)
  }
  for (const m of results) stated("outcomes", m.code, spansOf(doc, m.first, m.past), m.by)
  for (const m of answers) stated("repression", m.code, spansOf(doc, m.first, m.past), m.by)
  const actor = ownClaim(group, demands)
  stated(
    "workforce",
    actor.workforce,
    spansOfAll(doc, actor.mentions),
    actor.mentions[0]?.by ?? "reader:actor",
    draft.actor === null && actor.mentions.length > 0 ? "inferred" : actor.how,
  )
  const character = characterOf(draft, demands, mentions)
  const employer =
    character.value === "sympathy"
      ? null
      : around.english !== null
        ? englishEmployer(doc, actor, around.english)
        : readEmployer(around, actor, around.groupsOf(draft), [
            ...told,
            ...inOrder.filter((s) => !draft.sentences.has(s)),
          ])
  if (employer !== null) stated("employer", employer.name, [employer.span], employer.by)
  const organisers = around.organisers(draft)
  for (const o of organisers) stated("organisers", o.name, [o.span], o.by)
  const people = real
    ? chooseParticipants(
        around.people,
        around.signatures,
        actor,
        around.groupsOf(draft),
        draft.sentences,
        told,
        sentences,
      )
    : null
  if (people !== null)
    stated(
      "participants",
      { min: people.min, max: people.max },
      spansOf(doc, people.first, people.past),
      "reader:participants",
    )
  const placesCount = around.placesCounts.get(draft) ?? null
  if (placesCount !== null)
    stated("places_count", placesCount.count, spansOf(doc, placesCount.first, placesCount.past), "reader:places_count")
  support.push({
    field: "character",
    value: character.value,
    how: character.by === null ? "assumed" : "inferred",
    spans: character.by === null ? [] : spansOf(doc, character.by.first, character.by.past),
    by: character.by?.by ?? "rule:economic",
  })
  const joint: Actor[] = []
  for (const sentence of told) {
    for (const d of around.draftsIn(sentence))
      if (d !== draft && d.actor !== null && d.actor.workforce !== actor.workforce) joint.push(d.actor)
  }
  const jointWith = joint.length === 0 ? [] : [...new Set(joint.map((a) => a.workforce))]
  for (const code of jointWith) {
    const a = joint.find((x) => x.workforce === code)!
    stated("joint_with", code, spansOfAll(doc, a.mentions), a.mentions[0]?.by ?? "reader:actor")
  }
  return {
    forms,
    status,
    date: { start: date.start, end: date.end, precision: date.precision, written: date.written },
    places: coded,
    places_count: placesCount?.count ?? null,
    workforce: actor.workforce,
    employment,
    character: character.value,
    joint_with: jointWith,
    employer: employer?.name ?? null,
    organisers: organisers.map((o) => o.name),
    participants: people === null ? null : { min: people.min, max: people.max },
    demands,
    outcomes: results.map((m) => m.code as Outcome),
    outcome_events: results.map((m) => ({
      code: m.code as Outcome,
      demand: demandAnswered(scope, m, demands),
      date: outcomeDay(scope, m),
      span: spanOf(doc, m.first, m.past),
    })),
    repression: answers.map((m) => m.code as Repression),
    support,
  }
}

/** Numbers in rising order, in which most of them already stand. */
function rising(numbers: ReadonlySet<number>): number[] {
  const out = [...numbers]
  for (let i = 1; i < out.length; i++) if (out[i]! < out[i - 1]!) return out.sort((a, b) => a - b)
  return out
}

/** Of sentences that are parted among groups, the mentions that are about one of them. */
function aboutOne(mentions: BySentence<Mention>, tellings: ReadonlyMap<number, Telling>): InSentence<Mention> {
  const kept = new Map<number, readonly Mention[]>()
  for (const [sentence, telling] of tellings)
    kept.set(
      sentence,
      mentions.in(sentence).filter((m) => isAbout(telling, m)),
    )
  return { in: (sentence) => kept.get(sentence) ?? mentions.in(sentence) }
}

/** Groups whose land and money may be of their trade. */
const OWNERS = new Set<Workforce>(["retirees", "farmers", "traders", "students", "brick_kilns", "unemployed"])

/** Staff who press nothing but a claim to land or deposits of theirs act as no workers (codebook §1). */
function ownClaim(group: Actor, demands: readonly Demand[]): Actor {
  if (demands.length === 0 || OWNERS.has(group.workforce) || !demands.every((d) => d === "property")) return group
  return actorAs(group, "non_labour")
}

/** Claims that only people at work press: who presses them are workers, though the text does not say so. */
const WORK_CLAIMS = new Set([
  "unpaid_wages",
  "wage_increase",
  "job_security",
  "reinstatement",
  "contractor_removal",
  "job_grading",
])

/** «مردم شهر مغازه‌ها را بستند»: shops are shut by those who keep them. */
function keepers(group: Actor | null, draft: Draft): Actor | null {
  const closure = draft.forms.get("closure")
  if (group?.workforce !== "non_labour" || closure === undefined || group.first > closure.mention.first) return group
  return actorAs(group, "traders", [closure.mention])
}

/** «اعضای سندیکای رانندگان»: people of whom only the organisation that they belong to tells a trade. */
function membersOf(named: Actor, mentions: BySentence<Mention>): Actor | null {
  if (named.workforce !== "workers_other" && named.workforce !== "non_labour") return null
  if (!named.weak || named.how === "inferred") return null
  const here = mentions.in(named.sentence)
  const trade = here.find((m) => m.kind === "workforce" && m.people && m.inName && !m.weak && m.first >= named.first)
  if (trade === undefined || trade.first > named.past + 1) return null
  return { ...named, workforce: trade.code as Workforce, mentions: [trade], weak: false, how: "inferred" }
}

/** Workers whom a text does not name, where an act's own sentence claims wages or the like; else `null`. */
function unnamed(draft: Draft, mentions: BySentence<Mention>): Actor | null {
  for (const sentence of draft.sentences) {
    const claim = mentions.in(sentence).find((m) => m.kind === "demand" && !m.weak && WORK_CLAIMS.has(m.code))
    if (claim === undefined) continue
    return {
      workforce: "workers_other",
      mentions: [],
      first: claim.first,
      past: claim.past,
      sentence,
      weak: true,
      how: "assumed",
      standing: "subject",
      oblique: false,
      workplace: null,
    }
  }
  return null
}

function characterOf(
  draft: Draft,
  demands: readonly Demand[],
  mentions: BySentence<Mention>,
): { value: Character; by: Mention | null } {
  const cue = (code: string) => {
    for (const sentence of draft.sentences)
      for (const m of mentions.in(sentence)) if (m.kind === "cue" && m.code === code) return m
    return undefined
  }
  const uprising = cue("uprising")
  if (
    uprising !== undefined &&
    demands.every((d) => d === "political_change" || d === "end_repression" || d === "womens_rights")
  )
    return { value: "political", by: uprising }
  const sympathy = cue("sympathy")
  if (sympathy !== undefined && draft.actor?.workforce !== ("non_labour" satisfies Workforce))
    return { value: "sympathy", by: sympathy }
  if (demands.length > 0 && demands.every((d) => d === "political_change")) {
    const m = mentions.all.find((x) => x.kind === "demand" && x.code === "political_change") ?? null
    return { value: "political", by: m }
  }
  return { value: "economic", by: null }
}
