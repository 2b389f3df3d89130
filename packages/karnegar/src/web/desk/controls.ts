/**
 * The fields of an action as controls of a form: what each shows, and what it means when it is sent back.
 *
 * A control whose sent content is what it showed was not touched, and changes nothing, whatever the value behind it.
 */
import { builtInKnowledge } from "@karnegar/coder"
import type { ActionFields, FieldPlace } from "../../record/fields.ts"
import type { EvidenceStatus } from "../../record/types.ts"
import { readCountCell, readRangeCell } from "../../written/count-cell.ts"
import { type CalendarWords, calendarWordsOf, readDateCell } from "../../written/date-cell.ts"
import { type CodeList, codesOf, codeWord } from "../words/code-words.ts"
import { firstCalendar, formatWhen } from "../words/dates.ts"
import type { Lang } from "../words/language.ts"
import { formatPlain } from "../words/numbers.ts"
import { placeName } from "../words/title.ts"
import { type Choice, type DeskNames, type NameKind, placeById, type Resolved, resolveCode } from "./names.ts"
import type { Form } from "./route.ts"
import { reviewWords } from "./words/review.ts"

type Of<T> = { [F in keyof ActionFields]: ActionFields[F] extends T ? F : never }[keyof ActionFields]

/** How a field is asked for. */
export type Control =
  /** First and last day, or a month or year, as one text. */
  | { readonly kind: "when"; readonly name: "when" }
  /** Several codes of a list. */
  | {
      readonly kind: "codes"
      readonly name: Exclude<Of<readonly string[]>, "organisationIds">
      readonly list: CodeList
    }
  /** One code; `optional`: or none. */
  | {
      readonly kind: "code"
      readonly name: "status" | "workforce" | "character" | "enterpriseType" | "settlement" | "evidence"
      readonly list: CodeList
      readonly optional: boolean
    }
  | { readonly kind: "names"; readonly name: "places" | "organisationIds"; readonly list: NameKind }
  | { readonly kind: "name"; readonly name: "workplaceId"; readonly list: NameKind }
  /** A number of people or days, or a range of them. */
  | {
      readonly kind: "range"
      readonly name: "participants" | "workersDirect" | "workersIndirect" | "daysNotWorked"
    }
  | { readonly kind: "count"; readonly name: "placesCount" | "establishments" | "workforceSize" }

/** Asked first: what an ordinary report tells. */
export const FIRST: readonly Control[] = [
  { kind: "when", name: "when" },
  { kind: "names", name: "places", list: "places" },
  { kind: "code", name: "workforce", list: "workforces", optional: false },
  { kind: "name", name: "workplaceId", list: "workplaces" },
  { kind: "codes", name: "forms", list: "forms" },
  { kind: "code", name: "status", list: "statuses", optional: false },
  { kind: "range", name: "participants" },
  { kind: "codes", name: "demands", list: "demands" },
  { kind: "names", name: "organisationIds", list: "organisations" },
  { kind: "codes", name: "outcomes", list: "outcomes" },
  { kind: "codes", name: "repression", list: "repression" },
]

/** Behind «more fields». */
export const REST: readonly Control[] = [
  { kind: "codes", name: "employment", list: "employment" },
  { kind: "code", name: "character", list: "character", optional: false },
  { kind: "codes", name: "jointWith", list: "workforces" },
  { kind: "count", name: "placesCount" },
  { kind: "codes", name: "stateResponse", list: "state_responses" },
  { kind: "codes", name: "employerResponse", list: "employer_responses" },
  { kind: "code", name: "settlement", list: "settlements", optional: true },
  { kind: "code", name: "enterpriseType", list: "enterprise_types", optional: true },
  { kind: "range", name: "workersDirect" },
  { kind: "range", name: "workersIndirect" },
  { kind: "range", name: "daysNotWorked" },
  { kind: "count", name: "establishments" },
  { kind: "count", name: "workforceSize" },
  { kind: "code", name: "evidence", list: "evidence", optional: true },
]

/** Every control. */
export const CONTROLS: readonly Control[] = [...FIRST, ...REST]

/** Evidence that is a person's word; the rest is derived. */
export const EVIDENCE = ["verified_media", "official_confirmation"] as const satisfies readonly EvidenceStatus[]

/** What stands, as controls ask for it. */
export interface Asked {
  readonly fields: ActionFields
  readonly evidence: EvidenceStatus | null
}

/** What a control shows: chosen values with their names, and text. */
export interface Shown {
  readonly kept: readonly Choice[]
  readonly text: string
}

/** Why a control's content means nothing yet, and what it may mean. */
export interface Fault {
  readonly message: string
  /** Names that were typed, each with the things it may mean. */
  readonly asked: readonly { readonly typed: string; readonly several: readonly Choice[] }[]
}

