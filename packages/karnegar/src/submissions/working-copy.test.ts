import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import sharp from "sharp"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { workingCopy } from "./working-copy.ts"

const MARKS = ["Workshop Seven", "SN-778899", "GPSLatitude"]
let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-copies-"))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** A picture of a phone that tells its owner, its number and where it stood. */
function photograph() {
  const exif = {
    IFD0: { Artist: MARKS[0]!, Software: MARKS[1]! },
    IFD3: { GPSLatitude: "35/1 41/1 0/1", GPSLatitudeRef: "N" },
  }
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description>${MARKS[2]}</rdf:Description></rdf:RDF></x:xmpmeta>`
  return sharp({ create: { width: 40, height: 30, channels: 3, background: "#884400" } })
    .withExif(exif)
    .withXmp(xmp)
}
const tellsIn = (bytes: Uint8Array) => MARKS.filter((mark) => Buffer.from(bytes).includes(mark))

describe("workingCopy", () => {
  for (const [ending, make] of [
    ["jpg", () => photograph().jpeg().toBuffer()],
    ["png", () => photograph().png().toBuffer()],
    ["webp", () => photograph().webp().toBuffer()],
    ["tiff", () => photograph().tiff().toBuffer()],
    ["heic", () => photograph().avif().toBuffer()],
  ] as const) {
    test(`draws a ${ending} anew, without what its camera wrote`, async () => {
      const bytes = await make()
      expect(tellsIn(bytes).length).toBeGreaterThan(0)
      const copy = (await workingCopy({ name: `x.${ending}`, bytes }, dir))!
      expect(copy.tool).toBe("sharp")
      expect(tellsIn(copy.bytes)).toEqual([])
      const { width, height, exif, xmp } = await sharp(copy.bytes).metadata()
      expect([width, height, exif, xmp]).toEqual([40, 30, undefined, undefined])
    })
  }

  test("turns a picture as its camera held it", async () => {
    const bytes = await photograph().withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const { width, height } = await sharp((await workingCopy({ name: "x.jpg", bytes }, dir))!.bytes).metadata()
    expect([width, height]).toEqual([30, 40])
  })

  test("has none for what it cannot clean, and leaves nothing behind", async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>a</text></svg>'
    for (const [name, bytes] of [
      ["x.svg", svg],
      ["x.exe", "MZ"],
      ["x.jpg", "no picture"],
      ["x.pdf", "no document"],
      ["noending", ""],
    ] as const)
      expect(await workingCopy({ name, bytes: Buffer.from(bytes) }, dir)).toBe(null)
    expect(readdirSync(dir)).toEqual([])
  })
})

/* Cleaners as programs of a few lines: what matters here is which is asked, with what, and what becomes of its answer. */
describe("workingCopy with a cleaner installed", () => {
  const path = process.env.PATH
  let bin: string
  let told: string
  beforeEach(() => {
    bin = mkdtempSync(join(tmpdir(), "karnegar-cleaners-"))
    told = join(bin, "told.txt")
    process.env.PATH = `${bin}${delimiter}${path}`
  })
  afterEach(() => {
    process.env.PATH = path
    rmSync(bin, { recursive: true, force: true })
  })
  /** @param does What is done to the file, the last word that it is called with. */
  const install = (tool: "mat2" | "exiftool", does: string) =>
    writeFileSync(
      join(bin, tool),
      `#!/bin/sh\nfor file; do :; done\necho "${tool} $(stat -c %a "$file") $*" >> ${told}\n${does}\n`,
      { mode: 0o755 },
    )
  const CLEANS = `sed -i 's/${MARKS[0]}/clean/' "$file"`
  const asked = () => readFileSync(told, "utf8").trim().split("\n")
  const bytes = Buffer.from(`document of ${MARKS[0]}`)

  for (const [name, tool, options] of [
    ["x.pdf", "mat2", "--inplace"],
    ["X.DOCX", "mat2", "--inplace"],
    ["x.mov", "exiftool", "-q -all= -overwrite_original"],
  ] as const)
    test(`gives a ${name} to ${tool}, in a file that is its owner's alone, and leaves nothing behind`, async () => {
      for (const one of ["mat2", "exiftool"] as const) install(one, CLEANS)
      const copy = (await workingCopy({ name, bytes }, dir))!
      expect([copy.tool, copy.ending]).toEqual([tool, name.slice(1).toLowerCase()])
      expect(Buffer.from(copy.bytes).toString()).toBe("document of clean")
      expect(asked().length).toBe(1)
      // The name that the sender gave is not told to it.
      expect(asked()[0]).toMatch(new RegExp(`^${tool} 600 ${options} ${dir}/[0-9a-f]{12}\\${copy.ending}$`))
      expect(readdirSync(dir)).toEqual([])
    })

  test("asks the second where the first refuses, and has none where both do", async () => {
    install("mat2", "exit 1")
    install("exiftool", CLEANS)
    expect(await workingCopy({ name: "x.mp4", bytes }, dir)).toMatchObject({ tool: "exiftool" })
    expect(asked().map((line) => line.split(" ")[0])).toEqual(["mat2", "exiftool"])
    install("exiftool", `${CLEANS}; exit 1`)
    expect(await workingCopy({ name: "x.mp4", bytes }, dir)).toBe(null)
    expect(await workingCopy({ name: "x.pdf", bytes }, dir)).toBe(null)
    expect(readdirSync(dir)).toEqual([])
  })

  test("would be seen to leave marks: a cleaner that does nothing", async () => {
    install("mat2", ":")
    expect(tellsIn((await workingCopy({ name: "x.pdf", bytes }, dir))!.bytes)).toEqual([MARKS[0]])
  })
})
