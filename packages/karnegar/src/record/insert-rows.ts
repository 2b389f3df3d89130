import { CompiledQuery, PostgresAdapter, type Transaction } from "kysely"
import type { Tables } from "./tables.ts"

/** Most rows of one insert, most values of a list in a condition: below SQLite's 32,766 and PostgreSQL's 65,535 parameters with the widest table. */
const BLOCK = 256

/** Largest power of two that is not above a number. */
const powerIn = (count: number) => 2 ** (31 - Math.clz32(count))

/**
 * Values that a column is looked for in, in parts that one statement can take.
 *
 * The last value stands more than once in a part that would else have a length of its own: statements of few lengths are prepared once.
 */
export function* blocks<T>(values: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < values.length; i += BLOCK) {
    const part = values.slice(i, i + BLOCK)
    const length = part.length === powerIn(part.length) ? part.length : 2 * powerIn(part.length)
    while (part.length < length) part.push(part.at(-1)!)
    yield part
  }
}

/**
 * Inserts rows that all have the same columns, many in one statement.
 *
 * The statement is put together here: Kysely's builder makes a node of each value, which took a third of an import.
 * SQLite would take PostgreSQL's `$1` too, but searches the names it has seen for each one.
 */
export async function insertRows<T extends keyof Tables>(
  tx: Transaction<Tables>,
  table: T,
  rows: readonly Tables[T][],
): Promise<void> {
  if (rows.length === 0) return
  const numbered = tx.getExecutor().adapter instanceof PostgresAdapter
  const columns = Object.keys(rows[0]!) as (keyof Tables[T])[]
  for (let from = 0; from < rows.length; ) {
    const count = Math.min(BLOCK, powerIn(rows.length - from))
    const values: unknown[] = []
    for (let i = from; i < from + count; i++) for (const column of columns) values.push(rows[i]![column])
    await tx.executeQuery(CompiledQuery.raw(statementFor(table, columns as string[], count, numbered), values))
    from += count
  }
}

const statements = new Map<string, string>()

function statementFor(table: string, columns: readonly string[], rows: number, numbered: boolean): string {
  const key = `${table} ${columns.join(" ")} ${rows} ${numbered}`
  const known = statements.get(key)
  if (known !== undefined) return known
  let n = 0
  const row = () => `(${columns.map(() => (numbered ? `$${++n}` : "?")).join(",")})`
  const text = `insert into ${table} (${columns.map((c) => `"${c}"`).join(",")}) values ${Array.from({ length: rows }, row).join(",")}`
  statements.set(key, text)
  return text
}
