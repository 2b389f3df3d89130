import { isUtf8 } from "node:buffer"

/** Text of UTF-8 bytes without a leading byte order mark; null when they are not UTF-8. */
export function decode(bytes: Uint8Array): string | null {
  if (!isUtf8(bytes)) return null
  const from = hasMark(bytes) ? 3 : 0
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, bytes.byteLength - from).toString("utf8")
}

/** Do the bytes begin with a byte order mark? */
export function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}

/** Do the bytes begin with a byte order mark of UTF-16? */
export function isUtf16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
}
