import type { Lang } from "./language.ts"

const FORMATS = { fa: new Intl.NumberFormat("fa-IR"), en: new Intl.NumberFormat("en-GB") }

/** A whole number in the reader's digits. */
export function formatNumber(n: number, lang: Lang): string {
  return FORMATS[lang].format(n)
}
