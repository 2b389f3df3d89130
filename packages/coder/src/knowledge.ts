import { type ClauseWords, compileClauseWords } from "./actions/clause-words.ts"
import type { PlaceType, Workforce } from "./codes.ts"
import { type DateWords, dateWordsOf } from "./dates/date-words.ts"
import { compileEnglishWords, type EnglishWords } from "./lexicon/english-words.ts"
import { activeRows, listOf, type RawLexicon, rowsOf } from "./lexicon/raw.ts"
import { placeRows } from "./mentions/names.ts"
import { compilePhrases, type PackedPhrases, type Phrases } from "./mentions/phrases.ts"
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
  /** Other wordings. */
  readonly aliases: readonly string[]
}

/** A first-level division of a country abroad, as ISO 3166-2 lists it. */
export interface Region extends Place {
  /** Gazetteer id of its country. */
  readonly countryId: string
  /** ISO 3166-2 code: `US-CA`. */
  readonly iso: string
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
  /** States and territories abroad that tables name by code or name; no text is searched for them. */
  readonly regions: ReadonlyMap<string, Region>
  readonly workplaces: ReadonlyMap<string, Workplace>
  readonly organisations: ReadonlyMap<string, Organisation>
  readonly institutions: ReadonlyMap<string, Institution>
  /** Sign of an action → weight in its confidence: see `confidenceOf`. */
  readonly confidence: ReadonlyMap<string, number>
  readonly events: ReadonlyMap<string, ContextEvent>
  workplaceWorkforce(id: string): Workforce | null
}

/**
 * Compiles `data/` as the build embedded it; done once.
 *
 * @param packed What a build made of the patterns of `raw`; `null` reads them here, which takes some tenths of a second.
 */
export function compileKnowledge(raw: RawLexicon, hash: string, packed: PackedPhrases | null = null): Knowledge {
  const places = new Map<string, Place>()
  const rows = placeRows(raw)
  const provinceNames = new Map(rows.filter((r) => r.type === "province").map((r) => [r.id!, r.name_fa!]))
  for (const row of rows) {
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
      marked: row.marked === "yes",
      aliases: listOf(row.alt_fa),
    })
  }
  const regions = new Map<string, Region>()
  for (const row of activeRows(raw.gazetteer, "regions")) {
    regions.set(row.id!, {
      id: row.id!,
      type: row.type as PlaceType,
      name: row.name_fa!,
      nameEn: row.name_en!,
      provinceId: row.id!,
      province: row.name_fa!,
      county: null,
      lat: null,
      lon: null,
      marked: false,
      aliases: [row.iso_3166_2!, ...listOf(row.alt_en)],
      countryId: row.country_id!,
      iso: row.iso_3166_2!,
    })
  }
  const workplaces = new Map<string, Workplace>()
  for (const row of activeRows(raw.gazetteer, "workplaces")) {
    workplaces.set(row.id!, {
      id: row.id!,
      name: row.name_fa!,
      nameEn: row.name_en!,
      workforce: row.workforce as Workforce,
      placeId: row.place_id || null,
      aliases: listOf(row.alt_fa),
    })
  }
  const organisations = new Map<string, Organisation>()
  for (const row of activeRows(raw.gazetteer, "organisations")) {
    organisations.set(row.id!, {
      id: row.id!,
      name: row.name_fa!,
      nameEn: row.name_en!,
      type: row.type!,
      aliases: listOf(row.alt_fa),
    })
  }
  const institutions = new Map<string, Institution>()
  for (const row of activeRows(raw.gazetteer, "institutions"))
    institutions.set(row.id!, { id: row.id!, name: row.name_fa!, nameEn: row.name_en!, placeId: row.place_id || null })
  const events = new Map<string, ContextEvent>()
  for (const row of rowsOf(raw.tables, "context-events"))
    events.set(row.id!, { name: row.name_fa!, date: row.date || null })
  return {
    hash,
    phrases: compilePhrases(raw, packed),
    raw,
    dateWords: dateWordsOf(raw),
    clauseWords: compileClauseWords(raw),
    englishWords: compileEnglishWords(raw),
    placeWords: compilePlaceWords(rowsOf(raw.tables, "place-words")),
    organisationHeads: compileOrganisationHeads(raw),
    phraseWords: compilePhraseWords(rowsOf(raw.tables, "phrase-words"), rowsOf(raw.tables, "verbs")),
    places,
    regions,
    workplaces,
    organisations,
    institutions,
    confidence: new Map(rowsOf(raw.tables, "confidence").map((row) => [row.id!, Number(row.weight)])),
    events,
    workplaceWorkforce: (id) => workplaces.get(id)?.workforce ?? null,
  }
}
