import { builtInKnowledge } from "@karnegar/coder"
import type { Record } from "../record/record.ts"
import type { PublishedAction } from "../record/types.ts"
import { codeLabel } from "./field-words.ts"
import { columnsOf, safeLine } from "./terminal-text.ts"

/** Counts of one kind, the largest first; each names the rule it was counted by. */
export interface Counted {
  /** `action`: each action once for each of its values. `place`: each place of an action once. */
  readonly rule: "action" | "place"
  readonly counts: Readonly<{ [key: string]: number }>
}

/** Counts over the published record. Calls and retracted actions are told apart and stand in no other figure. */
export interface Stats {
  readonly actions: number
  readonly localActions: number
  readonly calls: number
  readonly retracted: number
  readonly unreviewed: number
  readonly workforce: Counted
  readonly form: Counted
  /** Gregorian month of the first day, `2019-10`; `unknown` for actions without a day or with one precise to the year only. */
  readonly month: Counted
  /** Gazetteer id of the province. */
  readonly province: Counted
}

/** Counts what the public may see. */
export async function statsOf(record: Record): Promise<Stats> {
  const published = await record.listPublished()
  const standing = published.filter((action) => action.state !== "retracted")
  const actions = standing.filter((action) => !action.isCall)
  const places = actions.flatMap((action) => action.places)
  return {
    actions: actions.length,
    localActions: places.length,
    calls: standing.length - actions.length,
    retracted: published.length - standing.length,
    unreviewed: actions.filter((action) => action.state === "unreviewed").length,
    workforce: count(
      "action",
      actions.map((action) => action.workforce),
    ),
    form: count(
      "action",
      actions.flatMap((action) => action.forms),
    ),
    month: count("action", actions.map(monthOf)),
    province: count(
      "place",
      places.map((place) => place.provinceId ?? "unknown"),
    ),
  }
}

function monthOf({ start, precision }: PublishedAction): string {
  return start === null || precision === "year" || precision === "unknown" ? "unknown" : start.slice(0, 7)
}

function count(rule: Counted["rule"], values: readonly string[]): Counted {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return { rule, counts: Object.fromEntries([...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))) }
}

/** The counts as a table for people, in both languages. `provinces` gives names of province ids. */
export function statsTable(stats: Stats, provinces: ReadonlyMap<string, string>): string {
  const parts = [
    `${stats.actions} actions at ${stats.localActions} places, ${stats.calls} calls, ${stats.unreviewed} not yet reviewed, ${stats.retracted} retracted\n` +
      `${stats.actions} حرکت در ${stats.localActions} جا، ${stats.calls} فراخوان، ${stats.unreviewed} بازبینی‌نشده، ${stats.retracted} پس‌گرفته`,
    section("workforce · گروه", stats.workforce, bilingual("workforces")),
    section("form · شکل", stats.form, bilingual("forms")),
    section("month · ماه میلادی", stats.month, (key) => key),
    section("province · استان", stats.province, (key) => provinces.get(key) ?? key),
  ]
  return `${parts.join("\n\n")}\n`
}

function bilingual(kind: string): (code: string) => string {
  return (code) => `${codeLabel(kind, code, "en")} · ${codeLabel(kind, code, "fa")}`
}

function section(title: string, { rule, counts }: Counted, name: (key: string) => string): string {
  const rows = Object.entries(counts).map(([key, n]) => [safeLine(name(key)), n] as const)
  const wide = Math.max(0, ...rows.map(([label]) => columnsOf(label)))
  const lines = rows.map(([label, n]) => `  ${label}${" ".repeat(wide - columnsOf(label))}  ${String(n).padStart(7)}`)
  return [`${title} (counted by ${rule})`, ...lines].join("\n")
}

/** Names of the provinces by gazetteer id, in both languages. */
export function provinceNames(): ReadonlyMap<string, string> {
  const provinces = [...builtInKnowledge().places.values()].filter((place) => place.type === "province")
  return new Map(provinces.map(({ id, name, nameEn }) => [id, `${nameEn} · ${name}`]))
}
