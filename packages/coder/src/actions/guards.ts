import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"

/** Why a document's words for strikes and gatherings are not about labour acts. */
export type OtherMatter = "sport" | "fiction" | "state_rally" | "denied" | null

/**
 * Judges a whole document before its acts are read (codebook §1, “Not actions”).
 *
 * Sport and fiction need two signs; a state or religious rally one in the opening or three anywhere, and no claim
 * about work beside it; a denial must stand in the title.
 */
export function readOtherMatter(doc: Doc, mentions: readonly Mention[]): OtherMatter {
  const count = (code: string) => mentions.filter((m) => m.kind === "cue" && m.code === code).length
  const opening = (code: string) => mentions.some((m) => m.kind === "cue" && m.code === code && m.sentence < 2)
  const claims = mentions.filter((m) => m.kind === "demand" && !m.weak && !m.inName).length
  if (count("sport") >= 2 && !(claims >= 2 && count("sport") < 4)) return "sport"
  if (count("fiction") >= 2) return "fiction"
  if ((opening("figurative") && claims <= 1) || (count("figurative") >= 3 && claims <= 2)) return "state_rally"
  if (mentions.some((m) => m.kind === "cue" && m.code === "denial" && doc.lineOf[m.sentence] === 0)) return "denied"
  return null
}

/** How much a document speaks of work: labour groups, claims, cues; 2 and more is about labour. */
export function labourWeight(mentions: readonly Mention[]): number {
  let weight = 0
  const seen = new Map<string, Set<string>>()
  for (const m of mentions) {
    if (m.inName) continue
    let codes = seen.get(m.kind)
    if (codes === undefined) {
      codes = new Set()
      seen.set(m.kind, codes)
    }
    const again = codes.has(m.code)
    if (!again) codes.add(m.code)
    if (m.kind === "workforce" && m.code !== "non_labour" && m.code !== "students")
      weight += again ? 0.2 : m.weak ? 0.5 : 0.8
    else if (m.kind === "demand" && !m.weak) weight += again ? 0.2 : 0.8
    else if (m.kind === "demand") weight += again ? 0 : 0.2
    else if (m.kind === "cue" && m.code === "background") weight += again ? 0.3 : 1
    else if (m.kind === "cue" && (m.code === "sport" || m.code === "fiction" || m.code === "figurative")) weight -= 1
    else if (m.kind === "form" || m.kind === "repression") weight += again ? 0.1 : 0.4
    else if (m.kind === "organisation") weight += again ? 0.2 : 0.6
    else if (m.kind === "workplace") weight += again ? 0.1 : 0.4
  }
  return weight
}
