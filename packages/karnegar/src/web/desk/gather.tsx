import type { Child, FC } from "hono/jsx"
import type { Job } from "../../jobs/jobs.ts"
import { may } from "../../people/roles.ts"
import type { SourceAccount } from "../../record/types.ts"
import { document } from "../pages/layout.tsx"
import { firstCalendar, formatDay } from "../words/dates.ts"
import { firstLetters } from "../words/first-letters.ts"
import type { Lang } from "../words/language.ts"
import { readDay } from "../words/read-day.ts"
import { DeskLayout, Field, Mark, Trouble } from "./layout.tsx"
import type { DeskRoute, DeskVisit } from "./route.ts"
import type { DeskTools } from "./tools.ts"
import { gatherWords } from "./words/gather.ts"

/** Addresses that one form takes. */
const MOST_LINKS = 200
const MOST_SHOWN = 200

/** Where texts come from: sources and how they fare, the queue of jobs, links to be captured. */
export function gatherRoutes(tools: DeskTools): readonly DeskRoute[] {
  const { record, jobs } = tools
  const gather = { method: "post", deed: "gather" } as const
  const back = (lang: Lang, page: string) => `/${lang}/desk/${page}`
  return [
    {
      method: "get",
      path: "/sources",
      deed: "read",
      answer: async (c, visit) => c.html(sourcesPage(tools, visit, await record.listSourceAccounts())),
    },
    ...(["pause", "resume"] as const).map(
      (verb): DeskRoute => ({
        ...gather,
        path: `/sources/:id/${verb}`,
        answer: async (c, { lang, ask }) => {
          const source = (await record.listSources()).find(({ key }) => key === c.req.param("id"))
          if (source !== undefined) await record.putSource({ ...source, paused: verb === "pause" }, ask)
          return c.redirect(back(lang, "sources"), 303)
        },
      }),
    ),
    {
      ...gather,
      path: "/sources/:id/read",
      answer: async (c, { lang }) => {
        const source = (await record.listSources()).find(({ key }) => key === c.req.param("id"))
        if (source?.kind === "feed")
          await jobs?.add({ kind: "read-feed", key: `read-feed ${source.key}`, payload: { source: source.key } })
        return c.redirect(back(lang, "jobs"), 303)
      },
    },
    {
      method: "get",
      path: "/jobs",
      deed: "read",
      answer: async (c, visit) => c.html(jobsPage(tools, visit, (await jobs?.list()) ?? null)),
    },
    {
      ...gather,
      path: "/jobs/retry",
      answer: async (c, { lang }) => {
        await jobs?.retry(null)
        return c.redirect(back(lang, "jobs"), 303)
      },
    },
    {
      ...gather,
      path: "/jobs/:id/retry",
      answer: async (c, { lang }) => {
        await jobs?.retry(c.req.param("id")!)
        return c.redirect(back(lang, "jobs"), 303)
      },
    },
    {
      ...gather,
      path: "/jobs/:id/drop",
      answer: async (c, { lang }) => {
        await jobs?.drop(c.req.param("id")!)
        return c.redirect(back(lang, "jobs"), 303)
      },
    },
    {
      method: "get",
      path: "/links",
      deed: "gather",
      answer: async (c, visit) => c.html(await linkPage(tools, visit, null)),
    },
    {
      ...gather,
      path: "/links",
      answer: async (c, visit) => {
        const words = gatherWords[visit.lang]
        const { form } = visit
        const lines = form
          .text("addresses")
          .split(/\s+/)
          .filter((line) => line !== "")
        const bad = lines.find((line) => !isAddress(line))
        const day = form.text("published")
        const published = day === "" ? null : readDay(day)
        const fault =
          lines.length === 0
            ? words.nothing
            : bad !== undefined
              ? words.badAddress(firstLetters(bad, 80))
              : day !== "" && published === null
                ? words.badDay
                : null
        if (fault !== null) return c.html(await linkPage(tools, visit, { fault }), 422)
        const source = form.text("source") === "" ? null : form.text("source")
        const known = new Set((await record.listSources()).map(({ key }) => key))
        for (const address of lines.slice(0, MOST_LINKS))
          await jobs?.add({
            kind: "capture",
            key: `capture ${firstLetters(address, 900)}`,
            payload: { address, source: source !== null && known.has(source) ? source : null, published },
          })
        return c.html(await linkPage(tools, visit, { done: Math.min(lines.length, MOST_LINKS) }))
      },
    },
  ]
}

