import { type NumberRead, readNumber } from "../numbers/read-number.ts"
import { wordsAt } from "../numbers/word-table.ts"
import { TokenKind } from "../text/doc.ts"
import { isLatinWord } from "../text/fold.ts"
import { type DateDraft, type DateUnit, makeMention } from "./date-mention.ts"
import { isMonthAt } from "./day-month.ts"
import { cueAt } from "./lead.ts"
import type { Scope } from "./scope.ts"

/** A longer run than this is counted in other ways. */
const MOST = 400
const LINKS = new Set(["از", "این", "خود", "آن", "ان", "of", "the", "their", "its", "this", "a", "تجمع‌های"])
const INTO = new Set(["در", "برای", "به", "وارد", "و", "("])

/**
 * The running day of an act: «چهارمین روز متوالی», «برای سومین روز», «نهمین شب», "the third consecutive day". Not «برای
 * سومین بار», «اولین روز هفته», «چهلمین روز درگذشت» or a day of a month.
 */
export function readOrdinalDay(scope: Scope, n: NumberRead): DateDraft | null {
  if (!n.ordinal || n.value < 1 || n.value > MOST) return null
  const { doc, start } = scope
  const i = n.first
  if (!isLatinWord(doc.words[n.past - 1]!)) {
    // «چهارمین روز», «۴مین روز»; «سوم روز» is no way to say it.
    if (!doc.words[n.past - 1]!.endsWith("ین")) return null
    const unit = unitAt(scope, n.past)
    if (unit === null || isMonthAt(scope, n.past + 1)) return null
    const run = cueAt(scope, "consecutive", n.past + 1)
    if (run === null && notCounted(scope, n.past + 1)) return null
    return counted(scope, i, run ?? n.past + 1, n.value, unit)
  }
  const run = cueAt(scope, "consecutive", n.past)
  const at = run ?? n.past
  const unit = unitAt(scope, at)
  if (unit === null) return null
  const inRow = cueAt(scope, "consecutive", at + 1)
  const before = i > start ? doc.words[i - 1]! : ""
  const entered =
    before === "its" || before === "their" || before === "a" || (before === "the" && doc.words[i - 2] === "for")
  if (run === null && inRow === null && !entered && !actFollows(scope, at + 1)) return null
  if (run === null && inRow === null && notCounted(scope, at + 1)) return null
  return counted(scope, i, inRow ?? at + 1, n.value, unit)
}

/** «چندمین روز متوالی»: going on for nobody says how many days. */
export function readUncountedDay(scope: Scope, i: number): DateDraft | null {
  if (scope.doc.words[i] !== "چندمین" || unitAt(scope, i + 1) !== "day") return null
  const run = cueAt(scope, "consecutive", i + 2)
  return run === null ? null : counted(scope, i, run, null, "day")
}

/** «روز چهارم اعتصاب», "day five of the strike". */
export function readDayFirst(scope: Scope, i: number): DateDraft | null {
  const { doc, words, start, past } = scope
  const unit = doc.words[i] === "روز" || doc.words[i] === "day" ? "day" : null
  if (unit === null) return null
  const n = readNumber(doc, i + 1, past, words.numbers)
  if (n === null || n.value < 1 || n.value > MOST || n.max !== null) return null
  if (doc.words[i] === "day")
    return !n.ordinal && (actFollows(scope, n.past) || standsAlone(scope, i, n.past))
      ? counted(scope, i, n.past, n.value, unit)
      : null
  if (!n.ordinal || doc.words[n.past - 1]!.endsWith("ین") || isMonthAt(scope, n.past)) return null
  const run = cueAt(scope, "consecutive", n.past)
  const before = i > start ? doc.words[i - 1]! : ""
  const follows = actFollows(scope, n.past)
  if (run === null && !follows && !(n.value >= 2 && INTO.has(before) && !listGoesOn(scope, n.past))) return null
  if (run === null && !follows && notCounted(scope, n.past)) return null
  return counted(scope, i, run ?? n.past, n.value, unit)
}

const ACT_BEFORE = new Set(["strike", "protest", "protests", "sit", "in"])

/** "Day 2.", "truckers’ strike, day 12: …": a count between marks, or behind the act. */
function standsAlone({ doc, start, past }: Scope, i: number, end: number): boolean {
  if (end < past && doc.kinds[end] !== TokenKind.mark) return false
  return i === start || doc.kinds[i - 1] === TokenKind.mark || ACT_BEFORE.has(doc.words[i - 1]!)
}

function counted(scope: Scope, first: number, past: number, count: number | null, unit: DateUnit): DateDraft {
  const mention = makeMention(scope.doc, first, past, "nth_day")
  mention.count = count
  mention.unit = unit
  mention.running = true
  return mention
}

function unitAt(scope: Scope, i: number): DateUnit | null {
  const word = i < scope.past ? scope.doc.words[i] : undefined
  if (word === "روز" || word === "day" || word === "شب" || word === "night") return "day"
  if (word === "هفته" || word === "week") return "week"
  return word === "ماه" || word === "month" ? "month" : null
}

/** «سوم و چهارم آبان»: days of a month, not of an act. */
function listGoesOn(scope: Scope, i: number): boolean {
  const word = scope.doc.words[i]
  return i < scope.past && (word === "و" || word === "تا" || word === "،")
}

function notCounted(scope: Scope, i: number): boolean {
  let k = i
  for (let steps = 0; steps < 3 && k < scope.past; steps++, k++) {
    if (cueAt(scope, "not_counted", k) !== null) return true
    if (!LINKS.has(scope.doc.words[k]!)) return false
  }
  return false
}

/** Does a word for an act follow, with only small words between? */
function actFollows(scope: Scope, i: number): boolean {
  const { doc, words, past } = scope
  let k = i
  for (let steps = 0; steps < 5 && k < past; steps++, k++) {
    if (wordsAt(words.numbers.cues, doc, k, past)?.value === "act") return true
    if (!LINKS.has(doc.words[k]!) && steps > 1) return false
  }
  return false
}
