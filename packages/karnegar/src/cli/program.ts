import { readFileSync } from "node:fs"
import { Command, CommanderError, InvalidArgumentError, Option } from "commander"
import { BackupError, backupErrorText } from "../backup/errors.ts"
import { checkPublished } from "../intake/published-day.ts"
import { RecordError, recordErrorText } from "../record/errors.ts"
import { AUTOMATIC } from "../record/merge/weights.ts"
import type { Rules } from "../record/rules.ts"
import { describeAdd } from "./describe-add.ts"
import { describeBackup } from "./describe-backup.ts"
import { describeCapture } from "./describe-capture.ts"
import { describeEvidence } from "./describe-evidence.ts"
import { describeFeeds } from "./describe-feeds.ts"
import { describeFigures } from "./describe-figures.ts"
import { describeImports, importByMapping, type MappingOptions, refuseTables } from "./describe-imports.ts"
import { describeJobs } from "./describe-jobs.ts"
import { describeMerge } from "./describe-merge.ts"
import { describePeople } from "./describe-people.ts"
import { describeSources } from "./describe-sources.ts"
import { describeSubmissions } from "./describe-submissions.ts"
import { describeWatch } from "./describe-watch.ts"
import { Failure } from "./failure.ts"
import type { LaterOptions } from "./import-later.ts"
import { tell } from "./messages.ts"
import { examples, formatOption, placeOf, readOrigin, recordOptions } from "./options.ts"
import { Output } from "./output.ts"
import { clearStatus } from "./status-line.ts"

/** Port of the site unless another is asked for. */
const DEFAULT_PORT = 7310

