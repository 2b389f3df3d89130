import type { Kysely } from "kysely"
import type { Tables } from "./tables.ts"

/** Operator's switches; each change is an entry. */
export interface Rules {
  /** Codings become actions in state `unreviewed` without a person's decision. Off by default. */
  readonly acceptCodings: boolean
  /** Least likeness, 0 to 1, from which an observation joins an action by itself; null: only people join them. */
  readonly joinAlike: number | null
  /** Documents that tell of no labour matter are kept whole; else their hash and address alone. Off by default. */
  readonly keepAll: boolean
  /** People who must have checked what stands before it is published, the one who publishes among them. Two by default. */
  readonly publishers: 1 | 2
}

const OFF: Rules = { acceptCodings: false, joinAlike: null, keepAll: false, publishers: 2 }

/** The rules as they stand; in a new record all off, and two people to publish. */
export async function readRules(db: Kysely<Tables>): Promise<Rules> {
  const row = await db.selectFrom("setting").select("value").where("key", "=", "rules").executeTakeFirst()
  return row === undefined ? OFF : rulesOf(row.value)
}

/** Rules as the log or the settings hold them; those that an older program did not know are as in a new record. */
export function rulesOf(json: string): Rules {
  const { acceptCodings, joinAlike, keepAll, publishers } = JSON.parse(json) as { [rule: string]: unknown }
  return {
    acceptCodings: acceptCodings === true,
    joinAlike: typeof joinAlike === "number" ? joinAlike : null,
    keepAll: keepAll === true,
    publishers: publishers === 1 ? 1 : 2,
  }
}
