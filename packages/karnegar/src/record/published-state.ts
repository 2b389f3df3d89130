import type { Transaction } from "kysely"
import { blocks } from "./insert-rows.ts"
import { readPublished } from "./published.ts"
import { changedBetween, publishedVersion } from "./published-changes.ts"
import { readPublishedLinks, type Shown } from "./published-links.ts"
import type { PublishedBefore, PublishedState } from "./record.ts"
import type { Registers } from "./registers.ts"
import type { Tables } from "./tables.ts"
import type { PublishedAction } from "./types.ts"

/** What the public may see now; only what changed where an earlier state is at hand and the changes since are known. */
export async function stateSince(
  tx: Transaction<Tables>,
  registers: Registers,
  today: string,
  before: PublishedBefore | null,
): Promise<PublishedState> {
  const version = await publishedVersion(tx)
  const changed = before === null ? null : await changedBetween(tx, before.version, version)
  const actions: PublishedAction[] = []
  if (changed === null) actions.push(...(await readPublished(tx, registers, today, null)))
  else for (const part of blocks(changed)) actions.push(...(await readPublished(tx, registers, today, part)))
  const own = shownOf(actions)
  if (before === null || changed === null)
    return {
      version,
      changed: null,
      actions,
      links: await readPublishedLinks(tx, registers, today, own),
      sample: (await tx.selectFrom("report").select("id").where("sample", "=", 1).limit(1).execute()).length > 0,
    }
  const moved = new Set(changed)
  const shown: Shown = {
    has: (id) => (moved.has(id) ? own : before.shown).has(id),
    isCoarse: (id) => (moved.has(id) ? own : before.shown).isCoarse(id),
  }
  const links = await readPublishedLinks(tx, registers, today, shown, { links: before.links, changed })
  // A sample that is loaded changes everything.
  return { version, changed, actions, links, sample: before.sample }
}

/** Which of some public actions are shown. */
export function shownOf(actions: readonly PublishedAction[]): Shown {
  const byId = new Map(actions.flatMap((a) => (a.state === "retracted" ? [] : [[a.id, a.coarse] as const])))
  return { has: (id) => byId.has(id), isCoarse: (id) => byId.get(id) === true }
}
