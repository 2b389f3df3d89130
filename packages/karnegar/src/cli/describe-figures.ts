import { DEMANDS, FORMS, WORKFORCES } from "@karnegar/coder"
import { FIELDS, type Field, type Filter, type Inclusion, readInclusion, readRule } from "@karnegar/index"
import { type Command, InvalidArgumentError, Option } from "commander"
import { TABLES, type TableName } from "../release/table-names.ts"
import { readDay } from "../web/words/read-day.ts"
import type { ExportFormat } from "./export-command.ts"
import { examples, placeOf, readOrigin, recordOptions } from "./options.ts"
import type { Output } from "./output.ts"

/** Conditions and inclusion, as options of a command come. */
interface GivenChoice {
  readonly data?: string
  readonly database?: string
  readonly include: Inclusion
  readonly from?: string
  readonly to?: string
  readonly workforce?: string
  readonly form?: string
  readonly demand?: string
  readonly province?: string
  readonly place?: string
  readonly lang?: "fa" | "en"
}

const INCLUDE_WORDS =
  "beside what a person has checked, count also: unreviewed, imported, disputed (with commas), or all · افزون بر بررسی‌شده‌ها"

/** Adds the commands that count and write what the public may see: `stats`, `export` and `mirror`. */
export function describeFigures(program: Command, output: Output): void {
  choiceOptions(recordOptions(program.command("stats")))
    .summary("count the published record · شمارش کارنامه")
    .description(
      "Counts published actions by any field and counting rule. Every figure names its rule and what it includes: without --include only what a person has checked.\n" +
        "حرکت‌های همگانی را به تفکیک هر فیلد و با هر قاعدهٔ شمارش می‌شمارد. هر عدد قاعده‌اش را می‌گوید؛ بی ‎--include‎ تنها بررسی‌شده‌ها شمرده می‌شود.\n\n" +
        `Fields: ${FIELDS.join(", ")}.\nWhat the rules mean: docs/counting.md · معنای قاعده‌ها`,
    )
    .addOption(
      new Option("--by <field>", "field to count by; again for a table of every combination · به تفکیک")
        .argParser(readFields)
        .default([], "workforce, form, gregorian-month and province, each by itself"),
    )
    .addOption(
      new Option("--count <rule>", "action, place, place-day, or dispute[:days between] · قاعدهٔ شمارش")
        .argParser((value) => {
          if (readRule(value) !== null) return value
          throw new InvalidArgumentError(
            "It must be action, place, place-day, dispute or dispute:N with N days. · یکی از این‌ها را بدهید.",
          )
        })
        .default("action"),
    )
    .option("--calls", "count calls instead of actions · شمارش فراخوان‌ها")
    .addOption(
      new Option("--lang <lang>", "language of words; both without it, in csv en · زبان واژه‌ها").choices(["fa", "en"]),
    )
    .addOption(
      new Option("--format <format>", "a page for people, one JSON value, or one row a count · قالب خروجی")
        .choices(["table", "json", "csv"])
        .default("table"),
    )
    .addHelpText(
      "after",
      examples(
        "karnegar stats --data ./karnegar-data --include unreviewed",
        "karnegar stats --by demand --by jalali-year --count dispute --format csv",
        "karnegar stats --by province --count place --from 1401/01/01 --to 1401/12/29 --lang fa",
      ),
    )
    .action(
      async (
        options: GivenChoice & {
          readonly by: readonly Field[]
          readonly count: string
          readonly calls?: boolean
          readonly format: "table" | "json" | "csv"
        },
        command: Command,
      ) => {
        const { withRecord } = await import("./with-record.ts")
        const { statsCsv, statsOf, statsTable } = await import("./stats-command.ts")
        const { namesOf } = await import("../web/words/names.ts")
        const { by, format, include, lang } = options
        const kind = options.calls === true ? ("calls" as const) : ("actions" as const)
        const question = { by, include, kind, rule: readRule(options.count)!, filter: filterOf(options) }
        const { stats, chosen } = await withRecord(placeOf(options, command), { mustExist: true }, (record) =>
          statsOf(record, question),
        )
        if (format === "json") {
          await output.write(`${JSON.stringify(stats)}\n`)
          return
        }
        const names = namesOf(chosen.records)
        await output.write(
          format === "csv"
            ? statsCsv(stats, by, names, lang ?? "en")
            : statsTable(stats, chosen, question, names, lang ?? null),
        )
      },
    )

  choiceOptions(recordOptions(program.command("export")))
    .summary("write the published record as a file · برون‌بری کارنامه")
    .description(
      "Writes what the public may see: typed fields, registered names and addresses, never a report's text. Without --include only what a person has checked.\n" +
        "آنچه همگانی است را در پرونده‌ای می‌نویسد: فیلدها، نام‌های ثبت‌شده و نشانی‌ها، هرگز متن گزارش‌ها. بی ‎--include‎ تنها بررسی‌شده‌ها.\n\n" +
        "csv: one table. jsonl: one action a line, as the site gives it. geojson: one feature a local action. xlsx: every table with its dictionary.\n" +
        "csv and xlsx are read back by karnegar import FILE --mapping karnegar, jsonl by karnegar-json. A file is written whole or not at all.",
    )
    .addOption(
      new Option("--format <format>", "form of the file · قالب پرونده")
        .choices(["csv", "jsonl", "geojson", "xlsx"])
        .makeOptionMandatory(),
    )
    .option("--out <file>", "file to write; standard output without it · پرونده")
    .addOption(new Option("--table <table>", "table of a csv file · جدول").choices(TABLES).default("actions"))
    .option("--bom", "begin a csv file with a byte order mark, by which Excel knows UTF-8 · برای اکسل")
    .addOption(
      new Option("--kind <kind>", "what to write · نوع").choices(["actions", "calls", "all"]).default("actions"),
    )
    .addOption(
      new Option("--lang <lang>", "fa: columns of sheets run from right to left · جهت برگه‌ها")
        .choices(["fa", "en"])
        .default("fa"),
    )
    .addHelpText(
      "after",
      examples(
        "karnegar export --format xlsx --out کارنامه.xlsx --include unreviewed",
        "karnegar export --format csv --bom --out actions.csv",
        "karnegar export --format geojson --workforce education --from 2022-01-01 > teachers.geojson",
      ),
    )
    .action(
      async (
        options: GivenChoice & {
          readonly format: ExportFormat
          readonly out?: string
          readonly table: TableName
          readonly bom?: boolean
          readonly kind: "actions" | "calls" | "all"
        },
        command: Command,
      ) => {
        const { withRecord } = await import("./with-record.ts")
        const { exportRecords } = await import("./export-command.ts")
        const { format, out = null, table, bom = false, kind, include, lang = "fa" } = options
        const work = { format, out, table, bom, kind, include, lang, filter: filterOf(options) }
        await withRecord(placeOf(options, command), { mustExist: true }, (record) =>
          exportRecords(record, work, output),
        )
      },
    )

  recordOptions(program.command("mirror"))
    .argument("<folder>", "folder to write; a copy that stands there is replaced · پوشه")
    .summary("write a copy that opens anywhere, without a server · رونوشت بی‌کارساز")
    .description(
      "Writes what the public may see as a folder that opens from a disk, a stick or any web server: search with scripts, every action year by year without, and all data with their sums. Without --include only what a person has checked.\n" +
        "آنچه همگانی است را در پوشه‌ای می‌نویسد که از روی دیسک، حافظه یا هر کارسازی باز می‌شود: جست‌وجو با اسکریپت، همهٔ حرکت‌ها سال به سال بی آن، و همهٔ داده‌ها با جمع‌های وارسی.\n\n" +
        "A folder is written whole or not at all. Whoever has it checks it by: sha256sum --check SHA256SUMS",
    )
    .addOption(
      new Option(
        "--origin <address>",
        "public address of the site, to which each action then leads · نشانی سایت",
      ).argParser(readOrigin),
    )
    .addOption(includeOption())
    .addHelpText(
      "after",
      examples(
        "karnegar mirror ./copy --data ./karnegar-data --include unreviewed",
        "karnegar mirror /media/stick/karnegar --origin https://example.org",
      ),
    )
    .action(async (folder: string, options: GivenChoice & { readonly origin?: string }, command: Command) => {
      const { withRecord } = await import("./with-record.ts")
      const { mirrorRecord } = await import("./mirror-command.ts")
      const { include, origin = null } = options
      await withRecord(placeOf(options, command), { mustExist: true }, (record) =>
        mirrorRecord(record, { folder, include, origin }),
      )
    })
}

