import type { IndexRow } from "@karnegar/index"
import type { PublishedAction } from "../record/types.ts"
import { labelOf } from "./words/language.ts"
import { provinceName } from "./words/provinces.ts"
import { titleOf } from "./words/title.ts"

/**
 * An action as the index takes it. Text search looks in titles and labels in both languages, places with their provinces, registered names, and approved quotes.
 */
export function indexRowOf(action: PublishedAction): IndexRow {
  const words: string[] = []
  for (const lang of ["fa", "en"] as const) {
    words.push(titleOf(action, lang), labelOf("workforces", action.workforce, lang))
    for (const d of action.demands) words.push(labelOf("demands", d, lang))
    for (const f of action.forms) words.push(labelOf("forms", f, lang))
    for (const o of action.outcomes) words.push(labelOf("outcomes", o, lang))
    for (const r of action.repression) words.push(labelOf("repression", r, lang))
    for (const p of action.places) {
      words.push(lang === "fa" ? p.nameFa : p.nameEn)
      const province = provinceName(p.provinceId, lang)
      if (province !== null) words.push(province)
    }
    for (const n of [...(action.workplace === null ? [] : [action.workplace]), ...action.organisations])
      words.push(n[lang])
  }
  for (const { text } of action.quotes) words.push(text)
  return { ...action, words }
}
