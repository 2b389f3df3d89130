import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import { Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption"
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest"
import { openRecord } from "../../record/open.ts"
import type { Record } from "../../record/record.ts"
import { registersFrom } from "../../record/registers.ts"
import { openSealed } from "../../submissions/open-sealed.ts"
import { EMPTY_PARCEL, packParcel } from "../../submissions/parcel.ts"
import { openSubmissionStore } from "../../submissions/store.ts"
import { type Sealing, Submissions } from "../../submissions/submissions.ts"
import { SCRIPT_HEADERS } from "../headers.ts"
import { createSite } from "../site.tsx"
import { Gate, Pace, Room } from "./budget.ts"
import { MOST_ATTACHED, MOST_TEXT } from "./read-parcel.ts"
import { type SendLimits, sendLimits } from "./send.tsx"

const ASSETS = join(import.meta.dirname, "../../../assets/built")
const CANARY = "کلاغ‌های هفت‌رنگ برج پنجم"
const MIB = 1024 * 1024

let dir: string
let record: Record
let identity: string
let recipient: string
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "karnegar-send-"))
  record = await openRecord({ dataDir: dir }, { registers: registersFrom(builtInKnowledge()) })
  identity = await generateX25519Identity()
  recipient = await identityToRecipient(identity)
  writeFileSync(join(dir, "reviewers.txt"), `${recipient}\n`)
})
afterAll(async () => {
  await record.close()
  rmSync(dir, { recursive: true, force: true })
})

interface Opened {
  readonly site: ReturnType<typeof createSite>
  readonly submissions: Submissions
  readonly folder: string
}

const opened: Opened[] = []
afterAll(async () => {
  for (const { submissions } of opened) await submissions.close()
})

async function openSite(parts: { limits?: SendLimits; sealing?: Sealing; reviewers?: string } = {}): Promise<Opened> {
  const { limits = sendLimits(), sealing, reviewers = "reviewers.txt" } = parts
  const folder = mkdtempSync(join(dir, "site-"))
  const store = await openSubmissionStore({ dataDir: folder })
  const submissions = new Submissions(store, join(dir, reviewers), sealing === undefined ? {} : { sealing })
  const site = createSite({ record, people: null, submissions, origin: null, assetsDir: ASSETS, limits })
  opened.push({ site, submissions, folder })
  return opened.at(-1)!
}

type Field = string | File
function formOf(fields: { readonly [name: string]: Field | readonly Field[] }): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one as string)
  return form
}

const fileOf = (name: string, bytes: Uint8Array | string) => new File([bytes as string], name)
async function post(of: Opened, fields: Parameters<typeof formOf>[0], path = "/en/send") {
  const answer = await of.site.request(`http://x${path}`, { method: "POST", body: formOf(fields) })
  const page = await answer.text()
  const code = [...(/class="receipt">(.*?)<\/p>/s.exec(page)?.[1]?.matchAll(/[\d۰-۹]{4}/g) ?? [])]
    .map(([g]) => g)
    .join("")
  return { status: answer.status, page, code, headers: answer.headers }
}

async function openAll({ submissions }: Opened) {
  const all = await submissions.list()
  return Promise.all(
    all.flatMap(({ id, parts }) =>
      parts.map(async ({ n }) => openSealed((await submissions.sealed(id, n))!, [identity])),
    ),
  )
}

async function sealedBytes(what: string | Uint8Array): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return encrypter.encrypt(what)
}

