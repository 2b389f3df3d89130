import type { CountFault } from "../../written/count-cell.ts"
import type { DateFault } from "../../written/date-cell.ts"
import type { RowFault } from "../tables/table.ts"

/**
 * Why a row was refused, or what of it was not taken as written.
 *
 * Data, not a sentence; never a cell's own words, which may hold a name. Never reuse or rename a `code`.
 */
export type RowProblem =
  | RowFault
  | { readonly code: "row.null_character" }
  | { readonly code: "row.no_key" }
  | { readonly code: "row.key_too_long"; readonly most: number }
  | { readonly code: "row.key_repeated"; readonly first: number }
  | { readonly code: "row.no_form" }
  | { readonly code: "row.lists_uneven"; readonly found: number; readonly wanted: number }
  | { readonly code: DateFault | CountFault }
  | { readonly code: "date.end_without_start" }
  | { readonly code: "value.unknown" }
  | { readonly code: "value.several" }
  | { readonly code: "place.unknown" | "place.ambiguous" | "place.id_unknown" }
  | { readonly code: "place.coordinates" }
  | { readonly code: "url.unfit" }
  | { readonly code: "text.too_long"; readonly most: number }
  | { readonly code: "list.too_long"; readonly most: number }
  | { readonly code: "register.unknown_id" }

/** A problem with the column it stands in; null for the row itself. */
export interface ColumnProblem {
  readonly column: string | null
  readonly problem: RowProblem
}

/** Every code of a row problem, for the documentation and its test. */
export const ROW_PROBLEM_CODES = [
  "row.cells",
  "row.too_long",
  "row.not_object",
  "row.not_json",
  "row.null_character",
  "row.no_key",
  "row.key_too_long",
  "row.key_repeated",
  "row.no_form",
  "row.lists_uneven",
  "date.unreadable",
  "date.impossible",
  "date.ambiguous",
  "date.calendar",
  "date.end_before_start",
  "date.end_without_start",
  "number.unreadable",
  "number.too_large",
  "value.unknown",
  "value.several",
  "place.unknown",
  "place.ambiguous",
  "place.id_unknown",
  "place.coordinates",
  "url.unfit",
  "text.too_long",
  "list.too_long",
  "register.unknown_id",
] as const satisfies readonly RowProblem["code"][]

