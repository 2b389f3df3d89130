/** Where strangers take part: without an account, a cookie or a mark in the form, and with nothing kept of who they are. */
import { type Context, Hono } from "hono"
import { newReceipt, readReceipt } from "../../submissions/receipt.ts"
import type { Submissions } from "../../submissions/submissions.ts"
import { document, type PageContext } from "../pages/layout.tsx"
import type { Lang } from "../words/language.ts"
import { Gate, Pace, Room } from "./budget.ts"
import { ReceiptPage, SendPage, StatePage, TakenPage } from "./pages.tsx"
import { isEmptyParcel, type Posted, readParcel } from "./read-parcel.ts"
import { sendWords } from "./words.ts"

/** What the pages of sending are made of. */
export interface SendTools {
  readonly submissions: Submissions
  readonly limits: SendLimits
  readonly page: (lang: Lang, rest: string) => PageContext | Promise<PageContext>
}

/** What both languages share, so that neither has a budget of its own. */
export interface SendLimits {
  /** One for each form: a flood of one slows no other. */
  readonly pace: { readonly send: Pace; readonly receipt: Pace }
  /** Sealing and storing. */
  readonly gate: Gate
  readonly room: Room
}

const MIB = 1024 * 1024

/** Limits for one server: a text waits ten seconds at most; attachments get 400 MiB an hour, 96 MiB of memory at once. */
export function sendLimits(): SendLimits {
  return {
    pace: {
      send: new Pace({ perSecond: 20, burst: 100, longestMs: 10_000 }),
      receipt: new Pace({ perSecond: 20, burst: 100, longestMs: 10_000 }),
    },
    gate: new Gate(4),
    room: new Room({ mostAtOnce: 96 * MIB, mostAnHour: 400 * MIB }),
  }
}

/** Mounted at `/fa/send` and `/en/send`. */
export function createSend(lang: Lang, { submissions, limits, page }: SendTools): Hono {
  const app = new Hono()
  const words = sendWords[lang]
  app.use(async (c, next) => {
    await next()
    c.res.headers.set("Cache-Control", "no-store")
  })

  app.get("/", async (c) =>
    c.html(
      document(
        <SendPage
          context={await page(lang, "/send")}
          reviewers={await submissions.reviewers()}
          code={newReceipt()}
          about={aboutOf(c.req.query("about"))}
        />,
      ),
    ),
  )
  app.post("/", async (c) => {
    const posted = await readParcel(c.req.raw, limits.room)
    try {
      return await take(c, posted)
    } finally {
      posted.forget()
    }
  })
  app.get("/keys.txt", async (c) => {
    const { recipients, fingerprint, logged } = await submissions.reviewers()
    c.header("Content-Disposition", 'attachment; filename="keys.txt"')
    const cited = logged === null ? "" : `# entry ${logged.entry} ${logged.hash}\n`
    return c.text(`# ${fingerprint}\n${cited}${recipients.map((one) => `${one}\n`).join("")}`)
  })
  app.get("/receipt", async (c) => c.html(document(<ReceiptPage context={await page(lang, "/send/receipt")} />)))
  app.post("/receipt", async (c) => {
    await pause(limits.pace.receipt.turn())
    const form = new URLSearchParams((await c.req.text()).slice(0, 2_000))
    const code = readReceipt(form.get("code") ?? "")
    const submission = code === null ? null : await submissions.findByReceipt(code)
    const context = await page(lang, "/send/receipt")
    if (code === null || submission === null) {
      const fault = code === null ? words.receiptWrong : words.receiptUnknown
      return c.html(document(<ReceiptPage context={context} fault={fault} />), 404)
    }
    const reviewers = await submissions.reviewers()
    return c.html(document(<StatePage {...{ context, code, submission, reviewers }} />))
  })

  async function take(c: Context, { parcel, code: given, added, left }: Posted): Promise<Response> {
    const context = await page(lang, "/send")
    const code = readReceipt(given) ?? newReceipt()
    const again = async (title: string, why: string, status: 422 | 503) => {
      const reviewers = await submissions.reviewers()
      return c.html(
        document(<SendPage {...{ context, reviewers, code, again: { title, why, left, parcel } }} />),
        status,
      )
    }
    if (isEmptyParcel(parcel)) return again(words.nothing, words.nothingWhy, 422)
    await pause(limits.pace.send.turn())
    try {
      const taken = await limits.gate.through(() => submissions.take(code, parcel))
      if (!taken) return again(words.notKept, words.notKeptWhy, 503)
    } catch (error) {
      // A full or failing disk. What was written goes back to its sender, and nowhere else: not into the log either.
      if (!(error instanceof Error)) throw error
      console.error(`send: ${error.name}: a submission could not be kept`)
      return again(words.notKept, words.notKeptWhy, 503)
    }
    return c.html(document(<TakenPage {...{ context, code, left, added }} />))
  }
  return app
}

/** The id of the action that somebody writes about; anything else is nothing. */
function aboutOf(asked: string | undefined): string | null {
  return asked !== undefined && /^a[0-9a-z]{10}$/.test(asked) ? asked : null
}

function pause(ms: number): Promise<void> {
  return ms === 0 ? Promise.resolve() : new Promise((done) => setTimeout(done, ms))
}
