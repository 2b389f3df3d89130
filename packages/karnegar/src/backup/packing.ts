import { pipeline } from "node:stream/promises"
import { createGunzip, createGzip, type Gunzip, type Gzip } from "node:zlib"

/** The bytes packed with gzip. What the source throws comes out here, too late or not: never a shorter file instead. */
export function pack(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  return through(bytes, createGzip())
}

/** The bytes unpacked; throws where they are no whole gzip. */
export function unpack(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  return through(bytes, createGunzip())
}

async function* through(bytes: AsyncIterable<Uint8Array>, transform: Gzip | Gunzip): AsyncGenerator<Uint8Array> {
  const fed = pipeline(bytes, transform)
  // Heard below; until then a failure must not count as unheard.
  fed.catch(() => undefined)
  yield* transform
  await fed
}
