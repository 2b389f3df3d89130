import type { Participants } from "@karnegar/coder"
import type { Mapping } from "../intake/mapping/mapping.ts"
import type { Tally } from "../intake/mapping/tally.ts"
import type { ActionFields, ImportedRow } from "../record/fields.ts"
import { jalaliText } from "../written/date-cell.ts"
import { codeLabel, FIELD_WORDS } from "./field-words.ts"
import { columnsOf, safeLine } from "./terminal-text.ts"

/** Unknown values that are named for a field. */
const MOST_UNKNOWN = 10
/** Columns of a terminal that a value takes at most. */
const WIDE = 200

/** Words for fields that no card of a coded report has. */
const OWN_WORDS = {
  workers_direct: { fa: "کارگران درگیر", en: "workers directly involved" },
  workers_indirect: { fa: "کارگران متأثر", en: "workers indirectly involved" },
  establishments: { fa: "شمار کارگاه‌ها", en: "establishments" },
  workforce_size: { fa: "شمار همهٔ کارکنان", en: "size of the workforce" },
  days_not_worked: { fa: "روزهای کارنکرده", en: "days not worked" },
  enterprise_type: { fa: "نوع بنگاه", en: "type of enterprise" },
  state_response: { fa: "واکنش مقام‌ها", en: "response of the authorities" },
  employer_response: { fa: "واکنش کارفرما", en: "response of the employer" },
  settlement: { fa: "شیوهٔ حل اختلاف", en: "settlement" },
  last_seen_ongoing: { fa: "آخرین روزی که ادامه داشت", en: "last seen ongoing" },
  start: { fa: "آغاز", en: "start" },
  end: { fa: "پایان", en: "end" },
  precision: { fa: "دقت تاریخ", en: "precision of the date" },
  workplace_id: { fa: "محل کار ثبت‌شده", en: "workplace on the register" },
  organisation_ids: { fa: "تشکل‌های ثبت‌شده", en: "organisations on the register" },
  urls: { fa: "نشانی‌ها", en: "addresses" },
  private: { fa: "تنها در درون", en: "kept inside, never public" },
} as const

/** What the first rows become, and what became of the values of all; for the terminal of the one who imports. */
export function previewOf(
  mapping: Mapping,
  shown: readonly { readonly row: number; readonly imported: ImportedRow }[],
  tally: Tally,
): string {
  const parts = [safeLine(`${mapping.name}: ${mapping.title.en} · ${mapping.title.fa}`)]
  for (const { row, imported } of shown) parts.push(cardOf(row, imported))
  const lines: string[] = []
  for (const [field, { coded, kept, leftOut, unknown }] of tally.fields()) {
    lines.push(
      `  ${labelOf(field)}: ${coded} coded · کدگذاری‌شده${kept > 0 ? `, ${kept} kept as written · همان‌گونه که نوشته شده` : ""}${leftOut > 0 ? `, ${leftOut} left out · کنار گذاشته‌شده` : ""}`,
    )
    for (const { value, times } of unknown.slice(0, MOST_UNKNOWN)) lines.push(`      ${times} × ${cut(value)}`)
    if (unknown.length > MOST_UNKNOWN) lines.push(`      … ${unknown.length - MOST_UNKNOWN} more · دیگر`)
  }
  if (lines.length > 0) parts.push(["values · مقدارها", ...lines].join("\n"))
  for (const [title, counts] of [
    ["not taken as written · نه چنان که نوشته شده", tally.told()],
    ["refused · پذیرفته‌نشده", tally.problems()],
  ] as const) {
    const rows = Object.entries(counts).sort((a, b) => b[1] - a[1])
    if (rows.length > 0) parts.push([title, ...rows.map(([code, n]) => `  ${code}: ${n}`)].join("\n"))
  }
  return `${parts.join("\n\n")}\n`
}

function cardOf(row: number, { key, fields, words, urls }: ImportedRow): string {
  const rows: [label: string, value: string][] = []
  const put = (field: string, value: string) => {
    if (value !== "") rows.push([labelOf(field), cut(value)])
  }
  const codes = (field: string, kind: string, values: readonly (string | null)[]) =>
    put(
      field,
      values
        .filter((code) => code !== null)
        .map((code) => `${codeLabel(kind, code, "en")} · ${codeLabel(kind, code, "fa")}`)
        .join("; "),
    )
  codes("forms", "forms", fields.forms)
  codes("status", "statuses", [fields.status])
  put("date", daysOf(fields))
  put("last_seen_ongoing", fields.lastSeenOngoing ?? "")
  put(
    "places",
    fields.places
      .map(
        (place) =>
          `${place.nameEn || "–"} · ${place.nameFa}${place.lat === null ? "" : ` (${place.lat}, ${place.lon})`}`,
      )
      .join("; "),
  )
  put("places_count", numberOf(fields.placesCount))
  codes("workforce", "workforces", [fields.workforce])
  codes("joint_with", "workforces", fields.jointWith)
  codes("employment", "employment", fields.employment)
  codes("character", "character", [fields.character])
  put("participants", rangeOf(fields.participants))
  codes("demands", "demands", fields.demands)
  codes("outcomes", "outcomes", fields.outcomes)
  codes("repression", "repression", fields.repression)
  put("enterprise_type", fields.enterpriseType ?? "")
  put("workers_direct", rangeOf(fields.workersDirect))
  put("workers_indirect", rangeOf(fields.workersIndirect))
  put("establishments", numberOf(fields.establishments))
  put("workforce_size", numberOf(fields.workforceSize))
  put("days_not_worked", rangeOf(fields.daysNotWorked))
  put("state_response", fields.stateResponse.join("; "))
  put("employer_response", fields.employerResponse.join("; "))
  put("settlement", fields.settlement ?? "")
  put("workplace_id", fields.workplaceId ?? "")
  put("organisation_ids", fields.organisationIds.join("; "))
  put("urls", urls.join(" "))
  put(
    "private",
    [words.employer ?? "", ...words.organisers, ...words.places, ...words.demands, words.note ?? ""]
      .filter((one) => one !== "")
      .join(" | "),
  )
  const wide = Math.max(...rows.map(([label]) => columnsOf(label)))
  const lines = rows.map(([label, value]) => `  ${label}${" ".repeat(wide - columnsOf(label))}  ${value}`)
  return [`row ${row} · سطر · ${cut(key)}`, ...lines].join("\n")
}

function labelOf(field: string): string {
  const words = { ...FIELD_WORDS, ...OWN_WORDS } as Readonly<
    Record<string, { readonly fa: string; readonly en: string }>
  >
  const own = words[field]
  return own === undefined ? field : `${own.en} · ${own.fa}`
}

function daysOf({ start, end, precision }: ActionFields): string {
  if (start === null) return "unknown · نامعلوم"
  const days = end === null ? start : `${start} – ${end}`
  const jalali = end === null ? jalaliText(start) : `${jalaliText(start)} – ${jalaliText(end)}`
  return `${days} · ${jalali} (${precision})`
}

function rangeOf(range: Participants | null): string {
  if (range === null) return ""
  if (range.max === null) return `≥ ${range.min}`
  return range.min === range.max ? String(range.min) : `${range.min}–${range.max}`
}

function numberOf(number: number | null): string {
  return number === null ? "" : String(number)
}

function cut(text: string): string {
  const line = safeLine(text)
  return line.length > WIDE ? `${line.slice(0, WIDE)}…` : line
}
