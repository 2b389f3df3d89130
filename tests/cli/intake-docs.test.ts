import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { ROOT } from "./spawn.ts"

const SRC = "packages/karnegar/src"
/** Codes that a page has to explain, and where they are made. */
const PAGES: readonly (readonly [page: string, sources: readonly string[], code: RegExp])[] = [
  ["folder", [`${SRC}/cli/watch-command.ts`], /"(watch\.[a-z_]+)"/g],
  ["jobs", [`${SRC}/jobs/work.ts`, `${SRC}/jobs/embedded-jobs.ts`], /"(job\.[a-z_]+)"/g],
]

describe("docs/intake", () => {
  for (const [page, sources, pattern] of PAGES)
    for (const ending of [".md", ".fa.md"])
      test(`${page}${ending} says what to do about every code`, () => {
        const text = readFileSync(join(ROOT, "docs/intake", page + ending), "utf8")
        const codes = sources.flatMap((path) =>
          [...readFileSync(join(ROOT, path), "utf8").matchAll(pattern)].map(([, code]) => code!),
        )
        expect(codes.length).toBeGreaterThan(3)
        expect(codes.filter((code) => !text.includes(`\`${code}\``))).toEqual([])
      })

  test("README and README.fa lead to every page", () => {
    for (const [readme, ending] of [
      ["README.md", ".md"],
      ["README.fa.md", ".fa.md"],
    ] as const) {
      const text = readFileSync(join(ROOT, readme), "utf8")
      for (const page of ["sources", "telegram", "mail", "spreadsheets", "pasted", "pages", "feeds", "folder", "jobs"])
        expect(text).toContain(`docs/intake/${page}${ending}`)
    }
  })
})
