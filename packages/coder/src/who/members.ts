import type { Workforce } from "../codes.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Actor } from "./actor.ts"

/**
 * Whose organisation a call comes from: «فراخوان شورای بازنشستگان» calls retirees, though it names no group beside its own.
 *
 * @param mentions All mentions, in text order.
 * @returns `null` where no organisation's name tells a trade.
 */
export function membersOfIssuer(mentions: readonly Mention[]): Actor | null {
  const trade = mentions.find(
    (m) => m.kind === "workforce" && m.people && m.inName && !m.weak && m.code !== "non_labour",
  )
  if (trade === undefined) return null
  return {
    workforce: trade.code as Workforce,
    mentions: [trade],
    first: trade.first,
    past: trade.past,
    sentence: trade.sentence,
    weak: false,
    how: "inferred",
    standing: "subject",
    oblique: false,
    workplace: null,
  }
}
