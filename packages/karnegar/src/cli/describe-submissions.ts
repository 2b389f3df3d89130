import type { Command } from "commander"
import type { Submissions } from "../submissions/submissions.ts"
import { examples, formatOption, type PlaceOptions, placeOf, recordOptions } from "./options.ts"
import type { Output } from "./output.ts"

interface Given extends PlaceOptions {
  readonly format?: "json" | "table"
  readonly identity?: string
  readonly to?: string
  readonly originals?: boolean
}

/** Describes `karnegar submissions`: the reviewers' keys, and what strangers sent in. */
export function describeSubmissions(program: Command, output: Output): void {
  const submissions = program
    .command("submissions")
    .summary("what people send in: keys, list, open, close · آنچه مردم می‌فرستند")
    .description(
      "What people send in is sealed to the reviewers' keys before it goes to the disk. Secret keys belong on other machines than the server.\n" +
        "آنچه مردم می‌فرستند پیش از رفتن به دیسک با کلید بررسان قفل می‌شود. جای کلید محرمانه روی سرور نیست.",
    )
    .addHelpText(
      "after",
      examples(
        "karnegar submissions keys add age1… --data ./karnegar-data",
        "karnegar submissions list --data ./karnegar-data",
        "karnegar submissions open s0123456789 --identity /media/usb/my-key.txt --to ./opened",
        "karnegar submissions open s0123456789-1.age --identity my-key.txt --to ./opened",
      ),
    )

  const keys = submissions
    .command("keys")
    .summary("to whom submissions are sealed · کلیدهای بررسان")
    .helpCommand(false)
    .description(
      "The reviewers' recipients (age1…), in reviewers.txt in the record's folder. Each change is an entry of the log; keys that were changed behind it are refused. What was sealed before a change stays as it is.\n" +
        "گیرنده‌ها (age1…) در reviewers.txt در پوشه کارنامه. هر تغییر ثبتی در دفتر است و کلیدی که بی ثبت عوض شود پذیرفته نمی‌شود. آنچه پیش از تغییر قفل شده همان‌گونه می‌ماند.",
    )
  const key = (name: string, summary: string) =>
    recordOptions(keys.command(name))
      .summary(summary)
      .action(async (...given: unknown[]) => {
        const own = given.at(-1) as Command
        const { keysCommand } = await import("./submissions-command.ts")
        const { reviewersFile } = await import("./with-submissions.ts")
        const file = reviewersFile(own.opts<Given>().data!)
        const recipient = own.args[0] ?? ""
        const change =
          name === "add"
            ? { add: recipient }
            : name === "remove"
              ? { remove: recipient }
              : name === "accept"
                ? ("accept" as const)
                : null
        const { withRecordIfAny } = await import("./with-record.ts")
        await withRecordIfAny(placeOf(own.opts<Given>(), own), change === null, (record) =>
          keysCommand(record, file, change, output),
        )
      })
  key("list", "the keys and their fingerprint · فهرست و اثر انگشت")
  key("add", "seal to one more from now on · افزودن").argument("<age1…>", "recipient · گیرنده")
  key("accept", "take the file's keys as they stand, as an entry of the log · پذیرفتن آنچه در پرونده هست")
  key("remove", "seal to it no more · برداشتن").argument("<age1…>", "recipient · گیرنده")

  const within = async (options: Given, own: Command, work: (open: Submissions) => Promise<void>) => {
    const { withSubmissions } = await import("./with-submissions.ts")
    const { requireRecord } = await import("./with-record.ts")
    const place = placeOf(options, own)
    requireRecord(place)
    await withSubmissions(place, options.data!, work)
  }

  recordOptions(submissions.command("list"))
    .summary("id, day, state, parts, size · فهرست")
    .addOption(formatOption(["json", "table"], "form of output"))
    .action((options: Given, own: Command) =>
      within(options, own, async (open) => {
        const { listCommand } = await import("./submissions-command.ts")
        await listCommand(open, options.format === "json", output)
      }),
    )

  recordOptions(submissions.command("open"))
    .summary("open one into a folder, with a key file · باز کردن")
    .description(
      "Opens a submission by its id, or a sealed file (.age) fetched from the desk, into a new folder that only you may read: the text, and a copy of each attachment without the hidden data of its device. Originals stay sealed.\n" +
        "نوشته و نسخه پاک‌شده پیوست‌ها را در پوشه‌ای تازه می‌گذارد که تنها شما می‌خوانید. اصل پیوست‌ها قفل می‌ماند.",
    )
    .argument("<id or file>", "submission, or file that ends with .age · شناسه یا پرونده")
    .requiredOption("--identity <file>", "file of the secret key; never the key itself · پرونده کلید محرمانه")
    .requiredOption("--to <folder>", "folder to make · پوشه تازه")
    .option("--originals", "write the attachments as they came, too · اصل پیوست‌ها هم")
    .action(async (what: string, options: Given, own: Command) => {
      const { openCommand, openFile } = await import("./submissions-command.ts")
      const opening = { identity: options.identity!, to: options.to!, originals: options.originals === true }
      if (what.endsWith(".age")) await openFile(what, opening, output)
      else await within(options, own, (open) => openCommand(open, what, opening, output))
    })

  recordOptions(submissions.command("close"))
    .summary("its review is done · پایان بررسی")
    .argument("<id>", "submission · شناسه")
    .action((id: string, options: Given, own: Command) =>
      within(options, own, async (open) => {
        const { closeCommand } = await import("./submissions-command.ts")
        await closeCommand(open, id)
      }),
    )
}