/** What counts beside what a person has checked. */
function includeOption(): Option {
  return new Option("--include <standings>", INCLUDE_WORDS)
    .argParser((value) => {
      const include = readInclusion(value)
      if (include !== null) return include
      throw new InvalidArgumentError(
        "It must be unreviewed, imported or disputed, with commas between them, or all. · یکی از این‌ها را بدهید.",
      )
    })
    .default([], "checked ones only")
}

function choiceOptions(command: Command): Command {
  const code = (name: string, words: string, known: readonly string[]) =>
    new Option(`--${name} <code>`, words).argParser((value) => {
      if (known.includes(value)) return value
      throw new InvalidArgumentError(`It must be one of: ${known.join(", ")}. · یکی از این کدها را بدهید.`)
    })
  const day = (name: string, words: string) =>
    new Option(`--${name} <day>`, words).argParser((value) => {
      const read = readDay(value)
      if (read !== null) return read
      throw new InvalidArgumentError(
        "It must be a day like 2021-03-20 or 1399/12/30. · روزی مانند 2021-03-20 یا 1399/12/30 بدهید.",
      )
    })
  return command
    .addOption(includeOption())
    .addOption(day("from", "first day, Gregorian or Jalali · از روز"))
    .addOption(day("to", "last day, Gregorian or Jalali · تا روز"))
    .addOption(code("workforce", "only this workforce · گروه", WORKFORCES))
    .addOption(code("form", "only this form of action · شکل حرکت", FORMS))
    .addOption(code("demand", "only with this demand · خواسته", DEMANDS))
    .option("--province <id>", "only this province, by its gazetteer id such as p6 · استان")
    .option("--place <id>", "only this place, by its gazetteer id · جا")
}

function filterOf(given: GivenChoice): Omit<Filter, "text" | "calls" | "include"> {
  const { workforce, form, demand, province, place, from, to } = given
  return Object.fromEntries(
    Object.entries({ workforce, form, demand, province, place, from, to }).filter(([, value]) => value !== undefined),
  )
}

/** `--by demand --by province`, or with commas. */
function readFields(value: string, before: readonly Field[]): readonly Field[] {
  const fields = value.split(",").map((field) => field.trim())
  for (const field of fields) {
    if (!(FIELDS as readonly string[]).includes(field))
      throw new InvalidArgumentError(`It must be one of: ${FIELDS.join(", ")}. · یکی از این فیلدها را بدهید.`)
    if ((before as readonly string[]).includes(field))
      throw new InvalidArgumentError("A field is asked for once. · هر فیلد یک بار.")
  }
  return [...before, ...(fields as Field[])]
}
