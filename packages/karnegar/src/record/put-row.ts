import type { Transaction } from "kysely"
import { canonicalJson } from "./canonical.ts"
import type { LogWriter } from "./log.ts"
import { keyColumn, type RegisterTable } from "./register-tables.ts"
import { keyOfRow } from "./replay.ts"
import type { Tables } from "./tables.ts"

/**
 * Puts a checked row on a register. What stands already is not put, nor logged, again.
 *
 * @returns whether anything changed.
 */
export async function putRow(
  tx: Transaction<Tables>,
  log: LogWriter,
  who: string,
  table: RegisterTable,
  row: { readonly [column: string]: unknown },
): Promise<boolean> {
  const key = keyOfRow(table, row)
  // Registers are of one shape to this function: a key, columns, an entry.
  const register = table as "source"
  const column = keyColumn(table) as "key"
  const stands = await tx.selectFrom(register).selectAll().where(column, "=", key).executeTakeFirst()
  if (stands !== undefined) {
    const { entry: _, ...before } = stands
    if (canonicalJson(before) === canonicalJson(row)) return false
  }
  const entry = log.append({ who, what: `${table}.put`, subject: key, payload: row })
  await tx.deleteFrom(register).where(column, "=", key).execute()
  await tx
    .insertInto(register)
    .values({ ...row, entry } as unknown as Tables["source"])
    .execute()
  return true
}
