import type { Command } from "commander"
import { tell } from "./messages.ts"
import { examples, formatOption, placeOf, recordOptions } from "./options.ts"
import type { Output } from "./output.ts"

/** What options of these commands come to. */
interface Given {
  readonly data?: string
  readonly database?: string
  readonly limit?: string
  readonly format: "json" | "table"
}

/** Pairs shown at once unless more are asked for. */
const SHOWN = 20

/** Describes `karnegar merge` and `karnegar rebuild`. Rooms are imported by the command that needs them. */
export function describeMerge(program: Command, output: Output): void {
  const merge = program
    .command("merge")
    .summary("which accounts are one action: list, join, keep apart, split, undo · ادغام حرکت‌ها")
    .description(
      "Shows pairs of actions that may be one, with the reasons, and takes a person's decisions. Every decision is logged and can be undone; ids of merged actions lead to the one that stands, for ever.\n" +
        "جفت حرکت‌هایی را که شاید یکی باشند با دلیل نشان می‌دهد و تصمیم شما را ثبت می‌کند. هر تصمیم برگشت‌پذیر است و نشانی حرکت‌های ادغام‌شده همیشه به حرکت پابرجا می‌رسد.",
    )
    .addHelpText(
      "after",
      examples(
        "karnegar merge list --data ./karnegar-data",
        "karnegar merge join a1b2c3d4e5f a6g7h8j9k0m --data ./karnegar-data",
        "karnegar merge apart a1b2c3d4e5f a6g7h8j9k0m --data ./karnegar-data",
        "karnegar merge split a1b2c3d4e5f a6g7h8j9k0m --data ./karnegar-data",
        "karnegar merge undo 1204 --data ./karnegar-data",
        "karnegar rules on join-alike 0.9 --data ./karnegar-data",
      ),
    )

  recordOptions(merge.command("list"))
    .summary("pairs that may be one, likeliest first · جفت‌های همانند")
    .option("--limit <n>", "pairs shown · شمار جفت‌ها", String(SHOWN))
    .addOption(formatOption(["json", "table"], "form of output").default("table"))
    .action(async (options: Given, command: Command) => {
      const limit = Number(options.limit)
      if (!Number.isInteger(limit) || limit < 1) command.error("error: --limit must be a whole number from 1 on")
      const { withRecord } = await import("./with-record.ts")
      const { proposalLines } = await import("./proposal-lines.ts")
      await withRecord(placeOf(options, command), { mustExist: true }, async (record) => {
        const proposals = await record.listProposals({ limit })
        if (options.format === "json") return output.write(`${JSON.stringify(proposals)}\n`)
        if (proposals.length === 0) return tell("no two actions look alike.", "هیچ دو حرکتی همانند به نظر نمی‌رسند.")
        for (const proposal of proposals) await output.write(await proposalLines(record, proposal))
      })
    })

  const decide = (
    name: string,
    summary: string,
    args: readonly string[],
    work: (
      record: import("../record/record.ts").Record,
      ids: readonly string[],
    ) => Promise<{ decision: number | null }>,
  ) => {
    const command = recordOptions(merge.command(name)).summary(summary)
    for (const arg of args) command.argument(arg)
    command
      .addOption(formatOption(["json", "table"], "form of output").default("table"))
      .action(async (...given: unknown[]) => {
        const own = given.at(-1) as Command
        const options = own.opts<Given>()
        const ids = given
          .slice(0, -2)
          .flat()
          .filter((id): id is string => typeof id === "string")
        const { withRecord } = await import("./with-record.ts")
        const made = await withRecord(placeOf(options, own), { mustExist: true }, (record) => work(record, ids))
        if (options.format === "json") return output.write(`${JSON.stringify(made)}\n`)
        if (made.decision === null) tell("that stood already; nothing was changed.", "از پیش چنین بود؛ چیزی عوض نشد.")
        else {
          tell(
            `decided: number ${made.decision}. Take it back with: karnegar merge undo ${made.decision}`,
            `ثبت شد: تصمیم ${made.decision}. برای برگرداندن: karnegar merge undo ${made.decision}`,
          )
        }
      })
  }
  decide("join", "two actions are one · این دو یکی است", ["<id>", "<other>"], (record, [id, other]) =>
    record.joinActions(id!, other!),
  )
  decide("apart", "two actions stay two, however alike · این دو یکی نیست", ["<id>", "<other>"], (record, [id, other]) =>
    record.keepApart(id!, other!),
  )
  decide(
    "split",
    "part accounts from the action they were merged into · جدا کردن گزارش‌ها از حرکت",
    ["<id>", "<account...>"],
    async (record, [id, ...parted]) => {
      const all = await record.observationsOf(id!)
      return record.splitAction(id!, [parted, all.filter((one) => !parted.includes(one))])
    },
  )

  recordOptions(merge.command("undo"))
    .summary("take a decision back · برگرداندن تصمیم")
    .argument("<decision>", "its number")
    .action(async (decision: string, options: Given, command: Command) => {
      const number = Number(decision)
      if (!Number.isInteger(number)) command.error("error: a decision is undone by its number")
      const { withRecord } = await import("./with-record.ts")
      await withRecord(placeOf(options, command), { mustExist: true }, (record) => record.undo(number))
      tell(`decision ${number} was taken back.`, `تصمیم ${number} برگردانده شد.`)
    })

  recordOptions(program.command("rebuild"))
    .summary("derive everything anew from the log · بازسازی از دفتر رویدادها")
    .description(
      "Makes rules, registers, decisions and every action anew from the entry log and what is kept, in one transaction. Ends with 1 and changes nothing when the log does not hold.\n" +
        "همهٔ آنچه از دفتر رویدادها برمی‌آید دوباره ساخته می‌شود؛ اگر دفتر درست نباشد، چیزی عوض نمی‌شود.",
    )
    .addHelpText("after", examples("karnegar rebuild --data ./karnegar-data"))
    .action(async (options: Given, command: Command) => {
      const { withRecord } = await import("./with-record.ts")
      const { stepWords } = await import("./step-words.ts")
      const { Progress } = await import("./progress.ts")
      const progress = new Progress()
      const counts = await withRecord(placeOf(options, command), { mustExist: true }, async (record) => {
        await record.rebuild((step, done) => progress.at(() => stepWords(step, done)))
        return record.counts()
      })
      tell(
        `rebuilt: ${counts.actions} actions from ${counts.entries} entries.`,
        `بازسازی شد: ${counts.actions} حرکت از ${counts.entries} ثبت.`,
      )
    })
}
