import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { EMPTY_FIELDS } from "../fields.ts"
import { clusterActions, type Decision, type Edge, idsToCluster, type Node } from "./cluster.ts"
import { factsOf } from "./facts.ts"

const node = (id: string, published: string | null = null, reportId = `r-${id}`): Node => ({ id, reportId, published })
const nodes = (...ids: string[]) => ids.map((id) => node(id))
const edge = (a: string, b: string, score: number): Edge => ({ a, b, score, apart: false })
const apart = (a: string, b: string): Edge => ({ a, b, score: 0, apart: true })
const join = (seq: number, a: string, b: string): Decision => ({ kind: "join", a, b, seq })
const split = (seq: number, a: string, b: string): Decision => ({ kind: "apart", a, b, seq })

/** Groups as sorted lines of ids, whatever their lasting ids are. */
function groupsOf(clusters: ReadonlyMap<string, string>): string[] {
  const groups = new Map<string, string[]>()
  for (const [id, cluster] of clusters) groups.set(cluster, [...(groups.get(cluster) ?? []), id])
  return [...groups.values()].map((ids) => ids.sort().join("")).sort()
}

describe("clusterActions", () => {
  const cases: readonly (readonly [string, Node[], Edge[], Decision[], string[]])[] = [
    ["leaves alone what nothing links", nodes("a", "b"), [], [], ["a", "b"]],
    ["joins from the threshold on", nodes("a", "b", "c"), [edge("a", "b", 0.9), edge("b", "c", 0.89)], [], ["ab", "c"]],
    ["joins along a chain", nodes("a", "b", "c"), [edge("a", "b", 0.95), edge("c", "b", 0.9)], [], ["abc"]],
    [
      "gives the one between two that are apart to the surer",
      nodes("a", "b", "c"),
      [edge("a", "b", 0.92), edge("b", "c", 0.97), apart("a", "c")],
      [],
      ["a", "bc"],
    ],
    [
      "keeps two actions of one report apart",
      [node("a", null, "r"), node("b", null, "r"), node("c")],
      [edge("a", "c", 0.99), edge("b", "c", 0.98)],
      [],
      ["ac", "b"],
    ],
    ["lets a person join what is apart", nodes("a", "b"), [apart("a", "b")], [join(1, "a", "b")], ["ab"]],
    ["lets a person part what is alike", nodes("a", "b"), [edge("a", "b", 0.99)], [split(1, "b", "a")], ["a", "b"]],
    ["lets the later decision hold", nodes("a", "b"), [], [split(7, "a", "b"), join(9, "b", "a")], ["ab"]],
    [
      "lets the later decision hold, the other way",
      nodes("a", "b"),
      [],
      [join(7, "a", "b"), split(9, "b", "a")],
      ["a", "b"],
    ],
    [
      "passes over an older join that later decisions contradict together",
      nodes("a", "b", "c"),
      [],
      [join(1, "a", "b"), join(2, "b", "c"), split(3, "a", "c")],
      ["a", "bc"],
    ],
    [
      "passes over an older parting that later joins contradict together",
      nodes("a", "b", "c"),
      [],
      [split(1, "a", "c"), join(2, "a", "b"), join(3, "b", "c")],
      ["abc"],
    ],
    [
      "keeps a parting for all that joins later",
      nodes("a", "b", "c", "d"),
      [edge("a", "c", 0.95), edge("b", "d", 0.95), edge("c", "d", 0.94)],
      [split(1, "a", "b")],
      ["ac", "bd"],
    ],
    ["passes over what stands no more", nodes("a"), [edge("a", "x", 0.99)], [join(1, "a", "y")], ["a"]],
  ]
  for (const [name, given, edges, decisions, want] of cases) {
    test(name, () => expect(groupsOf(clusterActions(given, edges, decisions, 0.9))).toEqual(want))
  }

  test("names an action by the report that was published first, one without a day last", () => {
    const given = [node("a", null), node("b", "2023-05-02"), node("d", "2023-05-01"), node("c", "2023-05-01")]
    const edges = [edge("a", "b", 1), edge("b", "c", 1), edge("c", "d", 1)]
    expect([...clusterActions(given, edges, [], 0.9)]).toEqual(["a", "b", "d", "c"].map((id) => [id, "c"]))
  })
  test("joins nothing by itself where no rule is on", () => {
    expect(groupsOf(clusterActions(nodes("a", "b"), [edge("a", "b", 1)], [], Number.POSITIVE_INFINITY))).toEqual([
      "a",
      "b",
    ])
  })
  test("refuses an id given twice", () => {
    expect(() => clusterActions(nodes("a", "a"), [], [], 0.9)).toThrow("coded action a is given twice")
  })
})

/** A gathering on a day of May 2023, and what of it clustering asks; acts of days far apart cannot be one. */
const facts = (id: string, day: number) =>
  factsOf({
    id,
    reportId: `r-${id}`,
    published: null,
    source: null,
    fields: { ...EMPTY_FIELDS, forms: ["gathering"], start: `2023-05-${day}`, precision: "day" },
    words: { employer: null },
  })

