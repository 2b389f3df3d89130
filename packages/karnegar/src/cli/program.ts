import { readFileSync } from "node:fs"
import { Command, CommanderError, InvalidArgumentError, Option } from "commander"
import { checkPublished } from "../intake/published-day.ts"
import { CODE_FORMATS, codeCommand } from "./code-command.ts"
import { Failure } from "./failure.ts"
import { tell } from "./messages.ts"
import { Output } from "./output.ts"

/** Port of the site unless another is asked for. */
export const DEFAULT_PORT = 7310

/** Folder of the embedded record unless another is named. */
export const DEFAULT_DATA = "./karnegar-data"

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
    throw error
  }
}

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
      new Option(
        "--format <format>",
        "jsonl, json (one array) or table (cards with evidence); table on a terminal, else jsonl · قالب خروجی",
      ).choices([...CODE_FORMATS]),
    )
    .addHelpText(
      "after",
      examples(
        "karnegar code reports.jsonl > coded.jsonl",
        "karnegar code message.txt --published 2021-03-20 --format table",
        "echo 'امروز کارگران نیشکر در شوش تجمع کردند.' | karnegar code --published 2021-03-20",
      ),
    )
    .action(
      async (
        files: string[],
        options: { published?: string; lang?: string; format?: (typeof CODE_FORMATS)[number] },
      ) => {
        if (process.stdin.isTTY && (files.length === 0 || files.includes("-"))) {
          tell("type or paste a report, then press Ctrl-D.", "گزارش را بنویسید یا بچسبانید، سپس Ctrl-D را بزنید.")
        }
        end(
          await codeCommand(
            {
              files,
              format: options.format ?? (process.stdout.isTTY ? "table" : "jsonl"),
              published: options.published ?? null,
              lang: options.lang ?? null,
              coloured: wantsColour(),
            },
            output,
          ),
        )
      },
    )

  return program
}

function publishedOption(): Option {
  return new Option(
    "--published <date>",
    "publication day of reports that bring none, like 2021-03-20 · روز انتشار",
  ).argParser((value) => {
    if (checkPublished(value) !== "ok")
      throw new InvalidArgumentError("It must be a Gregorian day like 2021-03-20. · روز میلادی مانند 2021-03-20 بدهید.")
    return value
  })
}

function langOption(): Option {
  return new Option(
    "--lang <tag>",
    "language of reports that bring none, such as fa or en; found in the text otherwise · زبان",
  ).argParser((value) => {
    if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(value))
      throw new InvalidArgumentError("It must be a language tag such as fa or en. · برچسب زبان مانند fa یا en بدهید.")
    return value
  })
}

function examples(...lines: readonly string[]): string {
  return `\nExamples · نمونه‌ها:\n${lines.map((line) => `  $ ${line}`).join("\n")}\n`
}

/** https://no-color.org, and FORCE_COLOR for pagers. */
function wantsColour(): boolean {
  if (process.env.NO_COLOR) return false
  if (process.env.FORCE_COLOR && process.env.FORCE_COLOR !== "0") return true
  return process.stdout.isTTY === true && process.env.TERM !== "dumb"
}