/** Files below folders in which a text stands, in any of the ways in which it could have been written. */
function findIn(folders: readonly string[], text: string): string[] {
  const forms = [
    Buffer.from(text),
    Buffer.from(text, "utf16le"),
    Buffer.from(encodeURIComponent(text)),
    Buffer.from(
      JSON.stringify(text)
        .slice(1, -1)
        .replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`),
    ),
    // Inside base64 a text begins at one of three places.
    ...[0, 1, 2].map((at) =>
      Buffer.from(
        Buffer.from("x".repeat(at) + text)
          .toString("base64")
          .slice(at === 0 ? 0 : 4, -4),
      ),
    ),
  ]
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => join(folder, name))
      .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
      .filter((path) => {
        const bytes = readFileSync(path)
        return forms.some((form) => bytes.includes(form))
      }),
  )
}

describe("a report that is sent", () => {
  test("is sealed, given a code, found by it, and added to, in both languages", async () => {
    for (const lang of ["fa", "en"]) {
      const of = await openSite()
      const sent = await post(of, { text: CANARY, place: "شوش", day: "دیروز", source: "خودم" }, `/${lang}/send`)
      expect([sent.status, sent.code.length]).toEqual([200, 32])
      const look = async (code: string) => {
        const body = new URLSearchParams({ code })
        const answer = await of.site.request(`http://x/${lang}/send/receipt`, { method: "POST", body })
        return { status: answer.status, page: await answer.text() }
      }
      const found = await look(sent.code)
      expect(found.status).toBe(200)
      expect(found.page).toContain(lang === "fa" ? "هنوز کسی بازش نکرده" : "Nobody has opened it yet")
      expect(found.page).not.toContain(CANARY)
      const [, hidden] = /name="code" value="(\d+)"/.exec(found.page)!
      const added = await post(of, { text: "این را هم", code: hidden!, add: "1" }, `/${lang}/send`)
      expect(added.page).toContain(lang === "fa" ? "افزوده" : "Added")
      const { id } = (await of.submissions.list())[0]!
      await of.submissions.setState(id, "closed")
      expect((await look(sent.code)).page).toContain(lang === "fa" ? "تمام شده" : "has ended")
      expect((await look("1234")).status).toBe(404)
      expect((await look("1".repeat(32))).status).toBe(404)
      expect(await openAll(of)).toEqual([
        { ...EMPTY_PARCEL, text: CANARY, place: "شوش", day: "دیروز", source: "خودم" },
        { ...EMPTY_PARCEL, text: "این را هم" },
      ])
    }
  })

  test("with files keeps them, by their names", async () => {
    const of = await openSite()
    const bytes = new Uint8Array([255, 216, 255, 0, 13, 10, 45, 45])
    await post(of, { text: "متن", files: [fileOf("عکس.jpg", bytes), fileOf("b.pdf", "%PDF")] })
    const [parcel] = await openAll(of)
    expect(parcel!.attachments.map(({ name }) => name)).toEqual(["عکس.jpg", "b.pdf"])
    expect([...parcel!.attachments[0]!.bytes]).toEqual([...bytes])
  })

  test("may look like a script, and comes through as it was written", async () => {
    const of = await openSite()
    const text = `<script>alert("1")</script> & %41 \u202e ‌نیم‌فاصله ${"=".repeat(9)} ';--`
    await post(of, { text })
    expect((await openAll(of))[0]!.text).toBe(text)
  })

  test("by a form without files, or urlencoded, is taken as well", async () => {
    const of = await openSite()
    const body = new URLSearchParams({ text: CANARY })
    expect((await of.site.request("http://x/fa/send", { method: "POST", body })).status).toBe(200)
    expect((await openAll(of))[0]!.text).toBe(CANARY)
  })

  test("twice with the code of its form is stored once", async () => {
    const of = await openSite()
    const page = await (await of.site.request("http://x/fa/send")).text()
    const [, code] = /name="code" value="(\d+)"/.exec(page)!
    for (let i = 0; i < 2; i++) expect((await post(of, { text: CANARY, code: code! })).code).toBe(code)
    expect(await openAll(of)).toHaveLength(1)
  })

  test("needs no cookie, gives none, comes from any place, and is never cached", async () => {
    const of = await openSite()
    const headers = { origin: "null", "sec-fetch-site": "cross-site" }
    const body = formOf({ text: CANARY })
    const answer = await of.site.request("http://x/fa/send", { method: "POST", body, headers })
    expect([answer.status, answer.headers.get("set-cookie"), answer.headers.get("cache-control")]).toEqual([
      200,
      null,
      "no-store",
    ])
    expect(answer.headers.get("content-security-policy")).toContain("script-src 'self'")
    expect(answer.headers.get("content-security-policy")).not.toContain("unsafe")
  })

  test("carries the site's headers on every page and status, and nothing inline", async () => {
    const of = await openSite()
    for (const [path, body, status] of [
      ["/fa/send", null, 200],
      ["/en/send/keys.txt", null, 200],
      ["/fa/send/receipt", null, 200],
      ["/fa/send/receipt", new URLSearchParams({ code: "1" }), 404],
      ["/en/send/nowhere", null, 404],
      ["/en/send", new URLSearchParams({ text: "" }), 422],
      ["/en/send", new URLSearchParams({ text: "متن" }), 200],
    ] as const) {
      const answer = await of.site.request(`http://x${path}`, body === null ? {} : { method: "POST", body })
      expect([path, answer.status, answer.headers.get("cache-control")]).toEqual([path, status, "no-store"])
      for (const [name, value] of Object.entries(SCRIPT_HEADERS)) expect(answer.headers.get(name)).toBe(value)
      expect(await answer.text()).not.toMatch(/<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=|(?:src|href|action)="(?!\/|#)/)
    }
  })

  test("as something that is no form is asked for again", async () => {
    const of = await openSite()
    for (const type of ["multipart/form-data", "multipart/form-data; boundary=", "text/plain", "application/json"]) {
      const headers = { "content-type": type }
      expect((await of.site.request("http://x/fa/send", { method: "POST", body: "x=1", headers })).status).toBe(422)
    }
    expect((await of.site.request("http://x/fa/send", { method: "POST" })).status).toBe(422)
  })

  test("with nothing in it is asked for again", async () => {
    const of = await openSite()
    const { status, page } = await post(of, { text: "  ", place: "اهواز" })
    expect(status).toBe(422)
    expect(page).toContain("اهواز")
    expect(await of.submissions.list()).toEqual([])
  })
})

