import { parse as parseCsv } from "csv-parse/sync"
import { type Document, LineCounter, parseDocument } from "yaml"
import { z } from "zod"
import type { TableOptions } from "../tables/table.ts"
import { BUILT_IN_TABLES } from "./built-in-tables.ts"
import {
  CODES,
  COUNT_FIELDS,
  type CodeField,
  type CountField,
  DATE_FIELDS,
  type DateField,
  PLACE_PARTS,
  type PlacePart,
  RANGE_FIELDS,
  type RangeField,
} from "./fields.ts"
import type {
  CodeSource,
  Condition,
  DateSource,
  Mapping,
  NumberSource,
  PlacesSource,
  RangeSource,
  WordSource,
} from "./mapping.ts"
import { MappingError, type MappingProblem } from "./mapping-problem.ts"
import { patternOf, type ValueRow } from "./value-table.ts"

/** Version of the form that is read. */
export const MAPPING_VERSION = "1"
/** Letters of a mapping and of a value table. */
export const MOST_MAPPING = 1_000_000

const yesNo = z.enum(["yes", "no"])
const listed = (one: unknown) => (one === undefined || Array.isArray(one) ? one : [one])
const words = z.preprocess(listed, z.array(z.string()).min(1))
const unknown = z.enum(["refuse", "keep", "leave_out"])
const condition = z.strictObject({
  column: z.string(),
  is: words.optional(),
  is_not: words.optional(),
  has: words.optional(),
  empty: yesNo.optional(),
})
const conditions = z.preprocess(listed, z.array(condition).min(1))
const codeSource = z.strictObject({
  column: z.string().optional(),
  value: words.optional(),
  split: words.optional(),
  table: words.optional(),
  unknown: z.enum(["refuse", "keep", "leave_out", "ignore"]).optional(),
  empty: words.optional(),
  when: conditions.optional(),
})
const calendar = z.enum(["jalali", "gregorian", "auto"])
const order = z.enum(["ymd", "dmy", "mdy"])
const dateSource = z.strictObject({
  column: z.string(),
  calendar: calendar.optional(),
  order: order.optional(),
  unknown: unknown.optional(),
  before_start: unknown.optional(),
  when: conditions.optional(),
})
const numberSource = z.strictObject({
  column: z.string(),
  zero: z.enum(["unknown", "none"]).optional(),
  unknown: unknown.optional(),
  when: conditions.optional(),
})
const rangeSource = z.strictObject({
  ...numberSource.shape,
  column: z.string().optional(),
  min: z.string().optional(),
  max: z.string().optional(),
})
const wordSource = z.strictObject({
  column: z.string(),
  split: words.optional(),
  before: z.string().optional(),
  unknown: unknown.optional(),
  when: conditions.optional(),
})
const wordSources = z.preprocess(listed, z.array(wordSource).min(1))
const codeSources = z.preprocess(listed, z.array(codeSource).min(1))
const each = <K extends string, T extends z.ZodType>(names: readonly K[], schema: T) =>
  Object.fromEntries(names.map((name) => [name, schema.optional()])) as { [name in K]: z.ZodOptional<T> }
const placesSource = z.strictObject({
  ...each(PLACE_PARTS, words),
  split: words.optional(),
  country_id: z.string().optional(),
  unknown: z.enum(["refuse", "fall_back"]).optional(),
})
const CODE_FIELDS = Object.keys(CODES) as CodeField[]
const fields = z.strictObject({
  ...each(CODE_FIELDS, codeSources),
  ...each(DATE_FIELDS, dateSource),
  ...each(RANGE_FIELDS, rangeSource),
  ...each(COUNT_FIELDS, numberSource),
  places: placesSource.optional(),
  employer: wordSources.optional(),
  organisers: wordSources.optional(),
  note: wordSources.optional(),
  urls: wordSources.optional(),
  workplace_id: wordSource.optional(),
  organisation_ids: wordSource.optional(),
})
const schema = z.strictObject({
  karnegar_mapping: z.literal(MAPPING_VERSION),
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/),
  title: z.strictObject({ fa: z.string(), en: z.string() }).optional(),
  file: z
    .strictObject({
      delimiter: z.enum([",", ";", "\t", "|", "tab"]).optional(),
      encoding: z.enum(["utf-8", "windows-1256"]).optional(),
      sheet: z.string().optional(),
      header_row: z
        .string()
        .regex(/^[1-9]\d{0,3}$/)
        .optional(),
      escaped: yesNo.optional(),
    })
    .optional(),
  calendar: calendar.optional(),
  order: order.optional(),
  key: words,
  own_ids: yesNo.optional(),
  optional: words.optional(),
  leave_out: conditions.optional(),
  tables: z
    .record(z.string(), z.strictObject({ file: z.string().optional(), values: z.record(z.string(), words).optional() }))
    .optional(),
  fields,
})

