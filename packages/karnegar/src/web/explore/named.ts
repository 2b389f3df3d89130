import { builtInKnowledge } from "@karnegar/coder"
import { type Field, type NamedValue, type Suggestion, suggest } from "@karnegar/index"
import { type Catalogue, SHOWN } from "../catalogue.ts"
import { codesOf } from "../words/code-words.ts"
import { fieldList, type Names } from "../words/counting.ts"
import { namesOf } from "../words/names.ts"
import { provinces } from "../words/provinces.ts"

/** Fields whose values a reader may mean by a word. */
const MEANT: readonly Field[] = ["workforce", "form", "demand", "outcome", "repression"]

/** What is called how in one catalogue, and how many of what is usually shown have it. */
interface Named {
  readonly names: Names
  readonly values: readonly NamedValue[]
  readonly counts: Map<Field, ReadonlyMap<string, number>>
}

/** Made once a catalogue, when a reader first searches it. */
const known = new WeakMap<Catalogue, Named>()

/** Names of everything on a register and every place that the catalogue's actions bring. */
export function namesIn(catalogue: Catalogue): Names {
  return namedIn(catalogue).names
}

/** Values of fields that a reader may mean by a text: places, trades, workplaces, demands. */
export function suggestionsFor(catalogue: Catalogue, typed: string, most: number): readonly Suggestion[] {
  const { values, counts } = namedIn(catalogue)
  const countOf = ({ field, code }: NamedValue) => {
    let own = counts.get(field)
    if (own === undefined) {
      own = catalogue.index.count(field, catalogue.index.select({ include: SHOWN }))
      counts.set(field, own)
    }
    return own.get(code) ?? 0
  }
  return suggest(typed, values, countOf, most)
}

function namedIn(catalogue: Catalogue): Named {
  const had = known.get(catalogue)
  if (had !== undefined) return had
  const actions = [...new Set(catalogue.actions.values())].filter((action) => action.state !== "retracted")
  const names = namesOf(actions)
  const { places } = builtInKnowledge()
  const ids = (field: Field, all: readonly string[]): NamedValue[] =>
    [...new Set(all)].map((code) => ({ field, code, names: Object.values(names.get(code) ?? {}).map(String) }))
  const values = [
    ...MEANT.flatMap((field) =>
      codesOf(fieldList(field)!).map(({ code, fa, en }): NamedValue => ({ field, code, names: [fa, en] })),
    ),
    ...provinces("fa").map(
      ([code, fa]): NamedValue => ({ field: "province", code, names: [fa, places.get(code)?.nameEn ?? ""] }),
    ),
    ...ids(
      "place",
      actions.flatMap((a) => a.places.flatMap((p) => (p.type === "province" ? [] : (p.placeId ?? [])))),
    ),
    ...ids(
      "workplace",
      actions.flatMap((a) => a.workplace?.id ?? []),
    ),
    ...ids(
      "organisation",
      actions.flatMap((a) => a.organisations.map((o) => o.id)),
    ),
  ]
  const named = { names, values, counts: new Map() }
  known.set(catalogue, named)
  return named
}