describe("an age file", () => {
  test("is taken as a file or in letters, and opened through both layers", async () => {
    const of = await openSite()
    const sealed = await sealedBytes(await packParcel({ ...EMPTY_PARCEL, text: CANARY }))
    expect((await post(of, { sealed: fileOf("x.age", sealed) })).status).toBe(200)
    expect(await openAll(of)).toEqual([{ ...EMPTY_PARCEL, text: CANARY }])
  })

  test("that is none, or locked with a passphrase, is refused with the way out; a text beside it is taken", async () => {
    const of = await openSite()
    expect((await post(of, { sealed: fileOf("x.age", "no age") })).status).toBe(422)
    const { status, page } = await post(of, { text: CANARY, sealed: fileOf("x.age", "no age") })
    expect([status, page.includes("is no age file")]).toEqual([200, true])
    expect(await openAll(of)).toHaveLength(1)
  })
})

describe("limits", () => {
  test("let go of attachments that are too large, and take the text; the page says so", async () => {
    const of = await openSite()
    for (const files of [
      [fileOf("big.mp4", new Uint8Array(MOST_ATTACHED + 1))],
      [fileOf("a.jpg", new Uint8Array(6 * MIB)), fileOf("b.jpg", new Uint8Array(6 * MIB))],
    ]) {
      const { status, page, code } = await post(of, { text: CANARY, files })
      expect([status, code.length, page.includes("more than 10 MB")]).toEqual([200, 32, true])
    }
    expect((await openAll(of)).map(({ text, attachments }) => [text, attachments.length]).sort()).toEqual([
      [CANARY, 0],
      [CANARY, 1],
    ])
    expect((await post(of, { text: "", files: fileOf("big.mp4", new Uint8Array(MOST_ATTACHED + 1)) })).status).toBe(422)
  })

  test("take a text of any length up to the limit, and say where it was cut beyond", async () => {
    const of = await openSite()
    const whole = "ب".repeat(MOST_TEXT / 2)
    expect((await post(of, { text: whole })).page).not.toContain("cut off")
    expect((await post(of, { text: `${whole}دنباله` })).page).toContain("cut off")
    expect((await openAll(of)).map(({ text }) => text)).toEqual([whole, whole])
  })

  test("take the text when there is no room for attachments", async () => {
    const limits = { ...sendLimits(), room: new Room({ mostAtOnce: 5 * MIB, mostAnHour: 6 * MIB }) }
    const of = await openSite({ limits })
    const files = () => fileOf("a.jpg", new Uint8Array(4 * MIB))
    expect((await post(of, { text: "یک", files: files() })).page).not.toContain("no room")
    expect((await post(of, { text: "دو", files: files() })).page).toContain("no room")
    expect((await openAll(of)).map(({ text }) => text).sort()).toEqual(["دو", "یک"])
  })

  test("lose no text of four hundred that come at once, and keep a genuine one among them waiting no minute", {
    timeout: 120_000,
  }, async () => {
    const of = await openSite()
    const flood = Array.from({ length: 400 }, (_, i) => post(of, { text: `سیل ${i}` }))
    const started = Date.now()
    const genuine = await post(of, { text: CANARY })
    expect(Date.now() - started).toBeLessThan(60_000)
    expect(genuine.code).toHaveLength(32)
    expect(new Set((await Promise.all(flood)).map(({ status }) => status))).toEqual(new Set([200]))
    expect(await of.submissions.list()).toHaveLength(401)
  })

  test("broken off half-way keep what came of the text", async () => {
    const of = await openSite()
    const boundary = "X"
    const whole = `--X\r\nContent-Disposition: form-data; name="text"\r\n\r\n${CANARY}\r\n--X\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n\r\nabc`
    const headers = { "content-type": `multipart/form-data; boundary=${boundary}` }
    const answer = await of.site.request("http://x/en/send", { method: "POST", body: whole, headers })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain("The line broke")
    expect((await openAll(of)).map(({ text, attachments }) => [text, attachments.length])).toEqual([[CANARY, 0]])
  })
})

