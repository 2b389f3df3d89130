import { readFileSync } from "node:fs"
import { Command, CommanderError, InvalidArgumentError, Option } from "commander"
import { checkPublished } from "../intake/published-day.ts"
import { RecordError, recordErrorText } from "../record/errors.ts"
import type { RecordPlace } from "../record/open.ts"
import { Failure } from "./failure.ts"
import { tell } from "./messages.ts"
import { Output } from "./output.ts"

/** Port of the site unless another is asked for. */
const DEFAULT_PORT = 7310

/** Each thread holds a lexicon of its own, some 80 MB. */
const MOST_WORKERS = 32

/** Folder of the embedded record unless another is named. */
const DEFAULT_DATA = "./karnegar-data"

/**
 * Runs one command to its end.
 *
 * @returns the exit status: 0 done, 1 something was refused or failed, 2 wrong use.
 */
export async function run(args: readonly string[]): Promise<number> {
  let status = 0
  const output = new Output(process.stdout)
  // The terminal or pipe that messages go to may be gone; work goes on.
  process.stderr.on("error", () => {})
  const program = describeProgram(output, (own) => {
    status = own
  })
  try {
    await program.parseAsync(args, { from: "user" })
    await output.end()
    return status
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (error instanceof Failure) {
      tell(`${error.code}: ${error.en}`, error.fa)
      return error.status
    }
    if (error instanceof RecordError) {
      tell(`${error.code}: ${recordErrorText(error, "en")}`, recordErrorText(error, "fa"))
      return 1
    }
    throw error
  }
}

/** What options of all commands come to. */
interface Given {
  readonly data?: string
  readonly database?: string
  readonly published?: string
  readonly lang?: string
  readonly source?: string
  readonly dryRun?: boolean
  readonly port?: number
  readonly host?: string
  readonly workers?: number
  readonly sample?: boolean
}

