import type { Lang } from "./language.ts"

const FORMATS = { fa: new Intl.NumberFormat("fa-IR"), en: new Intl.NumberFormat("en-GB") }
const PLAIN = {
  fa: new Intl.NumberFormat("fa-IR", { useGrouping: false }),
  en: new Intl.NumberFormat("en-GB", { useGrouping: false }),
}

/** A whole number in the reader's digits, thousands parted. */
export function formatNumber(n: number, lang: Lang): string {
  return FORMATS[lang].format(n)
}

/** A year or day in the reader's digits, nothing parted. */
export function formatPlain(n: number, lang: Lang): string {
  return PLAIN[lang].format(n)
}
