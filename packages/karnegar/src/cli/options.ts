import { type Command, InvalidArgumentError, Option } from "commander"
import type { RecordPlace } from "../record/open.ts"

/** Folder of the embedded record unless another is named. */
const DEFAULT_DATA = "./karnegar-data"

/** Options that name a record. */
export interface PlaceOptions {
  readonly data?: string
  readonly database?: string
  readonly evidence?: string
}

/** The record's place. A folder that was asked for goes before a database that only the environment names. */
export function placeOf(options: PlaceOptions, command: Command): RecordPlace {
  const asked = command.getOptionValueSource("data") === "cli" && command.getOptionValueSource("database") === "env"
  const evidence = options.evidence ? { evidenceDir: options.evidence } : {}
  return options.database !== undefined && !asked
    ? { databaseUrl: options.database, ...evidence }
    : { dataDir: options.data ?? DEFAULT_DATA, ...evidence }
}

/** The options that name a record, for every command that opens one. */
export function recordOptions(command: Command): Command {
  return command
    .option("--data <dir>", "folder of the record · پوشهٔ کارنامه", DEFAULT_DATA)
    .addOption(
      new Option("--database <url>", "PostgreSQL instead of a folder · پایگاه دادهٔ PostgreSQL").env("DATABASE_URL"),
    )
    .addOption(
      new Option(
        "--evidence <dir>",
        "folder of evidence; evidence in the record's folder unless named · پوشهٔ مدارک",
      ).env("KARNEGAR_EVIDENCE"),
    )
}

/** `--format`, with the forms a command writes. */
export function formatOption(choices: readonly string[], description: string): Option {
  return new Option("--format <format>", `${description} · قالب خروجی`).choices([...choices])
}

/** The end of a help page: commands as they are typed. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples · نمونه‌ها:\n${lines.map((line) => `  $ ${line}`).join("\n")}\n`
}

/** The public address of a site, as an option names it: nothing but its origin. */
export function readOrigin(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null
  if (url !== null && /^https?:$/.test(url.protocol) && url.origin === value.replace(/\/$/, "")) return url.origin
  throw new InvalidArgumentError("It must be like https://example.org. · مانند ‎https://example.org‎ بنویسید.")
}
