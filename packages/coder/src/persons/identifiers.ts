/** Numbers, handles and addresses that lead to one person; numbers with check digits only where these agree. */
import { type Doc, TokenKind } from "../text/doc.ts"
import { CharClass, UNITS } from "../text/fold.ts"
import type { PersonSign, PersonSpan } from "./person-span.ts"

/** Digits of the longest number that is looked for: an account's behind its IR. */
const MOST_DIGITS = 24
/** Letters of a handle at least: shorter ones are not given out. */
const SHORTEST_HANDLE = 3
/** Letters of an e-mail's name that are looked back for at most. */
const MOST_MAIL_NAME = 64
const PROFILE_HOSTS = ["t.me/", "telegram.me/", "instagram.com/", "x.com/", "twitter.com/", "facebook.com/", "wa.me/"]

/** Identifiers in a text, in no order. Digits may be of three scripts, in groups parted by one sign or space. */
export function readIdentifiers(doc: Doc): readonly PersonSpan[] {
  return [...readNumbers(doc.text), ...readAddresses(doc), ...readPlates(doc)]
}

/** A run of digits. */
interface Group {
  readonly start: number
  readonly end: number
  readonly digits: string
}

function readNumbers(text: string): readonly PersonSpan[] {
  const groups = readGroups(text)
  const out: PersonSpan[] = []
  for (let i = 0; i < groups.length; i++) {
    let digits = ""
    let longest: PersonSpan | null = null
    let last = i
    for (let k = i; k < groups.length; k++) {
      const group = groups[k]!
      if (k > i && !isParted(text, groups[k - 1]!.end, group.start)) break
      digits += group.digits
      if (digits.length > MOST_DIGITS) break
      const sign = signOf(digits, text, groups[i]!.start)
      if (sign !== null) {
        longest = { span: [groups[i]!.start, group.end], sign }
        last = k
      }
    }
    if (longest !== null) {
      out.push(longest)
      i = last
    }
  }
  return out
}

function readGroups(text: string): readonly Group[] {
  const groups: Group[] = []
  for (let i = 0; i < text.length; i++) {
    if (UNITS[text.charCodeAt(i)]! >> 16 !== CharClass.digit) continue
    const start = i
    let digits = ""
    while (i < text.length && UNITS[text.charCodeAt(i)]! >> 16 === CharClass.digit)
      digits += String.fromCharCode(UNITS[text.charCodeAt(i++)]! & 0xffff)
    groups.push({ start, end: i, digits })
  }
  return groups
}

/** May two groups be one number? One sign, one space, or signs that show nothing stand between. */
function isParted(text: string, from: number, to: number): boolean {
  let shown = 0
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i)
    const kind = UNITS[unit]! >> 16
    if (kind === CharClass.drop || kind === CharClass.joiner) continue
    if (kind !== CharClass.space && ![0x2d, 0x2e, 0x28, 0x29, 0x5f, 0x2010, 0x2011, 0x2013].includes(unit)) return false
    if (++shown > 2) return false
  }
  return true
}

function signOf(digits: string, text: string, start: number): PersonSign | null {
  switch (digits.length) {
    case 10:
      return isNationalId(digits) ? "national_id" : null
    case 11:
      return digits[0] === "0" && digits[1] !== "0" ? "phone" : null
    case 12:
      return digits.startsWith("989") ? "phone" : null
    case 14:
      return digits.startsWith("00989") ? "phone" : null
    case 16:
      return digits[0] !== "0" && isLuhn(digits) ? "card" : null
    case 24:
      return /ir\s?$/i.test(text.slice(Math.max(0, start - 3), start)) && isIban(digits) ? "account" : null
    default:
      return null
  }
}

/** The tenth digit checks the nine before it. */
function isNationalId(digits: string): boolean {
  if (digits === digits[0]!.repeat(10)) return false
  let sum = 0
  for (let i = 0; i < 9; i++) sum += Number(digits[i]) * (10 - i)
  const rest = sum % 11
  return Number(digits[9]) === (rest < 2 ? rest : 11 - rest)
}

/** ISO/IEC 7812. */
function isLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** ISO 13616, for IR: the two check digits come first. */
function isIban(digits: string): boolean {
  let rest = 0
  for (const digit of `${digits.slice(2)}1827${digits.slice(0, 2)}`) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
}

function readAddresses(doc: Doc): readonly PersonSpan[] {
  const { text } = doc
  const out: PersonSpan[] = []
  for (let i = text.indexOf("@"); i >= 0; i = text.indexOf("@", i + 1)) {
    let start = i
    while (start > 0 && i - start < MOST_MAIL_NAME && isNameUnit(text.charCodeAt(start - 1))) start--
    let end = i + 1
    while (end < text.length && isNameUnit(text.charCodeAt(end))) end++
    while (end > i + 1 && text.charCodeAt(end - 1) === 0x2e) end--
    if (start < i && text.slice(i + 1, end).includes(".")) out.push({ span: [start, end], sign: "email" })
    else if (end - i > SHORTEST_HANDLE) out.push({ span: [i, end], sign: "handle" })
  }
  const lower = text.toLowerCase()
  for (const host of PROFILE_HOSTS)
    for (let i = lower.indexOf(host); i >= 0; i = lower.indexOf(host, i + 1)) {
      // Not the end of another host's name.
      if (i > 0 && /[a-z0-9-]/.test(lower[i - 1]!)) continue
      let end = i + host.length
      while (end < text.length && isNameUnit(text.charCodeAt(end))) end++
      if (end > i + host.length) out.push({ span: [i, end], sign: "handle" })
    }
  return out
}

/** Letters, digits and signs of names in addresses. */
function isNameUnit(unit: number): boolean {
  return (
    (unit >= 0x30 && unit <= 0x39) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x61 && unit <= 0x7a) ||
    unit === 0x2e ||
    unit === 0x5f ||
    unit === 0x2d ||
    unit === 0x2b
  )
}

/** «۱۲ ب ۳۴۵ ایران ۶۷». */
function readPlates(doc: Doc): readonly PersonSpan[] {
  const out: PersonSpan[] = []
  const isNumber = (i: number, length: number) =>
    i < doc.count && doc.kinds[i] === TokenKind.number && doc.words[i]!.length === length
  for (let i = 0; i + 3 < doc.count; i++) {
    const letter = doc.words[i + 1]!
    if (!isNumber(i, 2) || !(letter.length === 1 || letter === "الف") || doc.kinds[i + 1] !== TokenKind.word) continue
    if (!isNumber(i + 2, 3)) continue
    let k = i + 3
    while (k < doc.count && k < i + 6 && (doc.kinds[k] === TokenKind.mark || doc.words[k] === "ایران")) k++
    if (isNumber(k, 2)) out.push({ span: [doc.starts[i]!, doc.ends[k]!], sign: "plate" })
  }
  return out
}
