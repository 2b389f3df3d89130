import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge, codeReport } from "@karnegar/coder"
import { type Browser, chromium } from "playwright-core"
import { openRecord } from "../../packages/karnegar/src/record/open.ts"
import { registersFrom } from "../../packages/karnegar/src/record/registers.ts"
import type { PublishedAction } from "../../packages/karnegar/src/record/types.ts"
import { serveSite } from "../../packages/karnegar/src/web/serve.ts"

/** A site over the reports of our own gold, marked as invented, and a browser to look at it. */
export interface ServedForBrowser {
  readonly origin: string
  readonly browser: Browser
  readonly actions: readonly PublishedAction[]
  /** Id of a report that became an action. */
  readonly reportId: string
  close(): Promise<void>
}

const GOLD = join(import.meta.dirname, "../../data/gold/written/reports.jsonl")

/** Serves the site on a free port and starts Chromium; throws when there is none, since a suite that cannot run has failed. */
export async function serveForBrowser(): Promise<ServedForBrowser> {
  const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium"
  if (!existsSync(executablePath))
    throw new Error("Chromium not found; on Debian: apt-get install chromium, or set CHROMIUM_PATH")
  const dir = mkdtempSync(join(tmpdir(), "karnegar-browser-"))
  const record = await openRecord({ dataDir: dir }, { registers: registersFrom(builtInKnowledge()) })
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
  const actions = await record.listPublished()
  const site = await serveSite({ record, port: 0 })
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
    origin: `http://127.0.0.1:${site.port}`,
    browser,
    actions,
    reportId: actions.find((a) => !a.isCall)!.sources[0]!.reportId,
    close: async () => {
      await browser.close()
      await site.close()
      await record.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
