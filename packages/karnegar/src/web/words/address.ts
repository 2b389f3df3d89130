/** Shown as they are written, these could turn an address round or make it look like another; the half-space may stay. */
const UNSAFE = /[\p{C}\p{Z}]/u
const HALF_SPACE = /‌/g

/**
 * A web address as people read it: Persian words in its path instead of `%D8%A7…`. The link itself keeps the address as it is.
 *
 * What cannot be decoded, or holds a sign that is not seen, stays as it is.
 */
export function readableAddress(url: string): string {
  let decoded: string
  try {
    decoded = decodeURI(url)
  } catch {
    return url
  }
  return UNSAFE.test(decoded.replace(HALF_SPACE, "")) ? url : decoded
}
