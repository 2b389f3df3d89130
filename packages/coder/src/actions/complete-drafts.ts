import { BySentence } from "../by-sentence.ts"
import { shareSentences } from "../claims/shares.ts"
import type { Knowledge } from "../knowledge.ts"
import type { EnglishWords } from "../lexicon/english-words.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import type { Trace } from "../trace.ts"
import type { DateHere } from "../when/date-here.ts"
import type { ReportDays } from "../when/report-days.ts"
import { placeChooser } from "../where/choose-places.ts"
import { countsOfActs } from "../where/places-count.ts"
import type { PlaceHere, SpotHere } from "../where/where.ts"
import type { Actor } from "../who/actor.ts"
import { findPeople } from "../who/find-people.ts"
import { GroupsByItem } from "../who/groups.ts"
import { membersOfIssuer } from "../who/members.ts"
import { type OrganisationFound, organisersOf } from "../who/organisations.ts"
import type { Draft } from "./assemble.ts"
import { completeAction, type PlacesCountFound, type Surroundings } from "./complete.ts"
import type { UnweighedAction } from "./confidence.ts"
import { isIdle } from "./idle.ts"
import { isRestated } from "./restated.ts"

/** Most signatures, issuers and sentences that one act is asked of. */
const MOST_ISSUERS = 12

/** What was read of a document before its acts are filled in. */
export interface WholeReading {
  readonly doc: Doc
  readonly knowledge: Knowledge
  readonly published: string | null
  readonly quoted: Uint8Array
  /** The document is a statement. */
  readonly statement: boolean
  /** Words of English readers; `null` for a Persian text. */
  readonly english: EnglishWords | null
  readonly itemOf: Int32Array
  readonly mentions: BySentence<Mention>
  readonly actors: BySentence<Actor>
  readonly places: BySentence<PlaceHere>
  readonly spots: BySentence<SpotHere>
  readonly dates: BySentence<DateHere>
  readonly days: ReportDays
  readonly organisations: readonly OrganisationFound[]
  readonly placesCounts: readonly PlacesCountFound[]
}

/** Acts that stand, and the drafts that they come from, in the same order. */
export interface Completed {
  readonly kept: readonly Draft[]
  readonly unweighed: readonly UnweighedAction[]
}

/**
 * Fills in every act of a document; those that nobody can be said to have done and those told again fall away.
 *
 * @param trace Takes note of what fell away; `null` when nobody asks.
 */
export function completeDrafts(reading: WholeReading, drafts: readonly Draft[], trace: Trace | null): Completed {
  const kept: Draft[] = []
  const unweighed: UnweighedAction[] = []
  // Most texts of a news channel tell of no act at all.
  if (drafts.length === 0) return { kept, unweighed }
  const { doc, knowledge, published, itemOf, mentions, organisations, days } = reading
  const actors = reading.actors.all
  const shares = shareSentences(doc, drafts, itemOf, reading.actors, mentions)
  const groups = new GroupsByItem(actors, itemOf)
  const people = findPeople(doc, knowledge, reading.dates.all)
  const members = actors.length === 0 ? membersOfIssuer(mentions.all) : null
  const organisersBy = new BySentence(organisations)
  const issuers = organisations.filter((o) => o.part === "issues").slice(0, MOST_ISSUERS)
  const draftsIn = actsBySentence(drafts)
  const around: Surroundings = {
    doc,
    mentions,
    words: knowledge.phraseWords,
    workplaceTown: (id) => knowledge.workplaces.get(id)?.placeId ?? null,
    quoted: reading.quoted,
    dates: reading.dates,
    statement: reading.statement,
    english: reading.english,
    published,
    actorFor: (draft) => groups.main(draft.item) ?? (isPlanned(draft) ? members : null),
    groupsOf: (draft) => groups.near(draft.item, draft.triggers[0]!.mention.sentence),
    soleRun: drafts.filter((d) => d.status === "held" || d.status === "ongoing").length === 1 ? days.running : null,
    days,
    placesFor: placeChooser({
      doc,
      mentions,
      places: reading.places,
      spots: reading.spots,
      itemOf,
      drafts,
      knowledge,
    }),
    people: new BySentence(people),
    signatures: people.filter((p) => p.signatures).slice(0, MOST_ISSUERS),
    placesCounts: countsOfActs(new BySentence(reading.placesCounts), drafts, draftsIn, doc.sentences.length),
    draftsIn,
    organisers: (draft) =>
      organisersOf(
        [...draft.sentences].slice(0, MOST_ISSUERS).map((sentence) => organisersBy.in(sentence)),
        issuers,
        isPlanned(draft),
      ),
  }
  const lines = doc.lineOf[doc.sentences.length - 1]!
  const told: (UnweighedAction | null)[] = []
  for (const [i, draft] of drafts.entries())
    told.push(standing(completeAction(draft, shares[i]!, around), draft, drafts, lines, mentions))
  for (const [i, draft] of drafts.entries()) {
    const action = told[i]!
    if (action !== null && !isRestated(action, told, published)) {
      kept.push(draft)
      unweighed.push(action)
    } else if (trace !== null)
      for (const t of draft.triggers) trace.drop(doc, action === null ? "act.nobody" : "act.restated", t.mention)
  }
  return { kept, unweighed }
}

/** An act yet to come, or called off before it came. */
function isPlanned(draft: Draft): boolean {
  return draft.status === "called" || draft.status === "threatened" || draft.status === "cancelled"
}

const NO_ACTS: readonly Draft[] = []

/** The acts that a sentence tells of. */
function actsBySentence(drafts: readonly Draft[]): (sentence: number) => readonly Draft[] {
  const lists: (Draft[] | undefined)[] = []
  for (const draft of drafts)
    for (const sentence of draft.sentences) {
      const list = lists[sentence]
      if (list === undefined) lists[sentence] = [draft]
      else list.push(draft)
    }
  return (sentence) => lists[sentence] ?? NO_ACTS
}

/** «در اعتراض به …»: a claim, though no code of the codebook's was read from its words. */
function presses(draft: Draft, mentions: BySentence<Mention>): boolean {
  if (draft.actor === null) return false
  for (const sentence of draft.sentences)
    for (const m of mentions.in(sentence)) if (m.kind === "cue" && m.code === "complaint") return true
  return false
}

/** An act nobody is named for, or one of people who are no workers, stands only when it presses a claim. */
function standing(
  action: UnweighedAction | null,
  draft: Draft,
  drafts: readonly Draft[],
  lines: number,
  mentions: BySentence<Mention>,
): UnweighedAction | null {
  if (action === null || isIdle(draft, drafts, action.places.length > 0, lines)) return null
  // Residents whom a sentence lists among workers that protest.
  const listed = [...draft.tellings.keys()].some((at) => drafts.some((d) => d !== draft && d.tellings.has(at)))
  const bare =
    !listed &&
    ((draft.actor === null && !isPlanned(draft)) ||
      action.workforce === "non_labour" ||
      action.workforce === "students")
  // So does a crowd that only a spot makes one: «پرستاران در برابر وزارت بهداشت مسئول …».
  const faint =
    draft.item === 0 && !isPlanned(draft) && draft.triggers.every((t) => t.mention.weak && !(t.inTitle && lines > 0))
  const claims = action.demands.length > 0 || presses(draft, mentions)
  if (!claims && (faint || (bare && action.repression.length === 0))) return null
  if (
    action.workforce === "workers_other" &&
    draft.actor?.weak !== false &&
    action.demands.length === 0 &&
    action.places.length === 0 &&
    action.participants === null &&
    !action.forms.some((form) => form === "strike" || form === "sit_in")
  )
    return null
  return action
}
