import { type CodedDocument, codeReport } from "@karnegar/coder"
import { type PreparedCoding, prepareCoding } from "../../packages/karnegar/src/record/prepared-coding.ts"
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

/** The same, ready to be brought. */
export function preparedPair(...[id, text, more]: Parameters<typeof codedPair>): {
  readonly report: NewReport
  readonly coding: PreparedCoding
} {
  const { report, coding } = codedPair(id, text, more)
  return { report, coding: prepareCoding(text, coding) }
}

/** A statement of a registered organisation that supports others. */
export const STATEMENT =
  "بیانیه\nشورای هماهنگی تشکل‌های صنفی فرهنگیان ایران از اعتصاب کارگران نیشکر هفت‌تپه حمایت می‌کند و خواستار آزادی معلمان زندانی است. ما از همه کارگران می‌خواهیم به این اعتراض بپیوندند.\nشورای هماهنگی تشکل‌های صنفی فرهنگیان ایران\nاردیبهشت ۱۴۰۳"

/** An ISO day so many days after the first of 2022: reports of different days tell of different acts. */
export function dayNumber(n: number): string {
  return new Date(Date.UTC(2022, 0, 1 + n)).toISOString().slice(0, 10)
}

/** Words that no other number has: reports that are no copies of each other. */
export function ownWords(n: number): string {
  return Array.from({ length: 30 }, (_, k) => `واژه${(n * 30 + k).toString(36)}`).join(" ")
}