// Rooms are imported by the command that needs them: `karnegar code` does not wait for a web server to load.
function describeProgram(output: Output, end: (status: number) => void): Command {
  const version: string = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).version
  const program = new Command("karnegar")
    .description(
      "An open record of labour action: codes reports, keeps them, serves them.\nکارنگار: گزارش‌های اعتراض کارگری را کدگذاری، نگهداری و نمایش می‌کند.",
    )
    .version(version, "-V, --version", "print the version · نسخه")
    .helpOption("-h, --help", "show help · راهنما")
    .helpCommand("help [command]", "show help of a command · راهنمای یک دستور")
    .exitOverride()
    .configureOutput({
      writeErr: (text) => process.stderr.write(text),
      outputError: (text, write) => {
        write(`karnegar: ${text.replace(/^error: /, "usage: ")}`)
        write("          دستور یا گزینه درست نیست؛ karnegar --help را ببینید.\n")
      },
    })
    .showSuggestionAfterError()
    .addHelpText(
      "after",
      examples("karnegar serve --data ./karnegar-data --sample", "karnegar code report.txt --published 2021-03-20"),
    )

  program
    .command("code")
    .summary("code reports: text in, actions with their evidence out · کدگذاری گزارش‌ها")
    .description(
      "Codes reports: JSON Lines {id, text, published?, source?, lang?}, or one plain text (a .txt file, or standard input).\n" +
        "گزارش‌ها را می‌خواند و حرکت‌ها را با واژه‌هایی که بر آن‌ها استوارند بیرون می‌دهد.\n\n" +
        "A line that cannot be read is told on standard error as FILE:LINE: CODE: why; the others are coded; the status is 1.",
    )
    .argument("[files...]", "files; - or none is standard input · پرونده‌ها")
    .addOption(publishedOption())
    .addOption(langOption())
    .addOption(
      formatOption(
        ["jsonl", "json", "table"],
        "jsonl, json (one array) or table (cards with evidence); table on a terminal, else jsonl",
      ),
    )
    .addOption(
      new Option("--workers <n>", "threads that code side by side; output keeps its order · شمار رشته‌های هم‌زمان")
        .argParser(readWorkers)
        .default(1),
    )
    .option("--data <dir>", "taken as by every command; coding reads and writes no record · در کدگذاری بی‌اثر")
    .addHelpText(
      "after",
      examples(
        "karnegar code reports.jsonl > coded.jsonl",
        "karnegar code reports.jsonl --workers 2 > coded.jsonl",
        "karnegar code message.txt --published 2021-03-20 --format table",
        "echo 'امروز کارگران نیشکر در شوش تجمع کردند.' | karnegar code --published 2021-03-20",
      ),
    )
    .action(async (files: string[], options: Given & { readonly format?: "jsonl" | "json" | "table" }) => {
      waitingForKeyboard(files)
      const { codeCommand } = await import("./code-command.ts")
      const format = options.format ?? (process.stdout.isTTY ? "table" : "jsonl")
      const { published = null, lang = null, workers = 1 } = options
      end(await codeCommand({ files, format, published, lang, workers, coloured: wantsColour() }, output))
    })

  program
    .command("explain")
    .summary("say why a report was coded as it was · چرا چنین کدگذاری شد")
    .description(
      "Shows for a person who wonders why: each value with the words, the entry and the reader that made it; everything that was found; and what was found and did not count, with the reason.\n" +
        "برای هر مقدار می‌گوید بر کدام واژه‌ها و کدام سطر واژگان استوار است، چه چیزهایی یافته شد و چه چیزهایی به شمار نیامد و چرا.\n\n" +
        "Reads what karnegar code reads. Correct a word in data/lexicon where the entry that is named stands; CONTRIBUTING.md shows how.",
    )
    .argument("[files...]", "files; - or none is standard input · پرونده‌ها")
    .addOption(publishedOption())
    .addOption(langOption())
    .addOption(
      formatOption(["json", "table"], "a page for people, or JSON Lines {coding, found, discarded}").default("table"),
    )
    .option("--word <word>", "only what touches this word of the text · تنها آنچه به این واژه برمی‌گردد")
    .addHelpText(
      "after",
      examples(
        "karnegar explain report.txt --published 2021-03-20",
        "karnegar explain report.txt --word تجمع",
        "echo 'امروز کارگران نیشکر در شوش تجمع نکردند.' | karnegar explain",
      ),
    )
    .action(async (files: string[], options: Given & { readonly format: "json" | "table"; readonly word?: string }) => {
      waitingForKeyboard(files)
      const { explainCommand } = await import("./explain-command.ts")
      const { format, published = null, lang = null, word = null } = options
      end(await explainCommand({ files, format, published, lang, word, coloured: wantsColour() }, output))
    })

  recordOptions(program.command("serve"))
    .summary("serve a record as a site · نمایش کارنامه در مرورگر")
    .description(
      "Serves a record on this machine only, until Ctrl-C.\n" +
        "کارنامه را روی همین دستگاه نشان می‌دهد تا Ctrl-C را بزنید.",
    )
    .addOption(
      new Option(
        "--port <n>",
        `port; 0 is any free one; without it ${DEFAULT_PORT}, or the next free one · درگاه`,
      ).argParser(readPort),
    )
    .addOption(new Option("--host <address>", "address to listen on · نشانی").default("127.0.0.1"))
    .option("--sample", "load the invented sample set if the record is empty · بار کردن مجموعهٔ نمونه")
    .addHelpText(
      "after",
      examples("karnegar serve --data ./karnegar-data", "karnegar serve --data /tmp/try --sample --port 0"),
    )
    .action(async (options: Given, command: Command) => {
      const { withRecord } = await import("./with-record.ts")
      const { serveCommand } = await import("./serve-command.ts")
      const { port = DEFAULT_PORT, host = "127.0.0.1", sample = false } = options
      const portAsked = options.port !== undefined
      await withRecord(placeOf(options, command), { mustExist: false }, (record) =>
        serveCommand(record, { port, portAsked, host, sample }, output),
      )
    })

  recordOptions(program.command("import"))
    .summary("code reports and store them · افزودن گزارش‌ها به کارنامه")
    .description(
      "Codes reports and stores them with their codings; reads what karnegar code reads, and url (https). Importing again changes nothing.\n" +
        "گزارش‌ها را کدگذاری و ذخیره می‌کند؛ تکرارش چیزی را عوض نمی‌کند.",
    )
    .argument("[files...]", "files; - or none is standard input · پرونده‌ها")
    .addOption(publishedOption())
    .addOption(langOption())
    .option("--source <key>", "registered source of reports that bring none · منبع")
    .option("--dry-run", "read and code, store nothing · آزمایشی")
    .addOption(formatOption(["json", "table"], "counts as json on standard output, or as words on standard error"))
    .addHelpText(
      "after",
      examples(
        "karnegar import reports.jsonl --data ./karnegar-data",
        "karnegar import reports.jsonl --dry-run",
        "karnegar import خبرها.jsonl --data ./karnegar-data",
      ),
    )
    .action(async (files: string[], options: Given & { readonly format?: "json" | "table" }, command: Command) => {
      waitingForKeyboard(files)
      const { importReports, tellImport } = await import("./import-command.ts")
      const { withRecord } = await import("./with-record.ts")
      const { published = null, lang = null, source = null, dryRun = false } = options
      const work = { files, published, lang, source }
      const counts = dryRun
        ? await importReports(null, work)
        : await withRecord(placeOf(options, command), { mustExist: false }, (record) => importReports(record, work))
      if (options.format === "json") await output.write(`${JSON.stringify({ dryRun, ...counts })}\n`)
      else tellImport(counts, dryRun)
      end(counts.refused > 0 ? 1 : 0)
    })

  recordOptions(program.command("rules"))
    .summary("show or switch the operator's rules · قاعده‌های گرداننده")
    .description(
      "Shows the rules, or switches one on or off. accept-codings: codings become actions, shown as not yet reviewed, without a person's decision.\n" +
        "قاعده‌ها را نشان می‌دهد یا روشن و خاموش می‌کند. accept-codings: کدگذاری‌ها بی‌بازبینی حرکت می‌شوند و «بازبینی‌نشده» نشان داده می‌شوند.",
    )
    .argument("[switch]", "on or off")
    .argument("[rule]", "accept-codings")
    .addOption(formatOption(["json", "table"], "form of output").default("table"))
    .addHelpText(
      "after",
      examples("karnegar rules --data ./karnegar-data", "karnegar rules on accept-codings --data ./karnegar-data"),
    )
    .action(
      async (
        to: string | undefined,
        rule: string | undefined,
        options: Given & { readonly format: "json" | "table" },
        command: Command,
      ) => {
        if ((to !== undefined && to !== "on" && to !== "off") || (to !== undefined && rule !== "accept-codings")) {
          command.error("error: write it as: karnegar rules on accept-codings (or off)")
        }
        const { withRecord } = await import("./with-record.ts")
        const rules = await withRecord(placeOf(options, command), { mustExist: true }, async (record) => {
          if (to !== undefined) await record.setRules({ ...(await record.rules()), acceptCodings: to === "on" })
          return record.rules()
        })
        if (options.format === "json") await output.write(`${JSON.stringify(rules)}\n`)
        else await output.write(`accept-codings  ${rules.acceptCodings ? "on · روشن" : "off · خاموش"}\n`)
      },
    )

  recordOptions(program.command("sources"))
    .summary("list or add sources of reports · منبع‌های گزارش")
    .description(
      "Lists the register of sources, or adds one. Both names are public: never a private person's.\n" +
        "فهرست منبع‌ها را نشان می‌دهد یا منبعی می‌افزاید. هر دو نام همگانی است: هرگز نام شخص خصوصی.",
    )
    .argument("[key]", "key of the source to add, as reports write it")
    .option("--name-fa <name>", "its name in Persian · نام فارسی")
    .option("--name-en <name>", "its name in English · نام انگلیسی")
    .addOption(formatOption(["json", "table"], "form of output").default("table"))
    .addHelpText(
      "after",
      examples(
        "karnegar sources --data ./karnegar-data",
        "karnegar sources kar-news --name-fa 'خبرگزاری کار' --name-en 'Labour News' --data ./karnegar-data",
      ),
    )
    .action(
      async (
        key: string | undefined,
        options: Given & { readonly format: "json" | "table"; readonly nameFa?: string; readonly nameEn?: string },
        command: Command,
      ) => {
        const { nameFa, nameEn } = options
        if (key !== undefined && (!nameFa || !nameEn))
          command.error("error: a new source needs --name-fa and --name-en")
        const { withRecord } = await import("./with-record.ts")
        const sources = await withRecord(
          placeOf(options, command),
          { mustExist: key === undefined },
          async (record) => {
            if (key !== undefined && nameFa && nameEn) await record.putSource({ key, nameFa, nameEn })
            return record.listSources()
          },
        )
        const { safeLine } = await import("./terminal-text.ts")
        if (options.format === "json") await output.write(`${JSON.stringify(sources)}\n`)
        else for (const one of sources) await output.write(`${safeLine(`${one.key}  ${one.nameEn} · ${one.nameFa}`)}\n`)
      },
    )

  recordOptions(program.command("verify"))
    .summary("check the record's log and everything derived from it · وارسی کارنامه")
    .description(
      "Re-derives the chain of the entry log. Ends with 0 when it holds, with 1 and the faults when not.\n" +
        "زنجیرهٔ ثبت را از نو حساب می‌کند. اگر درست نباشد، جای خطا را می‌گوید.",
    )
    .addOption(formatOption(["json", "table"], "form of output").default("table"))
    .addHelpText("after", examples("karnegar verify --data ./karnegar-data"))
    .action(async (options: Given & { readonly format: "json" | "table" }, command: Command) => {
      const { withRecord } = await import("./with-record.ts")
      const { faults, counts } = await withRecord(placeOf(options, command), { mustExist: true }, async (record) => ({
        faults: await record.verify(),
        counts: await record.counts(),
      }))
      if (options.format === "json")
        await output.write(`${JSON.stringify({ holds: faults.length === 0, faults, counts })}\n`)
      else {
        for (const { code, entry } of faults) await output.write(`entry ${entry}: ${code}\n`)
        await output.write(
          faults.length === 0
            ? `the record holds: ${counts.entries} entries, ${counts.reports} reports, ${counts.actions} actions\nکارنامه درست است: ${counts.entries} ثبت، ${counts.reports} گزارش، ${counts.actions} حرکت\n`
            : `the record does not hold: ${faults.length} faults. Keep it as it is and restore a backup elsewhere.\nکارنامه درست نیست: ${faults.length} خطا. به آن دست نزنید و پشتیبان را جای دیگری بازگردانید.\n`,
        )
      }
      end(faults.length === 0 ? 0 : 1)
    })

  recordOptions(program.command("stats"))
    .summary("count the published record · شمارش کارنامه")
    .description(
      "Counts published actions by workforce, form, month and province; each figure names its counting rule.\n" +
        "حرکت‌های همگانی را به تفکیک گروه، شکل، ماه و استان می‌شمارد.",
    )
    .addOption(formatOption(["json", "table"], "form of output").default("table"))
    .addHelpText(
      "after",
      examples("karnegar stats --data ./karnegar-data", "karnegar stats --data ./karnegar-data --format json"),
    )
    .action(async (options: Given & { readonly format: "json" | "table" }, command: Command) => {
      const { withRecord } = await import("./with-record.ts")
      const { provinceNames, statsOf, statsTable } = await import("./stats-command.ts")
      const stats = await withRecord(placeOf(options, command), { mustExist: true }, statsOf)
      await output.write(options.format === "json" ? `${JSON.stringify(stats)}\n` : statsTable(stats, provinceNames()))
    })

  return program
}

