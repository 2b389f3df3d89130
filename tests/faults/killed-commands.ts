import { copyFileSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { readBackup } from "../../packages/karnegar/src/backup/read-backup.ts"
import { newIdentity } from "../../packages/karnegar/src/backup/sealing.ts"
import { SCHEMA_VERSION } from "../../packages/karnegar/src/record/migrations.ts"
import { RECORD_FILE, type RecordPlace } from "../../packages/karnegar/src/record/open.ts"
import { karnegar, MAIN, ROOT } from "../cli/spawn.ts"
import type { RecordEngine } from "../support/record-engines.ts"
import { codedPair, dayNumber, ownWords, STRIKE } from "../support/reports.ts"
import { type Found, look, withRecord } from "./look.ts"
import type { Fault, Operation, Planted } from "./torture.ts"

/*
 * Commands that change a record, or a backup of it, once. Each is killed in a fresh copy; what is left must be the state
 * before or the state after, and the command given again must come to its end as if nothing had been.
 */

/** Reports that the imported file holds, of days far apart, and how many `karnegar import` stores in one write. */
const IMPORTED = 520
const AT_ONCE = 500
/** Reports that stand in a record before it is changed. */
const STANDING = 20
/** Rows of a table that was imported before, and of the one that a killed import brings; it changes those that stood. */
const ROWS_BEFORE = 200
const ROWS = 400
const MAPPING = `karnegar_mapping: "1"
name: torture
key: [id]
fields:
  forms: { value: strike }
  establishments: { column: establishments }
`

/** The commands on one engine, and careless ones that a harness must catch. */
export async function killedCommands(
  engine: RecordEngine,
  engineName: string,
  folder: string,
): Promise<{ readonly operations: readonly Operation[]; readonly planted: readonly Planted[] }> {
  const at = (name: string) => join(folder, name)
  const identity = await newIdentity(new Date())
  const keys = identity.text.split("\n").filter((line) => line.startsWith("AGE-SECRET-KEY-"))
  writeFileSync(at("key.txt"), identity.text)
  writeFileSync(at("recipients.txt"), identity.text.split("\n")[1]!.replace("# public key: ", ""))
  const lines = Array.from({ length: IMPORTED }, (_, i) =>
    JSON.stringify({ id: `i${i}`, text: `${STRIKE} ${ownWords(i)}`, published: dayNumber(-20 * i) }),
  )
  writeFileSync(at("reports.jsonl"), lines.join("\n"))
  writeFileSync(at("mapping.yaml"), MAPPING)
  const table = (rows: number, establishments: number) =>
    ["id,establishments", ...Array.from({ length: rows }, (_, i) => `${i},${establishments}`)].join("\n")
  writeFileSync(at("before.csv"), table(ROWS_BEFORE, 1))
  writeFileSync(at("after.csv"), table(ROWS, 2))

  const placeArgs = (place: RecordPlace) =>
    "dataDir" in place ? ["--data", place.dataDir] : ["--data", folder, "--database", place.databaseUrl]
  const importTable = (file: string, place: RecordPlace) => [
    "import",
    at(file),
    "--mapping",
    at("mapping.yaml"),
    ...placeArgs(place),
  ]
  /** A record of `STANDING` reports and a table, and a backup of another with twice as many reports. */
  const template = await filled(STANDING)
  const other = await filled(2 * STANDING)
  const backup = at("other.age")
  const toRecipients = ["--recipients-file", at("recipients.txt")]
  await must(importTable("before.csv", template))
  await must(["backup", backup, ...placeArgs(other), ...toRecipients])

  async function filled(reports: number): Promise<RecordPlace> {
    const place = await engine.place()
    await withRecord(place, (record) =>
      record.addAllCoded(
        Array.from({ length: reports }, (_, i) =>
          codedPair(`s${i}`, `${STRIKE} ${ownWords(i)}`, { published: dayNumber(-20 * i) }),
        ),
      ),
    )
    return place
  }

  /** A command that changes a record; `check` says of what is left, and `after` of what the next run comes to, whether it is whole. */
  function command(
    name: string,
    share: number,
    args: (place: RecordPlace) => readonly string[],
    check: (found: Found, ended: boolean) => Fault | null,
    after: (found: Found) => Fault | null,
    left: (place: RecordPlace) => Promise<readonly string[]> = async () => [],
  ): Operation {
    let place: RecordPlace
    return {
      name: `${name}, ${engineName}`,
      share,
      endless: false,
      prepare: async () => {
        place = await engine.copy(template)
      },
      program: () => [MAIN, ...args(place)],
      async judge(_said, ended) {
        await engine.settled(place)
        const faults: Fault[] = []
        const one = check(await look(engine, place, faults), ended)
        if (one !== null) faults.push(one)
        // Done again to its end: nothing may be in its way, nothing twice, nothing that the killed one unpacked left lying.
        await must(args(place))
        await engine.settled(place)
        const two = after(await look(engine, place, faults))
        if (two !== null) faults.push(two)
        for (const what of await left(place)) faults.push({ kind: "half-applied", what: `left behind: ${what}` })
        return faults
      },
    }
  }

  const reportsAre = (wanted: number) => (found: Found) =>
    found.reports === wanted
      ? null
      : ({ kind: found.reports > wanted ? "doubled" : "lost", what: `${found.reports} of ${wanted} reports` } as const)

  const importing = command(
    "import of reports",
    2,
    (place) => ["import", at("reports.jsonl"), ...placeArgs(place)],
    ({ reports }, ended) => {
      const own = reports - STANDING
      if (ended && own !== IMPORTED) return { kind: "lost", what: `${own} of ${IMPORTED} reports` }
      return [0, AT_ONCE, IMPORTED].includes(own) ? null : { kind: "half-applied", what: `${own} reports of a batch` }
    },
    reportsAre(STANDING + IMPORTED),
  )

  const tables = (found: Found) => `${found.establishments.length} rows of ${new Set(found.establishments).size} kinds`
  const whole = (found: Found, rows: number, value: number) =>
    found.establishments.length === rows && found.establishments.every((one) => one === value)
  const importingTable = command(
    "import by a mapping",
    3,
    (place) => importTable("after.csv", place),
    (found, ended) => {
      if (whole(found, ROWS, 2)) return null
      if (ended) return { kind: "lost", what: tables(found) }
      return whole(found, ROWS_BEFORE, 1) ? null : { kind: "half-applied", what: tables(found) }
    },
    (found) =>
      whole(found, ROWS, 2)
        ? null
        : { kind: found.establishments.length > ROWS ? "doubled" : "lost", what: tables(found) },
  )

  const ruled = STANDING + ROWS_BEFORE
  const rules = command(
    "rules",
    1,
    (place) => ["rules", "on", "accept-codings", ...placeArgs(place)],
    ({ rules, actions }, ended) => {
      if (ended && !rules.acceptCodings) return { kind: "lost", what: "the rule" }
      return actions === (rules.acceptCodings ? ruled : ROWS_BEFORE)
        ? null
        : { kind: "half-applied", what: `${actions} actions` }
    },
    ({ actions }) =>
      actions === ruled ? null : { kind: actions > ruled ? "doubled" : "lost", what: `${actions} actions` },
  )

  const rebuilding = command(
    "rebuild",
    1,
    (place) => ["rebuild", ...placeArgs(place)],
    reportsAre(STANDING),
    reportsAre(STANDING),
  )

  const restoring = command(
    "restore",
    2,
    (place) => ["restore", backup, "--identity", at("key.txt"), "--replace", ...placeArgs(place)],
    ({ reports }, ended) => {
      if (ended && reports !== 2 * STANDING) return { kind: "lost", what: "the restored record" }
      return [STANDING, 2 * STANDING].includes(reports) ? null : { kind: "half-applied", what: `${reports} reports` }
    },
    reportsAre(2 * STANDING),
    async (place) => {
      if ("dataDir" in place) return readdirSync(place.dataDir).filter((name) => name.startsWith(".restoring-"))
      const rows = await engine.raw(place, "select nspname from pg_namespace where nspname like 'karnegar_restoring_%'")
      return rows.map(({ nspname }) => String(nspname))
    },
  )

  /** Reports that a backup holds; null, and a fault, where it cannot be read. */
  async function reportsIn(file: string, faults: Fault[]): Promise<number | null> {
    try {
      const manifest = await readBackup(
        { file, identities: keys, keys: "key", newestSchema: SCHEMA_VERSION },
        { start: async () => {}, rows: async () => {}, evidence: async () => {}, beside: async () => {} },
      )
      return manifest.tables.find(({ name }) => name === "report")?.rows ?? 0
    } catch (error) {
      faults.push({ kind: "half-applied", what: `the backup: ${(error as { readonly code?: string }).code}` })
      return null
    }
  }

  /** A backup written over an older one: `write` is the program that does it. */
  function backingUp(name: string, write: (file: string) => readonly string[]): Operation {
    const file = at(`${name.replaceAll(" ", "-")}.age`)
    return {
      name: `${name}, ${engineName}`,
      share: 3,
      endless: false,
      prepare: async () => copyFileSync(backup, file),
      program: () => write(file),
      async judge(_said, ended) {
        const faults: Fault[] = []
        const found = await reportsIn(file, faults)
        if (ended && found !== STANDING) faults.push({ kind: "lost", what: "the backup" })
        if (found !== null && found !== STANDING && found !== 2 * STANDING)
          faults.push({ kind: "half-applied", what: `a backup of ${found} reports` })
        await must(["backup", file, "--force", ...placeArgs(template), ...toRecipients])
        if ((await reportsIn(file, faults)) !== STANDING) faults.push({ kind: "lost", what: "the next backup" })
        await engine.settled(template)
        return faults
      },
    }
  }

  const torn = join(ROOT, "tests/faults/torn.mjs")
  const planted: Planted[] = []
  // Careless with files: of what stands on a server there is nothing to tear.
  if ("dataDir" in other) {
    const small = at("small.age")
    await must(["backup", small, ...placeArgs(template), ...toRecipients])
    planted.push({
      what: "a backup that is written in its place",
      seen: /half-applied: .*the backup/,
      operation: backingUp("careless backup", (file) => [torn, small, file]),
    })
    const larger = join(other.dataDir, RECORD_FILE)
    planted.push({
      what: "a restore that copies a file over the record",
      seen: /broken|half-applied|lost/,
      operation: {
        ...restoring,
        name: `careless restore, ${engineName}`,
        program: () => [torn, larger, join(dataDirOf(restoring), RECORD_FILE)],
        // What cannot even be opened afterwards is broken.
        judge: (said, ended) =>
          restoring
            .judge(said, ended)
            .catch((error) => [{ kind: "broken", what: `${(error as { readonly code?: string }).code}` }]),
      },
    })
  }

  return {
    operations: [
      importing,
      importingTable,
      rules,
      rebuilding,
      backingUp("backup", (file) => [MAIN, "backup", file, "--force", ...placeArgs(template), ...toRecipients]),
      restoring,
    ],
    planted,
  }
}

/** The folder that an operation's program works on. */
function dataDirOf(operation: Operation): string {
  const args = operation.program()
  return args[args.indexOf("--data") + 1]!
}

async function must(args: readonly string[]): Promise<void> {
  const { status, stderr } = await karnegar(args)
  if (status !== 0) throw new Error(`karnegar ${args[0]} ended with ${status}: ${stderr}`)
}
