import { stat } from "node:fs/promises"
import { basename } from "node:path"
import type { FoundSource, Read } from "../intake/found-source.ts"
import { type FileOptions, openFile } from "../intake/open-file.ts"
import { type FileKind, type Recognised, recognise } from "../intake/recognise.ts"
import { TableError, tableErrorText } from "../intake/tables/table.ts"
import { type Coder, type Incoming, takeIn } from "../intake/take-in.ts"
import type { Record } from "../record/record.ts"
import { Failure, systemReason } from "./failure.ts"
import type { Refused } from "./import-command.ts"
import { tell, tellRefusal } from "./messages.ts"
import { Progress } from "./progress.ts"
import { readerCountWords } from "./reader-count-words.ts"
import { dayWords } from "./source-lines.ts"
import { safeLine } from "./terminal-text.ts"
import { unknownSource } from "./unknown-source.ts"

/** Refusals of one file that are told one by one. */
const MOST_TOLD = 20

/** What `karnegar import` was asked to do with files that hold reports of others' making. */
export interface ImportFileOptions extends Omit<FileOptions, "knownChannels"> {
  /** Key of a registered source for all that a file brings; null: as the file says. */
  readonly source: string | null
  /** Look at the record and store nothing. */
  readonly dryRun: boolean
  /** Told of each refusal, besides the screen. */
  readonly refused?: Refused
  readonly code: Coder
}

/** What one file came to. */
export interface FileImport {
  readonly kind: FileKind
  /** Names of the channels, or keys of the sources, that it told. */
  readonly sources: readonly string[]
  /** Texts that were read. */
  readonly read: number
  /** Of those that did not stand already, texts that tell of a labour action or a call. */
  readonly labour: number
  /** First and last day of publication; null where no text tells one. */
  readonly days: readonly [first: string, last: string] | null
  readonly added: number
  /** Versions of edited texts. */
  readonly versions: number
  readonly known: number
  /** Kept as hash and address only. */
  readonly aside: number
  readonly refused: number
  /** What the reader counted: messages passed over, words taken out and the like. */
  readonly counts: { readonly [name: string]: number }
}

/** Files that hold more than plain reports, recognised by what stands in them; null for one that does not. */
export async function recogniseForImport(path: string): Promise<Recognised | null> {
  if (path === "-") return null
  try {
    const recognised = await recognise(path)
    return recognised.kind === "reports" ? null : recognised
  } catch (error) {
    // The reader of plain reports tells it, as it always did.
    if (error instanceof Error && "syscall" in error) return null
    throw error
  }
}

/**
 * Reads a file, codes what it brings and stores it; the same file again changes nothing.
 *
 * @param record Null: there is none yet, and none is made; nothing is stored.
 * @returns null for a spreadsheet that holds no texts.
 */
export async function importFile(
  record: Record | null,
  recognised: Recognised,
  options: ImportFileOptions,
): Promise<FileImport | null> {
  const name = basename(recognised.path)
  const registered = new Map((await record?.listSources())?.map((source) => [source.key, source]) ?? [])
  if (record !== null && options.source !== null && !registered.has(options.source)) throw unknownSource(options.source)
  const knownChannels = new Map(
    [...registered.values()].flatMap(({ key, nameFa, nameEn }) => [
      [nameFa, key],
      [nameEn, key],
    ]),
  )
  const file = await open(recognised, { ...options, knownChannels })
  if (file === null) return null

  const sources: string[] = []
  let told = 0
  let first = null as string | null
  let last = null as string | null
  const progress = new Progress()
  const counts = await takeIn<string>(record, incoming(file.reads), {
    source: options.source,
    code: options.code,
    dryRun: options.dryRun,
    refuse: (at, refusal) => {
      options.refused?.(at, refusal)
      if (++told <= MOST_TOLD) tellRefusal(at === "" ? name : `${name}:${at}`, null, refusal)
    },
    progress: ({ read }) =>
      progress.at(
        () => [`${read.toLocaleString("en")} texts read …`, `${read.toLocaleString("fa")} متن خوانده شد …`],
        file.share(),
      ),
  })
  const days = first === null || last === null ? null : ([first, last] as const)
  const { read, labour, added, versions, known, aside, refused } = counts
  return {
    kind: recognised.kind,
    sources: [...new Set(sources)],
    read,
    labour,
    days,
    added,
    versions,
    known,
    aside,
    refused,
    counts: file.counts(),
  }

  /** What the file gives, each with the source that stands above it. */
  async function* incoming(reads: AsyncIterable<Read>): AsyncGenerator<Incoming<string>> {
    let source: string | null = options.source
    for await (const one of reads) {
      if ("source" in one) {
        source = await sourceOf(one.source)
        sources.push(one.source.name ?? one.source.key ?? options.source ?? "?")
        continue
      }
      if ("arrival" in one) {
        const day = one.arrival.published?.slice(0, 10) ?? null
        if (day !== null && (first === null || day < first)) first = day
        if (day !== null && (last === null || day > last)) last = day
        yield { ...one, source }
      } else yield one
    }
  }

  /** The registered source of what follows. A public channel's is put on the register; nobody else's name is made public so. */
  async function sourceOf(found: FoundSource): Promise<string | null> {
    if (options.source !== null) return options.source
    if (found.key !== null && registered.has(found.key)) return found.key
    if (record === null || options.dryRun) return found.key
    if (recognised.kind === "telegram_json" && found.key !== null && found.name !== null) {
      const added = { key: found.key, nameFa: found.name, nameEn: found.name, kind: "telegram" } as const
      await record.putSource(added)
      registered.set(found.key, added)
      tell(
        `the channel “${safeLine(found.name)}” is on the register of sources now, as ${found.key}.`,
        `کانال «${safeLine(found.name)}» با کلید ${found.key} به فهرست منبع‌ها افزوده شد.`,
      )
      return found.key
    }
    const byName = found.key === null ? undefined : knownChannels.get(found.key)
    if (byName !== undefined) return byName
    throw sourceNeeded(found.key)
  }
}

