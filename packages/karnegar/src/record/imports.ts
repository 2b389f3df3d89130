/** Other people's records as they stand in ours: each import is kept whole, and what stands of a row is its newest import's word. */
import type { Kysely, Transaction } from "kysely"
import { canonicalJson, sha256, shortId } from "./canonical.ts"
import { type Decision, decisionRow } from "./decisions.ts"
import { RecordError } from "./errors.ts"
import type { ActionFields, ImportedRow, ImportRequest, ImportResult, StoredImport } from "./fields.ts"
import { blocks, insertRows } from "./insert-rows.ts"
import type { LogWriter } from "./log.ts"
import { keysOf } from "./observe.ts"
import { decisionPayload } from "./replay.ts"
import type { Tables } from "./tables.ts"

/** Name under which the starter record's keys are unique. */
export const STARTER = "starter"

/** What one import says in one row: all but its key. */
type RowBody = Omit<ImportedRow, "key">

/** Id of the observation that an imported row is, under a name and the user's own key: its action's id for ever. */
export function importedId(name: string, key: string): string {
  return shortId("a", "import", name, key)
}

/** What an import would add and change; nothing is written. */
export async function compareImport(
  db: Kysely<Tables>,
  request: ImportRequest,
): Promise<{ readonly result: ImportResult; readonly changes: readonly Tables["import_row"][] }> {
  const rows = new Map<string, Tables["import_row"]>()
  for (const [i, { key, ...body }] of request.rows.entries()) {
    const id = importedId(request.name, key)
    if (rows.has(id)) throw new RecordError("import.key_twice", key)
    rows.set(id, {
      import_id: "",
      observation_id: id,
      ordinal: i + 1,
      key,
      body: canonicalJson(body satisfies RowBody),
    })
  }
  let unchanged = 0
  let changed = 0
  for (const part of blocks([...rows.keys()])) {
    for (const [id, stands] of await standingRows(db, part)) {
      if (stands.body === rows.get(id)!.body) {
        rows.delete(id)
        unchanged++
      } else changed++
    }
  }
  return { result: { importId: null, added: rows.size - changed, changed, unchanged }, changes: [...rows.values()] }
}

/** Stores an import's changed rows and makes them what stands. @returns what it did, and the observations it touched. */
export async function storeImport(
  tx: Transaction<Tables>,
  log: LogWriter,
  who: string,
  at: string,
  request: ImportRequest,
): Promise<{ readonly result: ImportResult; readonly touched: readonly string[] }> {
  const { result, changes } = await compareImport(tx, request)
  if (changes.length === 0) return { result, touched: [] }
  const { name, source, sha256: hash } = request
  // The same file brought after an undo is another import: the log's length tells them apart.
  const id = shortId("i", name, hash, String(log.last), rowsDigest(changes))
  const entry = log.append({
    who,
    what: "import.added",
    subject: id,
    payload: { id, name, source, sha256: hash, at, rows: rowsDigest(changes) },
  })
  await insertRows(tx, "import", [{ id, name, source, sha256: hash, at, undone: null, entry }])
  await insertRows(
    tx,
    "import_row",
    changes.map((row) => ({ ...row, import_id: id })),
  )
  const touched = changes.map((row) => row.observation_id)
  await standImported(tx, touched)
  return { result: { ...result, importId: id }, touched }
}

/** Takes an import back. @returns the observations it had a word in. */
export async function undoImport(tx: Transaction<Tables>, log: LogWriter, who: string, id: string): Promise<string[]> {
  const stands = await tx.selectFrom("import").select("undone").where("id", "=", id).executeTakeFirst()
  if (stands === undefined) throw new RecordError("record.not_found", id)
  if (stands.undone !== null) return []
  const entry = log.append({ who, what: "import.undone", subject: id, payload: {} })
  await tx.updateTable("import").set({ undone: entry }).where("id", "=", id).execute()
  return (await tx.selectFrom("import_row").select("observation_id").where("import_id", "=", id).execute()).map(
    (row) => row.observation_id,
  )
}

