import type { Command } from "commander"
import { type FetchGiven, fetchOptions, paceOf, policyOf } from "./fetch-options.ts"
import { examples, formatOption, type PlaceOptions, placeOf, recordOptions } from "./options.ts"
import type { Output } from "./output.ts"

interface Given extends PlaceOptions, FetchGiven {
  readonly source: string
  readonly nameFa?: string
  readonly nameEn?: string
  readonly check: boolean
  readonly dryRun?: boolean
  readonly format: "json" | "table"
}

/** Adds the commands of feeds: `feeds add`, `feeds list`, `feeds read`. */
export function describeFeeds(program: Command, version: string, output: Output, end: (status: number) => void): void {
  const feeds = program
    .command("feeds")
    .summary("read RSS, Atom and JSON feeds · خوراک‌ها")
    .description(
      "Feeds are sources on the register that are read again and again.\nخوراک‌ها منبع‌هایی از فهرست‌اند که هر چند وقت یک بار خوانده می‌شوند.",
    )
    .addHelpText("after", examples("karnegar feeds read --data ./karnegar-data", "karnegar help feeds add"))

  fetchOptions(recordOptions(feeds.command("add")))
    .summary("put a feed on the register · افزودن خوراک")
    .description(
      "Asks the feed once, then gives it to a source of the register, or adds the source. Both names are public: never a private person's.\n" +
        "خوراک را یک بار می‌خواند، سپس به منبعی از فهرست می‌دهد یا منبع را می‌افزاید. هر دو نام همگانی است: هرگز نام شخص خصوصی.",
    )
    .argument("<url>", "address of the feed · نشانی خوراک")
    .requiredOption("--source <key>", "key of the source · کلید منبع")
    .option("--name-fa <name>", "its name in Persian · نام فارسی")
    .option("--name-en <name>", "its name in English · نام انگلیسی")
    .option("--no-check", "add it without asking it first · بی‌آزمون")
    .addHelpText(
      "after",
      examples(
        "karnegar feeds add https://example.org/rss --source kar-news --name-fa 'خبرگزاری کار' --name-en 'Labour News'",
      ),
    )
    .action(async (url: string, options: Given, command: Command) => {
      const { addFeed } = await import("./feeds-command.ts")
      const { withRecord } = await import("./with-record.ts")
      const { source: key, nameFa = null, nameEn = null, check } = options
      await withRecord(placeOf(options, command), { mustExist: false }, (record) =>
        addFeed(record, { url, key, nameFa, nameEn, check, policy: policyOf(options) }),
      )
    })

  recordOptions(feeds.command("list"))
    .summary("list feeds and how each fares · فهرست خوراک‌ها")
    .description(
      "Lists the feeds of the register: when each answered, when it is read next, what it brought, why it fails.\n" +
        "خوراک‌ها را نشان می‌دهد: کی پاسخ داده‌اند، نوبت بعدشان کی است، چه آورده‌اند و چرا خوانده نمی‌شوند.",
    )
    .addOption(formatOption(["json", "table"], "json (a line for each feed) or table").default("table"))
    .addHelpText("after", examples("karnegar feeds list --data ./karnegar-data"))
    .action(async (options: Given, command: Command) => {
      const { listFeeds } = await import("./feeds-command.ts")
      const { withRecord } = await import("./with-record.ts")
      await withRecord(placeOf(options, command), { mustExist: true }, (record) =>
        listFeeds(record, options.format === "json", output),
      )
    })

  fetchOptions(recordOptions(feeds.command("read")))
    .summary("read feeds that are due, or those named · خواندن خوراک‌ها")
    .description(
      "Reads feeds and takes in what they did not hold before; where a feed tells only the beginning, the page of the item. A feed that has not changed costs one answer without a body. One that fails is tried again later and later; paused sources are passed over. Run it every few minutes: what is not due is not asked.\n" +
        "خوراک‌ها را می‌خواند و تازه‌هایشان را وارد کارنامه می‌کند؛ اگر خوراک تنها آغاز خبر را بگوید صفحهٔ خبر را هم می‌گیرد. خوراکی که عوض نشده باشد تقریباً چیزی خرج ندارد و آن که پاسخ ندهد دیر و دیرتر آزموده می‌شود. می‌توان هر چند دقیقه اجرایش کرد: آنچه نوبتش نیست خوانده نمی‌شود.",
    )
    .argument("[keys...]", "keys of feeds to read now, whether they are due or not · کلید خوراک‌ها")
    .option("--all-due", "all feeds that are due, as without keys · همهٔ آن‌ها که نوبتشان است")
    .option("--dry-run", "ask the feeds and show what is new, store nothing · آزمایشی")
    .addOption(formatOption(["json", "table"], "json (a line for each feed) or words").default("table"))
    .addHelpText(
      "after",
      examples(
        "karnegar feeds read --data ./karnegar-data",
        "karnegar feeds read kar-news --dry-run --data ./karnegar-data",
        "*/5 * * * * karnegar feeds read --proxy socks5h://127.0.0.1:9050 --data /srv/karnegar-data",
      ),
    )
    .action(async (keys: readonly string[], options: Given, command: Command) => {
      const { readFeeds } = await import("./feeds-command.ts")
      const { withRecord } = await import("./with-record.ts")
      const work = {
        keys,
        dryRun: options.dryRun === true,
        json: options.format === "json",
        policy: policyOf(options),
        pace: paceOf(options),
        software: `karnegar ${version}`,
      }
      end(await withRecord(placeOf(options, command), { mustExist: true }, (record) => readFeeds(record, work, output)))
    })
}