function isAddress(line: string): boolean {
  return line.length <= 2_000 && URL.canParse(line) && /^https?:$/.test(new URL(line).protocol)
}

function sourcesPage({ page, failureWords }: DeskTools, visit: DeskVisit, accounts: readonly SourceAccount[]) {
  const { lang, signedIn } = visit
  const words = gatherWords[lang]
  const gathers = may(signedIn.account.role, "gather")
  return document(
    <DeskLayout context={page(lang, "/desk/sources")} title={words.sources} signedIn={signedIn} current="sources">
      {accounts.length === 0 && <p>{words.noSources}</p>}
      <ol class="acts">
        {accounts.map((one) => (
          <li>
            <strong>
              <bdi>{lang === "fa" ? one.nameFa : one.nameEn}</bdi>
            </strong>{" "}
            <span class="hash">{one.key}</span>
            <p class="when">
              <span class={one.failures > 0 ? "call" : "soft"}>{stateText(one, lang)}</span>
              <span class="soft">{words.yield(one.reports, one.actions)}</span>
              {one.aside > 0 && <span class="soft">{words.aside(one.aside)}</span>}
              {refusedOf(one) > 0 && <span class="soft">{words.refused(refusedOf(one))}</span>}
            </p>
            {one.lastFailure !== null && <p>{failureWords(one.lastFailure)[lang]}</p>}
            <p class="when">
              {one.lastSuccess !== null && (
                <span>
                  {words.lastSuccess}: <Instant iso={one.lastSuccess} lang={lang} />
                </span>
              )}
              {one.nextDue !== null && (
                <span>
                  {words.nextDue}: <Instant iso={one.nextDue} lang={lang} />
                </span>
              )}
            </p>
            {gathers && (
              <div class="row">
                <Act visit={visit} to={`/desk/sources/${one.key}/${one.paused ? "resume" : "pause"}`}>
                  {one.paused ? words.resume : words.pause}
                </Act>
                {one.kind === "feed" && !one.paused && (
                  <Act visit={visit} to={`/desk/sources/${one.key}/read`}>
                    {words.readNow}
                  </Act>
                )}
              </div>
            )}
          </li>
        ))}
      </ol>
    </DeskLayout>,
  )
}

function stateText(one: SourceAccount, lang: Lang): string {
  const words = gatherWords[lang]
  if (one.paused) return words.paused
  if (one.failures > 0) return words.failing(one.failures)
  return one.lastSuccess === null ? words.never : words.well
}

function refusedOf(one: SourceAccount): number {
  return Object.values(one.refusals).reduce((sum, n) => sum + n, 0)
}

