import { type CleanText, cleanText, TAKEN_OUT } from "../clean-text.ts"

/**
 * Kinds of entities whose words are a person's number, mailbox, card or name linked with an account. Everything else is
 * the post's own text, whatever it is dressed as.
 */
const PERSONAL: ReadonlySet<string> = new Set(["phone", "email", "bank_card", "mention_name"])

/**
 * The words of a message: a string, or a list of strings and of entities `{type, text}`; null when it is neither.
 *
 * Of an entity no more than type and text is looked at: links, user ids and languages beside them are let fall.
 */
export function textOf(value: unknown): CleanText | null {
  if (typeof value === "string") return cleanText(value)
  if (!Array.isArray(value)) return null
  let text = ""
  let takenOut = 0
  for (const part of value as readonly unknown[]) {
    if (typeof part === "string") text += part
    else if (typeof part === "object" && part !== null && "text" in part && typeof part.text === "string") {
      if ("type" in part && typeof part.type === "string" && PERSONAL.has(part.type)) {
        text += TAKEN_OUT
        takenOut++
      } else text += part.text
    }
  }
  const clean = cleanText(text)
  return { text: clean.text, takenOut: clean.takenOut + takenOut }
}