type Written = z.infer<typeof schema>

/**
 * Reads a mapping file.
 *
 * @param yaml Its text. Every scalar is a string: `1403` stays what it is.
 * @param readBeside Text of a file that stands beside it, null when there is none.
 * @throws MappingError with every fault found, each with its line.
 */
export function readMapping(yaml: string, readBeside: (name: string) => string | null): Mapping {
  if (yaml.length > MOST_MAPPING) throw new MappingError([{ code: "mapping.too_large", line: 1, subject: "" }])
  const lines = new LineCounter()
  const doc = parseDocument(yaml.replace(/^\ufeff/, ""), { schema: "failsafe", lineCounter: lines })
  if (doc.errors.length > 0) {
    throw new MappingError(
      doc.errors.map((error) => ({
        code: "mapping.not_yaml",
        line: lines.linePos(error.pos[0]).line,
        subject: error.code.toLowerCase().replaceAll("_", " "),
      })),
    )
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length--) {
      const node = doc.getIn(path.slice(0, length), true) as { readonly range?: readonly number[] } | undefined
      const at = node?.range?.[0]
      if (at !== undefined) return lines.linePos(at).line
    }
    return 1
  }
  const checked = schema.safeParse(plainOf(doc))
  if (!checked.success) {
    throw new MappingError(
      checked.error.issues.flatMap((issue): MappingProblem[] => {
        const path = issue.path
        if (issue.code === "unrecognized_keys")
          return issue.keys.map((key) => ({ code: "mapping.unknown_key", line: lineOf([...path, key]), subject: key }))
        const where = path.map(String).join(".")
        const missing = issue.code === "invalid_type" && doc.getIn(path) === undefined
        if (missing) return [{ code: "mapping.missing_key", line: lineOf(path), subject: where }]
        const allowed = issue.code === "invalid_value" ? `${where}: ${issue.values.join(", ")}` : where
        return [{ code: "mapping.wrong_value", line: lineOf(path), subject: allowed }]
      }),
    )
  }
  return compile(checked.data, lineOf, readBeside)
}

/** @throws MappingError where aliases stand for more than they may: a small file must not grow without end. */
function plainOf(doc: Document): unknown {
  try {
    return doc.toJS({ maxAliasCount: 100 })
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    throw new MappingError([{ code: "mapping.not_yaml", line: 1, subject: "aliases" }], { cause: error })
  }
}

