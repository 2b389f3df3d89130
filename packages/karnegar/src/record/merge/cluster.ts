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
  const among = known.flatMap((edge) => (edge.same ? [] : { ...edge, a: firstOf(edge.a), b: firstOf(edge.b) }))
  for (const { a, b, apart } of among) if (apart) groups.keepApart(a, b)
  groups.keepReportsApart(nodes)
  for (const [id, first] of firsts) groups.join(first, id)
  const binding = among.filter((edge) => !edge.apart && edge.score >= threshold)
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
    const [first, other] = inOrder({ a: top(edge.a), b: top(edge.b) })
    if (first !== other) up.set(other, first)
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

/** Disjoint sets of ids, some of which must stay apart. */
class Groups {
  readonly #parent = new Map<string, string>()
  /** For each root: roots of the groups that it must not be joined with. */
  readonly #apart = new Map<string, Set<string>>()
  /** For each root: what of its group is held against others. */
  readonly #held = new Map<string, Chained[]>()

  constructor(nodes: readonly Node[]) {
    for (const { id } of nodes) {
      if (this.#parent.has(id)) throw new Error(`coded action ${id} is given twice`)
      this.#parent.set(id, id)
      this.#apart.set(id, new Set())
    }
  }

  has(id: string): boolean {
    return this.#parent.has(id)
  }

  #root(id: string): string {
    let root = id
    for (let up = this.#parent.get(root)!; up !== root; up = this.#parent.get(root)!) {
      this.#parent.set(root, this.#parent.get(up)!)
      root = up
    }
    return root
  }

  /** Does nothing when the two are kept apart. */
  join(a: string, b: string): void {
    const one = this.#root(a)
    const other = this.#root(b)
    const apartOne = this.#apart.get(one)!
    const apartOther = this.#apart.get(other)!
    if (one === other || apartOne.has(other)) return
    // The group with fewer ties moves, so that many joins cost little more than their number.
    const [into, from, ties, moved] =
      apartOne.size >= apartOther.size ? [one, other, apartOne, apartOther] : [other, one, apartOther, apartOne]
    this.#parent.set(from, into)
    for (const root of moved) {
      const back = this.#apart.get(root)!
      back.delete(from)
      back.add(into)
      ties.add(root)
    }
    this.#apart.delete(from)
    const moving = this.#held.get(from)
    const held = this.#held.get(into)
    if (moving === undefined) return
    this.#held.delete(from)
    if (held === undefined) this.#held.set(into, moving)
    else for (const one of moving) held.push(one)
  }

  /** Holds these ids by their facts against whatever they would be bound to from now on. */
  hold(held: ReadonlyMap<string, Chained>): void {
    for (const [id, one] of held) {
      const root = this.#root(id)
      const own = this.#held.get(root)
      if (own === undefined) this.#held.set(root, [one])
      else own.push(one)
    }
  }

  /** Joins two that are alike, unless something between their groups cannot be one. */
  bind(a: string, b: string): void {
    const one = this.#root(a)
    const other = this.#root(b)
    if (one === other || this.#apart.get(one)!.has(other)) return
    if (this.#cannotBeOne(one, other)) this.keepApart(one, other)
    else this.join(one, other)
  }

  #cannotBeOne(one: string, other: string): boolean {
    const others = this.#held.get(other) ?? []
    return (this.#held.get(one) ?? []).some((x) =>
      others.some((y) => x.chain === y.chain && cannotBeOne(x.facts, y.facts)),
    )
  }

  /** Does nothing when the two are one group already. */
  keepApart(a: string, b: string): void {
    const one = this.#root(a)
    const other = this.#root(b)
    if (one === other) return
    this.#apart.get(one)!.add(other)
    this.#apart.get(other)!.add(one)
  }

  keepReportsApart(nodes: readonly Node[]): void {
    const byReport = new Map<string, string[]>()
    for (const { id, reportId } of nodes) {
      const siblings = byReport.get(reportId)
      if (siblings === undefined) byReport.set(reportId, [id])
      else {
        for (const sibling of siblings) this.keepApart(sibling, id)
        siblings.push(id)
      }
    }
  }

  lastingIds(nodes: readonly Node[]): Map<string, string> {
    const first = new Map<string, Node>()
    for (const node of nodes) {
      const root = this.#root(node.id)
      const stands = first.get(root)
      if (stands === undefined || publishedBefore(node, stands)) first.set(root, node)
    }
    return new Map(nodes.map(({ id }) => [id, first.get(this.#root(id))!.id]))
  }
}

function publishedBefore(one: Node, other: Node): boolean {
  if (one.published !== other.published) {
    return one.published !== null && (other.published === null || one.published < other.published)
  }
  return one.id < other.id
}
