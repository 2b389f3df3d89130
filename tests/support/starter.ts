import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { parse } from "csv-parse/sync"

/** A row of the starter record as it stands in the file: every cell a text. */
export type StarterRow = Readonly<Record<string, string>>

/** A path of the starter record. */
export const starterPath = (name: string) => fileURLToPath(new URL(`../../data/starter/${name}`, import.meta.url))

/** Rows of `data/starter/actions.csv`. */
export function starterRows(): StarterRow[] {
  return parse(readFileSync(starterPath("actions.csv"), "utf8"), { columns: true }) as StarterRow[]
}

/** The outlets of `data/starter/sources.json`. */
export function starterSources(): { key: string; nameFa: string; nameEn: string; reach: string }[] {
  return JSON.parse(readFileSync(starterPath("sources.json"), "utf8"))
}

/** Context events of `data/starter/events.json`, with the addresses that tell of them. */
export function starterEvents(): {
  readonly id: string
  readonly name_fa: string
  readonly name_en: string
  readonly first_day: string
  readonly last_day: string
  readonly urls: readonly string[]
}[] {
  return JSON.parse(readFileSync(starterPath("events.json"), "utf8"))
}