/** What is wrong and what to do next, in one or two sentences. Adding a code without words here fails to compile. */
export function rowProblemText(problem: RowProblem, lang: "fa" | "en"): string {
  const fa = lang === "fa"
  switch (problem.code) {
    case "row.cells":
      return fa
        ? `${problem.found} خانه دارد و سطر نام ستون‌ها ${problem.columns} تا؛ شاید ویرگولی درون خانه بی‌گیومه مانده باشد.`
        : `It has ${problem.found} cells and the header ${problem.columns}; a comma inside a cell may lack its quotation marks.`
    case "row.too_long":
      return fa
        ? `بلندتر از ${problem.most} بایت است؛ متن‌های بلند را کوتاه کنید.`
        : `It is longer than ${problem.most} bytes; shorten its texts.`
    case "row.not_object":
      return fa ? "شیء JSON نیست؛ هر رکورد باید یک شیء باشد." : "It is no JSON object; every record must be one."
    case "row.not_json":
      return fa ? "این سطر JSON نیست." : "The line is not JSON."
    case "row.null_character":
      return fa
        ? "نویسهٔ تهی (U+0000) در آن است؛ آن را بردارید."
        : "It contains the null character (U+0000); take it out."
    case "row.no_key":
      return fa
        ? "کلید ندارد؛ در ستون کلید برای هر سطر شناسه‌ای یکتا بنویسید."
        : "Its key is empty; give every row a key of its own."
    case "row.key_too_long":
      return fa ? `کلید بلندتر از ${problem.most} نویسه است.` : `Its key is longer than ${problem.most} characters.`
    case "row.key_repeated":
      return fa
        ? `کلیدش همان کلید سطر ${problem.first} است؛ به یکی کلید دیگری بدهید.`
        : `It has the key of row ${problem.first}; give one of the two another key.`
    case "row.no_form":
      return fa
        ? "شکل حرکت از آن برنمی‌آید؛ خانه را پر کنید یا در نگاشت برای خانهٔ خالی مقداری بگذارید (empty)."
        : "No form of action follows from it; fill the cell, or say in the mapping what an empty one means (empty)."
    case "row.lists_uneven":
      return fa
        ? `${problem.found} تکه دارد و ستون‌های دیگر مکان ${problem.wanted} تا؛ شمار تکه‌ها باید یکی باشد.`
        : `It has ${problem.found} pieces and the other columns of places ${problem.wanted}; they must be as many.`
    case "date.unreadable":
      return fa
        ? "تاریخ خوانده نشد؛ آن را مانند ۱۴۰۱/۰۵/۱۲ یا ۱۲ مرداد ۱۴۰۱ یا 2022-08-03 بنویسید."
        : "The date cannot be read; write it like 2022-08-03, August 2022 or 1401/05/12."
    case "date.impossible":
      return fa ? "چنین روزی در تقویم نیست؛ تاریخ را بررسی کنید." : "There is no such day; check the date."
    case "date.ambiguous":
      return fa
        ? "معلوم نیست کدام عدد روز است و کدام ماه؛ در نگاشت order: dmy یا mdy بنویسید."
        : "It does not tell day from month; write order: dmy or mdy in the mapping."
    case "date.calendar":
      return fa
        ? "سال با تقویمی که نگاشت می‌گوید نمی‌خواند؛ تاریخ یا calendar را درست کنید."
        : "The year does not belong to the calendar that the mapping names; correct the date or calendar."
    case "date.end_before_start":
      return fa
        ? "پایان پیش از آغاز است؛ یکی از دو تاریخ را درست کنید."
        : "The end is before the start; correct one of the two."
    case "date.end_without_start":
      return fa ? "پایان دارد و آغاز ندارد؛ تاریخ آغاز را بنویسید." : "It has an end and no start; write the first day."
    case "number.unreadable":
      return fa
        ? "عدد خوانده نشد؛ مانند ۳۰۰ یا «بیش از ۳۰۰» یا 200-300 بنویسید."
        : "The number cannot be read; write it like 300, more than 300, or 200-300."
    case "number.too_large":
      return fa ? "عدد بزرگ‌تر از آن است که شمار آدم‌ها باشد." : "The number is too large for a number of people."
    case "value.unknown":
      return fa
        ? "این مقدار در جدول مقدارها نیست؛ آن را به جدول بیفزایید یا خانه را درست کنید."
        : "The value is not in the value table; add it there or correct the cell."
    case "value.several":
      return fa ? "اینجا تنها یک مقدار می‌گنجد." : "Only one value has its place here."
    case "place.unknown":
      return fa
        ? "جایی با این نام در فرهنگ جای‌نام‌ها نیست؛ نام را درست کنید یا استانش را بنویسید."
        : "The gazetteer has no place of this name; correct it, or tell its province."
    case "place.ambiguous":
      return fa
        ? "چند جا این نام را دارند؛ استان را در ستونی دیگر بنویسید."
        : "Several places have this name; tell the province in a column of its own."
    case "place.id_unknown":
      return fa ? "جایی با این شناسه در فرهنگ جای‌نام‌ها نیست." : "The gazetteer has no place with this id."
    case "place.coordinates":
      return fa
        ? "مختصات خوانده نشد؛ عرض از ‎-90‎ تا 90 و طول از ‎-180‎ تا 180 است."
        : "The coordinates cannot be read; latitude runs from -90 to 90, longitude from -180 to 180."
    case "url.unfit":
      return fa ? "نشانی باید با ‎https://‎ یا ‎http://‎ آغاز شود." : "An address must begin with https:// or http://."
    case "text.too_long":
      return fa
        ? `متن بلندتر از ${problem.most} نویسه است؛ کوتاهش کنید.`
        : `The text is longer than ${problem.most} characters; shorten it.`
    case "list.too_long":
      return fa ? `بیش از ${problem.most} تکه دارد.` : `It has more than ${problem.most} pieces.`
    case "register.unknown_id":
      return fa ? "چنین شناسه‌ای در فهرست‌های کارنگار نیست." : "No register of ours has this id."
    default:
      return problem satisfies never
  }
}
