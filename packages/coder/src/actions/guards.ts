import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import type { Actor } from "../who/actor.ts"
import type { Trigger } from "./triggers.ts"

/** Why a document's words for strikes and gatherings are not about labour acts. */
export type OtherMatter = "sport" | "fiction" | "state_rally" | "denied" | null

/**
 * Judges a whole document before its acts are read (codebook §1, “Not actions”).
 *
 * Sport and fiction need two signs; a state or religious rally one in the opening or three anywhere, and no claim
 * about work beside it; a denial must stand in the title.
 */
export function readOtherMatter(doc: Doc, mentions: readonly Mention[]): OtherMatter {
  const cues = mentions.filter((m) => m.kind === "cue")
  const count = (code: string) => cues.filter((m) => m.code === code).length
  const opening = (code: string) => cues.some((m) => m.code === code && m.sentence < 2)
  const denied = () => cues.some((m) => m.code === "denial" && doc.lineOf[m.sentence] === 0)
  const claims = mentions.filter((m) => m.kind === "demand" && !m.weak && !m.inName).length
  // Players too claim unpaid money, however often it is said.
  const arrears = mentions.filter(
    (m) => m.kind === "demand" && m.code === "unpaid_wages" && !m.weak && !m.inName,
  ).length
  if (count("sport") >= 2 && !(claims - Math.max(0, arrears - 1) >= 2 && count("sport") < MOST_ASIDE)) return "sport"
  if (count("fiction") >= 2) return "fiction"
  if (!mentions.some((m) => m.kind === "form" && !m.inName) && !mentions.some((m) => m.by === LABOUR_WEEK)) return null
  if (mentions.some((m) => m.kind === "repression" && !m.weak && !m.inName && !m.negated && m.code !== "threat"))
    return denied() ? "denied" : null
  if ((opening("figurative") && claims <= 1) || (count("figurative") >= 3 && claims <= 2)) return "state_rally"
  return denied() ? "denied" : null
}

/** Words of sport in a text that claims of work outweigh. */
const MOST_ASIDE = 7
/** Trades of people who press no claims of work. */
const NO_LABOUR = new Set(["non_labour", "students"])
/** A rally of the state about labour (labour week, its festivals) is still about labour. */
const LABOUR_WEEK = "figurative.fa.4"

/**
 * Whether a document without acts is about labour (codebook §2, `background` against `other`).
 *
 * A trade that is only named («گوشت», «پالایشگاه») doesn't make it so: it takes a claim about work, a body of workers, a
 * subject such as the wage council, or people of a trade who protest or suffer for it.
 */
export function speaksOfLabour(
  mentions: readonly Mention[],
  actors: readonly Actor[],
  triggers: readonly Trigger[],
  other: OtherMatter,
): boolean {
  if (other === "sport" || other === "fiction") return false
  if (other === "state_rally") return mentions.some((m) => m.by === LABOUR_WEEK)
  const acting = actors.filter((a) => !NO_LABOUR.has(a.workforce))
  const people = new Set(acting.map((a) => a.sentence))
  let weight = acting.some((a) => !a.weak) ? 0.5 : acting.length > 0 ? 0.3 : 0
  const seen = new Set<string>()
  for (const m of mentions) {
    if (m.inName || seen.has(`${m.kind} ${m.code}`)) continue
    const worth = worthOf(m, people)
    if (worth === 0) continue
    seen.add(`${m.kind} ${m.code}`)
    weight += worth
  }
  if (triggers.length > 0) weight += 0.5
  return weight >= 1
}

/** Claims that anybody may press. */
const CIVIL = new Set([
  "anti_corruption",
  "environment_services",
  "end_executions",
  "end_repression",
  "equality",
  "epidemic_policy",
  "fees_quotas",
  "free_education",
  "law_reform",
  "licences",
  "other",
  "political_change",
  "property",
  "school_safety",
  "womens_rights",
])

/** Forms that only work can be stopped or shut with. */
const OF_WORK = new Set(["strike", "slowdown", "lockout"])

/** Cues of workers who speak to workers. */
const ADDRESSED = new Set(["statement_issuer", "sympathy", "appeal", "call_intro"])

function worthOf(m: Mention, people: ReadonlySet<number>): number {
  if (m.kind === "demand") return m.weak ? 0 : CIVIL.has(m.code) ? 0.2 : people.has(m.sentence) ? 0.7 : 0.5
  if (m.kind === "organisation") return 0.6
  if (m.kind === "repression") return people.has(m.sentence) ? 0.7 : people.size > 0 ? 0.5 : 0.2
  // Also a strike that is denied, habit or mere possibility speaks of labour when people of a trade would do it.
  if (m.kind === "form") return OF_WORK.has(m.code) && people.has(m.sentence) ? 0.5 : 0
  if (m.kind !== "cue") return 0
  if (m.code === "background") return 0.7
  if (m.code === "advocate") return 0.8
  if (ADDRESSED.has(m.code)) return people.size > 0 ? 0.7 : 0
  return m.code === "protest" && people.has(m.sentence) ? 0.5 : 0
}
