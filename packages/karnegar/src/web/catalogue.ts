import { builtInKnowledge } from "@karnegar/coder"
import { type ActionIndex, buildIndex, type Inclusion, type IndexRow } from "@karnegar/index"
import type { PublishedLinks } from "../record/published-links.ts"
import type { Record } from "../record/record.ts"
import type { PublishedAction } from "../record/types.ts"
import { type FieldAgreement, publicAgreement } from "./agreement/figures.ts"
import { labelOf } from "./words/language.ts"
import { titleOf } from "./words/title.ts"

/** What the site shows and counts unless a reader asks otherwise: other people's records only where they are asked for. */
export const SHOWN: Inclusion = ["unreviewed", "disputed"]

/** Everything public, indexed; rebuilt when the record's version has moved. Retracted actions keep their page only. */
export interface Catalogue {
  readonly index: ActionIndex
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

/**
 * Keeps the catalogue of a record current: each call asks for the version and rebuilds when it moved, and when a day began: some
 * things are public from a day on, or until one.
 */
export function catalogueOf(record: Record): () => Promise<Catalogue> {
  let built: { version: string; catalogue: Promise<Catalogue> } | null = null
  return async () => {
    const version = `${await record.version()} ${new Date().toISOString().slice(0, 10)}`
    if (built === null || built.version !== version) built = { version, catalogue: build(record, version) }
    return built.catalogue
  }
}

async function build(record: Record, mark: string): Promise<Catalogue> {
  const [actions, counts] = await Promise.all([record.listPublished(), record.counts()])
  const agreement = publicAgreement(await record.listDoublings())
  return catalogueFrom(actions, counts.samples > 0, mark, await record.listLinks(actions), agreement)
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
    index: buildIndex(actions.filter((a) => a.state !== "retracted").map(rowOf)),
    actions: new Map(actions.flatMap((a) => [a.id, ...a.mergedIds].map((id) => [id, a] as const))),
    sample,
  }
}

/** What text search looks in: titles and labels in both languages, places with their provinces, registered names. */
function rowOf(action: PublishedAction): IndexRow {
  const words: string[] = []
  for (const lang of ["fa", "en"] as const) {
    words.push(titleOf(action, lang), labelOf("workforces", action.workforce, lang))
    for (const d of action.demands) words.push(labelOf("demands", d, lang))
    for (const f of action.forms) words.push(labelOf("forms", f, lang))
    for (const o of action.outcomes) words.push(labelOf("outcomes", o, lang))
    for (const r of action.repression) words.push(labelOf("repression", r, lang))
    for (const p of action.places) {
      words.push(lang === "fa" ? p.nameFa : p.nameEn)
      const province = provinceName(p.provinceId, lang)
      if (province !== null) words.push(province)
    }
    for (const n of [...(action.workplace === null ? [] : [action.workplace]), ...action.organisations])
      words.push(n[lang])
  }
  return { ...action, words }
}

/** Name of a province by its gazetteer id. */
export function provinceName(id: string | null, lang: "fa" | "en"): string | null {
  const place = id === null ? undefined : builtInKnowledge().places.get(id)
  return place === undefined ? null : lang === "fa" ? place.name : place.nameEn
}

/** All provinces with their names, in the order of the alphabet. */
export function provinces(lang: "fa" | "en"): readonly (readonly [id: string, name: string])[] {
  return [...builtInKnowledge().places.values()]
    .filter((p) => p.type === "province")
    .map((p): readonly [string, string] => [p.id, lang === "fa" ? p.name : p.nameEn])
    .sort((a, b) => a[1].localeCompare(b[1], lang))
}