async function open(recognised: Recognised, options: FileOptions) {
  try {
    return await openFile(recognised, options)
  } catch (error) {
    if (error instanceof TableError)
      throw new Failure(error.code, tableErrorText(error, "en"), tableErrorText(error, "fa"), { cause: error })
    throw asUnreadable(error)
  }
}

/** @throws Failure `import.unreadable` where there is no such file, or it cannot be looked at. */
export async function refuseMissing(path: string): Promise<void> {
  try {
    await stat(path)
  } catch (error) {
    throw asUnreadable(error)
  }
}

/** The system's error as a failure; anything else as it was. */
function asUnreadable(error: unknown): unknown {
  if (!(error instanceof Error && "syscall" in error)) return error
  const why = systemReason(error)
  return new Failure("import.unreadable", `the file cannot be read (${why}).`, `پرونده خوانده نشد (${why}).`, {
    cause: error,
  })
}

function sourceNeeded(key: string | null): Failure {
  const [en, fa] =
    key === null ? ["", ""] : [` (it calls itself ${safeLine(key)})`, ` (خودش را ${safeLine(key)} می‌نامد)`]
  return new Failure(
    "import.source_needed",
    `the source of these texts is not on the register${en}. Add it with karnegar sources add KEY --name-fa … --name-en … and give --source KEY; both names become public.`,
    `منبع این متن‌ها در فهرست نیست${fa}. آن را با karnegar sources add KEY --name-fa … --name-en … بیفزایید و ‎--source KEY‎ را بدهید؛ هر دو نام همگانی می‌شود.`,
  )
}

const KIND_WORDS: Readonly<{ [kind in FileKind]: readonly [en: string, fa: string] }> = {
  telegram_json: ["a Telegram export (JSON)", "خروجی تلگرام (JSON)"],
  telegram_html: ["a Telegram export (HTML)", "خروجی تلگرام (HTML)"],
  mail: ["a mail or a mailbox", "نامه‌های الکترونیکی"],
  table: ["a spreadsheet of reports", "صفحه‌گستردهٔ گزارش‌ها"],
  reports: ["a file of reports", "گزارش‌ها"],
}

/** Says what a file is and what it came to. */
export function tellFile(path: string, one: FileImport, dryRun: boolean): void {
  const [en, fa] = KIND_WORDS[one.kind]
  const name = safeLine(basename(path))
  const n = (count: number) => count.toLocaleString("fa", { useGrouping: false })
  const days = one.days === null ? ["", ""] : stretchWords(...one.days)
  const sources = one.sources.length === 0 ? "" : `: ${one.sources.slice(0, 5).map(safeLine).join("; ")}`
  const fresh = one.read - one.known
  const labour =
    fresh === 0
      ? ["", ""]
      : [
          `, labour news by their look: ${one.labour} of ${fresh}`,
          `، ${n(one.labour)} از ${n(fresh)} متن دیگر به خبر کارگری می‌ماند`,
        ]
  tell(
    `${name} is ${en}${sources}. ${one.read} ${one.read === 1 ? "text" : "texts"}${days[0]}; ${one.known} known already${labour[0]}; ${one.refused} refused.`,
    `${name}: ${fa}${sources}. ${n(one.read)} متن${days[1]}؛ ${n(one.known)} متن از پیش بود${labour[1]}؛ ${n(one.refused)} پذیرفته نشد.`,
  )
  const left = Object.entries(one.counts).filter(([, count]) => count > 0)
  if (left.length > 0) {
    const line = (i: 0 | 1) =>
      left
        .map(([what, count]) => `${readerCountWords(what)[i]}: ${i === 0 ? count : n(count)}`)
        .join(i === 0 ? ", " : "، ")
    process.stderr.write(`          ${line(0)}\n          ${line(1)}\n`)
  }
  if (one.read === 0 && (one.counts.chatsPassed ?? 0) > 0) {
    tell(
      "no chat was read: only public channels are, unless you name a chat with --chat NAME.",
      "هیچ گفت‌وگویی خوانده نشد: تنها کانال‌های همگانی خوانده می‌شود، مگر آن‌که گفت‌وگویی را با ‎--chat NAME‎ نام ببرید.",
    )
  }
  if (dryRun) tell("dry run: nothing was stored.", "آزمایشی: چیزی ذخیره نشد.")
  else if (fresh > 0) {
    const aside =
      one.aside === 0
        ? ["", ""]
        : [
            `; of ${one.aside} that tell of no labour matter only hash and address are kept`,
            `؛ از ${n(one.aside)} متن که دربارهٔ کار و کارگری نبود تنها اثر انگشت و نشانی ماند`,
          ]
    tell(
      `${one.added} stored, ${one.versions} as versions of edited ones${aside[0]}.`,
      `${n(one.added)} متن ذخیره شد، ${n(one.versions)} متن نسخهٔ ویرایش‌شده بود${aside[1]}.`,
    )
  }
}

/** First and last day in words, behind a comma; one day once. */
function stretchWords(first: string, last: string): readonly [en: string, fa: string] {
  const [from, to] = [dayWords(first), dayWords(last)]
  return first === last ? [`, ${from[0]}`, `، ${from[1]}`] : [`, ${from[0]} – ${to[0]}`, `، از ${from[1]} تا ${to[1]}`]
}
