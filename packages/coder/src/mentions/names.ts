import { englishSpellings } from "../lexicon/english-spellings.ts"
import { activeRows, listOf, type RawLexicon, rowsOf } from "../lexicon/raw.ts"

/** A phrase the gazetteer adds: kind, row id and one wording in the pattern language. */
export interface NamePhrase {
  readonly kind: string
  readonly code: string
  readonly pattern: string
  readonly fixed?: boolean
}

/** Words behind which a marked name is a place, by what the place is: «بخش مرکزی», but no «شهرستان مرکزی». */
const MARKERS: Readonly<Record<string, string>> = {
  city: "(شهر|شهرستان|شهرک|بندر|شهرهای|شهرستانهای|حومه|شهرداری)",
  county: "(شهر|شهرستان|شهرستانهای|فرمانداری)",
  district: "بخش",
  province: "استان",
  village: "روستای",
  site: "(جزیره|منطقه|شهرک|مرز)",
  country: "کشور",
}

/** The places of the gazetteer: those of its source, and what we added. */
export function placeRows(raw: RawLexicon): readonly Readonly<Record<string, string>>[] {
  return [...activeRows(raw.gazetteer, "places"), ...activeRows(raw.gazetteer, "additions")]
}

/** Every wording by which a place, plant, organisation, institution or event is known. */
export function readNames(raw: RawLexicon): NamePhrase[] {
  const names: NamePhrase[] = []
  const places = placeRows(raw)
  for (const row of places) {
    const marked = row.marked === "yes"
    // «خراسان (رضوی)»: brackets of a source's own are no part of the pattern language.
    const plain = row.name_fa!.replace(/[()|{}…]/g, " ")
    const own =
      row.type === "district" && !marked
        ? `بخش ${plain}`
        : marked && row.id === "iran"
          ? null
          : marked
            ? `${MARKERS[row.type!]} ${plain}`
            : plain
    if (own !== null) names.push({ kind: "place", code: row.id!, pattern: own })
    if (marked && row.type === "city") names.push({ kind: "bare_place", code: row.id!, pattern: plain })
    if (row.type === "district" && !marked && row.id!.startsWith("x-"))
      names.push({ kind: "place", code: row.id!, pattern: plain })
    for (const alt of listOf(row.alt_fa)) {
      const needsMarker = marked && !alt.includes(" ")
      names.push({ kind: "place", code: row.id!, pattern: needsMarker ? `${MARKERS[row.type!]} ${alt}` : alt })
    }
    if (row.name_en && row.type !== "district" && !(marked && row.name_en.length < 5)) {
      for (const en of englishSpellings(row.name_en))
        if (/^[a-z]{4}/.test(en)) names.push({ kind: "place", code: row.id!, pattern: en })
    }
  }
  const placeIds = new Set(places.map((row) => row.id))
  for (const row of activeRows(raw.gazetteer, "place-names")) {
    if (!placeIds.has(row.place_id!)) continue
    const pattern = row.marked === "yes" ? `${MARKERS.city} ${row.name_fa}` : row.name_fa!
    names.push({ kind: "place", code: row.place_id!, pattern })
  }
  for (const row of activeRows(raw.gazetteer, "workplaces")) {
    for (const alt of [row.name_fa!, ...listOf(row.alt_fa)])
      names.push({ kind: "workplace", code: row.id!, pattern: alt })
    if (/^[A-Za-z]{4}/.test(row.name_en!))
      names.push({ kind: "workplace", code: row.id!, pattern: row.name_en!.replace(/[()|{}…,’]/g, " ").toLowerCase() })
  }
  for (const row of activeRows(raw.gazetteer, "organisations"))
    for (const alt of [row.name_fa!, ...listOf(row.alt_fa)])
      names.push({ kind: "organisation", code: row.id!, pattern: alt })
  /** Institutions of which there is one. */
  const single = new Set<string>()
  for (const row of activeRows(raw.gazetteer, "institutions")) {
    const fixed = row.place_id !== ""
    if (fixed) single.add(row.id!)
    names.push({ kind: "institution", code: row.id!, pattern: row.patterns!, fixed })
  }
  for (const row of activeRows(raw.gazetteer, "english-names"))
    names.push({ kind: row.kind!, code: row.code!, pattern: row.patterns!, fixed: single.has(row.code!) })
  for (const row of rowsOf(raw.tables, "context-events"))
    if (row.patterns) names.push({ kind: "event", code: row.id!, pattern: row.patterns })
  return names
}