describe("clusterActions, with facts", () => {
  const days: { readonly [id: string]: number } = { a: 10, b: 13, c: 16, d: 10, e: 16 }
  const known = (id: string) => (days[id] === undefined ? null : facts(id, days[id]))
  const cases: readonly (readonly [string, Node[], Edge[], Decision[], string[]])[] = [
    [
      "gives the one between two that cannot be one to the surer",
      nodes("a", "b", "c"),
      [edge("a", "b", 0.92), edge("b", "c", 0.97)],
      [],
      ["a", "bc"],
    ],
    [
      "holds all of a group against all of another",
      nodes("a", "b", "c", "d", "e"),
      [edge("a", "d", 0.99), edge("c", "e", 0.98), edge("b", "d", 0.97), edge("b", "e", 0.96)],
      [],
      ["abd", "ce"],
    ],
    [
      "asks for those that tell the very same the first that tells anything",
      nodes("0", "a", "b", "c"),
      [{ ...edge("0", "a", 1), same: true }, edge("0", "b", 0.97), edge("b", "c", 0.96)],
      [],
      ["0ab", "c"],
    ],
    [
      "lets what tells nothing any more bind",
      nodes("a", "x", "b"),
      [edge("a", "x", 0.97), edge("x", "b", 0.96)],
      [],
      ["abx"],
    ],
    [
      "does not hold against one that a person joined what is like the other",
      nodes("a", "c", "d", "e"),
      [edge("a", "d", 0.98), edge("c", "e", 0.97)],
      [join(1, "a", "c")],
      ["acde"],
    ],
    [
      "holds it where a chain leads from the one to the other",
      nodes("a", "b", "c", "e"),
      [edge("a", "b", 0.99), edge("b", "c", 0.98), edge("c", "e", 0.97)],
      [join(1, "a", "b")],
      ["ab", "ce"],
    ],
  ]
  for (const [name, given, edges, decisions, want] of cases) {
    test(name, () => expect(groupsOf(clusterActions(given, edges, decisions, 0.9, known))).toEqual(want))
  }
})

/** A record of up to twelve coded actions in up to ten reports, with comparisons and decisions about them. */
const record = fc
  .array(fc.record({ report: fc.nat(9), day: fc.option(fc.nat(5), { nil: null }) }), { minLength: 2, maxLength: 12 })
  .chain((actions) => {
    const id = fc.nat(actions.length - 1).map((i) => `n${i}`)
    const pair = fc.tuple(id, id).filter(([a, b]) => a !== b)
    return fc.record({
      nodes: fc.constant(
        actions.map(({ report, day }, i) => node(`n${i}`, day === null ? null : `2023-05-0${day + 1}`, `r${report}`)),
      ),
      edges: fc.uniqueArray(
        fc.record({ pair, score: fc.nat(10).map((n) => n / 10), apart: fc.boolean() }).map((e) => ({
          a: e.pair[0],
          b: e.pair[1],
          score: e.apart ? 0 : e.score,
          apart: e.apart,
        })),
        { maxLength: 24, selector: ({ a, b }) => [a, b].sort().join() },
      ),
      decisions: fc
        .array(fc.record({ kind: fc.constantFrom("join" as const, "apart" as const), pair }), { maxLength: 8 })
        .map((all) => all.map(({ kind, pair: [a, b] }, seq): Decision => ({ kind, a, b, seq }))),
    })
  })

const THRESHOLD = 0.4
/** Days of which some are too far apart. */
const told = (id: string) => facts(id, 10 + (Number(id.slice(1)) % 7))
const sorted = (clusters: ReadonlyMap<string, string>) => [...clusters].sort(([a], [b]) => (a < b ? -1 : 1))
const cluster = (given: readonly Node[], edges: readonly Edge[], decisions: readonly Decision[]) =>
  sorted(clusterActions(given, edges, decisions, THRESHOLD, told))

