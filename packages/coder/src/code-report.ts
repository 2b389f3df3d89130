import { assembleDrafts } from "./actions/assemble.ts"
import { completeDrafts } from "./actions/complete-drafts.ts"
import { confidenceOf, weighed } from "./actions/confidence.ts"
import { readFrames } from "./actions/frames.ts"
import { readOtherMatter, speaksOfLabour } from "./actions/guards.ts"
import { implicitGatherings } from "./actions/implicit.ts"
import { readItems } from "./actions/items.ts"
import { readKind } from "./actions/kind.ts"
import { issuesStatement, speakingTokens } from "./actions/statement.ts"
import { quotedTokens, readTriggers } from "./actions/triggers.ts"
import { BySentence } from "./by-sentence.ts"
import { impliedClaims } from "./claims/implied-claims.ts"
import type { CodedAction, CodedDocument, ReportInput, Themes } from "./coded.ts"
import type { Knowledge } from "./knowledge.ts"
import { compileKnowledge } from "./knowledge.ts"
import { LEXICON_HASH, RAW } from "./lexicon/generated.ts"
import { PACKED } from "./lexicon/generated-phrases.ts"
import { readMentions } from "./mentions/read-mentions.ts"
import type { Problem } from "./problem.ts"
import { readLanguage } from "./text/language.ts"
import { readDoc } from "./text/read-doc.ts"
import { readEvents, readThemes } from "./themes/read-themes.ts"
import { Trace } from "./trace.ts"
import { findDates } from "./when/find-dates.ts"
import { ReportDays } from "./when/report-days.ts"
import { findPlaces } from "./where/places.ts"
import { readActors } from "./who/actors.ts"
import { findPlaceCounts } from "./who/find-people.ts"
import { findOrganisations } from "./who/organisations.ts"

/** Version of the coder's rules; minor rises when any gold action changes. */
export const CODER_VERSION = "0.2.0"

/** Longest text that is read to its end, in UTF-16 code units; the rest is left with a problem `text.truncated`. */
export const MOST_TEXT = 1_048_576

const NO_THEMES: Themes = {
  workforces: [],
  demands: [],
  outcomes: [],
  repression: [],
  organisations: [],
  workplaces: [],
  context_events: [],
  mentioned_actions: [],
  solidarity: [],
  appeals: [],
}

/**
 * Codes one report: text and publication day in, coded document out.
 *
 * Pure: the same input and lexicon give the same output anywhere. Any string is accepted; what cannot be read
 * comes back as kind `other` with a problem that says why.
 *
 * @param trace Takes note of what was found and what did not count; `null`, the default, costs nothing.
 */
