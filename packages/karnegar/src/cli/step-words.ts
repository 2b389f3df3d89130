import type { Progress } from "../record/verify.ts"

/** How far a check or a rebuild has come, in both languages. */
export function stepWords(step: Parameters<Progress>[0], done: number): readonly [en: string, fa: string] {
  const n = done.toLocaleString("en")
  const fa = done.toLocaleString("fa")
  switch (step) {
    case "chain":
      return [`${n} entries read …`, `${fa} ثبت خوانده شد …`]
    case "rows":
      return [`${n} rows checked …`, `${fa} سطر وارسی شد …`]
    case "actions":
      return [`${n} actions derived …`, `${fa} حرکت از نو به دست آمد …`]
    case "evidence":
      return [`${n} pieces of evidence read …`, `${fa} مدرک خوانده شد …`]
    default:
      return step satisfies never
  }
}
