import type { Kysely } from "kysely"
import type { Told } from "./action-rows.ts"
import { type Decided, GROUPING, listDecisions, observationsOf } from "./decisions.ts"
import { type Link, leastToJoin, linkOf, NODE, nodeOf, readLinks } from "./grouping.ts"
import { blocks } from "./insert-rows.ts"
import type { LogWriter } from "./log.ts"
import type { Node } from "./merge/cluster.ts"
import type { Tables } from "./tables.ts"

/** Observations that are kept, some 500 bytes each with their links; then all are read anew as they are asked for. */
const MOST_KEPT = 40_000
/** Those of which is kept what they tell, some 1,500 bytes more. */
const MOST_TOLD = 10_000

/** An observation with all that may make it one action with others. */
export interface Linked extends Node {
  actionId: string
  readonly links: Link[]
  readonly decisions: Decided[]
}

/** Observations and likenesses that were inserted in this write. */
export interface Fresh {
  readonly observations: readonly Tables["observation"][]
  readonly likenesses: readonly Tables["likeness"][]
}

/** All that hangs together, and from which score on likenesses join. */
export interface Reached {
  readonly nodes: readonly Linked[]
  readonly least: number
}

/**
 * Which observations hang together, by likenesses and by what people decided.
 *
 * What hangs together with an observation is kept whole or not at all, so that nothing of it is read twice while an archive comes in:
 * it is known for as long as only this program writes.
 */
export class StandingLinks {
  readonly #nodes = new Map<string, Linked>()
  readonly #actions = new Map<string, Linked[]>()
  /** What observations tell, by their ids; those whose action was derived. */
  readonly #told = new Map<string, Told>()
  #least = 0
  /** The last entry of the last write. */
  #upTo: { readonly seq: number; readonly hash: string } | null = null

  /** Forgets what may have changed; to be called first in each write. */
  begin(log: LogWriter): void {
    const holds = this.#upTo?.seq === log.opened && this.#upTo.hash === log.openedHash
    if (!holds || this.#nodes.size > MOST_KEPT) this.forget()
    if (this.#told.size > MOST_TOLD) this.#told.clear()
    // Until this write is seen to stand.
    this.#upTo = null
  }

  /** Keeps what is known, should this write come to stand. */
  end(log: LogWriter): void {
    this.#upTo = { seq: log.last, hash: log.hash }
  }

  forget(): void {
    this.#nodes.clear()
    this.#actions.clear()
    this.#told.clear()
    this.#upTo = null
  }

  /** All that links lead to from these observations, and the other observations of their actions. */
  async reach(db: Kysely<Tables>, touched: readonly string[], fresh: Fresh): Promise<Reached> {
    if (this.#nodes.size === 0) this.#least = await leastToJoin(db)
    const links = fresh.likenesses.flatMap((row) => linkOf(row, this.#least) ?? [])
    for (const row of fresh.observations)
      this.#put({ ...nodeOf(row), actionId: row.action_id, links: [], decisions: [] })
    await this.#read(db, [...touched, ...links.flatMap(({ a, b }) => [a, b])], fresh)
    for (const link of links) this.#link(link)
    return { nodes: this.#walk(touched), least: this.#least }
  }

  /** Observations of an action; those of actions that were reached. */
  membersOf(actionId: string): readonly Linked[] {
    return this.#actions.get(actionId) ?? []
  }

  /** Pairs of these whose texts are copies of one another. */
  copiesAmong(ids: readonly string[]): readonly Link[] {
    return ids.flatMap((id) => this.#nodes.get(id)!.links.filter((link) => link.copy && link.a === id))
  }

  /** What an observation tells; null: not read yet, or forgotten. */
  toldBy(id: string): Told | null {
    return this.#told.get(id) ?? null
  }

  /** Takes in what an observation tells. */
  tell(told: Told): void {
    this.#told.set(told.id, told)
  }

  /** Takes in that an observation is part of another action now. */
  move(node: Linked, actionId: string): void {
    const rest = this.#actions.get(node.actionId)!.filter((other) => other !== node)
    if (rest.length === 0) this.#actions.delete(node.actionId)
    else this.#actions.set(node.actionId, rest)
    node.actionId = actionId
    this.#list(node)
  }

  #put(node: Linked): void {
    this.#nodes.set(node.id, node)
    this.#list(node)
  }

  #list(node: Linked): void {
    const members = this.#actions.get(node.actionId)
    if (members === undefined) this.#actions.set(node.actionId, [node])
    else members.push(node)
  }

  #link(link: Link): void {
    this.#nodes.get(link.a)?.links.push(link)
    this.#nodes.get(link.b)?.links.push(link)
  }

  /** Reads what hangs together with these, but for what is known: of that nothing leads to what is not. */
  async #read(db: Kysely<Tables>, ids: readonly string[], fresh: Fresh): Promise<void> {
    // Likenesses of what was just inserted are not read back.
    const inserted = new Set(fresh.observations.map((o) => o.id))
    const met = new Set<string>()
    const unknown = (all: readonly string[]) => [...new Set(all)].filter((id) => !this.#nodes.has(id) && !met.has(id))
    const nodes = new Map<string, Linked>()
    const links = new Map<string, Link>()
    const decisions = new Map<number, Decided>()
    let frontier = unknown(ids)
    if (frontier.length === 0) return
    const decided = await anyGrouped(db)
    while (frontier.length > 0) {
      const next: string[] = []
      for (const id of frontier) met.add(id)
      for (const part of blocks(frontier)) {
        const actions = db.selectFrom("observation").select("action_id").where("id", "in", part)
        for (const row of await db.selectFrom("observation").select(NODE).where("action_id", "in", actions).execute()) {
          nodes.set(row.id, { ...nodeOf(row), actionId: row.action_id, links: [], decisions: [] })
          next.push(row.id)
        }
      }
      for (const link of await readLinks(db, this.#least, frontier)) {
        if (inserted.has(link.a) || inserted.has(link.b)) continue
        links.set(`${link.a} ${link.b}`, link)
        next.push(link.a, link.b)
      }
      for (const decision of decided ? await listDecisions(db, frontier) : []) {
        if (decision.what !== "action.joined" && decision.what !== "action.split") continue
        decisions.set(decision.entry, decision)
        next.push(...observationsOf(decision))
      }
      frontier = unknown(next)
    }
    for (const node of nodes.values()) this.#put(node)
    for (const link of links.values()) this.#link(link)
    for (const decision of decisions.values())
      for (const id of new Set(observationsOf(decision))) this.#nodes.get(id)?.decisions.push(decision)
  }

  /** All that is kept and hangs together with these. */
  #walk(ids: readonly string[]): Linked[] {
    const found = new Set<Linked>()
    const meet = (id: string) => {
      const node = this.#nodes.get(id)
      if (node !== undefined) found.add(node)
    }
    for (const id of ids) meet(id)
    // What is added to a set while it is walked through is walked through too.
    for (const { id, actionId, links, decisions } of found) {
      for (const fellow of this.#actions.get(actionId)!) found.add(fellow)
      for (const { a, b } of links) meet(a === id ? b : a)
      for (const decision of decisions) for (const id of observationsOf(decision)) meet(id)
    }
    return [...found]
  }
}

/** Whether a person, or an edit, ever joined or split anything: most imports need not ask for each observation. */
async function anyGrouped(db: Kysely<Tables>): Promise<boolean> {
  const rows = await db.selectFrom("decision").select("entry").where("what", "in", GROUPING).limit(1).execute()
  return rows.length > 0
}
