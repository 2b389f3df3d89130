import { dayNumber } from "@karnegar/coder"
import type { Kysely } from "kysely"
import { blocks } from "./insert-rows.ts"
import type { Tables } from "./tables.ts"

/** Digits of a text's SHA-256 that a copy is looked for by; what is found is compared whole. */
const DIGITS = 12

/**
 * Which report was the first to bring each text on each day.
 *
 * Outlets and channels repeat one another word for word, some texts thousands of times. What says the same as the first is compared
 * with the first alone, and nothing else with it: else n copies would be n² comparisons. 40 bytes for each report.
 */
export class Copies {
  readonly #first = new Map<number, string>()
  readonly #firstOf = new Map<string, string>()

  /** For each report that is a copy the one that brought its text on its day first. */
  get firstOf(): ReadonlyMap<string, string> {
    return this.#firstOf
  }

  /** Notes a report that stands. @returns whether it brings a text that none before it brought on its day. */
  note(report: Pick<Tables["report"], "id" | "sha256" | "published">): boolean {
    const key = keyOf(report)
    const first = this.#first.get(key)
    if (first === undefined) this.#first.set(key, report.id)
    else if (first !== report.id) this.#firstOf.set(report.id, first)
    return first === undefined || first === report.id
  }
}

function keyOf({ sha256, published }: Pick<Tables["report"], "sha256" | "published">): number {
  const day = (published === null ? null : dayNumber(published)) ?? -1
  // A whole number below 2 ** 53: 48 bits of the text, with the day added above the 38th.
  return Number.parseInt(sha256.slice(0, DIGITS), 16) + ((day + 1) & 0x3fff) * 2 ** 38
}

/**
 * For each of these observations the one of its text's first report that says the very same: same text, day, place in the coding and
 * every value. Those that have none are absent.
 *
 * @param firstOf For each report the one that brought its text first.
 */
export async function firstTellings(
  db: Kysely<Tables>,
  observations: readonly Pick<Tables["observation"], "id" | "report_id">[],
  firstOf: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const copied = observations.filter((o) => o.report_id !== null && firstOf.has(o.report_id))
  const reports = new Set(copied.flatMap(({ report_id }) => [report_id!, firstOf.get(report_id!)!]))
  const tellings = new Map<string, { readonly id: string; readonly telling: string }>()
  const own = new Map<string, { readonly ordinal: number; readonly telling: string }>()
  for (const part of blocks([...reports])) {
    const rows = await db
      .selectFrom("observation")
      .innerJoin("report", "report.id", "observation.report_id")
      .select(["observation.id", "observation.report_id", "observation.ordinal", "observation.fields"])
      .select(["observation.words", "report.sha256", "report.published"])
      .where("observation.report_id", "in", part)
      .where("report.withdrawn", "=", 0)
      .execute()
    for (const { id, report_id, ordinal, fields, words, sha256, published } of rows) {
      const telling = `${sha256} ${published} ${fields} ${words}`
      tellings.set(`${report_id} ${ordinal}`, { id, telling })
      own.set(id, { ordinal, telling })
    }
  }
  const found = new Map<string, string>()
  for (const { id, report_id } of copied) {
    const telling = own.get(id)
    const first = telling === undefined ? undefined : tellings.get(`${firstOf.get(report_id!)} ${telling.ordinal}`)
    if (first !== undefined && first.telling === telling!.telling) found.set(id, first.id)
  }
  return found
}
