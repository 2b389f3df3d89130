import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { type Member, readTar, writeTar } from "./tar.ts"

const MEMBERS: readonly Member[] = [
  { name: "manifest.json", bytes: Buffer.from("{}") },
  { name: "tables/a/000001.jsonl", bytes: Buffer.from("x".repeat(512)) },
  { name: "tables/a/000002.jsonl", bytes: Buffer.alloc(0) },
  { name: "tables/b/000001.jsonl", bytes: Buffer.from("کار ".repeat(2000)) },
]

async function* each<T>(list: readonly T[]): AsyncGenerator<T> {
  yield* list
}

async function archiveOf(members: readonly Member[]): Promise<Buffer> {
  const out: Uint8Array[] = []
  for await (const chunk of writeTar(each(members))) out.push(chunk)
  return Buffer.concat(out)
}

async function membersOf(archive: Buffer, step: number, most = 1 << 20): Promise<Member[]> {
  const chunks = Array.from({ length: Math.ceil(archive.length / step) }, (_, i) =>
    archive.subarray(i * step, (i + 1) * step),
  )
  const members: Member[] = []
  for await (const { name, bytes } of readTar(each(chunks), most)) members.push({ name, bytes: Buffer.from(bytes) })
  return members
}

describe("writeTar and readTar", () => {
  for (const step of [1, 511, 512, 513, 100_000]) {
    test(`bring every member through chunks of ${step} bytes`, async () => {
      expect(await membersOf(await archiveOf(MEMBERS), step)).toEqual(MEMBERS)
    })
  }

  test("write what tar unpacks", async () => {
    const folder = mkdtempSync(join(tmpdir(), "karnegar-tar-"))
    writeFileSync(join(folder, "a.tar"), await archiveOf(MEMBERS))
    execFileSync("tar", ["xf", "a.tar"], { cwd: folder })
    for (const { name, bytes } of MEMBERS) expect(readFileSync(join(folder, name)).equals(bytes)).toBe(true)
    rmSync(folder, { recursive: true })
  })

  const bad: readonly (readonly [what: string, change: (archive: Buffer) => Buffer, says: string])[] = [
    ["bytes that are no archive", () => Buffer.from("no archive ".repeat(100)), "no ustar header"],
    ["an archive cut off", (archive) => archive.subarray(0, 1000), "ends too early"],
    ["an archive without its end", (archive) => archive.subarray(0, -1024), "ends too early"],
    ["half an end mark", (archive) => archive.subarray(0, -512), "ends too early"],
    ["bytes after the end", (archive) => Buffer.concat([archive, Buffer.from("x")]), "after the end"],
    ["a changed size", (archive) => changed(archive, 134, "7"), "not what it was"],
    ["a changed name", (archive) => changed(archive, 0, "n"), "not what it was"],
  ]
  for (const [what, change, says] of bad) {
    test(`refuse ${what}`, async () => {
      await expect(membersOf(change(await archiveOf(MEMBERS)), 700)).rejects.toThrow(says)
    })
  }

  test("refuse a member that says it is larger than what is taken, before it is read", async () => {
    await expect(membersOf(await archiveOf(MEMBERS), 700, 600)).rejects.toThrow("bytes")
  })

  test("refuse to write a name that no header holds", async () => {
    await expect(archiveOf([{ name: "نام", bytes: Buffer.alloc(0) }])).rejects.toThrow(RangeError)
    await expect(archiveOf([{ name: "a".repeat(101), bytes: Buffer.alloc(0) }])).rejects.toThrow(RangeError)
  })
})

function changed(archive: Buffer, at: number, letter: string): Buffer {
  const copy = Buffer.from(archive)
  copy.write(letter, at, "latin1")
  return copy
}
