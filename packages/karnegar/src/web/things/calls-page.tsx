import type { FC } from "hono/jsx"
import type { PublishedAction } from "../../record/types.ts"
import type { Catalogue } from "../catalogue.ts"
import { Layout, type PageContext } from "../pages/layout.tsx"
import { NumberedPager } from "../pages/pager.tsx"
import { WhenLine } from "../pages/parts.tsx"
import { firstCalendar, formatDay } from "../words/dates.ts"
import { formatNumber } from "../words/numbers.ts"
import { deedOf } from "../words/title.ts"
import { coverageIn } from "./coverage.ts"
import { gather } from "./gather.ts"
import { callsAhead, nowOf, todayUtc } from "./now.ts"
import { thingWords } from "./words.ts"

const PAGE = 40

/** Calls, those ahead first, each with how far it was answered. */
export const CallsPage: FC<{ context: PageContext; catalogue: Catalogue; page: number }> = ({
  context,
  catalogue,
  page: asked,
}) => {
  const { lang } = context
  const words = thingWords(lang)
  const { actions, calls } = gather(catalogue)
  const now = nowOf(actions, todayUtc())
  const ahead = callsAhead(calls, now.day)
  const isAhead = new Set(ahead)
  const past = calls.filter((call) => !isAhead.has(call))
  const pages = Math.max(1, Math.ceil(past.length / PAGE))
  const page = Math.min(asked, pages)
  return (
    <Layout context={context} title={words.calls} current="calls">
      <p class="kind">
        <a href={`/${lang}/subjects`}>{words.subjects}</a>
      </p>
      <h1>{words.calls}</h1>
      <p class="lead">{words.callsLead}</p>
      {calls.length === 0 && <p class="note">{words.callsNone}</p>}
      {now.old && calls.length > 0 && <p class="note">{words.old(formatDay(now.day, lang, firstCalendar(lang)))}</p>}
      {page === 1 && calls.length > 0 && (
        <>
          <h2>{words.ahead}</h2>
          {ahead.length === 0 ? (
            <p class="soft">{words.aheadNone}</p>
          ) : (
            <CallTable context={context} catalogue={catalogue} calls={ahead} caption={words.ahead} />
          )}
        </>
      )}
      {past.length > 0 && (
        <>
          <h2>{words.pastCalls}</h2>
          <CallTable
            context={context}
            catalogue={catalogue}
            calls={past.slice((page - 1) * PAGE, page * PAGE)}
            caption={words.pastCalls}
          />
          <p class="soft">{words.coverageNote}</p>
        </>
      )}
      <NumberedPager lang={lang} page={page} pages={pages} address={(page) => `/${lang}/calls?page=${page}`} />
    </Layout>
  )
}

const CallTable: FC<{
  context: PageContext
  catalogue: Catalogue
  calls: readonly PublishedAction[]
  caption: string
}> = ({ context: { lang }, catalogue, calls, caption }) => {
  const words = thingWords(lang)
  const n = (value: number) => formatNumber(value, lang)
  return (
    <table class="calls">
      <caption class="hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.callColumns.call}</th>
          <th scope="col">{words.callColumns.covered}</th>
        </tr>
      </thead>
      <tbody>
        {calls.map((call) => {
          const { observed, announced } = coverageIn(catalogue, call)
          return (
            <tr>
              <th scope="row">
                <a href={`/${lang}/calls/${call.id}`}>{deedOf(call, lang)}</a>
                <p class="when">
                  <WhenLine action={call} lang={lang} />
                </p>
              </th>
              <td>{announced.length === 0 ? "—" : words.kOfN(n(observed.length), n(announced.length))}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
