/**
 * New observations are compared with what stands: found by workforce, workplace or employer and day, and by near-duplicate text.
 *
 * Each comparison is logged with what it came to, so that what stands never hangs on which version of the program compared.
 */
import type { Kysely, Transaction } from "kysely"
import { ComparingDesk, type Pair } from "./comparing-desk.ts"
import { Copies, firstTellings } from "./copies.ts"
import { blocks, insertRows } from "./insert-rows.ts"
import type { Kind, LogWriter } from "./log.ts"
import { cannotMeet, daysOf } from "./merge/days.ts"
import { NearIndex } from "./merge/near-index.ts"
import { unpackSketch } from "./merge/sketch.ts"
import { SketchRows } from "./merge/sketch-rows.ts"
import { SAME_TELLING } from "./merge/weights.ts"
import { sketchOf } from "./prepared-coding.ts"
import { type Neighbour, type Placed, StandingBlocks } from "./standing-blocks.ts"
import type { Tables } from "./tables.ts"

/** Texts that share this much, or of which one holds so much of the other, are compared whatever they were coded as. */
const NEAR = 0.5

/** Sketches read at once. */
const PAGE = 10_000

/** Entries after which what is kept of observations may no longer be so. */
const UNSETTLING: readonly Kind[] = [
  "coding.added",
  "coding.observed",
  "report.withdrawn",
  "import.added",
  "import.undone",
]

type Observation = Tables["observation"]
type Likeness = Tables["likeness"]

/** Compares new observations with what stands; keeps what it read of it in memory, from one write to the next. */
export class Comparer {
  #near = new NearIndex()
  #copies = new Copies()
  readonly #blocks = new StandingBlocks()
  readonly #desk = new ComparingDesk()
  /** Entry up to which all this is known. */
  #upTo = 0
  /** Last entry of the last write: what it took in is known once that entry is seen to stand. */
  #taken: { readonly seq: number; readonly hash: string } | null = null

  /**
   * Compares, logs and stores what is alike.
   *
   * What tells the very same as the first report of its text is compared with that one alone: all else is said of both.
   *
   * @param observations Rows that were just inserted, and those of their reports.
   * @returns what was stored.
   */
  async compare(
    tx: Transaction<Tables>,
    log: LogWriter,
    observations: readonly Observation[],
    reports: readonly Tables["report"][],
  ): Promise<readonly Likeness[]> {
    if (observations.length === 0) return []
    await this.#catchUp(tx, log)
    const sources = new Map(reports.map(({ id, source }) => [id, source]))
    this.#desk.take(observations, (reportId) => sources.get(reportId)!)
    const repeated = await firstTellings(tx, observations, this.#copies.firstOf)
    const fresh = observations.filter((o) => !repeated.has(o.id))
    const alike = await this.#alike(tx, fresh, fresh)
    const stored = await store(tx, log, observations, [...[...repeated].map(sameTelling), ...alike])
    this.#taken = { seq: log.last, hash: log.hash }
    return stored
  }

  /**
   * Compares anew those that told the very same as a report that was just withdrawn: what was said of that one alone is gone.
   *
   * @param ids See `repeatsOf`.
   */
  async compareRepeats(tx: Transaction<Tables>, log: LogWriter, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    this.#forget()
    await this.#catchUp(tx, log)
    const observations: Observation[] = []
    for (const part of blocks(ids))
      observations.push(...(await tx.selectFrom("observation").selectAll().where("id", "in", part).execute()))
    const repeated = await firstTellings(tx, observations, this.#copies.firstOf)
    const alike = await this.#alike(
      tx,
      observations.filter((o) => !repeated.has(o.id)),
      [],
    )
    const known = new Set((await likenessesOf(tx, ids)).map(({ a, b }) => pairKey(a, b)))
    const rows = [...[...repeated].map(sameTelling), ...alike].filter(({ a, b }) => !known.has(pairKey(a, b)))
    await store(tx, log, observations, rows)
    // The withdrawal may yet fail.
    this.#forget()
  }

  /** What was read of observations; it holds for the write that compared last. */
  get desk(): ComparingDesk {
    return this.#desk
  }

  #forget(): void {
    this.#near = new NearIndex()
    this.#copies = new Copies()
    this.#blocks.clear()
    this.#desk.clear()
    this.#upTo = 0
    this.#taken = null
  }

