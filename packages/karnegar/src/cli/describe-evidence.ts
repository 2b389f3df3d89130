import { type Command, Option } from "commander"
import { Failure } from "./failure.ts"
import { type FetchGiven, fetchOptions, policyOf } from "./fetch-options.ts"
import { examples, formatOption, type PlaceOptions, placeOf, recordOptions } from "./options.ts"
import type { Output } from "./output.ts"
import {
  authorityOption,
  proofReaders,
  type TimestampGiven,
  timestampAdapters,
  timestampOptions,
} from "./timestamp-options.ts"

interface Given extends PlaceOptions, FetchGiven, TimestampGiven {
  readonly as: "file" | "text"
  readonly format: "json" | "table"
}

/** Adds the commands of evidence: `evidence list`, `export`, `prove`, `sweep`. */
export function describeEvidence(
  program: Command,
  version: string,
  output: Output,
  end: (status: number) => void,
): void {
  const evidence = program
    .command("evidence")
    .summary("look at what was kept as evidence · مدارک")
    .description(
      "Evidence is what was received with a report, byte by byte, under its SHA-256. Nothing of it is ever run or shown on the site.\nمدرک همان است که با گزارش رسیده، بایت به بایت، زیر SHA-256 آن. هیچ‌جا اجرا یا در سایت نشان داده نمی‌شود.",
    )
    .addHelpText("after", examples("karnegar evidence list --data ./karnegar-data"))

  authorityOption(recordOptions(evidence.command("list")))
    .summary("list evidence, of one report or of all · فهرست مدارک")
    .description(
      "Lists evidence with its report, media type, length, time, address and timestamp, and says how many files belong to no report.\n" +
        "مدارک را با گزارش، نوع، درازا، زمان، نشانی و مهر زمان نشان می‌دهد و می‌گوید چند پرونده به هیچ گزارشی تعلق ندارد.",
    )
    .argument("[report]", "id of a report · شناسهٔ گزارش")
    .addOption(formatOption(["json", "table"], "json (a line for each) or table").default("table"))
    .addHelpText("after", examples("karnegar evidence list r1f2e3d4c --data ./karnegar-data"))
    .action(async (report: string | undefined, options: Given, command: Command) => {
      const { listEvidence } = await import("./evidence-command.ts")
      const readers = await proofReaders(options)
      const { withRecord } = await import("./with-record.ts")
      await withRecord(placeOf(options, command), { mustExist: true }, (record) =>
        listEvidence(record, { reportId: report ?? null, json: options.format === "json", readers }, output),
      )
    })

  recordOptions(evidence.command("export"))
    .summary("write a piece of evidence into a file · بیرون دادن مدرک")
    .description(
      "Writes the bytes as they were received, once they were held against their hash; or the words of a captured page. WARC files open in any replay program; open them where no script of theirs can do harm.\n" +
        "بایت‌ها را همان‌گونه که رسیده، پس از وارسی اثر انگشت، در پرونده‌ای می‌نویسد؛ یا متن صفحهٔ ضبط‌شده را. پروندهٔ WARC در هر برنامهٔ بازپخش باز می‌شود؛ جایی بازش کنید که اسکریپت‌هایش آسیبی نزند.",
    )
    .argument("<sha256>", "hash, as list shows it · اثر انگشت")
    .argument("<file>", "file to write; one that stands is not touched · پرونده")
    .addOption(
      new Option("--as <form>", "file (bytes as received) or text (words of a page) · شکل")
        .choices(["file", "text"])
        .default("file"),
    )
    .addHelpText(
      "after",
      examples(
        "karnegar evidence export 3f1a…c9 page.warc.gz --data ./karnegar-data",
        "karnegar evidence export 3f1a…c9 page.txt --as text --data ./karnegar-data",
      ),
    )
    .action(async (sha256: string, file: string, options: Given, command: Command) => {
      const { exportEvidence } = await import("./evidence-command.ts")
      const { withRecord } = await import("./with-record.ts")
      await withRecord(placeOf(options, command), { mustExist: true }, (record) =>
        exportEvidence(record, sha256, file, options.as === "text"),
      )
    })

  timestampOptions(fetchOptions(recordOptions(evidence.command("prove"))))
    .summary("have it timestamped, where it is not yet · مهر زمان")
    .description(
      "Asks a server of timestamps (RFC 3161), a calendar of OpenTimestamps or both for each piece of evidence that is not proven yet; they get hashes alone. The proof is kept beside; what is pending is not proven and asked for again. What lies in a Bitcoin block by its proof is told apart: the block is not looked at here. The status is 1 when anything is pending or failed.\n" +
        "برای هر مدرکی که هنوز مهر زمان ندارد از سرور مهر زمان (RFC 3161)، تقویم OpenTimestamps یا هر دو مهر می‌خواهد؛ به آن‌ها تنها اثر انگشت می‌رسد. گواه کنار مدرک نگه داشته می‌شود؛ آنچه در انتظار است ثابت نشده و دوباره خواسته می‌شود. آنچه به گفتهٔ گواهش در بلوکی از بیت‌کوین است جدا گفته می‌شود، چون بلوک این‌جا دیده نمی‌شود.",
    )
    .argument("[report]", "id of a report; all unless given · شناسهٔ گزارش")
    .addHelpText(
      "after",
      examples(
        "karnegar evidence prove --timestamp-server http://timestamp.example.org --data ./karnegar-data",
        "karnegar evidence prove --timestamp-calendar https://calendar.example.org --data ./karnegar-data",
        "karnegar evidence prove r1f2e3d4c --timestamp-server https://tsa.example.org --timestamp-authority ca.pem --data ./karnegar-data",
      ),
    )
    .action(async (report: string | undefined, options: Given, command: Command) => {
      const { proveAll } = await import("./evidence-command.ts")
      const { withRecord } = await import("./with-record.ts")
      const adapters = await timestampAdapters(options, policyOf(options))
      if (adapters.length === 0)
        throw new Failure(
          "timestamp.no_server",
          "no server of timestamps is named; name one with --timestamp-server or --timestamp-calendar.",
          "سرور مهر زمان معلوم نیست؛ آن را با ‎--timestamp-server‎ یا ‎--timestamp-calendar‎ نام ببرید.",
          { status: 2 },
        )
      end(
        await withRecord(placeOf(options, command), { mustExist: true }, (record) =>
          proveAll(record, report ?? null, adapters, `karnegar ${version}`),
        ),
      )
    })

  recordOptions(evidence.command("sweep"))
    .summary("destroy files that belong to no report · پاک کردن پرونده‌های بی‌گزارش")
    .description(
      "Destroys files of the evidence folder that no report names: captures of pages that could not be read, and what a killed program left. Let no capture run meanwhile.\n" +
        "پرونده‌هایی از پوشهٔ مدارک را که هیچ گزارشی نامشان را نمی‌برد نابود می‌کند: صفحه‌هایی که خوانده نشد و آنچه از برنامه‌ای کشته‌شده ماند. هم‌زمان چیزی ضبط نکنید.",
    )
    .addHelpText("after", examples("karnegar evidence sweep --data ./karnegar-data"))
    .action(async (options: Given, command: Command) => {
      const { sweepEvidence } = await import("./evidence-command.ts")
      const { withRecord } = await import("./with-record.ts")
      await withRecord(placeOf(options, command), { mustExist: true }, (record) => sweepEvidence(record))
    })
}
