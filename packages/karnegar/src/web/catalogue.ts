import { type ActionIndex, buildIndex, type Inclusion, type IndexRow } from "@karnegar/index"
import type { PublishedLinks, Shown } from "../record/published-links.ts"
import type { Record } from "../record/record.ts"
import type { PublishedAction } from "../record/types.ts"
import { type FieldAgreement, publicAgreement } from "./agreement/figures.ts"
import { indexRowOf } from "./index-row.ts"

/** What the site shows and counts unless a reader asks otherwise: other people's records only where they are asked for. */
export const SHOWN: Inclusion = ["unreviewed", "disputed"]

/** Everything public, indexed. Retracted actions keep their page only. */
export interface Catalogue {
  readonly index: ActionIndex
  /** By their own ids and those that were merged into them. */
  readonly actions: ReadonlyMap<string, PublishedAction>
  /** What is public beside them. */
  readonly links: PublishedLinks
  /** How far people who code agree, of fields with enough units. */
  readonly agreement: readonly FieldAgreement[]
  /** Invented reports are loaded: every page says so. */
  readonly sample: boolean
  /** Stands for all of it: what was made of a catalogue with another mark may be old. */
  readonly mark: string
}

/** A catalogue with the version and the day that it was read at. */
interface Read {
  readonly catalogue: Catalogue
  readonly version: number
  readonly day: string
  /** Codings that its figures of agreement rest on, by their decisions. */
  readonly coded: string
}

/**
 * Keeps the catalogue of a record current: each call asks for the version, and when it moved takes over what changed. All is read
 * anew where the record cannot tell what that was, and when a day began: some things are public from a day on, or until one.
 */
export function catalogueOf(record: Record): () => Promise<Catalogue> {
  let mark = ""
  let reading: Promise<Read | null> = Promise.resolve(null)
  return async () => {
    const day = new Date().toISOString().slice(0, 10)
    const asked = `${await record.version()} ${day}`
    if (asked !== mark) {
      mark = asked
      // One after the other: each takes over from what the one before read; one that failed is as none.
      reading = reading.catch(() => null).then((before) => read(record, before?.day === day ? before : null, day))
      reading.catch(() => {
        // Asked again by the next reader.
        mark = ""
      })
    }
    return (await reading)!.catalogue
  }
}

async function read(record: Record, before: Read | null, day: string): Promise<Read> {
  const known = before?.catalogue
  const now = await record.publishedSince(
    before === null || known === undefined
      ? null
      : { version: before.version, links: known.links, sample: known.sample, shown: shownIn(known) },
  )
  const mark = `${now.version} ${day}`
  const doublings = await record.listDoublings()
  // The range of each figure is a thousand resamples: only when a coding came or went.
  const coded = doublings.flatMap(({ codings }) => codings.map(({ decision }) => decision)).join()
  const agreement = known !== undefined && before?.coded === coded ? known.agreement : publicAgreement(doublings)
  const catalogue =
    now.changed === null || known === undefined
      ? catalogueFrom(now.actions, now.sample, mark, now.links, agreement)
      : changedCatalogue(known, now.changed, now.actions, { mark, links: now.links, agreement })
  return { catalogue, version: now.version, day, coded }
}

function shownIn({ actions }: Catalogue): Shown {
  const own = (id: string) => {
    const action = actions.get(id)
    return action?.id === id && action.state !== "retracted" ? action : null
  }
  return { has: (id) => own(id) !== null, isCoarse: (id) => own(id)?.coarse === true }
}

/** Nothing beside the actions. */
const NO_LINKS: PublishedLinks = {
  campaigns: [],
  callAnswers: [],
  states: new Map(),
  statements: [],
  events: [],
  cases: { byRepression: [], byStage: [], ofActions: new Map() },
}

/** A catalogue of public actions. */
export function catalogueFrom(
  actions: readonly PublishedAction[],
  sample: boolean,
  mark: string,
  links = NO_LINKS,
  agreement: Catalogue["agreement"] = [],
): Catalogue {
  return {
    mark,
    links,
    agreement,
    index: buildIndex(rowsOf(actions)),
    actions: new Map(actions.flatMap(byIds)),
    sample,
  }
}

/**
 * The catalogue after a change: the same as one made of all that is public then.
 *
 * @param changed Ids of the actions that may be otherwise.
 * @param now Those of them that are public.
 * @param beside What is read whole each time.
 */
export function changedCatalogue(
  before: Catalogue,
  changed: readonly string[],
  now: readonly PublishedAction[],
  beside: Pick<Catalogue, "mark" | "links" | "agreement">,
): Catalogue {
  const actions = new Map(before.actions)
  const gone = changed.flatMap((id) => {
    const action = before.actions.get(id)
    return action?.id === id ? action : []
  })
  for (const action of gone) for (const [id] of byIds(action)) if (actions.get(id) === action) actions.delete(id)
  for (const action of now) for (const [id, own] of byIds(action)) actions.set(id, own)
  return {
    ...beside,
    index: before.index.changed(new Set(gone.map(({ id }) => id)), rowsOf(now)),
    actions,
    sample: before.sample,
  }
}

function byIds(action: PublishedAction): readonly (readonly [id: string, action: PublishedAction])[] {
  return [action.id, ...action.mergedIds].map((id) => [id, action] as const)
}

function rowsOf(actions: readonly PublishedAction[]): readonly IndexRow[] {
  return actions.filter((a) => a.state !== "retracted").map(indexRowOf)
}
