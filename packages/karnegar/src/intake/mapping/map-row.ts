import type { Knowledge, Participants } from "@karnegar/coder"
import { foldText } from "@karnegar/coder"
import {
  type ActionFields,
  EMPTY_FIELDS,
  type FieldPlace,
  type ImportedRow,
  NO_WORDS,
  type PrivateWords,
} from "../../record/fields.ts"
import type { Registers } from "../../record/registers.ts"
import { type CountFault, readCountCell, readRangeCell } from "../../written/count-cell.ts"
import { type CalendarWords, type CellDate, calendarWordsOf, digits, readDateCell } from "../../written/date-cell.ts"
import { PlaceNames, type PlaceTrouble, type WrittenPlace } from "../../written/place-names.ts"
import type { Cell } from "../tables/table.ts"
import { BUILT_IN_TABLES, type BuiltInTable, builtInTable } from "./built-in-tables.ts"
import { CODES, type CodeField, type CountField, type DateField, type PlacePart, type RangeField } from "./fields.ts"
import type { CodeSource, Condition, Mapping, NumberSource, PlacesSource, Unknown, WordSource } from "./mapping.ts"
import type { ColumnProblem, RowProblem } from "./row-problem.ts"
import { firstOf, type ValueTable, valueTable } from "./value-table.ts"

/** Letters of a key. */
export const MOST_KEY = 200
/** Letters of a name, a place or a demand as written. */
const MOST_NAME = 2_000
/** Letters of a note. */
const MOST_NOTE = 20_000
/** Letters of an address. */
const MOST_URL = 2_000
/** Pieces of a cell that is cut. */
const MOST_PIECES = 500

/** What a value came to: a code, words kept as they are, or nothing. Told for previews and counts. */
export interface Reading {
  readonly column: string
  readonly field: string
  /** As written; only the user's own terminal sees it. */
  readonly value: string
  readonly came: "coded" | "kept" | "left_out"
}

/** A row that became an action's fields, or every reason why it did not. */
export type MappedRow =
  | { readonly left: true }
  | { readonly row: ImportedRow; readonly readings: readonly Reading[]; readonly told: readonly ColumnProblem[] }
  | { readonly refused: readonly ColumnProblem[] }

/** Cells of one row by column. */
export type Cells = ReadonlyMap<string, Cell>

/** Turns rows of one table into fields of actions, by a mapping. Pure: the same row gives the same fields. */
export class RowMapper {
  readonly #mapping: Mapping
  readonly #knowledge: Knowledge
  readonly #registers: Registers
  readonly #words: CalendarWords
  readonly #places: PlaceNames
  readonly #tables = new Map<CodeSource, ValueTable>()

  constructor(mapping: Mapping, knowledge: Knowledge, registers: Registers) {
    this.#mapping = mapping
    this.#knowledge = knowledge
    this.#registers = registers
    this.#words = calendarWordsOf(knowledge)
    this.#places = new PlaceNames(knowledge)
    for (const [field, sources] of Object.entries(mapping.codes))
      for (const source of sources) this.#tables.set(source, this.#tableOf(source, field as CodeField))
  }

