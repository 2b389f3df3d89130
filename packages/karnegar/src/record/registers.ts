import type { Knowledge, PlaceType } from "@karnegar/coder"
import { foldText } from "@karnegar/coder"
import type { RegisteredName } from "./types.ts"

/** A gazetteer place with its names in both scripts. */
export interface RegisteredPlace extends RegisteredName {
  readonly type: PlaceType
  readonly provinceId: string | null
  readonly lat: number | null
  readonly lon: number | null
}

/** The names that may stand in public: nothing is public that none of these answers for. */
export interface Registers {
  /** Null unless the words as written, apart from a form of enterprise, name exactly one workplace. */
  findWorkplace(written: string): RegisteredName | null
  getWorkplace(id: string): RegisteredName
  findOrganisation(written: string): RegisteredName | null
  getOrganisation(id: string): RegisteredName
  /** Every one that stands, in no order. */
  listWorkplaces(): readonly RegisteredName[]
  listOrganisations(): readonly RegisteredName[]
  findPlace(id: string): RegisteredPlace | null
  /** A province by its Persian name. */
  findProvince(name: string): RegisteredPlace | null
  /** The county that a gazetteer place lies in, or else its province; null for those, for a country and for a place that is not known. */
  widerPlace(id: string): RegisteredPlace | null
  /** Ids of the record's own organisations and workplaces whose names look like a person's that is on no register: not public. */
  readonly withheld: ReadonlySet<string>
  /** The country, for what has no known place. */
  readonly country: RegisteredPlace
}

/** Words for what an employer is, which may stand before a name or be left out. */
const LEGAL_FORM = new Set("شرکت کارخانه کارخانجات مجتمع".split(" "))
const MINE = new Set("معدن معادن".split(" "))

/** Registers made of the coder's gazetteer, as this version of the product ships it. */
export function registersFrom(knowledge: Knowledge): Registers {
  const workplaces = new Map<string, RegisteredName>()
  const exact = new Names()
  const loose = new Names()
  for (const w of knowledge.workplaces.values()) {
    const name = { id: w.id, fa: w.name, en: w.nameEn }
    workplaces.set(w.id, name)
    for (const written of [w.name, w.nameEn, ...w.aliases]) {
      const words = foldText(written).split(" ")
      exact.add(words, name)
      loose.add(withoutForm(words), name)
      // «شرکت … ایران» is called without both.
      if (LEGAL_FORM.has(words[0]!) && words.at(-1) === "ایران") loose.add(words.slice(1, -1), name)
      if (w.workforce === "mining") {
        loose.add(["معدن", ...words], name)
        loose.add(["معادن", ...words], name)
        if (MINE.has(words[0]!) && words.length > 2) loose.add(words.slice(1), name)
      }
    }
  }
  const organisations = new Map<string, RegisteredName>()
  const organisationsByName = new Map<string, RegisteredName>()
  for (const o of knowledge.organisations.values()) {
    const name = { id: o.id, fa: o.name, en: o.nameEn }
    organisations.set(o.id, name)
    organisationsByName.set(foldText(o.name), name)
    for (const alias of o.aliases) organisationsByName.set(foldText(alias), name)
  }
  const place = (id: string): RegisteredPlace | null => {
    const p = knowledge.places.get(id)
    return p === undefined
      ? null
      : { id: p.id, fa: p.name, en: p.nameEn, type: p.type, provinceId: p.provinceId, lat: p.lat, lon: p.lon }
  }
  const provinces = new Map(
    [...knowledge.places.values()].filter((p) => p.type === "province").map((p) => [foldText(p.name), p.id]),
  )
  const counties = new Map(
    [...knowledge.places.values()].filter((p) => p.type === "county").map((p) => [`${p.provinceId} ${p.name}`, p.id]),
  )
  return {
    findWorkplace: (written) => {
      const words = foldText(written).split(" ")
      return exact.find(words) ?? loose.find(words) ?? loose.find(withoutForm(words))
    },
    getWorkplace: (id) => workplaces.get(id) ?? { id, fa: id, en: id },
    findOrganisation: (written) => organisationsByName.get(foldText(written)) ?? null,
    getOrganisation: (id) => organisations.get(id) ?? { id, fa: id, en: id },
    listWorkplaces: () => [...workplaces.values()],
    listOrganisations: () => [...organisations.values()],
    findPlace: place,
    findProvince: (name) => {
      const id = provinces.get(foldText(name))
      return id === undefined ? null : place(id)
    },
    widerPlace: (id) => {
      const known = knowledge.places.get(id)
      if (known === undefined || known.type === "county" || known.type === "province") return null
      const county = counties.get(`${known.provinceId} ${known.county}`)
      const wider = county ?? known.provinceId
      return wider === null ? null : place(wider)
    },
    withheld: new Set(),
    country: place("iran") ?? {
      id: "iran",
      fa: "ایران",
      en: "Iran",
      type: "country",
      provinceId: null,
      lat: null,
      lon: null,
    },
  }
}

/** Names by their folded words; a wording that two of them share answers for neither. */
class Names {
  readonly #byWords = new Map<string, RegisteredName | null>()

  add(words: readonly string[], name: RegisteredName): void {
    const key = words.join(" ")
    const stands = this.#byWords.get(key)
    this.#byWords.set(key, stands === undefined || stands?.id === name.id ? name : null)
  }

  find(words: readonly string[]): RegisteredName | null {
    return this.#byWords.get(words.join(" ")) ?? null
  }
}

/** «شرکت تراورس» → «تراورس»; a form of enterprise alone stays. */
function withoutForm(words: readonly string[]): readonly string[] {
  return words.length > 1 && LEGAL_FORM.has(words[0]!) ? words.slice(1) : words
}
