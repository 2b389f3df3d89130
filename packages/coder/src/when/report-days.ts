import type { BySentence } from "../by-sentence.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import { addDays, type DateFound, type DateHere, datesAClaim, daysBetween, resolveNear } from "./date-here.ts"

/** Sentences of the opening. */
const OPENING = 3
/** A line of this many tokens beside its day is a heading: «شنبه ۱۲ آبان». */
const HEADING_WORDS = 5
/** The only day of a text, told late in it, is that of an act only when it is as near to publication as this. */
const NEAR = 31

/** What a document's dates say of acts whose own sentence names no day. */
export class ReportDays {
  readonly #doc: Doc
  readonly #published: string | null
  /** Days that may be an act's, in text order. */
  readonly #days: readonly DateHere[]
  readonly #counts: readonly DateHere[]
  readonly #deadlines: readonly DateHere[]
  readonly #itemOf: Int32Array
  /** Last day named by a heading at or above each sentence, filled when it is first asked for. */
  #headings: (DateHere | null)[] | null = null

  constructor(
    doc: Doc,
    dates: readonly DateHere[],
    claims: BySentence<Mention>,
    itemOf: Int32Array,
    published: string | null,
  ) {
    this.#doc = doc
    this.#published = published
    this.#itemOf = itemOf
    const own = dates.filter((d) => d.acts && !datesAClaim(doc, claims, d, null))
    this.#days = own.filter((d) => d.rank < 1 && !d.counts)
    this.#counts = own.filter((d) => d.counts)
    this.#deadlines = dates.filter((d) => d.deadline)
  }

  /** The day on which an act began that is told by its count of days, before publication; the first such. */
  get running(): DateFound | null {
    for (const date of this.#counts) {
      const found = date.resolve(false)
      if (found?.start != null && found.running && this.#published !== null && found.start < this.#published)
        return found
    }
    return null
  }

  /**
   * The day of an act that is told without one: of its item, of the heading above it, of the report's opening, of the text.
   *
   * @param sentences Numbers of the act's sentences, any order; not empty.
   * @param before Only days named up to the act's first sentence: what a later one adds is another act's.
   */
  around(sentences: ReadonlySet<number>, item: number, before = false): DateFound | null {
    const first = Math.min(...sentences)
    if (before) return this.#first((d) => d.sentence <= first && (item === 0 || this.#itemOf[d.sentence] === item))
    const chosen =
      (item > 0 ? this.#first((d) => this.#itemOf[d.sentence] === item) : null) ??
      this.#past(this.#headingOf(first)) ??
      this.#first((d) => d.sentence < OPENING && (item === 0 || this.#itemOf[d.sentence] === 0))
    if (chosen !== null || item > 0) return chosen
    const late = this.#first((d) => d.rank === 0)
    return late === null || this.#published === null || daysBetween(late.start!, this.#published) <= NEAR ? late : null
  }

  /** The first day to come that the text names; for a threat also the day by which something must be done. */
  coming(threatened: boolean): DateFound | null {
    for (const date of this.#days) {
      const found = resolveNear(date, true, this.#published)
      if (found?.start != null && (this.#published === null || found.start > this.#published)) return found
    }
    if (!threatened) return null
    for (const date of this.#deadlines) {
      const found = date.resolve(true)
      if (
        found?.start != null &&
        found.precision === "day" &&
        (this.#published === null || found.start > this.#published)
      )
        return found
    }
    return null
  }

  /** «یک روز پس از تجمع»: so far from the day that the text is about. */
  apart(date: DateHere): DateFound | null {
    const day = this.#first((d) => d.sentence <= date.sentence)?.start
    // «دو روز پس از آغاز اعتصاب» of a text that names no day: nothing to count from.
    if (day == null) return null
    const { text, starts, ends } = this.#doc
    const span = [starts[date.first]!, ends[date.past - 1]!] as const
    return {
      start: addDays(day, date.apart!),
      end: null,
      precision: "day",
      written: text.slice(...span),
      how: "inferred",
      spans: [span],
      by: "reader:date.apart",
      running: false,
    }
  }

  /** The first day of those asked for, before those that only open a stretch. */
  #first(asked: (date: DateHere) => boolean): DateFound | null {
    let since: DateFound | null = null
    for (const date of this.#days) {
      if (!asked(date)) continue
      const found = this.#past(date)
      if (found === null) continue
      if (!date.since) return found
      since ??= found
    }
    return since
  }

  #past(date: DateHere | null): DateFound | null {
    const found = date?.resolve(false) ?? null
    if (found?.start == null) return null
    return this.#published === null || found.start <= this.#published ? found : null
  }

  #headingOf(sentence: number): DateHere | null {
    this.#headings ??= this.#readHeadings()
    return this.#headings[sentence] ?? null
  }

  #readHeadings(): (DateHere | null)[] {
    const { sentences } = this.#doc
    const own = new Map<number, DateHere>()
    for (const date of this.#days) {
      const [first, past] = sentences[date.sentence]!
      const alone = past - first - (date.past - date.first) <= HEADING_WORDS
      if (alone && !date.since && !own.has(date.sentence)) own.set(date.sentence, date)
    }
    let last: DateHere | null = null
    return sentences.map((_, s) => {
      last = own.get(s) ?? last
      return last
    })
  }
}
