import { createHash } from "node:crypto"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { builtInKnowledge } from "@karnegar/coder"
import { readRows } from "../intake/mapping/read-rows.ts"
import { openTable } from "../intake/tables/open-table.ts"
import type { ImportedRow } from "../record/fields.ts"
import { STARTER } from "../record/imports.ts"
import type { Record } from "../record/record.ts"
import type { RegisterRow } from "../record/register-tables.ts"
import { registersFrom } from "../record/registers.ts"
import type { Source } from "../record/types.ts"
import { Failure } from "./failure.ts"
import { loadMapping } from "./mapping-files.ts"

/** Where the starter record may stand: in the published package, or in a clone. */
const PLACES = ["../../assets/built/starter", "../../../../data/starter"]

/** Role that its rows were checked by: coded from their sources, most of them by two coders (docs/starter.md). */
const CHECKER = "starter"

const REASON = "starter record: coded from its sources; docs/starter.md tells how it was checked"

/**
 * Takes the starter record in: an import like any other, whose rows stand as reviewed.
 *
 * Done at each start; what stands already is left alone, and so is what anybody here decided about an action: what was
 * retracted or corrected stays so.
 */
export async function loadStarterRecord(record: Record): Promise<{ readonly added: number; readonly changed: number }> {
  const folder = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((place) =>
    existsSync(place),
  )
  if (folder === undefined) {
    throw new Failure(
      "starter.missing",
      "the starter record is not part of this installation; start without --starter.",
      "کارنامهٔ آغازین در این نصب نیست؛ بدون ‎--starter‎ اجرا کنید.",
    )
  }
  const sources = JSON.parse(readFileSync(join(folder, "sources.json"), "utf8")) as readonly Source[]
  const file = join(folder, "actions.csv")
  const rows = await readStarter(file)
  const sha256 = createHash("sha256").update(readFileSync(file)).digest("hex")
  const known = new Set((await record.listSources()).map(({ key }) => key))
  await record.putSources(sources.filter(({ key }) => !known.has(key)))
  await putEvents(record, join(folder, "events.json"))
  return record.importRows({ name: STARTER, source: null, sha256, rows, reviewed: REASON }, false, { who: CHECKER })
}

/** Puts the context events that the register lacks; what anybody corrected there stays so. Their addresses stay in the file. */
async function putEvents(record: Record, file: string): Promise<void> {
  const events = JSON.parse(readFileSync(file, "utf8")) as readonly (RegisterRow<"context_event"> & {
    readonly urls: readonly string[]
  })[]
  const known = new Set((await record.list("context_event")).map(({ id }) => id))
  for (const { urls: _, ...row } of events)
    if (!known.has(row.id)) await record.put("context_event", row, { who: CHECKER })
}

async function readStarter(file: string): Promise<readonly ImportedRow[]> {
  const knowledge = builtInKnowledge()
  const mapping = loadMapping("karnegar")
  const rows: ImportedRow[] = []
  for await (const one of readRows(await openTable(file, mapping.file), mapping, knowledge, registersFrom(knowledge))) {
    if (!("imported" in one)) throw new Error(`the starter record is broken: ${JSON.stringify(one).slice(0, 500)}`)
    rows.push(one.imported)
  }
  return rows
}