function compile(
  written: Written,
  lineOf: (path: readonly PropertyKey[]) => number,
  readBeside: (name: string) => string | null,
): Mapping {
  const problems: MappingProblem[] = []
  const tables = new Map<string, readonly ValueRow[]>()
  for (const [name, { file, values }] of Object.entries(written.tables ?? {})) {
    const line = lineOf(["tables", name])
    const rows: ValueRow[] = Object.entries(values ?? {}).map(([value, codes]) => ({
      written: value,
      match: "whole",
      codes: withoutNone(codes),
    }))
    if (file === undefined && values === undefined)
      problems.push({ code: "mapping.missing_key", line, subject: `tables.${name}.file` })
    if (file !== undefined) {
      const text = /[/\\]/.test(file) ? null : readBeside(file)
      if (text === null) problems.push({ code: "mapping.table_unreadable", line, subject: file })
      else rows.push(...readValueTable(text, file, problems))
    }
    tables.set(name, rows)
  }

  const when = (given: readonly z.infer<typeof condition>[] | undefined): Condition[] =>
    (given ?? []).map((c) => ({
      column: c.column,
      is: c.is ?? null,
      isNot: c.is_not ?? null,
      has: c.has ?? null,
      empty: c.empty === undefined ? null : c.empty === "yes",
    }))
  const codeSourcesOf = (field: CodeField): CodeSource[] =>
    (written.fields[field] ?? []).map((source, i) => {
      const line = lineOf(["fields", field, i])
      const allowed = new Set<string>(CODES[field])
      const names = source.table ?? ["labels"]
      for (const name of names) {
        if ((BUILT_IN_TABLES as readonly string[]).includes(name)) continue
        const rows = tables.get(name)
        if (rows === undefined) problems.push({ code: "mapping.unknown_table", line, subject: name })
        for (const code of new Set((rows ?? []).flatMap((row) => row.codes)))
          if (!allowed.has(code)) problems.push({ code: "mapping.table_code", line, subject: `${name}: ${code}` })
      }
      for (const code of [...(source.value ?? []), ...(source.empty ?? [])])
        if (!allowed.has(code)) problems.push({ code: "mapping.wrong_value", line, subject: `${field}: ${code}` })
      if ((source.column === undefined) === (source.value === undefined))
        problems.push({ code: "mapping.missing_key", line, subject: `fields.${field}.column` })
      return {
        column: source.column ?? null,
        value: source.value ?? [],
        split: source.split ?? [],
        tables: names,
        unknown: source.unknown ?? "refuse",
        empty: source.empty ?? [],
        when: when(source.when),
      }
    })
  const dateSourceOf = (source: z.infer<typeof dateSource>): DateSource => ({
    column: source.column,
    calendar: source.calendar ?? written.calendar ?? "auto",
    order: source.order ?? written.order ?? null,
    unknown: source.unknown ?? "refuse",
    beforeStart: source.before_start ?? "refuse",
    when: when(source.when),
  })
  const numberSourceOf = (source: z.infer<typeof numberSource>): NumberSource => ({
    column: source.column,
    zeroIsUnknown: source.zero === "unknown",
    unknown: source.unknown ?? "refuse",
    when: when(source.when),
  })
  const rangeSourceOf = (field: RangeField, source: z.infer<typeof rangeSource>): RangeSource | null => {
    const { column, min, max, ...rest } = source
    if (column !== undefined && min === undefined && max === undefined)
      return { ...numberSourceOf({ ...rest, column }), max: null }
    if (column === undefined && min !== undefined && max !== undefined)
      return { ...numberSourceOf({ ...rest, column: min }), max: numberSourceOf({ ...rest, column: max }) }
    problems.push({ code: "mapping.missing_key", line: lineOf(["fields", field]), subject: `fields.${field}.column` })
    return null
  }
  const wordSourceOf = (source: z.infer<typeof wordSource>): WordSource => ({
    column: source.column,
    split: source.split ?? [],
    before: source.before ?? "",
    unknown: source.unknown ?? "refuse",
    when: when(source.when),
  })
  const placesOf = (source: z.infer<typeof placesSource>): PlacesSource => {
    const parts: Partial<Record<PlacePart, readonly string[]>> = {}
    for (const part of PLACE_PARTS) {
      const columns = source[part]
      if (columns !== undefined) parts[part] = columns
      if (part !== "written" && columns !== undefined && columns.length > 1)
        problems.push({
          code: "mapping.wrong_value",
          line: lineOf(["fields", "places", part]),
          subject: `fields.places.${part}`,
        })
    }
    return {
      parts,
      split: source.split ?? [],
      countryId: source.country_id ?? null,
      unknown: source.unknown ?? "fall_back",
    }
  }

  const own = written.fields
  const codes: Partial<Record<CodeField, readonly CodeSource[]>> = {}
  for (const field of CODE_FIELDS) if (own[field] !== undefined) codes[field] = codeSourcesOf(field)
  if (codes.forms === undefined)
    problems.push({ code: "mapping.missing_key", line: lineOf(["fields"]), subject: "fields.forms" })
  const dates: Partial<Record<DateField, DateSource>> = {}
  for (const field of DATE_FIELDS) if (own[field] !== undefined) dates[field] = dateSourceOf(own[field])
  const ranges: Partial<Record<RangeField, RangeSource>> = {}
  for (const field of RANGE_FIELDS) {
    const range = own[field] === undefined ? null : rangeSourceOf(field, own[field])
    if (range !== null) ranges[field] = range
  }
  const counts: Partial<Record<CountField, NumberSource>> = {}
  for (const field of COUNT_FIELDS) if (own[field] !== undefined) counts[field] = numberSourceOf(own[field])
  const mapping: Mapping = {
    name: written.name,
    title: written.title ?? { fa: written.name, en: written.name },
    file: fileOptions(written.file),
    key: written.key,
    ownIds: written.own_ids === "yes",
    optional: written.optional ?? [],
    leaveOut: when(written.leave_out),
    codes,
    dates,
    ranges,
    counts,
    places: own.places === undefined ? null : placesOf(own.places),
    employer: (own.employer ?? []).map(wordSourceOf),
    organisers: (own.organisers ?? []).map(wordSourceOf),
    note: (own.note ?? []).map(wordSourceOf),
    urls: (own.urls ?? []).map(wordSourceOf),
    workplaceId: own.workplace_id === undefined ? null : wordSourceOf(own.workplace_id),
    organisationIds: own.organisation_ids === undefined ? null : wordSourceOf(own.organisation_ids),
    tables,
  }
  if (problems.length > 0) throw new MappingError(problems)
  return mapping
}

