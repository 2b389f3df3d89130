/**
 * The one way in: what a source gives is looked up, coded, judged and stored, in batches of one transaction each.
 *
 * The same source read again writes nothing, and neither loses nor doubles anything when it was killed in the middle: what stands
 * is known by its key and hash, and a batch stands whole or not at all.
 */
import { builtInKnowledge, CODER_VERSION, codeReport, type ReportInput } from "@karnegar/coder"
import { RecordError } from "../record/errors.ts"
import { type PreparedCoding, prepareCoding } from "../record/prepared-coding.ts"
import type { Record } from "../record/record.ts"
import type { Brought, Knowing, NewReport, Taken } from "../record/types.ts"
import type { Arrival } from "./arrival.ts"
import type { Refusal } from "./refusal.ts"
import { isRelevant } from "./relevance.ts"

/**
 * Texts of one transaction; also bounded by their letters. Each touches pages everywhere, which are written once for all of it, and what
 * hangs together is grouped once for all of it; but nobody else writes meanwhile, which 2,000 in a large dense archive made too long.
 */
const MOST_AT_ONCE = 1000
const MOST_LETTERS = 4_000_000
/** Batches that are coded, or wait to be stored, at a time: one is stored while the next is coded. */
const UNDER_WAY = 2

/** A text that is to be coded; `keep`: whatever it tells of. */
export interface ToCode {
  readonly report: ReportInput
  readonly keep: boolean
}

/** Codes texts, in their order; null for one that tells of no labour matter and need not be kept. */
export type Coder = (texts: readonly ToCode[]) => Promise<readonly (PreparedCoding | null)[]>

/** Codes a text and prepares it for the record; null where it tells of no labour matter and need not be kept. */
export function codeIfRelevant({ report, keep }: ToCode): PreparedCoding | null {
  const coding = codeReport(report)
  return keep || isRelevant(coding, report.text) ? prepareCoding(report.text, coding) : null
}

/** The coder on this thread. */
export const codeHere: Coder = async (texts) => texts.map(codeIfRelevant)

/** What is brought: a text with the source that it names itself, or why there is none. `at` is whatever the caller tells it by. */
export type Incoming<At> =
  | { readonly at: At; readonly arrival: Arrival; readonly source?: string | null }
  | { readonly at: At; readonly refusal: Refusal }

/** How a source is taken in. */
export interface TakeInOptions<At> {
  /** Key of the source of texts that name none; null: they stand without one. */
  readonly source: string | null
  readonly code: Coder
  /** Look at the record and store nothing. */
  readonly dryRun?: boolean
  /** Told of each text that was not taken, in no order. */
  readonly refuse: (at: At, refusal: Refusal) => void
  /** Told what became of each text, in no order; in a dry run nothing does. */
  readonly taken?: (at: At, taken: Taken) => void
  /** Told after each batch. */
  readonly progress?: (counts: TakenIn) => void
}

/** What taking in came to, in texts. */
export interface TakenIn {
  readonly read: number
  readonly added: number
  /** Versions of edited texts. */
  readonly versions: number
  readonly known: number
  /** Kept as hash and address only. */
  readonly aside: number
  readonly refused: number
  /** Texts, of those that were not known, in which the coder found an action or a call; and how many it found. */
  readonly labour: number
  readonly codedActions: number
  /** Actions that came to stand by the operator's rule. */
  readonly actions: number
  /** Texts whose source is not on the register; they stand without one. */
  readonly withoutSource: number
}

/** Version of the coder and of the lexicon that judge what is relevant. */
export function judgeNow(): string {
  return `${CODER_VERSION} ${builtInKnowledge().hash}`
}

/**
 * Takes in all that a source gives, and tells its account what came of it.
 *
 * @param record null: there is none, or it is not to be looked at; everything is read and coded, nothing is stored.
 */
export async function takeIn<At>(
  record: Record | null,
  incoming: AsyncIterable<Incoming<At>>,
  options: TakeInOptions<At>,
): Promise<TakenIn> {
  const taker = new Taker(record, options)
  await taker.prepare()
  let held: (readonly [At, NewReport])[] = []
  let letters = 0
  try {
    for await (const one of incoming) {
      const report = await taker.read(one)
      if (report === null) continue
      held.push([one.at, report])
      letters += report.text.length
      if (held.length < MOST_AT_ONCE && letters < MOST_LETTERS) continue
      await taker.take(held)
      held = []
      letters = 0
    }
    await taker.take(held)
    return await taker.end()
  } finally {
    // Where the source broke off nothing is written any more once this has thrown.
    await taker.rest()
  }
}

