import { blockedPairs } from "./blocking.ts"
import { clusterActions, type Decision, type Edge } from "./cluster.ts"
import { type Comparison, comparePair, type TextShare } from "./compare.ts"
import type { MergeFacts } from "./facts.ts"
import { AUTOMATIC } from "./weights.ts"

/** A pair that was compared, with what the comparison said. */
export interface ComparedPair extends Edge, Comparison {}

/** What stands when all is known at once. */
export interface Merged {
  /** For each coded action the lasting id of its action. */
  readonly actionOf: ReadonlyMap<string, string>
  readonly pairs: readonly ComparedPair[]
}

/**
 * The whole of merging in memory: blocks, compares, clusters. What the record does by its indexes, piece by piece, gives
 * the same; tests and the evaluation of `data/gold/merge/` hold to this one.
 *
 * @param textShare How much two reports' texts have in common, by report ids; symmetric.
 * @param nearDuplicates Pairs of report ids.
 */
export function mergeCodedActions(
  actions: readonly MergeFacts[],
  textShare: (reportA: string, reportB: string) => TextShare,
  nearDuplicates: Iterable<readonly [string, string]>,
  decisions: Iterable<Decision> = [],
  threshold: number = AUTOMATIC,
): Merged {
  const pairs = blockedPairs(actions, nearDuplicates).map(
    ([a, b]): ComparedPair => ({
      a: a.id,
      b: b.id,
      ...comparePair(a, b, textShare(a.reportId, b.reportId)),
    }),
  )
  const facts = new Map(actions.map((one) => [one.id, one]))
  return { actionOf: clusterActions(actions, pairs, decisions, threshold, (id) => facts.get(id) ?? null), pairs }
}
