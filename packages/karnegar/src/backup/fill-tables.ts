import type { RecordPlace } from "../record/open.ts"
import { type Connection, connect } from "./connection.ts"
import { BackupError } from "./errors.ts"
import type { Manifest, Row } from "./format.ts"
import { insertRows, listTables, quoted, readSettings, type Table } from "./tables.ts"

/** Tables of a new place while a backup's rows come in, in any order of tables; one transaction. */
export interface Filling {
  insert(table: string, rows: readonly Row[]): Promise<void>
  /** Checks what the rows say of each other, and commits. */
  end(): Promise<void>
  /** Lets go of the connection; without `end` nothing stays. */
  close(): Promise<void>
}

/**
 * Empties the tables of a new place and takes in a backup's rows.
 *
 * @throws BackupError `backup.damaged` when the manifest's tables are not those of its schema version, or when a row
 *   does not fit its table or points to none.
 */
export async function fillTables(place: RecordPlace, manifest: Manifest, file: string): Promise<Filling> {
  const db = await connect(place)
  try {
    const tables = new Map((await listTables(db)).map((table) => [table.name, table]))
    if (!sameTables(tables, manifest)) throw new BackupError("backup.damaged", `${file}: not the tables of its schema`)
    // References point both ways between tables, and rows come table by table: they are checked once all are there.
    if (db.engine === "sqlite") await db.run("pragma foreign_keys = off")
    await db.run("begin")
    const references = db.engine === "sqlite" ? [] : await dropReferences(db)
    for (const name of tables.keys()) await db.run(`delete from ${quoted(name)}`)
    return {
      insert: (name, rows) => asDamage(`${file}: ${name}`, () => insertRows(db, tables.get(name)!, rows)),
      end: async () => {
        if (db.engine === "sqlite") {
          const [broken] = await db.all("pragma foreign_key_check")
          if (broken !== undefined) throw new BackupError("backup.damaged", `${file}: ${broken.table}`)
        } else await asDamage(file, () => db.run(references.join(";")))
        const head = (await readSettings(db)).get("head") ?? ""
        if (head !== manifest.head) throw new BackupError("backup.damaged", `${file}: head`)
        await db.run("commit")
      },
      close: () => db.close(),
    }
  } catch (error) {
    await db.close()
    throw error
  }
}

function sameTables(tables: ReadonlyMap<string, Table>, manifest: Manifest): boolean {
  const columns = (table: { readonly columns: object }) => JSON.stringify(Object.entries(table.columns).sort())
  return (
    tables.size === manifest.tables.length &&
    manifest.tables.every((told) => {
      const table = tables.get(told.name)
      return table !== undefined && columns(table) === columns(told)
    })
  )
}

/** Drops PostgreSQL's references between tables. @returns the statements that make them again. */
async function dropReferences(db: Connection): Promise<string[]> {
  const rows =
    await db.all(`select t.relname as table_name, c.conname as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint as c join pg_class as t on t.oid = c.conrelid
    where c.contype = 'f' and c.connamespace = quote_ident(current_schema())::regnamespace`)
  const again: string[] = []
  for (const { table_name, name, definition } of rows) {
    const of = `alter table ${quoted(String(table_name))}`
    await db.run(`${of} drop constraint ${quoted(String(name))}`)
    again.push(`${of} add constraint ${quoted(String(name))} ${definition}`)
  }
  return again
}

/** A row that its table refuses is a fault of the backup. */
async function asDamage(subject: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : ""
    // SQLite's constraints, and PostgreSQL's classes of bad data and broken constraints.
    if (/^SQLITE_(CONSTRAINT|MISMATCH)/.test(code) || /^2[23]...$/.test(code))
      throw new BackupError("backup.damaged", subject, { cause: error })
    throw error
  }
}
