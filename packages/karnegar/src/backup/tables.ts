import type { Connection } from "./connection.ts"
import type { ColumnType, Row, Value } from "./format.ts"

/** A table as the database's own catalogue tells it. Nothing here knows what a table means. */
export interface Table {
  readonly name: string
  readonly columns: { readonly [name: string]: ColumnType }
  /** Columns of the primary key, in its order. */
  readonly key: readonly string[]
}

/** Bytes of values in one page of rows, about. */
const PAGE_BYTES = 2 * 1024 * 1024
const MOST_ROWS = 2_000

/** Values in one statement: below SQLite's 32,766. */
const MOST_VALUES = 8_000

/**
 * The tables of a record, by name.
 *
 * @throws Error for a column of a type that has no form in a backup, or a table without a primary key: a bug in the schema.
 */
export async function listTables(db: Connection): Promise<readonly Table[]> {
  const rows = db.engine === "sqlite" ? await db.all(SQLITE_COLUMNS) : await db.all(POSTGRES_COLUMNS)
  const tables = new Map<string, { columns: { [name: string]: ColumnType }; key: [number, string][] }>()
  for (const { table_name, column_name, type, key } of rows) {
    const name = String(table_name)
    const table = tables.get(name) ?? { columns: {}, key: [] }
    table.columns[String(column_name)] = columnType(`${name}.${column_name}`, String(type))
    if (Number(key) > 0) table.key.push([Number(key), String(column_name)])
    tables.set(name, table)
  }
  return [...tables]
    .map(([name, { columns, key }]) => {
      if (key.length === 0) throw new Error(`table ${name} has no primary key: its rows cannot be paged through`)
      return { name, columns, key: key.sort(([a], [b]) => a - b).map(([, column]) => column) }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

const SQLITE_COLUMNS = `select m.name as table_name, c.name as column_name, c.type as type, c.pk as key
  from sqlite_master as m join pragma_table_info(m.name) as c
  where m.type = 'table' and m.name not like 'sqlite~_%' escape '~' order by m.name, c.cid`

/** Tables of the schema that unqualified names mean, but for those of an extension. */
const POSTGRES_COLUMNS = `select t.relname as table_name, a.attname as column_name, format_type(a.atttypid, null) as type,
    coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0) as key
  from pg_class as t
    join pg_attribute as a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    left join pg_index as i on i.indrelid = t.oid and i.indisprimary
  where t.relnamespace = quote_ident(current_schema())::regnamespace and t.relkind in ('r', 'p')
    and not exists (select 1 from pg_depend as d where d.objid = t.oid and d.deptype = 'e')
  order by t.relname, a.attnum`

function columnType(column: string, declared: string): ColumnType {
  const type = declared.toLowerCase()
  if (type === "text") return "text"
  if (["integer", "bigint", "smallint", "int"].includes(type)) return "integer"
  if (["double precision", "real"].includes(type)) return "real"
  throw new Error(`column ${column} is of a type that has no form in a backup: ${declared}`)
}

export async function countRows(db: Connection, table: string): Promise<number> {
  const [row] = await db.all(`select count(*) as n from ${quoted(table)}`)
  return Number(row!.n)
}

/** Every row of a table in order of its primary key, page by page: as many rows at once as make about two megabytes. */
export async function* readRows(db: Connection, { name, columns, key }: Table): AsyncGenerator<readonly Row[]> {
  const select = `select ${Object.keys(columns).map(quoted).join(", ")} from ${quoted(name)}`
  const keys = key.map(quoted).join(", ")
  const after = `where (${keys}) > (${key.map(() => "?").join(", ")})`
  let last: readonly Value[] | null = null
  let most = 50
  for (;;) {
    const rows: readonly Row[] = await db.all(
      `${select} ${last === null ? "" : after} order by ${keys} limit ${most}`,
      last ?? [],
    )
    if (rows.length === 0) return
    yield rows
    const end = rows[rows.length - 1]!
    last = key.map((column) => end[column]!)
    most = Math.min(MOST_ROWS, Math.max(1, Math.floor((PAGE_BYTES * rows.length) / sizeOf(rows))))
  }
}

function sizeOf(rows: readonly Row[]): number {
  let size = 0
  for (const row of rows) for (const value of Object.values(row)) size += typeof value === "string" ? value.length : 8
  return Math.max(1, size)
}

/** Adds rows that all have every column of the table. */
export async function insertRows(db: Connection, { name, columns }: Table, rows: readonly Row[]): Promise<void> {
  const names = Object.keys(columns)
  const one = `(${names.map(() => "?").join(",")})`
  const into = `insert into ${quoted(name)} (${names.map(quoted).join(",")}) values `
  const block = Math.max(1, Math.floor(MOST_VALUES / names.length))
  for (let i = 0; i < rows.length; i += block) {
    const part = rows.slice(i, i + block)
    const values: Value[] = []
    for (const row of part) for (const column of names) values.push(row[column]!)
    await db.all(into + Array(part.length).fill(one).join(","), values)
  }
}

/** A name as SQL reads it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Values of the one table that the backup knows by name: the schema's version, the log's head, the public version. */
export async function readSettings(db: Connection): Promise<ReadonlyMap<string, string>> {
  const rows = await db.all("select key, value from setting")
  return new Map(rows.map(({ key, value }) => [String(key), String(value)]))
}
