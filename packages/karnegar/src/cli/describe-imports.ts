import type { Command } from "commander"
import { isTableName } from "../intake/tables/open-table.ts"
import { Failure } from "./failure.ts"
import { tell } from "./messages.ts"
import { examples, formatOption, type PlaceOptions, placeOf, recordOptions } from "./options.ts"
import type { Output } from "./output.ts"
import { safeLine } from "./terminal-text.ts"

interface Given extends PlaceOptions {
  readonly format?: "json" | "table"
}

/** Options of `karnegar import` that say it's a table. */
export interface MappingOptions extends Given {
  readonly mapping?: string
  readonly name?: string
  readonly source?: string
  readonly dryRun?: boolean
}

/** Imports tables by `--mapping`. @returns the exit status. */
export async function importByMapping(
  files: readonly string[],
  options: MappingOptions & { readonly mapping: string },
  command: Command,
  output: Output,
): Promise<number> {
  const { importRows } = await import("./import-rows-command.ts")
  const { withRecordIfAny } = await import("./with-record.ts")
  const { mapping, name = null, source = null, dryRun = false, format } = options
  if (files.length === 0 || files.includes("-")) {
    throw new Failure(
      "import.no_file",
      "--mapping needs a file; a table is not read from standard input.",
      "‎--mapping‎ پرونده می‌خواهد؛ جدول از ورودی استاندارد خوانده نمی‌شود.",
      { status: 2 },
    )
  }
  const place = placeOf(options, command)
  let status = 0
  for (const file of files) {
    const work = { file, mapping, name, source, dryRun, json: format === "json" }
    const own = await withRecordIfAny(place, dryRun, (record) => importRows(record, work, output))
    status = Math.max(status, own)
  }
  return status
}

/** A table given as if it held reports is told apart before its rows are refused one by one. */
export function refuseTables(files: readonly string[]): void {
  const table = files.find(isTableName)
  if (table === undefined) return
  throw new Failure(
    "import.needs_mapping",
    `${safeLine(table)} looks like a spreadsheet: say with --mapping what its columns mean; see karnegar mappings.`,
    `${safeLine(table)} صفحه‌گسترده است: با ‎--mapping‎ بگویید ستون‌هایش چیست؛ karnegar mappings را ببینید.`,
    { status: 2 },
  )
}

/** Adds the commands `imports` and `mappings`. */
export function describeImports(program: Command, output: Output): void {
  recordOptions(program.command("imports"))
    .summary("list imports of other people's records, or undo one · واردسازی‌ها")
    .description(
      "Lists the imports that karnegar import --mapping made, newest first. undo ID puts every row that it brought back to what stood before it.\n" +
        "واردسازی‌های ‎karnegar import --mapping‎ را نشان می‌دهد، تازه‌ترین نخست. undo ID هر سطری را که آورده به آنچه پیش از آن بود برمی‌گرداند.",
    )
    .argument("[undo]", "undo")
    .argument("[id]", "id of the import · شناسه")
    .addOption(formatOption(["json", "table"], "form of output").default("table"))
    .addHelpText(
      "after",
      examples("karnegar imports --data ./karnegar-data", "karnegar imports undo i3f9c2a7b --data ./karnegar-data"),
    )
    .action(async (verb: string | undefined, id: string | undefined, options: Given, command: Command) => {
      if (verb !== undefined && (verb !== "undo" || id === undefined))
        command.error("error: write it as: karnegar imports undo ID")
      const { withRecord } = await import("./with-record.ts")
      await withRecord(placeOf(options, command), { mustExist: true }, async (record) => {
        if (id !== undefined) {
          const rows = await record.undoImport(id)
          if (options.format === "json") await output.write(`${JSON.stringify({ id, rows })}\n`)
          else if (rows === 0)
            tell(`the import ${safeLine(id)} was undone before.`, `واردسازی ${safeLine(id)} پیش‌تر برگردانده شده بود.`)
          else
            tell(
              `the import ${safeLine(id)} is undone: ${rows} rows are back to what stood before it.`,
              `واردسازی ${safeLine(id)} برگردانده شد: ${rows.toLocaleString("fa-IR", { useGrouping: false })} سطر به آنچه پیش از آن بود برگشت.`,
            )
          return
        }
        const imports = await record.listImports()
        if (options.format === "json") await output.write(`${JSON.stringify(imports)}\n`)
        else {
          for (const one of imports)
            await output.write(
              `${safeLine(`${one.id}  ${one.at.slice(0, 16)}  ${one.name}${one.source === null ? "" : ` (${one.source})`}  ${one.rows} rows · سطر${one.undone ? "  undone · برگردانده‌شده" : ""}`)}\n`,
            )
          if (imports.length === 0) tell("no import stands in the record.", "هیچ واردسازی‌ای در کارنامه نیست.")
        }
      })
    })

  program
    .command("mappings")
    .summary("list mappings for karnegar import, or show one · نگاشت‌های آماده")
    .description(
      "Lists the mappings that come with Karnegar, or prints one to begin your own with. docs/mappings.md explains every part.\n" +
        "نگاشت‌های آماده را نشان می‌دهد، یا یکی را چاپ می‌کند تا نگاشت خودتان را از روی آن بنویسید. شرح بخش‌ها در docs/mappings.md است.",
    )
    .option("--show <name>", "print this mapping · چاپ یک نگاشت")
    .addOption(formatOption(["json", "table"], "form of output").default("table"))
    .addHelpText("after", examples("karnegar mappings", "karnegar mappings --show spreadsheet-fa > my-mapping.yaml"))
    .action(async (options: { readonly show?: string; readonly format: "json" | "table" }) => {
      const { findMapping, listMappings, loadMapping } = await import("./mapping-files.ts")
      if (options.show !== undefined) {
        const { readFileSync } = await import("node:fs")
        await output.write(readFileSync(findMapping(options.show), "utf8"))
        return
      }
      const mappings = listMappings().map(({ name }) => ({ name, title: loadMapping(name).title }))
      if (options.format === "json") await output.write(`${JSON.stringify(mappings)}\n`)
      else for (const { name, title } of mappings) await output.write(`${name}  ${title.en} · ${title.fa}\n`)
    })
}
