import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import sharp from "sharp"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
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
