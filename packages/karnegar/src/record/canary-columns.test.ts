import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import Database from "libsql"
import { afterAll, beforeAll, expect, test } from "vitest"
import { leaksIn, plantCanaries } from "../../../../tests/support/canaries.ts"
import { openRecord, RECORD_FILE } from "./open.ts"
import { registersFrom } from "./registers.ts"

/*
 * Every column of the schema that can hold words either holds a canary, so that the canary tests prove something about it, or
 * stands here with the reason why it can hold no private word. A new column fails until it is one or the other.
 */

/** Columns of letters that hold no words: ids that we make, codes of the codebook, days and instants, digests, numbers as text. */
const NO_WORDS =
  /\.(id|entry|action_id|report_id|coding_id|import_id|observation_id|place_id|province_id|workplace_id|organisation_id|statement_id|issuer_id|from_id|to_id|a|b|version_of|workforce|workforces|forms|status|state|type|kind|basis|stage|repression|demand|demands|outcome|outcomes|character|employment|joint_with|enterprise_type|settlement|state_response|employer_response|disagreements|evidence|redistribution|independence_group|date_precision|days_not_worked_how|sha256|commitment|previous|hash|salt|lexicon|coder_version|sketch|day|start_day|end_day|first_day|last_day|valid_from|valid_to|review_day|last_seen_ongoing|published|captured|edited|at|last_attempt|last_success|next_due|why|what|events|fields|where_key|refusals)$/

/** Columns that are public by what they are, or are named by us. */
const OPEN: ReadonlySet<string> = new Set([
  // Names of registers: public, and stopped by the gate where they look like a person's.
  ...["organisation", "workplace", "campaign", "context_event"].flatMap((t) => [`${t}.name_fa`, `${t}.name_en`]),
  ...["source.name_fa", "source.name_en", "source.key", "source_state.source"],
  // Words that two people let the public see.
  "action_quote.text",
  // Names of the gazetteer.
  ...["local_action.name_fa", "local_action.name_en"],
  // Our own settings, and where a row came from: coding or import.
  ...["setting.key", "setting.value", "action.origin", "observation.origin"],
  // The register's key of an import's source; ids that entries are about, and those that requests were answered with.
  ...["import.source", "payload.subject", "request.result"],
])

let dir: string
let db: Database.Database

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-columns-"))
  const record = await openRecord({ dataDir: dir }, { registers: registersFrom(builtInKnowledge()) })
  await plantCanaries(record)
  await record.close()
  db = new Database(join(dir, RECORD_FILE))
})
afterAll(() => {
  db.close()
  rmSync(dir, { recursive: true, force: true })
})

/** Columns of letters in a database. */
function textColumns(): string[] {
  const tables = db
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    .all() as { name: string }[]
  return tables.flatMap(({ name }) =>
    (db.prepare(`pragma table_info(${name})`).all() as { name: string; type: string }[])
      .filter((column) => column.type.toLowerCase() === "text")
      .map((column) => `${name}.${column.name}`),
  )
}

/** Columns that may hold private words and hold no canary. */
function bare(): string[] {
  return textColumns().filter((column) => {
    if (OPEN.has(column) || NO_WORDS.test(column)) return false
    const [table, name] = column.split(".")
    const rows = db.prepare(`select "${name}" as words from "${table}" where "${name}" is not null`).all()
    return !rows.some((row) => leaksIn(String((row as { words: unknown }).words)).length > 0)
  })
}

test("each column that can hold private words holds a canary", () => {
  expect(textColumns().length).toBeGreaterThan(120)
  expect(bare()).toEqual([])
})

test("a column without one is told, and so is a new one", () => {
  db.exec("alter table report add column nickname text")
  expect(bare()).toEqual(["report.nickname"])
  db.exec("update report set nickname = 'x', lang = 'fa'")
  expect(bare().sort()).toEqual(["report.lang", "report.nickname"])
})
