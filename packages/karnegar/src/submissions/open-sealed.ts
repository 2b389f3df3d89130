/* Opens what was sealed, with a reviewer's key. Runs in the reviewer's browser too: nothing of Node. */
import { Decrypter } from "age-encryption"
import { EMPTY_PARCEL, type Parcel, unpackParcel } from "./parcel.ts"

/** An age file in an age file in an age file: nobody's script makes that. */
const MOST_LAYERS = 3

/** Why a sealed file did not open: none of the keys is one of its recipients', or it is broken. */
export class NotOpened extends Error {
  readonly why: "wrong_key" | "damaged"

  constructor(why: "wrong_key" | "damaged", options?: ErrorOptions) {
    super(why, options)
    this.why = why
  }
}

/**
 * Opens a part of a submission. What its sender had sealed before it came is opened too, with the same keys; an age file that
 * somebody made with `age` alone becomes its text, or an attachment where it is none.
 *
 * @param identities As their files have them: `AGE-SECRET-KEY-…`.
 * @throws NotOpened
 */
export async function openSealed(
  sealed: Uint8Array,
  identities: readonly string[],
  layers = MOST_LAYERS,
): Promise<Parcel> {
  const bytes = await decrypted(sealed, identities)
  const parcel = (await unpackParcel(bytes)) ?? parcelOfBytes(bytes)
  if (parcel.sealed === null || layers === 1) return parcel
  const inner = await openSealed(parcel.sealed, identities, layers - 1)
  const either = (field: "place" | "day" | "source") => parcel[field] || inner[field]
  return {
    text: [parcel.text, inner.text].filter((text) => text !== "").join("\n\n"),
    place: either("place"),
    day: either("day"),
    source: either("source"),
    attachments: [...parcel.attachments, ...inner.attachments],
    sealed: inner.sealed,
  }
}

async function decrypted(sealed: Uint8Array, identities: readonly string[]): Promise<Uint8Array> {
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  try {
    return await decrypter.decrypt(sealed)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const why = error.message.startsWith("no identity matched") ? "wrong_key" : "damaged"
    throw new NotOpened(why, { cause: error })
  }
}

/** What somebody sealed with `age` alone: a text, or a file of any kind. */
function parcelOfBytes(bytes: Uint8Array): Parcel {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes)
    if (!text.includes("\0")) return { ...EMPTY_PARCEL, text: text.trim() }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
  const start = String.fromCharCode(...bytes.subarray(0, 4))
  const ending = start.startsWith("PK") ? "zip" : start === "%PDF" ? "pdf" : "bin"
  return { ...EMPTY_PARCEL, attachments: [{ name: `sealed.${ending}`, bytes }] }
}
