import { randomBytes } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs"
import { link, open, rename, rm } from "node:fs/promises"
import { join, resolve } from "node:path"
import { RecordError } from "../record/errors.ts"
import { asRecordError } from "../record/failures.ts"
import { RECORD_FILE } from "../record/open.ts"
import { type Connection, connectSqlite } from "./connection.ts"
import { atDisk, syncFile, syncFolder } from "./durable-file.ts"
import { BackupError } from "./errors.ts"
import { type Ground, inspectTables, type Scratch, type Standing } from "./ground.ts"
import { quoted, readSettings } from "./tables.ts"

/** Folder of a restore that is going on, in the record's own folder: what is unpacked there is as private as the record. */
const SCRATCH = /^\.restoring-(\d+)-/

/** First bytes of every database of SQLite. */
const BEGINNING = Buffer.from("SQLite format 3\0")

/** SQLite's files beside a database. */
const BESIDE = ["-wal", "-shm", "-journal"]

/**
 * An embedded record's folder.
 *
 * A record that stands is replaced inside its file by one transaction, never by renaming another file over it: a site
 * that runs would go on writing to the old one, and its log would be taken for the new one's.
 */
export function sqliteGround(dataDir: string): Ground {
  const dir = resolve(dataDir)
  const file = join(dir, RECORD_FILE)
  return {
    engine: "sqlite",
    inspect: () => inspect(file),
    makeScratch: () => makeScratch(dir),
    async settle(scratch, { replace, at }) {
      const unpacked = join((scratch.place as { readonly dataDir: string }).dataDir, RECORD_FILE)
      const { state } = await inspect(file)
      const kept = freeName(`${file}.before-restore-${at}`)
      if (state === "empty" || state === "full") return replaceInside(file, unpacked, kept, replace)
      const whole = await makeWhole(unpacked)
      if (state === "damaged") return putAside(file, whole, kept)
      await putAnew(file, whole)
      return null
    },
  }
}

async function inspect(file: string): Promise<Standing> {
  if (!existsSync(file) || statSync(file).size === 0) return { state: "none", schema: 0 }
  // Not even opened: SQLite would take its log away.
  if (!(await beginningOf(file)).equals(BEGINNING)) return { state: "damaged", schema: 0 }
  let db: Connection | null = null
  try {
    db = connectSqlite(file)
    return await inspectTables(db)
  } catch (error) {
    const told = asRecordError(error, file)
    if (told instanceof RecordError && told.code === "record.damaged") return { state: "damaged", schema: 0 }
    throw error
  } finally {
    await db?.close()
  }
}

async function beginningOf(file: string): Promise<Buffer> {
  const handle = await open(file)
  try {
    const bytes = Buffer.alloc(BEGINNING.length)
    await handle.read(bytes, 0, bytes.length, 0)
    return bytes
  } finally {
    await handle.close()
  }
}

async function makeScratch(dir: string): Promise<Scratch> {
  const fresh = await atDisk(dir, async () => mkdirSync(dir, { recursive: true, mode: 0o700 }))
  removeDeadScratches(dir)
  const dataDir = join(dir, `.restoring-${process.pid}-${randomBytes(4).toString("hex")}`)
  await atDisk(dir, async () => mkdirSync(dataDir, { mode: 0o700 }))
  return {
    place: { dataDir },
    remove: async () => {
      rmSync(dataDir, { recursive: true, force: true })
      // A folder made for a restore that came to nothing goes too.
      if (fresh !== undefined && readdirSync(dir).length === 0) rmSync(fresh, { recursive: true })
    },
  }
}

