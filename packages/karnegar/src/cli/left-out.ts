import type { Choice, Chosen } from "../release/choose.ts"
import { askedWord } from "../web/words/counting.ts"
import type { Lang } from "./field-words.ts"
import { numberInWords } from "./field-words.ts"

const ASKED = ["unreviewed", "imported", "disputed"] as const

/** What was left out and why, in one sentence; empty when nothing was. */
export function leftOutSentence({ leftOut }: Chosen, kind: Choice["kind"], lang: Lang): string {
  const parts = ASKED.flatMap((standing) =>
    leftOut[standing] > 0 ? [`${numberInWords(leftOut[standing], lang)} ${askedWord(standing, lang)}`] : [],
  )
  const say = (count: number, fa: string, en: string) => {
    if (count > 0) parts.push(`${numberInWords(count, lang)} ${lang === "fa" ? fa : en}`)
  }
  say(leftOut.otherKind, kind === "calls" ? "حرکت" : "فراخوان", kind === "calls" ? "actions" : "calls")
  say(leftOut.retracted, "پس‌گرفته", "retracted")
  if (parts.length === 0) return ""
  return lang === "fa" ? `کنار مانده: ${parts.join("، ")}` : `left out: ${parts.join(", ")}`
}

/** What to do when nothing was chosen though something is there; empty otherwise. */
export function nothingChosenSentence({ records, leftOut }: Chosen, lang: Lang): string {
  const asked = ASKED.filter((standing) => leftOut[standing] > 0)
  if (records.length > 0 || asked.length === 0) return ""
  return lang === "fa"
    ? `هنوز هیچ موردی را کسی بررسی نکرده است. برای آوردن بقیه ‎--include ${asked.join(",")}‎ را بیفزایید.`
    : `nothing was checked yet. To take in the others add --include ${asked.join(",")}.`
}
