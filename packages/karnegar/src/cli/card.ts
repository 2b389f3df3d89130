import {
  type CodedAction,
  type CodedDate,
  type CodedDocument,
  type CodedPlace,
  type How,
  problemText,
  type ReportInput,
} from "@karnegar/coder"
import { Evidence } from "./evidence.ts"
import {
  codeLabel,
  dayInWords,
  FIELD_WORDS,
  howWord,
  type Lang,
  numberInWords,
  placeTypeWord,
  precisionWord,
  THEME_WORDS,
} from "./field-words.ts"
import { columnsOf, type Styles, safeLine } from "./terminal-text.ts"

/** A field's label and its value as it stands on the card. */
type Row = readonly [label: string, value: string]

/**
 * One coded report for people to read on a terminal: a card per action, themes, problems, the text with its evidence.
 *
 * Labels follow the document's language. Nothing of the input reaches the terminal unneutralised.
 */
export function cardsOf(report: ReportInput, coding: CodedDocument, styles: Styles): string {
  const lang: Lang = coding.lang === "en" || coding.lang.startsWith("en-") ? "en" : "fa"
  const evidence = new Evidence(coding)
  const published = report.published ? ` · ${safeLine(report.published.slice(0, 10))}` : ""
  const parts = [
    `${styles.dim("─".repeat(60))}\n${styles.bold(safeLine(coding.id))} · ${codeLabel("kinds", coding.kind, lang)}${published} · ${safeLine(coding.lang)}`,
  ]
  for (const [i, action] of coding.actions.entries()) {
    const title = `${numberInWords(i + 1, lang)}. ${titleOf(action, lang)}`
    parts.push(`${styles.bold(title)}\n${table(rowsOf(action, evidence, lang), styles)}`)
  }
  if (coding.actions.length === 0)
    parts.push(lang === "fa" ? "حرکت تاریخ‌داری در متن نیست." : "No dated action in the text.")
  const themes = themeRows(coding, evidence, lang)
  if (themes.length > 0) parts.push(`${styles.bold(lang === "fa" ? "درون‌مایه‌ها" : "Themes")}\n${table(themes, styles)}`)
  for (const problem of coding.problems)
    parts.push(`! ${problemText(problem, lang)} ${styles.dim(`(${problem.code})`)}`)
  const leftOut = (units: number) =>
    lang === "fa" ? `… ${numberInWords(units, lang)} نویسه نشان داده نشد …` : `… ${units} characters not shown …`
  parts.push(evidence.show(report.text.trimEnd(), styles, leftOut))
  return `${parts.join("\n\n")}\n\n`
}

function titleOf(action: CodedAction, lang: Lang): string {
  const forms = action.forms.map((form) => codeLabel("forms", form, lang)).join(lang === "fa" ? " و " : " and ")
  const places = action.places.map((place) => safeLine(place.name)).join(lang === "fa" ? "، " : ", ")
  return [codeLabel("workforces", action.workforce, lang), forms, places].filter((part) => part !== "").join(" — ")
}

function rowsOf(action: CodedAction, evidence: Evidence, lang: Lang): Row[] {
  const { support } = action
  const rows: Row[] = []
  const hows = (field: string): string => {
    const all = [...new Set(support.filter((s) => s.field === field).map((s) => s.how))]
    const words = (all.length === 1 ? all : []).map((how: How) => howWord(how, lang)).filter((word) => word !== "")
    return words.length === 0 ? "" : ` (${words.join()})`
  }
  const put = (field: keyof typeof FIELD_WORDS, value: string, marks = evidence.marksOf(support, field)) => {
    if (value !== "")
      rows.push([FIELD_WORDS[field][lang], [`${value}${hows(field)}`, marks].filter((x) => x !== "").join(" ")])
  }
  const each = (field: keyof typeof FIELD_WORDS, values: readonly string[], word: (value: string) => string) =>
    put(
      field,
      values
        .map((value) => [word(value), evidence.marksOf(support, field, value)].filter((x) => x !== "").join(" "))
        .join(comma(lang)),
      "",
    )
  each("forms", action.forms, (code) => codeLabel("forms", code, lang))
  put("status", codeLabel("statuses", action.status, lang))
  put("date", dateWords(action.date, lang))
  put(
    "places",
    action.places
      .map((place) =>
        [placeWords(place, lang), evidence.marksOf(support, "places", place.name)].filter((x) => x !== "").join(" "),
      )
      .join(comma(lang)),
    "",
  )
  if (action.places_count !== null) put("places_count", numberInWords(action.places_count, lang))
  put("workforce", codeLabel("workforces", action.workforce, lang))
  each("joint_with", action.joint_with, (code) => codeLabel("workforces", code, lang))
  each("employment", action.employment, (code) => codeLabel("employment", code, lang))
  if (action.employer !== null) put("employer", safeLine(action.employer))
  each("organisers", action.organisers, safeLine)
  if (action.participants !== null) put("participants", peopleWords(action.participants, lang))
  put("character", codeLabel("character", action.character, lang))
  each("demands", action.demands, (code) => codeLabel("demands", code, lang))
  each("outcomes", action.outcomes, (code) => codeLabel("outcomes", code, lang))
  each("repression", action.repression, (code) => codeLabel("repression", code, lang))
  return rows
}

