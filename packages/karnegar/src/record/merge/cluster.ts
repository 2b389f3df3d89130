/**
 * Which coded actions stand as one action: a pure function of what is coded, compared and decided.
 *
 * Nothing is remembered between runs, so neither the order in which reports arrive nor a merge undone in between can
 * leave a trace. Constrained agglomeration: what people joined first, then the comparisons from the highest score
 * down; two groups never become one while a pair between them is apart. Pairs that were not compared are held against
 * each other by their facts once likenesses would bind them.
 */
import { cannotBeOne } from "./compare.ts"
import type { MergeFacts } from "./facts.ts"

/** A coded action, as clustering sees it. */
export interface Node {
  readonly id: string
  readonly reportId: string
  /** ISO day of the report; null when it has none. */
  readonly published: string | null
}

/** A pair that was compared. Pairs that are apart need none: facts tell it. */
export interface Edge {
  readonly a: string
  readonly b: string
  readonly score: number
  readonly apart: boolean
  /**
   * Both tell the very same (`SAME_TELLING`): what is known of either holds for the other, since each was compared with others only once.
   */
  readonly same?: boolean
}

/**
 * What a person decided of two coded actions, while it stands (an undone decision is simply not among them).
 *
 * A decision about groups is one of pairs with one `seq`: to split c from {a, b} is `apart` of c and a, and of c and b.
 */
export interface Decision {
  readonly kind: "join" | "apart"
  readonly a: string
  readonly b: string
  /** Number of the log entry: where two decisions contradict, the later holds. */
  readonly seq: number
}

/**
 * Groups coded actions to actions.
 *
 * People's decisions are read from the latest back; one that contradicts what later ones entail is passed over. A join
 * holds against every comparison, also one that is apart. Decisions and edges about ids that are not among `nodes`
 * (a report withdrawn since) are passed over.
 *
 * @param threshold Lowest score that joins; `Infinity` where no rule is switched on.
 * @param factsOf Facts of what hangs in a chain of likenesses; null for what tells nothing (any more), which is apart from nothing.
 *   They are asked only of two that a chain of likenesses leads from one to the other of: whom a person joined with what is
 *   apart from others of its own is not parted from those.
 * @returns For each id the lasting id of its action: that of the coded action whose report was published first
 *   (a report without a day comes last; ties by id).
 */
export function clusterActions(
  nodes: readonly Node[],
  edges: Iterable<Edge>,
  decisions: Iterable<Decision>,
  threshold: number,
  factsOf: (id: string) => MergeFacts | null = () => null,
): Map<string, string> {
  const groups = new Groups(nodes)
  const decided = [...decisions].filter(({ a, b }) => groups.has(a) && groups.has(b))
  for (const { kind, a, b } of decided.sort(latestFirst)) {
    if (kind === "join") groups.join(a, b)
    else groups.keepApart(a, b)
  }
  const known = [...edges].filter(({ a, b }) => groups.has(a) && groups.has(b))
  const firsts = lowestOf(known.filter((edge) => edge.same))
  const firstOf = (id: string) => firsts.get(id) ?? id
  const binding: Edge[] = []
  for (const edge of known) {
    if (edge.same || !(edge.apart || edge.score >= threshold)) continue
    const { score, apart } = edge
    const [a, b] = [firstOf(edge.a), firstOf(edge.b)]
    if (apart) groups.keepApart(a, b)
    // Most are no copies: they are taken as they are.
    else binding.push(a === edge.a && b === edge.b ? edge : { a, b, score, apart })
  }
  groups.keepReportsApart(nodes)
  for (const [id, first] of firsts) groups.join(first, id)
  groups.hold(chained(nodes, firstOf, lowestOf(binding), factsOf))
  for (const { a, b } of binding.sort(surestFirst)) groups.bind(a, b)
  return groups.lastingIds(nodes)
}

/**
 * For each id that edges lead from the lowest id that they lead to, in order of id; the lowest themselves are absent. Which of those that
 * tell the very same was compared with others hangs on what arrived first; that all of it is said of the lowest does not.
 */
function lowestOf(edges: Iterable<Edge>): Map<string, string> {
  const up = new Map<string, string>()
  const top = (id: string): string => {
    let root = id
    for (let next = up.get(root); next !== undefined; next = up.get(root)) root = next
    // The way there is shortened, so that thousands of copies are as quick as two.
    for (let at = id; at !== root; ) {
      const next = up.get(at)!
      up.set(at, root)
      at = next
    }
    return root
  }
  for (const edge of edges) {
    const [one, other] = [top(edge.a), top(edge.b)]
    if (one < other) up.set(other, one)
    else if (one !== other) up.set(one, other)
  }
  return new Map([...up.keys()].sort(compareIds).map((id) => [id, top(id)]))
}

/** Facts with the chain of likenesses that they hang in. */
interface Chained {
  readonly chain: string
  readonly facts: MergeFacts
}

/** The facts of each chain of likenesses, by id; of those that tell the very same those of the first that tells anything. */
function chained(
  nodes: readonly Node[],
  firstOf: (id: string) => string,
  chains: ReadonlyMap<string, string>,
  factsOf: (id: string) => MergeFacts | null,
): Map<string, Chained> {
  const all = new Map<string, Chained>()
  const heads = new Set(chains.values())
  for (const id of nodes.map((node) => node.id).sort(compareIds)) {
    const first = firstOf(id)
    const chain = chains.get(first) ?? first
    if (all.has(first) || !heads.has(chain)) continue
    const facts = factsOf(id)
    if (facts !== null) all.set(first, { chain, facts })
  }
  return all
}