  /** One row; all that is wrong with it is told together. */
  map(cells: Cells): MappedRow {
    const mapping = this.#mapping
    if (mapping.leaveOut.some((condition) => holds(condition, cells))) return { left: true }
    const work = new RowWork(cells)
    if ([...cells.values()].some((cell) => writtenOf(cell).includes("\u0000")))
      work.refuse(null, { code: "row.null_character" })

    const key = this.#key(work)
    const codes = (field: CodeField): string[] =>
      (mapping.codes[field] ?? []).flatMap((source) => this.#codesOf(field, source, work))
    const several = <T extends string>(field: CodeField): T[] => [...new Set(codes(field))] as T[]
    const forms = several<ActionFields["forms"][number]>("forms")
    if (forms.length === 0 && !work.isRefused("forms"))
      work.refuse((mapping.codes.forms ?? [])[0]?.column ?? null, { code: "row.no_form" })
    const [workforce = EMPTY_FIELDS.workforce, ...others] = this.#workforces(work)
    const jointWith = [...new Set([...others, ...several<ActionFields["workforce"]>("joint_with")])]
    const dates = this.#dates(work, several<ActionFields["precision"]>("precision")[0] ?? null)
    const { places, written } = mapping.places === null ? NO_PLACES : this.#placesOf(mapping.places, work)
    const employer = wordsOf(mapping.employer, work)
    const organisers = wordsOf(mapping.organisers, work)
    const fields: ActionFields = {
      forms,
      status: several<ActionFields["status"]>("status")[0] ?? EMPTY_FIELDS.status,
      ...dates,
      places,
      placesCount: this.#count("places_count", work),
      workforce,
      employment: several("employment"),
      character: several<ActionFields["character"]>("character")[0] ?? EMPTY_FIELDS.character,
      jointWith: jointWith.filter((code) => code !== workforce),
      workplaceId: this.#workplace(employer, work),
      organisationIds: this.#organisations(organisers, work),
      participants: this.#range("participants", work),
      demands: several("demands"),
      outcomes: several("outcomes"),
      repression: several("repression"),
      enterpriseType: several<NonNullable<ActionFields["enterpriseType"]>>("enterprise_type")[0] ?? null,
      workersDirect: this.#range("workers_direct", work),
      workersIndirect: this.#range("workers_indirect", work),
      establishments: this.#count("establishments", work),
      workforceSize: this.#count("workforce_size", work),
      daysNotWorked: this.#range("days_not_worked", work),
      stateResponse: several("state_response"),
      employerResponse: several("employer_response"),
      settlement: several<NonNullable<ActionFields["settlement"]>>("settlement")[0] ?? null,
      lastSeenOngoing: this.#date("last_seen_ongoing", work)?.last ?? null,
    }
    const urls = this.#urls(work)
    const note = [...wordsOf(mapping.note, work), ...work.kept].join("\n")
    if (note.length > MOST_NOTE)
      work.refuse(mapping.note[0]?.column ?? null, { code: "text.too_long", most: MOST_NOTE })
    const words: PrivateWords = {
      ...NO_WORDS,
      employer: employer.length === 0 ? null : employer.join("; "),
      organisers,
      places: written,
      demands: work.demands,
      note: note === "" ? null : note,
    }
    if (work.problems.length > 0) return { refused: work.problems }
    return { row: { key, fields, words, urls }, readings: work.readings, told: work.told }
  }

  /** The first source that knows any tells them all: what stands behind it in the mapping is for where it is silent. */
  #workforces(work: RowWork): readonly ActionFields["workforce"][] {
    for (const source of this.#mapping.codes.workforce ?? []) {
      const codes = this.#codesOf("workforce", source, work)
      if (codes.length > 0) return [...new Set(codes)] as ActionFields["workforce"][]
    }
    return []
  }

