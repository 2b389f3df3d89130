import { dayNumber, toJalali } from "@karnegar/coder"
import type { IndexRow } from "@karnegar/index"
import type { PublishedAction } from "../../record/types.ts"
import { indexRowOf } from "../../web/index-row.ts"
import type { Lang } from "../../web/words/language.ts"
import { titleOf } from "../../web/words/title.ts"

/** What the searching page knows of an action: a row of the index, its titles and the pages that tell the rest. */
export interface SearchedRow extends IndexRow {
  readonly title: Readonly<Record<Lang, string>>
  readonly page: Readonly<Record<Lang, string>>
}

/** Jalali year in Persian, Gregorian in English; null where no day is known. */
export function yearOf({ start }: Pick<PublishedAction, "start">, lang: Lang): number | null {
  if (start === null) return null
  return lang === "fa" ? toJalali(dayNumber(start)!).year : Number(start.slice(0, 4))
}

/** Name of the page of a year. */
export function yearPage(year: number | null, lang: Lang): string {
  return `${lang}-${year ?? "undated"}.html`
}

/** The rows as a classic script: a page that is opened from a disk may read no JSON beside it. */
export function* searchData(records: Iterable<PublishedAction>): Generator<string> {
  yield "globalThis.karnegarRows = [\n"
  for (const record of records) yield `${JSON.stringify(searchedRow(record))},\n`
  yield "]\n"
}

/** Each field is named here one by one, so that a field which the record gains is not public by itself. */
function searchedRow(action: PublishedAction): SearchedRow {
  const row = indexRowOf(action)
  const page = (lang: Lang) => yearPage(yearOf(action, lang), lang)
  return {
    id: row.id,
    title: { fa: titleOf(action, "fa"), en: titleOf(action, "en") },
    page: { fa: page("fa"), en: page("en") },
    forms: row.forms,
    status: row.status,
    isCall: row.isCall,
    start: row.start,
    end: row.end,
    precision: row.precision,
    lastSeenOngoing: row.lastSeenOngoing,
    places: row.places.map(({ id, placeId, provinceId, type }) => ({ id, placeId, provinceId, type })),
    placesCount: row.placesCount,
    workforce: row.workforce,
    employment: row.employment,
    jointWith: row.jointWith,
    character: row.character,
    participants: row.participants,
    demands: row.demands,
    outcomes: row.outcomes,
    repression: row.repression,
    workplace: row.workplace === null ? null : { id: row.workplace.id },
    organisations: row.organisations.map(({ id }) => ({ id })),
    sources: row.sources.map(({ source }) => ({ source: source === null ? null : { key: source.key } })),
    enterpriseType: row.enterpriseType,
    stateResponse: row.stateResponse,
    employerResponse: row.employerResponse,
    settlement: row.settlement,
    workersDirect: row.workersDirect,
    workersIndirect: row.workersIndirect,
    daysNotWorked: row.daysNotWorked,
    state: row.state,
    origin: row.origin,
    evidence: row.evidence,
    words: row.words,
  }
}
