/** The code by which a sender finds again what they sent: 32 decimal digits, 106 bits. Its hash alone is kept. */
import { createHash, randomInt } from "node:crypto"

const DIGITS = 32
const GROUP = 4

/** A new code, as 32 ASCII digits. */
export function newReceipt(): string {
  let code = ""
  while (code.length < DIGITS)
    code += randomInt(10 ** GROUP)
      .toString()
      .padStart(GROUP, "0")
  return code
}

/** A code as somebody wrote it, in Persian, Arabic or Latin digits, with spaces or signs between; null when it is none. */
export function readReceipt(written: string): string | null {
  if (written.length > 200) return null
  const plain = written
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[^0-9]/g, "")
  return plain.length === DIGITS ? plain : null
}

/** A code in groups of four. */
export function receiptGroups(code: string): readonly string[] {
  return Array.from({ length: DIGITS / GROUP }, (_, i) => code.slice(i * GROUP, (i + 1) * GROUP))
}

/** What is kept of a code. It was drawn at random from 10³²: a plain hash cannot be guessed back. */
export function receiptHash(code: string): string {
  return createHash("sha256").update(`karnegar receipt ${code}`).digest("hex")
}
