import type { BesideCounts } from "../backup/beside.ts"
import type { Manifest } from "../backup/format.ts"

/** Rows of all tables. */
export function rowsOf({ tables }: Manifest): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0)
}

/** Number of the newest entry of the log. */
export function entryOf({ head }: Manifest): number {
  return Number(head.split(":")[0])
}

const BESIDE_WORDS: { readonly [name: string]: readonly [en: string, fa: string] } = {
  jobs: ["jobs of the queue", "کار صف"],
  submissions: ["rows of sealed submissions", "سطر گزارش‌های مهروموم‌شده"],
}

/** What stands beside the record, where there is any. */
export function besideWords(counts: BesideCounts): readonly [en: string, fa: string] {
  const some = Object.entries(counts).filter(([, count]) => count > 0)
  const line = (i: 0 | 1) =>
    some.map(([name, n]) => `${i === 0 ? n : n.toLocaleString("fa")} ${BESIDE_WORDS[name]?.[i] ?? name}`)
  return [line(0).join(", "), line(1).join("، ")]
}

/** What a program wants to know of a backup. */
export function told({ formatVersion, schema, program, made, head, tables }: Manifest): object {
  return {
    formatVersion,
    schema,
    program,
    made,
    head,
    tables: Object.fromEntries(tables.map(({ name, rows }) => [name, rows])),
  }
}
