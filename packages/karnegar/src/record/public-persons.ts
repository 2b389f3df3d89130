/** The register of public persons: one person proposes a name, another approves it, anybody who may approve takes it off. */
import type { Transaction } from "kysely"
import { sha256 } from "./canonical.ts"
import { RecordError } from "./errors.ts"
import type { LogWriter } from "./log.ts"
import { type PersonBasis, refusalOf } from "./person-rules.ts"
import { putRow } from "./put-row.ts"
import { REGISTER_ROWS } from "./register-tables.ts"
import type { Tables } from "./tables.ts"

/** How far an entry has come. */
export type PersonState = "proposed" | "approved" | "removed"

/** A name that is proposed. */
export interface ProposedPerson {
  readonly nameFa: string
  readonly nameEn: string
  readonly officeFa: string
  readonly officeEn: string
  readonly basis: PersonBasis
  readonly adult: boolean
  readonly detained: boolean
  /** What it rests on, for the other person; private. */
  readonly reason: string
  /** ISO day by which it is looked at again, a year ahead at most. */
  readonly reviewDay: string
}

/** An entry as the desk sees it. */
export interface PersonEntry {
  readonly id: string
  readonly nameFa: string
  readonly nameEn: string
  readonly officeFa: string
  readonly officeEn: string
  readonly basis: PersonBasis
  readonly reason: string
  readonly state: PersonState
  /** Keys of who proposed and who approved, in this order. */
  readonly by: readonly string[]
  readonly reviewDay: string
  /** Its name may stand today. */
  readonly stands: boolean
}

/** Days ahead that an entry is looked at again at the latest. */
const LONGEST_REVIEW_DAYS = 366

/**
 * Puts a proposed name on the register, where it changes nothing until another person approves it.
 *
 * A name that stands or waits already is proposed anew: it is public no more until it is approved again.
 * @throws RecordError `person.rule` with the refusal, `person.review_day`, `register.row`.
 */
export async function proposePerson(
  tx: Transaction<Tables>,
  log: LogWriter,
  who: string,
  person: ProposedPerson,
  today: string,
): Promise<string> {
  const refusal = refusalOf(person)
  if (refusal !== null) throw new RecordError("person.rule", refusal)
  const ahead = (Date.parse(person.reviewDay) - Date.parse(today)) / 864e5
  if (!(ahead > 0 && ahead <= LONGEST_REVIEW_DAYS)) throw new RecordError("person.review_day", person.reviewDay)
  const id = `p${sha256(`${person.nameFa}\u001f${person.officeFa}`).slice(0, 16)}`
  await putPerson(tx, log, who, {
    id,
    name_fa: person.nameFa,
    name_en: person.nameEn,
    office_fa: person.officeFa,
    office_en: person.officeEn,
    basis: person.basis,
    reason: person.reason,
    approved_by: [who],
    review_day: person.reviewDay,
    state: "proposed",
    detained: person.detained ? 1 : 0,
  })
  return id
}

/** @throws RecordError `record.not_found`, `person.state` when it does not wait, `person.same_hand`, `person.review_day`. */
export async function approvePerson(
  tx: Transaction<Tables>,
  log: LogWriter,
  who: string,
  id: string,
  today: string,
): Promise<void> {
  const row = await getPerson(tx, id)
  const by = JSON.parse(row.approved_by) as string[]
  if (row.state !== "proposed") throw new RecordError("person.state", id)
  if (by.includes(who)) throw new RecordError("person.same_hand", id)
  if (row.review_day < today) throw new RecordError("person.review_day", row.review_day)
  await putPerson(tx, log, who, { ...row, approved_by: [...by, who], state: "approved" })
}

/** Takes a name off: it is public no more when this is committed. @throws RecordError `record.not_found`. */
export async function removePerson(tx: Transaction<Tables>, log: LogWriter, who: string, id: string): Promise<void> {
  const row = await getPerson(tx, id)
  await putPerson(tx, log, who, { ...row, approved_by: JSON.parse(row.approved_by) as string[], state: "removed" })
}

/** An entry of the register's table, for those who work at the desk. */
export function personEntry(row: Tables["public_person"], today: string): PersonEntry {
  return {
    id: row.id,
    nameFa: row.name_fa,
    nameEn: row.name_en,
    officeFa: row.office_fa,
    officeEn: row.office_en,
    basis: row.basis as PersonBasis,
    reason: row.reason,
    state: row.state as PersonState,
    by: JSON.parse(row.approved_by) as string[],
    reviewDay: row.review_day,
    stands: row.state === "approved" && row.review_day >= today,
  }
}

async function getPerson(tx: Transaction<Tables>, id: string): Promise<Omit<Tables["public_person"], "entry">> {
  const row = await tx.selectFrom("public_person").selectAll().where("id", "=", id).executeTakeFirst()
  if (row === undefined) throw new RecordError("record.not_found", id)
  const { entry: _, ...rest } = row
  return rest
}

async function putPerson(tx: Transaction<Tables>, log: LogWriter, who: string, row: { [column: string]: unknown }) {
  const parsed = REGISTER_ROWS.public_person.safeParse(row)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new RecordError("register.row", `public_person.${issue!.path.join(".")}`)
  }
  await putRow(tx, log, who, "public_person", parsed.data)
}