describe("clusterActions, whatever the record", () => {
  test("does not depend on the order of arrival, nor on which of a pair is named first", () => {
    fc.assert(
      fc.property(record, fc.infiniteStream(fc.nat()), fc.boolean(), (given, random, turned) => {
        const shuffled = <T>(all: readonly T[]): T[] =>
          all
            .map((one) => ({ one, at: random.next().value as number }))
            .sort((x, y) => x.at - y.at)
            .map(({ one }) => one)
        const turn = <T extends { a: string; b: string }>(one: T): T => (turned ? { ...one, a: one.b, b: one.a } : one)
        expect(
          cluster(shuffled(given.nodes), shuffled(given.edges).map(turn), shuffled(given.decisions).map(turn)),
        ).toEqual(cluster(given.nodes, given.edges, given.decisions))
      }),
      { numRuns: 1000 },
    )
  })

  test("restores exactly when a merge or a split is undone, whatever was decided in between", () => {
    fc.assert(
      fc.property(record, fc.nat(), (given, at) => {
        fc.pre(given.decisions.length > 0)
        const undone = given.decisions[at % given.decisions.length]!
        const without = given.decisions.filter((one) => one !== undone)
        const before = cluster(given.nodes, given.edges, without)
        cluster(given.nodes, given.edges, given.decisions)
        expect(cluster(given.nodes, given.edges, without)).toEqual(before)
        // And a decision taken again has the effect it had.
        const again = [...without, undone].sort((x, y) => x.seq - y.seq)
        expect(cluster(given.nodes, given.edges, again)).toEqual(cluster(given.nodes, given.edges, given.decisions))
      }),
      { numRuns: 500 },
    )
  })

  test("never joins what the latest decision, one report or a comparison keeps apart", () => {
    fc.assert(
      fc.property(record, (given) => {
        const actionOf = new Map(cluster(given.nodes, given.edges, given.decisions))
        const last = given.decisions.at(-1)
        if (last !== undefined) expect(actionOf.get(last.a) === actionOf.get(last.b)).toBe(last.kind === "join")
        if (given.decisions.some(({ kind }) => kind === "join")) return
        for (const edge of given.edges) {
          if (edge.apart) expect(actionOf.get(edge.a)).not.toBe(actionOf.get(edge.b))
        }
        for (const one of given.nodes) {
          for (const other of given.nodes) {
            if (one !== other && one.reportId === other.reportId) {
              expect(actionOf.get(one.id)).not.toBe(actionOf.get(other.id))
            }
          }
        }
      }),
      { numRuns: 1000 },
    )
  })
})

describe("idsToCluster", () => {
  /** Links of a record, as an index would answer them. */
  function linksOf(edges: readonly Edge[], decisions: readonly Decision[]): (id: string) => string[] {
    const links = [
      ...edges.filter((edge) => !edge.apart && edge.score >= THRESHOLD),
      ...decisions.filter(({ kind }) => kind === "join"),
    ]
    return (id) => links.flatMap(({ a, b }) => (a === id ? [b] : b === id ? [a] : []))
  }

  /** Clusters anew only what the change reaches, on top of what stood. */
  function recluster(
    stood: readonly (readonly [string, string])[],
    given: { nodes: readonly Node[]; edges: readonly Edge[]; decisions: readonly Decision[] },
    changed: readonly string[],
  ) {
    const ids = idsToCluster(changed, linksOf(given.edges, given.decisions))
    const within = ({ a, b }: { a: string; b: string }) => ids.has(a) && ids.has(b)
    const some = clusterActions(
      given.nodes.filter(({ id }) => ids.has(id)),
      given.edges.filter(within),
      given.decisions.filter(within),
      THRESHOLD,
      told,
    )
    return sorted(new Map([...stood, ...some]))
  }

  test("gives, with what stood, what clustering everything gives: a coded action added", () => {
    fc.assert(
      fc.property(record, (given) => {
        const added = given.nodes.at(-1)!.id
        const before = cluster(given.nodes.slice(0, -1), given.edges, given.decisions)
        expect(recluster(before, given, [added])).toEqual(cluster(given.nodes, given.edges, given.decisions))
      }),
      { numRuns: 1000 },
    )
  })

  test("gives it for a decision taken and for one undone", () => {
    fc.assert(
      fc.property(record, fc.nat(), (given, at) => {
        fc.pre(given.decisions.length > 0)
        const one = given.decisions[at % given.decisions.length]!
        const without = { ...given, decisions: given.decisions.filter((other) => other !== one) }
        const withIt = cluster(given.nodes, given.edges, given.decisions)
        const withoutIt = cluster(without.nodes, without.edges, without.decisions)
        expect(recluster(withoutIt, given, [one.a, one.b])).toEqual(withIt)
        expect(recluster(withIt, without, [one.a, one.b])).toEqual(withoutIt)
      }),
      { numRuns: 1000 },
    )
  })

  test("gives it for a coded action withdrawn", () => {
    fc.assert(
      fc.property(record, (given) => {
        const gone = given.nodes.at(-1)!.id
        const left = { ...given, nodes: given.nodes.slice(0, -1) }
        const there = new Set(left.nodes.map(({ id }) => id))
        const links = linksOf(given.edges, given.decisions)
        const stood = cluster(given.nodes, given.edges, given.decisions).filter(([id]) => id !== gone)
        const among = (one: { a: string; b: string }) => there.has(one.a) && there.has(one.b)
        const after = { nodes: left.nodes, edges: left.edges.filter(among), decisions: left.decisions.filter(among) }
        expect(recluster(stood, after, links(gone))).toEqual(cluster(after.nodes, after.edges, after.decisions))
      }),
      { numRuns: 1000 },
    )
  })

  test("does not reach over pairs that are apart or below the threshold", () => {
    const edges = [edge("a", "b", 0.9), edge("b", "c", 0.1), apart("b", "d")]
    expect([...idsToCluster(["a"], linksOf(edges, []))].sort()).toEqual(["a", "b"])
  })
})