/** Each thread holds a lexicon of its own, some 80 MB. */
const MOST_WORKERS = 32

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
    if (error instanceof BackupError) {
      tell(`${error.code}: ${backupErrorText(error, "en")}`, backupErrorText(error, "fa"))
      return 1
    }
    throw error
  } finally {
    clearStatus()
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
  readonly origin?: string
  readonly workers?: number
  readonly starter?: boolean
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
    // Options behind a command's name are that command's; `sources` and its own commands share some.
    .enablePositionalOptions()
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
      examples("karnegar serve --data ./karnegar-data --starter", "karnegar code report.txt --published 2021-03-20"),
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
    .addOption(
      new Option(
        "--origin <address>",
        "public address by which people reach the desk, such as https://example.org; without it, this machine's · نشانی همگانی",
      ).argParser(readOrigin),
    )
    .option(
      "--starter",
      "take in the starter record: real actions, each with its public addresses · افزودن کارنامهٔ آغازین",
    )
    .option("--sample", "load the invented sample set if the record is empty · بار کردن مجموعهٔ نمونه")
    .addHelpText(
      "after",
      examples(
        "karnegar serve --data ./karnegar-data",
        "karnegar serve --data ./karnegar-data --starter",
        "karnegar serve --data /tmp/try --sample --port 0",
        "karnegar serve --data ./karnegar-data --origin https://example.org",
      ),
    )
    .action(async (options: Given, command: Command) => {
      const { withRecord } = await import("./with-record.ts")
      const { serveCommand } = await import("./serve-command.ts")
      const { withDesk } = await import("./with-desk.ts")
      const { withSubmissions } = await import("./with-submissions.ts")
      const { port = DEFAULT_PORT, host = "127.0.0.1", origin = null, starter = false, sample = false } = options
      const portAsked = options.port !== undefined
      const place = placeOf(options, command)
      await withRecord(place, { mustExist: false }, (record) =>
        withDesk(place, (desk) =>
          withSubmissions(
            place,
            options.data!,
            (submissions) =>
              serveCommand(
                { record, ...desk, submissions },
                { port, portAsked, host, origin, starter, sample },
                output,
              ),
            () => record.loggedKeys(),
          ),
        ),
      )
    })

  recordOptions(program.command("import"))
    .summary("store reports, or other people's records · افزودن گزارش‌ها یا جدول‌ها به کارنامه")
    .description(
      "Codes reports and stores them with their codings; reads what karnegar code reads, and url (https). Importing again changes nothing.\n" +
        "A Telegram export (result.json, messages.html or its folder), mails (.eml, mbox) and a spreadsheet with a column of texts are recognised by what stands in them; docs/intake tells each.\n" +
        "گزارش‌ها را کدگذاری و ذخیره می‌کند؛ تکرارش چیزی را عوض نمی‌کند.\n\n" +
        "With --mapping it takes in a table of actions instead (CSV, JSON, .xlsx): the mapping says what the columns mean. A row whose key stands is updated; refused rows go to FILE.refused.csv; karnegar imports undoes a whole import.\n" +
        "با ‎--mapping‎ جدولی از حرکت‌ها را می‌خواند (CSV، JSON یا xlsx): نگاشت می‌گوید هر ستون چیست. سطری که کلیدش هست به‌روز می‌شود؛ سطرهای پذیرفته‌نشده در FILE.refused.csv می‌ماند؛ karnegar imports همهٔ یک واردسازی را برمی‌گرداند.",
    )
    .argument("[files...]", "files; - or none is standard input · پرونده‌ها")
    .addOption(publishedOption())
    .addOption(langOption())
    .option("--source <key>", "registered source of reports that bring none, or of the rows · منبع")
    .option(
      "--chat <name>",
      "a chat of a Telegram export to be read, by name or number; may be repeated · گفت‌وگو",
      (one: string, before: readonly string[]) => [...before, one],
      [] as readonly string[],
    )
    .option("--public-name <name>", "public @name of the channel: its messages get addresses · نام همگانی کانال")
    .option("--media", "take pictures and documents of an export as evidence · پیوست‌ها نیز خوانده شود")
    .option("--columns <list>", "of a spreadsheet of reports: text=…,date=…,url=…,source=…,id=…,title=… · ستون‌ها")
    .option("--mapping <name|file>", "what the columns of a table mean; see karnegar mappings · نگاشت ستون‌ها")
    .option("--name <keyspace>", "with --mapping: name under which the rows' keys are unique · نام دستهٔ کلیدها")
    .option("--dry-run", "show what would be stored, store nothing · آزمایشی")
    .option("--later", "put each file in the queue for karnegar worker · گذاشتن در صف کارها")
    .addOption(
      new Option(
        "--workers <n>",
        "threads that code beside the one that reads and stores; 0: none; else one for each other core · شمار رشته‌ها",
      ).argParser((value) => (value === "0" ? 0 : readWorkers(value))),
    )
    .addOption(formatOption(["json", "table"], "counts as json on standard output, or as words on standard error"))
    .addHelpText(
      "after",
      examples(
        "karnegar import reports.jsonl --data ./karnegar-data",
        "karnegar import reports.jsonl --dry-run",
        "karnegar import ChatExport_2024-01-01 --dry-run",
        "karnegar import حرکت‌ها.xlsx --mapping spreadsheet-fa --dry-run",
        "karnegar import خبرها.jsonl --data ./karnegar-data",
        "karnegar import ChatExport_2024-01-01 --later --data ./karnegar-data",
      ),
    )
    .action(async (files: string[], options: Given & MappingOptions & LaterOptions, command: Command) => {
      const { mapping } = options
      if (options.later === true) {
        const { importLater } = await import("./import-later.ts")
        await importLater(files, options, placeOf(options, command), output)
        return
      }
      if (mapping !== undefined) {
        end(await importByMapping(files, { ...options, mapping }, command, output))
        return
      }
      if (options.name !== undefined) command.error("error: --name goes with --mapping")
      const { importRecognised } = await import("./import-recognised.ts")
      const status = await importRecognised(files, options, placeOf(options, command), output)
      if (status !== null) {
        end(status)
        return
      }
      refuseTables(files)
      waitingForKeyboard(files)
      const { importReports, tellImport } = await import("./import-command.ts")
      const { withRecordIfAny } = await import("./with-record.ts")
      const { withTextCoder } = await import("./text-coder.ts")
      const { published = null, lang = null, source = null, dryRun = false, workers } = options
      const counts = await withTextCoder(workers, (code) =>
        withRecordIfAny(placeOf(options, command), dryRun, (record) =>
          importReports(record, { files, published, lang, source, dryRun, code }),
        ),
      )
      if (options.format === "json") await output.write(`${JSON.stringify({ dryRun, ...counts })}\n`)
      else tellImport(counts, dryRun)
      end(counts.refused > 0 ? 1 : 0)
    })

  recordOptions(program.command("rules"))
    .summary("show or switch the operator's rules · قاعده‌های گرداننده")
    .description(
      "Shows the rules, or switches one on or off.\n" +
        "accept-codings: codings become actions, shown as not yet reviewed, without a person's decision.\n" +
        "join-alike: accounts at least this much alike (0.7 to 1; 0.85 unless you say otherwise) are one action without a person's decision; it can be undone.\n" +
        "publishers: how many people must have checked an action before it is published, 2 or 1; with 1 the public pages say so.\n" +
        "keep-all: texts that tell of no labour matter are kept whole; else only their hash and address.\n" +
        "قاعده‌ها را نشان می‌دهد یا روشن و خاموش می‌کند. accept-codings: کدگذاری‌ها بی‌بازبینی حرکت می‌شوند و «بازبینی‌نشده» نشان داده می‌شوند. join-alike: گزارش‌های همانندِ یک حرکت خودکار یکی می‌شوند؛ برگشت‌پذیر است. publishers: پیش از انتشار چند نفر باید آن را بررسی کرده باشند، ۲ یا ۱؛ با ۱ نفر، صفحه‌های عمومی همین را می‌گویند. keep-all: متن‌هایی که دربارهٔ کار و کارگری نیست هم کامل نگه داشته می‌شود.",
    )
    .argument("[switch]", "on or off")
    .argument("[rule]", "accept-codings, join-alike, keep-all or publishers")
    .argument("[least]", "least likeness that joins, for join-alike; how many people, for publishers")
    .addOption(formatOption(["json", "table"], "form of output").default("table"))
    .addHelpText(
      "after",
      examples(
        "karnegar rules --data ./karnegar-data",
        "karnegar rules on accept-codings --data ./karnegar-data",
        "karnegar rules on join-alike 0.9 --data ./karnegar-data",
        "karnegar rules off join-alike --data ./karnegar-data",
        "karnegar rules on publishers 1 --data ./karnegar-data",
      ),
    )
    .action(
      async (
        to: string | undefined,
        rule: string | undefined,
        least: string | undefined,
        options: Given & { readonly format: "json" | "table" },
        command: Command,
      ) => {
        const change = to === undefined ? {} : ruleChange(to, rule, least)
        if (change === null)
          command.error(
            "error: write it as: karnegar rules on accept-codings (or off), or: karnegar rules on join-alike 0.9, or: karnegar rules on publishers 1",
          )
        const { withRecord } = await import("./with-record.ts")
        const rules = await withRecord(placeOf(options, command), { mustExist: true }, async (record) => {
          if (to !== undefined) await record.setRules(change ?? {})
          return record.rules()
        })
        if (options.format === "json") return output.write(`${JSON.stringify(rules)}\n`)
        const [on, off] = ["on · روشن", "off · خاموش"]
        await output.write(`accept-codings  ${rules.acceptCodings ? on : off}\n`)
        await output.write(`keep-all        ${rules.keepAll ? on : off}\n`)
        await output.write(`publishers      ${rules.publishers}\n`)
        await output.write(`join-alike      ${rules.joinAlike === null ? off : `${on} (${rules.joinAlike})`}\n`)
      },
    )

  describeSources(program, output)

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
      const { stepWords } = await import("./step-words.ts")
      const { Progress } = await import("./progress.ts")
      const progress = new Progress()
      const { swappedKeys } = await import("./submissions-command.ts")
      const { verdictWords } = await import("./verdict-words.ts")
      const { reviewersFile } = await import("./with-submissions.ts")
      const { faults, counts } = await withRecord(placeOf(options, command), { mustExist: true }, async (record) => ({
        faults: [
          ...(await record.verify((step, done) => progress.at(() => stepWords(step, done)))),
          ...(await swappedKeys(record, reviewersFile(options.data!))),
        ],
        counts: await record.counts(),
      }))
      if (options.format === "json")
        await output.write(`${JSON.stringify({ holds: faults.length === 0, faults, counts })}\n`)
      else {
        for (const { code, entry } of faults) await output.write(`entry ${entry}: ${code}\n`)
        await output.write(verdictWords(faults, counts))
      }
      end(faults.length === 0 ? 0 : 1)
    })

  describeFigures(program, output)

  describeMerge(program, output)
  describePeople(program, output)
  describeSubmissions(program, output)
  describeImports(program, output)
  describeAdd(program, output)
  describeCapture(program, version, output, end)
  describeFeeds(program, version, output, end)
  describeEvidence(program, version, output, end)
  describeBackup(program, version, output)
  describeJobs(program, version, output, end)
  describeWatch(program, output, end)

  return program
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

/** What `karnegar rules on|off RULE [LEAST]` asks for; null when it is not written so. */
function ruleChange(to: string, rule: string | undefined, least: string | undefined): Partial<Rules> | null {
  if (to !== "on" && to !== "off") return null
  if (rule === "accept-codings" && least === undefined) return { acceptCodings: to === "on" }
  if (rule === "keep-all" && least === undefined) return { keepAll: to === "on" }
  // Two unless one is asked for; switched off, it is two again.
  if (rule === "publishers" && to === "off" && least === undefined) return { publishers: 2 }
  if (rule === "publishers")
    return to === "on" && (least === "1" || least === "2") ? { publishers: least === "1" ? 1 : 2 } : null
  if (rule !== "join-alike" || (to === "off" && least !== undefined)) return null
  if (to === "off") return { joinAlike: null }
  const threshold = least === undefined ? AUTOMATIC : Number(least)
  return Number.isFinite(threshold) ? { joinAlike: threshold } : null
}
