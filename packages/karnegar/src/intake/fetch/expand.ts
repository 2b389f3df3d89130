import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib"
import type { FetchRefusal } from "./fetch-refusal.ts"
import { type FetchPolicy, FREE_BYTES } from "./policy.ts"

/** Bytes that are handed to the unpacker at once: what one piece may grow into is bounded by it. */
const PIECE = 4_096
/** Packings upon one another that are undone. */
const MOST_LAYERS = 2

/**
 * Undoes the packing of a body, layer by layer, and stops as soon as it grows too far.
 *
 * Bytes behind the end of a gzip stream are let fall, as browsers do.
 */
export async function expand(
  body: Uint8Array,
  contentEncoding: string,
  policy: Pick<FetchPolicy, "mostExpanded" | "mostRatio">,
): Promise<Uint8Array | FetchRefusal> {
  const layers = contentEncoding
    .toLowerCase()
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "" && one !== "identity")
    .reverse()
  if (layers.length > MOST_LAYERS) return { code: "fetch.encoding_unknown" }
  const most = Math.min(policy.mostExpanded, Math.max(FREE_BYTES, body.length * policy.mostRatio))
  let bytes = body
  for (const layer of layers) {
    // An answer without a body may still name a packing.
    if (bytes.length === 0) return bytes
    const expanded = await unpack(bytes, layer, most)
    if (expanded === "too far")
      return { code: "fetch.expands_too_far", most: policy.mostExpanded, ratio: policy.mostRatio }
    if (expanded === null) return { code: "fetch.encoding_broken" }
    if (expanded === "unknown") return { code: "fetch.encoding_unknown" }
    bytes = expanded
  }
  return bytes
}

function unpackerOf(layer: string, first: number) {
  switch (layer) {
    case "gzip":
    case "x-gzip":
      return createGunzip()
    case "br":
      return createBrotliDecompress()
    case "deflate":
      // Some servers leave out the two bytes that should stand before it.
      return (first & 0x0f) === 8 ? createInflate() : createInflateRaw()
    default:
      return null
  }
}

function unpack(bytes: Uint8Array, layer: string, most: number): Promise<Uint8Array | "too far" | "unknown" | null> {
  const unpacker = unpackerOf(layer, bytes[0] ?? 0)
  if (unpacker === null) return Promise.resolve("unknown")
  return new Promise((done) => {
    const pieces: Buffer[] = []
    let length = 0
    const end = (value: Uint8Array | "too far" | null) => {
      unpacker.removeAllListeners("data")
      unpacker.destroy()
      done(value)
    }
    unpacker.on("data", (piece: Buffer) => {
      length += piece.length
      if (length > most) end("too far")
      else pieces.push(piece)
    })
    unpacker.once("error", () => end(null))
    unpacker.once("end", () => done(Buffer.concat(pieces)))
    // Piece by piece, each only when the one before is through: nothing is unpacked that the limit would refuse.
    let at = 0
    const feed = () => {
      while (at < bytes.length && !unpacker.destroyed) {
        const more = unpacker.write(bytes.subarray(at, at + PIECE))
        at += PIECE
        if (!more) {
          unpacker.once("drain", feed)
          return
        }
      }
      if (!unpacker.destroyed) unpacker.end()
    }
    feed()
  })
}
