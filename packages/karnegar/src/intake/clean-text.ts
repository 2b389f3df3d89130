/** Stands in a text for a stranger's number, mailbox or name that was taken out of it. */
export const TAKEN_OUT = "[…]"

/** A text as it may be kept, and how much was taken out of it. */
export interface CleanText {
  readonly text: string
  readonly takenOut: number
}

/**
 * The last step for the text of a message or a mail: the same words give the same text, however they were written down.
 *
 * Numbers of bank cards and mailboxes go: a collection for strikers, say, names a person by them, and no coding needs them.
 */
export function cleanText(written: string): CleanText {
  const { text, cards } = withoutCards(withoutControls(written).trim().toWellFormed())
  const { text: clean, mailboxes } = withoutMailboxes(text)
  return { text: clean, takenOut: cards + mailboxes }
}

/** Line ends of all kinds become line feeds; other control characters go. */
function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (!/[\u0000-\u0008\u000b-\u001f\u007f\u2028\u2029]/.test(text)) return text
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  return text.replace(/\r\n?|[\u2028\u2029]/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
}

const CARD_DIGITS = 16

/** Sixteen digits, Latin or Persian, in a row or in fours, whose check digit is right: a bank card's number. */
function withoutCards(text: string): { readonly text: string; readonly cards: number } {
  let out = ""
  let from = 0
  let cards = 0
  for (let i = 0; i < text.length; i++) {
    if (digitAt(text, i) < 0) continue
    let past = i
    const digits: number[] = []
    let last = i
    for (; past < text.length; past++) {
      const digit = digitAt(text, past)
      if (digit >= 0) {
        digits.push(digit)
        last = past
      } else if (!(isBetween(text.charCodeAt(past)) && past === last + 1 && digits.length % 4 === 0)) break
    }
    if (digits.length === CARD_DIGITS && hasCheckDigit(digits)) {
      out += text.slice(from, i) + TAKEN_OUT
      from = last + 1
      cards++
    }
    i = last
  }
  return cards === 0 ? { text, cards } : { text: out + text.slice(from), cards }
}

/** Value of a Latin, Persian or Arabic digit; -1 for anything else. */
function digitAt(text: string, i: number): number {
  const unit = text.charCodeAt(i)
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30
  if (unit >= 0x6f0 && unit <= 0x6f9) return unit - 0x6f0
  return unit >= 0x660 && unit <= 0x669 ? unit - 0x660 : -1
}

function isBetween(unit: number): boolean {
  return unit === 0x20 || unit === 0x2d || unit === 0x5f || unit === 0x2e
}

/** Luhn's check, as on every bank card. */
function hasCheckDigit(digits: readonly number[]): boolean {
  let sum = 0
  for (const [i, digit] of digits.entries()) {
    const own = i % 2 === 0 ? digit * 2 : digit
    sum += own > 9 ? own - 9 : own
  }
  return sum % 10 === 0
}

/** Letters before the sign, as mail allows. */
const MOST_LOCAL = 64
const LOCAL = /[\w.%+-]/
const HOST = /[\w.-]/

/** `name@host.tld`, and no Telegram `@name`. */
function withoutMailboxes(text: string): { readonly text: string; readonly mailboxes: number } {
  let out = ""
  let from = 0
  let mailboxes = 0
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    let start = at
    while (start > from && at - start < MOST_LOCAL && LOCAL.test(text[start - 1]!)) start--
    let past = at + 1
    while (past < text.length && HOST.test(text[past]!)) past++
    while (past > at + 1 && text[past - 1] === ".") past--
    if (start === at || !text.slice(at + 1, past).includes(".")) continue
    out += text.slice(from, start) + TAKEN_OUT
    from = past
    mailboxes++
    at = past - 1
  }
  return mailboxes === 0 ? { text, mailboxes } : { text: out + text.slice(from), mailboxes }
}
