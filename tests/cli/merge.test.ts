import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { CALL, STRIKE, TOWNS } from "../support/reports.ts"
import { karnegar } from "./spawn.ts"

let dir: string
let data: string
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-merge-"))
  data = join(dir, "record")
  const file = join(dir, "reports.jsonl")
  const texts = [STRIKE, `به گزارش کانال نمونه ${STRIKE}`, TOWNS, CALL]
  writeFileSync(
    file,
    texts.map((text, i) => `${JSON.stringify({ id: String(i), text, published: "2024-05-05" })}\n`).join(""),
  )
  await run("import", file)
  await run("rules", "on", "accept-codings")
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const run = (...args: readonly string[]) => karnegar([...args, "--data", data])
const actions = async () => JSON.parse((await run("verify", "--format", "json")).stdout).counts.actions as number
const pairs = async () =>
  JSON.parse((await run("merge", "list", "--format", "json")).stdout) as { actionId: string; otherId: string }[]

test("merge lists a pair with its reasons in both languages, joins it and takes that back", async () => {
  const shown = await run("merge", "list")
  expect(shown.stdout).toContain("واژه‌ها مشترک")
  expect(shown.stdout).toContain("same day")
  const [{ actionId, otherId }] = (await pairs()) as [{ actionId: string; otherId: string }]
  expect(await actions()).toBe(4)
  const joined = await run("merge", "join", actionId, otherId, "--format", "json")
  expect(await actions()).toBe(3)
  expect(await pairs()).toEqual([])
  const { decision } = JSON.parse(joined.stdout) as { decision: number }
  expect((await run("merge", "undo", String(decision))).status).toBe(0)
  expect(await actions()).toBe(4)
  expect((await run("merge", "undo", String(decision))).stderr).toContain("decision.undone")
})

test("merge splits an account off and keeps two apart", async () => {
  const [{ actionId, otherId }] = (await pairs()) as [{ actionId: string; otherId: string }]
  await run("merge", "join", actionId, otherId)
  await run("merge", "split", actionId, otherId)
  expect(await actions()).toBe(4)
  expect(await pairs()).toEqual([])
  expect((await run("merge", "split", actionId, otherId)).stderr).toContain("decision.groups")
  expect((await run("merge", "apart", actionId, "a0000000000")).stderr).toContain("record.not_found")
})

test("rules joins what is alike from a threshold on, and refuses one that is too low", async () => {
  expect((await run("rules", "on", "join-alike", "0.2")).stderr).toContain("rules.threshold")
  expect((await run("rules", "on", "join-alike")).stdout).toContain("0.85")
  expect((await run("rules", "on", "alike")).status).toBe(2)
  // A person kept the pair apart: the rule does not go against that.
  expect(await actions()).toBe(4)
  expect((await run("rules", "off", "join-alike")).stdout).toMatch(/join-alike\s+off/)
})

test("rebuild derives the same again", async () => {
  const before = (await run("verify", "--format", "json")).stdout
  expect((await run("rebuild")).status).toBe(0)
  expect((await run("verify", "--format", "json")).stdout).toBe(before)
})
