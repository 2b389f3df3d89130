import type { PublishedAction } from "../../record/types.ts"
import type { Names } from "./counting.ts"

/** Names that actions bring, by id or key: of workplaces, organisations, sources and places. */
export function namesOf(records: readonly PublishedAction[]): Names {
  const names = new Map<string, { readonly fa: string; readonly en: string }>()
  for (const { workplace, organisations, sources, places } of records) {
    for (const name of workplace === null ? organisations : [workplace, ...organisations]) names.set(name.id, name)
    for (const { source } of sources)
      if (source !== null) names.set(source.key, { fa: source.nameFa, en: source.nameEn })
    for (const { placeId, nameFa, nameEn } of places)
      if (placeId !== null) names.set(placeId, { fa: nameFa, en: nameEn === "" ? nameFa : nameEn })
  }
  return names
}
