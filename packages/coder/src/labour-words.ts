import { builtInKnowledge } from "./code-report.ts"
import type { Knowledge } from "./knowledge.ts"
import { readMentions } from "./mentions/read-mentions.ts"
import { readDoc } from "./text/read-doc.ts"

/** Kinds of phrases that name somebody who works, or where. */
const WHO: ReadonlySet<string> = new Set(["workforce", "workplace", "employment"])

/** Kinds that name what they do, want, got or suffered. */
const WHAT: ReadonlySet<string> = new Set(["form", "demand", "outcome", "repression"])

/**
 * Does a text name people who work, or their workplace, beside an act, a demand, an outcome or repression, a protest, or a
 * second such name? Much wider than a coding: for what must not be lost where the coder finds nothing in hasty words.
 */
export function namesLabour(text: string, knowledge: Knowledge = builtInKnowledge()): boolean {
  const who = new Set<string>()
  let what = false
  for (const { kind, code, inName } of readMentions(readDoc(text), knowledge.phrases)) {
    if (WHO.has(kind) && !inName && code !== "non_labour") who.add(`${kind} ${code}`)
    else if (WHAT.has(kind) || (kind === "cue" && code === "protest")) what = true
    if (who.size > 1 || (who.size === 1 && what)) return true
  }
  return false
}
