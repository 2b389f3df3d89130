import type { BySentence, InSentence } from "../by-sentence.ts"
import type { Workforce } from "../codes.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import type { DateHere } from "../when/date-here.ts"
import type { ReportDays } from "../when/report-days.ts"
import type { PlaceHere, SpotHere } from "../where/where.ts"
import type { Actor } from "../who/actor.ts"
import type { PhraseWords } from "../who/phrase-words.ts"
import type { ClauseWords } from "./clause-words.ts"
import type { Trigger } from "./triggers.ts"

/** Everything read from a document that actions are made of. */
export interface Reading {
  readonly doc: Doc
  readonly mentions: readonly Mention[]
  readonly actors: BySentence<Actor>
  readonly triggers: readonly Trigger[]
  readonly places: BySentence<PlaceHere>
  readonly spots: BySentence<SpotHere>
  readonly dates: InSentence<DateHere>
  readonly days: ReportDays
  readonly phraseWords: PhraseWords
  readonly clauseWords: ClauseWords
  /** Mentions of demands. */
  readonly claims: BySentence<Mention>
  /** ISO day, or null. */
  readonly published: string | null
  /** Workforce of a workplace row of the gazetteer. */
  readonly workplaceWorkforce: (id: string) => Workforce | null
}
