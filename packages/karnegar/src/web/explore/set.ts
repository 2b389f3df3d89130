import type { ActionIndex, Facets, Field, Selection } from "@karnegar/index"
import type { PublishedAction } from "../../record/types.ts"
import type { Catalogue } from "../catalogue.ts"
import type { Query } from "../query.ts"

/** The records that a query holds for, and the figures of exactly these. */
export interface ActionSet {
  readonly query: Query
  readonly index: ActionIndex
  /** Newest first. */
  readonly selection: Selection
  readonly size: number
  /** Records of a part of the list as readers see it: the best fits first where words were asked for, else the newest. */
  part(from: number, to: number): readonly PublishedAction[]
  /** Records of a selection out of it, in its order. */
  at(selection: Selection): readonly PublishedAction[]
  /** All, newest first. */
  all(): readonly PublishedAction[]
  /** Counts by the query's rule; in one go, so that units are made once. */
  facets(by: readonly Field[]): Facets
}

/** Everything about the set that a query asks for. */
export function setOf(catalogue: Catalogue, query: Query): ActionSet {
  const { index, actions } = catalogue
  const selection = index.select(query.filter)
  const at = (i: number) => actions.get(index.rows[i]!.id)!
  const { text, from = null, to = null } = query.filter
  return {
    query,
    index,
    selection,
    size: selection.length,
    part(start, end) {
      const order = text === undefined ? selection : index.rank(selection, text, end)
      return Array.from(order.subarray(start, end), at)
    },
    at: (own) => Array.from(own, at),
    all: () => Array.from(selection, at),
    facets: (by) => index.facets(selection, query.rule, by, { from, to }),
  }
}
