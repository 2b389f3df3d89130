import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { writeWhole } from "./write-file.ts"

const dir = mkdtempSync(join(tmpdir(), "karnegar-write-"))
afterAll(() => rmSync(dir, { recursive: true }))

describe("writeWhole", () => {
  test("writes texts and bytes in order and says how many bytes", async () => {
    const path = join(dir, "a.txt")
    const long = "ب".repeat(300_000)
    expect(await writeWhole(path, ["الف", new Uint8Array([0x21]), long])).toBe(6 + 1 + 600_000)
    expect(readFileSync(path, "utf8")).toBe(`الف!${long}`)
  })

  test("leaves what stood there, and no other file, when the source fails midway", async () => {
    const path = join(dir, "b.txt")
    writeFileSync(path, "before")
    function* failing() {
      yield "x".repeat(1_000_000)
      throw new Error("planted")
    }
    await expect(writeWhole(path, failing())).rejects.toThrow("planted")
    expect(readFileSync(path, "utf8")).toBe("before")
    expect(readdirSync(dir).filter((name) => name.endsWith(".part"))).toEqual([])
  })

  test("follows a link and keeps it", async () => {
    const path = join(dir, "real.txt")
    writeFileSync(path, "before")
    symlinkSync(path, join(dir, "link.txt"))
    await writeWhole(join(dir, "link.txt"), ["after"])
    expect(readFileSync(path, "utf8")).toBe("after")
    expect(lstatSync(join(dir, "link.txt")).isSymbolicLink()).toBe(true)
  })

  test("writes into a device as it is, and is told of a full one", async () => {
    expect(await writeWhole("/dev/null", ["abc"])).toBe(3)
    await expect(writeWhole("/dev/full", ["abc"])).rejects.toMatchObject({ code: "ENOSPC" })
    expect(lstatSync("/dev/full").isCharacterDevice()).toBe(true)
  })

  test("refuses a folder and a folder that is not there", async () => {
    await expect(writeWhole(dir, ["abc"])).rejects.toMatchObject({ code: "EISDIR" })
    await expect(writeWhole(join(dir, "none", "x"), ["abc"])).rejects.toMatchObject({ code: "ENOENT" })
  })
})
