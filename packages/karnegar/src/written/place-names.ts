import { foldText, type Knowledge, PLACE_TYPES, type Place, type PlaceType } from "@karnegar/coder"
import type { FieldPlace } from "../record/fields.ts"

/** One location as a row writes it; empty strings for what it doesn't tell. */
export interface WrittenPlace {
  readonly id: string
  /** A name of any kind: city, county, province, country. */
  readonly name: string
  readonly city: string
  readonly county: string
  readonly province: string
  readonly country: string
  /** Kind of the place, a code of the codebook; what has a kind and a name but no id stays open, as our own exports tell it. */
  readonly type: string
  readonly lat: number | null
  readonly lon: number | null
}

/** What could not be linked as it was written. */
export interface PlaceTrouble {
  readonly code: "place.unknown" | "place.ambiguous" | "place.id_unknown"
  readonly part: "id" | "name" | "city" | "county" | "province" | "country"
}

/** A linked location; the place is never a guess: what no name decides falls back to the province, then to the country. */
export interface LinkedPlace {
  /** Null when not even a country is known. */
  readonly place: FieldPlace | null
  readonly troubles: readonly PlaceTrouble[]
}

/** Kinds of places that a column means, the usual one first. */
const KINDS: Readonly<Record<"name" | "city" | "county" | "province" | "country", readonly PlaceType[]>> = {
  name: ["city", "county", "province", "country", "village", "district", "site"],
  city: ["city", "village", "site", "county", "district"],
  county: ["county", "city", "district"],
  province: ["province"],
  country: ["country"],
}
/** «استان فارس», «شهر شوش»: what stands before a name says its kind. */
const MARKED: readonly (readonly [words: RegExp, kinds: readonly PlaceType[]])[] = [
  [/^استان /, ["province"]],
  [/^(شهرستان|فرمانداری) /, ["county", "city"]],
  [/^(شهر|شهرک|بندر) /, ["city", "site", "village"]],
  [/^بخش /, ["district"]],
  [/^روستای /, ["village"]],
  [/^کشور /, ["country"]],
]

