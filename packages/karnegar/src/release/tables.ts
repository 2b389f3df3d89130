import type { PublishedAction } from "../record/types.ts"
import { CODE_LISTS, codesOf } from "../web/words/code-words.ts"
import {
  ACTION_COLUMNS,
  type Cell,
  type Column,
  LIST_SIGN,
  OUTCOME_COLUMNS,
  PLACE_COLUMNS,
  QUOTE_COLUMNS,
  SOURCE_COLUMNS,
} from "./columns.ts"
import { dictionaryRows } from "./dictionary.ts"
import type { TableName } from "./table-names.ts"

/** A table: the names of its columns, then its rows as they are drawn, one at a time. */
export interface ExportTable {
  readonly columns: readonly string[]
  rows(actions: Iterable<PublishedAction>): Generator<readonly PlainCell[]>
}

/** A cell as a file holds it: lists are one text. */
export type PlainCell = string | number | boolean | null

/** A table by its name. Retracted actions are no rows of any. */
export function tableOf(name: TableName): ExportTable {
  switch (name) {
    case "actions":
      return table(ACTION_COLUMNS, function* (action) {
        yield action
      })
    case "places":
      return table(PLACE_COLUMNS, function* (action) {
        for (const place of action.places) yield { action, place }
      })
    case "sources":
      return table(SOURCE_COLUMNS, function* (action) {
        for (const line of action.sources) yield { action, line }
      })
    case "outcomes":
      return table(OUTCOME_COLUMNS, function* (action) {
        for (const [i, event] of action.outcomeEvents.entries()) yield { action, ordinal: i + 1, event }
      })
    case "quotes":
      return table(QUOTE_COLUMNS, function* (action) {
        for (const quote of action.quotes) yield { action, quote }
      })
    case "dictionary":
      return fixed(dictionaryRows())
    case "codes":
      return fixed([
        ["list", "code", "label_fa", "label_en"],
        ...CODE_LISTS.flatMap((list) => codesOf(list).map(({ code, fa, en }) => [list, code, fa, en])),
      ])
    default:
      return name satisfies never
  }
}

function table<Row>(columns: readonly Column<Row>[], rowsOf: (action: PublishedAction) => Iterable<Row>): ExportTable {
  return {
    columns: columns.map((column) => column.name),
    *rows(actions) {
      for (const action of actions)
        for (const row of rowsOf(action)) yield columns.map((column) => plainCell(column.value(row), column.type))
    },
  }
}

function fixed([columns, ...rows]: readonly (readonly PlainCell[])[]): ExportTable {
  return {
    columns: columns as readonly string[],
    *rows() {
      yield* rows
    },
  }
}

/**
 * A value as one cell. An empty list is an empty cell; a list of unknown values keeps its signs, so that lists of one
 * action stay side by side.
 */
export function plainCell(cell: Cell, type: Column<never>["type"]): PlainCell {
  if (!Array.isArray(cell)) return cell as PlainCell
  const other = type === "addresses" ? "%7C" : "¦"
  return cell.length === 0
    ? null
    : cell.map((value) => (value === null ? "" : String(value).replaceAll(LIST_SIGN, other))).join(LIST_SIGN)
}
