/** What strangers sent in: sealed files, which a reviewer opens with a key that the server never sees. */
import { createHash } from "node:crypto"
import { codeReport } from "@karnegar/coder"
import type { Context } from "hono"
import type { Record } from "../../record/record.ts"
import { document } from "../pages/layout.tsx"
import { NotFound } from "../pages/problem-pages.tsx"
import { readDay } from "../words/read-day.ts"
import type { DeskRoute, DeskVisit } from "./route.ts"
import { SubmissionList, SubmissionPage } from "./submission-pages.tsx"
import type { DeskTools } from "./tools.ts"
import { submissionWords } from "./words/submissions.ts"

/** Register key of the source that reports from strangers have. */
const SOURCE = "submission"

/** List, page, sealed file, state, and the way into the record. */
export function submissionRoutes({ record, submissions = null, page }: DeskTools): readonly DeskRoute[] {
  const missing = (c: Context, { lang }: DeskVisit) =>
    c.html(document(<NotFound context={page(lang, "/desk/submissions")} />), 404)
  const find = async (c: Context) => (await submissions?.find(c.req.param("id")!)) ?? null
  const open = { deed: "open" } as const
  return [
    {
      ...open,
      method: "get",
      path: "/submissions",
      answer: async (c, visit) => {
        if (submissions === null) return missing(c, visit)
        const context = page(visit.lang, "/desk/submissions")
        const [all, { recipients }] = [await submissions.list(), await submissions.reviewers()]
        return c.html(
          document(<SubmissionList {...{ context, signedIn: visit.signedIn, all, canCome: recipients.length > 0 }} />),
        )
      },
    },
    {
      ...open,
      method: "get",
      path: "/submissions/:id",
      answer: async (c, visit) => {
        const submission = await find(c)
        if (submission === null) return missing(c, visit)
        const context = page(visit.lang, `/desk/submissions/${submission.id}`)
        return c.html(document(<SubmissionPage {...{ context, signedIn: visit.signedIn, submission }} />))
      },
    },
    {
      ...open,
      method: "get",
      path: "/submissions/:id/parts/:n",
      answer: async (c, visit) => {
        const [id, n] = [c.req.param("id")!, Number(c.req.param("n"))]
        const sealed = Number.isSafeInteger(n) ? ((await submissions?.sealed(id, n)) ?? null) : null
        if (sealed === null) return missing(c, visit)
        return c.body(Uint8Array.from(sealed), 200, {
          "Content-Type": "application/octet-stream",
          "Content-Disposition": `attachment; filename="${id}-${n}.age"`,
        })
      },
    },
    {
      ...open,
      method: "post",
      path: "/submissions/:id/state",
      answer: async (c, visit) => {
        const submission = await find(c)
        if (submission === null || submissions === null) return missing(c, visit)
        await submissions.setState(submission.id, visit.form.text("state") === "closed" ? "closed" : "opened")
        return c.redirect(`/${visit.lang}/desk/submissions/${submission.id}`, 303)
      },
    },
    {
      ...open,
      method: "post",
      path: "/submissions/:id/take-in",
      answer: async (c, visit) => {
        const { lang, signedIn, form, ask } = visit
        const submission = await find(c)
        if (submission === null || submissions === null) return missing(c, visit)
        const text = form.text("text").replaceAll("\r\n", "\n")
        const published = readDay(form.text("published"))
        if (text === "" || published === null) {
          const context = page(lang, `/desk/submissions/${submission.id}`)
          const fault = submissionWords[lang][text === "" ? "noText" : "noDay"]
          const typed = { text, published: form.text("published") }
          return c.html(document(<SubmissionPage {...{ context, signedIn, submission, fault, typed }} />), 422)
        }
        await registerSource(record, ask.who)
        // A key of its own: nothing in the record leads back to the submission.
        const foreignId = createHash("sha256").update(`${published}\n${text}`).digest("hex").slice(0, 32)
        const report = { text, source: SOURCE, url: null, published, lang: null, sample: false }
        const coding = codeReport({ id: foreignId, text, published, source: SOURCE })
        const { reportId } = await record.addCoded({ ...report, foreignId }, coding, ask)
        await submissions.setState(submission.id, "taken_in", reportId)
        return c.redirect(`/${lang}/desk/reports/${reportId}`, 303)
      },
    },
  ]
}

/** Puts the source on the register, once. */
async function registerSource(record: Record, who: string | undefined): Promise<void> {
  if ((await record.listSources()).some(({ key }) => key === SOURCE)) return
  await record.putSource(
    { key: SOURCE, nameFa: "فرستاده به کارنگار", nameEn: "Sent to Karnegar", kind: "text" },
    who === undefined ? {} : { who },
  )
}
