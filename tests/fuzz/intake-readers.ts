import { builtInKnowledge } from "@karnegar/coder"
import type { Arrived } from "../../packages/karnegar/src/intake/arrival.ts"
import type { Read } from "../../packages/karnegar/src/intake/found-source.ts"
import { newMailCounts, readMails } from "../../packages/karnegar/src/intake/mail/read-mail.ts"
import { kindOf } from "../../packages/karnegar/src/intake/recognise.ts"
import { findReportColumns, readReportTable } from "../../packages/karnegar/src/intake/report-table.ts"
import { openCsv } from "../../packages/karnegar/src/intake/tables/csv-table.ts"
import { type Table, TableError } from "../../packages/karnegar/src/intake/tables/table.ts"
import { openXlsx } from "../../packages/karnegar/src/intake/tables/xlsx-table.ts"
import type { TelegramOptions, TelegramRead } from "../../packages/karnegar/src/intake/telegram/arrivals.ts"
import { newCounts } from "../../packages/karnegar/src/intake/telegram/counts.ts"
import { readTelegramHtml } from "../../packages/karnegar/src/intake/telegram/html-export.ts"
import { readTelegramJson } from "../../packages/karnegar/src/intake/telegram/json-export.ts"
import { calendarWordsOf } from "../../packages/karnegar/src/written/date-cell.ts"

/** A reader of files as the fuzz tests drive it: bytes in pieces, everything out. */
export type ReadWhole = (bytes: Uint8Array, piece?: number) => Promise<readonly (Read | TelegramRead)[]>

const TELEGRAM: TelegramOptions = {
  chats: [],
  publicName: null,
  folder: null,
  knownChannels: new Map(),
  zone: "Asia/Tehran",
}
const WORDS = calendarWordsOf(builtInKnowledge())

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size)
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const out: T[] = []
  for await (const item of items) out.push(item)
  return out
}

/** Every reader of files that take in reports, by name. */
export const READERS: Readonly<Record<"telegram-json" | "telegram-html" | "mail" | "table", ReadWhole>> = {
  "telegram-json": (bytes, piece = 65_536) => all(readTelegramJson(inPieces(bytes, piece), TELEGRAM, newCounts())),
  "telegram-html": (bytes, piece = 65_536) =>
    all(
      readTelegramHtml(
        [{ name: "messages.html", chunks: inPieces(bytes, piece) }],
        { ...TELEGRAM, chats: ["کانال نمونه"] },
        newCounts(),
      ),
    ),
  mail: (bytes, piece = 65_536) => all(readMails(inPieces(bytes, piece), "2026-01-01T00:00:00.000Z", newMailCounts())),
  table: (bytes, piece = 65_536) => readTable(() => openCsv(inPieces(bytes, piece), TABLE)),
}

const TABLE = { delimiter: null, encoding: "utf-8", sheet: null, headerRow: 1, escaped: false } as const

/** The reader of spreadsheets, which takes a file as a whole. */
export const readXlsx: ReadWhole = (bytes) => readTable(() => openXlsx(Buffer.from(bytes), TABLE))

async function readTable(open: () => Promise<Table>): ReturnType<ReadWhole> {
  try {
    const table = await open()
    const columns = findReportColumns(table.columns)
    return columns === null ? [] : await all(readReportTable(table, columns, WORDS))
  } catch (error) {
    // A refusal of the whole table; anything else is a fault.
    if (error instanceof TableError) return []
    throw error
  }
}

/** Most bytes of one arrival's words. */
const MOST_TEXT = 1_100_000
/** SAFETY S-3: milliseconds for each 4 kB, and for less. */
const MOST_MS = 200

const INSTANT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{3})?(?:Z|[+-]\d{2}:\d{2}))?$/

/** What is wrong with what a reader made of bytes; null when nothing is. */
export async function faultOf(read: ReadWhole, bytes: Uint8Array): Promise<string | null> {
  const before = process.cpuUsage()
  let reads: readonly (Read | TelegramRead)[]
  try {
    reads = await read(bytes)
  } catch (error) {
    return `throws ${String(error)}`
  }
  const { user, system } = process.cpuUsage(before)
  const most = MOST_MS * Math.max(1, bytes.length / 4096)
  if ((user + system) / 1000 > most) return `takes ${(user + system) / 1000} ms`
  for (const one of reads) {
    if (!("at" in one)) continue
    const fault = faultOfArrived(one)
    if (fault !== null) return fault
  }
  kindOf(bytes, "x")
  return null
}

function faultOfArrived(one: Arrived): string | null {
  if ("refusal" in one) return /^[a-z]+\.[a-z_0-9]+$/.test(one.refusal.code) ? null : "a refusal without a lasting code"
  const { key, text, published, edited, url } = one.arrival
  if (key === "") return "an empty key"
  if (text === "" || text !== text.trim()) return "a text that is empty or not trimmed"
  if (!text.isWellFormed() || text.includes("\u0000")) return "a text that no database keeps"
  if (text.length > MOST_TEXT) return "a text longer than any"
  if (published !== null && !INSTANT.test(published)) return "a day of publication that is none"
  if (edited !== null && !INSTANT.test(edited)) return "an instant of editing that is none"
  return url !== null && !url.startsWith("https://") ? "an address that is not https" : null
}
