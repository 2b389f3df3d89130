import { random } from "../support/telegram-exports.ts"

/**
 * Sound bytes, broken in a few places; from one number, so that they can be made again. Most are cut to a stretch, so that a
 * hundred thousand of them fit into CI's time.
 *
 * @param tokens Bytes that mean something to the reader.
 */
export function broken(
  sound: readonly (string | Uint8Array)[],
  tokens: readonly (string | Uint8Array)[],
  seed: number,
): Uint8Array {
  const next = random(seed)
  const at = (most: number) => Math.floor(next() * most)
  let bytes: Buffer = Buffer.from(sound[at(sound.length)] as string)
  if (next() < 0.7) {
    const from = next() < 0.5 ? 0 : at(bytes.length)
    bytes = bytes.subarray(from, from + 200 + at(1_800))
  }
  for (let times = 1 + at(4); times > 0; times--) {
    const place = at(bytes.length + 1)
    const token = Buffer.from(tokens[at(tokens.length)] as string)
    const way = next()
    if (way < 0.35) bytes = Buffer.concat([bytes.subarray(0, place), token, bytes.subarray(place)])
    else if (way < 0.6) bytes = Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + at(40))])
    else if (way < 0.75) bytes = Buffer.concat([bytes, bytes.subarray(place, place + at(300))])
    else if (place < bytes.length) {
      bytes = Buffer.from(bytes)
      bytes[place] = at(256)
    }
  }
  return bytes
}
