import { type Command, Option } from "commander"
import type { Record } from "../record/record.ts"
import type { Source, SourceAccount } from "../record/types.ts"
import { SOURCE_KINDS } from "../record/types.ts"
import { Failure } from "./failure.ts"
import { tell } from "./messages.ts"
import { examples, formatOption, type PlaceOptions, placeOf, recordOptions } from "./options.ts"
import type { Output } from "./output.ts"

interface Given extends PlaceOptions {
  readonly format: "json" | "table"
  readonly nameFa?: string
  readonly nameEn?: string
  readonly kind?: Source["kind"]
  readonly reach?: string
  readonly group?: string
  readonly redistribution?: Source["redistribution"]
}

/** Written for a value that is to be taken away again. */
const NONE = "none"

/** Adds the commands `sources list`, `show`, `add`, `set`, `pause` and `resume`; `sources KEY` adds too, as it always did. */
export function describeSources(program: Command, output: Output): void {
  const sources = fieldOptions(recordOptions(program.command("sources")))
    .enablePositionalOptions()
    .summary("sources of reports: list, show, add, set, pause, resume · منبع‌های گزارش")
    .description(
      "Lists the register of sources with how each fares and what it brought, adds one, changes one, lets one rest. Both names of a source are public: never a private person's.\n" +
        "فهرست منبع‌ها را با وضع و بازده هر یک نشان می‌دهد، منبعی می‌افزاید، تغییر می‌دهد یا متوقف می‌کند. هر دو نام منبع همگانی است: هرگز نام شخص خصوصی.",
    )
    .argument("[key]", "key of a source to add, as reports write it · کلید منبع")
    .addOption(tableOrJson())
    .addHelpText(
      "after",
      examples(
        "karnegar sources list --data ./karnegar-data",
        "karnegar sources show kar-news --data ./karnegar-data",
        "karnegar sources add kar-news --name-fa 'خبرگزاری کار' --name-en 'Labour News' --data ./karnegar-data",
        "karnegar sources set kar-news --group state-media --redistribution quotes --data ./karnegar-data",
        "karnegar sources pause kar-news --data ./karnegar-data",
        "karnegar sources resume kar-news --data ./karnegar-data",
      ),
    )
    .action(async (key: string | undefined, options: Given, command: Command) => {
      if (key === undefined) await list(options, command)
      else await add(key, options, command)
    })
    // `sources --data DIR list` means the same as `sources list --data DIR`.
    .hook("preSubcommand", (parent, own) => {
      for (const name of ["data", "database", "evidence", "format"]) {
        if (parent.getOptionValueSource(name) === "cli")
          own.setOptionValueWithSource(name, parent.getOptionValue(name), "cli")
      }
    })

  recordOptions(sources.command("list"))
    .summary("every source: state, last success, reports → actions · همهٔ منبع‌ها")
    .addOption(tableOrJson())
    .addHelpText(
      "after",
      examples("karnegar sources list --data ./karnegar-data", "karnegar sources list --format json"),
    )
    .action(list)

  recordOptions(sources.command("show"))
    .summary("all that is known of one source · همهٔ دانسته‌ها از یک منبع")
    .argument("<key>", "key of the source · کلید منبع")
    .addOption(tableOrJson())
    .addHelpText("after", examples("karnegar sources show kar-news --data ./karnegar-data"))
    .action((key: string, options: Given, command: Command) =>
      within(options, command, async (record) => answer(await accountOf(record, key), options)),
    )

  fieldOptions(recordOptions(sources.command("add")))
    .summary("put a source on the register · افزودن منبع")
    .argument("<key>", "Latin letters, digits, _ . - · کلید منبع")
    .addOption(tableOrJson())
    .addHelpText(
      "after",
      examples(
        "karnegar sources add kar-news --name-fa 'خبرگزاری کار' --name-en 'Labour News' --data ./karnegar-data",
        "karnegar sources add kar-list --kind mail --name-fa 'خبرنامهٔ کار' --name-en 'Labour list'",
      ),
    )
    .action(add)

  fieldOptions(recordOptions(sources.command("set")))
    .summary("change names, kind, reach, group or flag of a source · تغییر منبع")
    .description(
      "Changes what is named and leaves the rest as it stands; --reach none and --group none take a value away. Sources that copy from one another share a group and count as one.\n" +
        "تنها آنچه نام ببرید عوض می‌شود؛ ‎--reach none‎ و ‎--group none‎ مقدار را برمی‌دارد. منبع‌هایی که از هم رونویسی می‌کنند در یک گروه‌اند و یکی به شمار می‌آیند.",
    )
    .argument("<key>", "key of the source · کلید منبع")
    .addOption(tableOrJson())
    .addHelpText(
      "after",
      examples(
        "karnegar sources set kar-news --name-en 'Labour News Agency' --data ./karnegar-data",
        "karnegar sources set kar-news --group none --redistribution full --data ./karnegar-data",
      ),
    )
    .action((key: string, options: Given, command: Command) =>
      within(options, command, async (record) => {
        const stands = sourceOf(await accountOf(record, key))
        await record.putSource({ ...stands, ...changesOf(options) })
        await told(record, key, options, ["changed", "تغییر کرد"])
      }),
    )

  for (const [name, paused, summary, words] of [
    ["pause", true, "let a source rest: nothing is fetched from it · توقف منبع", ["paused", "متوقف شد"]],
    ["resume", false, "read a source again · ازسرگیری منبع", ["read again", "دوباره خوانده می‌شود"]],
  ] as const) {
    recordOptions(sources.command(name))
      .summary(summary)
      .argument("<key>", "key of the source · کلید منبع")
      .addOption(tableOrJson())
      .addHelpText("after", examples(`karnegar sources ${name} kar-news --data ./karnegar-data`))
      .action((key: string, options: Given, command: Command) =>
        within(options, command, async (record) => {
          const stands = await accountOf(record, key)
          if (stands.paused !== paused) await record.putSource({ ...sourceOf(stands), paused })
          await told(record, key, options, words)
        }),
      )
  }

  async function list(options: Given, command: Command): Promise<void> {
    await within(options, command, async (record) => {
      const accounts = await record.listSourceAccounts()
      if (options.format === "json") return output.write(`${JSON.stringify(accounts)}\n`)
      if (accounts.length === 0)
        return tell(
          "no source stands on the register. Add one: karnegar sources add KEY --name-fa … --name-en …",
          "هیچ منبعی در فهرست نیست. بیفزایید: karnegar sources add KEY --name-fa … --name-en …",
        )
      const { sourceLines } = await import("./source-lines.ts")
      for (const one of accounts) await output.write(sourceLines(one))
    })
  }

  async function add(key: string, options: Given, command: Command): Promise<void> {
    const { nameFa, nameEn } = options
    if (!nameFa || !nameEn) command.error("error: a new source needs --name-fa and --name-en")
    await within(
      options,
      command,
      async (record) => {
        const stands = (await record.listSourceAccounts()).find((one) => one.key === key)
        const names = { key, nameFa: nameFa!, nameEn: nameEn! }
        await record.putSource({ ...(stands === undefined ? {} : sourceOf(stands)), ...names, ...changesOf(options) })
        await told(record, key, options, ["on the register", "در فهرست است"])
      },
      false,
    )
  }

  async function within(
    options: Given,
    command: Command,
    work: (record: Record) => Promise<unknown>,
    mustExist = true,
  ): Promise<void> {
    const { withRecord } = await import("./with-record.ts")
    await withRecord(placeOf(options, command), { mustExist }, work)
  }

  async function told(
    record: Record,
    key: string,
    options: Given,
    [en, fa]: readonly [en: string, fa: string],
  ): Promise<void> {
    if (options.format === "json") await answer(await accountOf(record, key), options)
    else tell(`${key}: ${en}.`, `${key}: ${fa}.`)
  }

  async function answer(account: SourceAccount, options: Given): Promise<void> {
    if (options.format === "json") return output.write(`${JSON.stringify(account)}\n`)
    const { sourceCard } = await import("./source-lines.ts")
    await output.write(sourceCard(account))
  }
}

