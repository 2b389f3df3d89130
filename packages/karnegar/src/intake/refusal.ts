/**
 * Why a line of input was not taken as a report.
 *
 * Data, not a sentence; `refusalText` puts it into words. It never carries the line's own words: what was refused may
 * hold a name, and this goes to screens and logs. Never reuse or rename a `code`.
 */
export type Refusal =
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

/** One plain sentence with what to do next. Adding a code without words here fails to compile. */
export function refusalText(refusal: Refusal, lang: "fa" | "en"): string {
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
    default:
      return refusal satisfies never
  }
}