/** A restore that was killed could not clean up. */
function removeDeadScratches(dir: string): void {
  for (const name of readdirSync(dir)) {
    const pid = SCRATCH.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(dir, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}

/**
 * A copy of an unpacked database in one file, durable: no part of it stands in a log beside it.
 *
 * Not by closing it: libsql ends its statements when memory is collected, and SQLite keeps the log until then.
 */
async function makeWhole(unpacked: string): Promise<string> {
  const whole = `${unpacked}.whole`
  const db = connectSqlite(unpacked)
  try {
    await db.run(`vacuum into '${whole.replaceAll("'", "''")}'`)
  } finally {
    await db.close()
  }
  await atDisk(whole, () => syncFile(whole))
  return whole
}

async function replaceInside(file: string, unpacked: string, kept: string, replace: boolean): Promise<string | null> {
  const db = connectSqlite(file)
  let keeping = false
  let settled = false
  try {
    await db.run("pragma synchronous = full")
    await db.run("pragma foreign_keys = off")
    await db.run("pragma secure_delete = on")
    await db.run(`attach '${unpacked.replaceAll("'", "''")}' as unpacked`)
    await db.run("begin immediate")
    const full = (await inspectTables(db)).state === "full"
    if (full && !replace) throw new BackupError("restore.changed_meanwhile", file)
    if (full) {
      keeping = true
      await keepCopy(file, kept)
    }
    const version = Number((await readSettings(db)).get("version") ?? 0)
    await copyTables(db)
    await db.run(
      `update setting set value = cast(max(cast(value as integer), ${version}) + 1 as text) where key = 'version'`,
    )
    await db.run("commit")
    settled = true
    await db.run("detach unpacked")
    // Readers may hold the log open; then it is emptied later.
    await db.all("pragma wal_checkpoint(truncate)")
    return full ? kept : null
  } finally {
    await db.close()
    if (keeping && !settled) await rm(kept, { force: true })
  }
}

/** Copies a record whose write lock is held: readers may go on. */
async function keepCopy(file: string, kept: string): Promise<void> {
  await atDisk(kept, async () => writeFileSync(kept, "", { flag: "wx", mode: 0o600 }))
  const reader = connectSqlite(file)
  try {
    await reader.run(`vacuum into '${kept.replaceAll("'", "''")}'`)
  } finally {
    await reader.close()
  }
  await atDisk(kept, () => syncFile(kept))
  await atDisk(kept, () => syncFolder(join(kept, "..")))
}

/** Tables, rows, indexes and views of `main` become those of `unpacked`. */
async function copyTables(db: Connection): Promise<void> {
  const objects = (of: string) =>
    db.all(`select type, name, sql from ${of}.sqlite_master where sql is not null and name not like 'sqlite~_%' escape '~'
      order by case type when 'table' then 1 when 'index' then 2 else 3 end`)
  // An index or trigger goes with its table.
  for (const { type, name } of [...(await objects("main"))].reverse())
    if (type === "table" || type === "view") await db.run(`drop ${type} ${quoted(String(name))}`)
  for (const { type, name, sql } of await objects("unpacked")) {
    await db.run(String(sql))
    if (type !== "table") continue
    const table = quoted(String(name))
    await db.run(`insert into main.${table} select * from unpacked.${table}`)
  }
}

/** Gives a file its name where no record stands. */
async function putAnew(file: string, whole: string): Promise<void> {
  await atDisk(file, async () => {
    // What an older record left there must never be taken for the new one's log.
    for (const ending of BESIDE) await rm(file + ending, { force: true })
    try {
      await link(whole, file)
    } catch (error) {
      // Some file systems have no links; and a record may have been made meanwhile.
      if (existsSync(file)) throw new BackupError("restore.changed_meanwhile", file, { cause: error })
      await rename(whole, file)
    }
    await syncFolder(join(file, ".."))
  })
}

/** A database that cannot be read is kept as it is under another name. */
async function putAside(file: string, whole: string, kept: string): Promise<string> {
  await atDisk(file, async () => {
    for (const ending of BESIDE) if (existsSync(file + ending)) await rename(file + ending, kept + ending)
    await link(file, kept).catch(() => rename(file, kept))
    await rename(whole, file)
    await syncFolder(join(file, ".."))
  })
  return kept
}

function freeName(name: string): string {
  for (let n = 1; ; n++) {
    const free = n === 1 ? name : `${name}-${n}`
    if (!existsSync(free)) return free
  }
}