describe("a site that cannot keep anything", () => {
  test("says so while there is nobody to seal to, before anybody writes", async () => {
    const of = await openSite({ reviewers: "nobody.txt" })
    expect(await (await of.site.request("http://x/en/send")).text()).not.toContain("<textarea")
    expect((await post(of, { text: CANARY })).status).toBe(503)
  })

  test("gives what was written back to its sender when the disk fails, and tells the log nothing of it", async () => {
    const log = vi.spyOn(console, "error").mockReturnValue()
    const of = await openSite()
    vi.spyOn(of.submissions, "take").mockRejectedValue(new Error(CANARY))
    const { status, page } = await post(of, { text: CANARY, place: "شوش" })
    expect([status, page.includes(CANARY), page.includes("شوش")]).toEqual([503, true, true])
    expect(log.mock.calls.flat().join()).not.toContain(CANARY)
    log.mockRestore()
  })
})

describe("what was sent, on the disk", () => {
  let temporary: string
  beforeEach(() => {
    temporary = mkdtempSync(join(dir, "tmp-"))
    vi.stubEnv("TMPDIR", temporary)
    return () => vi.unstubAllEnvs()
  })

  async function sendByEveryWay(of: Opened) {
    const image = Buffer.concat([Buffer.alloc(300_000, 7), Buffer.from(CANARY)])
    await post(of, { text: CANARY, place: CANARY, files: fileOf(`${CANARY}.jpg`, image) })
    await of.site.request("http://x/fa/send", { method: "POST", body: new URLSearchParams({ text: CANARY }) })
    // What the script posts, and what `age` makes.
    for (const inner of [await packParcel({ ...EMPTY_PARCEL, text: CANARY }), Buffer.from(CANARY)])
      await post(of, { sealed: fileOf("sealed.age", await sealedBytes(inner)) })
    expect((await openAll(of)).filter(({ text }) => text === CANARY)).toHaveLength(4)
  }

  test("is nowhere in plain text: not in the data, its log, nor where temporary files go", async () => {
    const of = await openSite()
    await sendByEveryWay(of)
    expect(readdirSync(of.folder)).toContain("submissions.sqlite-wal")
    expect(findIn([of.folder, temporary], CANARY)).toEqual([])
    expect(readdirSync(temporary)).toEqual([])
  })

  test("would be found, were it not sealed, or written anywhere", async () => {
    const of = await openSite({ sealing: (bytes) => bytes })
    await post(of, { text: CANARY })
    expect(findIn([of.folder], CANARY).length).toBeGreaterThan(0)
    for (const [i, written] of [
      CANARY,
      Buffer.from(CANARY, "utf16le"),
      encodeURIComponent(CANARY),
      Buffer.from(`یک ${CANARY} دو`).toString("base64"),
    ].entries())
      writeFileSync(join(temporary, String(i)), written)
    expect(findIn([temporary], CANARY)).toHaveLength(4)
  })

  test("holds no address, no user agent and no code of its sender", async () => {
    const of = await openSite()
    const agent = "Mozilla/5.0 (Canary; rv:77.7)"
    const address = "127.13.77.201"
    const answer = await of.site.request(
      "http://x/en/send",
      { method: "POST", body: formOf({ text: "متن" }), headers: { "user-agent": agent, "x-forwarded-for": address } },
      { incoming: { socket: { remoteAddress: address } } } as never,
    )
    const [, receipt] = /class="receipt">(.*?)<\/p>/s.exec(await answer.text())!
    const code = receipt!.replace(/\D/g, "")
    for (const secret of [agent, address, code, code.slice(0, 8)])
      expect(findIn([of.folder, temporary], secret)).toEqual([])
  })
})