/** The record's place. A folder that was asked for goes before a database that only the environment names. */
function placeOf(options: Given, command: Command): RecordPlace {
  const asked = command.getOptionValueSource("data") === "cli" && command.getOptionValueSource("database") === "env"
  return options.database !== undefined && !asked
    ? { databaseUrl: options.database }
    : { dataDir: options.data ?? DEFAULT_DATA }
}

function recordOptions(command: Command): Command {
  return command
    .option("--data <dir>", "folder of the record · پوشهٔ کارنامه", DEFAULT_DATA)
    .addOption(
      new Option("--database <url>", "PostgreSQL instead of a folder · پایگاه دادهٔ PostgreSQL").env("DATABASE_URL"),
    )
}

function formatOption(choices: readonly string[], description: string): Option {
  return new Option("--format <format>", `${description} · قالب خروجی`).choices([...choices])
}

function publishedOption(): Option {
  return new Option(
    "--published <date>",
    "publication day of reports that bring none, like 2021-03-20 · روز انتشار",
  ).argParser((value) => {
    if (checkPublished(value) === "ok") return value
    throw new InvalidArgumentError("It must be a Gregorian day like 2021-03-20. · روز میلادی مانند 2021-03-20 بدهید.")
  })
}

function langOption(): Option {
  return new Option(
    "--lang <tag>",
    "language of reports that bring none, such as fa or en; found in the text otherwise · زبان",
  ).argParser((value) => {
    if (/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(value)) return value
    throw new InvalidArgumentError("It must be a language tag such as fa or en. · برچسب زبان مانند fa یا en بدهید.")
  })
}

