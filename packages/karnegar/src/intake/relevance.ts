import { type CodedDocument, namesLabour } from "@karnegar/coder"

/** What of a document's themes speaks of labour. */
const THEMES = [
  "workforces",
  "demands",
  "outcomes",
  "repression",
  "workplaces",
  "mentioned_actions",
  "solidarity",
  "appeals",
] as const

/**
 * Does a document tell of a labour action, or speak of labour at all? What does not is kept as hash and address only.
 *
 * What is lost here no reviewer sees, so a doubt keeps: where the coder found neither act nor theme, words of labour are enough.
 */
export function isRelevant(coding: CodedDocument, text: string): boolean {
  return coding.actions.length > 0 || THEMES.some((theme) => coding.themes[theme].length > 0) || namesLabour(text)
}
