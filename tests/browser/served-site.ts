import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge, codeReport } from "@karnegar/coder"
import { generateX25519Identity, identityToRecipient } from "age-encryption"
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core"
import type { Jobs } from "../../packages/karnegar/src/jobs/jobs.ts"
import { openJobs } from "../../packages/karnegar/src/jobs/open-jobs.ts"
import { People } from "../../packages/karnegar/src/people/people.ts"
import { openPeopleStore } from "../../packages/karnegar/src/people/store.ts"
import { openRecord } from "../../packages/karnegar/src/record/open.ts"
import type { Record } from "../../packages/karnegar/src/record/record.ts"
import { registersFrom } from "../../packages/karnegar/src/record/registers.ts"
import type { PublishedAction } from "../../packages/karnegar/src/record/types.ts"
import { setFile } from "../../packages/karnegar/src/release/set-file.ts"
import { openSubmissionStore } from "../../packages/karnegar/src/submissions/store.ts"
import { Submissions } from "../../packages/karnegar/src/submissions/submissions.ts"
import { serveSite } from "../../packages/karnegar/src/web/serve.ts"
import { Clock, type Member, makeMember } from "../support/desk-people.ts"

/** A site over the reports of our own gold, marked as invented. */
export interface ServedRecord {
  readonly origin: string
  readonly people: People
  readonly jobs: Jobs
  readonly submissions: Submissions
  /** Secret key of the one reviewer to whom submissions are sealed. */
  readonly identity: string
  readonly record: Record
  /** Somebody who may do everything, and the time that the desk goes by. */
  readonly administrator: Member
  readonly clock: Clock
  readonly actions: readonly PublishedAction[]
  /** Id of a report that became an action. */
  readonly reportId: string
  close(): Promise<void>
}

/** The same with a browser to look at it. */
export interface ServedForBrowser extends ServedRecord {
  readonly browser: Browser
}

const GOLD = join(import.meta.dirname, "../../data/gold/written/reports.jsonl")

/** Serves the site on a free port and starts Chromium; throws when there is none, since a suite that cannot run has failed. */
export async function serveForBrowser(
  fill: (record: Record) => Promise<unknown> = fillGold,
  /** Public address that pages name; left out: the one that they are asked under. */
  origin?: string,
): Promise<ServedForBrowser> {
  const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium"
  if (!existsSync(executablePath))
    throw new Error("Chromium not found; on Debian: apt-get install chromium, or set CHROMIUM_PATH")
  const served = await serveRecord(fill, origin)
  const browser = await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-default-apps",
      "--disable-sync",
      "--no-first-run",
    ],
  })
  return {
    ...served,
    browser,
    close: async () => {
      await browser.close()
      await served.close()
    },
  }
}

/** Serves the site on a free port, for whatever browser. */
export async function serveRecord(
  fill: (record: Record) => Promise<unknown> = fillGold,
  origin?: string,
): Promise<ServedRecord> {
  const dir = mkdtempSync(join(tmpdir(), "karnegar-browser-"))
  const record = await openRecord({ dataDir: dir }, { registers: registersFrom(builtInKnowledge()) })
  await fill(record)
  await record.putSource({
    key: "kar",
    nameFa: "خبر کار",
    nameEn: "Labour news",
    kind: "feed",
    reach: "https://example.org/feed",
  })
  const actions = await record.listPublished()
  const clock = new Clock()
  const people = new People(await openPeopleStore({ dataDir: dir }), clock.now)
  const administrator = await makeMember(people, clock, "گل‌نار", "administrator")
  const jobs = await openJobs({ dataDir: dir })
  const identity = await generateX25519Identity()
  writeFileSync(join(dir, "reviewers.txt"), `${await identityToRecipient(identity)}\n`)
  const submissions = new Submissions(await openSubmissionStore({ dataDir: dir }), join(dir, "reviewers.txt"))
  const site = await serveSite({
    record,
    people,
    submissions,
    jobs,
    files: setFile,
    port: 0,
    ...(origin === undefined ? {} : { origin }),
  })
  return {
    origin: `http://127.0.0.1:${site.port}`,
    people,
    jobs,
    submissions,
    identity,
    record,
    administrator,
    clock,
    actions,
    reportId: actions.find((a) => !a.isCall)!.sources[0]!.reportId,
    close: async () => {
      await site.close()
      await submissions.close()
      await people.close()
      await jobs.close()
      await record.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** The reports of our own gold. */
async function fillGold(record: Record): Promise<void> {
  await record.setRules({ acceptCodings: true })
  const reports = readFileSync(GOLD, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { id: string; text: string; published: string | null; lang: string | null })
  await record.addAllCoded(
    reports.map(({ id, text, published, lang }) => ({
      report: {
        foreignId: id,
        text,
        source: null,
        url: `https://example.org/${id}`,
        published: published ?? null,
        lang: lang ?? null,
        sample: true,
      },
      coding: codeReport({ id, text, published: published ?? null }),
    })),
  )
}

/** A visit by somebody who has signed in, in a context of their own. */
export async function visitAs<T>(
  { browser, origin }: ServedForBrowser,
  member: Member,
  options: BrowserContextOptions,
  visit: (page: Page) => Promise<T>,
): Promise<T> {
  const token = await member.signIn()
  const context = await browser.newContext({ baseURL: origin, ...options })
  await context.addCookies([{ name: "karnegar", value: token, url: origin }])
  try {
    return await visit(await context.newPage())
  } finally {
    await leave(context)
  }
}

/** A picture of a page, where a person who runs the test asks for some. */
export async function shot(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
}

/** Goes to an address. A form that is still on its way may break that off, once. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(path).catch(() => page.goto(path))
}

/** Closes a context once its pages have come to rest: one that is closed while a form is on its way may never answer. */
export async function leave(context: BrowserContext): Promise<void> {
  const rest = { timeout: 5_000 }
  await Promise.all(context.pages().map((page) => page.waitForLoadState("networkidle", rest).catch(() => undefined)))
  await context.close()
}