/** Makes the observations of these imported rows what their newest import that was not undone says; without one they are gone. */
export async function standImported(tx: Transaction<Tables>, ids: readonly string[]): Promise<void> {
  for (const part of blocks(ids)) {
    const before = new Map(
      (await tx.selectFrom("observation").select(["id", "action_id"]).where("id", "in", part).execute()).map((o) => [
        o.id,
        o.action_id,
      ]),
    )
    await tx.deleteFrom("observation").where("id", "in", part).execute()
    const rows: Tables["observation"][] = []
    for (const [id, row] of await standingRows(tx, part)) rows.push(importedObservation(id, row, before.get(id) ?? id))
    await insertRows(tx, "observation", rows)
  }
}

/** An imported row as an observation. */
export function importedObservation(
  id: string,
  row: Pick<Tables["import_row"], "import_id" | "ordinal" | "body"> & { readonly entry: number },
  actionId: string,
): Tables["observation"] {
  const { fields, words } = JSON.parse(row.body) as RowBody
  return {
    id,
    origin: "import",
    report_id: null,
    coding_id: null,
    import_id: row.import_id,
    ordinal: row.ordinal,
    fields: canonicalJson(fields satisfies ActionFields),
    words: canonicalJson(words),
    events: "[]",
    ...keysOf(fields, words, null),
    published: null,
    sample: 0,
    confidence: null,
    action_id: actionId,
    accepted: 1,
    entry: row.entry,
  }
}

const IMPORT_COLUMNS = [
  "import.id",
  "import.name",
  "import.source",
  "import.sha256",
  "import.at",
  "import.undone",
  "import.entry",
] as const

/** Imports of the record, newest first. */
export async function listImports(db: Kysely<Tables>): Promise<StoredImport[]> {
  const rows = await db
    .selectFrom("import")
    .leftJoin("import_row", "import_row.import_id", "import.id")
    .select(({ fn }) => [...IMPORT_COLUMNS, fn.count("import_row.observation_id").as("rows")])
    .groupBy(IMPORT_COLUMNS)
    .orderBy("import.entry", "desc")
    .execute()
  return rows.map(({ id, name, source, sha256: hash, at, undone, rows: n }) => ({
    id,
    name,
    source,
    sha256: hash,
    at,
    rows: Number(n),
    undone: undone !== null,
  }))
}

/** Digest of an import's rows: what its entry commits to. */
export function rowsDigest(rows: readonly Omit<Tables["import_row"], "import_id">[]): string {
  return sha256(
    canonicalJson(
      [...rows]
        .sort((a, b) => a.ordinal - b.ordinal)
        .map(({ observation_id, ordinal, key, body }) => [observation_id, ordinal, key, body]),
    ),
  )
}

/** The newest import's word for each of these observations, imports that were undone left out. */
async function standingRows(db: Kysely<Tables>, ids: readonly string[]) {
  const rows = await db
    .selectFrom("import_row")
    .innerJoin("import", "import.id", "import_row.import_id")
    .select([
      "import_row.observation_id",
      "import_row.import_id",
      "import_row.ordinal",
      "import_row.body",
      "import.entry",
    ])
    .where("import_row.observation_id", "in", ids)
    .where("import.undone", "is", null)
    .orderBy("import.entry")
    .execute()
  return new Map(rows.map((row) => [row.observation_id, row]))
}

/** Logs that observations which an import brought were checked where they come from; not where anybody ever decided about one. */
export async function reviewNew(
  tx: Transaction<Tables>,
  log: LogWriter,
  who: string,
  ids: readonly string[],
  reason: string,
): Promise<void> {
  const decided = new Set<string>()
  for (const part of blocks(ids))
    for (const { a } of await tx.selectFrom("decision").select("a").where("a", "in", part).execute()) decided.add(a)
  const rows: Tables["decision"][] = []
  for (const a of ids) {
    if (decided.has(a)) continue
    const decision: Decision = { what: "action.state", a, body: { to: "reviewed", reason, brought: true } }
    const entry = log.append({ who, what: decision.what, subject: a, payload: decisionPayload(decision) })
    rows.push(decisionRow(entry, decision))
  }
  await insertRows(tx, "decision", rows)
  // Who decided is read from the entries.
  await log.flush()
}
