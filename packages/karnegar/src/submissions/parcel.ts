/*
 * What a sender sends, as the bytes that are sealed: a tar, so that `age -d | tar x` opens it where Karnegar is not at hand.
 * Runs in the sender's browser too: nothing of Node.
 */
import { readTar, TarError, writeTar } from "../backup/tar.ts"

/** A photograph, a document, or a file that was sealed before it came. */
export interface Attachment {
  /** As its sender called it; may name people. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** What a sender sends in one go. Fields that were left empty are empty. */
export interface Parcel {
  readonly text: string
  readonly place: string
  readonly day: string
  /** How the sender knows. */
  readonly source: string
  readonly attachments: readonly Attachment[]
  /** An age file that the sender sealed before it was sent, in the browser or offline; null where there is none. */
  readonly sealed: Uint8Array | null
}

export const EMPTY_PARCEL: Parcel = { text: "", place: "", day: "", source: "", attachments: [], sealed: null }

const KIB = 1024
/** Sizes in bytes that parcels are padded to: a file on the disk tells no more than which of these it is. */
export const BUCKETS: readonly number[] = [8, 32, 128, 512, 2048, 4096, 8192, 16_384].map((size) => size * KIB)

/** Members of the tar. `message.json` carries what the others mean; `message.txt` is the text for whoever has no more than tar. */
const FIELDS = "message.json"
const TEXT = "message.txt"
const SEALED = "sealed.age"
const PADDING = "padding"
const HEADER = 512
const END = 1024

interface Told {
  readonly place: string
  readonly day: string
  readonly source: string
  /** Members of the attachments with the names that their sender gave them. */
  readonly attachments: readonly { readonly file: string; readonly name: string }[]
}

/**
 * The bytes of a parcel, as long as a bucket; the same parcel gives the same bytes.
 *
 * @throws RangeError for one that fits no bucket.
 */
export async function packParcel(parcel: Parcel): Promise<Uint8Array> {
  const { text, place, day, source } = parcel
  const utf8 = new TextEncoder()
  const files = parcel.attachments.map(({ name, bytes }, i) => ({ file: memberName(name, i + 1), name, bytes }))
  const told: Told = { place, day, source, attachments: files.map(({ file, name }) => ({ file, name })) }
  const members = [
    { name: FIELDS, bytes: utf8.encode(JSON.stringify(told)) },
    { name: TEXT, bytes: utf8.encode(text) },
    ...files.map(({ file, bytes }) => ({ name: file, bytes })),
    ...(parcel.sealed === null ? [] : [{ name: SEALED, bytes: parcel.sealed }]),
  ]
  const whole = (length: number) => Math.ceil(length / HEADER) * HEADER
  const length = members.reduce((sum, { bytes }) => sum + HEADER + whole(bytes.length), HEADER + END)
  const bucket = BUCKETS.find((size) => size >= length)
  if (bucket === undefined) throw new RangeError(`no bucket holds ${length} bytes`)
  const packed = new Uint8Array(bucket)
  let at = 0
  for await (const chunk of writeTar([...members, { name: PADDING, bytes: new Uint8Array(bucket - length) }])) {
    packed.set(chunk, at)
    at += chunk.length
  }
  return packed
}

/** Reads a parcel again; null for bytes that are none, such as a file that somebody sealed with `age` alone. */
export async function unpackParcel(bytes: Uint8Array): Promise<Parcel | null> {
  const members = new Map<string, Uint8Array>()
  try {
    for await (const member of readTar(once(bytes), bytes.length)) members.set(member.name, member.bytes)
  } catch (error) {
    if (error instanceof TarError) return null
    throw error
  }
  const told = readTold(members.get(FIELDS))
  const text = members.get(TEXT)
  if (told === null || text === undefined) return null
  const attachments = told.attachments.flatMap(({ file, name }) => {
    const own = members.get(file)
    return own === undefined ? [] : [{ name, bytes: own }]
  })
  const { place, day, source } = told
  const sealed = members.get(SEALED) ?? null
  return { text: new TextDecoder().decode(text), place, day, source, attachments, sealed }
}

/** What a member of the fields tells; null for anything else. */
function readTold(bytes: Uint8Array | undefined): Told | null {
  if (bytes === undefined) return null
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(bytes))
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
  const { place, day, source, attachments } = (value ?? {}) as Partial<Told>
  const words = [place, day, source].every((word) => typeof word === "string")
  const files =
    Array.isArray(attachments) &&
    attachments.every((one) => typeof one?.file === "string" && typeof one.name === "string")
  return words && files ? (value as Told) : null
}

/** A name that is safe in any folder; the ending stays, so that programs know what they open. */
export function memberName(name: string, n: number): string {
  const ending = /\.[a-z0-9]{1,5}$/i.exec(name)?.[0].toLowerCase() ?? ".bin"
  return `attachment-${n}${ending}`
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