type Batch<At> = readonly (readonly [At, NewReport])[]

class Taker<At> {
  readonly #record: Record | null
  /** The same where it is to be written. */
  readonly #written: Record | null
  readonly #options: TakeInOptions<At>
  readonly #judge = judgeNow()
  readonly #counts = {
    read: 0,
    added: 0,
    versions: 0,
    known: 0,
    aside: 0,
    refused: 0,
    labour: 0,
    codedActions: 0,
    actions: 0,
    withoutSource: 0,
  }
  readonly #refusals = new Map<string, Map<string, number>>()
  readonly #sources = new Set<string>()
  /** Keys that no source has. */
  readonly #unknown = new Set<string>()
  /** Sources that brought anything. */
  readonly #brought = new Set<string>()
  /** Keys of sources by the address that they are read from. */
  readonly #byReach = new Map<string, string>()
  #keepAll = false
  /** Batches on their way into the record, and the newest of them: each waits for the one before. */
  readonly #underWay: Promise<void>[] = []
  #last: Promise<void> = Promise.resolve()

  constructor(record: Record | null, options: TakeInOptions<At>) {
    this.#record = record
    this.#written = options.dryRun === true ? null : record
    this.#options = options
  }

  async prepare(): Promise<void> {
    if (this.#record === null) return
    this.#keepAll = (await this.#record.rules()).keepAll
    await this.#readSources()
  }

  async #readSources(): Promise<void> {
    if (this.#record === null) return
    for (const { key, reach } of await this.#record.listSources()) {
      this.#sources.add(key)
      if (reach) this.#byReach.set(reach, key)
    }
  }

  /** The report that an arrival becomes; null where it is refused. */
  async read(one: Incoming<At>): Promise<NewReport | null> {
    if ("refusal" in one) {
      this.#refuse(one.at, this.#options.source, one.refusal)
      return null
    }
    const { arrival } = one
    const named = one.source ?? this.#options.source
    // A reader may have put a source on the register since.
    if (named !== null && !this.#sources.has(named) && !this.#unknown.has(named)) {
      await this.#readSources()
      if (!this.#sources.has(named)) this.#unknown.add(named)
    }
    const source = named !== null && this.#sources.has(named) ? named : null
    if (`${arrival.key}${arrival.text}`.includes("\u0000")) {
      this.#refuse(one.at, source, { code: "input.null_character" })
      return null
    }
    this.#counts.read++
    if (source !== null) this.#brought.add(source)
    if (named !== null && source === null) this.#counts.withoutSource++
    return {
      foreignId: arrival.key,
      text: arrival.text,
      source,
      url: arrival.url,
      published: arrival.published?.slice(0, 10) ?? null,
      lang: arrival.lang,
      sample: false,
      edited: arrival.edited,
      origin: arrival.origin === null ? null : (this.#byReach.get(arrival.origin) ?? arrival.origin),
      replyTo: arrival.replyTo ?? null,
      captured: arrival.evidence[0]?.captured ?? null,
      evidence: arrival.evidence.flatMap((e) => (e.path === null ? [] : [e])),
    }
  }

  /** Looks a batch up and lets it be coded, while those before it are coded and stored. */
  async take(batch: Batch<At>): Promise<void> {
    if (batch.length === 0) return
    while (this.#underWay.length >= UNDER_WAY) {
      await this.#underWay[0]
      void this.#underWay.shift()
    }
    const known = await this.#know(batch)
    const coding = this.#code(batch, known)
    this.#last = this.#settle(this.#last, batch, known, coding)
    this.#underWay.push(this.#last)
    // Whoever waits for it hears of the error; nobody may be waiting yet.
    this.#last.catch(() => undefined)
  }

  /** Stores a batch once it is coded and the one before stands. */
  async #settle(
    last: Promise<void>,
    batch: Batch<At>,
    before: readonly Knowing[],
    coding: Promise<readonly (PreparedCoding | null)[]>,
  ): Promise<void> {
    const [coded] = await Promise.all([coding, last])
    // What was stored meanwhile counts too, so that what stands is the same however many threads code.
    const known = await this.#know(batch)
    const changed = known.map((now, i) => now !== before[i])
    const again = changed.includes(true) ? await this.#code(batch, known, changed) : coded
    const brought: (readonly [At, Brought])[] = []
    for (const [i, [at, report]] of batch.entries()) {
      if (known[i] === "known") {
        this.#counts.known++
        this.#options.taken?.(at, { how: "known", reportId: null, actionIds: [] })
      } else if (known[i] === "copy") brought.push([at, { report, aside: "copy" }])
      else {
        const coding = (changed[i] ? again : coded)[i]!
        const found = coding?.told.actions.length ?? 0
        this.#counts.codedActions += found
        if (found > 0) this.#counts.labour++
        brought.push([at, coding === null ? { report, aside: "no_labour" } : { report, coding }])
      }
    }
    await this.#store(brought)
  }

  /** Codes what is not known of a batch; null for what is, and for what tells of no labour matter. @param only Which of it. */
  async #code(
    batch: Batch<At>,
    known: readonly Knowing[],
    only: readonly boolean[] | null = null,
  ): Promise<readonly (PreparedCoding | null)[]> {
    const texts: ToCode[] = []
    const at = batch.map(([, report], i) => {
      const now = known[i]
      if (now === "known" || now === "copy" || only?.[i] === false) return -1
      return texts.push({ report: inputOf(report), keep: this.#keepAll || now === "edited" }) - 1
    })
    const coded = texts.length === 0 ? [] : await this.#options.code(texts)
    return at.map((i) => (i < 0 ? null : coded[i]!))
  }

  async #know(batch: Batch<At>): Promise<readonly Knowing[]> {
    if (this.#record === null) return batch.map(() => "new")
    return this.#record.know(
      batch.map(([, report]) => report),
      this.#judge,
    )
  }

  /** Waits until nothing is written any more, whether or not it failed. */
  async rest(): Promise<void> {
    await Promise.allSettled(this.#underWay)
  }

  async end(): Promise<TakenIn> {
    await this.#last
    const at = new Date().toISOString()
    const { source } = this.#options
    const told = new Set([...this.#refusals.keys(), ...this.#brought])
    if (source !== null && this.#sources.has(source)) told.add(source)
    for (const key of told)
      await this.#written?.noteSource(key, {
        at,
        failure: null,
        refusals: Object.fromEntries(this.#refusals.get(key) ?? []),
      })
    return this.#counts
  }

  async #store(brought: readonly (readonly [At, Brought])[]): Promise<void> {
    const record = this.#written
    if (record === null) {
      for (const [, one] of brought) if ("aside" in one) this.#counts.aside++
      this.#options.progress?.(this.#counts)
      return
    }
    if (brought.length === 0) return
    for (const [, one] of brought)
      if (!("aside" in one))
        for (const { sha256, path } of (one.report.evidence ?? []) as Arrival["evidence"])
          await record.keepEvidence(path!, sha256)
    try {
      const taken = await record.takeIn(
        brought.map(([, one]) => one),
        this.#judge,
      )
      for (const [i, [at]] of brought.entries()) this.#count(at, taken[i]!)
    } catch (error) {
      if (!isRefused(error)) throw error
      // Nothing of the batch was stored: find the texts that cannot be.
      for (const [at, one] of brought) {
        try {
          this.#count(at, (await record.takeIn([one], this.#judge))[0]!)
        } catch (own) {
          if (!isRefused(own)) throw own
          this.#refuse(at, one.report.source, { code: "input.conflict" })
        }
      }
    }
    this.#options.progress?.(this.#counts)
  }

  #count(at: At, taken: Taken): void {
    const { how, actionIds } = taken
    if (how === "known") this.#counts.known++
    else if (how === "aside") this.#counts.aside++
    else {
      this.#counts[how === "version" ? "versions" : "added"]++
      this.#counts.actions += actionIds.length
    }
    this.#options.taken?.(at, taken)
  }

  #refuse(at: At, source: string | null, refusal: Refusal): void {
    this.#counts.refused++
    this.#options.refuse(at, refusal)
    if (source === null || !this.#sources.has(source)) return
    const own = this.#refusals.get(source) ?? new Map<string, number>()
    this.#refusals.set(source, own.set(refusal.code, (own.get(refusal.code) ?? 0) + 1))
  }
}

function inputOf({ foreignId, text, published, source, lang }: NewReport): ReportInput {
  return { id: foreignId, text, published, source, lang }
}

function isRefused(error: unknown): boolean {
  return error instanceof RecordError && (error.code === "report.conflict" || error.code === "report.key")
}
