/** Two actions, or one and an account of it, held against each other field by field. */
import type { ActionFields } from "../../record/fields.ts"
import type { Lang } from "../words/language.ts"
import { CONTROLS, type Control } from "./controls.ts"
import type { DeskNames } from "./names.ts"
import { valueText } from "./values.tsx"

/** A value in words, and whether the other side tells it too. */
export interface SideValue {
  readonly text: string
  readonly shared: boolean
}

/** One field of both. */
export interface SideRow {
  readonly name: Control["name"]
  readonly one: readonly SideValue[]
  readonly other: readonly SideValue[]
  readonly differs: boolean
}

/** Fields of a side; a person coding unseen may leave the character open. */
export type SideFields = Omit<ActionFields, "character"> & { readonly character: ActionFields["character"] | null }

/** Every field that at least one of them tells, in the order of the review page. */
export function sideBySide(one: SideFields, other: SideFields, lang: Lang, names: DeskNames): SideRow[] {
  return CONTROLS.flatMap(({ name }) => {
    if (name === "evidence") return []
    const [a, b] = [valuesOf(one, name, lang, names), valuesOf(other, name, lang, names)]
    if (a.length === 0 && b.length === 0) return []
    const sides = (own: readonly string[], others: readonly string[]) =>
      own.map((text) => ({ text, shared: others.includes(text) }))
    const rows = { one: sides(a, b), other: sides(b, a) }
    return [{ name, ...rows, differs: [...rows.one, ...rows.other].some((value) => !value.shared) }]
  })
}

/** What a field tells, each value of a list by itself. */
function valuesOf(
  fields: SideFields,
  name: Exclude<Control["name"], "evidence">,
  lang: Lang,
  names: DeskNames,
): readonly string[] {
  if (name === "when") {
    if (fields.start === null) return []
    const days = [fields.start, ...(fields.end === null || fields.end === fields.start ? [] : [fields.end])]
    const words = days.map((day) => valueText("start", day, lang, names)).join(" – ")
    return [fields.precision === "day" ? words : `${words} (${valueText("precision", fields.precision, lang, names)})`]
  }
  const value = fields[name]
  if (value === null) return []
  return [value].flat().map((each) => valueText(name, Array.isArray(value) ? [each] : each, lang, names))
}
