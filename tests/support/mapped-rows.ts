import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { builtInKnowledge } from "@karnegar/coder"
import type { Mapping } from "../../packages/karnegar/src/intake/mapping/mapping.ts"
import { readMapping } from "../../packages/karnegar/src/intake/mapping/read-mapping.ts"
import { type ReadRow, readRows } from "../../packages/karnegar/src/intake/mapping/read-rows.ts"
import { openTable } from "../../packages/karnegar/src/intake/tables/open-table.ts"
import type { ImportedRow } from "../../packages/karnegar/src/record/fields.ts"
import { registersFrom } from "../../packages/karnegar/src/record/registers.ts"

const folder = fileURLToPath(new URL("../../data/mappings/", import.meta.url))

/** The text of a shipped mapping. */
export function mappingText(name: string): string {
  return readFileSync(`${folder}${name}.yaml`, "utf8")
}

/** A shipped mapping, read from `data/mappings`. */
export function shippedMapping(name: string): Mapping {
  return readMapping(mappingText(name), (beside) =>
    existsSync(folder + beside) ? readFileSync(folder + beside, "utf8") : null,
  )
}

/** Every row of a file by a shipped mapping. */
export async function readMapped(path: string, mapping: Mapping): Promise<ReadRow[]> {
  const knowledge = builtInKnowledge()
  const out: ReadRow[] = []
  for await (const row of readRows(await openTable(path, mapping.file), mapping, knowledge, registersFrom(knowledge)))
    out.push(row)
  return out
}

/** The rows that can be imported. */
export function importable(rows: readonly ReadRow[]): ImportedRow[] {
  return rows.flatMap((row) => ("imported" in row ? [row.imported] : []))
}
