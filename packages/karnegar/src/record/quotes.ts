/**
 * Quotes for the public: a few words of a report, chosen by one person and approved by another.
 *
 * The only free words that become public. They are asked for a person's name, a number and a handle when they are chosen, when
 * they are approved, and again each time the public is answered. Taking back the choice, one step, takes them down.
 */
import { foldText } from "@karnegar/coder"
import type { Transaction } from "kysely"
import type { Decision } from "./decisions.ts"
import { RecordError } from "./errors.ts"
import { membersOf } from "./find-action.ts"
import { readPublicNames } from "./gate.ts"
import { readPublished } from "./published.ts"
import { findWords, isQuotedIn, isShort, mayBeQuoted, wordsIn } from "./quotable.ts"
import type { Registers } from "./registers.ts"
import type { ReviewedAction } from "./review.ts"
import type { Tables } from "./tables.ts"

/**
 * The decision that puts words of a report forward as a quote.
 *
 * @throws RecordError `record.not_found` when the report does not tell of the action; `quote.state`, `quote.words`, `quote.not_told`,
 * `quote.person` (the subject names the signs, never the words), `quote.source`, `quote.coarse`.
 */
export async function choiceOf(
  tx: Transaction<Tables>,
  registers: Registers,
  today: string,
  action: ReviewedAction,
  { reportId, text }: { readonly reportId: string; readonly text: string },
): Promise<Decision | null> {
  const report = await tx
    .selectFrom("observation")
    .innerJoin("report", "report.id", "observation.report_id")
    .select(["observation.id", "report.text"])
    .where("report.id", "=", reportId)
    .where("observation.id", "in", await membersOf(tx, action.id))
    .orderBy("observation.ordinal")
    .executeTakeFirst()
  if (report === undefined || !action.reportIds.includes(reportId)) throw new RecordError("record.not_found", reportId)
  const words = findWords(report.text, text)
  if (words === null) throw new RecordError("quote.not_told", action.id)
  if (!isShort(words)) throw new RecordError("quote.words", String(wordsIn(words)))
  await refuseQuote(tx, registers, today, action, report.id, words)
  if (action.quotes.some((quote) => foldText(quote.text) === foldText(words))) return null
  return { what: "quote.chosen", a: report.id, body: { text: words } }
}

/** The decision that approves a quote; null when it is approved already. @throws as `choiceOf`, and `quote.second_person`. */
export async function approvalOf(
  tx: Transaction<Tables>,
  registers: Registers,
  today: string,
  action: ReviewedAction,
  decision: number,
  { who, people }: { readonly who: string; readonly people: number },
): Promise<Decision | null> {
  const quote = action.quotes.find((one) => one.decision === decision)
  if (quote === undefined) throw new RecordError("record.not_found", String(decision))
  if (quote.approved) return null
  // An entry of the register may have gone since it was chosen, or what the source allows have changed.
  await refuseQuote(tx, registers, today, action, quote.observation, quote.text)
  if (new Set([...quote.hands, who]).size < people) throw new RecordError("quote.second_person", action.id)
  return { what: "quote.approved", a: quote.observation, body: { quote: decision, people } }
}

async function refuseQuote(
  tx: Transaction<Tables>,
  registers: Registers,
  today: string,
  { id, state }: ReviewedAction,
  observation: string,
  words: string,
): Promise<void> {
  if (!isQuotedIn(state)) throw new RecordError("quote.state", id)
  const signs = (await readPublicNames(tx, today)).signs(words)
  if (signs.length > 0) throw new RecordError("quote.person", [...new Set(signs)].join(" "))
  const source = await tx
    .selectFrom("observation")
    .innerJoin("report", "report.id", "observation.report_id")
    .leftJoin("source", "source.key", "report.source")
    .select(["report.source", "source.redistribution"])
    .where("observation.id", "=", observation)
    .executeTakeFirst()
  if (source === undefined || !mayBeQuoted(source.redistribution))
    throw new RecordError("quote.source", source?.source ?? "")
  // Words would tell what is told more coarsely; an action that is not due yet is among those.
  const [told] = await readPublished(tx, registers, today, [id])
  if (told === undefined || told.coarse) throw new RecordError("quote.coarse", id)
}
