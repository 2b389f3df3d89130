import type { Span } from "./span.ts"

/**
 * A fact about the material that stood in the way of coding it, or a part of it.
 *
 * A problem is data: it is stored beside the report and counted in every release. It carries no
 * sentence; `problemText` writes that in the reader's language. Never reuse or rename a `code`.
 */
export type Problem =
  | { readonly code: "text.empty" }
  | { readonly code: "text.language_unknown" }
  | { readonly code: "text.truncated"; readonly span: Span }
  | { readonly code: "text.many_acts"; readonly span: Span }
  | { readonly code: "text.lone_surrogate"; readonly span: Span }
  | { readonly code: "date.weekday_conflict"; readonly span: Span }
  | { readonly code: "date.impossible"; readonly span: Span }
  | { readonly code: "date.calendars_disagree"; readonly span: Span }
  | { readonly code: "date.no_publication_day" }
  | { readonly code: "place.many"; readonly span: Span; readonly candidates: readonly string[] }
  | { readonly code: "place.unknown" }

/** One plain sentence for a reviewer. Adding a code without words here fails to compile. */
export function problemText(problem: Problem, lang: "fa" | "en"): string {
  const fa = lang === "fa"
  switch (problem.code) {
    case "text.empty":
      return fa ? "متن خالی است." : "The text is empty."
    case "text.language_unknown":
      return fa ? "متن نه فارسی است نه انگلیسی." : "The text is neither Persian nor English."
    case "text.truncated":
      return fa
        ? "متن بلندتر از اندازه بود و از جایی به بعد خوانده نشد."
        : "The text was too long; the rest was not read."
    case "text.many_acts":
      return fa
        ? "متن از حرکت‌های بسیار می‌گوید؛ حرکت‌های پس از سیصدمی کدگذاری نشد."
        : "The text tells of very many actions; those after the three hundredth were not coded."
    case "text.lone_surrogate":
      return fa ? "متن نویسه‌ای شکسته دارد." : "The text contains a broken character."
    case "date.weekday_conflict":
      return fa ? "روز هفته با تاریخ نمی‌خواند؛ تاریخ پذیرفته شد." : "Weekday and date disagree; the date was kept."
    case "date.impossible":
      return fa ? "چنین روزی در تقویم نیست." : "No such day exists in the calendar."
    case "date.calendars_disagree":
      return fa
        ? "دو تقویم دو روز می‌گویند؛ تاریخ خورشیدی پذیرفته شد."
        : "Two calendars disagree; the Jalali date was kept."
    case "date.no_publication_day":
      return fa
        ? "روز انتشار دانسته نیست؛ «دیروز» و مانند آن حساب نشد."
        : "No publication day: “yesterday” and the like were not resolved."
    case "place.many":
      return fa
        ? `${problem.candidates.length} جا با این نام هست و متن نمی‌گوید کدام.`
        : `${problem.candidates.length} places share this name and the text does not say which.`
    case "place.unknown":
      return fa ? "جایی در متن شناخته نشد." : "No place was recognised in the text."
    default:
      return problem satisfies never
  }
}
