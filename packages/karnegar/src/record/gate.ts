/**
 * The stop before a name becomes public: what looks like a person passes only when it stands on the register of public persons.
 *
 * It is asked twice: when a name is put where the public will see it, and again each time the public is answered, so that an
 * entry that was removed or whose day of review has passed hides its name at once. What it does not find is not thereby safe.
 */
import { foldText, type PersonSign, personLike } from "@karnegar/coder"
import type { Kysely } from "kysely"
import { RecordError } from "./errors.ts"
import type { RegisterTable } from "./register-tables.ts"
import type { Tables } from "./tables.ts"

/** Columns of registers that the public sees. */
const PUBLIC_NAMES = ["name_fa", "name_en"] as const

/** Registers whose names become public. That of public persons is made of persons. */
const NAMED: ReadonlySet<RegisterTable> = new Set([
  "source",
  "organisation",
  "workplace",
  "campaign",
  "context_event",
] as const)

/** Stands where a public name stood: a mark that no other word is read across. */
const TAKEN_OUT = " ، "

/** The names that may stand on a given day. */
export class PublicNames {
  readonly #folded: readonly string[]

  /** @param names In both scripts, as the register has them. */
  constructor(names: readonly string[]) {
    // The longest first: a name may begin another.
    this.#folded = [...new Set(names.map(foldText))].filter((n) => n !== "").sort((a, b) => b.length - a.length)
  }

  /** Does a text of free words hold what looks like a person that is on no register? */
  stops(text: string): boolean {
    return this.signs(text).length > 0
  }

  /**
   * Does the name of a source, a firm or a body look like that of a person who is on no register? Such names are often words of no
   * list: that alone stops none.
   *
   * @param handles Whether a handle counts: a source's name may be that of its channel.
   */
  stopsName(name: string, handles = true): boolean {
    return this.#signs(name, (sign) => sign !== "unknown" && (handles || sign !== "handle")).length > 0
  }

  /** By what signs a text holds what looks like a person that is on no register, or leads to one; empty where it may pass. */
  signs(text: string): readonly PersonSign[] {
    return this.#signs(text, () => true)
  }

  #signs(text: string, counts: (sign: PersonSign) => boolean): readonly PersonSign[] {
    const signsIn = (words: string) => personLike(words).flatMap(({ sign }) => (counts(sign) ? sign : []))
    const found = signsIn(text)
    if (found.length === 0 || this.#folded.length === 0) return found
    let rest = ` ${foldText(text)} `
    for (const name of this.#folded) rest = rest.replaceAll(` ${name} `, TAKEN_OUT)
    // Numbers and addresses are no one's name, and whose brother one is tells of another: they stop whoever stands beside them.
    const others = found.filter((sign) => !["title", "name", "unknown"].includes(sign))
    return others.length > 0 ? others : signsIn(rest)
  }
}

/**
 * The names on the register of public persons that stand today.
 *
 * @param today ISO day; an entry stands until its day of review has passed.
 */
export async function readPublicNames(db: Kysely<Tables>, today: string): Promise<PublicNames> {
  const rows = await db
    .selectFrom("public_person")
    .select(["name_fa", "name_en"])
    .where("state", "=", "approved")
    .where("review_day", ">=", today)
    .execute()
  return new PublicNames(rows.flatMap((row) => [row.name_fa, row.name_en]))
}

/**
 * Refuses a register's row whose public name looks like a person's.
 *
 * @throws RecordError `gate.person`; the subject names the column, never the name.
 */
export function refusePersons(
  table: RegisterTable,
  row: { readonly [column: string]: unknown },
  names: PublicNames,
): void {
  if (!NAMED.has(table)) return
  for (const column of PUBLIC_NAMES)
    if (names.stopsName(String(row[column]), table !== "source"))
      throw new RecordError("gate.person", `${table}.${column}`)
}
