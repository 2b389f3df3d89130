import { closeSync, openSync, writeSync } from "node:fs"
import type { RefusedRow } from "../mapping/read-rows.ts"
import { rowProblemText } from "../mapping/row-problem.ts"
import { REFUSED_COLUMNS } from "./csv-table.ts"
import { REFUSED_KEY } from "./json-table.ts"
import { escapeCell, type Table } from "./table.ts"

/** Names that are tried beside a file. */
const MOST_NAMES = 1_000

/**
 * Writes refused rows beside the file they came from, to be corrected and imported again: CSV for CSV and .xlsx, with the
 * reasons in columns before the row's own; JSON Lines for JSON, with the reasons under a key of ours.
 *
 * The file is made with the first row. It is readable by its owner only, and never takes the place of an earlier one, which
 * somebody may be correcting.
 */
export class RefusedFile {
  readonly #path: string
  readonly #table: Pick<Table, "kind" | "columns">
  #file: { readonly handle: number; readonly path: string } | null = null

  constructor(path: string, table: Pick<Table, "kind" | "columns">) {
    this.#path = path
    this.#table = table
  }

  /** Where the rows went; null while there are none. */
  get path(): string | null {
    return this.#file?.path ?? null
  }

  /** @throws the system's error when the file can't be written. */
  write(row: RefusedRow): void {
    const json = this.#table.kind === "json"
    if (this.#file === null) {
      this.#file = this.#open(json ? "jsonl" : "csv")
      if (!json) writeSync(this.#file.handle, `\ufeff${csvLine([...REFUSED_COLUMNS, ...this.#table.columns])}`)
    }
    writeSync(this.#file.handle, json ? jsonLine(row) : csvLine([...reasons(row), ...cellsOf(row)].map(escapeCell)))
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file.handle)
  }

  #open(ending: string): { readonly handle: number; readonly path: string } {
    for (let n = 1; ; n++) {
      const path = `${this.#path}.refused${n === 1 ? "" : `-${n}`}.${ending}`
      try {
        return { handle: openSync(path, "wx", 0o600), path }
      } catch (error) {
        const taken = error instanceof Error && "code" in error && error.code === "EEXIST"
        if (!taken || n === MOST_NAMES) throw error
      }
    }
  }
}

/** Number, codes, columns and sentences of a row's problems, several of them parted by bars and line ends. */
function reasons({ row, problems }: RefusedRow): string[] {
  const each = (of: (problem: (typeof problems)[number]) => string, between: string) => problems.map(of).join(between)
  return [
    String(row),
    each(({ problem }) => problem.code, "|"),
    each(({ column }) => column ?? "", "|"),
    each(({ problem }) => rowProblemText(problem, "en"), "\n"),
    each(({ problem }) => rowProblemText(problem, "fa"), "\n"),
  ]
}

function cellsOf({ source }: RefusedRow): readonly string[] {
  return "cells" in source ? source.cells : []
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n;\t|]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")}\r\n`
}

function jsonLine({ row, source, problems }: RefusedRow): string {
  const why = problems.map(({ column, problem }) => ({
    code: problem.code,
    column,
    en: rowProblemText(problem, "en"),
    fa: rowProblemText(problem, "fa"),
  }))
  const json = "json" in source ? source.json : null
  const own = typeof json === "object" && json !== null && !Array.isArray(json) ? json : { unread: json }
  return `${JSON.stringify({ ...own, [REFUSED_KEY]: { row, why } })}\n`
}
