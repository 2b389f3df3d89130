import { type ClauseWords, compileClauseWords } from "./actions/clause-words.ts"
import type { PlaceType, Workforce } from "./codes.ts"
import { type DateWords, dateWordsOf } from "./dates/date-words.ts"
import { englishSpellings } from "./lexicon/english-spellings.ts"
import { compileEnglishWords, type EnglishWords } from "./lexicon/english-words.ts"
import { type RawLexicon, rowsOf } from "./lexicon/raw.ts"
import { compilePhrases, type NamePhrase, type Phrases } from "./mentions/phrases.ts"
import { compilePlaceWords, type PlaceWords } from "./where/place-words.ts"
import { compileOrganisationHeads, type OrganisationHeads } from "./who/organisations.ts"
import { compilePhraseWords, type PhraseWords } from "./who/phrase-words.ts"

/** A row of the gazetteer. */
export interface Place {
  readonly id: string
  readonly type: PlaceType
  /** Persian name. */
  readonly name: string
  readonly nameEn: string
  readonly provinceId: string | null
  /** Persian name of the province. */
  readonly province: string | null
  readonly county: string | null
  /** WGS 84; null when no source that we may use gives it. */
  readonly lat: number | null
  readonly lon: number | null
  /** The name is an ordinary word too: it needs «شهر», «شهرستان» or the like before it. */
  readonly marked: boolean
}

/** A plant, company or field on the register. */
export interface Workplace {
  readonly id: string
  readonly name: string
  readonly nameEn: string
  readonly workforce: Workforce
  readonly placeId: string | null
  /** Other wordings. */
  readonly aliases: readonly string[]
}

/** A registered organisation. */
export interface Organisation {
  readonly id: string
  readonly name: string
  readonly nameEn: string
  readonly type: string
  /** Other wordings. */
  readonly aliases: readonly string[]
}

/** A spot such as parliament or a governor's office. */
export interface Institution {
  readonly id: string
  readonly name: string
  readonly nameEn: string
  /** The town it stands in when there is only one of it; null for offices that every town has. */
  readonly placeId: string | null
}

/** An uprising, epidemic or law that reports refer to. */
export interface ContextEvent {
  readonly name: string
  /** ISO day; null for what has none. */
  readonly date: string | null
}

