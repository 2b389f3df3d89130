import { Readable } from "node:stream"
import type { ReadableStream } from "node:stream/web"
import { Busboy } from "@fastify/busboy"
import { type AgeFile, isArmored, readAgeFile } from "../../submissions/age-file.ts"
import { type Attachment, EMPTY_PARCEL, type Parcel } from "../../submissions/parcel.ts"
import type { Room } from "./budget.ts"

/** Longest text in bytes of UTF-8; what goes beyond is cut off, and the page says so. */
export const MOST_TEXT = 200 * 1024
const MOST_FIELD = 2 * 1024
/** Attachments of one form together. */
export const MOST_ATTACHED = 10 * 1024 * 1024
const MOST_FILES = 20
/** Bytes of a form that are read at all. Beyond it nobody is listening any more. */
const MOST_READ = 256 * 1024 * 1024

/** What of a form was not taken. Its text is taken whatever else is not. */
export type Left =
  | "text_cut"
  | "too_large"
  | "no_room"
  | "too_many"
  | "broken_off"
  | Extract<AgeFile, { fault: string }>["fault"]

/** What a form brought. */
export interface Posted {
  readonly parcel: Parcel
  /** Code that the form was given, or that its sender typed. */
  readonly code: string
  /** It says that it adds to what stands. */
  readonly added: boolean
  readonly left: ReadonlySet<Left>
  /** Ends the lives of the attachments' bytes in memory, as far as a program can, and gives back their room. */
  readonly forget: () => void
}

/**
 * Reads what a form of the sending page posts, all of it in memory: nothing touches the disk. Attachments that are too large, or
 * for which there is no room now, are read past and let go.
 */
export async function readParcel(request: Request, room: Room): Promise<Posted> {
  const type = request.headers.get("content-type") ?? ""
  const fields = new Map<string, string>()
  const files: { readonly field: string; readonly name: string; readonly chunks: Buffer[] }[] = []
  const left = new Set<Left>()
  let held = 0
  const take = (field: string, value: string, cut: boolean) => {
    if (cut && field === "text") left.add("text_cut")
    if (!fields.has(field)) fields.set(field, value)
  }
  if (type.startsWith("application/x-www-form-urlencoded") || /^multipart\/form-data;.*boundary=./.test(type)) {
    const busboy = new Busboy({
      headers: { "content-type": type },
      limits: { fieldSize: MOST_TEXT, fieldNameSize: 100, fields: 40, files: MOST_FILES, headerPairs: 20 },
    })
    busboy.on("field", (name, value, _nameCut, cut) => take(name, value, cut))
    busboy.on("file", (field, stream, name) => {
      const chunks: Buffer[] = []
      let lost = false
      stream.on("data", (chunk: Buffer) => {
        if (lost) return
        const fits = held + chunk.length <= MOST_ATTACHED
        if (fits && room.enter(chunk.length)) {
          held += chunk.length
          chunks.push(Buffer.from(chunk))
          return
        }
        lost = true
        left.add(fits ? "no_room" : "too_large")
        for (const own of chunks.splice(0)) own.fill(0)
      })
      // Its bytes end before its end: what came of this file is no use, and nobody else would hear of it.
      stream.on("error", () => {
        lost = true
        left.add("broken_off")
      })
      stream.on("end", () => {
        if (!lost && chunks.length > 0) files.push({ field, name: name ?? "", chunks })
      })
    })
    busboy.on("filesLimit", () => left.add("too_many"))
    await new Promise<void>((done) => {
      busboy.once("finish", done)
      // A form that breaks off half-way: what came of it counts.
      busboy.on("error", () => {
        left.add("broken_off")
        done()
      })
      const body = Readable.fromWeb((request.body ?? new Blob([]).stream()) as ReadableStream<Uint8Array>)
      let read = 0
      body.on("data", (chunk: Uint8Array) => {
        read += chunk.length
        if (read > MOST_READ) body.destroy(new Error("too much"))
      })
      body.on("error", () => {
        left.add("broken_off")
        done()
      })
      body.pipe(busboy)
    })
  }
  const all = files.map(({ chunks, ...file }) => ({ ...file, bytes: joined(chunks) }))
  const parcel = parcelOf(fields, all, left)
  // The script left it out before it sealed.
  if (fields.get("left") === "too_large") left.add("too_large")
  return {
    parcel,
    code: (fields.get("code") ?? "").slice(0, 200),
    added: fields.has("add"),
    left,
    forget: () => {
      for (const { bytes } of all) bytes.fill(0)
      room.leave(held)
      held = 0
    },
  }
}

function parcelOf(
  fields: ReadonlyMap<string, string>,
  files: readonly { readonly field: string; readonly name: string; readonly bytes: Buffer }[],
  left: Set<Left>,
): Parcel {
  // Browsers end lines with CR LF.
  const text = (fields.get("text") ?? "").replaceAll("\r\n", "\n").trim()
  const short = (name: string) => (fields.get(name) ?? "").trim().slice(0, MOST_FIELD)
  const attachments: Attachment[] = []
  let sealed: Uint8Array | null = null
  const takeSealed = (bytes: Uint8Array) => {
    const read = readAgeFile(bytes)
    if ("fault" in read) left.add(read.fault)
    else sealed = read.bytes
  }
  for (const { field, name, bytes } of files) {
    if (field === "sealed") takeSealed(bytes)
    else attachments.push({ name: name.slice(0, 200), bytes })
  }
  // An age file in letters may come as the text itself.
  const armored = isArmored(Buffer.from(text))
  if (armored) takeSealed(Buffer.from(text))
  return {
    ...EMPTY_PARCEL,
    text: armored && sealed !== null ? "" : text,
    place: short("place"),
    day: short("day"),
    source: short("source"),
    attachments,
    sealed,
  }
}

/** One buffer of many, which are blanked. */
function joined(chunks: readonly Buffer[]): Buffer {
  const whole = Buffer.concat(chunks)
  for (const chunk of chunks) chunk.fill(0)
  return whole
}

/** Is there nothing in it? */
export function isEmptyParcel({ text, attachments, sealed }: Parcel): boolean {
  return text === "" && attachments.length === 0 && sealed === null
}
