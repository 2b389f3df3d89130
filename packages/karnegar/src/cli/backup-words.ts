import type { Manifest } from "../backup/format.ts"

/** Rows of all tables. */
export function rowsOf({ tables }: Manifest): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0)
}

/** Number of the newest entry of the log. */
export function entryOf({ head }: Manifest): number {
  return Number(head.split(":")[0])
}

/** What a program wants to know of a backup. */
export function told({ formatVersion, schema, program, made, head, tables }: Manifest): object {
  return {
    formatVersion,
    schema,
    program,
    made,
    head,
    tables: Object.fromEntries(tables.map(({ name, rows }) => [name, rows])),
  }
}
