/** What is wrong with a mapping file. Lasting codes; `line` counts from 1 in the file that `subject` names, else in the mapping. */
export interface MappingProblem {
  readonly code:
    | "mapping.too_large"
    | "mapping.not_yaml"
    | "mapping.unknown_key"
    | "mapping.missing_key"
    | "mapping.wrong_value"
    | "mapping.unknown_table"
    | "mapping.table_unreadable"
    | "mapping.table_column"
    | "mapping.table_code"
    | "mapping.table_match"
    | "mapping.table_twice"
  readonly line: number
  /** The key, value, table or code in question. */
  readonly subject: string
}

/** A mapping that can't be used, with every fault that was found. */
export class MappingError extends Error {
  readonly problems: readonly MappingProblem[]

  constructor(problems: readonly MappingProblem[], options?: ErrorOptions) {
    super(problems.map(({ code, line, subject }) => `${line}: ${code}: ${subject}`).join("\n"), options)
    this.name = "MappingError"
    this.problems = problems
  }
}

/** What is wrong and what to do next. */
export function mappingProblemText({ code, subject }: MappingProblem, lang: "fa" | "en"): string {
  const fa = lang === "fa"
  switch (code) {
    case "mapping.too_large":
      return fa ? "پروندهٔ نگاشت بیش از اندازه بزرگ است." : "The mapping file is too large."
    case "mapping.not_yaml":
      return fa
        ? `این سطر YAML درستی نیست (${subject})؛ فاصله‌های سر سطر و گیومه‌ها را بررسی کنید.`
        : `The line is not sound YAML (${subject}); check indentation and quotation marks.`
    case "mapping.unknown_key":
      return fa
        ? `«${subject}» از بخش‌های نگاشت نیست؛ شاید نادرست نوشته شده. docs/mappings.md را ببینید.`
        : `“${subject}” is no part of a mapping; it may be misspelt. See docs/mappings.md.`
    case "mapping.missing_key":
      return fa ? `«${subject}» کم است؛ آن را بنویسید.` : `“${subject}” is missing; write it.`
    case "mapping.wrong_value":
      return fa ? `مقدار «${subject}» درست نیست.` : `The value of “${subject}” cannot stand there.`
    case "mapping.unknown_table":
      return fa
        ? `جدول مقداری به نام «${subject}» نیست؛ آن را زیر tables بنویسید.`
        : `There is no value table “${subject}”; write it under tables.`
    case "mapping.table_unreadable":
      return fa
        ? `جدول مقدار «${subject}» خوانده نشد؛ باید CSV باشد و کنار پروندهٔ نگاشت.`
        : `The value table “${subject}” cannot be read; it must be CSV and stand beside the mapping.`
    case "mapping.table_column":
      return fa ? `ستون کم است: ${subject}` : `A column is missing: ${subject}`
    case "mapping.table_code":
      return fa
        ? `این کد در این فیلد جایی ندارد: ${subject}؛ کدها در data/codebook هستند.`
        : `The field has no such code: ${subject}; the codes stand in data/codebook.`
    case "mapping.table_match":
      return fa
        ? `الگو خوانده نشد: ${subject}؛ match باید whole یا words باشد و الگو دست‌کم یک واژه داشته باشد.`
        : `The pattern cannot be read: ${subject}; match is whole or words, and a pattern has a word at each end.`
    case "mapping.table_twice":
      return fa ? `این مقدار دو بار آمده است: ${subject}` : `The value stands twice: ${subject}`
    default:
      return code satisfies never
  }
}
