import { reasonLine } from "../record/merge/reasons.ts"
import type { Record } from "../record/record.ts"
import type { Proposal } from "../record/types.ts"
import { titleOf } from "../web/words/title.ts"
import { safeLine } from "./terminal-text.ts"

/** A pair that may be one action, as a person reads it: both titles with their ids, and why, in both languages. */
export async function proposalLines(record: Record, proposal: Proposal): Promise<string> {
  const title = async (id: string) => {
    const action = await record.findPublished(id)
    return action === null ? id : `${id}  ${titleOf(action, "fa")}\n             ${titleOf(action, "en")}`
  }
  const lines = [
    `${Math.round(proposal.score * 100)} %`,
    `  ${await title(proposal.actionId)}`,
    `  ${await title(proposal.otherId)}`,
    `  ${reasonLine(proposal.reasons, "fa")}`,
    `  ${reasonLine(proposal.reasons, "en")}`,
  ]
  return `${lines.map((line) => line.split("\n").map(safeLine).join("\n")).join("\n")}\n\n`
}