/** What was sent: the changes that it means, and what could not be read. */
export interface Sent {
  readonly fields: Partial<ActionFields>
  readonly evidence: EvidenceStatus | null
  /** Controls that do not hold what they showed. */
  readonly touched: ReadonlySet<Control["name"]>
  readonly faults: ReadonlyMap<Control["name"], Fault>
  /** What each control is to show again. */
  readonly shown: ReadonlyMap<Control["name"], Shown>
}

const NO_CHOICE: readonly Choice[] = []
const MOST_NAMES = 40
let calendarWords: CalendarWords | null = null

/** What a control shows of what stands. */
export function shownOf(control: Control, { fields, evidence }: Asked, names: DeskNames, lang: Lang): Shown {
  switch (control.kind) {
    case "when":
      return { kept: NO_CHOICE, text: fields.start === null ? "" : formatWhen(fields, lang, firstCalendar(lang)) }
    case "codes":
      return {
        kept: fields[control.name].map((code) => ({ value: code, label: codeWord(control.list, code, lang) })),
        text: "",
      }
    case "code":
      return { kept: NO_CHOICE, text: (control.name === "evidence" ? evidence : fields[control.name]) ?? "" }
    case "names":
      return {
        kept:
          control.name === "places"
            ? fields.places.map((place) => ({ value: keyOf(place), label: placeLabel(place, names, lang) }))
            : fields.organisationIds.map((id) => ({ value: id, label: names.label("organisations", id) })),
        text: "",
      }
    case "name":
      return { kept: NO_CHOICE, text: fields.workplaceId === null ? "" : names.label("workplaces", fields.workplaceId) }
    case "range":
      return { kept: NO_CHOICE, text: rangeText(fields[control.name], lang) }
    case "count": {
      const n = fields[control.name]
      return { kept: NO_CHOICE, text: n === null ? "" : formatPlain(n, lang) }
    }
    default:
      return control satisfies never
  }
}

/** «۲۰۰ تا ۳۰۰», «۲۰۰+». */
export function rangeText(range: ActionFields["participants"], lang: Lang): string {
  if (range === null) return ""
  const min = formatPlain(range.min, lang)
  if (range.max === null) return `${min}+`
  return range.max === range.min ? min : `${min} ${lang === "fa" ? "تا" : "to"} ${formatPlain(range.max, lang)}`
}

/**
 * Reads what was sent.
 *
 * @param base What stood when the form was made.
 */
export function readControls(form: Form, base: Asked, names: DeskNames, lang: Lang): Sent {
  const fields: { [field: string]: unknown } = {}
  const touched = new Set<Control["name"]>()
  const faults = new Map<Control["name"], Fault>()
  const shown = new Map<Control["name"], Shown>()
  let evidence: EvidenceStatus | null = null
  const words = reviewWords[lang]
  for (const control of CONTROLS) {
    const { name } = control
    // A form that lacks the control says nothing about it.
    if (!form.has(`${name}.here`)) continue
    const before = shownOf(control, base, names, lang)
    const text = form.text(name)
    if (control.kind === "codes" || control.kind === "names") {
      const read = readSeveral(control, form, names, lang)
      const kept = form.all(`${name}.kept`)
      const unchanged = read.added.length === 0 && read.fault === null && sameValues(kept, before.kept)
      shown.set(name, { kept: read.kept, text: read.unknown.join(lang === "fa" ? "، " : ", ") })
      if (unchanged) continue
      touched.add(name)
      if (read.fault !== null) faults.set(name, read.fault)
      else
        fields[name] =
          control.name === "places" ? placesOf(read.kept, base.fields.places) : read.kept.map((k) => k.value)
      continue
    }
    shown.set(name, { kept: NO_CHOICE, text })
    if (text === before.text && !form.has(`${name}.asked`)) continue
    touched.add(name)
    const bad = (message: string) => faults.set(name, { message, asked: [] })
    switch (control.kind) {
      case "code": {
        const codes: readonly string[] = control.name === "evidence" ? EVIDENCE : codesIn(control.list)
        if (text !== "" && !codes.includes(text)) bad(words.unknown(text))
        else if (control.name === "evidence") evidence = text === "" ? null : (text as EvidenceStatus)
        else fields[name] = text === "" ? null : text
        break
      }
      case "when": {
        const read = text === "" ? null : readDateCell(text, { calendar: "auto", order: null }, monthNames())
        if (typeof read === "string") bad(words.badWhen)
        else
          Object.assign(fields, {
            start: read?.start ?? null,
            end: read?.end ?? null,
            precision: read?.precision ?? "unknown",
          })
        break
      }
      case "name": {
        const picked = form.text(`${name}.pick.0`)
        const one: Resolved | null =
          picked !== "" ? { one: picked } : text === "" ? null : names.resolve(control.list, text)
        if (one === null || ("one" in one && one.one === NONE)) {
          fields[name] = null
          shown.set(name, { kept: NO_CHOICE, text: "" })
        } else if ("one" in one) fields[name] = one.one
        else faults.set(name, faultOf([{ typed: text, several: one.several }], words))
        break
      }
      case "range": {
        const read = text === "" ? null : readRangeCell(text, builtInKnowledge())
        if (typeof read === "string") bad(words.badNumber)
        else fields[name] = read
        break
      }
      case "count": {
        const read = text === "" ? null : readCountCell(text)
        if (typeof read === "string") bad(words.badNumber)
        else fields[name] = read
        break
      }
      default:
        control satisfies never
    }
  }
  return { fields: fields as Partial<ActionFields>, evidence, touched, faults, shown }
}

