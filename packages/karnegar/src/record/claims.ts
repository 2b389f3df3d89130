/** What each source says of an action, field by field, with the words it rests on. For people at the desk: never public. */
import type { CodedDocument, How, Span } from "@karnegar/coder"
import type { Kysely } from "kysely"
import { decisionOf } from "./decisions.ts"
import { FIELD_RULES, type FieldRule, inOrder, tells } from "./derive.ts"
import type { ActionFields } from "./fields.ts"
import type { Tables } from "./tables.ts"

/** One source's value for one field of one action. */
export interface Claim {
  readonly value: unknown
  /** The report, the imported row, or the role that says so. */
  readonly by:
    | { readonly kind: "report"; readonly reportId: string; readonly observationId: string }
    | { readonly kind: "import"; readonly importId: string; readonly observationId: string }
    | { readonly kind: "person"; readonly entry: number }
  readonly how: How | "imported" | "decided"
  /** Half-open UTF-16 ranges of the report's text; empty for what is assumed, imported or decided. */
  readonly spans: readonly Span[]
}

/** A field of an action: what is shown, by which rule, and all that was said. */
export interface ClaimedField {
  readonly field: keyof ActionFields
  readonly rule: FieldRule
  /** Sources that tell it differently; lists add to one another and do not disagree. */
  readonly disagree: boolean
  /** In the order of publication. */
  readonly claims: readonly Claim[]
}

/** Name of a field in the coder's support, where it is another. */
const CODED_AS: Partial<Record<keyof ActionFields, readonly string[]>> = {
  start: ["date"],
  end: ["date"],
  precision: ["date"],
  placesCount: ["places_count"],
  jointWith: ["joint_with"],
  workplaceId: ["employer"],
  organisationIds: ["organisers"],
  lastSeenOngoing: ["status"],
}

/**
 * Every claim about an action.
 *
 * @param disagreements Fields that the action's row holds as disputed between sources.
 */
export async function claimsOf(
  db: Kysely<Tables>,
  actionId: string,
  disagreements: readonly string[],
): Promise<ClaimedField[]> {
  const observations = inOrder(
    await db
      .selectFrom("observation")
      .leftJoin("coding", "coding.id", "observation.coding_id")
      .leftJoin("report", "report.id", "observation.report_id")
      .selectAll("observation")
      .select(["coding.document", "report.superseded"])
      .where("observation.action_id", "=", actionId)
      .execute(),
  )
  const decided = (
    await db
      .selectFrom("decision")
      .selectAll()
      .where("what", "=", "action.value")
      .where("undone", "is", null)
      .where(
        "a",
        "in",
        observations.map((o) => o.id),
      )
      .orderBy("entry")
      .execute()
  ).map(decisionOf)
  // What a report told before it was edited is no claim any more, where it still tells of the action.
  const newest = observations.filter((o) => o.superseded !== 1)
  const told = (newest.length === 0 ? observations : newest).map((o) => ({
    observation: o,
    fields: JSON.parse(o.fields) as ActionFields,
    support: o.document ? ((JSON.parse(o.document) as CodedDocument).actions[o.ordinal - 1]?.support ?? []) : [],
  }))
  return (Object.keys(FIELD_RULES) as (keyof ActionFields)[]).flatMap((field) => {
    const claims: Claim[] = []
    for (const { observation, fields, support } of told) {
      if (!tells(fields, field)) continue
      const own = support.filter((s) => (CODED_AS[field] ?? [field]).includes(s.field.split(/[.[]/)[0]!))
      const imported = observation.origin === "import"
      claims.push({
        value: fields[field],
        by: imported
          ? { kind: "import", importId: observation.import_id!, observationId: observation.id }
          : { kind: "report", reportId: observation.report_id!, observationId: observation.id },
        how: imported ? "imported" : (own[0]?.how ?? "assumed"),
        spans: own.flatMap((s) => s.spans),
      })
    }
    const persons = decided.flatMap((d): Claim[] =>
      d.what === "action.value" && d.body.fields !== undefined && field in d.body.fields
        ? [{ value: d.body.fields[field], by: { kind: "person", entry: d.entry }, how: "decided", spans: [] }]
        : [],
    )
    if (claims.length + persons.length === 0) return []
    const rule: FieldRule = persons.length > 0 ? "person" : FIELD_RULES[field]
    return [{ field, rule, disagree: disagreements.includes(field), claims: [...claims, ...persons] }]
  })
}
