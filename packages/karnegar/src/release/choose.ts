import { type Asked, buildIndex, type Filter, type Inclusion, type Standing, standingOf } from "@karnegar/index"
import type { PublishedAction } from "../record/types.ts"

/** What is asked for: conditions of the index but text search, what counts beside checked records, and of which kind. */
export interface Choice {
  readonly filter: Omit<Filter, "text" | "calls" | "include">
  readonly include: Inclusion
  readonly kind: "actions" | "calls" | "all"
}

/** What was chosen, oldest first, and what the conditions hold for but the choice leaves out. */
export interface Chosen {
  readonly records: readonly PublishedAction[]
  readonly leftOut: LeftOut
}

/** Numbers of records left out, by why. A record stands in one of them. */
export interface LeftOut extends Readonly<Record<Asked, number>> {
  /** Of the other kind: calls where actions are asked for. */
  readonly otherKind: number
  /** In the whole record: they keep no fields that a condition could hold for. */
  readonly retracted: number
}

/** Chooses among everything public. The one way by which figures and files come to their records. */
export function choose(published: readonly PublishedAction[], { filter, include, kind }: Choice): Chosen {
  const standing = published.filter((action) => action.state !== "retracted")
  const index = buildIndex(standing.map((action) => ({ ...action, words: [] })))
  const held = new Set(Array.from(index.select(filter), (i) => index.rows[i]!.id))
  const counts: Record<Standing | "otherKind", number> = {
    checked: 0,
    unreviewed: 0,
    imported: 0,
    disputed: 0,
    retracted: published.length - standing.length,
    otherKind: 0,
  }
  const wanted: ReadonlySet<Standing> = new Set<Standing>(["checked", ...include])
  const records = standing.filter((action) => {
    if (!held.has(action.id)) return false
    if (kind !== "all" && action.isCall !== (kind === "calls")) {
      counts.otherKind++
      return false
    }
    const own = standingOf(action)
    if (wanted.has(own)) return true
    counts[own]++
    return false
  })
  const { checked: _, ...leftOut } = counts
  return { records, leftOut }
}
