import type { How, Workforce } from "../codes.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"

/** The workforce that a noun phrase names, and what says so. */
export interface Trade {
  readonly code: Workforce
  /** Nothing but a bare word for people says it. */
  readonly weak: boolean
  readonly how: How
  readonly basis: readonly Mention[]
  readonly workplace: Mention | null
  /** Said by services («حراست») or a town's work («فضای سبز»), which any plant may have. */
  readonly minor: boolean
}

/** A trade that something beside the noun phrase says. */
export function tradeAs(
  { weak, minor }: Trade,
  code: Workforce,
  basis: readonly Mention[],
  workplace: Mention | null,
): Trade {
  return { code, weak, how: "inferred", basis, workplace, minor }
}

/** Codes that give way to a trade named beside them (codebook §9, rule 15). */
export const LOSERS = new Set<Workforce>([
  "workers_other",
  "public_service",
  "services_other",
  "construction",
  "manufacturing_other",
])
/** Ties to a trade that owners and members have without being its employees. */
const OWNERS = new Set<Workforce>([
  "bakers",
  "trucking",
  "transit",
  "traders",
  "farmers",
  "platform",
  "health",
  "food",
  "textile",
  "manufacturing_other",
  "aviation_ports",
  "unemployed",
  "education",
])
const NOBODY = new Set<Workforce>(["non_labour", "students"])

/**
 * The workforce of a head noun with what hangs on it (codebook §5): `retirees` win over everything, then a head that
 * names its own trade, then the industry, then services and the form of work.
 */
export function tradeOf(
  doc: Doc,
  head: Mention,
  inner: readonly Mention[],
  workplaceWorkforce: (id: string) => Workforce | null,
): Trade {
  if (inner.length === 0) return tradeOfHead(head)
  const workplace = inner.find((m) => m.kind === "workplace") ?? null
  const made = (
    code: Workforce,
    basis: readonly Mention[],
    how: How = "stated",
    weak = false,
    minor = false,
  ): Trade => ({
    code,
    weak,
    how,
    basis,
    workplace,
    minor,
  })
  const people = [head, ...inner.filter((m) => m.people)]
  const retired = people.find((m) => m.code === "retirees")
  if (retired !== undefined && !isSecond(doc, head, retired)) return made("retirees", [retired])
  const seeking = [head, ...inner].find((m) => m.code === "unemployed")
  if (seeking !== undefined) return made("unemployed", [seeking])
  const codeOf = (m: Mention): Workforce =>
    m.kind === "workplace" ? workplaceWorkforce(m.code)! : (m.code as Workforce)
  const own = head.code as Workforce
  if (!head.weak && !(own === "construction" || own === "manufacturing_other")) return made(own, [head])
  const named = inner.filter((m) => !m.weak)
  const owners = own === "non_labour"
  const fits = (m: Mention): boolean => {
    const code = codeOf(m)
    if (code === "retirees") return false
    return owners ? m.people || OWNERS.has(code) : !NOBODY.has(code)
  }
  const trades = named.filter(fits)
  const best =
    trades.find((m) => !LOSERS.has(codeOf(m)) && m.kind === "workplace" && coversTrade(m, trades)) ??
    trades.find((m) => !LOSERS.has(codeOf(m)))
  if (best !== undefined) return made(codeOf(best), [head, best], best.kind === "workplace" ? "inferred" : "stated")
  if (!head.weak) return made(own, [head])
  const minor = inner.find((m) => m.weak && !m.people && fits(m) && !LOSERS.has(codeOf(m))) ?? trades[0]
  if (minor !== undefined) return made(codeOf(minor), [head, minor], "stated", false, true)
  const weaker = inner.find((m) => m.weak && fits(m) && codeOf(m) !== "workers_other" && codeOf(m) !== "non_labour")
  if (weaker !== undefined) return made(codeOf(weaker), [head, weaker], "stated", false, true)
  if (owners) {
    const group = inner.find((m) => m.code === "workers_other")
    if (group !== undefined) return made("workers_other", [group])
    return made("non_labour", [head], "stated", head.code === "non_labour")
  }
  if (own !== "workers_other") return made(own, [head], "stated", true)
  return made("workers_other", [head], "stated", true)
}

/** The same of a head noun that nothing hangs on: what it says by itself. */
function tradeOfHead(head: Mention): Trade {
  const code = head.code as Workforce
  const weak = head.weak && code !== "retirees" && code !== "unemployed"
  return { code, weak, how: "stated", basis: [head], workplace: null, minor: false }
}

/** «کارگران و بازنشستگان», «معلمان شاغل و بازنشسته»: the second of two, not what the first are. */
function isSecond(doc: Doc, head: Mention, other: Mention): boolean {
  for (let i = head.past; i < other.first; i++) if (doc.words[i] === "و") return true
  return false
}

/** A register's name that holds a trade's word in it says more than the word. */
function coversTrade(m: Mention, trades: readonly Mention[]): boolean {
  return trades.some((t) => t !== m && t.first >= m.first && t.past <= m.past)
}
