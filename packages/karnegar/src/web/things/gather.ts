/** Everything that has a page of its own, gathered from a catalogue once: its actions, calls and statements. */
import type { PublishedStatement } from "../../record/published-links.ts"
import type { PublishedAction } from "../../record/types.ts"
import { type Catalogue, SHOWN } from "../catalogue.ts"
import { type Named, registered, THING_KINDS, type ThingKind, thingsIn } from "./kinds.ts"

/** A thing with what belongs to it; lists are newest first. */
export interface Thing {
  readonly kind: ThingKind
  readonly id: string
  readonly name: Named
  readonly actions: readonly PublishedAction[]
  readonly calls: readonly PublishedAction[]
  /** Actions of others who name it as acting together with them; of workforces alone. */
  readonly alongside: readonly PublishedAction[]
  readonly statements: readonly PublishedStatement[]
}

/** What a catalogue shows, put in order for pages. */
export interface Gathered {
  /** Newest first. */
  readonly actions: readonly PublishedAction[]
  readonly calls: readonly PublishedAction[]
  /** By kind and id; those that nothing belongs to are absent. */
  readonly things: Readonly<Record<ThingKind, ReadonlyMap<string, Thing>>>
}

type Growing = { [K in keyof Thing]: Thing[K] extends readonly (infer T)[] ? T[] : Thing[K] }

const gathered = new WeakMap<Catalogue, Gathered>()

/** Gathers a catalogue; the same catalogue again costs nothing. */
export function gather(catalogue: Catalogue): Gathered {
  let known = gathered.get(catalogue)
  if (known === undefined) {
    known = make(catalogue)
    gathered.set(catalogue, known)
  }
  return known
}

/** A thing by its id, also one of the registers that nothing belongs to yet; null when no register knows it. */
export function findThing(catalogue: Catalogue, kind: ThingKind, id: string): Thing | null {
  const known = gather(catalogue).things[kind].get(id)
  if (known !== undefined) return known
  const name = registered(kind, id)
  return name === null ? null : empty(kind, id, name)
}

function make(catalogue: Catalogue): Gathered {
  const { index } = catalogue
  const shown = (calls: boolean) =>
    Array.from(index.select({ calls, include: SHOWN }), (i) => catalogue.actions.get(index.rows[i]!.id)!)
  const own = { actions: shown(false), calls: shown(true) }
  // Each kind when it is first asked for: after a change the next page waits for its own alone.
  const things = {} as Record<ThingKind, ReadonlyMap<string, Thing>>
  for (const kind of THING_KINDS) {
    let made: ReadonlyMap<string, Thing> | null = null
    Object.defineProperty(things, kind, {
      enumerable: true,
      get: () => {
        made ??= thingsOf(kind, own, catalogue)
        return made
      },
    })
  }
  return { ...own, things }
}

/** Everything of one kind that something belongs to. */
function thingsOf(
  kind: ThingKind,
  { actions, calls }: Pick<Gathered, "actions" | "calls">,
  { links }: Catalogue,
): ReadonlyMap<string, Thing> {
  const things = new Map<string, Growing>()
  const at = (id: string, name: Named): Growing => {
    let thing = things.get(id)
    if (thing === undefined) {
      thing = empty(kind, id, name)
      things.set(id, thing)
    }
    return thing
  }
  for (const action of actions) for (const [id, name] of thingsIn(action, kind)) at(id, name).actions.push(action)
  for (const call of calls) for (const [id, name] of thingsIn(call, kind)) at(id, name).calls.push(call)
  if (kind === "campaigns")
    for (const campaign of links.campaigns) {
      const own = new Set(campaign.actionIds)
      const thing = at(campaign.id, campaign)
      thing.actions.push(...actions.filter((a) => own.has(a.id)))
      thing.calls.push(...calls.filter((a) => own.has(a.id)))
    }
  if (kind === "workforces")
    for (const action of actions)
      for (const code of action.jointWith)
        if (code !== action.workforce) at(code, registered("workforces", code)!).alongside.push(action)
  for (const statement of links.statements)
    for (const [id, name] of namedIn(statement, kind)) at(id, name).statements.push(statement)
  return things
}

/** What a statement speaks of, and whose names stand in it. */
function namedIn(statement: PublishedStatement, kind: ThingKind): Iterable<readonly [id: string, name: Named]> {
  if (kind === "workforces" || kind === "demands")
    return statement[kind].map((code) => [code, registered(kind, code)!] as const)
  if (kind !== "organisations") return []
  const named = [statement.issuer, ...statement.solidarity.flatMap(({ from, to }) => [from, to])]
  return new Map(named.flatMap((o) => (o === null ? [] : [[o.id, o] as const])))
}

function empty(kind: ThingKind, id: string, { fa, en }: Named): Growing {
  return { kind, id, name: { fa, en }, actions: [], calls: [], alongside: [], statements: [] }
}
