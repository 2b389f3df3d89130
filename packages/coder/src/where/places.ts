import type { CodedPlace, Span } from "../coded.ts"
import type { How } from "../codes.ts"
import type { Knowledge, Place } from "../knowledge.ts"
import type { Mention } from "../mentions/mention.ts"
import { readMentions } from "../mentions/read-mentions.ts"
import type { Problem } from "../problem.ts"
import type { Doc } from "../text/doc.ts"
import { readDoc } from "../text/read-doc.ts"
import { TokenBits } from "../text/token-bits.ts"
import { type PlaceName, readPlaceNames } from "./place-names.ts"
import { type PlaceRole, readPlaceRole } from "./place-role.ts"
import { type Neighbours, provincesOf, resolvePlace } from "./resolve-place.ts"
import type { PlaceFound, PlaceHere, SpotHere } from "./where.ts"

/**
 * The places and spots of a document: each name resolved as far as text and outlet decide, else ambiguous with all
 * candidates, no coordinates and a problem that says so; each with its role in its sentence.
 *
 * @param outlet Name of the outlet as the report came with it; a regional one decides between towns of one name.
 */
export function findPlaces(
  doc: Doc,
  mentions: readonly Mention[],
  knowledge: Knowledge,
  problems: Problem[],
  outlet: string | null = null,
): { places: PlaceHere[]; spots: SpotHere[] } {
  const names = readPlaceNames(doc, mentions, knowledge)
  const places: PlaceHere[] = []
  const spots = findSpots(mentions, knowledge)
  if (names.length === 0) return { places, spots }
  const { ofSentence, ofText } = provincesOf(names)
  const around: Neighbours = { ofSentence, ofText, ofOutlet: () => outletProvinces(outlet, knowledge) }
  const roles = rolesOf(doc, names, mentions, knowledge)
  for (let n = 0; n < names.length; n++) {
    const name = names[n]!
    const role = roles[n]!
    const picked = resolvePlace(doc, name, names[n + 1], around)
    const place = picked[0]
    if (place === undefined)
      places.push(here(name, role, village(doc, name, around, knowledge), "stated", "reader:village"))
    else if (picked.length === 1) {
      const how = name.candidates.length === 1 ? "stated" : "inferred"
      places.push(here(name, role, coded(place), how, `place:${place.id}`))
    } else {
      const span: Span = [doc.starts[name.first]!, doc.ends[name.past - 1]!]
      const candidates = picked.map((p) => p.id)
      problems.push({ code: "place.many", span, candidates })
      const open = { id: null, name: place.name, type: place.type, province: null, lat: null, lon: null, candidates }
      places.push(here(name, role, open, "stated", "reader:place"))
    }
  }
  return { places, spots }
}

function here(name: PlaceName, role: PlaceRole, place: PlaceHere["place"], how: How, by: string): PlaceHere {
  const { first, past, sentence, list, container } = name
  return { first, past, sentence, place, how, by, role, list, within: container }
}

function findSpots(mentions: readonly Mention[], knowledge: Knowledge): SpotHere[] {
  const spots: SpotHere[] = []
  for (const { kind, first, past, sentence, code, by } of mentions) {
    if (kind !== "institution") continue
    const placeId = knowledge.institutions.get(code)?.placeId ?? null
    const place = placeId === null ? undefined : knowledge.places.get(placeId)
    spots.push({ first, past, sentence, place: place === undefined ? null : coded(place), by })
  }
  return spots
}

/** A gazetteer row as the exchange format writes it. */
export function coded(place: Place): Omit<CodedPlace, "site"> {
  return { id: place.id, name: place.name, type: place.type, province: place.province, lat: place.lat, lon: place.lon }
}

/** The same with the spot that an act was at. */
export function codedAt(place: Omit<CodedPlace, "site">, site: string | null): CodedPlace {
  const { id, name, type, province, lat, lon, candidates } = place
  return candidates === undefined
    ? { id, name, type, province, lat, lon, site }
    : { id, name, type, province, lat, lon, candidates, site }
}

/** A village that only the text knows, with the province of the places named beside it where there is one. */
function village(doc: Doc, name: PlaceName, around: Neighbours, knowledge: Knowledge): Omit<CodedPlace, "site"> {
  const here = around.ofSentence.get(name.sentence) ?? around.ofText
  return {
    id: null,
    name: doc.text.slice(doc.starts[name.first + 1]!, doc.ends[name.past - 1]!),
    type: "village",
    province: here.size === 1 ? (knowledge.places.get([...here][0]!)?.name ?? null) : null,
    lat: null,
    lon: null,
  }
}

const peopleBits = new TokenBits()

function rolesOf(
  doc: Doc,
  names: readonly PlaceName[],
  mentions: readonly Mention[],
  knowledge: Knowledge,
): PlaceRole[] {
  const people = peopleBits.take(doc.count)
  for (const m of mentions) {
    if ((m.kind === "workforce" && m.people) || m.kind === "workplace") people.fill(1, m.first, m.past)
  }
  const roles: PlaceRole[] = []
  for (let n = 0; n < names.length; ) {
    let end = n
    while (end < names.length && names[end]!.list === names[n]!.list) end++
    const { first, sentence } = names[n]!.estate && n + 1 < end ? names[n + 1]! : names[n]!
    const list = { first, past: names[end - 1]!.past, sentence, length: end - n }
    const role = readPlaceRole(doc, list, knowledge.placeWords, people)
    for (let k = n; k < end; k++) roles.push(names[k]!.estate || (role === "road" && k > n) ? "aside" : role)
    n = end
  }
  return roles
}

/** Most outlets whose provinces are kept. */
const MOST_OUTLETS = 1000
const outlets = new WeakMap<Knowledge, Map<string, ReadonlySet<string>>>()

/** Provinces that an outlet's name tells; the same few outlets send most reports. */
function outletProvinces(outlet: string | null, knowledge: Knowledge): ReadonlySet<string> {
  if (outlet === null || outlet === "") return new Set()
  let kept = outlets.get(knowledge)
  if (kept === undefined || kept.size >= MOST_OUTLETS) {
    kept = new Map()
    outlets.set(knowledge, kept)
  }
  let provinces = kept.get(outlet)
  if (provinces === undefined) {
    const doc = readDoc(outlet.replace(/[_@./-]/g, " "))
    provinces = provincesOf(readPlaceNames(doc, readMentions(doc, knowledge.phrases), knowledge)).ofText
    kept.set(outlet, provinces)
  }
  return provinces
}

/** The town of the first plant that the given sentences name, as the register has it. */
export function townOfWorkplace(doc: Doc, mentions: Iterable<Mention>, knowledge: Knowledge): PlaceFound | null {
  for (const m of mentions) {
    if (m.kind !== "workplace") continue
    const placeId = knowledge.workplaces.get(m.code)?.placeId ?? null
    const place = placeId === null ? undefined : knowledge.places.get(placeId)
    if (place === undefined) continue
    return {
      place: coded(place),
      site: null,
      how: "inferred",
      spans: [[doc.starts[m.first]!, doc.ends[m.past - 1]!]],
      by: m.by,
      role: "who",
      list: -1,
    }
  }
  return null
}
