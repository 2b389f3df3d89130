import type { Draft } from "../actions/assemble.ts"
import type { Precision, Status } from "../codes.ts"
import type { Doc } from "../text/doc.ts"
import { addDays, type DateFound, dateAs } from "./date-here.ts"
import type { ReportDays } from "./report-days.ts"
import { AHEAD } from "./when.ts"

/** What the date of an act is worked out from, beside its own clauses. */
export interface DateSetting {
  readonly doc: Doc
  readonly published: string | null
  readonly days: ReportDays
  /** A running act's count of days («پنجمین روز پیاپی»), where the text tells of one act only. */
  readonly soleRun: DateFound | null
}

/** Begun on an earlier day and said to go on: «از صبح امروز» is no running act, «از چند روز پیش» is one. */
export function isRunning(draft: Draft, setting: DateSetting): boolean {
  const { published, soleRun } = setting
  if (soleRun !== null && (draft.date === null || draft.date.start === published)) return true
  const date = draft.date
  if (date?.running !== true || isOnce(draft, date)) return false
  return published === null || date.start === null || date.start < published || date.precision === "week"
}

const HOURS = ["صبح", "ساع", "ظهر", "عصر", "بامداد"]

/** «از صبح شنبه دست از کار کشیدند»: an hour at which it began, told in the simple past, says nothing of later days. */
function isOnce(draft: Draft, date: DateFound): boolean {
  return (
    date.written !== null &&
    HOURS.some((hour) => date.written!.includes(hour)) &&
    draft.triggers.some((t) => t.verb?.mood === "past" && !t.verb.perfect && !t.verb.earlier)
  )
}

/** The date of an act by codebook §3: its own, else one that its surroundings give, else the week of publication. */
export function dateOf(draft: Draft, setting: DateSetting, status: Status): DateFound {
  const { published, days, soleRun } = setting
  if (soleRun?.start != null && draft.status === "held" && (draft.date === null || draft.date.start === published))
    return lasting(soleRun, draft)
  if (AHEAD.has(status)) return lasting(draft.date ?? days.coming(status === "threatened") ?? UNKNOWN, draft)
  const own = draft.date ?? draft.ends
  if (own !== null) return status === "ended" ? ended(own, draft, setting) : lasting(own, draft)
  const around = days.around(draft.sentences, draft.item, draft.undated)
  if (around !== null) return lasting(dateAs(around, around.start, around.end, "inferred"), draft)
  return published === null ? UNKNOWN : assumed(published, "week", "rule:publication_day")
}

function assumed(start: string | null, precision: Precision, by: string): DateFound {
  return { start, end: null, precision, written: null, how: "assumed", spans: [], by, running: false }
}

const UNKNOWN = assumed(null, "unknown", "rule:no_day")

/** «تحصن دو روزه از شنبه»: the last day is computed from the first. */
function lasting(date: DateFound, draft: Draft): DateFound {
  const { lastsDays } = draft
  if (
    lastsDays === null ||
    lastsDays < 2 ||
    date.start === null ||
    date.end !== null ||
    date.precision !== "day" ||
    date.by === "reader:date.duration"
  )
    return date
  return dateAs(date, date.start, addDays(date.start, lastsDays - 1))
}

/**
 * An act told as over (codebook §9.11): it ends on the day that the text gives for its end, else on the latest day named,
 * or on the publication day when only its beginning is told.
 */
function ended(date: DateFound, draft: Draft, { doc, published }: DateSetting): DateFound {
  const told = draft.ends
  const days = draft.dates.filter((d) => d.precision === "day" && d.start !== null)
  const begun = [date, ...days].filter((d) => d.start !== null)
  const base = begun.reduce((a, b) => (b.start! < a.start! ? b : a), begun[0] ?? date)
  let first = base.start!
  // A stretch that opens later («از صبح امروز به کار برگشتند») is what follows the act.
  const lasts = days.filter((d) => !d.running || d.start === first).map((d) => d.end ?? d.start!)
  let last = told?.start ?? [first, base.end ?? first, ...lasts].sort().at(-1)!
  if (told === null && last === first && base.running && published !== null && published > first) last = published
  const { lastsDays } = draft
  if (lastsDays !== null && lastsDays > 1 && first === last)
    first = addDays(last, (atWorkAgain(doc, draft) ? 0 : 1) - lastsDays)
  return dateAs(base, first, last <= first ? base.end : last)
}

/** Told as over by the return to work: that day is none of the act's days. */
function atWorkAgain(doc: Doc, draft: Draft): boolean {
  return (draft.statusBy?.statusBy ?? []).some((m) => {
    for (let i = m.first; i < m.past; i++) if (WORK.has(doc.words[i]!)) return true
    return false
  })
}

const WORK = new Set("کار فعالیت work jobs".split(" "))