/** Stands for «none of these». */
export const NONE = "-"

function readSeveral(
  control: Extract<Control, { kind: "codes" | "names" }>,
  form: Form,
  names: DeskNames,
  lang: Lang,
): {
  readonly kept: readonly Choice[]
  readonly added: readonly string[]
  readonly unknown: readonly string[]
  readonly fault: Fault | null
} {
  const { name } = control
  const resolve = (typed: string) =>
    control.kind === "codes" ? resolveCode(control.list, typed, lang) : names.resolve(control.list, typed)
  const label = (value: string) =>
    control.kind === "codes" ? codeWord(control.list, value, lang) : names.label(control.list, value)
  const values = new Map<string, Choice>()
  const added: string[] = []
  for (const value of form.all(`${name}.kept`))
    if (!values.has(value)) values.set(value, { value, label: label(value) })
  const open: { typed: string; several: readonly Choice[] }[] = []
  const take = (typed: string, found: Resolved) => {
    if ("several" in found) open.push({ typed, several: found.several })
    else if (found.one !== NONE && !values.has(found.one)) {
      values.set(found.one, { value: found.one, label: label(found.one) })
      added.push(found.one)
    }
  }
  for (const [i, typed] of form.all(`${name}.asked`).entries()) {
    const picked = form.text(`${name}.pick.${i}`)
    take(typed, picked === "" ? resolve(typed) : { one: picked })
  }
  // A name with a comma in it is tried whole before it is cut.
  const text = form.text(name)
  const whole = text === "" ? null : resolve(text)
  if (whole !== null && "one" in whole) take(text, whole)
  else
    for (const typed of text.split(/[,،;؛\n]/u).slice(0, MOST_NAMES))
      if (typed.trim() !== "") take(typed.trim(), resolve(typed.trim()))
  const unknown = open.filter((o) => o.several.length === 0).map((o) => o.typed)
  return {
    kept: [...values.values()],
    added,
    unknown,
    fault: open.length === 0 ? null : faultOf(open, reviewWords[lang]),
  }
}

function faultOf(
  open: readonly { readonly typed: string; readonly several: readonly Choice[] }[],
  words: (typeof reviewWords)["fa"],
): Fault {
  const unknown = open.filter((o) => o.several.length === 0)
  const asked = open.filter((o) => o.several.length > 0)
  const messages = [...unknown.map((o) => words.unknown(o.typed)), ...asked.map((o) => words.which(o.typed))]
  return { message: messages.join(" "), asked }
}

/** A place by its id; one without is known by its name and kind. */
function keyOf(place: FieldPlace): string {
  return place.placeId ?? `~${place.type} ${place.nameFa}`
}

function placesOf(kept: readonly Choice[], standing: readonly FieldPlace[]): FieldPlace[] {
  return kept.flatMap(({ value }) => standing.find((place) => keyOf(place) === value) ?? placeById(value) ?? [])
}

/** Name, kind and province of an action's place. */
export function placeLabel(place: FieldPlace, names: DeskNames, lang: Lang): string {
  if (place.placeId !== null) return names.label("places", place.placeId)
  return `${placeName(place, lang)} · ${codeWord("place_types", place.type, lang)}`
}

function sameValues(sent: readonly string[], shown: readonly Choice[]): boolean {
  return sent.length === shown.length && sent.every((value, i) => value === shown[i]!.value)
}

function codesIn(list: CodeList): string[] {
  return codesOf(list).map(({ code }) => code)
}

function monthNames(): CalendarWords {
  calendarWords ??= calendarWordsOf(builtInKnowledge())
  return calendarWords
}
