import { type Command, InvalidArgumentError, Option } from "commander"
import { examples, formatOption, type PlaceOptions, placeOf, recordOptions } from "./options.ts"
import type { Output } from "./output.ts"

interface Given extends PlaceOptions {
  readonly format: "json" | "table"
  readonly source?: string
  readonly media?: boolean
  readonly once?: boolean
  readonly settle: number
}

/** Seconds for which a file must not have changed, unless others are asked for. */
const SETTLE_SECONDS = 3

/** Adds the command `watch`: a folder that files are dropped into. */
export function describeWatch(program: Command, output: Output, end: (status: number) => void): void {
  recordOptions(program.command("watch"))
    .summary("import what is dropped into a folder · پوشهٔ زیر نظر")
    .description(
      "Imports what is dropped into a folder, as karnegar import does, once it has stopped growing, and moves it to done/ in that folder, or to refused/ with the reason beside it. Runs until Ctrl-C; --once is for cron. A folder in it that has the key of a source gives its files that source.\n" +
        "آنچه در پوشه گذاشته شود، همین که دیگر بزرگ نشود، مانند karnegar import وارد می‌شود و به ‎done/‎ همان پوشه می‌رود، یا با دلیلش به ‎refused/‎. تا Ctrl-C کار می‌کند؛ ‎--once‎ برای cron است. پوشهٔ درونی‌ای که نامش کلید منبعی است، منبع پرونده‌های خود را می‌گوید.",
    )
    .argument("<folder>", "the folder · پوشه")
    .option("--source <key>", "registered source of files that tell none · منبع")
    .option("--media", "take pictures and documents of exports as evidence · پیوست‌ها نیز خوانده شود")
    .option("--once", "take what lies there, then end · یک بار")
    .addOption(
      new Option("--settle <seconds>", "how long a file must not have changed · ثانیه‌های بی‌تغییر")
        .argParser(readSettle)
        .default(SETTLE_SECONDS),
    )
    .addOption(
      formatOption(["json", "table"], "a line of json for each file on standard output, or words").default("table"),
    )
    .addHelpText(
      "after",
      examples(
        "karnegar watch ./drop --data ./karnegar-data",
        "karnegar watch ./drop --once --source kar-news --data ./karnegar-data",
        "karnegar watch پوشه --media --data ./karnegar-data",
      ),
    )
    .action(async (folder: string, options: Given, command: Command) => {
      const { watchCommand } = await import("./watch-command.ts")
      const { source = null, media = false, once = false, settle: settleSeconds, format } = options
      const work = { folder, source, media, once, settleSeconds, json: format === "json" }
      end(await watchCommand(placeOf(options, command), work, output))
    })
}

function readSettle(value: string): number {
  const seconds = /^\d{1,4}$/.test(value) ? Number(value) : 0
  if (seconds >= 1) return seconds
  throw new InvalidArgumentError("It must be a whole number of seconds from 1 on. · شماری از ثانیه، از ۱ به بالا.")
}
