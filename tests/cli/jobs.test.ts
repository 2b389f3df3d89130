import { spawn } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { MOST_FAILURES } from "../../packages/karnegar/src/jobs/jobs.ts"
import { openJobs } from "../../packages/karnegar/src/jobs/open-jobs.ts"
import { karnegar, MAIN } from "./spawn.ts"

const root = mkdtempSync(join(tmpdir(), "karnegar-jobs-"))
afterAll(() => rmSync(root, { recursive: true }))

const CANARY = "canary.name@example.org"
let places = 0
function freshPlace(): string {
  const data = join(root, `record-${places++}`)
  mkdirSync(data)
  return data
}

function reportsFile(name: string, count: number): string {
  const path = join(root, name)
  const lines = Array.from({ length: count }, (_, i) =>
    JSON.stringify({
      id: `${name}-${i}`,
      text: `کارگران کارخانهٔ شمارهٔ ${i} در اراک تجمع کردند. ${CANARY}`,
      published: "2021-03-25",
    }),
  )
  writeFileSync(path, `${lines.join("\n")}\n`)
  return path
}

const list = async (data: string) =>
  JSON.parse((await karnegar(["jobs", "--data", data, "--format", "json"])).stdout) as {
    id: string
    state: string
    failure: string | null
  }[]

/** No file of the queue holds words of a report. */
function expectNoText(data: string, ...said: readonly string[]): void {
  for (const name of readdirSync(data).filter((one) => one.startsWith("jobs.sqlite")))
    expect(readFileSync(join(data, name)).toString("latin1")).not.toContain(CANARY)
  expect(said.join("")).not.toContain(CANARY)
}

describe("karnegar import --later, worker and jobs", () => {
  test("put a file in the queue once, and import it", async () => {
    const data = freshPlace()
    const file = reportsFile("a.jsonl", 3)
    const later = await karnegar(["import", file, "--later", "--data", data])
    expect(later.stderr).toContain("is in the queue")
    expect((await karnegar(["import", file, "--later", "--data", data])).stderr).toContain("stood in the queue already")
    const shown = await karnegar(["jobs", "--data", data])
    expect(shown.stdout).toContain("import of a file: a.jsonl; waits\n")
    expect(shown.stdout).toContain("واردسازی پرونده: a.jsonl؛ در نوبت\n")
    const worked = await karnegar(["worker", "--once", "--data", data, "--format", "json"])
    expect(JSON.parse(worked.stdout)).toEqual({ done: 1, failed: 0 })
    expect(worked.status).toBe(0)
    expect(await list(data)).toEqual([])
    const again = await karnegar(["import", file, "--data", data, "--format", "json"])
    expect(JSON.parse(again.stdout)).toMatchObject({ added: 0, known: 3 })
    expectNoText(data, later.stderr, worked.stderr, worked.stdout)
  })

  test("refuse what cannot be queued", async () => {
    const data = freshPlace()
    const missing = await karnegar(["import", join(root, "nothing"), "--later", "--data", data])
    expect(missing.stderr).toContain("karnegar: import.unreadable: ")
    expect((await karnegar(["import", "-", "--later", "--data", data])).stderr).toContain("karnegar: import.later: ")
    expect(await list(data)).toEqual([])
    expect((await karnegar(["jobs", "retry", "--data", data])).status).toBe(2)
    expect((await karnegar(["jobs", "drop", "x", "--data", data])).stderr).toContain("karnegar: jobs.unknown: ")
    expect((await karnegar(["jobs", "--data", join(data, "none")])).stderr).toContain("record.missing")
  })

  test("keep a job that fails with its error, and tell it", async () => {
    const data = freshPlace()
    const file = reportsFile("gone.jsonl", 1)
    await karnegar(["import", file, "--later", "--data", data])
    rmSync(file)
    const worked = await karnegar(["worker", "--once", "--data", data])
    expect(worked.status).toBe(1)
    expect(worked.stderr).toContain("not done, the file cannot be read (import.unreadable)")
    expect(await list(data)).toMatchObject([{ state: "waits", failure: "import.unreadable" }])

    const jobs = await openJobs({ dataDir: data }, { retrySeconds: 0 })
    const { id } = (await jobs.list())[0]!
    // Its back-off of half a minute is not waited for here: dropped, added and failed again without one.
    await jobs.drop(id)
    const payload = { path: file, source: null, chats: [], publicName: null, media: false, columns: {} }
    const added = await jobs.add({
      kind: "import-file",
      key: file,
      payload: { ...payload, published: null, lang: null },
    })
    for (let i = 0; i < MOST_FAILURES; i++) await jobs.fail((await jobs.take())!, "import.unreadable")
    await jobs.close()
    const shown = await karnegar(["jobs", "--data", data])
    expect(shown.stdout).toContain("parked after 5 attempts: the file cannot be read (import.unreadable)")
    expect(shown.stdout).toContain("پس از ۵ بار کنار گذاشته شد: پرونده خوانده نمی‌شود (import.unreadable)")
    expect(shown.stderr).toContain("karnegar jobs retry --all")

    reportsFile("gone.jsonl", 1)
    expect((await karnegar(["jobs", "retry", added.id.slice(0, 8), "--data", data])).stderr).toContain(
      "1 back in the queue",
    )
    expect((await karnegar(["jobs", "retry", "--all", "--data", data])).stderr).toContain("no job is parked")
    expect((await karnegar(["worker", "--once", "--data", data])).status).toBe(0)
    expect(await list(data)).toEqual([])
  })

  test("end after the job in hand when they are asked to", async () => {
    const data = freshPlace()
    await karnegar(["import", reportsFile("big.jsonl", 600), "--later", "--data", data])
    await karnegar(["import", reportsFile("small.jsonl", 1), "--later", "--data", data])
    const worker = spawn(process.execPath, [MAIN, "worker", "--data", data], { stdio: ["ignore", "ignore", "pipe"] })
    let said = ""
    let asked = false
    worker.stderr.on("data", (bytes: Buffer) => {
      said += bytes.toString("utf8")
      if (!asked && said.includes("big.jsonl …")) {
        asked = true
        worker.kill("SIGTERM")
      }
    })
    const status = await new Promise((done) => worker.once("close", done))
    expect(status).toBe(0)
    expect(said).toContain("import of a file: big.jsonl: done in")
    expect(await list(data)).toMatchObject([{ state: "waits", failure: null }])
    const again = await karnegar(["import", join(root, "big.jsonl"), "--data", data, "--format", "json"])
    expect(JSON.parse(again.stdout)).toMatchObject({ added: 0, known: 600 })
  })

  test("end after as many jobs as were asked for", async () => {
    const data = freshPlace()
    for (const name of ["x.jsonl", "y.jsonl"])
      await karnegar(["import", reportsFile(name, 1), "--later", "--data", data])
    const worked = await karnegar(["worker", "--count", "1", "--data", data, "--format", "json"])
    expect(JSON.parse(worked.stdout)).toEqual({ done: 1, failed: 0 })
    expect(await list(data)).toHaveLength(1)
  })
})
