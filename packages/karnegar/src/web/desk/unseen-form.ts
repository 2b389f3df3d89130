/** The form by which a report is coded unseen: several actions in one form, nothing chosen beforehand. */
import { KINDS, type Kind } from "@karnegar/coder"
import { type ActionFields, EMPTY_FIELDS } from "../../record/fields.ts"
import type { CodedUnseen, UnseenCoding } from "../../record/unseen-coding.ts"
import type { Lang } from "../words/language.ts"
import { type Asked, CONTROLS, type Control, readControls, type Sent } from "./controls.ts"
import type { DeskNames } from "./names.ts"
import { Form } from "./route.ts"

/** Actions of one report at most. */
const MOST_ACTIONS = 40
/** Chosen by nobody yet: a code that stood there beforehand would count as agreed upon. */
const TO_CHOOSE = ["workforce", "status", "character"] as const

/** Nothing told, and nothing chosen. */
export const BLANK: Asked = {
  fields: { ...EMPTY_FIELDS, workforce: null, status: null, character: null } as unknown as ActionFields,
  evidence: null,
}

/** Controls of a coding: what the codebook asks of every report. */
export const UNSEEN_CONTROLS: readonly Control[] = [
  "when",
  "places",
  "workforce",
  "workplaceId",
  "forms",
  "status",
  "participants",
  "demands",
  "organisationIds",
  "outcomes",
  "repression",
  "employment",
  "character",
  "jointWith",
  "placesCount",
].map((name) => {
  const control = CONTROLS.find((one) => one.name === name)!
  return control.kind === "code" ? { ...control, optional: true } : control
})

/** Names of an action's inputs begin so. */
export function prefixOf(action: number): string {
  return `${action}.`
}

/** What was sent so far. */
export interface SentUnseen {
  readonly kind: Kind | null
  readonly actions: readonly Sent[]
}

/** Reads a form, finished or not. */
export function readUnseen(form: Form, names: DeskNames, lang: Lang): SentUnseen {
  const asked = Number(form.text("actions"))
  const count = Number.isInteger(asked) ? Math.min(Math.max(asked, 0), MOST_ACTIONS) : 0
  const then = count + (form.text("do") === "add" ? 1 : form.text("do") === "drop" ? -1 : 0)
  return {
    kind: KINDS.find((one) => one === form.text("document_kind")) ?? null,
    actions: Array.from({ length: Math.min(Math.max(then, 0), MOST_ACTIONS) }, (_, i) =>
      readControls(partOf(form, prefixOf(i)), BLANK, names, lang),
    ),
  }
}

/** Fields of one action, under the names that controls have. */
function partOf(form: Form, prefix: string): Form {
  const fields = new Map<string, string[]>()
  for (const [name, value] of form.entries())
    if (name.startsWith(prefix)) {
      const own = name.slice(prefix.length)
      fields.set(own, [...(fields.get(own) ?? []), value])
    }
  return new Form(fields)
}

/** A finished coding, or the names of fields that have to be chosen first; null where something could not be read. */
export function finished({
  kind,
  actions,
}: SentUnseen): UnseenCoding | readonly ("kind" | keyof ActionFields)[] | null {
  if (actions.some(({ faults }) => faults.size > 0)) return null
  const missing = new Set<"kind" | keyof ActionFields>(kind === null ? ["kind"] : [])
  const coded: CodedUnseen[] = actions.map(({ fields }) => {
    for (const name of TO_CHOOSE) if (name !== "character" && fields[name] == null) missing.add(name)
    if ((fields.forms ?? []).length === 0) missing.add("forms")
    const all = { ...BLANK.fields, ...fields }
    return {
      forms: all.forms,
      status: all.status,
      start: all.start,
      end: all.end,
      precision: all.precision,
      places: all.places,
      placesCount: all.placesCount,
      workforce: all.workforce,
      employment: all.employment,
      character: all.character,
      jointWith: all.jointWith,
      workplaceId: all.workplaceId,
      organisationIds: all.organisationIds,
      participants: all.participants,
      demands: all.demands,
      outcomes: all.outcomes,
      repression: all.repression,
    }
  })
  return kind === null || missing.size > 0 ? [...missing] : { kind, actions: coded }
}
