import { firstAtOrAfter } from "../within.ts"
import type { Actor } from "./actor.ts"

/** Most groups of an item that one act looks at: the nearest on either side. Keeps the cost of an act bounded. */
const EITHER_SIDE = 30

/** The groups of a document by the item of a list that they stand in, 0 outside any. */
export class GroupsByItem {
  readonly #all: readonly Actor[]
  readonly #lists: (Actor[] | undefined)[] = []
  readonly #main: (Actor | null | undefined)[] = []

  /** @param actors In text order. */
  constructor(actors: readonly Actor[], itemOf: Int32Array) {
    this.#all = actors
    for (const actor of actors) {
      const item = itemOf[actor.sentence]!
      const list = this.#lists[item]
      if (list === undefined) this.#lists[item] = [actor]
      else list.push(actor)
    }
  }

  /** The groups of an item nearest to a sentence, in text order. */
  near(item: number, sentence: number): readonly Actor[] {
    const list = this.#lists[item] ?? []
    if (list.length <= 2 * EITHER_SIDE) return list
    const at = firstAtOrAfter(list, "sentence", sentence)
    return list.slice(Math.max(0, at - EITHER_SIDE), at + EITHER_SIDE)
  }

  /** The group that an item, or the whole text, names most; `null` where it names none. */
  main(item: number): Actor | null {
    let found = this.#main[item]
    if (found === undefined) {
      found = mainActor(this.#lists[item] ?? []) ?? mainActor(this.#all)
      this.#main[item] = found
    }
    return found
  }
}

/** The group named most often, the earlier on a tie; weak names count only when there is no other. */
function mainActor(actors: readonly Actor[]): Actor | null {
  const counts = new Map<string, { actor: Actor; n: number }>()
  for (const actor of actors) {
    const n = actor.weak ? 0.2 : actor.oblique || actor.standing === "likened" ? 0.5 : 1
    const had = counts.get(actor.workforce)
    if (had === undefined) counts.set(actor.workforce, { actor, n })
    else had.n += n
  }
  let best: { actor: Actor; n: number } | null = null
  for (const item of counts.values()) if (best === null || item.n > best.n) best = item
  return best?.actor ?? null
}