/** Lexicon and gazetteer, compiled: all that the coder knows. */
export interface Knowledge {
  readonly hash: string
  readonly phrases: Phrases
  readonly raw: RawLexicon
  readonly dateWords: DateWords
  readonly clauseWords: ClauseWords
  readonly placeWords: PlaceWords
  readonly englishWords: EnglishWords
  readonly phraseWords: PhraseWords
  readonly organisationHeads: OrganisationHeads
  readonly places: ReadonlyMap<string, Place>
  readonly workplaces: ReadonlyMap<string, Workplace>
  readonly organisations: ReadonlyMap<string, Organisation>
  readonly institutions: ReadonlyMap<string, Institution>
  /** Sign of an action → weight in its confidence: see `confidenceOf`. */
  readonly confidence: ReadonlyMap<string, number>
  readonly events: ReadonlyMap<string, ContextEvent>
  workplaceWorkforce(id: string): Workforce | null
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

/** Compiles `data/` as the build embedded it. Takes some tens of milliseconds; done once. */
export function compileKnowledge(raw: RawLexicon, hash: string): Knowledge {
  const names: NamePhrase[] = []
  const places = new Map<string, Place>()
  const rows = [...rowsOf(raw.gazetteer, "places"), ...rowsOf(raw.gazetteer, "additions")].filter(
    (r) => r.status === "active",
  )
  const provinceNames = new Map(rows.filter((r) => r.type === "province").map((r) => [r.id!, r.name_fa!]))
  for (const row of rows) {
    const marked = row.marked === "yes"
    places.set(row.id!, {
      id: row.id!,
      type: row.type as PlaceType,
      name: row.name_fa!,
      nameEn: row.name_en!,
      provinceId: row.type === "province" ? row.id! : row.province_id || null,
      province: row.type === "province" ? row.name_fa! : (provinceNames.get(row.province_id!) ?? null),
      county: row.county || null,
      lat: row.lat ? Number(row.lat) : null,
      lon: row.lon ? Number(row.lon) : null,
      marked,
    })
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
    for (const alt of split(row.alt_fa)) {
      const needsMarker = marked && !alt.includes(" ")
      names.push({ kind: "place", code: row.id!, pattern: needsMarker ? `${MARKERS[row.type!]} ${alt}` : alt })
    }
    if (row.name_en && row.type !== "district" && !(marked && row.name_en.length < 5)) {
      for (const en of englishSpellings(row.name_en))
        if (/^[a-z]{4}/.test(en)) names.push({ kind: "place", code: row.id!, pattern: en })
    }
  }
  for (const row of rowsOf(raw.gazetteer, "place-names")) {
    if (row.status !== "active" || !places.has(row.place_id!)) continue
    const pattern = row.marked === "yes" ? `${MARKERS.city} ${row.name_fa}` : row.name_fa!
    names.push({ kind: "place", code: row.place_id!, pattern })
  }
  const workplaces = new Map<string, Workplace>()
  for (const row of rowsOf(raw.gazetteer, "workplaces")) {
    if (row.status !== "active") continue
    workplaces.set(row.id!, {
      id: row.id!,
      name: row.name_fa!,
      nameEn: row.name_en!,
      workforce: row.workforce as Workforce,
      placeId: row.place_id || null,
      aliases: split(row.alt_fa),
    })
    for (const alt of [row.name_fa!, ...split(row.alt_fa)])
      names.push({ kind: "workplace", code: row.id!, pattern: alt })
    if (/^[A-Za-z]{4}/.test(row.name_en!))
      names.push({ kind: "workplace", code: row.id!, pattern: row.name_en!.replace(/[()|{}…,’]/g, " ").toLowerCase() })
  }
  const organisations = new Map<string, Organisation>()
  for (const row of rowsOf(raw.gazetteer, "organisations")) {
    if (row.status !== "active") continue
    organisations.set(row.id!, {
      id: row.id!,
      name: row.name_fa!,
      nameEn: row.name_en!,
      type: row.type!,
      aliases: split(row.alt_fa),
    })
    for (const alt of [row.name_fa!, ...split(row.alt_fa)])
      names.push({ kind: "organisation", code: row.id!, pattern: alt })
  }
  const institutions = new Map<string, Institution>()
  for (const row of rowsOf(raw.gazetteer, "institutions")) {
    if (row.status !== "active") continue
    institutions.set(row.id!, { id: row.id!, name: row.name_fa!, nameEn: row.name_en!, placeId: row.place_id || null })
    names.push({ kind: "institution", code: row.id!, pattern: row.patterns!, fixed: row.place_id !== "" })
  }
  for (const row of rowsOf(raw.gazetteer, "english-names")) {
    if (row.status !== "active") continue
    const fixed = (institutions.get(row.code!)?.placeId ?? null) !== null
    names.push({ kind: row.kind!, code: row.code!, pattern: row.patterns!, fixed })
  }
  const events = new Map<string, ContextEvent>()
  for (const row of rowsOf(raw.tables, "context-events")) {
    events.set(row.id!, { name: row.name_fa!, date: row.date || null })
    for (const pattern of row.patterns ? [row.patterns] : []) names.push({ kind: "event", code: row.id!, pattern })
  }
  return {
    hash,
    phrases: compilePhrases(raw, names),
    raw,
    dateWords: dateWordsOf(raw),
    clauseWords: compileClauseWords(raw),
    englishWords: compileEnglishWords(raw),
    placeWords: compilePlaceWords(rowsOf(raw.tables, "place-words")),
    organisationHeads: compileOrganisationHeads(raw),
    phraseWords: compilePhraseWords(rowsOf(raw.tables, "phrase-words"), rowsOf(raw.tables, "verbs")),
    places,
    workplaces,
    organisations,
    institutions,
    confidence: new Map(rowsOf(raw.tables, "confidence").map((row) => [row.id!, Number(row.weight)])),
    events,
    workplaceWorkforce: (id) => workplaces.get(id)?.workforce ?? null,
  }
}

function split(cell: string | undefined): string[] {
  return cell ? cell.split("|").filter((s) => s !== "") : []
}
