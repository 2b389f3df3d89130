import { dayNumber, isoDay } from "@karnegar/coder"
import type { Kysely } from "kysely"
import { type LookUp, lookUpOf } from "./merge/blocking.ts"
import type { ActionDays } from "./merge/days.ts"
import { ANYWHERE, type MergeFacts } from "./merge/facts.ts"
import type { Tables } from "./tables.ts"

/** Among rows that were read, ids of those that say the same as one that came before. */
export type Repeats = (rows: readonly Placed[]) => Promise<{ has(id: string): boolean }>

/** Days of one block. */
const BLOCK_DAYS = 64

/** Blocks read in one statement. */
const READ_AT_ONCE = 60

/** Observations that are kept, some 500 bytes each; then all are read anew as they are asked for. */
const MOST_KEPT = 400_000

/** An observation as look-ups find it. */
export interface Neighbour {
  readonly id: string
  /** Its report, or its import. */
  readonly from: string
  readonly whereKey: string
  readonly day: number
  /** Its days, once its facts were read; null where it has none. */
  days: ActionDays | null | undefined
  /** Look-up that met it last: rows hang in several lists. */
  met: number
}

/** Observations of one workforce, workplace or employer on the days of one block. */
interface Block {
  readonly all: Neighbour[]
  /** By each of their places and provinces. */
  readonly at: Map<string, Neighbour[]>
  /** Those held anywhere, or where is not known. */
  readonly anywhere: Neighbour[]
}

type Column = "workforce" | "workplace_id" | "employer"

/** Columns that a look-up needs. */
export type Placed = Pick<
  Tables["observation"],
  "id" | "report_id" | "import_id" | "workforce" | "workplace_id" | "employer" | "day" | "where_key"
>

/**
 * Observations that stand, but those that repeat another, as `merge/blocking.ts` asks for them: by workforce, workplace or employer, and by day.
 *
 * Read block by block as they are asked for, and kept from one write to the next: an archive asks for the same weeks again and again.
 */
export class StandingBlocks {
  readonly #blocks = new Map<string, Block>()
  readonly #rows = new Map<string, Neighbour>()
  #lookUp = 0

  clear(): void {
    this.#blocks.clear()
    this.#rows.clear()
  }