  /** Several columns make one key; a bar within a value is told from the bar between them. */
  #key(work: RowWork): string {
    const columns = this.#mapping.key
    const values = columns.map((column) => work.text(column))
    if (values.every((value) => value === "")) work.refuse(columns[0]!, { code: "row.no_key" })
    const key = values.length === 1 ? values[0]! : values.map((value) => value.replace(/[\\|]/g, "\\$&")).join("|")
    if (key.length > MOST_KEY) work.refuse(columns[0]!, { code: "row.key_too_long", most: MOST_KEY })
    return key
  }

  #tableOf(source: CodeSource, field: CodeField): ValueTable {
    return firstOf(
      source.tables.map((name) =>
        (BUILT_IN_TABLES as readonly string[]).includes(name)
          ? builtInTable(name as BuiltInTable, field, this.#knowledge)
          : valueTable(this.#mapping.tables.get(name) ?? []),
      ),
    )
  }

  #codesOf(field: CodeField, source: CodeSource, work: RowWork): readonly string[] {
    if (!source.when.every((condition) => holds(condition, work.cells))) return []
    const { column } = source
    if (column === null) return source.value
    const pieces = piecesOf(work.cell(column), source.split).filter((piece) => piece !== "")
    if (pieces.length === 0) return source.empty
    const table = this.#tables.get(source)!
    const out: string[] = []
    for (const value of pieces.slice(0, MOST_PIECES)) {
      const codes = table.find(value)
      if (source.unknown === "ignore") out.push(...(codes ?? []))
      else if (codes === null || (codes.length === 0 && source.unknown === "keep"))
        work.unknown(source.unknown, column, field, value, { code: "value.unknown" })
      else {
        work.read(column, field, value, codes.length === 0 ? "left_out" : "coded")
        out.push(...codes)
      }
    }
    if (pieces.length > MOST_PIECES) work.refuse(column, { code: "list.too_long", most: MOST_PIECES })
    if (ONE_CODE.has(field) && new Set(out).size > 1) work.refuse(column, { code: "value.several" })
    return out
  }

  #date(field: DateField, work: RowWork): CellDate | null {
    const source = this.#mapping.dates[field]
    if (source === undefined || !source.when.every((condition) => holds(condition, work.cells))) return null
    const cell = work.cell(source.column)
    if (typeof cell === "object" && "day" in cell)
      return { start: cell.day, end: null, last: cell.day, precision: "day" }
    const value = writtenOf(cell)
    if (value === "") return null
    const date = readDateCell(value, source, this.#words)
    if (typeof date !== "string") {
      work.read(source.column, field, value, "coded")
      return date
    }
    work.unknown(source.unknown, source.column, field, value, { code: date })
    return null
  }

  #dates(work: RowWork, told: ActionFields["precision"] | null): Pick<ActionFields, "start" | "end" | "precision"> {
    const start = this.#date("start", work)
    const own = this.#date("end", work)
    const source = this.#mapping.dates.end
    if (start === null) {
      if (own !== null && !work.isRefused("start"))
        work.unknown(source!.unknown, source!.column, "end", work.text(source!.column), {
          code: "date.end_without_start",
        })
      return { start: null, end: null, precision: "unknown" }
    }
    let end = own?.last ?? start.end
    if (end !== null && end < start.start) {
      work.unknown(source!.beforeStart, source!.column, "end", work.text(source!.column), {
        code: "date.end_before_start",
      })
      end = null
    }
    // An act of one day has no end of its own (codebook §3).
    if (end === start.start) end = null
    return { start: start.start, end, precision: told === null || told === "unknown" ? start.precision : told }
  }

  #number<T>(
    source: NumberSource,
    field: string,
    work: RowWork,
    read: (value: string) => T | CountFault,
    isZero: (number: T) => boolean,
  ): T | null {
    if (!source.when.every((condition) => holds(condition, work.cells))) return null
    const value = work.text(source.column)
    if (value === "") return null
    const number = read(value)
    if (typeof number === "string") {
      work.unknown(source.unknown, source.column, field, value, { code: number as CountFault })
      return null
    }
    if (source.zeroIsUnknown && isZero(number as T)) return null
    work.read(source.column, field, value, "coded")
    return number as T
  }

  #count(field: CountField, work: RowWork): number | null {
    const source = this.#mapping.counts[field]
    return source === undefined
      ? null
      : this.#number<number>(source, field, work, readCountCell, (number) => number === 0)
  }

  #range(field: RangeField, work: RowWork): Participants | null {
    const source = this.#mapping.ranges[field]
    if (source === undefined) return null
    if (source.max === null) {
      return this.#number<Participants>(
        source,
        field,
        work,
        (value) => readRangeCell(value, this.#knowledge),
        ({ min, max }) => min === 0 && max === 0,
      )
    }
    const isZero = (number: number) => number === 0
    const min = this.#number<number>(source, field, work, readCountCell, isZero)
    const max = this.#number<number>(source.max, field, work, readCountCell, isZero)
    if (min === null && max === null) return null
    if (max !== null && (min ?? 0) > max) {
      work.unknown(source.unknown, source.max.column, field, work.text(source.max.column), {
        code: "number.unreadable",
      })
      return null
    }
    return { min: min ?? 1, max }
  }

  /** One place for each piece of the cells, which stand side by side; a cell of one piece holds for all. */
  #placesOf(source: PlacesSource, work: RowWork): { places: readonly FieldPlace[]; written: readonly string[] } {
    const parts = new Map<PlacePart, readonly string[]>()
    let wanted = 0
    for (const [part, columns] of Object.entries(source.parts) as [PlacePart, readonly string[]][]) {
      if (part === "written") continue
      const pieces = piecesOf(work.cell(columns[0]!), source.split)
      if (pieces.every((piece) => piece === "")) continue
      parts.set(part, pieces)
      wanted = Math.max(wanted, pieces.length)
    }
    if (wanted > MOST_PIECES) work.refuse(null, { code: "list.too_long", most: MOST_PIECES })
    for (const [part, pieces] of parts) {
      if (pieces.length !== 1 && pieces.length !== wanted)
        work.refuse(source.parts[part]![0]!, { code: "row.lists_uneven", found: pieces.length, wanted })
    }
    const asWritten = (
      source.parts.written ??
      ["name", "city", "county", "province", "country"]
        .map((part) => source.parts[part as PlacePart]?.[0])
        .filter((column) => column !== undefined)
    ).map((column) => piecesOf(work.cell(column), source.split))
    const places: FieldPlace[] = []
    const written: string[] = []
    for (let i = 0; i < Math.min(wanted, MOST_PIECES); i++) {
      const at = (part: PlacePart): string => {
        const pieces = parts.get(part) ?? []
        return (pieces.length === 1 ? pieces[0] : pieces[i]) ?? ""
      }
      const { lat, lon } = this.#coordinates(source, at, work)
      const place: WrittenPlace = {
        id: at("id"),
        name: at("name"),
        city: at("city"),
        county: at("county"),
        province: at("province"),
        country: at("country"),
        type: at("type"),
        lat,
        lon,
      }
      if ([...parts.keys()].every((part) => at(part) === "")) continue
      const { place: linked, troubles } = this.#places.link(place, source.countryId)
      if (linked !== null) places.push(linked)
      for (const trouble of troubles) this.#tellPlace(source, trouble, place, work)
      const words = [
        ...new Set(
          asWritten
            .map((pieces) => (pieces.length === 1 ? pieces[0]! : (pieces[i] ?? "")))
            .filter((word) => word !== ""),
        ),
      ].join(" · ")
      if (words.length > MOST_NAME) work.refuse(null, { code: "text.too_long", most: MOST_NAME })
      if (words !== "") written.push(words)
    }
    return { places, written }
  }

  #tellPlace(source: PlacesSource, { code, part }: PlaceTrouble, place: WrittenPlace, work: RowWork): void {
    const column = source.parts[part]?.[0] ?? null
    if (source.unknown === "refuse") work.refuse(column, { code })
    else {
      work.tell(column, { code })
      work.read(column ?? part, "places", place[part], "kept")
    }
  }

  /** Both, or neither; 0,0 is where nobody gathers, and written where nobody knows. */
  #coordinates(
    source: PlacesSource,
    at: (part: PlacePart) => string,
    work: RowWork,
  ): { lat: number | null; lon: number | null } {
    const both = at("lat_lon")
    const [lat, lon] = (
      both === ""
        ? [at("lat"), at("lon")]
        : digits(both)
            .split(/[,،\s]+/)
            .filter((p) => p !== "")
    ).map(digits)
    if ((lat ?? "") === "" && (lon ?? "") === "") return NOWHERE
    const column = source.parts[both === "" ? "lat" : "lat_lon"]?.[0] ?? null
    const [y, x] = [degrees(lat, 90), degrees(lon, 180)]
    if (y === null || x === null) {
      if (source.unknown === "refuse") work.refuse(column, { code: "place.coordinates" })
      else work.tell(column, { code: "place.coordinates" })
      return NOWHERE
    }
    return y === 0 && x === 0 ? NOWHERE : { lat: y, lon: x }
  }

  #workplace(employer: readonly string[], work: RowWork): string | null {
    const source = this.#mapping.workplaceId
    const id = source === null ? "" : work.text(source.column)
    if (id !== "") {
      if (this.#knowledge.workplaces.has(id)) return id
      work.unknown(source!.unknown, source!.column, "workplace_id", id, { code: "register.unknown_id" })
    }
    return employer.length === 1 ? (this.#registers.findWorkplace(employer[0]!)?.id ?? null) : null
  }

  #organisations(organisers: readonly string[], work: RowWork): readonly string[] {
    const source = this.#mapping.organisationIds
    const ids: string[] = []
    for (const id of source === null ? [] : piecesOf(work.cell(source.column), source.split)) {
      if (id === "") continue
      if (this.#knowledge.organisations.has(id)) ids.push(id)
      else work.unknown(source!.unknown, source!.column, "organisation_ids", id, { code: "register.unknown_id" })
    }
    for (const written of organisers) {
      const found = this.#registers.findOrganisation(written)
      if (found !== null) ids.push(found.id)
    }
    return [...new Set(ids)]
  }

  #urls(work: RowWork): readonly string[] {
    const urls: string[] = []
    for (const source of this.#mapping.urls) {
      if (!source.when.every((condition) => holds(condition, work.cells))) continue
      for (const piece of piecesOf(work.cell(source.column), source.split)) {
        const text = piece.replace(/[\u200b-\u200f\u2060\ufeff]/g, "").trim()
        if (text === "") continue
        const found = text.split(/\s+/).filter((word) => /^https?:\/\/./i.test(word))
        const fit = found.filter((word) => word.length <= MOST_URL && URL.canParse(word))
        urls.push(...fit)
        // What stands beside an address is words; an address that can't be one is told too.
        const rest = text.split(/\s+/).filter((word) => !fit.includes(word))
        if (rest.length > 0)
          work.unknown(source.unknown, source.column, "urls", rest.join(" ").slice(0, MOST_NAME), { code: "url.unfit" })
      }
    }
    return [...new Set(urls)]
  }
}

