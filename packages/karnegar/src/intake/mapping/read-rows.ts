import { foldText, type Knowledge } from "@karnegar/coder"
import type { ImportedRow } from "../../record/fields.ts"
import type { Registers } from "../../record/registers.ts"
import { type Cell, type RowSource, type Table, TableError } from "../tables/table.ts"
import { type Reading, RowMapper } from "./map-row.ts"
import { columnsOf, type Mapping } from "./mapping.ts"
import type { ColumnProblem } from "./row-problem.ts"

/** A row that was refused, as it was written and why. */
export interface RefusedRow {
  readonly row: number
  readonly source: RowSource
  readonly problems: readonly ColumnProblem[]
}

/** One row of a table, read. */
export type ReadRow =
  | { readonly row: number; readonly left: true }
  | { readonly row: number; readonly refused: RefusedRow }
  | {
      readonly row: number
      readonly imported: ImportedRow
      readonly readings: readonly Reading[]
      readonly told: readonly ColumnProblem[]
    }

/**
 * Reads the rows of a table by a mapping, in order. A key that an earlier row of the file has is refused: nobody can tell
 * which of the two is meant.
 *
 * @throws TableError when the mapping reads a column that the table doesn't have, or the table breaks off.
 */
export async function* readRows(
  table: Table,
  mapping: Mapping,
  knowledge: Knowledge,
  registers: Registers,
): AsyncGenerator<ReadRow> {
  // JSON leaves out keys that have no value; which columns it has nobody can tell from its first rows.
  const renamed = table.kind === "json" ? new Map<string, string>() : namesOf(table.columns, mapping)
  const mapper = new RowMapper(mapping, knowledge, registers)
  const firsts = new Map<string, number>()
  for await (const one of table.rows) {
    const { row, source } = one
    if ("fault" in one) {
      yield { row, refused: { row, source, problems: [{ column: null, problem: one.fault }] } }
      continue
    }
    const mapped = mapper.map(renamed.size === 0 ? one.cells : renamedCells(one.cells, renamed))
    if ("left" in mapped) yield { row, left: true }
    else if ("refused" in mapped) yield { row, refused: { row, source, problems: mapped.refused } }
    else {
      const first = firsts.get(mapped.row.key)
      if (first !== undefined) {
        const problem = { column: mapping.key[0]!, problem: { code: "row.key_repeated", first } } as const
        yield { row, refused: { row, source, problems: [problem] } }
        continue
      }
      firsts.set(mapped.row.key, row)
      yield { row, imported: mapped.row, readings: mapped.readings, told: mapped.told }
    }
  }
}

/**
 * Columns of the table under the names that the mapping calls them: «خواسته ها» is «خواسته‌ها», "start date" is "Start Date".
 *
 * @throws TableError when a column that must be there isn't, or two could be meant.
 */
function namesOf(columns: readonly string[], mapping: Mapping): ReadonlyMap<string, string> {
  const had = new Set(columns)
  const optional = new Set(mapping.optional)
  const renamed = new Map<string, string>()
  for (const wanted of columnsOf(mapping)) {
    if (had.has(wanted)) continue
    const alike = columns.filter((column) => foldText(column) === foldText(wanted))
    if (alike.length === 1) renamed.set(alike[0]!, wanted)
    else if (alike.length > 1) throw new TableError("table.column_repeated", wanted)
    else if (!optional.has(wanted)) throw new TableError("table.column_missing", wanted)
  }
  return renamed
}

function renamedCells(cells: ReadonlyMap<string, Cell>, names: ReadonlyMap<string, string>): ReadonlyMap<string, Cell> {
  return new Map([...cells].map(([column, cell]) => [names.get(column) ?? column, cell]))
}
