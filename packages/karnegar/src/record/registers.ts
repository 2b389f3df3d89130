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
  findWorkplace(written: string): RegisteredName | null
  getWorkplace(id: string): RegisteredName
  findOrganisation(written: string): RegisteredName | null
  getOrganisation(id: string): RegisteredName
  findPlace(id: string): RegisteredPlace | null
  /** A province by its Persian name. */
  findProvince(name: string): RegisteredPlace | null
  /** The country, for what has no known place. */
  readonly country: RegisteredPlace
}

/** Generic words that a register's name may lack or have more of. */
const GENERIC = new Set(
  "شرکت کارخانه کارخانجات مجتمع سازمان وزارت گروه معدن معادن بیمارستان کشت و صنعت نیشکر ایران".split(" "),
)

/** Registers made of the coder's gazetteer, as this version of the product ships it. */
export function registersFrom(knowledge: Knowledge): Registers {
  const workplaces = new Map<string, RegisteredName>()
  const byName = new Map<string, RegisteredName>()
  for (const w of knowledge.workplaces.values()) {
    const name = { id: w.id, fa: w.name, en: w.nameEn }
    workplaces.set(w.id, name)
    byName.set(key(w.name), name)
    for (const alias of w.aliases) byName.set(key(alias), name)
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
  return {
    findWorkplace: (written) => byName.get(key(written)) ?? null,
    getWorkplace: (id) => workplaces.get(id) ?? { id, fa: id, en: id },
    findOrganisation: (written) => organisationsByName.get(foldText(written)) ?? null,
    getOrganisation: (id) => organisations.get(id) ?? { id, fa: id, en: id },
    findPlace: place,
    findProvince: (name) => {
      const id = provinces.get(foldText(name))
      return id === undefined ? null : place(id)
    },
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

function key(name: string): string {
  const words = foldText(name).split(" ")
  const kept = words.filter((w) => !GENERIC.has(w))
  return (kept.length > 0 ? kept : words).join(" ")
}
