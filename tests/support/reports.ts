import { type CodedDocument, codeReport } from "@karnegar/coder"
import type { NewReport } from "../../packages/karnegar/src/record/types.ts"

/** A strike at one place, with a registered workplace. */
export const STRIKE = "کارگران نیشکر هفت‌تپه امروز در شوش برای سه ماه حقوق معوقه دست از کار کشیدند."
/** A gathering of the next day, called for. */
export const CALL = "فراخوان: بازنشستگان فردا دوشنبه مقابل استانداری اصفهان برای همسان‌سازی تجمع خواهند کرد."
/** Gatherings in three towns, called by a registered organisation. */
export const TOWNS =
  "معلمان امروز به دعوت شورای هماهنگی تشکل‌های صنفی فرهنگیان ایران در سنندج، مریوان و سقز تجمع کردند و خواستار رتبه‌بندی شدند."

/** A report to be stored. */
export function newReport(id: string, text: string, more: Partial<NewReport> = {}): NewReport {
  return {
    foreignId: id,
    text,
    source: "sample_union",
    url: null,
    published: "2024-05-05",
    lang: "fa",
    sample: false,
    ...more,
  }
}

/** A report with its coding. */
export function codedPair(
  id: string,
  text: string,
  more: Partial<NewReport> = {},
): { readonly report: NewReport; readonly coding: CodedDocument } {
  return { report: newReport(id, text, more), coding: codeReport({ id, text, published: "2024-05-05" }) }
}