  /** Takes in what was added since, by whatever program, and the reports of this write. */
  async #catchUp(tx: Kysely<Tables>, log: LogWriter): Promise<void> {
    this.#desk.makeRoom()
    await this.#settle(tx, log)
    // The first time a million may come: they are taken in at once, without an object for each.
    const first = this.#near.size === 0 ? { ids: [] as string[], rows: new SketchRows() } : null
    let after = this.#upTo
    for (let more = true; more; ) {
      const page = await tx
        .selectFrom("report")
        .select(["id", "sketch", "sha256", "published", "entry"])
        .where("entry", ">", after)
        .where("withdrawn", "=", 0)
        .orderBy("entry")
        .limit(PAGE)
        .execute()
      for (const report of page) {
        const unpacked = report.sketch === null ? null : unpackSketch(report.sketch)
        // A copy is found by the first report of its text.
        if (!this.#copies.note(report) || unpacked === null) continue
        if (first === null) this.#near.add(report.id, unpacked)
        else {
          first.ids.push(report.id)
          first.rows.push(unpacked)
        }
      }
      after = page.at(-1)?.entry ?? after
      more = page.length === PAGE
    }
    if (first !== null && first.ids.length > 0) this.#near = new NearIndex(first.ids, first.rows)
    // Entries of this write may yet be another's if it fails.
    this.#upTo = log.opened
  }

  /** Sees whether the last write stands, and whether another changed what is kept. */
  async #settle(tx: Kysely<Tables>, log: LogWriter): Promise<void> {
    const taken = this.#taken
    this.#taken = null
    if (taken !== null) {
      const entry = await tx.selectFrom("entry").select("hash").where("seq", "=", taken.seq).executeTakeFirst()
      if (entry?.hash !== taken.hash) return this.#forget()
      this.#upTo = taken.seq
    }
    if (this.#upTo === 0 || this.#upTo === log.opened) return
    const since = await tx
      .selectFrom("entry")
      .select("what")
      .distinct()
      .where("seq", ">", this.#upTo)
      .where("what", "in", UNSETTLING)
      .execute()
    if (since.some(({ what }) => what === "report.withdrawn")) return this.#forget()
    if (since.length === 0) return
    this.#blocks.clear()
    this.#desk.clear()
  }

  /** What these observations are alike to. @param inserted Those that were just inserted. */
  async #alike(
    tx: Transaction<Tables>,
    observations: readonly Observation[],
    inserted: readonly Placed[],
  ): Promise<Likeness[]> {
    const desk = this.#desk
    const ids = observations.map((o) => o.id)
    await desk.read(tx, ids)
    const facts = ids.flatMap((id) => desk.factsOf(id) ?? [])
    await this.#blocks.prepare(tx, inserted, facts, (rows) => firstTellings(tx, rows, this.#copies.firstOf))
    return desk.compare(tx, await this.#pairs(tx, observations))
  }

  /** Pairs to be compared: each observation with those around it and those of near texts, each pair once. */
  async #pairs(tx: Kysely<Tables>, observations: readonly Observation[]): Promise<Pair[]> {
    const desk = this.#desk
    const near = await this.#nearObservations(tx, observations)
    const around = new Map<string, readonly Neighbour[]>()
    const unread: string[] = [...near.values()].flat()
    for (const { id, where_key } of observations) {
      const facts = desk.factsOf(id)
      if (facts === null) continue
      const days = daysOf(facts)
      // Most are too many days away; that is seen without their facts once those were read.
      const met = this.#blocks.around(facts, where_key).filter((n) => n.days === undefined || !cannotMeet(days, n.days))
      for (const neighbour of met) unread.push(neighbour.id)
      around.set(id, met)
    }
    await desk.read(tx, unread)
    const own = new Set(observations.map((o) => o.id))
    const twice = new Set<string>()
    const pairs: Pair[] = []
    for (const { id, report_id } of observations) {
      const facts = desk.factsOf(id)
      if (facts === null) continue
      const days = daysOf(facts)
      const others = new Set<string>()
      for (const neighbour of around.get(id)!) {
        const theirs = desk.factsOf(neighbour.id)
        neighbour.days ??= theirs === null ? null : daysOf(theirs)
        if (!cannotMeet(days, neighbour.days)) others.add(neighbour.id)
      }
      for (const other of near.get(report_id ?? "") ?? []) others.add(other)
      for (const other of others) {
        if (own.has(other)) {
          // Each of two new ones meets the other.
          const key = pairKey(id, other)
          if (other === id || twice.has(key)) continue
          twice.add(key)
        }
        pairs.push([id, other])
      }
    }
    return pairs
  }