function jobsPage({ page, failureWords }: DeskTools, visit: DeskVisit, all: readonly Job[] | null) {
  const { lang, signedIn } = visit
  const words = gatherWords[lang]
  const gathers = may(signedIn.account.role, "gather")
  return document(
    <DeskLayout context={page(lang, "/desk/jobs")} title={words.jobs} signedIn={signedIn} current="jobs">
      <p class="soft">{words.jobsLead}</p>
      {all === null && <p>{words.noQueue}</p>}
      {all?.length === 0 && <p>{words.noJobs}</p>}
      <ol class="acts">
        {all?.slice(0, MOST_SHOWN).map((job) => (
          <li>
            <strong>{words.kinds[job.kind] ?? job.kind}</strong>{" "}
            <bdi class="address">{firstLetters(job.key.slice(job.key.indexOf(" ") + 1), 120)}</bdi>
            <p class="when">
              <span class={job.state === "parked" ? "call" : "soft"}>{words.states[job.state]}</span>
              {job.attempts > 0 && <span class="soft">{words.attempts(job.attempts)}</span>}
              <span class="soft">
                <Instant iso={job.due} lang={lang} />
              </span>
            </p>
            {job.failure !== null && <p>{failureWords(job.failure)[lang]}</p>}
            {gathers && (
              <div class="row">
                {job.state === "parked" && (
                  <Act visit={visit} to={`/desk/jobs/${job.id}/retry`}>
                    {words.retry}
                  </Act>
                )}
                {job.state !== "held" && (
                  <Act visit={visit} to={`/desk/jobs/${job.id}/drop`}>
                    {words.drop}
                  </Act>
                )}
              </div>
            )}
          </li>
        ))}
      </ol>
      {gathers && all?.some(({ state }) => state === "parked") && (
        <Act visit={visit} to="/desk/jobs/retry">
          {words.retryAll}
        </Act>
      )}
    </DeskLayout>,
  )
}

async function linkPage(
  { page, record }: DeskTools,
  visit: DeskVisit,
  told: { readonly fault?: string; readonly done?: number } | null,
) {
  const { lang, signedIn, form } = visit
  const words = gatherWords[lang]
  const failed = told?.fault !== undefined
  const sources = await record.listSources()
  return document(
    <DeskLayout context={page(lang, "/desk/links")} title={words.link} signedIn={signedIn} current="links">
      {failed && <Trouble>{told.fault}</Trouble>}
      {told?.done !== undefined && (
        <p class="note" role="status">
          {words.putDone(told.done)}
        </p>
      )}
      <p>{words.linkLead}</p>
      <form method="post" action={`/${lang}/desk/links`}>
        <Mark signedIn={signedIn} />
        <p class="field">
          <label for="addresses">{words.address}</label>
          <textarea id="addresses" name="addresses" dir="ltr" aria-describedby="addresses-hint" required>
            {failed ? form.text("addresses") : ""}
          </textarea>
          <small id="addresses-hint" class="soft">
            {words.addressHint}
          </small>
        </p>
        <p class="field">
          <label for="source">{words.source}</label>
          <select id="source" name="source">
            <option value="">{words.noSource}</option>
            {sources.map(({ key, nameFa, nameEn }) => (
              <option value={key} selected={failed && form.text("source") === key}>
                {lang === "fa" ? nameFa : nameEn}
              </option>
            ))}
          </select>
        </p>
        <Field
          name="published"
          label={words.published}
          hint={words.badDay}
          dir="ltr"
          value={failed ? form.text("published") : ""}
        />
        <button type="submit" class="own">
          {words.put}
        </button>
      </form>
    </DeskLayout>,
  )
}

/** A button that does one thing. */
const Act: FC<{ visit: DeskVisit; to: string; children?: Child }> = ({ visit, to, children }) => (
  <form method="post" action={`/${visit.lang}${to}`}>
    <Mark signedIn={visit.signedIn} />
    <button type="submit" class="quiet">
      {children}
    </button>
  </form>
)

const Instant: FC<{ iso: string; lang: Lang }> = ({ iso, lang }) => (
  <time datetime={iso}>
    {formatDay(iso.slice(0, 10), lang, firstCalendar(lang))} <bdi>{minuteText(iso, lang)}</bdi>
  </time>
)

/** Hours and minutes, UTC, in the reader's digits. */
function minuteText(iso: string, lang: Lang): string {
  const minute = iso.slice(11, 16)
  return lang === "fa" ? minute.replace(/\d/g, (d) => "۰۱۲۳۴۵۶۷۸۹"[Number(d)]!) : `${minute} UTC`
}
