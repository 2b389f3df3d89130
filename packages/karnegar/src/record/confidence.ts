import type { CodedDocument } from "@karnegar/coder"
import type { Transaction } from "kysely"
import type { Tables } from "./tables.ts"

/** Codings read at once. */
const PAGE = 250

/** How sure the coder was of an observation, as its coding has it. */
export function confidenceIn(document: string, ordinal: number): number | null {
  return (JSON.parse(document) as CodedDocument).actions[ordinal - 1]?.confidence ?? null
}

/** Copies how sure the coder was out of codings that an older program stored without it. */
export async function fillConfidence(tx: Transaction<Tables>): Promise<void> {
  let after = ""
  for (;;) {
    const rows = await tx
      .selectFrom("observation")
      .innerJoin("coding", "coding.id", "observation.coding_id")
      .select(["observation.id", "observation.ordinal", "coding.document"])
      .where("observation.confidence", "is", null)
      .where("coding.document", "<>", "")
      .where("observation.id", ">", after)
      .orderBy("observation.id")
      .limit(PAGE)
      .execute()
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.id
    for (const { id, ordinal, document } of rows)
      await tx
        .updateTable("observation")
        .set({ confidence: confidenceIn(document, ordinal) })
        .where("id", "=", id)
        .execute()
  }
}
