import type { Sum } from "@karnegar/index"
import type { FC } from "hono/jsx"
import type { Catalogue } from "../catalogue.ts"
import { conditionsOf } from "../explore/describe.ts"
import { namesIn } from "../explore/named.ts"
import { setOf } from "../explore/set.ts"
import { timeField } from "../explore/timeline.ts"
import { Layout, type PageContext } from "../pages/layout.tsx"
import { addressWith, listAddress, type Query } from "../query.ts"
import { noteSentences, ruleWords, standingCounts } from "../words/counting.ts"
import { formatWhen } from "../words/dates.ts"
import { type Lang, wordsOf } from "../words/language.ts"
import { formatNumber, formatPlain } from "../words/numbers.ts"
import { deedOf } from "../words/title.ts"
import { type GroupFigures, type LastSeen, queriesOf, statisticsOf } from "./figures.ts"
import { GROUP_WORDS } from "./groups.ts"
import { statisticsWords } from "./words.ts"

/** Actions last seen ongoing that the page names at once, and those that it opens on demand. */
const FIRST_SEEN = 10
const MOST_SEEN = 50

/** Measures of the ILO over a set, with coverage, bounds, the groups apart and the queries that give them again. */
export const StatisticsPage: FC<{ context: PageContext; catalogue: Catalogue; query: Query; files: boolean }> = ({
  context,
  catalogue,
  query,
  files,
}) => {
  const { lang } = context
  const words = statisticsWords(lang)
  const set = setOf(catalogue, query)
  const n = (count: number) => formatNumber(count, lang)
  const conditions = conditionsOf(query, namesIn(catalogue), lang)
  const yearField = timeField(query.calendar, "year") as "jalali-year" | "gregorian-year"
  const { groups, years, lastSeen } = statisticsOf(set, yearField)
  const [employees, ...others] = groups as [GroupFigures, ...GroupFigures[]]
  return (
    <Layout context={context} title={words.title} current="statistics">
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {query.notices.map((notice) => (
        <p class="note" role="status">
          {notice}
        </p>
      ))}
      <PeriodForm context={context} query={query} />
      <p>
        {conditions.length <= 1
          ? words.allActions
          : conditions.map(({ label, value }) => `${label}: ${value}`).join(" · ")}{" "}
        <span class="soft">
          {standingCounts(
            Array.from(set.selection, (i) => set.index.rows[i]!),
            lang,
          )}
        </span>
      </p>
      <p class="ways">
        <a href={listAddress(lang, query.given)}>{words.listOf(n(set.size))}</a>
        {files && (
          <a href={addressWith(`/${lang}/actions.csv`, query.given)} download="karnegar.csv">
            {words.download}
          </a>
        )}
      </p>
      <section>
        <h2>{GROUP_WORDS.employees[lang][0]}</h2>
        <MeasureTable figures={employees} lang={lang} />
        <p class="soft">{words.bounds}</p>
        <p class="soft">{words.rates}</p>
        <h3>{words.rules}</h3>
        <RuleTable figures={employees} lang={lang} />
      </section>
      <section>
        <h2>{words.years}</h2>
        <section class="scroll" tabindex={0} aria-label={words.years}>
          <table class="figures">
            <thead>
              <tr>
                <th scope="col">{words.year}</th>
                <th scope="col">{words.strikes}</th>
                <th scope="col">{words.lockouts}</th>
                <th scope="col">{words.workers}</th>
                <th scope="col">{words.daysNotWorked}</th>
              </tr>
            </thead>
            <tbody>
              {years.map(({ year, measures }) => (
                <tr>
                  <th scope="row">{year === null ? words.noYear : formatPlain(Number(year), lang)}</th>
                  <td>{n(measures.strikes)}</td>
                  <td>{n(measures.lockouts)}</td>
                  <td>
                    <Bounded sum={measures.workers} lang={lang} />
                  </td>
                  <td>
                    <Bounded sum={measures.daysNotWorked} lang={lang} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </section>
      <section>
        <h2>{words.groupsApart}</h2>
        <p>{words.groupsLead}</p>
        {others.map((figures) => (
          <section>
            <h3>{GROUP_WORDS[figures.group][lang][0]}</h3>
            <p class="soft">{GROUP_WORDS[figures.group][lang][1]}</p>
            <RuleTable figures={figures} lang={lang} />
          </section>
        ))}
      </section>
      {lastSeen.length > 0 && (
        <section>
          <h2>{words.lastSeen}</h2>
          <p>{words.lastSeenLead}</p>
          <SeenList seen={lastSeen.slice(0, FIRST_SEEN)} query={query} lang={lang} />
          {lastSeen.length > FIRST_SEEN && (
            <details>
              <summary>{words.lastSeenMore(n(Math.min(lastSeen.length, MOST_SEEN) - FIRST_SEEN))}</summary>
              <SeenList seen={lastSeen.slice(FIRST_SEEN, MOST_SEEN)} query={query} lang={lang} />
            </details>
          )}
          {lastSeen.length > MOST_SEEN && <p class="soft">{words.lastSeenMore(n(lastSeen.length - MOST_SEEN))}</p>}
        </section>
      )}
      <section>
        <h2>{words.queries}</h2>
        <p>{words.queriesLead}</p>
        <pre class="query" dir="ltr" tabindex={0}>
          <code>{"sqlite3\n.mode csv\n.import karnegar.csv actions"}</code>
        </pre>
        {groups.map(({ group }) => (
          <details>
            <summary>{GROUP_WORDS[group][lang][0]}</summary>
            {queriesOf(group).map(({ name, sql }) => (
              <section>
                <h3>{words.names[name]}</h3>
                <pre class="query" dir="ltr" tabindex={0}>
                  <code>{sql}</code>
                </pre>
              </section>
            ))}
          </details>
        ))}
        <p>{words.queriesRest}</p>
        <pre class="query" dir="ltr" tabindex={0}>
          <code>karnegar stats --count dispute:61 --include unreviewed,disputed</code>
        </pre>
      </section>
    </Layout>
  )
}

const SeenList: FC<{ seen: readonly LastSeen[]; query: Query; lang: Lang }> = ({ seen, query, lang }) => (
  <ol class="acts">
    {seen.map(({ action, day }) => (
      <li>
        <a href={`/${lang}/actions/${action.id}`}>{deedOf(action, lang)}</a>
        <p class="when">
          <time datetime={day}>{formatWhen({ start: day, end: null, precision: "day" }, lang, query.calendar)}</time>
        </p>
      </li>
    ))}
  </ol>
)

const PeriodForm: FC<{ context: PageContext; query: Query }> = ({ context, query }) => {
  const { lang } = context
  const words = wordsOf(lang)
  const kept = Object.entries(query.given).filter(([name]) => name !== "from" && name !== "to" && name !== "kind")
  return (
    <form class="filter" action={`/${lang}/statistics`} method="get" aria-label={words.conditions}>
      {(["from", "to"] as const).map((name) => (
        <div>
          <label for={name}>{words[name]}</label>
          <input
            id={name}
            name={name}
            value={query.given[name] ?? ""}
            maxlength={20}
            aria-describedby="dayhint"
            dir="ltr"
          />
        </div>
      ))}
      {kept.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <div>
        <button type="submit">{words.show}</button>
      </div>
      <p class="wide soft" id="dayhint">
        {words.dayHint}
      </p>
    </form>
  )
}

/** A sum with its bounds: «۱۲۰ تا ۴۰۰», «دست‌کم ۱۲۰». */
const Bounded: FC<{ sum: Sum; lang: Lang }> = ({ sum, lang }) => {
  const words = statisticsWords(lang)
  const n = (count: number) => formatNumber(count, lang)
  if (sum.low === null) return <>{words.unknownAll}</>
  if (sum.high === null) return <>{words.atLeast(n(sum.low))}</>
  return <>{sum.low === sum.high ? n(sum.low) : words.between(n(sum.low), n(sum.high))}</>
}

const MeasureTable: FC<{ figures: GroupFigures; lang: Lang }> = ({ figures: { measures, durations }, lang }) => {
  const words = statisticsWords(lang)
  const n = (count: number) => formatNumber(count, lang)
  const known = (some: number, of: number) =>
    of === 0 ? "–" : words.knownOf(n(some), n(of), n(Math.floor((some / of) * 100)))
  const semicolon = lang === "fa" ? "؛ " : "; "
  const decimal = new Intl.NumberFormat(lang === "fa" ? "fa-IR" : "en-GB", { maximumFractionDigits: 1 })
  const counts = [
    [words.strikes, measures.strikes],
    [words.lockouts, measures.lockouts],
    [words.stoppages, measures.stoppages],
  ] as const
  const sums = [
    [
      words.workers,
      measures.workers,
      measures.workers.fromParticipants > 0 ? [words.workersFrom(n(measures.workers.fromParticipants))] : [],
    ],
    [words.workersIndirect, measures.workersIndirect, []],
    [
      words.daysNotWorked,
      measures.daysNotWorked,
      measures.daysNotWorked.known > 0 ? [words.reported(n(measures.daysNotWorked.reported))] : [],
    ],
  ] as const
  return (
    <table class="figures">
      <thead>
        <tr>
          <th scope="col">{words.measure}</th>
          <th scope="col">{words.value}</th>
          <th scope="col">{words.known}</th>
        </tr>
      </thead>
      <tbody>
        {counts.map(([name, count]) => (
          <tr>
            <th scope="row">{name}</th>
            <td>{n(count)}</td>
            <td class="soft">–</td>
          </tr>
        ))}
        {sums.map(([name, sum, more]) => (
          <tr>
            <th scope="row">{name}</th>
            <td>
              <Bounded sum={sum} lang={lang} />
            </td>
            <td class="soft">{[known(sum.known, sum.of), ...more].join(semicolon)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{words.duration}</th>
          <td>
            {durations.known === 0 ? words.unknownAll : decimal.format(durations.days / durations.known)}{" "}
            {durations.median !== null && <span class="soft">{words.median(n(durations.median))}</span>}
          </td>
          <td class="soft">
            {known(durations.known, durations.of)}
            {durations.ongoing.known > 0 &&
              semicolon + words.ongoing(n(durations.ongoing.known), n(durations.ongoing.days))}
          </td>
        </tr>
      </tbody>
    </table>
  )
}

const RuleTable: FC<{ figures: GroupFigures; lang: Lang }> = ({ figures: { rules }, lang }) => {
  const words = statisticsWords(lang)
  const n = (count: number) => formatNumber(count, lang)
  return (
    <>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">{words.rule}</th>
            <th scope="col">{words.actions}</th>
            <th scope="col">{words.stoppages}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map(({ kind, actions, stoppages }) => (
            <tr>
              <th scope="row">{ruleWords(kind, lang)}</th>
              <td>{n(actions)}</td>
              <td>{n(stoppages)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {[...new Set(rules.flatMap(({ kind, notes }) => noteSentences(notes, kind, lang)))].map((note) => (
        <p class="soft">{note}</p>
      ))}
    </>
  )
}
