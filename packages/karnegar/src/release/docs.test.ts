import { readFileSync } from "node:fs"
import { join } from "node:path"
import { ASKED, FIELDS } from "@karnegar/index"
import { expect, test } from "vitest"
import { TABLES } from "./table-names.ts"

test("docs/counting.md names every rule, field, standing that may be asked for and table", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../../docs/counting.md"), "utf8")
  const named = [...FIELDS, ...TABLES, "action", "place", "place-day", "dispute:N"].filter(
    (name) => !page.includes(`\`${name}\``),
  )
  expect(named).toEqual([])
  for (const standing of ASKED) expect(page.split(`--include ${standing}`).length).toBeGreaterThan(2)
})