/** The gazetteer by name, in both scripts and by every other wording. */
export class PlaceNames {
  readonly #knowledge: Knowledge
  readonly #byName = new Map<string, Place[]>()

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge
    for (const place of [...knowledge.places.values(), ...knowledge.regions.values()]) {
      const names = new Set([place.name, place.nameEn, ...place.aliases].map(foldText))
      for (const name of names) {
        if (name === "") continue
        const had = this.#byName.get(name)
        if (had === undefined) this.#byName.set(name, [place])
        else had.push(place)
      }
    }
  }

  /** Links one location. Names that two places share are decided by the province alone. */
  link(written: WrittenPlace, countryId: string | null): LinkedPlace {
    const troubles: PlaceTrouble[] = []
    const done = (place: Place | null): LinkedPlace => ({
      place: place === null ? null : fieldPlace(place, written.lat, written.lon),
      troubles,
    })
    if (written.id !== "") {
      const own = this.#get(written.id)
      if (own !== null) return done(own)
      troubles.push({ code: "place.id_unknown", part: "id" })
    } else {
      const open = this.#open(written)
      if (open !== null) return { place: open, troubles }
    }
    const country = this.#country(written.country, countryId, troubles)
    const province = this.#province(written.province, country, troubles)
    for (const part of ["city", "county", "name"] as const) {
      if (written[part] === "") continue
      // Of places abroad the gazetteer has regions; towns are words of the row.
      const found = this.#named(written[part], KINDS[part], country, province)
      if (found.length === 1) return done(found[0]!)
      if (country !== null && country.id !== this.#iran && found.length === 0) continue
      troubles.push({ code: found.length === 0 ? "place.unknown" : "place.ambiguous", part })
    }
    return done(province ?? country)
  }

  /**
   * A name that comes with its kind and without an id: nobody knew which place of that name it was, or whether all of it was
   * meant, as of an act “somewhere in Iran”. It is not linked here either. Null where no place of the kind has the name.
   */
  #open(written: WrittenPlace): FieldPlace | null {
    const type = PLACE_TYPES.find((one) => one === written.type)
    if (type === undefined || written.name === "") return null
    const province = written.province === "" ? null : this.#province(written.province, null, [])
    if (province === null && written.province !== "") return null
    const name = foldText(written.name)
    const alike = (this.#byName.get(name) ?? []).filter(
      (place) => place.type === type && (province === null || place.provinceId === province.id),
    )
    const own = alike.filter((place) => foldText(place.name) === name)
    const found = own.length > 0 ? own : alike
    if (found.length === 0) return null
    const nameEn = new Set(found.map((place) => place.nameEn))
    return {
      placeId: null,
      nameFa: found[0]!.name,
      nameEn: nameEn.size === 1 ? found[0]!.nameEn : "",
      type,
      provinceId: province?.id ?? null,
      lat: written.lat,
      lon: written.lon,
    }
  }

  /** Every place of a name, of any kind; a word before it («استان فارس») narrows the kinds. Empty where none has it. */
  named(written: string): readonly Place[] {
    const name = foldText(written)
    const own = this.#byName.get(name)
    if (own !== undefined) return own
    const marked = MARKED.find(([words]) => words.test(name))
    if (marked === undefined) return []
    return (this.#byName.get(name.replace(marked[0], "")) ?? []).filter((place) => marked[1].includes(place.type))
  }

  get #iran(): string {
    return "iran"
  }

  #get(id: string): Place | null {
    return this.#knowledge.places.get(id) ?? this.#knowledge.regions.get(id) ?? null
  }

  #country(name: string, fallback: string | null, troubles: PlaceTrouble[]): Place | null {
    if (name === "") return fallback === null ? null : this.#get(fallback)
    const found = (this.#byName.get(foldText(name)) ?? []).filter((place) => place.type === "country")
    if (found.length === 1) return found[0]!
    troubles.push({ code: "place.unknown", part: "country" })
    return fallback === null ? null : this.#get(fallback)
  }

  #province(name: string, country: Place | null, troubles: PlaceTrouble[]): Place | null {
    if (name === "") return null
    const found = this.#named(name, KINDS.province, country, null)
    if (found.length === 1) return found[0]!
    troubles.push({ code: found.length === 0 ? "place.unknown" : "place.ambiguous", part: "province" })
    return null
  }

  /** Places of a name: of the first kind that any of them has, in the country and province if those are known. */
  #named(written: string, kinds: readonly PlaceType[], country: Place | null, province: Place | null): Place[] {
    let name = foldText(written)
    let wanted = kinds
    let found = this.#byName.get(name)
    const byId = found === undefined ? this.#get(written) : null
    if (byId !== null) found = [byId]
    if (found === undefined) {
      const marked = MARKED.find(([words]) => words.test(name))
      if (marked === undefined) return []
      name = name.replace(marked[0], "")
      wanted = marked[1]
      found = this.#byName.get(name) ?? []
    }
    const here = found.filter(
      (place) =>
        (country === null || this.#countryOf(place) === country.id) &&
        (province === null || place.provinceId === province.id),
    )
    for (const kind of wanted) {
      const own = here.filter((place) => place.type === kind)
      if (own.length > 0) return own
    }
    return []
  }

  #countryOf(place: Place): string {
    if (place.type === "country") return place.id
    const region = this.#knowledge.regions.get(place.id)
    if (region !== undefined) return region.countryId
    return place.id.startsWith("w-") ? "" : this.#iran
  }
}

/** A row's own coordinates go before the gazetteer's. */
export function fieldPlace(place: Place, lat: number | null = null, lon: number | null = null): FieldPlace {
  return {
    placeId: place.id,
    nameFa: place.name,
    nameEn: place.nameEn,
    type: place.type,
    provinceId: place.provinceId,
    lat: lat ?? place.lat,
    lon: lon ?? place.lon,
  }
}