/** @throws Failure `source.unknown`. */
async function accountOf(record: Record, key: string): Promise<SourceAccount> {
  const account = (await record.listSourceAccounts()).find((one) => one.key === key)
  if (account !== undefined) return account
  const { safeLine } = await import("./terminal-text.ts")
  throw new Failure(
    "source.unknown",
    `no source “${safeLine(key)}” stands on the register; karnegar sources list shows what does.`,
    `منبعی با کلید «${safeLine(key)}» در فهرست نیست؛ karnegar sources list فهرست را نشان می‌دهد.`,
  )
}

/** What the operator decides of a source, without how it fares. */
function sourceOf(account: SourceAccount): Required<Source> {
  const { key, nameFa, nameEn, independenceGroup, redistribution, kind, reach, paused } = account
  return { key, nameFa, nameEn, independenceGroup, redistribution, kind, reach, paused }
}

/** What options say of a source; what they leave out is left out. */
function changesOf(options: Given): Partial<Source> {
  const { nameFa, nameEn, kind, reach, group, redistribution } = options
  return {
    ...(nameFa === undefined ? {} : { nameFa }),
    ...(nameEn === undefined ? {} : { nameEn }),
    ...(kind === undefined ? {} : { kind }),
    ...(reach === undefined ? {} : { reach: reach === NONE ? null : reach }),
    ...(group === undefined ? {} : { independenceGroup: group === NONE ? null : group }),
    ...(redistribution === undefined ? {} : { redistribution }),
  }
}

function fieldOptions(command: Command): Command {
  return command
    .option("--name-fa <name>", "its name in Persian, public · نام فارسی، همگانی")
    .option("--name-en <name>", "its name in English, public · نام انگلیسی، همگانی")
    .addOption(new Option("--kind <kind>", "how its texts come · گونه").choices([...SOURCE_KINDS]))
    .option("--reach <address>", "address that it is read from; never public · نشانی‌ای که از آن خوانده می‌شود")
    .option("--group <name>", "independence group: sources that copy from one another · گروه استقلال")
    .addOption(
      new Option("--redistribution <flag>", "what of its texts may be passed on · اجازهٔ بازنشر").choices([
        "none",
        "quotes",
        "full",
      ]),
    )
}

function tableOrJson(): Option {
  return formatOption(["json", "table"], "form of output").default("table")
}
