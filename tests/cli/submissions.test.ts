import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Encrypter } from "age-encryption"
import sharp from "sharp"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { karnegar, MAIN } from "./spawn.ts"

const CANARY = "کلاغ‌های هفت‌رنگ برج پنجم"
let dir: string
let data: string
let temporary: string
let key: string
let recipient: string
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-submissions-"))
  ;[data, temporary, key] = [join(dir, "data"), join(dir, "tmp"), join(dir, "key.txt")]
  for (const folder of [data, temporary]) mkdirSync(folder)
  await karnegar(["rules", "--data", data])
  recipient = (await karnegar(["keys", "new", key])).stdout.trim()
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** A site in a process of its own, with all that it writes to its log. */
async function serve(): Promise<{ readonly child: ChildProcess; readonly address: string; log(): string }> {
  const child = spawn(process.execPath, [MAIN, "serve", "--data", data, "--port", "0"], {
    env: { ...process.env, TMPDIR: temporary },
  })
  let log = ""
  const listening = new Promise<string>((done) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (bytes: Buffer) => {
        log += bytes.toString("utf8")
        const address = /http:\/\/127\.0\.0\.1:\d+/.exec(log)
        if (address !== null) done(address[0])
      })
  })
  return { child, address: await listening, log: () => log }
}

const run = (...args: string[]) => karnegar(["submissions", ...args, "--data", data])
const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())

describe("karnegar submissions", () => {
  test("keys: adds, tells a fingerprint, takes away, refuses a secret and what is none", async () => {
    const added = await run("keys", "add", recipient)
    expect([added.status, added.stdout.trim()]).toEqual([0, recipient])
    const [fingerprint] = /([0-9a-f]{4} ){7}[0-9a-f]{4}/.exec(added.stderr)!
    expect((await run("keys", "add", recipient)).stderr).toContain(fingerprint)
    for (const bad of [readFileSync(key, "utf8").split("\n")[2]!, "age1xyz"]) {
      const refused = await run("keys", "add", bad)
      expect([refused.status, refused.stderr.includes(bad)]).toEqual([1, false])
    }
    expect((await run("keys", "remove", "age1unknown")).stderr).toContain("submissions.key_unknown")
    expect((await run("keys", "remove", recipient)).stdout).toBe("")
    expect((await run("keys", "list")).stderr).toContain("no keys")
    await run("keys", "add", recipient)
  })

  test("keeps what was answered though the site is killed in that moment; no word of it in data, folder or log", {
    timeout: 60_000,
  }, async () => {
    const { child, address, log } = await serve()
    const picture = await sharp({ create: { width: 20, height: 20, channels: 3, background: "#123456" } })
      .withExif({ IFD0: { Artist: "Workshop Seven" } })
      .jpeg()
      .toBuffer()
    const form = new FormData()
    form.set("text", CANARY)
    form.set("files", new File([Uint8Array.from(picture), CANARY], "x.jpg"))
    const sealed = new Encrypter()
    sealed.addRecipient(recipient)
    const offline = new FormData()
    offline.set("sealed", new File([Uint8Array.from(await sealed.encrypt(CANARY))], "x.age"))
    for (const body of [form, offline]) {
      const answer = await fetch(`${address}/fa/send`, { method: "POST", body })
      expect(await answer.text()).toContain('class="receipt"')
    }
    child.kill("SIGKILL")
    await once(child, "exit")
    expect([...files(data), ...files(temporary)].filter((path) => readFileSync(path).includes(CANARY))).toEqual([])
    expect(log()).not.toContain(CANARY)
    expect((await run("list")).stdout.trim().split("\n")).toHaveLength(2)
  })

  test("opens one with the key file: text, and a copy of its picture without hidden data; another key opens nothing", async () => {
    const all = JSON.parse((await run("list", "--format", "json")).stdout) as {
      id: string
      parts: { bucket: number }[]
    }[]
    const other = join(dir, "other.txt")
    await karnegar(["keys", "new", other])
    let copies = 0
    for (const { id } of all) {
      const to = join(dir, id)
      expect((await run("open", id, "--identity", other, "--to", to)).stderr).toContain("submissions.wrong_key")
      const opened = await run("open", id, "--identity", key, "--to", to)
      expect(opened.status).toBe(0)
      expect(readFileSync(join(to, "1-message.txt"), "utf8")).toContain(CANARY)
      expect(statSync(to).mode & 0o077).toBe(0)
      for (const name of readdirSync(to).filter((one) => one.includes("copy"))) {
        copies++
        expect(readFileSync(join(to, name)).includes("Workshop Seven")).toBe(false)
      }
      expect((await run("open", id, "--identity", key, "--to", to)).status).toBe(1)
      expect((await run("close", id)).status).toBe(0)
    }
    expect(copies).toBe(1)
    expect((await run("list")).stdout.match(/closed/g)).toHaveLength(2)
    expect((await run("close", "s0000000000")).stderr).toContain("submissions.unknown")
  })
})
