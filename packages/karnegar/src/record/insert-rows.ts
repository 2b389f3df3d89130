import { CompiledQuery, PostgresAdapter, type Transaction } from "kysely"
import type { Tables } from "./tables.ts"

/** Rows of one insert: below SQLite's 32,766 and PostgreSQL's 65,535 parameters with the widest table. */
const BLOCK = 250

/** A list in parts that one statement can take. */
export function* blocks<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < rows.length; i += BLOCK) yield rows.slice(i, i + BLOCK)
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
  for (const block of blocks(rows)) {
    const values: unknown[] = []
    for (const row of block) for (const column of columns) values.push(row[column])
    await tx.executeQuery(CompiledQuery.raw(statementFor(table, columns as string[], block.length, numbered), values))
  }
}

const statements = new Map<string, string>()

/** Full blocks of a table share one text. */
function statementFor(table: string, columns: readonly string[], rows: number, numbered: boolean): string {
  const key = `${table} ${columns.join(" ")} ${rows} ${numbered}`
  const known = statements.get(key)
  if (known !== undefined) return known
  let n = 0
  const row = () => `(${columns.map(() => (numbered ? `$${++n}` : "?")).join(",")})`
  const text = `insert into ${table} (${columns.map((c) => `"${c}"`).join(",")}) values ${Array.from({ length: rows }, row).join(",")}`
  if (rows === BLOCK) statements.set(key, text)
  return text
}
