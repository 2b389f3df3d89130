/**
 * The registers that people keep: sources, organisations, workplaces, campaigns, cases, context events, public persons.
 *
 * A row is put whole, by its id; each putting is an entry. No register but that of public persons has room for a person's name.
 */
import { REPRESSION, WORKFORCES } from "@karnegar/coder"
import { z } from "zod"
import { ENTERPRISE_TYPES } from "./fields.ts"
import { PERSON_BASES } from "./person-rules.ts"
import type { Tables } from "./tables.ts"
import { SOURCE_KINDS } from "./types.ts"

const day = z.iso.date()
const id = z.string().regex(/^[a-z0-9][a-z0-9_.-]{0,63}$/)
const name = z.string().trim().min(1).max(200)
const count = z.int().nonnegative()
/** A list as its column holds it: JSON text. */
const listOf = (each: z.ZodType<string>) => z.array(each).transform((list) => JSON.stringify(list))
const names = { name_fa: name, name_en: name }
const orNull = <T extends z.ZodType>(type: T) => type.nullable().default(null)

/** How far a case of repression has come. */
export const CASE_STAGES = [
  "summoned",
  "arrested",
  "bail",
  "charged",
  "tried",
  "sentenced",
  "appeal",
  "serving",
  "released",
  "acquitted",
  "closed",
] as const

/** What each register takes; a row that does not fit is refused with the column that is wrong. */
export const REGISTER_ROWS = {
  source: z.strictObject({
    key: id,
    ...names,
    independence_group: orNull(id),
    redistribution: z.enum(["none", "quotes", "full"]).default("none"),
    kind: z.enum(SOURCE_KINDS).default("other"),
    reach: orNull(z.string().trim().min(1).max(1000)),
    paused: z.int().min(0).max(1).default(0),
  }),
  organisation: z.strictObject({
    id,
    ...names,
    type: z.enum(["union", "council", "association", "party", "state_linked", "employers", "informal", "other"]),
    place_id: orNull(id),
    aliases: listOf(name).default("[]"),
    valid_from: orNull(day),
    valid_to: orNull(day),
  }),
  workplace: z.strictObject({
    id,
    ...names,
    workforce: z.enum(WORKFORCES),
    place_id: orNull(id),
    enterprise_type: orNull(z.enum(ENTERPRISE_TYPES)),
    aliases: listOf(name).default("[]"),
    valid_from: orNull(day),
    valid_to: orNull(day),
  }),
  campaign: z.strictObject({
    id,
    ...names,
    workforce: orNull(z.enum(WORKFORCES)),
    first_day: orNull(day),
    last_day: orNull(day),
  }),
  repression_case: z.strictObject({
    id,
    action_id: orNull(id),
    workforce: z.enum(WORKFORCES),
    repression: listOf(z.enum(REPRESSION)),
    stage: z.enum(CASE_STAGES),
    persons_min: orNull(count),
    persons_max: orNull(count),
    day: orNull(day),
    place_id: orNull(id),
  }),
  context_event: z.strictObject({
    id,
    ...names,
    kind: z.enum(["uprising", "epidemic", "law", "disaster", "war", "election", "price_rise", "other"]),
    first_day: day,
    last_day: orNull(day),
  }),
  public_person: z
    .strictObject({
      id,
      ...names,
      office_fa: name,
      office_en: name,
      /** Why the name may stand. */
      basis: z.enum(PERSON_BASES),
      reason: z.string().trim().min(10).max(1000),
      /** Keys of who proposed and who approved: two different people's. */
      approved_by: z.array(id).min(1).max(2),
      /** Day on which the entry must be looked at again. */
      review_day: day,
      state: z.enum(["proposed", "approved", "removed"]),
      detained: z.int().min(0).max(1),
    })
    .refine(({ approved_by: by }) => new Set(by).size === by.length, { path: ["approved_by"] })
    .refine(({ approved_by: by, state }) => state === "removed" || by.length === (state === "approved" ? 2 : 1), {
      path: ["approved_by"],
    })
    .transform((row) => ({ ...row, approved_by: JSON.stringify(row.approved_by) })),
} as const satisfies Partial<Record<keyof Tables, z.ZodType>>

/** A register's table. */
export type RegisterTable = keyof typeof REGISTER_ROWS

/** A register whose rows one person puts alone. */
export type OpenRegister = Exclude<RegisterTable, "public_person">

/** A row as it is put on a register; columns left out are null or their default. */
export type RegisterRow<T extends RegisterTable> = z.input<(typeof REGISTER_ROWS)[T]>

/** Column that names a row of a register. */
export function keyColumn(table: RegisterTable): "key" | "id" {
  return table === "source" ? "key" : "id"
}
