import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type ActionIndex, buildIndex, FIELDS } from "@karnegar/index"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { publishedAction } from "../../../../../tests/support/published-actions.ts"
import type { PublishedAction } from "../../record/types.ts"
import { indexRowOf } from "../../web/index-row.ts"
import { mirrorFiles } from "./mirror-files.ts"
import { NotAMirror, SUMS, writeMirror } from "./write-mirror.ts"

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-mirror-"))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const file = (name: string, text: string) => ({ name, chunks: () => [text] })

describe("writeMirror", () => {
  test("replaces a copy that stands, and leaves nothing beside it", async () => {
    const folder = join(dir, "copy")
    await writeMirror(folder, [file("a.html", "one"), file("old.html", "gone")])
    const written = await writeMirror(folder, [file("a.html", "two")])
    expect(written).toEqual({ files: 2, bytes: 3 + 64 + "  a.html\n".length })
    expect(readdirSync(folder).sort()).toEqual([SUMS, "a.html"])
    expect(readFileSync(join(folder, "a.html"), "utf8")).toBe("two")
    expect(readdirSync(dir)).toEqual(["copy"])
  })

  test("leaves a folder alone that holds something else", async () => {
    const folder = join(dir, "papers")
    mkdirSync(folder)
    writeFileSync(join(folder, "letter.txt"), "mine")
    await expect(writeMirror(folder, [file("a.html", "one")])).rejects.toThrow(NotAMirror)
    expect(readdirSync(folder)).toEqual(["letter.txt"])
  })

  test("makes the folders above it, and says at once where none can be made", async () => {
    await writeMirror(join(dir, "new", "deep", "copy"), [file("a.html", "one")])
    expect(readFileSync(join(dir, "new", "deep", "copy", "a.html"), "utf8")).toBe("one")
    rmSync(join(dir, "new"), { recursive: true })
    await expect(writeMirror("/proc/copy", [file("a.html", "one")])).rejects.toMatchObject({ syscall: "mkdir" })
  })

  test("leaves the copy that stands when a file of the new one cannot be made", async () => {
    const folder = join(dir, "kept")
    await writeMirror(folder, [file("a.html", "one")])
    const broken = {
      name: "b.html",
      chunks: () => {
        throw new Error("planted")
      },
    }
    await expect(writeMirror(folder, [file("a.html", "two"), broken])).rejects.toThrow("planted")
    expect(readFileSync(join(folder, "a.html"), "utf8")).toBe("one")
    expect(readdirSync(dir).filter((name) => name.startsWith("."))).toEqual([])
  })
})

describe("mirrorFiles", () => {
  /** All files as texts. */
  const textsOf = (records: readonly PublishedAction[]) =>
    new Map(
      mirrorFiles(records, { day: "2026-11-30", origin: null }, () => new Uint8Array()).map(({ name, chunks }) => [
        name,
        [...(chunks() as Iterable<string | Uint8Array>)].join(""),
      ]),
    )
  const figures = (index: ActionIndex) => {
    const all = index.select({})
    const { by } = index.facets(all, { kind: "action" }, FIELDS)
    return {
      by: [...by].map(([field, { counts, withoutValue }]) => [field, [...counts].sort(), withoutValue]),
      found: ["نفت", "haft", "تهران"].map((text) => [...index.rank(index.select({ text }), text, 5)]),
      ids: index.rows.map(({ id }) => id),
    }
  }
  /** What the searching page has in its hands. */
  const rowsIn = (script: string) =>
    JSON.parse(script.replace("globalThis.karnegarRows = ", "").replace(/,\n\]\n$/, "]"))
  const standing = fc
    .array(publishedAction, { minLength: 1, maxLength: 6 })
    .map((all) => all.filter(({ state }) => state !== "retracted"))
    .filter((all) => all.length > 0)

  test("the rows beside the page answer as the site does, whatever stands in them", () => {
    fc.assert(
      fc.property(standing, (records) => {
        const script = textsOf(records).get("rows.js")!
        expect(figures(buildIndex(rowsIn(script)))).toEqual(figures(buildIndex(records.map(indexRowOf))))
      }),
      { numRuns: 30 },
    )
  })

  test("every record stands on one page of a year in each language, its names as text", () => {
    fc.assert(
      fc.property(standing, (records) => {
        const texts = textsOf(records)
        for (const lang of ["fa", "en"]) {
          const years = [...texts].filter(([name]) => new RegExp(`^${lang}-(\\d+|undated)\\.html$`).test(name))
          const anchors = years.flatMap(([, text]) => [...text.matchAll(/<article id="([^"]+)"/g)].map(([, id]) => id))
          expect(anchors.sort()).toEqual(records.map(({ id }) => id).sort())
          for (const [, text] of years) {
            expect(text).not.toMatch(/<b>|<script|style=/)
            expect(text.match(/<h1>/g)).toHaveLength(1)
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  test("is the same to the byte when made again", () => {
    const [records] = fc.sample(standing, 1)
    expect(textsOf(records!)).toEqual(textsOf(records!))
  })

  test("says of an empty record that it is empty, with a header in each table", () => {
    const texts = textsOf([])
    expect(texts.get("en.html")).toContain("0 actions")
    expect(rowsIn(texts.get("rows.js")!.replace("[\n]", "[]"))).toEqual([])
    expect(texts.get("actions.csv")).toContain("id,")
  })
})
