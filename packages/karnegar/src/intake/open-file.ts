import { readdir, stat } from "node:fs/promises"
import { basename, dirname, join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import { calendarWordsOf } from "../written/date-cell.ts"
import { ByteMeter } from "./byte-meter.ts"
import { EvidenceFolder } from "./file-evidence.ts"
import type { Read } from "./found-source.ts"
import { newMailCounts, readMails } from "./mail/read-mail.ts"
import type { Recognised } from "./recognise.ts"
import { findReportColumns, type ReportColumns, readReportTable } from "./report-table.ts"
import { openTable } from "./tables/open-table.ts"
import type { TelegramRead } from "./telegram/arrivals.ts"
import { sourceKeyOf } from "./telegram/chat.ts"
import { newCounts } from "./telegram/counts.ts"
import { type HtmlPage, readTelegramHtml } from "./telegram/html-export.ts"
import { readTelegramJson } from "./telegram/json-export.ts"
import { IRAN } from "./zone-time.ts"

/** What the operator says of a file. */
export interface FileOptions {
  /** Names or numbers of chats of a Telegram export; none: public channels only. */
  readonly chats: readonly string[]
  /** A channel's public @name, with or without the sign; null: messages have no address. */
  readonly publicName: string | null
  /** Are pictures and documents of an export taken as evidence? */
  readonly media: boolean
  /** Sources on the register, by name: their key. */
  readonly knownChannels: ReadonlyMap<string, string>
  /** Columns of a spreadsheet of reports. */
  readonly columns: ReportColumns
}

/** A file that is open: what it gives, and what became of what it does not give. */
export interface OpenFile {
  readonly reads: AsyncIterable<Read>
  /** Figures of the reader, to be asked when all is read. */
  readonly counts: () => { readonly [name: string]: number }
  /** How much of it has been read, 0 to 1; null where that cannot be known before the end. */
  readonly share: () => number | null
}

/**
 * Opens a file that takes in reports from elsewhere; null for a spreadsheet in which no column holds texts.
 *
 * @throws TableError, and the system's error when the file cannot be read.
 */
export async function openFile({ kind, path }: Recognised, options: FileOptions): Promise<OpenFile | null> {
  switch (kind) {
    case "telegram_json":
    case "telegram_html": {
      const counts = newCounts()
      const meter = new ByteMeter(kind === "telegram_json" ? [path] : await pagePaths(path))
      const telegram = {
        chats: options.chats,
        publicName: options.publicName?.replace(/^@/, "") ?? null,
        folder: options.media ? await EvidenceFolder.open(dirname(path)) : null,
        knownChannels: options.knownChannels,
        zone: IRAN,
      }
      const reads =
        kind === "telegram_json"
          ? readTelegramJson(meter.chunksOf(path), telegram, counts)
          : readTelegramHtml(pagesOf(path, meter), telegram, counts)
      return {
        reads: withSources(reads),
        share: () => meter.share(),
        counts: () => {
          const { chatsPassed, ...figures } = counts
          return { ...figures, chatsPassed: chatsPassed.channel + chatsPassed.closed + chatsPassed.private }
        },
      }
    }
    case "mail": {
      const counts = newMailCounts()
      const meter = new ByteMeter([path])
      return {
        share: () => meter.share(),
        reads: readMails(meter.chunksOf(path), (await stat(path)).mtime.toISOString(), counts),
        counts: () => ({ ...counts }),
      }
    }
    default: {
      const table = await openTable(path, {
        delimiter: null,
        encoding: "utf-8",
        sheet: null,
        headerRow: 1,
        escaped: false,
      })
      const columns = findReportColumns(table.columns, options.columns)
      if (columns === null) return null
      return {
        reads: readReportTable(table, columns, calendarWordsOf(builtInKnowledge())),
        counts: () => ({}),
        share: () => null,
      }
    }
  }
}

/** A chat is a source. Its name is told only where the public knows it. */
async function* withSources(reads: AsyncIterable<TelegramRead>): AsyncGenerator<Read> {
  for await (const read of reads) {
    if (!("chat" in read)) yield read
    else {
      const { chat } = read
      yield { source: { key: sourceKeyOf(chat), name: chat.kind === "channel" ? chat.name : null } }
    }
  }
}

/** `messages.html`, then `messages2.html` and so on, as far as they lie beside it. */
async function pagePaths(first: string): Promise<readonly string[]> {
  if (!first.endsWith("messages.html")) return [first]
  const folder = dirname(first)
  const numbers = (await readdir(folder))
    .flatMap((name) => /^messages(\d{1,6})\.html$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
  return [first, ...numbers.map((number) => join(folder, `messages${number}.html`))]
}

async function* pagesOf(first: string, meter: ByteMeter): AsyncGenerator<HtmlPage> {
  for (const [i, path] of (await pagePaths(first)).entries())
    yield { name: i === 0 ? "messages.html" : basename(path), chunks: meter.chunksOf(path) }
}
