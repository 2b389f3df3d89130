import type { Span } from "../coded.ts"

/** What a stretch of text looks like. */
export type PersonSign =
  /** A form of address with what stands behind it: «آقای …». */
  | "title"
  /** A first name, a surname, or both. */
  | "name"
  /** Whose son or daughter: «فرزند …». */
  | "kin"
  /** A word that stands in no list of words and of our registers' names: often a name. */
  | "unknown"
  | "phone"
  | "national_id"
  | "card"
  /** An Iranian account number (IBAN). */
  | "account"
  | "plate"
  | "email"
  | "handle"

/** A stretch that looks like a person or leads to one; offsets of the original text, half open. */
export interface PersonSpan {
  readonly span: Span
  readonly sign: PersonSign
}