/**
 * The ids whose action may change when the coded actions `changed` are added, or when edges or decisions about them
 * are added, altered or undone: everything that links lead to from there.
 *
 * Clustering those ids alone, with the edges and decisions among them, gives for each what clustering everything would.
 * When a coded action is withdrawn, `changed` is the ids that had a link to it.
 *
 * @param linksOf Ids that a standing join of a person, or an edge of at least the threshold that is not apart, links
 *   to this id: what an index answers.
 */
export function idsToCluster(changed: Iterable<string>, linksOf: (id: string) => Iterable<string>): Set<string> {
  const reached = new Set<string>(changed)
  const open = [...reached]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const linked of linksOf(id)) {
      if (reached.has(linked)) continue
      reached.add(linked)
      open.push(linked)
    }
  }
  return reached
}

function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function inOrder({ a, b }: { readonly a: string; readonly b: string }): readonly [string, string] {
  return a < b ? [a, b] : [b, a]
}

function comparePairs(
  one: { readonly a: string; readonly b: string },
  other: { readonly a: string; readonly b: string },
) {
  const [a, b] = inOrder(one)
  const [c, d] = inOrder(other)
  return compareIds(a, c) || compareIds(b, d)
}

function latestFirst(one: Decision, other: Decision): number {
  return other.seq - one.seq || compareIds(one.kind, other.kind) || comparePairs(one, other)
}

function surestFirst(one: Edge, other: Edge): number {
  return other.score - one.score || comparePairs(one, other)
}

/** Ids that are one: the one of them that has no `up` stands for all. */
interface Group {
  up: Group | null
  /** Groups that it must not be joined with. */
  apart: Set<Group> | null
  /** What of it is held against others. */
  held: Chained[] | null
}

function rootOf(group: Group): Group {
  let root = group
  for (; root.up !== null; root = root.up) if (root.up.up !== null) root.up = root.up.up
  return root
}

/** Disjoint sets of ids, some of which must stay apart. */
class Groups {
  readonly #of = new Map<string, Group>()

  constructor(nodes: readonly Node[]) {
    for (const { id } of nodes) {
      if (this.#of.has(id)) throw new Error(`coded action ${id} is given twice`)
      this.#of.set(id, { up: null, apart: null, held: null })
    }
  }

  has(id: string): boolean {
    return this.#of.has(id)
  }

  #root(id: string): Group {
    return rootOf(this.#of.get(id)!)
  }

  /** Does nothing when the two are kept apart. */
  join(a: string, b: string): void {
    join(this.#root(a), this.#root(b))
  }

  /** Holds these ids by their facts against whatever they would be bound to from now on. */
  hold(held: ReadonlyMap<string, Chained>): void {
    for (const [id, one] of held) {
      const root = this.#root(id)
      if (root.held === null) root.held = [one]
      else root.held.push(one)
    }
  }

  /** Joins two that are alike, unless something between their groups cannot be one. */
  bind(a: string, b: string): void {
    const one = this.#root(a)
    const other = this.#root(b)
    if (one === other || one.apart?.has(other)) return
    if (holdApart(one, other)) keepApart(one, other)
    else join(one, other)
  }

  /** Does nothing when the two are one group already. */
  keepApart(a: string, b: string): void {
    keepApart(this.#root(a), this.#root(b))
  }

  keepReportsApart(nodes: readonly Node[]): void {
    const byReport = new Map<string, Group[]>()
    for (const { id, reportId } of nodes) {
      const own = this.#of.get(id)!
      const siblings = byReport.get(reportId)
      if (siblings === undefined) byReport.set(reportId, [own])
      else {
        for (const sibling of siblings) keepApart(rootOf(sibling), rootOf(own))
        siblings.push(own)
      }
    }
  }

  lastingIds(nodes: readonly Node[]): Map<string, string> {
    const first = new Map<Group, Node>()
    for (const node of nodes) {
      const root = this.#root(node.id)
      const stands = first.get(root)
      if (stands === undefined || publishedBefore(node, stands)) first.set(root, node)
    }
    return new Map(nodes.map(({ id }) => [id, first.get(this.#root(id))!.id]))
  }
}

function join(one: Group, other: Group): void {
  if (one === other || one.apart?.has(other)) return
  // The group with fewer ties moves, so that many joins cost little more than their number.
  const [into, from] = (one.apart?.size ?? 0) >= (other.apart?.size ?? 0) ? [one, other] : [other, one]
  from.up = into
  for (const group of from.apart ?? []) {
    group.apart!.delete(from)
    keepApart(into, group)
  }
  from.apart = null
  if (into.held === null) into.held = from.held
  else for (const one of from.held ?? []) into.held.push(one)
  from.held = null
}

function keepApart(one: Group, other: Group): void {
  if (one === other) return
  one.apart ??= new Set()
  one.apart.add(other)
  other.apart ??= new Set()
  other.apart.add(one)
}

function holdApart(one: Group, other: Group): boolean {
  for (const x of one.held ?? [])
    for (const y of other.held ?? []) if (x.chain === y.chain && cannotBeOne(x.facts, y.facts)) return true
  return false
}

function publishedBefore(one: Node, other: Node): boolean {
  if (one.published !== other.published) {
    return one.published !== null && (other.published === null || one.published < other.published)
  }
  return one.id < other.id
}