export function codeWith(knowledge: Knowledge, input: ReportInput, trace: Trace | null = null): CodedDocument {
  const problems: Problem[] = []
  const text = input.text.length > MOST_TEXT ? input.text.slice(0, MOST_TEXT) : input.text
  if (text.length < input.text.length) problems.push({ code: "text.truncated", span: [text.length, input.text.length] })
  const doc = readDoc(text)
  const lang = input.lang ?? readLanguage(doc)
  const coder = { version: CODER_VERSION, lexicon: knowledge.hash }
  if (doc.count === 0) problems.push({ code: "text.empty" })
  const broken = loneSurrogate(text)
  if (broken >= 0) problems.push({ code: "text.lone_surrogate", span: [broken, broken + 1] })
  const region = lang.indexOf("-")
  const spoken = region < 0 ? lang : lang.slice(0, region)
  if (spoken !== "fa" && spoken !== "en" && spoken !== "prs") {
    if (doc.count > 0) problems.push({ code: "text.language_unknown" })
    return { id: input.id, lang, kind: "other", actions: [], themes: NO_THEMES, problems, coder }
  }
  const read = readMentions(doc, knowledge.phrases, trace)
  const quoted = quotedTokens(doc)
  const actors = readActors(doc, read, knowledge.phraseWords, (id) => knowledge.workplaceWorkforce(id))
  const otherMatter = readOtherMatter(doc, read)
  const itemOf = readItems(doc, read, knowledge.clauseWords)
  const { dates, published } = findDates(doc, knowledge, dayOf(input.published ?? null), problems, trace)
  const { places, spots } = findPlaces(doc, read, knowledge, problems, input.source ?? null)
  const readBy = new BySentence(read)
  const implied = [
    ...implicitGatherings(doc, read, actors, spots, itemOf, knowledge.clauseWords),
    ...impliedClaims(readBy),
  ]
  const mentions = implied.length === 0 ? read : [...read, ...implied].sort((a, b) => a.first - b.first)
  const triggers = otherMatter === null ? readTriggers(doc, mentions, quoted, knowledge.clauseWords, trace) : []
  if (trace !== null && otherMatter !== null)
    for (const m of mentions) if (m.kind === "form") trace.drop(doc, "act.other_matter", m, otherMatter)
  const datesBy = new BySentence(dates)
  const actorsBy = new BySentence(actors)
  const mentionsBy = implied.length === 0 ? readBy : new BySentence(mentions)
  const claims = new BySentence(mentions.filter((m) => m.kind === "demand"))
  const days = new ReportDays(doc, dates, claims, itemOf, published)
  const placesBy = new BySentence(places)
  const spotsBy = new BySentence(spots)
  const frames = readFrames(
    {
      doc,
      mentions,
      actors: actorsBy,
      triggers,
      places: placesBy,
      spots: spotsBy,
      dates: datesBy,
      days,
      claims,
      published,
      phraseWords: knowledge.phraseWords,
      clauseWords: knowledge.clauseWords,
      workplaceWorkforce: (id) => knowledge.workplaceWorkforce(id),
    },
    itemOf,
  )
  // A statement tells of strikes to make a point: only acts that it dates are reports of acts.
  const said = speakingTokens(doc, quoted, knowledge.clauseWords)
  const statement = issuesStatement(doc, mentions, said, knowledge.clauseWords)
  const dated = statement
    ? frames.filter((f) => f.date !== null || f.trigger.form === "petition" || f.trigger.status !== "held")
    : frames
  if (trace !== null)
    for (const f of frames) if (!dated.includes(f)) trace.drop(doc, "act.statement_without_day", f.trigger.mention)
  const drafts = assembleDrafts(doc, dated, problems, published)
  const placesCounts = findPlaceCounts(doc, knowledge)
  const english = spoken === "en" ? knowledge.englishWords : null
  const organisations = findOrganisations(doc, mentions, knowledge.phraseWords, knowledge.organisationHeads, english)
  const { kept, unweighed } = completeDrafts(
    {
      doc,
      knowledge,
      published,
      quoted,
      statement,
      english,
      itemOf,
      mentions: mentionsBy,
      actors: actorsBy,
      places: placesBy,
      spots: spotsBy,
      dates: datesBy,
      days,
      organisations,
      placesCounts,
    },
    drafts,
    trace,
  )
  if (trace !== null) trace.findMentions(doc, mentions)
  const labour = unweighed.length > 0 || speaksOfLabour(mentions, actors, triggers, otherMatter)
  const kind = readKind(doc, kept, mentions, labour, said, knowledge.clauseWords, english)
  const setting = { kind, actions: unweighed.length, length: text.length }
  // Pushed, as other lists that many readers walk: V8 tells an empty one that was mapped or filtered from one that was not empty.
  const actions: CodedAction[] = []
  for (const a of unweighed) actions.push(weighed(a, confidenceOf(a, setting, knowledge.confidence)))
  if (actions.length > 0 && actions.every((a) => a.places.length === 0)) problems.push({ code: "place.unknown" })
  return {
    id: input.id,
    lang,
    kind,
    actions,
    themes: readThemes({
      doc,
      mentions,
      actors,
      triggers,
      actions,
      organisations:
        organisations.length === 0 ? [] : [...new Set(organisations.filter((o) => !o.group).map((o) => o.name))],
      events: readEvents(doc, mentions, knowledge),
      placesCounts,
      workplaceWorkforce: (id) => knowledge.workplaceWorkforce(id),
      labour,
      kind,
    }),
    problems,
    coder,
  }
}

function dayOf(published: string | null): string | null {
  return published === null ? null : published.slice(0, 10)
}

function loneSurrogate(text: string): number {
  if (text.isWellFormed()) return -1
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0xd800 || unit > 0xdfff) continue
    if (unit <= 0xdbff && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i++
    else return i
  }
  return -1
}

let builtIn: Knowledge | null = null

/** The lexicon and gazetteer that this package was built with, compiled on first use. */
export function builtInKnowledge(): Knowledge {
  builtIn ??= compileKnowledge(RAW, LEXICON_HASH, PACKED)
  return builtIn
}

/** Codes one report with the lexicon this package was built with. See `codeWith`. */
export function codeReport(input: ReportInput): CodedDocument {
  return codeWith(builtInKnowledge(), input)
}

/** A coding with all that was found on the way to it and what did not count, for a person who wonders why. */
export function explainReport(input: ReportInput): { readonly coding: CodedDocument; readonly trace: Trace } {
  const trace = new Trace()
  return { coding: codeWith(builtInKnowledge(), input, trace), trace }
}