function examples(...lines: readonly string[]): string {
  return `\nExamples · نمونه‌ها:\n${lines.map((line) => `  $ ${line}`).join("\n")}\n`
}

function waitingForKeyboard(files: readonly string[]): void {
  if (!process.stdin.isTTY || (files.length > 0 && !files.includes("-"))) return
  tell("type or paste a report, then press Ctrl-D.", "گزارش را بنویسید یا بچسبانید، سپس Ctrl-D را بزنید.")
}

/** https://no-color.org, and FORCE_COLOR for pagers. */
function wantsColour(): boolean {
  if (process.env.NO_COLOR) return false
  if (process.env.FORCE_COLOR && process.env.FORCE_COLOR !== "0") return true
  return process.stdout.isTTY === true && process.env.TERM !== "dumb"
}

function readPort(value: string): number {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN
  if (port <= 65_535) return port
  throw new InvalidArgumentError("It must be a whole number from 0 to 65535. · عددی از ۰ تا ۶۵۵۳۵ بدهید.")
}

function readWorkers(value: string): number {
  const count = /^\d{1,2}$/.test(value) ? Number(value) : 0
  if (count >= 1 && count <= MOST_WORKERS) return count
  throw new InvalidArgumentError(
    `It must be a whole number from 1 to ${MOST_WORKERS}. · عددی از ۱ تا ${MOST_WORKERS.toLocaleString("fa")} بدهید.`,
  )
}