  /** Takes in observations that were just inserted, and reads the blocks that look-ups of these facts ask for. */
  async prepare(
    db: Kysely<Tables>,
    fresh: readonly Placed[],
    facts: Iterable<MergeFacts>,
    repeats: Repeats,
  ): Promise<void> {
    if (this.#rows.size > MOST_KEPT) this.clear()
    for (const row of fresh) this.#put(row, (key) => this.#blocks.get(key) ?? null)
    const missing = new Map<string, Set<number>>()
    for (const one of facts) {
      const lookUp = lookUpOf(one)
      if (lookUp === null) continue
      for (const { column, value, from, to } of rangesOf(lookUp))
        for (let block = blockOf(from); block <= blockOf(to); block++)
          if (!this.#blocks.has(keyOf(column, value, block))) {
            const name = `${column} ${value}`
            missing.set(name, (missing.get(name) ?? new Set()).add(block))
          }
    }
    for (const [name, blocks] of missing) {
      const column = name.slice(0, name.indexOf(" ")) as Column
      await this.#read(db, column, name.slice(column.length + 1), [...blocks], repeats)
    }
  }

  /** Observations that must be compared with one of these facts; its blocks must have been read. */
  around(facts: MergeFacts, whereKey: string): Neighbour[] {
    const found: Neighbour[] = []
    const lookUp = lookUpOf(facts)
    if (lookUp === null) return found
    const mark = ++this.#lookUp
    const take = (list: readonly Neighbour[] | undefined, from: number, to: number) => {
      if (list === undefined) return
      for (const row of list) {
        if (row.met === mark || row.day < from || row.day > to || row.from === facts.reportId) continue
        row.met = mark
        found.push(row)
      }
    }
    const places = whereKey === ANYWHERE ? null : whereKey.split(" ")
    for (const { column, value, from, to } of rangesOf(lookUp))
      for (let number = blockOf(from); number <= blockOf(to); number++) {
        const block = this.#blocks.get(keyOf(column, value, number))!
        // A workplace in common brings two together wherever they are.
        if (column !== "workforce" || places === null) take(block.all, from, to)
        else {
          take(block.anywhere, from, to)
          for (const place of places) take(block.at.get(place), from, to)
        }
      }
    return found
  }

  async #read(
    db: Kysely<Tables>,
    column: Column,
    value: string,
    numbers: readonly number[],
    repeats: Repeats,
  ): Promise<void> {
    for (const number of numbers)
      this.#blocks.set(keyOf(column, value, number), { all: [], at: new Map(), anywhere: [] })
    for (let i = 0; i < numbers.length; i += READ_AT_ONCE) {
      const part = numbers.slice(i, i + READ_AT_ONCE)
      const rows = await db
        .selectFrom("observation")
        .select(["id", "report_id", "import_id", "workforce", "workplace_id", "employer", "day", "where_key"])
        .where(column, "=", value)
        .where((eb) =>
          eb.or(
            part.map((number) =>
              eb.and([
                eb("day", ">=", isoDay(number * BLOCK_DAYS)),
                eb("day", "<=", isoDay((number + 1) * BLOCK_DAYS - 1)),
              ]),
            ),
          ),
        )
        .execute()
      const now = new Set(part.map((number) => keyOf(column, value, number)))
      const repeated = await repeats(rows)
      for (const row of rows)
        if (!repeated.has(row.id)) this.#put(row, (key) => (now.has(key) ? this.#blocks.get(key)! : null))
    }
  }

  #put(row: Placed, blockFor: (key: string) => Block | null): void {
    const day = row.day === null ? null : dayNumber(row.day)
    if (day === null) return
    for (const column of COLUMNS) {
      const value = row[column]
      const block = value === null ? null : blockFor(keyOf(column, value, blockOf(day)))
      if (block === null) continue
      const neighbour = this.#neighbourOf(row, day)
      block.all.push(neighbour)
      if (column !== "workforce") continue
      if (row.where_key === ANYWHERE) block.anywhere.push(neighbour)
      else
        for (const place of row.where_key.split(" ")) {
          const list = block.at.get(place)
          if (list === undefined) block.at.set(place, [neighbour])
          else list.push(neighbour)
        }
    }
  }

  #neighbourOf(row: Placed, day: number): Neighbour {
    const known = this.#rows.get(row.id)
    if (known !== undefined) return known
    const from = row.report_id ?? row.import_id!
    const made: Neighbour = { id: row.id, from, whereKey: row.where_key, day, days: undefined, met: 0 }
    this.#rows.set(row.id, made)
    return made
  }
}

const COLUMNS: readonly Column[] = ["workforce", "workplace_id", "employer"]

/** One range of one index; day numbers, inclusive. */
interface Range {
  readonly column: Column
  readonly value: string
  readonly from: number
  readonly to: number
}

function rangesOf(lookUp: LookUp): Range[] {
  const [from, to] = [dayNumber(lookUp.from)!, dayNumber(lookUp.to)!]
  const ranges: Range[] = lookUp.workforces.map((value) => ({ column: "workforce", value, from, to }))
  const own = { from: dayNumber(lookUp.workplaceFrom)!, to: dayNumber(lookUp.workplaceTo)! }
  if (lookUp.workplaceId !== null) ranges.push({ column: "workplace_id", value: lookUp.workplaceId, ...own })
  if (lookUp.employer !== null) ranges.push({ column: "employer", value: lookUp.employer, ...own })
  return ranges
}

function blockOf(day: number): number {
  return Math.floor(day / BLOCK_DAYS)
}

function keyOf(column: Column, value: string, block: number): string {
  return `${column} ${block} ${value}`
}
