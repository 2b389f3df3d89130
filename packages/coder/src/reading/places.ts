import type { PlaceFound, PlaceHere, SpotHere } from "../actions/where.ts"
import type { CodedPlace, Span } from "../coded.ts"
import type { Knowledge, Place } from "../knowledge.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Problem } from "../problem.ts"
import type { Doc } from "../text/doc.ts"
import { foldText } from "../text/fold.ts"

/** A place name that may be one of several places. */
interface Name {
  readonly first: number
  readonly past: number
  readonly sentence: number
  readonly candidates: readonly Place[]
}

const TYPE_RANK: Record<string, number> = {
  country: 5,
  province: 4,
  city: 6,
  county: 3,
  village: 2,
  site: 2,
  district: 1,
}

/**
 * The places and spots of a document, each name resolved as far as the text decides.
 *
 * City before county before district of one name; of same-named towns the one in a province that the text names,
 * in its phrase first; else ambiguous, with all candidates and no coordinates.
 */
export function findPlaces(
  doc: Doc,
  mentions: readonly Mention[],
  knowledge: Knowledge,
  problems: Problem[],
): { places: PlaceHere[]; spots: SpotHere[] } {
  const names = groupNames(doc, mentions, knowledge)
  const provinces = new Set<string>()
  for (const name of names)
    for (const p of name.candidates)
      if (p.type === "province" || name.candidates.length === 1) if (p.provinceId !== null) provinces.add(p.provinceId)
  const places: PlaceHere[] = []
  for (const name of names) {
    const picked = pick(doc, name, names, provinces)
    if (picked.length === 1) {
      const place = picked[0]!
      places.push({
        first: name.first,
        past: name.past,
        sentence: name.sentence,
        place: coded(place),
        how: name.candidates.length === 1 ? "stated" : "inferred",
        by: `place:${place.id}`,
      })
    } else {
      const span: Span = [doc.starts[name.first]!, doc.ends[name.past - 1]!]
      const ids = picked.map((p) => p.id)
      problems.push({ code: "place.many", span, candidates: ids })
      places.push({
        first: name.first,
        past: name.past,
        sentence: name.sentence,
        place: {
          id: null,
          name: picked[0]!.name,
          type: picked[0]!.type,
          province: null,
          lat: null,
          lon: null,
          candidates: ids,
        },
        how: "stated",
        by: "reader:place",
      })
    }
  }
  const spots: SpotHere[] = []
  for (const m of mentions) {
    if (m.kind === "institution") {
      const placeId = knowledge.institutions.get(m.code)?.placeId ?? null
      const place = placeId === null ? undefined : knowledge.places.get(placeId)
      spots.push({
        first: m.first,
        past: m.past,
        sentence: m.sentence,
        place: place === undefined ? null : coded(place),
        by: m.by,
      })
    }
  }
  return { places, spots }
}

/** A gazetteer row as the exchange format writes it. */
export function coded(place: Place): Omit<CodedPlace, "site"> {
  return { id: place.id, name: place.name, type: place.type, province: place.province, lat: place.lat, lon: place.lon }
}

function groupNames(doc: Doc, mentions: readonly Mention[], knowledge: Knowledge): Name[] {
  const out: { first: number; past: number; sentence: number; candidates: Place[] }[] = []
  const taken = mentions.filter((m) => m.kind === "organisation" || m.kind === "workplace")
  for (const m of mentions) {
    if (m.kind !== "place") continue
    // A town inside the name of a plant or organisation is part of that name.
    if (taken.some((t) => t.first <= m.first && t.past >= m.past && t.past - t.first > m.past - m.first)) continue
    const place = knowledge.places.get(m.code)!
    // «طالقانی» is no mention of طالقان, and «کامیون‌داران» none of داران.
    if (doc.words[m.past - 1]!.endsWith("ی") && !place.name.endsWith("ی") && !/^[a-z]/.test(doc.words[m.past - 1]!))
      continue
    if (doc.text.charCodeAt(doc.starts[m.first]! - 1) === 0x200c) continue
    const last = out[out.length - 1]
    if (last !== undefined && last.first <= m.first && m.past <= last.past) {
      if (last.first === m.first && last.past === m.past) last.candidates.push(place)
      continue
    }
    out.push({ first: m.first, past: m.past, sentence: doc.sentenceOf[m.first]!, candidates: [place] })
  }
  return out
}

