import { builtInKnowledge } from "@karnegar/coder"
import type { Lang } from "./language.ts"

/** Name of a province by its gazetteer id. */
export function provinceName(id: string | null, lang: Lang): string | null {
  const place = id === null ? undefined : builtInKnowledge().places.get(id)
  return place === undefined ? null : lang === "fa" ? place.name : place.nameEn
}

/** All provinces with their names, in the order of the alphabet. */
export function provinces(lang: Lang): readonly (readonly [id: string, name: string])[] {
  return [...builtInKnowledge().places.values()]
    .filter((p) => p.type === "province")
    .map((p): readonly [string, string] => [p.id, lang === "fa" ? p.name : p.nameEn])
    .sort((a, b) => a[1].localeCompare(b[1], lang))
}
