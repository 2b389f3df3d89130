/** A CSV table as it was read: string cells, "" for unknown. */
export interface RawTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** One term of a concept file, as the build writes it. */
export type RawTerm = readonly [
  id: string,
  kind: string,
  code: string,
  lang: string,
  pattern: string,
  weight: string,
  needs: readonly string[],
  unless: readonly string[],
  /** Of a workforce: `people` («معلمان»), `trade` («نفت») or "" where the language does not part them. */
  names: string,
]

/** What `npm run lexicon:build` makes of `data/`. */
export interface RawLexicon {
  readonly terms: readonly RawTerm[]
  readonly tables: Readonly<Record<string, RawTable>>
  readonly gazetteer: Readonly<Record<string, RawTable>>
  /** Kind of code → code → label in both languages. */
  readonly labels: Readonly<Record<string, Readonly<Record<string, { readonly fa: string; readonly en: string }>>>>
}

/** The rows of a table as records; an absent table has none. */
export function rowsOf(
  tables: Readonly<Record<string, RawTable>>,
  name: string,
): readonly Readonly<Record<string, string>>[] {
  const table = tables[name]
  if (table === undefined) return []
  return table.rows.map((row) => {
    const record: Record<string, string> = {}
    for (const [i, column] of table.columns.entries()) record[column] = row[i] ?? ""
    return record
  })
}

/** The rows of a table that are in use. */
export function activeRows(
  tables: Readonly<Record<string, RawTable>>,
  name: string,
): readonly Readonly<Record<string, string>>[] {
  return rowsOf(tables, name).filter((row) => row.status === "active")
}

/** The parts of a cell that holds a list. */
export function listOf(cell: string | undefined): string[] {
  return cell ? cell.split("|").filter((part) => part !== "") : []
}
