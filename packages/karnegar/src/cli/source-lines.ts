import type { Redistribution, SourceAccount, SourceKind } from "../record/types.ts"
import { jalaliText } from "../written/date-cell.ts"
import { failureWords } from "./failure-words.ts"
import { safeLine } from "./terminal-text.ts"

/** Words for both languages. */
type Pair = readonly [en: string, fa: string]

/** How a source's texts come, in words. */
export const SOURCE_KIND_WORDS: { readonly [kind in SourceKind]: Pair } = {
  telegram: ["Telegram channel", "کانال تلگرام"],
  feed: ["feed", "خوراک"],
  page: ["pages of a site", "صفحه‌های یک سایت"],
  mail: ["mails", "نامه‌های الکترونیکی"],
  table: ["spreadsheets", "صفحه‌گسترده‌ها"],
  text: ["pasted texts", "متن‌های چسبانده"],
  other: ["brought by hand", "دستی"],
}

const REDISTRIBUTION_WORDS: { readonly [flag in Redistribution]: Pair } = {
  none: ["nothing of its texts may be passed on", "متن‌هایش بازنشر نمی‌شود"],
  quotes: ["approved quotes may be passed on", "نقل‌قول‌های تأییدشده بازنشر می‌شود"],
  full: ["whole texts may be passed on", "متن کامل بازنشر می‌شود"],
}

const fa = (n: number) => n.toLocaleString("fa")
const en = (n: number) => n.toLocaleString("en")

/** A day in both languages; Jalali in Persian, in Persian digits. */
export function dayWords(iso: string): Pair {
  const day = iso.slice(0, 10)
  return [day, jalaliText(day).replace(/\d/g, (d) => Number(d).toLocaleString("fa"))]
}

/** An instant to the minute, UTC. */
function instantWords(iso: string): Pair {
  const [day, jalali] = dayWords(iso)
  const minute = iso.slice(11, 16)
  return [`${day} ${minute} UTC`, `${jalali} ساعت ${minute.replace(/\d/g, (d) => fa(Number(d)))} (UTC)`]
}

/** How a source fares, in a few words: what an operator should see first. */
function stateWords(one: SourceAccount): Pair {
  if (one.paused) return ["paused", "متوقف"]
  if (one.failures > 0)
    return [
      `failing, ${one.failures === 1 ? "once" : `${en(one.failures)} times`} since it last answered`,
      `ناموفق، ${fa(one.failures)} بار پیاپی`,
    ]
  if (one.lastSuccess === null) return ["never read yet", "هنوز خوانده نشده"]
  return ["well", "سالم"]
}

/** One source in the list: a line of its names, then its state and yield in each language. */
export function sourceLines(one: SourceAccount): string {
  const state = stateWords(one)
  const last = one.lastSuccess === null ? null : instantWords(one.lastSuccess)
  const line = (i: 0 | 1) => {
    const n = i === 0 ? en : fa
    const parts = [
      SOURCE_KIND_WORDS[one.kind][i],
      state[i],
      ...(last === null ? [] : [i === 0 ? `last success ${last[0]}` : `آخرین موفقیت ${last[1]}`]),
      i === 0
        ? `${n(one.reports)} reports → ${n(one.actions)} actions`
        : `${n(one.reports)} گزارش ← ${n(one.actions)} حرکت`,
      ...(one.lastFailure === null ? [] : [failureWords(one.lastFailure)[i]]),
    ]
    return parts.join(i === 0 ? "; " : "؛ ")
  }
  return `${safeLine(`${one.key}  ${namesOf(one)}`)}\n    ${line(0)}\n    ${line(1)}\n`
}

/** All that is known of one source. */
export function sourceCard(one: SourceAccount): string {
  const rows: (readonly [label: string, value: string])[] = []
  const row = (label: Pair, value: Pair | null) => {
    if (value !== null)
      rows.push([`${label[0]} · ${label[1]}`, value[0] === value[1] ? value[0] : `${value[0]} · ${value[1]}`])
  }
  const same = (text: string): Pair => [safeLine(text), safeLine(text)]
  row(["kind", "گونه"], SOURCE_KIND_WORDS[one.kind])
  row(["state", "وضع"], stateWords(one))
  row(["read from (never public)", "نشانی (همگانی نمی‌شود)"], one.reach === null ? null : same(one.reach))
  row(["independence group", "گروه استقلال"], one.independenceGroup === null ? null : same(one.independenceGroup))
  row(["redistribution", "بازنشر"], REDISTRIBUTION_WORDS[one.redistribution])
  row(["last attempt", "آخرین کوشش"], one.lastAttempt === null ? null : instantWords(one.lastAttempt))
  row(["last success", "آخرین موفقیت"], one.lastSuccess === null ? null : instantWords(one.lastSuccess))
  row(["last failure", "آخرین ناکامی"], one.lastFailure === null ? null : failureWords(one.lastFailure))
  row(["next due", "نوبت بعدی"], one.nextDue === null ? null : instantWords(one.nextDue))
  row(["reports that stand", "گزارش‌های پابرجا"], [en(one.reports), fa(one.reports)])
  row(["older versions", "نسخه‌های پیشین"], one.versions === 0 ? null : [en(one.versions), fa(one.versions)])
  row(
    ["kept as hash only", "تنها اثر انگشت"],
    one.aside === 0 ? null : [`${en(one.aside)}, which tell of no labour matter`, `${fa(one.aside)}، نامربوط به کار`],
  )
  row(["actions and calls", "حرکت‌ها و فراخوان‌ها"], [en(one.actions), fa(one.actions)])
  const refused = Object.entries(one.refusals).sort((a, b) => b[1] - a[1])
  return [
    safeLine(`${one.key}  ${namesOf(one)}`),
    ...rows.map(([label, value]) => `  ${label}: ${value}`),
    ...(refused.length === 0 ? [] : ["  refused · پذیرفته‌نشده:"]),
    ...refused.map(([code, n]) => `    ${en(n)} × ${failureWords(code).join(" · ")}`),
    "",
  ].join("\n")
}

/** A source's names, once where both languages have the same. */
function namesOf({ nameFa, nameEn }: SourceAccount): string {
  return nameFa === nameEn ? nameFa : `${nameEn} · ${nameFa}`
}
