import { isPageRefusal, type PageRefusal, pageRefusalText } from "./capture/page-refusal.ts"
import { type FetchRefusal, fetchRefusalText, isFetchRefusal } from "./fetch/fetch-refusal.ts"

import { type RowProblem, rowProblemText } from "./mapping/row-problem.ts"
import { isTimestampRefusal, type TimestampRefusal, timestampRefusalText } from "./timestamps/timestamp-refusal.ts"

/**
 * Why a line of input was not taken as a report.
 *
 * Data, not a sentence; `refusalText` puts it into words. It never carries the line's own words: what was refused may
 * hold a name, and this goes to screens and logs. Never reuse or rename a `code`.
 */
export type Refusal =
  | FetchRefusal
  | PageRefusal
  | TimestampRefusal
  | { readonly code: "input.empty" }
  | { readonly code: "input.not_utf8"; readonly utf16: boolean }
  | { readonly code: "input.too_long"; readonly bytes: number; readonly most: number }
  | { readonly code: "input.not_json" }
  | { readonly code: "input.not_object" }
  | { readonly code: "input.no_id" }
  | { readonly code: "input.id_too_long"; readonly most: number }
  | { readonly code: "input.id_repeated"; readonly file: string; readonly line: number }
  | { readonly code: "input.no_text" }
  | { readonly code: "input.wrong_type"; readonly field: string }
  | { readonly code: "input.date_unreadable"; readonly field: string }
  | { readonly code: "input.date_impossible"; readonly field: string }
  | { readonly code: "input.url_unfit" }
  | { readonly code: "input.file_unreadable"; readonly why: string }
  | { readonly code: "input.null_character" }
  | { readonly code: "input.conflict" }
  | { readonly code: "evidence.path_unfit" }
  | { readonly code: "evidence.missing" }
  | { readonly code: "evidence.too_large"; readonly most: number }
  | { readonly code: "telegram.breaks_off"; readonly byte: number }
  | { readonly code: "telegram.message_unreadable" }
  | { readonly code: "telegram.page_unfit" }
  | { readonly code: "input.row"; readonly column: string | null; readonly problem: RowProblem }
  | { readonly code: "mail.unreadable" }
  | { readonly code: "mail.no_text" }