function fileOptions(file: Written["file"]): TableOptions {
  return {
    delimiter: file?.delimiter === "tab" ? "\t" : (file?.delimiter ?? null),
    encoding: file?.encoding ?? "utf-8",
    sheet: file?.sheet ?? null,
    headerRow: Number(file?.header_row ?? 1),
    escaped: file?.escaped === "yes",
  }
}

/** `-` alone says: known, and no code fits. */
function withoutNone(codes: readonly string[]): readonly string[] {
  return codes.length === 1 && codes[0] === "-" ? [] : codes
}

/** A value table: columns written and codes, and match, source and why where wanted; rows in any order. */
export function readValueTable(text: string, file: string, problems: MappingProblem[]): ValueRow[] {
  let records: readonly {
    readonly record: Readonly<Record<string, string>>
    readonly info: { readonly lines: number }
  }[]
  try {
    records = parseCsv(text, { columns: true, bom: true, info: true, skip_empty_lines: true, trim: true })
  } catch (error) {
    const line = error instanceof Error && "lines" in error ? Number(error.lines) : 1
    problems.push({ code: "mapping.table_unreadable", line, subject: file })
    return []
  }
  const first = records[0]?.record
  for (const column of ["written", "codes"])
    if (first !== undefined && !(column in first))
      problems.push({ code: "mapping.table_column", line: 1, subject: `${file}: ${column}` })
  const seen = new Set<string>()
  return records.flatMap(({ record, info }): ValueRow[] => {
    const { written = "", codes = "", match = "" } = record
    const problem = (code: MappingProblem["code"]) =>
      problems.push({ code, line: info.lines, subject: `${file}: ${written}` })
    if (match !== "" && match !== "whole" && match !== "words") problem("mapping.table_match")
    if (seen.has(`${match} ${written}`)) problem("mapping.table_twice")
    seen.add(`${match} ${written}`)
    if (match === "words") {
      try {
        patternOf(written)
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        problem("mapping.table_match")
        return []
      }
    }
    return [
      {
        written,
        match: match === "words" ? "words" : "whole",
        codes: withoutNone(codes.split("|").filter((c) => c !== "")),
      },
    ]
  })
}