  /** For each report of these observations the observations of reports whose text is near. */
  async #nearObservations(
    tx: Kysely<Tables>,
    observations: readonly Observation[],
  ): Promise<Map<string, readonly string[]>> {
    const near = new Map<string, string[]>()
    for (const part of blocks([...new Set(observations.flatMap((o) => o.report_id ?? []))]))
      for (const { id, sketch } of await tx
        .selectFrom("report")
        .select(["id", "sketch"])
        .where("id", "in", part)
        .execute()) {
        const unpacked = sketch === null ? null : unpackSketch(sketch)
        if (unpacked === null) continue
        const found = this.#near.find(unpacked, NEAR).flatMap((n) => (n.id === id ? [] : n.id))
        if (found.length > 0) near.set(id, found)
      }
    const ofReport = new Map<string, string[]>()
    for (const part of blocks([...new Set([...near.values()].flat())]))
      for (const { id, report_id } of await tx
        .selectFrom("observation")
        .select(["id", "report_id"])
        .where("report_id", "in", part)
        .execute()) {
        const list = ofReport.get(report_id!)
        if (list === undefined) ofReport.set(report_id!, [id])
        else list.push(id)
      }
    return new Map([...near].map(([id, reports]) => [id, reports.flatMap((report) => ofReport.get(report) ?? [])]))
  }
}

/** Rows of likenesses of these observations with others, at least so sure. */
async function likenessesOf(db: Kysely<Tables>, ids: readonly string[], atLeast = -1): Promise<Likeness[]> {
  const found: Likeness[] = []
  for (const part of blocks(ids))
    for (const column of ["a", "b"] as const)
      for (const row of await db
        .selectFrom("likeness")
        .selectAll()
        .where(column, "in", part)
        .where("score", ">=", atLeast)
        .execute())
        found.push(row)
  return found
}

/** Observations of other reports that tell the very same as those of this one. */
export async function repeatsOf(db: Kysely<Tables>, reportId: string): Promise<string[]> {
  const rows = await db.selectFrom("observation").select("id").where("report_id", "=", reportId).execute()
  const own = rows.map((row) => row.id)
  const met = new Set(own)
  for (let frontier = own; frontier.length > 0; ) {
    const next = (await likenessesOf(db, frontier, SAME_TELLING)).flatMap(({ a, b }) => [a, b])
    frontier = [...new Set(next)].filter((id) => !met.has(id))
    for (const id of frontier) met.add(id)
  }
  return [...met].filter((id) => !own.includes(id)).sort()
}

/** Logs each pair with the report of its newer observation: a withdrawal of that report takes the comparison along. */
async function store(
  tx: Transaction<Tables>,
  log: LogWriter,
  observations: readonly Observation[],
  rows: readonly Likeness[],
): Promise<readonly Likeness[]> {
  const subjectOf = new Map(observations.map((o) => [o.id, o.report_id ?? o.import_id!]))
  const [fallback] = subjectOf.values()
  const bySubject = new Map<string, Likeness[]>()
  for (const row of rows) {
    const subject = subjectOf.get(row.b) ?? subjectOf.get(row.a) ?? fallback!
    const own = bySubject.get(subject)
    if (own === undefined) bySubject.set(subject, [row])
    else own.push(row)
  }
  const stored: Likeness[] = []
  for (const [subject, own] of bySubject) {
    own.sort((x, y) => (x.a + x.b < y.a + y.b ? -1 : 1))
    const pairs = own.map(({ a, b, score, shared, apart }) => [a, b, score, shared, apart])
    const entry = log.append({ who: "coder", what: "actions.compared", subject, payload: { pairs } })
    for (const row of own) stored.push({ ...row, entry })
  }
  await insertRows(tx, "likeness", stored)
  return stored
}

function sameTelling([one, other]: readonly [string, string]): Likeness {
  return { ...ordered(one, other), score: SAME_TELLING, shared: 1, apart: 0, entry: 0 }
}

function ordered(one: string, other: string): { readonly a: string; readonly b: string } {
  return one < other ? { a: one, b: other } : { a: other, b: one }
}

function pairKey(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`
}

/** Makes the sketches that are missing, or that an older program made in another way. */
export async function sketchStanding(tx: Transaction<Tables>): Promise<void> {
  let after = ""
  for (;;) {
    const page = await tx
      .selectFrom("report")
      .select(["id", "text", "sketch"])
      .where("id", ">", after)
      .where("withdrawn", "=", 0)
      .orderBy("id")
      .limit(1000)
      .execute()
    if (page.length === 0) return
    for (const { id, text, sketch } of page) {
      const made = sketchOf(text)
      if (made !== sketch) await tx.updateTable("report").set({ sketch: made }).where("id", "=", id).execute()
      after = id
    }
  }
}