describe("Pace", () => {
  test("lets a burst through, then one a turn, and never makes anybody wait longer than its limit", () => {
    let now = 0
    const pace = new Pace({ perSecond: 10, burst: 3, longestMs: 1000, now: () => now })
    expect(Array.from({ length: 6 }, () => pace.turn())).toEqual([0, 0, 0, 0, 100, 200])
    const waits = Array.from({ length: 5000 }, () => pace.turn())
    expect(Math.max(...waits)).toBe(1000)
    now += 60_000
    expect(pace.turn()).toBe(0)
  })
})

describe("Gate", () => {
  test("does so many at once, in order, also after one failed", async () => {
    const gate = new Gate(2)
    let running = 0
    let most = 0
    const done: number[] = []
    const results = await Promise.allSettled(
      [0, 1, 2, 3, 4].map((i) =>
        gate.through(async () => {
          most = Math.max(most, ++running)
          await new Promise((next) => setTimeout(next, 5))
          running--
          done.push(i)
          if (i === 1) throw new Error("one")
        }),
      ),
    )
    expect([most, done]).toEqual([2, [0, 1, 2, 3, 4]])
    expect(results.filter(({ status }) => status === "rejected")).toHaveLength(1)
  })
})

describe("Room", () => {
  test("is full at once, empty again when what was held is let go, full for the hour, and empty an hour later", () => {
    let now = 1
    const room = new Room({ mostAtOnce: 10, mostAnHour: 25, now: () => now })
    expect([room.enter(10), room.enter(1)]).toEqual([true, false])
    room.leave(10)
    expect(room.enter(10)).toBe(true)
    room.leave(10)
    expect([room.enter(6), room.enter(5)]).toEqual([false, true])
    room.leave(5)
    now += 3_600_001
    expect(room.enter(10)).toBe(true)
  })
})
