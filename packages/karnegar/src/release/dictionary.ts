import {
  ACTION_COLUMNS,
  type CellType,
  type Column,
  LIST_SIGN,
  OUTCOME_COLUMNS,
  PLACE_COLUMNS,
  QUOTE_COLUMNS,
  SOURCE_COLUMNS,
} from "./columns.ts"

type Words = readonly [fa: string, en: string]

/** What each type of cell means. */
const TYPE_WORDS: Readonly<Record<CellType, Words>> = {
  id: ["شناسه همیشگی", "permanent id"],
  ids: [`شناسه‌ها، با «${LIST_SIGN}» در میان`, `ids, with “${LIST_SIGN}” between them`],
  code: ["کد از فهرستی که نامش آمده", "a code of the list named"],
  codes: [`کدها، با «${LIST_SIGN}» در میان`, `codes, with “${LIST_SIGN}” between them`],
  name: ["نام ثبت‌شده یا ساخته از فیلدها", "a registered name, or one made from the fields"],
  names: [
    `نام‌ها، با «${LIST_SIGN}» در میان؛ «${LIST_SIGN}» درون نام «¦» می‌شود`,
    `names, with “${LIST_SIGN}” between them; a “${LIST_SIGN}” inside a name becomes “¦”`,
  ],
  number: ["عدد درست", "a whole number"],
  decimal: ["عدد اعشاری", "a decimal number"],
  decimals: [`عددهای اعشاری، با «${LIST_SIGN}» در میان`, `decimal numbers, with “${LIST_SIGN}” between them`],
  day: ["روز به شکل سال-ماه-روز", "a day as year-month-day"],
  yes_no: ["true یا false", "true or false"],
  addresses: [
    `نشانی‌های وب، با «${LIST_SIGN}» در میان؛ «${LIST_SIGN}» درون نشانی %7C می‌شود`,
    `web addresses, with “${LIST_SIGN}” between them; a “${LIST_SIGN}” inside an address becomes %7C`,
  ],
  words: ["واژه‌های یک گزارش، همان‌گونه که نوشته شده", "words of a report as they are written"],
  hash: ["SHA-256 به شانزده‌شانزدهی", "SHA-256 in lower-case hexadecimal"],
}

/** Tables that columns explain. */
const EXPLAINED: readonly (readonly [name: string, columns: readonly Column<never>[]])[] = [
  ["actions", ACTION_COLUMNS],
  ["places", PLACE_COLUMNS],
  ["sources", SOURCE_COLUMNS],
  ["outcomes", OUTCOME_COLUMNS],
  ["quotes", QUOTE_COLUMNS],
]

/** What holds for every table. */
const GENERAL: readonly Words[] = [
  [
    "خانه خالی یعنی گفته نشده یا دانسته نیست؛ هرگز صفر نیست.",
    "An empty cell means not told or not known; it is never zero.",
  ],
  [
    "در CSV پیش از خانه‌ای که با = + - @ (یا ＝ ＋ － ＠)، Tab یا CR آغاز شود یک آپاستروف می‌آید تا برنامه صفحه‌گسترده آن را اجرا نکند؛ عددها همان‌گونه می‌مانند. هنگام خواندن، یک آپاستروف را از آغاز چنین خانه‌ای بردارید.",
    "In CSV an apostrophe stands before a cell that begins with = + - @ (or ＝ ＋ － ＠), tab or CR, so that no spreadsheet program runs it; numbers stay as they are. When reading, take one apostrophe off the beginning of such a cell.",
  ],
  [
    "ستون‌هایی که read آنها yes است با karnegar import --mapping karnegar بی‌کم‌وکاست بازخوانده می‌شوند؛ ستون‌های دیگر از همان‌ها به دست می‌آیند.",
    "Columns with read yes are read back without loss by karnegar import --mapping karnegar; the others follow from them or are the record's own.",
  ],
  ["پروانه داده: CC BY 4.0.", "Licence of the data: CC BY 4.0."],
]

/**
 * The dictionary as a table, its first row the names of the columns: what holds for all
 * tables, what each type of cell means, then every column of every table.
 */
export function dictionaryRows(): (readonly (string | null)[])[] {
  const head = [
    "table",
    "column",
    "type",
    "unit",
    "calendar",
    "codes",
    "read",
    "label_fa",
    "label_en",
    "meaning_fa",
    "meaning_en",
  ]
  const general = GENERAL.map(([fa, en]) => ["*", "*", null, null, null, null, null, null, null, fa, en])
  const types = Object.entries(TYPE_WORDS).map(([type, [fa, en]]) => [
    "*",
    "*",
    type,
    null,
    null,
    null,
    null,
    null,
    null,
    fa,
    en,
  ])
  const columns = EXPLAINED.flatMap(([table, list]) =>
    list.map((column) => [
      table,
      column.name,
      column.type,
      column.unit ?? null,
      column.calendar ?? null,
      column.codes ?? null,
      column.read === true ? "yes" : "no",
      column.label.fa,
      column.label.en,
      column.meaning.fa,
      column.meaning.en,
    ]),
  )
  return [head, ...general, ...types, ...columns]
}
