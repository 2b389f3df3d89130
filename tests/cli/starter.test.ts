import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { starterEvents, starterRows } from "../support/starter.ts"
import { karnegar, MAIN } from "./spawn.ts"

/** Serves a record with the starter record and does something with the site; ends it again. */
async function served<T>(data: string, work: (address: string, said: () => string) => Promise<T>): Promise<T> {
  const child: ChildProcess = spawn(process.execPath, [MAIN, "serve", "--starter", "--data", data, "--port", "0"], {
    env: { ...process.env, NO_COLOR: "", FORCE_COLOR: "" },
  })
  let said = ""
  try {
    const address = await new Promise<string>((resolve, reject) => {
      const hear = (bytes: Buffer) => {
        said += bytes.toString("utf8")
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)
        if (found !== null) resolve(found[0])
      }
      child.stdout!.on("data", hear)
      child.stderr!.on("data", hear)
      child.once("close", () => reject(new Error(`the site ended: ${said}`)))
    })
    return await work(address, () => said)
  } finally {
    const closed = new Promise((done) => child.once("close", done))
    child.kill("SIGINT")
    await closed
  }
}

describe("karnegar serve --starter", () => {
  let data: string
  beforeAll(() => {
    data = mkdtempSync(join(tmpdir(), "karnegar-starter-"))
  })
  afterAll(() => rmSync(data, { recursive: true, force: true }))
  const text = async (address: string) => (await fetch(address)).text()

  test("shows every row as reviewed, each with addresses that can be clicked and their outlets", async () => {
    const count = starterRows().length
    await served(data, async (address, said) => {
      expect(said()).toContain(`${count} actions new`)
      // Of checked actions alone; the sentence around the figure is the list's own.
      const all = await text(`${address}/en/actions?review=checked`)
      expect(new RegExp(`\\b${count}\\b`).test(all)).toBe(true)
      expect(await text(`${address}/en/waves`)).toContain(starterEvents()[0]!.name_en)
      const list = await text(`${address}/en/actions?q=Haft+Tappeh&review=checked`)
      const id = /\/en\/actions\/(a[a-z0-9]+)"/.exec(list)![1]!
      const page = await text(`${address}/en/actions/${id}`)
      expect(/<a href="https:\/\/[^"]+" rel="noreferrer nofollow external"/.test(page)).toBe(true)
      expect(page.includes("Nobody has checked it here")).toBe(false)
      const action = (await (await fetch(`${address}/actions/${id}.json`)).json()) as {
        readonly sources: readonly { readonly url: string; readonly source: unknown }[]
      }
      for (const { url, source } of action.sources) {
        expect(url).toMatch(/^https:\/\//)
        expect(source).not.toBeNull()
      }
    })
  })

  test("changes nothing at the second start", async () => {
    const before = await karnegar(["verify", "--data", data])
    expect(before.status).toBe(0)
    await served(data, async (_, said) => expect(said()).not.toContain("starter record:"))
    expect(await karnegar(["verify", "--data", data])).toEqual(before)
  })

  test("goes back whole when its import is undone", async () => {
    const imports = await karnegar(["imports", "--data", data])
    const id = /\b(i[a-z0-9]{6,})\b/.exec(imports.stdout)![1]!
    expect((await karnegar(["imports", "undo", id, "--data", data])).status).toBe(0)
    expect((await karnegar(["verify", "--data", data])).status).toBe(0)
    const left = await karnegar(["export", "--data", data, "--format", "csv", "--include", "all"])
    expect([left.status, left.stdout.trim().split("\n").length]).toEqual([0, 1])
  })
})
