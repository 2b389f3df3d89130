import type { Command } from "commander"
import { type FetchGiven, fetchOptions, paceOf, policyOf } from "./fetch-options.ts"
import { examples, formatOption, type PlaceOptions, placeOf, recordOptions } from "./options.ts"
import type { Output } from "./output.ts"
import { type TimestampGiven, timestampAdapters, timestampOptions } from "./timestamp-options.ts"

interface Given extends PlaceOptions, FetchGiven, TimestampGiven {
  readonly from?: readonly string[]
  readonly source?: string
  readonly published?: string
  readonly dryRun?: boolean
  readonly screenshot?: boolean
  readonly later?: boolean
  readonly format: "json" | "table"
}

/** Adds the command `capture`: pages of the web, kept as they came and taken in. */
export function describeCapture(
  program: Command,
  version: string,
  output: Output,
  end: (status: number) => void,
): void {
  timestampOptions(fetchOptions(recordOptions(program.command("capture"))))
    .summary("capture pages of the web: evidence, text, day, actions · ضبط صفحه‌های وب")
    .description(
      "Fetches pages and PDFs, keeps what came byte by byte as evidence (WARC), and takes in what they say. A page that is captured again changes nothing unless it says something else: then it becomes a new version of its report. Addresses inside machines and networks are not fetched; scripts are not run; no cookie is kept.\n" +
        "صفحه‌ها و PDFها را می‌گیرد، آنچه رسیده را بایت به بایت به عنوان مدرک (WARC) نگه می‌دارد و متنش را وارد کارنامه می‌کند. ضبط دوبارهٔ صفحه‌ای که عوض نشده چیزی را تغییر نمی‌دهد؛ اگر عوض شده باشد نسخهٔ تازهٔ همان گزارش می‌شود. نشانی‌های درون رایانه و شبکه گرفته نمی‌شود، اسکریپتی اجرا نمی‌شود و کوکی‌ای نمی‌ماند.\n\n" +
        "A page that is refused is told as ADDRESS: CODE: why; the others go on; the status is 1.",
    )
    .argument("[urls...]", "addresses; - reads them from standard input, one a line · نشانی‌ها")
    .option(
      "--from <file>",
      "a file of addresses, one a line; may be repeated · پروندهٔ نشانی‌ها",
      (file: string, before?: readonly string[]) => [...(before ?? []), file],
    )
    .option("--source <key>", "registered source of the pages · منبع")
    .option("--published <date>", "day of pages that tell none, 2021-03-20 or 1399/12/30 · روز انتشار")
    .option("--screenshot", "draw pages with Chromium from what was kept; so by itself where it is installed · تصویر")
    .option("--no-screenshot", "draw none · بی‌تصویر")
    .option("--dry-run", "fetch and show, keep nothing · آزمایشی")
    .option("--later", "put each page in the queue for karnegar worker · گذاشتن در صف کارها")
    .addOption(formatOption(["json", "table"], "json (a line for each page) or table (cards)").default("table"))
    .addHelpText(
      "after",
      examples(
        "karnegar capture https://example.org/news/1 --dry-run",
        "karnegar capture https://example.org/news/1 --source kar-news --data ./karnegar-data",
        "karnegar capture --from addresses.txt --source kar-news --later --data ./karnegar-data",
        "karnegar capture --from addresses.txt --source kar-news --published 1403/05/12 --data ./karnegar-data",
        "karnegar capture https://example.org/news/1 --timestamp-server http://timestamp.example.org --data ./karnegar-data",
        "karnegar capture https://example.org/news/1 --proxy socks5h://127.0.0.1:9050 --data ./karnegar-data",
      ),
    )
    .action(async (urls: readonly string[], options: Given, command: Command) => {
      const { addressesOf, capturePages } = await import("./capture-command.ts")
      const { dayOf } = await import("./day-option.ts")
      const { source = null, published, dryRun = false, format } = options
      const work = {
        pages: await addressesOf(urls, options.from ?? []),
        source,
        published: published === undefined ? null : dayOf(published, "capture.date_unreadable"),
        json: format === "json",
        policy: policyOf(options),
        pace: paceOf(options),
        software: `karnegar ${version}`,
        timestamps: await timestampAdapters(options, policyOf(options)),
        screenshot: command.getOptionValueSource("screenshot") === "cli" ? options.screenshot === true : null,
      }
      if (options.later === true) {
        const { captureLater } = await import("./capture-later.ts")
        return captureLater(placeOf(options, command), { ...work, dryRun }, output)
      }
      if (dryRun) return end(await capturePages(null, work, output))
      const { withRecord } = await import("./with-record.ts")
      end(
        await withRecord(placeOf(options, command), { mustExist: false }, (record) =>
          capturePages(record, work, output),
        ),
      )
    })
}
