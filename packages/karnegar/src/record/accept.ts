import type { CodedDocument } from "@karnegar/coder"
import type { Transaction } from "kysely"
import { acceptByRule } from "./batch.ts"
import { insertRows } from "./insert-rows.ts"
import type { LogWriter } from "./log.ts"
import { observe, observedDigest } from "./observe.ts"
import { projectActions } from "./project.ts"
import { notRejected } from "./queue.ts"
import type { Registers } from "./registers.ts"
import type { Tables } from "./tables.ts"

/** Codings or observations read at once. */
const PAGE = 250

/** Accepts every observation that waits and that nobody rejected, when the operator switches the rule on. */
export async function acceptStanding(tx: Transaction<Tables>, log: LogWriter): Promise<void> {
  for (;;) {
    const waiting = await tx
      .selectFrom("observation")
      .innerJoin("report", "report.id", "observation.report_id")
      .select("observation.id")
      .where("observation.accepted", "=", 0)
      .where("report.withdrawn", "=", 0)
      .where("report.superseded", "=", 0)
      .where(notRejected)
      .orderBy("report.entry")
      .orderBy("observation.ordinal")
      .limit(PAGE)
      .execute()
    if (waiting.length === 0) return
    for (const { id } of waiting) {
      const entry = acceptByRule(log, id)
      await tx.updateTable("observation").set({ accepted: 1, entry }).where("id", "=", id).execute()
    }
    await projectActions(
      tx,
      waiting.map((o) => o.id),
    )
  }
}

/** Makes the observations of codings that an older program stored without them, and logs what they say. */
export async function observeStanding(tx: Transaction<Tables>, log: LogWriter, registers: Registers): Promise<void> {
  let after = ""
  for (;;) {
    const codings = await tx
      .selectFrom("coding")
      .innerJoin("report", "report.id", "coding.report_id")
      .select([
        "coding.id",
        "coding.report_id",
        "coding.document",
        "coding.entry",
        "report.published",
        "report.sample",
        "report.withdrawn",
      ])
      .where("coding.id", ">", after)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom("observation").select("id").whereRef("observation.coding_id", "=", "coding.id"))),
      )
      .orderBy("coding.id")
      .limit(PAGE)
      .execute()
    const last = codings.at(-1)
    if (last === undefined) return
    after = last.id
    for (const coding of codings) {
      if (coding.withdrawn === 1) continue
      const report = { id: coding.report_id, published: coding.published, sample: coding.sample }
      const observed = observe(report, coding.id, JSON.parse(coding.document) as CodedDocument, registers)
      log.append({
        who: "coder",
        what: "coding.observed",
        subject: coding.id,
        payload: { observed: observedDigest(observed) },
      })
      await insertRows(
        tx,
        "observation",
        observed.observations.map((o) => ({ ...o, action_id: o.id, accepted: 0, entry: coding.entry })),
      )
      if (observed.statement !== null) await insertRows(tx, "statement", [observed.statement])
      await insertRows(tx, "solidarity", observed.solidarity)
    }
  }
}
