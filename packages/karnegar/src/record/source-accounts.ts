/**
 * How sources fare: when they answered last, what went wrong, what was refused, what they brought.
 *
 * A feed is asked every few minutes, so that this is running state and no entry: a log that grew with each attempt would bury
 * the decisions it is for, and nothing that stands rests on it. What the operator decides of a source (its kind, reach, group,
 * flag, whether it rests) stands on the register, and each change of that is an entry.
 */
import type { Kysely, Transaction } from "kysely"
import { RecordError } from "./errors.ts"
import type { Tables } from "./tables.ts"
import type { Redistribution, SourceAccount, SourceKind, SourceNote } from "./types.ts"

/** Takes down what one attempt came to. @throws RecordError `source.unknown`. */
export async function noteSource(tx: Transaction<Tables>, key: string, note: SourceNote): Promise<void> {
  const source = await tx.selectFrom("source").select("key").where("key", "=", key).executeTakeFirst()
  if (source === undefined) throw new RecordError("source.unknown", key)
  const before = await tx.selectFrom("source_state").selectAll().where("source", "=", key).executeTakeFirst()
  const refusals: { [code: string]: number } = JSON.parse(before?.refusals ?? "{}")
  for (const [code, count] of Object.entries(note.refusals ?? {})) refusals[code] = (refusals[code] ?? 0) + count
  const failed = note.failure !== null
  const row = {
    last_attempt: note.at,
    last_success: failed ? (before?.last_success ?? null) : note.at,
    failures: failed ? (before?.failures ?? 0) + 1 : 0,
    last_failure: note.failure,
    refusals: JSON.stringify(refusals),
    next_due: note.nextDue === undefined ? (before?.next_due ?? null) : note.nextDue,
    memo: note.memo === undefined ? (before?.memo ?? null) : JSON.stringify(note.memo),
  }
  await tx
    .insertInto("source_state")
    .values({ source: key, ...row })
    .onConflict((c) => c.column("source").doUpdateSet(row))
    .execute()
}

/** Every source of the register with how it fares and what it brought, by key. */
export async function listAccounts(db: Kysely<Tables>): Promise<SourceAccount[]> {
  const states = new Map((await db.selectFrom("source_state").selectAll().execute()).map((s) => [s.source, s]))
  const reports = new Map<string, { reports: number; versions: number }>()
  for (const { source, superseded, n } of await db
    .selectFrom("report")
    .select(["source", "superseded", (eb) => eb.fn.countAll().as("n")])
    .where("withdrawn", "=", 0)
    .groupBy(["source", "superseded"])
    .execute()) {
    const own = reports.get(source) ?? { reports: 0, versions: 0 }
    if (superseded === 1) own.versions += Number(n)
    else own.reports += Number(n)
    reports.set(source, own)
  }
  const counted = (rows: readonly { source: string; n: string | number | bigint }[]) =>
    new Map(rows.map(({ source, n }) => [source, Number(n)]))
  const aside = counted(
    await db
      .selectFrom("aside")
      .select(["source", (eb) => eb.fn.countAll().as("n")])
      .groupBy("source")
      .execute(),
  )
  const actions = counted(
    await db
      .selectFrom("action_source")
      .innerJoin("report", "report.id", "action_source.report_id")
      .innerJoin("action", "action.id", "action_source.action_id")
      .select(["report.source", (eb) => eb.fn.count("action.id").distinct().as("n")])
      .where("action.state", "<>", "retracted")
      .groupBy("report.source")
      .execute(),
  )
  const sources = await db.selectFrom("source").selectAll().execute()
  return sources
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map((s): SourceAccount => {
      const state = states.get(s.key)
      return {
        key: s.key,
        nameFa: s.name_fa,
        nameEn: s.name_en,
        kind: s.kind as SourceKind,
        reach: s.reach,
        independenceGroup: s.independence_group,
        redistribution: s.redistribution as Redistribution,
        paused: s.paused === 1,
        lastAttempt: state?.last_attempt ?? null,
        lastSuccess: state?.last_success ?? null,
        failures: state?.failures ?? 0,
        lastFailure: state?.last_failure ?? null,
        refusals: JSON.parse(state?.refusals ?? "{}"),
        nextDue: state?.next_due ?? null,
        memo: JSON.parse(state?.memo ?? "null"),
        reports: reports.get(s.key)?.reports ?? 0,
        versions: reports.get(s.key)?.versions ?? 0,
        aside: aside.get(s.key) ?? 0,
        actions: actions.get(s.key) ?? 0,
      }
    })
}