function pick(doc: Doc, name: Name, names: readonly Name[], provinces: ReadonlySet<string>): readonly Place[] {
  const before = doc.words[name.first - 1] ?? ""
  const own = doc.words[name.first]!
  let candidates = name.candidates
  if (candidates.length > 1) {
    const wanted =
      before === "استان" || own === "استان" || before === "استانهای" || before === "province"
        ? "province"
        : before === "شهرستان" || own === "شهرستان" || before === "شهرستانهای"
          ? "county"
          : before === "بخش" || own === "بخش"
            ? "district"
            : null
    const provincial = wanted === "province" || inProvinceList(doc, name)
    if (provincial) {
      const province = candidates.filter((p) => p.type === "province")
      if (province.length > 0) return province
    }
    if (wanted === "county") {
      // A county name used for its town is the town when there is one (codebook §9, rule 9).
      const counties = candidates.filter((p) => p.type === "county" || p.type === "city")
      if (counties.length > 0) candidates = counties
    }
    if (wanted === "district") {
      const districts = candidates.filter((p) => p.type === "district")
      if (districts.length > 0) candidates = districts
    }
    // The text's own spelling decides between «گناوه» (county) and «بندرگناوه» (its town).
    const written = doc.words.slice(name.first, name.past).join("")
    const exact = candidates.filter((p) => foldText(p.name).replace(/ /g, "") === written)
    if (wanted === "county" && exact.length > 0) candidates = exact
    const best = Math.max(...candidates.map((p) => TYPE_RANK[p.type] ?? 0))
    const ranked = candidates.filter((p) => (TYPE_RANK[p.type] ?? 0) === best)
    if (ranked.length === 1) return ranked
    candidates = ranked
    // A province named in the same sentence decides first, then any that the text names, then the neighbours' provinces.
    const near = new Set(
      names
        .filter((n) => n.sentence === name.sentence && n !== name)
        .flatMap((n) =>
          n.candidates.length === 1 || n.candidates.some((p) => p.type === "province")
            ? n.candidates.map((p) => p.provinceId)
            : [],
        ),
    )
    for (const set of [near, provinces]) {
      const inside = candidates.filter((p) => p.provinceId !== null && set.has(p.provinceId))
      if (inside.length === 1) return inside
    }
    // The seat of a county outranks a township of the same name.
    const seats = candidates.filter((p) => p.county !== null && fold(p.county) === fold(p.name))
    if (seats.length === 1) return seats
  }
  return candidates.length === 0 ? name.candidates : candidates
}

function fold(name: string): string {
  return name.replace(/[\s\u200c]/g, "")
}

/** «استان‌های اردبیل، ایلام، لرستان و مازندران»: looks left over a list of names for the word. */
function inProvinceList(doc: Doc, name: Name): boolean {
  const start = doc.sentences[name.sentence]![0]
  for (let i = name.first - 1; i >= start && i >= name.first - 24; i--) {
    const word = doc.words[i]!
    if (word === "استانهای" || word === "provinces") return true
    if (
      word === "شهر" ||
      word === "شهرهای" ||
      word === "در" ||
      word === "شهرستان" ||
      word === "(" ||
      word === ")" ||
      word === "شهرستانهای"
    )
      return false
  }
  return false
}

/** The town of the first plant that the given sentences name, as the register has it. */
export function townOfWorkplace(
  doc: Doc,
  mentions: readonly Mention[],
  sentences: ReadonlySet<number>,
  knowledge: Knowledge,
): PlaceFound | null {
  for (const m of mentions) {
    if (m.kind !== "workplace" || !sentences.has(m.sentence)) continue
    const placeId = knowledge.workplaces.get(m.code)?.placeId ?? null
    const place = placeId === null ? undefined : knowledge.places.get(placeId)
    if (place === undefined) continue
    return {
      place: coded(place),
      site: null,
      how: "inferred",
      spans: [[doc.starts[m.first]!, doc.ends[m.past - 1]!]],
      by: m.by,
      told: false,
    }
  }
  return null
}
