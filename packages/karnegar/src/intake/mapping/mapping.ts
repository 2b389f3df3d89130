import type { CellCalendar, DayOrder } from "../../written/date-cell.ts"
import type { TableOptions } from "../tables/table.ts"
import type { BuiltInTable } from "./built-in-tables.ts"
import type { CodeField, CountField, DateField, PlacePart, RangeField } from "./fields.ts"
import type { ValueRow } from "./value-table.ts"

/**
 * How the columns of somebody's table become fields of actions: a mapping file, read and checked.
 *
 * The file's form is told in `docs/mappings.md`.
 */
export interface Mapping {
  /** Keyspace of the rows' keys unless the user gives another. */
  readonly name: string
  readonly title: { readonly fa: string; readonly en: string }
  readonly file: TableOptions
  /** Columns that a file may lack. */
  readonly optional: readonly string[]
  /** Columns whose values together are the row's own key. */
  readonly key: readonly string[]
  /** The key is the id of an action of Karnegar: a row of an action that stands in the record already is left out. */
  readonly ownIds: boolean
  /** Rows that any of these holds for are passed over. */
  readonly leaveOut: readonly Condition[]
  readonly codes: Readonly<Partial<Record<CodeField, readonly CodeSource[]>>>
  readonly dates: Readonly<Partial<Record<DateField, DateSource>>>
  readonly ranges: Readonly<Partial<Record<RangeField, RangeSource>>>
  readonly counts: Readonly<Partial<Record<CountField, NumberSource>>>
  readonly places: PlacesSource | null
  readonly employer: readonly WordSource[]
  readonly organisers: readonly WordSource[]
  readonly note: readonly WordSource[]
  readonly urls: readonly WordSource[]
  readonly workplaceId: WordSource | null
  readonly organisationIds: WordSource | null
  readonly tables: ReadonlyMap<string, readonly ValueRow[]>
}

/**
 * What happens to a value that can't be read: the row is refused, the words stay inside as they are, or they go and that
 * is told.
 */
export type Unknown = "refuse" | "keep" | "leave_out"

/** Holds for a row whose cell is one of these, is none of them, has one of these words, or is empty. */
export interface Condition {
  readonly column: string
  readonly is: readonly string[] | null
  readonly isNot: readonly string[] | null
  readonly has: readonly string[] | null
  readonly empty: boolean | null
}

interface Source {
  readonly column: string
  readonly unknown: Unknown
  /** All of these must hold, else the source says nothing. */
  readonly when: readonly Condition[]
}

/** Where codes come from. */
export interface CodeSource extends Omit<Source, "column" | "unknown"> {
  /** `ignore`: the column is only searched for words; what has none of them is nothing to tell. */
  readonly unknown: Unknown | "ignore"
  /** Null: the codes of `value` stand for every row. */
  readonly column: string | null
  readonly value: readonly string[]
  /** What cuts the cell into values; none: the cell is one. */
  readonly split: readonly string[]
  /** Asked in this order; the first that knows a value answers. */
  readonly tables: readonly (string | BuiltInTable)[]
  /** Codes of an empty cell. */
  readonly empty: readonly string[]
}

/** Where a day comes from. */
export interface DateSource extends Source {
  readonly calendar: CellCalendar
  readonly order: DayOrder | null
  /** What happens to an end before the start. */
  readonly beforeStart: Unknown
}

/** Where a number comes from. */
export interface NumberSource extends Source {
  /** A 0 that people write where they don't know. */
  readonly zeroIsUnknown: boolean
}

/** One column, or one for either end. An empty `max` beside a `min` is open. */
export type RangeSource = (NumberSource & { readonly max: null }) | (NumberSource & { readonly max: NumberSource })

/** Where words come from. */
export interface WordSource extends Source {
  readonly split: readonly string[]
  /** Written before the words, with a space between. */
  readonly before: string
}

/** Where places come from: one column for each part, with one piece for each place where the cells are cut. */
export interface PlacesSource {
  readonly parts: Readonly<Partial<Record<PlacePart, readonly string[]>>>
  readonly split: readonly string[]
  /** Gazetteer id of the country where no column names one; null: none. */
  readonly countryId: string | null
  /** `fall_back`: to the province, then the country, and told. */
  readonly unknown: "refuse" | "fall_back"
}

/** Columns that a mapping reads. */
export function columnsOf(mapping: Mapping): ReadonlySet<string> {
  const columns = new Set(mapping.key)
  const sources: readonly { readonly column: string | null; readonly when: readonly Condition[] }[] = [
    ...Object.values(mapping.codes).flat(),
    ...Object.values(mapping.dates),
    ...Object.values(mapping.ranges).flatMap((range) => (range.max === null ? [range] : [range, range.max])),
    ...Object.values(mapping.counts),
    ...mapping.employer,
    ...mapping.organisers,
    ...mapping.note,
    ...mapping.urls,
    ...[mapping.workplaceId, mapping.organisationIds].filter((source) => source !== null),
  ]
  for (const { column, when } of sources) {
    if (column !== null) columns.add(column)
    for (const condition of when) columns.add(condition.column)
  }
  for (const condition of mapping.leaveOut) columns.add(condition.column)
  for (const part of Object.values(mapping.places?.parts ?? {})) for (const column of part) columns.add(column)
  return columns
}
