import type { CountedAction } from "./counted-action.ts"

/**
 * How far an action's word goes in a figure. Each action has exactly one standing, the first that fits:
 * `retracted`, `disputed`, `checked` for what was found right here, and of what nobody checked `imported` or `unreviewed`.
 */
export type Standing = "checked" | Asked | "retracted"

/** Standings that count only where somebody asks for them, and the figure then says so. */
export const ASKED = ["unreviewed", "imported", "disputed"] as const
/** A standing that counts only where somebody asks for it. */
export type Asked = (typeof ASKED)[number]

/** Every standing. */
export const STANDINGS: readonly Standing[] = ["checked", ...ASKED, "retracted"]

/** What counts beside checked actions. Retracted ones never do. */
export type Inclusion = readonly Asked[]

/** The standing of an action. */
export function standingOf({ state, origin }: Pick<CountedAction, "state" | "origin">): Standing {
  if (state === "retracted" || state === "disputed") return state
  if (state !== "unreviewed") return "checked"
  return origin === "import" ? "imported" : "unreviewed"
}

/**
 * Reads what counts beside checked actions: `unreviewed,imported`, or `all`.
 *
 * @returns `null` when a word is none of the standings; names in their own order, without repeats.
 */
export function readInclusion(written: string): Inclusion | null {
  const words = written
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "")
  if (!words.every((word) => word === "all" || (ASKED as readonly string[]).includes(word))) return null
  return words.includes("all") ? ASKED : ASKED.filter((standing) => words.includes(standing))
}

/** Whether an action of a standing counts. */
export function isIncluded(standing: Standing, include: Inclusion): boolean {
  return standing === "checked" || (include as readonly Standing[]).includes(standing)
}
