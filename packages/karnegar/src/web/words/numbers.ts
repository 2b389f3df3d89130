import type { Lang } from "./language.ts"

const LOCALES = { fa: "fa-IR", en: "en-GB" } as const
const FORMATS = { fa: new Intl.NumberFormat(LOCALES.fa), en: new Intl.NumberFormat(LOCALES.en) }
const PLAIN = {
  fa: new Intl.NumberFormat(LOCALES.fa, { useGrouping: false }),
  en: new Intl.NumberFormat(LOCALES.en, { useGrouping: false }),
}

/** A whole number in the reader's digits, thousands parted. */
export function formatNumber(n: number, lang: Lang): string {
  return FORMATS[lang].format(n)
}

/** A year or day in the reader's digits, nothing parted. */
export function formatPlain(n: number, lang: Lang): string {
  return PLAIN[lang].format(n)
}

/** A number with so many digits after its point, in the reader's digits. */
export function formatDecimal(n: number, lang: Lang, digits: number): string {
  return n.toLocaleString(LOCALES[lang], { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
