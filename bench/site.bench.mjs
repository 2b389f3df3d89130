// The public site over loopback: time to the first byte of each kind of page, the first view after a publication, many readers at once.
import { fork } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { Agent, get } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const ACTIONS = Number(process.env.KARNEGAR_BENCH_ACTIONS ?? 10_000)
const READERS = Number(process.env.KARNEGAR_BENCH_READERS ?? 1_000)
const SECONDS = Number(process.env.KARNEGAR_BENCH_SECONDS ?? 120)
/** Views of each kind of page. A query is never kept by the site, so that each view is made. */
const VIEWS = 40
const PUBLICATIONS = 10

/** One of each kind of page. */
export const pagesOf = ({ actionId, callId, campaignId }) => [
  ["home", "/fa/"],
  ["explore", "/fa/actions"],
  ["explore, searched", "/fa/actions?q=%D8%A7%D8%B9%D8%AA%D8%B5%D8%A7%D8%A8"],
  ["explore, filtered", "/en/actions?workforce=education&count=place"],
  ["action", `/fa/actions/${actionId}`],
  ["call", `/fa/calls/${callId}`],
  ["campaign", `/fa/campaigns/${campaignId}`],
  ["workforce", "/fa/workforces/education"],
  ["gains", "/fa/gains"],
  ["repression", "/fa/repression"],
  ["solidarity", "/fa/solidarity"],
  ["waves", "/fa/waves"],
  ["statistics", "/fa/statistics"],
  ["API", "/api/v1/actions"],
]

/** Milliseconds to the first byte, once the whole answer came. @throws Error for any answer but 200. */
function view(port, path, agent) {
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    get({ port, path, agent, headers: { "Accept-Encoding": "gzip" } }, (answer) => {
      const first = performance.now() - begun
      answer.resume()
      answer.on("error", reject)
      answer.on("end", () =>
        answer.statusCode === 200 ? resolve(first) : reject(new Error(`${path}: ${answer.statusCode}`)),
      )
    }).on("error", reject)
  })
}

/** The value that a share of all stays below. */
export const at = (all, share) =>
  all.toSorted((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * share))]
const row = (name, all) => [name, at(all, 0.5).toFixed(1), at(all, 0.95).toFixed(1), Math.max(...all).toFixed(1)]
const residentMb = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024

/** Readers who each ask for one page after the other; the milliseconds of each view, and what went wrong. */
export async function crowd(port, pages, readers, seconds) {
  const agent = new Agent({ keepAlive: true, maxSockets: readers })
  const until = performance.now() + seconds * 1000
  const taken = []
  const errors = []
  await Promise.all(
    Array.from({ length: readers }, async (_, reader) => {
      for (let n = reader; performance.now() < until; n++) {
        try {
          taken.push(await view(port, pages[n % pages.length][1], agent))
        } catch (error) {
          errors.push(error)
        }
      }
    }),
  )
  agent.destroy()
  return { taken, errors }
}

export default {
  title: `the site over ${ACTIONS.toLocaleString("en")} actions, ms to the first byte; ${READERS} readers for ${SECONDS} s`,
  async table() {
    const dataDir = mkdtempSync(join(tmpdir(), "karnegar-site-"))
    const server = fork(fileURLToPath(new URL("site-server.mjs", import.meta.url)), [dataDir, String(ACTIONS)])
    try {
      const [told] = await once(server, "message")
      const { port } = told
      const pages = pagesOf(told)
      const rows = []
      const begun = performance.now()
      await view(port, "/fa/")
      rows.push(["very first view", (performance.now() - begun).toFixed(0), "", ""])
      for (const [name, path] of pages) {
        const all = []
        for (let n = 0; n <= VIEWS; n++) {
          // The API refuses what it does not know, and nothing of it is kept anyway.
          const asked = path.startsWith("/api/") ? path : `${path}${path.includes("?") ? "&" : "?"}view=${n}`
          const made = await view(port, asked)
          if (n > 0) all.push(made)
        }
        rows.push(row(name, all))
      }
      const after = []
      for (let n = 0; n < PUBLICATIONS; n++) {
        server.send("publish")
        await once(server, "message")
        after.push(await view(port, "/fa/"))
      }
      rows.push(row("home after a publication", after))
      const before = residentMb(server.pid)
      const { taken, errors } = await crowd(port, pages, READERS, SECONDS)
      rows.push(row(`${READERS} readers at once`, taken))
      rows.push(["answers a second, errors", Math.round(taken.length / SECONDS), errors.length, ""])
      rows.push(["resident MB before, after", before.toFixed(0), residentMb(server.pid).toFixed(0), ""])
      return { columns: ["", "p50", "p95", "most"], rows }
    } finally {
      server.kill()
      rmSync(dataDir, { recursive: true })
    }
  },
}
