import { open, readdir, stat } from "node:fs/promises"
import { join } from "node:path"
import { JsonBroken, JsonWalk, type Step } from "./json-walk.ts"
import { isTableName } from "./tables/open-table.ts"

/** What a file holds. `reports`: JSON Lines, or one plain text. */
export type FileKind = "telegram_json" | "telegram_html" | "mail" | "table" | "reports"

/** A file, or what a folder that an export made has in it. */
export interface Recognised {
  readonly kind: FileKind
  /** The file itself; of an export in HTML its first page. */
  readonly path: string
}

/** What an export's folder is known by. */
export const EXPORT_FILES = ["result.json", "messages.html"] as const

/** Bytes at the beginning of a file that are looked at. */
const HEAD_BYTES = 1 << 16

/**
 * Says what a file holds, by what stands in it: its name is asked only where nothing else tells a spreadsheet from a text.
 *
 * @throws the system's error when it cannot be read.
 */
export async function recognise(path: string): Promise<Recognised> {
  if ((await stat(path)).isDirectory()) {
    const names = new Set(await readdir(path))
    const own = EXPORT_FILES.find((name) => names.has(name))
    // A folder that is no export is told by whoever tries to read it.
    return own === undefined ? { kind: "reports", path } : recognise(join(path, own))
  }
  const head = await headOf(path)
  return { kind: kindOf(head, path), path }
}

/** The same of a file's first bytes. */
export function kindOf(head: Uint8Array, name: string): FileKind {
  const start = Buffer.from(head).toString("latin1")
  if (start.startsWith("PK\u0003\u0004") || start.startsWith("\u00d0\u00cf\u0011\u00e0")) return "table"
  const text = start.replace(/^\u00ef\u00bb\u00bf/, "").trimStart()
  if (text.startsWith("{") && isTelegramJson(head)) return "telegram_json"
  if (/^<!DOCTYPE html/i.test(text) && text.includes('class="page_header"') && text.includes("page_wrap"))
    return "telegram_html"
  if (isMail(start)) return "mail"
  return isTableName(name) ? "table" : "reports"
}

/** Has the outermost object a list of messages, or what an account's export begins with? */
function isTelegramJson(head: Uint8Array): boolean {
  const met = new Set<string>()
  const walk = new JsonWalk(
    {
      meet: (path): Step => {
        if (path.length === 1) met.add(path[0]!)
        if (path.length === 2 && path[0] === "messages" && path[1] === "*") met.add("a message")
        return path.length === 0 || (path.length === 1 && path[0] === "messages") ? "enter" : "pass"
      },
      take: () => {},
      leave: (path) => {
        if (path[0] === "messages") met.add("a message")
      },
    },
    0,
  )
  try {
    walk.feed(head)
  } catch (error) {
    // Behind the first line of JSON Lines stands a second document.
    if (!(error instanceof JsonBroken)) throw error
  }
  if (met.has("a message") && (met.has("type") || met.has("id") || met.has("name"))) return true
  return met.has("about") && ["personal_information", "chats", "contacts", "left_chats"].some((key) => met.has(key))
}

const HEADERS: ReadonlySet<string> = new Set(
  "from to date subject received message-id mime-version return-path delivered-to content-type reply-to list-id".split(
    " ",
  ),
)

/** A line that parts mails of an mbox, or at least two lines of a mail's head before anything else. */
function isMail(start: string): boolean {
  if (/^From \S.*\d\d:\d\d/.test(start.slice(0, 300))) return true
  let known = 0
  for (const line of start.slice(0, 16_384).split("\n")) {
    if (/^[ \t]/.test(line) && known > 0) continue
    const name = /^([A-Za-z][A-Za-z0-9-]{1,60}):/.exec(line)?.[1]?.toLowerCase()
    if (name === undefined) return known >= 2
    if (HEADERS.has(name)) known++
  }
  return known >= 2
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path, "r")
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
