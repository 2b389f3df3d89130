import type { Command } from "commander"
import type { AddOptions } from "./add-command.ts"
import { examples, type PlaceOptions, placeOf, recordOptions } from "./options.ts"
import type { Output } from "./output.ts"

/** Adds the command `add`: one text that somebody pastes. */
export function describeAdd(program: Command, output: Output): void {
  recordOptions(program.command("add"))
    .summary("add one text that you paste · افزودن یک متن")
    .description(
      "Adds one text from a file or from standard input, shows what the coder finds in it, and stores it. It needs a source on the register and its day of publication (Gregorian or Jalali).\n" +
        "یک متن را از پرونده یا ورودی استاندارد می‌خواند، آنچه کدگذار در آن می‌یابد نشان می‌دهد و ذخیره می‌کند. منبعی از فهرست منبع‌ها و روز انتشار (میلادی یا شمسی) می‌خواهد.",
    )
    .argument("[file]", "a file; - or none is standard input · پرونده")
    .option("--source <key>", "registered source · منبع")
    .option("--published <date>", "day of publication, 2021-03-20 or 1399/12/30 · روز انتشار")
    .option("--url <address>", "https address of the publication · نشانی")
    .option("--dry-run", "show what would be stored, store nothing · آزمایشی")
    .option("--undo <id>", "take a text that was added back again, by the id that add told · برگرداندن")
    .addHelpText(
      "after",
      examples(
        "karnegar add text.txt --source kar-news --published 1400/01/05 --dry-run",
        "echo 'کارگران نیشکر در شوش تجمع کردند.' | karnegar add --source kar-news --published 2021-03-25",
        "karnegar add --undo r1f2e3d4c",
      ),
    )
    .action(async (file: string | undefined, options: AddOptions & PlaceOptions, command: Command) => {
      const { addText } = await import("./add-command.ts")
      await addText(file, options, placeOf(options, command), output)
    })
}