const NO_PLACES = { places: [], written: [] } as const
const NOWHERE = { lat: null, lon: null } as const
/** Fields that hold one code; a workforce's further ones are those it was joint with. */
const ONE_CODE = new Set<CodeField>(
  (Object.keys(CODES) as CodeField[]).filter((field) =>
    ["status", "precision", "character", "enterprise_type", "settlement"].includes(field),
  ),
)

/** What is known of one row while it's read. */
class RowWork {
  readonly cells: Cells
  readonly problems: ColumnProblem[] = []
  readonly told: ColumnProblem[] = []
  readonly readings: Reading[] = []
  /** Lines of the note: values kept as written. */
  readonly kept: string[] = []
  readonly demands: string[] = []
  readonly #refusedFields = new Set<string>()

  constructor(cells: Cells) {
    this.cells = cells
  }

  cell(column: string): Cell {
    return this.cells.get(column) ?? ""
  }

  /** The cell as text, trimmed, in composed letters. */
  text(column: string): string {
    return writtenOf(this.cell(column))
  }

  /** One reason of a kind is enough for a column. */
  refuse(column: string | null, problem: RowProblem): void {
    if (!this.problems.some((had) => had.column === column && had.problem.code === problem.code))
      this.problems.push({ column, problem })
  }

  tell(column: string | null, problem: RowProblem): void {
    this.told.push({ column, problem })
  }

