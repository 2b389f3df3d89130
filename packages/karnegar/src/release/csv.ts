import type { PublishedAction } from "../record/types.ts"
import { csvLine } from "../web/words/csv.ts"
import type { ExportTable } from "./tables.ts"

/**
 * A table as CSV by RFC 4180: UTF-8, commas, CRLF, the names of the columns first.
 *
 * @param bom Begins with a byte order mark, by which Excel knows UTF-8.
 */
export function* csvOf(table: ExportTable, actions: Iterable<PublishedAction>, bom: boolean): Generator<string> {
  yield `${bom ? "\ufeff" : ""}${csvLine(table.columns)}`
  for (const row of table.rows(actions)) yield csvLine(row)
}
