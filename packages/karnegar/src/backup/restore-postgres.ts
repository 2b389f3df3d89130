import { randomInt } from "node:crypto"
import { type Connection, connect } from "./connection.ts"
import { BackupError } from "./errors.ts"
import { type Ground, inspectTables, type Scratch } from "./ground.ts"
import { quoted } from "./tables.ts"

/** Begins the names of schemas that a restore unpacks into; its number is the lock that the restore holds. */
const SCRATCH = "karnegar_restoring_"

/** A record in a PostgreSQL database: the schema that unqualified names mean. */
export function postgresGround(databaseUrl: string): Ground {
  return {
    engine: "postgres",
    inspect: async () => {
      const db = await connect({ databaseUrl })
      try {
        return await inspectTables(db)
      } finally {
        await db.close()
      }
    },
    makeScratch: () => makeScratch(databaseUrl),
    async settle(scratch, { replace, at }) {
      const db = await connect({ databaseUrl })
      try {
        return await swap(db, schemaOf(scratch), replace, at)
      } finally {
        await db.close()
      }
    },
  }
}

/** The address of the same database with another schema in front. */
function withSchema(databaseUrl: string, schema: string): string {
  const url = new URL(databaseUrl)
  const options = url.searchParams.get("options")
  url.searchParams.set("options", `${options === null ? "" : `${options} `}-c search_path=${schema}`)
  return url.href
}

const schemas = new WeakMap<Scratch, string>()

function schemaOf(scratch: Scratch): string {
  return schemas.get(scratch)!
}

async function makeScratch(databaseUrl: string): Promise<Scratch> {
  // This connection lives as long as the restore: it holds the lock that tells a living restore from a killed one.
  const db = await connect({ databaseUrl })
  try {
    await removeDeadScratches(db)
    const lock = randomInt(2 ** 31)
    await db.all("select pg_advisory_lock(?)", [lock])
    const schema = `${SCRATCH}${lock}`
    await db.run(`create schema ${quoted(schema)}`)
    const scratch: Scratch = {
      place: { databaseUrl: withSchema(databaseUrl, schema) },
      remove: async () => {
        try {
          await db.run(`drop schema if exists ${quoted(schema)} cascade`)
        } finally {
          await db.close()
        }
      },
    }
    schemas.set(scratch, schema)
    return scratch
  } catch (error) {
    await db.close()
    throw error
  }
}

/** A restore that was killed could not clean up. */
async function removeDeadScratches(db: Connection): Promise<void> {
  for (const { nspname } of await db.all("select nspname from pg_namespace where nspname like ?", [`${SCRATCH}%`])) {
    const schema = String(nspname)
    const lock = Number(schema.slice(SCRATCH.length))
    if (!Number.isSafeInteger(lock)) continue
    const [row] = await db.all("select pg_try_advisory_lock(?)::int as got", [lock])
    if (row!.got !== 1) continue
    await db.run(`drop schema ${quoted(schema)} cascade`)
    await db.all("select pg_advisory_unlock(?)", [lock])
  }
}

/** Tables and views of a schema, but for those of an extension; tables first. */
async function listRelations(db: Connection, schema: string): Promise<{ name: string; kind: "table" | "view" }[]> {
  const rows = await db.all(
    `select relname, relkind::text as kind from pg_class
     where relnamespace = ?::regnamespace and relkind in ('r', 'p', 'v')
       and not exists (select 1 from pg_depend as d where d.objid = pg_class.oid and d.deptype = 'e')
     order by relkind = 'v', relname`,
    [quoted(schema)],
  )
  return rows.map(({ relname, kind }) => ({ name: String(relname), kind: kind === "v" ? "view" : "table" }))
}

/** One transaction: the old tables go to a schema of their own, the new ones come to where they stood. */
async function swap(db: Connection, scratch: string, replace: boolean, at: string): Promise<string | null> {
  await db.run("set lock_timeout = '15s'")
  await db.run("begin")
  const [row] = await db.all("select current_schema() as name")
  const home = String(row!.name)
  const old = await listRelations(db, home)
  const tables = old.filter(({ kind }) => kind === "table").map(({ name }) => `${quoted(home)}.${quoted(name)}`)
  // Whoever reads or writes ends first; whoever comes later waits, and then finds the new tables.
  if (tables.length > 0) await db.run(`lock table ${tables.join(", ")} in access exclusive mode`)
  const before = await inspectTables(db)
  if (before.state === "full" && !replace) throw new BackupError("restore.changed_meanwhile", home)
  const hasSettings = old.some(({ name }) => name === "setting")
  const [version] = hasSettings ? await db.all("select value from setting where key = 'version'") : []
  const kept = `before_restore_${at.toLowerCase().replaceAll("-", "_")}`
  await db.run(`create schema ${quoted(kept)}`)
  for (const one of old) await move(db, one, home, kept)
  for (const one of await listRelations(db, scratch)) await move(db, one, scratch, home)
  await db.all(
    "update setting set value = cast(greatest(cast(value as bigint), cast(? as bigint)) + 1 as text) where key = 'version'",
    [version?.value ?? 0],
  )
  if (before.state !== "full") await db.run(`drop schema ${quoted(kept)} cascade`)
  await db.run("commit")
  return before.state === "full" ? kept : null
}

async function move(
  db: Connection,
  { name, kind }: { readonly name: string; readonly kind: "table" | "view" },
  from: string,
  to: string,
): Promise<void> {
  await db.run(`alter ${kind} ${quoted(from)}.${quoted(name)} set schema ${quoted(to)}`)
}