  read(column: string, field: string, value: string, came: Reading["came"]): void {
    this.readings.push({ column, field, value, came })
  }

  isRefused(field: string): boolean {
    return this.#refusedFields.has(field)
  }

  /** A value that nothing was made of, by what the mapping wants done with it. */
  unknown(what: Unknown, column: string, field: string, value: string, problem: RowProblem): void {
    if (what === "refuse") {
      this.refuse(column, problem)
      this.#refusedFields.add(field)
      return
    }
    this.tell(column, problem)
    this.read(column, field, value, what === "keep" ? "kept" : "left_out")
    if (what !== "keep") return
    if (value.length > MOST_NAME) this.refuse(column, { code: "text.too_long", most: MOST_NAME })
    else if (field === "demands") {
      if (!this.demands.includes(value)) this.demands.push(value)
    } else this.kept.push(`${column}: ${value}`)
  }
}

function wordsOf(sources: readonly WordSource[], work: RowWork): readonly string[] {
  const out: string[] = []
  for (const source of sources) {
    if (!source.when.every((condition) => holds(condition, work.cells))) continue
    const pieces = piecesOf(work.cell(source.column), source.split).filter((piece) => piece !== "")
    if (pieces.length > MOST_PIECES) work.refuse(source.column, { code: "list.too_long", most: MOST_PIECES })
    for (const piece of pieces.slice(0, MOST_PIECES)) {
      if (piece.length > MOST_NOTE) work.refuse(source.column, { code: "text.too_long", most: MOST_NOTE })
      out.push(source.before === "" ? piece : `${source.before} ${piece}`)
    }
  }
  return [...new Set(out)]
}

/** The pieces of a cell, trimmed; a list is cut already. Empty pieces keep their place. */
function piecesOf(cell: Cell, split: readonly string[]): readonly string[] {
  if (Array.isArray(cell)) return cell.map(cleaned)
  const text = writtenOf(cell)
  if (split.length === 0) return [text]
  let pieces = [text]
  for (const separator of split) pieces = pieces.flatMap((piece) => piece.split(separator))
  return pieces.map(cleaned)
}

function writtenOf(cell: Cell): string {
  if (typeof cell === "string") return cleaned(cell)
  return "day" in cell ? cell.day : cell.map(cleaned).join("; ")
}

function cleaned(text: string): string {
  return text.trim().normalize("NFC")
}

function degrees(written: string | undefined, most: number): number | null {
  if (written === undefined || !/^[-+−]?\d{1,3}(\.\d+)?$/.test(written)) return null
  const number = Number(written.replace("−", "-"))
  return Math.abs(number) <= most ? number : null
}

/** Does a condition hold? Values are compared as the coder folds them. */
function holds(condition: Condition, cells: Cells): boolean {
  const value = foldText(writtenOf(cells.get(condition.column) ?? ""))
  if (condition.empty !== null && condition.empty !== (value === "")) return false
  if (condition.is !== null && !condition.is.some((one) => foldText(one) === value)) return false
  if (condition.isNot?.some((one) => foldText(one) === value)) return false
  if (condition.has !== null && !condition.has.some((one) => ` ${value} `.includes(` ${foldText(one)} `))) return false
  return true
}