/** One plain sentence with what to do next. Adding a code without words here fails to compile. */
export function refusalText(refusal: Refusal, lang: "fa" | "en"): string {
  if (isFetchRefusal(refusal)) return fetchRefusalText(refusal, lang)
  if (isPageRefusal(refusal)) return pageRefusalText(refusal, lang)
  if (isTimestampRefusal(refusal)) return timestampRefusalText(refusal, lang)
  const fa = lang === "fa"
  switch (refusal.code) {
    case "input.empty":
      return fa ? "ورودی خالی است؛ پرونده یا متنی بدهید." : "The input is empty; give a file or a text."
    case "input.not_utf8":
      if (refusal.utf16)
        return fa ? "کدگذاری پرونده UTF-16 است؛ آن را با UTF-8 ذخیره کنید." : "The file is UTF-16; save it as UTF-8."
      return fa
        ? "این بایت‌ها UTF-8 نیستند؛ پرونده را با UTF-8 ذخیره کنید."
        : "The bytes are not valid UTF-8; save the file as UTF-8."
    case "input.too_long":
      return fa
        ? `${refusal.bytes} بایت است و بیش از ${refusal.most} بایت خوانده نمی‌شود؛ گزارش را تکه کنید.`
        : `It has ${refusal.bytes} bytes and no more than ${refusal.most} are read; split the report.`
    case "input.not_json":
      return fa
        ? "این سطر JSON نیست؛ هر سطر باید یک شیء JSON کامل باشد."
        : "The line is not JSON; every line must be one whole JSON object."
    case "input.not_object":
      return fa
        ? 'این سطر شیء JSON نیست؛ باید مانند {"id": …, "text": …} باشد.'
        : 'The line is JSON but not an object; it must look like {"id": …, "text": …}.'
    case "input.no_id":
      return fa
        ? "شناسه (id) ندارد؛ به هر گزارش شناسه‌ای یکتا بدهید."
        : "It has no id; give every report an id of its own."
    case "input.id_too_long":
      return fa
        ? `شناسه (id) بلندتر از ${refusal.most} نویسه است؛ کوتاهش کنید.`
        : `The id is longer than ${refusal.most} characters; shorten it.`
    case "input.id_repeated":
      return fa
        ? `شناسه (id) تکراری است و پیش‌تر در ${refusal.file} سطر ${refusal.line} آمده؛ شناسهٔ دیگری بدهید.`
        : `The id stands already in ${refusal.file}, line ${refusal.line}; give this report another one.`
    case "input.no_text":
      return fa ? "متن (text) ندارد." : "It has no text; put the report's words into “text”."
    case "input.wrong_type":
      return fa ? `مقدار «${refusal.field}» باید رشته باشد.` : `The value of “${refusal.field}” must be a string.`
    case "input.date_unreadable":
      return fa
        ? `تاریخ «${refusal.field}» خوانده نشد؛ آن را میلادی و مانند 2021-03-20 بنویسید.`
        : `The date in “${refusal.field}” cannot be read; write it like 2021-03-20.`
    case "input.date_impossible":
      return fa
        ? `روزی که در «${refusal.field}» آمده ممکن نیست؛ تاریخ باید میلادی باشد، مانند 2021-03-20.`
        : `The day in “${refusal.field}” is not possible; it must be a Gregorian day such as 2021-03-20.`
    case "input.url_unfit":
      return fa
        ? "نشانی (url) باید با ‎https://‎ آغاز شود."
        : "The url must be a whole address that begins with https://."
    case "input.file_unreadable":
      return fa ? `پرونده خوانده نشد (${refusal.why}).` : `The file cannot be read (${refusal.why}).`
    case "input.null_character":
      return fa
        ? "نویسهٔ تهی (U+0000) در آن است که ذخیره نمی‌شود؛ آن را بردارید."
        : "It contains the null character (U+0000), which cannot be stored; take it out."
    case "input.conflict":
      return fa
        ? "گزارشی با همین شناسه و متنی دیگر در کارنامه هست؛ چیزی عوض نشد. شناسهٔ دیگری بدهید."
        : "The record holds a report with this id and another text; nothing was changed. Give it another id."
    case "evidence.path_unfit":
      return fa
        ? "مسیر پیوست به بیرون از پوشهٔ خروجی می‌رود؛ پیوست خوانده نشد و متن بی‌آن پذیرفته شد."
        : "The path of an attachment leads out of the export's folder; it was not opened, and the text was taken without it."
    case "evidence.missing":
      return fa
        ? "پیوست در پوشهٔ خروجی نیست؛ متن بی‌آن پذیرفته شد."
        : "The attachment is not in the export's folder; the text was taken without it."
    case "evidence.too_large":
      return fa
        ? `پیوست از ${refusal.most / 1_048_576} مگابایت بزرگ‌تر است و نگه داشته نشد؛ متن بی‌آن پذیرفته شد.`
        : `The attachment is larger than ${refusal.most / 1_048_576} MB and is not kept; the text was taken without it.`
    case "telegram.breaks_off":
      return fa
        ? `خروجی تلگرام در بایت ${refusal.byte} ناتمام یا خراب است؛ آنچه پیش از آن بود خوانده شد. دوباره خروجی بگیرید و همان را وارد کنید؛ چیزی تکراری نمی‌شود.`
        : `The Telegram export breaks off or is damaged at byte ${refusal.byte}; what stood before it was read. Export again and import that; nothing is doubled.`
    case "telegram.message_unreadable":
      return fa
        ? "این پیام به شکلی نوشته شده که در هیچ نسخهٔ خروجی تلگرام نیست؛ نادیده ماند. اگر پرونده را دستی ویرایش کرده‌اید، خروجی تازه بگیرید."
        : "The message has a form that no version of Telegram's export has; it was passed over. If the file was edited by hand, export again."
    case "telegram.page_unfit":
      return fa
        ? "این صفحه از خروجی HTML تلگرام نیست یا ساختارش خراب است؛ خوانده نشد. پروندهٔ messages.html را همان‌گونه که تلگرام ساخته است بدهید."
        : "The page is none of Telegram's HTML export, or its structure is damaged; it was not read. Give messages.html as Telegram made it."
    case "input.row": {
      const why = rowProblemText(refusal.problem, lang)
      if (refusal.column === null) return why
      return fa ? `ستون «${refusal.column}»: ${why}` : `Column “${refusal.column}”: ${why}`
    }
    case "mail.unreadable":
      return fa
        ? "این نامه خوانده نشد: سرآیندها یا بخش‌هایش بیش از اندازه است یا ساختارش خراب است. متنش را با karnegar add بیفزایید."
        : "The mail cannot be read: its headers or parts are more than any honest mail has, or it is damaged. Add its text with karnegar add."
    case "mail.no_text":
      return fa
        ? "این نامه متنی ندارد (شاید رمز شده است یا همه‌اش پیوست است). متنش را با karnegar add بیفزایید."
        : "The mail has no words; it may be encrypted, or all of it is attached. Add its text with karnegar add."
    default:
      return refusal satisfies never
  }
}
