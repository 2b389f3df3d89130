/** What may be quoted for the public, and which quotes stand: rules that ask nothing of a database. */
import type { Signed } from "./decisions.ts"

/** Words of a quote at most. */
export const MOST_QUOTE_WORDS = 25
/** Letters at most: joiners and signs make long words of many. */
const MOST_QUOTE_LETTERS = 300

/** A quote that was chosen and not taken back. */
export interface Quote {
  /** Number of the decision that chose it; undoing that takes it down. */
  readonly decision: number
  /** Observation of the quoted report. */
  readonly observation: string
  readonly text: string
  /** Role keys of who chose it and who approved it since. */
  readonly hands: readonly string[]
  /** As many approved it as the rule asked for then. */
  readonly approved: boolean
}

/** Is an action of this state quoted for? Somebody has held it against its reports then. */
export function isQuotedIn(state: string): boolean {
  return state === "reviewed" || state === "published"
}

/** May a text of so many words be a quote? */
export function isShort(text: string): boolean {
  const words = wordsIn(text)
  return words > 0 && words <= MOST_QUOTE_WORDS && text.length <= MOST_QUOTE_LETTERS
}

/** Words in a text: stretches between spaces that hold a letter or a digit. */
export function wordsIn(text: string): number {
  return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}

/** Words as they stand in a report, but for spaces and signs that only turn the direction; null where they do not. */
export function findWords(text: string, wanted: string): string | null {
  const plain = plainWords(wanted)
  return plain !== "" && plainWords(text).includes(plain) ? plain : null
}

function plainWords(text: string): string {
  // Signs of direction could turn the words of the page around a quote.
  return text
    .replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu, "")
    .split(/\s+/u)
    .filter((word) => word !== "")
    .join(" ")
}

/** The quotes of an action, in the order of choosing. @param decisions Those that stand, in any order. */
export function foldQuotes(decisions: readonly Signed[]): Quote[] {
  const chosen = new Map<
    number,
    { readonly quote: Omit<Quote, "hands" | "approved">; hands: Set<string>; people: number }
  >()
  for (const decision of [...decisions].sort((x, y) => x.entry - y.entry)) {
    if (decision.what === "quote.chosen") {
      const quote = { decision: decision.entry, observation: decision.a, text: decision.body.text }
      chosen.set(decision.entry, { quote, hands: new Set([decision.who]), people: Number.POSITIVE_INFINITY })
    }
    if (decision.what !== "quote.approved") continue
    const own = chosen.get(decision.body.quote)
    own?.hands.add(decision.who)
    if (own !== undefined) own.people = decision.body.people
  }
  return [...chosen.values()].map(({ quote, hands, people }) => ({
    ...quote,
    hands: [...hands],
    approved: hands.size >= people,
  }))
}

/** Does a source let a few of its words be passed on? @param redistribution As the register has it; null: on no register. */
export function mayBeQuoted(redistribution: string | null): boolean {
  return redistribution === "quotes" || redistribution === "full"
}
