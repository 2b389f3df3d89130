import type { RecordPlace } from "../record/open.ts"
import type { Connection } from "./connection.ts"
import { countRows, listTables, readSettings } from "./tables.ts"

/** What a record's place holds before a restore. */
export interface Standing {
  /** `none`: no record was ever made there. `damaged`: the database cannot be read. */
  readonly state: "none" | "empty" | "full" | "damaged"
  /** Version of its schema; 0 where it cannot be told. */
  readonly schema: number
}

/** A new place beside a record, where a backup is unpacked and checked before it counts. */
export interface Scratch {
  readonly place: RecordPlace
  /** Takes away whatever is left of it. */
  remove(): Promise<void>
}

/** A record's place on one kind of database, as a restore needs it. */
export interface Ground {
  readonly engine: "sqlite" | "postgres"
  inspect(): Promise<Standing>
  makeScratch(): Promise<Scratch>
  /**
   * Puts the scratch in the record's place, in one step that is done whole or not at all.
   *
   * @param replace False: the place must still be empty.
   * @returns where what stood before is kept; null when nothing stood.
   * @throws BackupError `restore.changed_meanwhile`.
   */
  settle(scratch: Scratch, options: { readonly replace: boolean; readonly at: string }): Promise<string | null>
}

/** What stands in the tables that are there. */
export async function inspectTables(db: Connection): Promise<Standing> {
  const tables = await listTables(db)
  if (!tables.some(({ name }) => name === "setting")) return { state: tables.length === 0 ? "none" : "full", schema: 0 }
  const schema = Number((await readSettings(db)).get("schema") ?? 0)
  for (const { name } of tables)
    if (name !== "setting" && (await countRows(db, name)) > 0) return { state: "full", schema }
  return { state: "empty", schema }
}
