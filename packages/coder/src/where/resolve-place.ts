import type { Place } from "../knowledge.ts"
import { type Doc, wordBefore } from "../text/doc.ts"
import { foldText } from "../text/fold.ts"
import type { PlaceName } from "./place-names.ts"

/** Provinces that decide between towns of one name: those of a name's own sentence, of the text, of the outlet. */
export interface Neighbours {
  readonly ofSentence: ReadonlyMap<number, ReadonlySet<string>>
  readonly ofText: ReadonlySet<string>
  /** Read only when the text leaves a name open. */
  readonly ofOutlet: () => ReadonlySet<string>
}

const TYPE_RANK: Readonly<Record<string, number>> = {
  country: 5,
  province: 4,
  city: 6,
  county: 3,
  village: 2,
  site: 2,
  district: 1,
}
const PROVINCE_WORDS = new Set(["استان", "استانهای", "province", "provinces"])
const COUNTY_WORDS = new Set(["شهرستان", "شهرستانهای", "county"])
const DISTRICT_WORDS = new Set(["بخش", "district"])
/** Words over which a list of provinces does not reach. */
const ENDS_PROVINCES = new Set(["شهر", "شهرهای", "در", "شهرستان", "شهرستانهای"])

/**
 * The places that a name may stand for: one where the text decides, else all that it leaves open.
 *
 * The word before it («استان», «شهرستان», «بخش») first; then towns before counties before districts of one name; of
 * towns that share it the one in a province that its sentence, the text or the outlet names; then the seat of a county.
 */
export function resolvePlace(
  doc: Doc,
  name: PlaceName,
  next: PlaceName | undefined,
  around: Neighbours,
): readonly Place[] {
  let candidates = name.candidates
  if (candidates.length < 2) return candidates
  const before = wordBefore(doc, name.first)
  const own = doc.words[name.first]!
  const behind = wordBehindList(doc, name)
  const says = (words: ReadonlySet<string>) => words.has(before) || words.has(own) || words.has(behind)
  if (
    says(PROVINCE_WORDS) ||
    inProvinceList(doc, name) ||
    opensTowns(name, next) ||
    (name.container && !says(COUNTY_WORDS))
  ) {
    const province = candidates.filter((p) => p.type === "province")
    if (province.length > 0) return province
  }
  // The text's own spelling decides between «گناوه» (county) and «بندرگناوه» (its town).
  const written = name.past - name.first === 1 ? own : doc.words.slice(name.first, name.past).join("")
  const exact = candidates.filter((p) => (p.type === "city" || p.type === "county") && oneWord(p.name) === written)
  if (exact.length > 0) candidates = candidates.filter((p) => exact.includes(p) || p.type !== "city")
  if (says(COUNTY_WORDS)) {
    // A county name used for its town is the town when there is one (codebook §9, rule 9).
    const counties = candidates.filter((p) => p.type === "county" || p.type === "city")
    if (counties.length > 0) candidates = counties
  } else if (says(DISTRICT_WORDS)) {
    const districts = candidates.filter((p) => p.type === "district")
    if (districts.length > 0) candidates = districts
  }
  let best = 0
  for (const p of candidates) best = Math.max(best, TYPE_RANK[p.type] ?? 0)
  candidates = candidates.filter((p) => (TYPE_RANK[p.type] ?? 0) === best)
  if (candidates.length > 1) candidates = inProvinces(candidates, around.ofSentence.get(name.sentence))
  if (candidates.length > 1) candidates = inProvinces(candidates, around.ofText)
  if (candidates.length > 1) candidates = inProvinces(candidates, around.ofOutlet())
  if (candidates.length < 2) return candidates
  // The seat of a county outranks a township of the same name.
  const seats = candidates.filter((p) => p.county !== null && foldedName(p.county) === foldedName(p.name))
  return seats.length === 1 ? seats : candidates
}

/** Those of some places that lie in given provinces; all where none does. */
function inProvinces(places: readonly Place[], provinces: ReadonlySet<string> | undefined): readonly Place[] {
  if (provinces === undefined) return places
  const inside = places.filter((p) => p.provinceId !== null && provinces.has(p.provinceId))
  return inside.length > 0 ? inside : places
}

/** The names that the gazetteer has, folded, and the same without blanks; each worked out once. */
const foldedNames = new Map<string, string>()
const oneWords = new Map<string, string>()

function foldedName(name: string): string {
  return once(foldedNames, name, foldText)
}

function oneWord(name: string): string {
  return once(oneWords, name, (plain) => foldedName(plain).replaceAll(" ", ""))
}

function once(made: Map<string, string>, name: string, make: (name: string) => string): string {
  let value = made.get(name)
  if (value === undefined) {
    value = make(name)
    made.set(name, value)
  }
  return value
}

/** "East Azerbaijan, Lorestan and Golestan provinces": in English the word stands behind a list of capitalised names. */
function wordBehindList(doc: Doc, name: PlaceName): string {
  const past = doc.sentences[name.sentence]![1]
  const first = doc.words[name.first]!.charCodeAt(0)
  if (first < 0x61 || first > 0x7a) return ""
  for (let i = name.past; i < past && i < name.past + 12; i++) {
    const word = doc.words[i]!
    if (PROVINCE_WORDS.has(word) || COUNTY_WORDS.has(word) || DISTRICT_WORDS.has(word)) return word
    if (word === "," || word === "and" || word === "-") continue
    const capital = doc.text.charCodeAt(doc.starts[i]!)
    if (capital < 0x41 || capital > 0x5a) return ""
  }
  return ""
}

/** «کرمان (جیرفت و بم)»: a province whose towns follow in brackets. */
function opensTowns(name: PlaceName, next: PlaceName | undefined): boolean {
  if (next === undefined || !next.inner || name.inner || next.list !== name.list || next.container) return false
  const province = name.candidates.find((p) => p.type === "province")
  return province !== undefined && next.candidates.some((p) => p.provinceId === province.id && p.type !== "province")
}

/** «استان‌های اردبیل، ایلام، لرستان و مازندران»: looks left over a list of names for the word, over brackets too. */
function inProvinceList(doc: Doc, name: PlaceName): boolean {
  const start = doc.sentences[name.sentence]![0]
  let depth = 0
  for (let i = name.first - 1; i >= start && i >= name.first - 24; i--) {
    const word = doc.words[i]!
    if (word === ")") depth++
    else if (word === "(") {
      // A name inside brackets is none of the list's.
      if (depth-- === 0) return false
    } else if (depth > 0) continue
    else if (word === "استانهای" || word === "provinces") return true
    else if (ENDS_PROVINCES.has(word)) return false
  }
  return false
}

/** Provinces that the names of a document tell for certain: by their own name or by a town of which there is one. */
export function provincesOf(names: readonly PlaceName[]): {
  ofSentence: Map<number, Set<string>>
  ofText: Set<string>
} {
  const ofSentence = new Map<number, Set<string>>()
  const ofText = new Set<string>()
  for (const name of names) {
    const sure = name.candidates.length === 1 || agree(name)
    for (const { type, provinceId } of name.candidates) {
      if (provinceId === null || (type !== "province" && !sure)) continue
      ofText.add(provinceId)
      const here = ofSentence.get(name.sentence)
      if (here === undefined) ofSentence.set(name.sentence, new Set([provinceId]))
      else here.add(provinceId)
    }
  }
  return { ofSentence, ofText }
}

/** A city and its county of one name lie in one province: which of them is meant matters not here. */
function agree(name: PlaceName): boolean {
  return name.candidates.every((p) => p.provinceId === name.candidates[0]!.provinceId)
}