function comma(lang: Lang): string {
  return lang === "fa" ? "، " : ", "
}

function dateWords(date: CodedDate, lang: Lang): string {
  if (date.start === null) return precisionWord("unknown", lang)
  const days = date.end === null || date.end === date.start ? [date.start] : [date.start, date.end]
  const both = (["jalali", "gregorian"] as const).map((calendar) =>
    days.map((day) => dayInWords(day, calendar, lang)).join(" – "),
  )
  const precision =
    date.precision === "day"
      ? ""
      : ` · ${lang === "fa" ? "دقت" : "precise to the"} ${precisionWord(date.precision, lang)}`
  return `${both.join(" · ")}${precision}`
}

function placeWords(place: CodedPlace, lang: Lang): string {
  const type = place.type === "city" ? "" : placeTypeWord(place.type, lang)
  const province = place.province !== null && place.province !== place.name ? safeLine(place.province) : ""
  const more = [type, province, place.site === null ? "" : safeLine(place.site)].filter((part) => part !== "")
  return more.length === 0 ? safeLine(place.name) : `${safeLine(place.name)} (${more.join(comma(lang))})`
}

function peopleWords({ min, max }: { readonly min: number; readonly max: number | null }, lang: Lang): string {
  if (max === null) return lang === "fa" ? `${numberInWords(min, lang)} یا بیشتر` : `${min} or more`
  if (max === min) return numberInWords(min, lang)
  return lang === "fa" ? `${numberInWords(min, lang)} تا ${numberInWords(max, lang)}` : `${min} to ${max}`
}

function themeRows(coding: CodedDocument, evidence: Evidence, lang: Lang): Row[] {
  const { themes } = coding
  const codes = (kind: string, values: readonly string[]) => values.map((value) => codeLabel(kind, value, lang))
  const lists: Readonly<Record<keyof typeof THEME_WORDS, readonly string[]>> = {
    workforces: codes("workforces", themes.workforces),
    workplaces: themes.workplaces.map(safeLine),
    organisations: themes.organisations.map(safeLine),
    demands: codes("demands", themes.demands),
    outcomes: codes("outcomes", themes.outcomes),
    repression: codes("repression", themes.repression),
    context_events: themes.context_events.map(({ name, date }) => safeLine(date === null ? name : `${name} (${date})`)),
    mentioned_actions: themes.mentioned_actions.map((act) => {
      const words = [codeLabel("workforces", act.workforce, lang), ...codes("forms", act.forms)]
      if (act.workplace !== null) words.push(safeLine(act.workplace))
      if (act.places_count !== null)
        words.push(`${FIELD_WORDS.places_count[lang]} ${numberInWords(act.places_count, lang)}`)
      return `${[...words, ...codes("outcomes", act.outcomes)].join(" ")} ${evidence.marks([act.span])}`
    }),
    solidarity: themes.solidarity.map(({ from, to }) => {
      const side = (name: string) => safeLine(codeLabel("workforces", name, lang))
      return lang === "fa" ? `${side(from)} از ${side(to)}` : `${side(from)} with ${side(to)}`
    }),
    appeals: themes.appeals.map((span) => evidence.marks([span])),
  }
  const rows: Row[] = []
  for (const [key, list] of Object.entries(lists)) {
    if (list.length > 0) rows.push([THEME_WORDS[key as keyof typeof THEME_WORDS][lang], list.join(comma(lang))])
  }
  return rows
}

function table(rows: readonly Row[], styles: Styles): string {
  const wide = Math.max(0, ...rows.map(([label]) => columnsOf(label)))
  return rows
    .map(([label, value]) => `  ${styles.dim(label)}${" ".repeat(wide - columnsOf(label))}  ${value}`)
    .join("\n")
}
