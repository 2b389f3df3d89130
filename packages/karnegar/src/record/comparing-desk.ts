import type { Kysely } from "kysely"
import type { ActionFields, PrivateWords } from "./fields.ts"
import { blocks } from "./insert-rows.ts"
import { type Comparison, compareFacts, EVERY_WORD, type OfFacts, type TextShare, withTexts } from "./merge/compare.ts"
import { factsOf, type MergeFacts } from "./merge/facts.ts"
import { TextShares } from "./merge/shared-words.ts"
import { PROPOSED } from "./merge/weights.ts"
import type { Tables } from "./tables.ts"

/** Facts that are kept, some 700 bytes each; then all are read anew as they are asked for. */
const MOST_FACTS = 40_000

/** Two observations, in any order. */
export type Pair = readonly [one: string, other: string]

/** Reads facts and texts of observations once, and compares pairs of them. */
export class ComparingDesk {
  readonly #facts = new Map<string, MergeFacts>()
  readonly #shares = new TextShares()

  /** Forgets everything; for when what was read may have changed. */
  clear(): void {
    this.#facts.clear()
    this.#shares.clear()
  }

  /** Forgets where too much is kept; between two writes, since what was read must stay for one. */
  makeRoom(): void {
    if (this.#facts.size > MOST_FACTS) this.#facts.clear()
    this.#shares.makeRoom()
  }

  /** Takes in observations that were just inserted, each of which is a report's. */
  take(rows: readonly Tables["observation"][], sourceOf: (reportId: string) => string): void {
    for (const { id, report_id, published, fields, words } of rows)
      this.#facts.set(
        id,
        factsOf({
          id,
          reportId: report_id!,
          published,
          source: sourceOf(report_id!),
          fields: JSON.parse(fields) as ActionFields,
          words: JSON.parse(words) as PrivateWords,
        }),
      )
  }

  /** Reads the facts of these observations; those of withdrawn reports tell nothing and are left out. */
  async read(db: Kysely<Tables>, ids: Iterable<string>): Promise<void> {
    const unread = new Set<string>()
    for (const id of ids) if (!this.#facts.has(id)) unread.add(id)
    for (const part of blocks([...unread])) {
      const rows = await db
        .selectFrom("observation")
        .leftJoin("report", "report.id", "observation.report_id")
        .leftJoin("import", "import.id", "observation.import_id")
        .select([
          "observation.id",
          "observation.report_id",
          "observation.fields",
          "observation.words",
          "observation.published",
          "report.source",
          "report.withdrawn",
          "import.name",
        ])
        .where("observation.id", "in", part)
        .execute()
      for (const row of rows) {
        if (row.withdrawn === 1) continue
        this.#facts.set(
          row.id,
          factsOf({
            id: row.id,
            reportId: row.report_id ?? `import ${row.name}`,
            published: row.published,
            source: row.source,
            fields: JSON.parse(row.fields) as ActionFields,
            words: JSON.parse(row.words) as PrivateWords,
          }),
        )
      }
    }
  }

  /** Facts that were read; null where there are none. */
  factsOf(id: string): MergeFacts | null {
    return this.#facts.get(id) ?? null
  }

  /**
   * What comparisons come to, as rows, in the order of the pairs; those that are not alike enough for a person to be asked
   * have none. The facts must have been read.
   */
  async compare(db: Kysely<Tables>, pairs: Iterable<Pair>): Promise<Tables["likeness"][]> {
    const near: { readonly pair: Pair; readonly facts: OfFacts }[] = []
    const found: Tables["likeness"][] = []
    for (const pair of pairs) {
      const facts = this.#compare(pair)
      // Most pairs would not be alike whatever their texts shared: those are not read.
      if (facts !== null && withTexts(facts, EVERY_WORD).score >= PROPOSED) near.push({ pair, facts })
    }
    const shareOf = await this.#sharesOf(
      db,
      near.map(({ pair }) => pair),
    )
    for (const { pair, facts } of near) {
      const text = shareOf(pair)
      const { score } = withTexts(facts, text)
      if (score >= PROPOSED) found.push(rowOf(pair, score, text.shared))
    }
    return found
  }

  /** The comparison with its reasons; null where one of the two tells nothing any more. The facts must have been read. */
  async judge(db: Kysely<Tables>, pair: Pair): Promise<Comparison | null> {
    const facts = this.#compare(pair)
    return facts === null ? null : withTexts(facts, (await this.#sharesOf(db, [pair]))(pair))
  }

  #compare([one, other]: Pair): OfFacts | null {
    const [a, b] = [this.#facts.get(one), this.#facts.get(other)]
    return a === undefined || b === undefined ? null : compareFacts(a, b)
  }

  /** Reads the texts that these pairs need; imported rows have none. */
  async #sharesOf(db: Kysely<Tables>, pairs: readonly Pair[]): Promise<(pair: Pair) => TextShare> {
    const reportOf = (id: string) => this.#facts.get(id)?.reportId ?? ""
    const shares = this.#shares
    const missing = new Set<string>()
    for (const pair of pairs) for (const id of pair) if (!shares.has(reportOf(id))) missing.add(reportOf(id))
    for (const part of blocks([...missing]))
      for (const { id, text } of await db.selectFrom("report").select(["id", "text"]).where("id", "in", part).execute())
        shares.put(id, text)
    for (const id of missing) if (!shares.has(id)) shares.put(id, "")
    return ([one, other]) => shares.of(reportOf(one), reportOf(other))
  }
}

function rowOf([one, other]: Pair, score: number, shared: number): Tables["likeness"] {
  const [a, b] = one < other ? [one, other] : [other, one]
  return { a, b, score, shared, apart: 0, entry: 0 }
}
