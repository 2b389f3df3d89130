import type { Kysely } from "kysely"
import { ComparingDesk } from "./comparing-desk.ts"
import { listDecisions } from "./decisions.ts"
import { PROPOSED } from "./merge/weights.ts"
import type { Tables } from "./tables.ts"
import type { Proposal } from "./types.ts"

/**
 * Pairs of actions that may be one, likeliest first, each once, with the reasons of its likeliest pair of observations.
 *
 * Left out: what is one already, what a person kept apart, what was retracted.
 *
 * @param skip Of the likeliest, so many are passed over.
 */
export async function listProposals(db: Kysely<Tables>, limit: number, skip = 0): Promise<Proposal[]> {
  const rows = await db
    .selectFrom("likeness")
    .innerJoin("observation as one", "one.id", "likeness.a")
    .innerJoin("observation as other", "other.id", "likeness.b")
    .innerJoin("action as first", "first.id", "one.action_id")
    .innerJoin("action as second", "second.id", "other.action_id")
    .select(["likeness.a", "likeness.b", "likeness.score", "first.id as actionId", "second.id as otherId"])
    .where("likeness.apart", "=", 0)
    .where("likeness.score", ">=", PROPOSED)
    .where("first.state", "<>", "retracted")
    .where("second.state", "<>", "retracted")
    .whereRef("first.id", "<>", "second.id")
    .orderBy("likeness.score", "desc")
    .orderBy("likeness.a")
    .orderBy("likeness.b")
    .execute()
  const desk = new ComparingDesk()
  const shown = new Set<string>()
  const proposals: Proposal[] = []
  let passed = 0
  for (const { a, b, actionId, otherId } of rows) {
    if (proposals.length === limit) break
    const [first, second] = [actionId, otherId].sort() as [string, string]
    if (shown.has(`${first} ${second}`)) continue
    shown.add(`${first} ${second}`)
    if (await keptApart(db, first, second)) continue
    await desk.read(db, [a, b])
    const judged = await desk.judge(db, [a, b])
    if (judged === null || passed++ < skip) continue
    proposals.push({ actionId: first, otherId: second, score: judged.score, reasons: judged.reasons })
  }
  return proposals
}

/** Whether a person decided that two actions are two. */
async function keptApart(db: Kysely<Tables>, one: string, other: string): Promise<boolean> {
  const members = async (id: string) =>
    (await db.selectFrom("observation").select("id").where("action_id", "=", id).execute()).map((o) => o.id)
  const [ones, others] = [await members(one), new Set(await members(other))]
  return (await listDecisions(db, ones)).some(
    (d) =>
      d.what === "action.split" &&
      d.body.groups.some((group) => group.some((id) => ones.includes(id))) &&
      d.body.groups.some((group) => group.some((id) => others.has(id))),
  )
}
