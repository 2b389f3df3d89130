import type { FC } from "hono/jsx"
import type { SignedIn } from "../../people/people.ts"
import { QUEUE_ORDERS, QUEUE_STATES, type QueueItem, type QueueState } from "../../record/queue.ts"
import type { Source } from "../../record/types.ts"
import { document, type PageContext } from "../pages/layout.tsx"
import { Pager } from "../pages/pager.tsx"
import { firstCalendar, formatDay } from "../words/dates.ts"
import { formatNumber } from "../words/numbers.ts"
import { DeskLayout } from "./layout.tsx"
import { placeQuery, type QueuePlace, queueAsked, readPlace } from "./place-in-queue.ts"
import { firstLine } from "./report-pages.tsx"
import type { AnyDeskRoute } from "./route.ts"
import type { DeskTools } from "./tools.ts"
import { doubleWords } from "./words/double.ts"
import { noteWords } from "./words/notes.ts"
import { reviewWords } from "./words/review.ts"

/** Reports on one page of the queue. */
const PAGE = 30

/** What waits for review. */
export function queueRoutes({ record, people, page }: DeskTools): readonly AnyDeskRoute[] {
  return [
    {
      method: "get",
      path: "/queue",
      deed: "read",
      answer: async (c, { lang, signedIn }) => {
        const place = readPlace((name) => c.req.query(name))
        const back = c.req.query("before")
        const where = back !== undefined ? { before: back } : place.at !== "" ? { after: place.at } : {}
        // One more than is shown tells whether there are more.
        const found = await record.listQueue({ ...queueAsked(place, signedIn.account.id), ...where, limit: PAGE + 1 })
        const shown = found.slice(0, PAGE)
        const items = back === undefined ? shown : shown.reverse()
        const more = found.length > PAGE
        const context = page(lang, `/desk/queue${placeQuery(place)}`)
        return c.html(
          document(
            <QueuePageView
              {...{ context, signedIn, place, items }}
              counts={await record.countQueue()}
              sources={await record.listSources()}
              handles={await people.handles()}
              closed={(await record.closedNow()).reports}
              newer={back !== undefined ? more : place.at !== ""}
              older={back !== undefined ? true : more}
              done={c.req.query("done") !== undefined}
            />,
          ),
        )
      },
    },
  ]
}

const QueuePageView: FC<{
  context: PageContext
  signedIn: SignedIn
  place: QueuePlace
  items: readonly QueueItem[]
  counts: Readonly<Record<QueueState, number>>
  sources: readonly Source[]
  handles: ReadonlyMap<string, string>
  /** Ids of reports that are coded unseen. */
  closed: ReadonlySet<string>
  newer: boolean
  older: boolean
  done: boolean
}> = ({ context, signedIn, place, items, counts, sources, handles, closed, newer, older, done }) => {
  const { lang } = context
  const [words, notes] = [reviewWords[lang], noteWords[lang]]
  const nameOf = (key: string | null) => {
    const source = sources.find((s) => s.key === key)
    if (source === undefined) return key ?? words.noSource
    return lang === "fa" ? source.nameFa : source.nameEn
  }
  const start = { ...place, at: "" }
  const [first, last] = [items[0], items[items.length - 1]]
  return (
    <DeskLayout context={context} title={words.queue} signedIn={signedIn} current="queue" scripts={["desk.js"]}>
      {done && (
        <p class="note" role="status">
          {items.length === 0 ? words.allDone : words.done}
        </p>
      )}
      <nav class="states" aria-label={words.state}>
        {QUEUE_STATES.map((state) => (
          <a
            href={`/${lang}/desk/queue${placeQuery({ ...start, state })}`}
            {...(state === place.state ? { "aria-current": "page" as const } : {})}
          >
            {words.states[state]} <span class="soft">{formatNumber(counts[state], lang)}</span>
          </a>
        ))}
      </nav>
      <form class="row sort" method="get" action={`/${lang}/desk/queue`}>
        <input type="hidden" name="state" value={place.state} />
        <label>
          {words.order}{" "}
          <select name="order">
            {QUEUE_ORDERS.map((order) => (
              <option value={order} selected={order === place.order}>
                {words.orders[order]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {words.source}{" "}
          <select name="source">
            <option value="">{words.anySource}</option>
            {sources.map(({ key }) => (
              <option value={key} selected={key === place.source}>
                {nameOf(key)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {notes.whose}{" "}
          <select name="mine">
            <option value="">{notes.anybody}</option>
            <option value="yes" selected={place.mine === "yes"}>
              {notes.onlyMine}
            </option>
          </select>
        </label>
        <button type="submit" class="own">
          {words.show}
        </button>
      </form>
      {items.length === 0 ? (
        <p>{words.empty}</p>
      ) : (
        <ol class="acts queue">
          {items.map((item, i) => (
            <li>
              <a
                href={`/${lang}/desk/review/${item.reportId}${placeQuery({ ...place, at: item.place })}`}
                dir="auto"
                {...(i === 0 ? { accesskey: "j", "data-key": "j" } : {})}
              >
                {firstLine(item.opening)}
              </a>
              <p class="when">
                {item.published !== null && (
                  <time datetime={item.published}>{formatDay(item.published, lang, firstCalendar(lang))}</time>
                )}
                <bdi>{nameOf(item.source)}</bdi>
                {closed.has(item.reportId) ? (
                  <span class="call">{doubleWords[lang].closed}</span>
                ) : (
                  <>
                    <span class="soft">{words.actions(formatNumber(item.actions, lang))}</span>
                    {item.confidence !== null && (
                      <span class="soft">{words.sure(formatNumber(Math.round(item.confidence * 100), lang))}</span>
                    )}
                    {item.conflicts > 0 && (
                      <span class="call">{words.conflicts(formatNumber(item.conflicts, lang))}</span>
                    )}
                  </>
                )}
                {item.assignee !== null && (
                  <span class="call">
                    <bdi>{handles.get(item.assignee) ?? words.somebody}</bdi>
                  </span>
                )}
                {item.comments > 0 && <span class="soft">{notes.commentCount(formatNumber(item.comments, lang))}</span>}
              </p>
            </li>
          ))}
        </ol>
      )}
      <Pager
        label={words.queue}
        before={
          newer && first !== undefined
            ? { href: `/${lang}/desk/queue${placeQuery(start, { before: first.place })}`, label: words.newerPage }
            : null
        }
        after={
          older && last !== undefined
            ? { href: `/${lang}/desk/queue${placeQuery({ ...place, at: last.place })}`, label: words.olderPage }
            : null
        }
      />
    </DeskLayout>
  )
}
