import type { FC } from "hono/jsx"
import type { Catalogue } from "../catalogue.ts"
import { Layout, type PageContext } from "../pages/layout.tsx"
import { firstCalendar, formatDay } from "../words/dates.ts"
import type { Lang } from "../words/language.ts"
import { formatDecimal, formatNumber } from "../words/numbers.ts"
import { gather, type Thing } from "./gather.ts"
import { thingAddress } from "./kinds.ts"
import { CiteSection } from "./parts.tsx"
import { FEWEST_DAYS, followingOf, type Multiples, multiplesOf } from "./waves.ts"
import { wavesWords } from "./waves-words.ts"
import { thingWords } from "./words.ts"

/** What is asked: `workforces/education` or `places/p13` twice, and a context event; whatever is not known is left out. */
export interface WavesAsked {
  readonly leader?: string
  readonly follower?: string
  readonly event?: string
}

/** Tallest bar; each height has a class of the style sheet. */
const TALLEST = 20

/** Timelines beside each other around an event, and whether the days of one thing follow those of another, with care. */
export const WavesPage: FC<{ context: PageContext; catalogue: Catalogue; asked: WavesAsked }> = ({
  context,
  catalogue,
  asked,
}) => {
  const { lang } = context
  const words = wavesWords(lang)
  const gathered = gather(catalogue)
  const { events } = catalogue.links
  const event = events.find((e) => e.id === asked.event) ?? events.at(-1) ?? null
  const choices = choicesOf(gathered.things.workforces, gathered.things.places)
  const [leader, follower] = chosen(choices, asked)
  const multiples = multiplesOf(gathered, event)
  const day = (iso: string) => formatDay(iso, lang, firstCalendar(lang))
  return (
    <Layout context={context} title={words.title} current="subjects">
      <p class="kind">
        <a href={`/${lang}/subjects`}>{thingWords(lang).subjects}</a>
      </p>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <p class="note">{words.care}</p>
      <form class="filter" action={`/${lang}/waves`} method="get" aria-label={words.choose}>
        {(["leader", "follower"] as const).map((name, i) => (
          <div class="long">
            <label for={name}>{words[name]}</label>
            <select id={name} name={name}>
              {choices.map((thing) => (
                <option value={keyOf(thing)} selected={thing === [leader, follower][i]}>
                  {thing.name[lang]}
                </option>
              ))}
            </select>
          </div>
        ))}
        {events.length > 0 && (
          <div class="long">
            <label for="event">{words.event}</label>
            <select id="event" name="event">
              {events.map((e) => (
                <option value={e.id} selected={e === event}>
                  {e[lang]}
                </option>
              ))}
            </select>
          </div>
        )}
        <div>
          <button type="submit">{words.show}</button>
        </div>
      </form>
      <h2>{event === null ? words.lately : words.around(event[lang], day(event.first))}</h2>
      {events.length === 0 && <p class="soft">{words.noEvents}</p>}
      {multiples.series.length === 0 ? <p>{words.nothing}</p> : <SmallMultiples multiples={multiples} lang={lang} />}
      <h2>{words.lagsTitle}</h2>
      {leader === null || follower === null ? (
        <p>{words.nothing}</p>
      ) : (
        <Lags leader={leader} follower={follower} lang={lang} />
      )}
      <CiteSection context={context} title={words.title} address="/waves" />
    </Layout>
  )
}

/** Workforces and provinces with something to look at, the most frequent first. */
export function choicesOf(workforces: ReadonlyMap<string, Thing>, places: ReadonlyMap<string, Thing>): Thing[] {
  const frequent = (things: ReadonlyMap<string, Thing>) =>
    [...things.values()]
      .filter((thing) => thing.actions.length > 0)
      .sort((a, b) => b.actions.length - a.actions.length || (a.id < b.id ? -1 : 1))
  return [...frequent(workforces), ...frequent(places).slice(0, MOST_PLACES)]
}

/** Places offered: those with most actions. */
const MOST_PLACES = 40

/** The two that are asked for, else the two workforces with most actions. */
export function chosen(
  choices: readonly Thing[],
  { leader, follower }: WavesAsked,
): readonly [Thing | null, Thing | null] {
  const find = (key: string | undefined) => choices.find((thing) => keyOf(thing) === key)
  const first = find(leader) ?? choices.find((thing) => keyOf(thing) !== follower) ?? null
  return [first, find(follower) ?? choices.find((thing) => thing !== first) ?? null]
}

function keyOf({ kind, id }: Thing): string {
  return `${kind}/${id}`
}

/** One row of bars for each workforce, on one scale, and the same numbers in one table. */
const SmallMultiples: FC<{ multiples: Multiples; lang: Lang }> = ({
  multiples: { starts, event, series, most },
  lang,
}) => {
  const words = wavesWords(lang)
  const n = (value: number) => formatNumber(value, lang)
  const day = (iso: string) => formatDay(iso, lang, firstCalendar(lang))
  return (
    <>
      <p class="soft">{words.scale(n(most))}</p>
      <ul class="multiples">
        {series.map(({ thing, weeks }) => (
          <li>
            <a href={thingAddress(lang, thing.kind, thing.id)}>{thing.name[lang]}</a>
            <div class="bars small" aria-hidden="true">
              {weeks.map((count, i) => (
                <span
                  class={`h${Math.ceil((count / most) * TALLEST)}${i === event ? " event" : ""}`}
                  title={`${day(starts[i]!)}: ${n(count)}`}
                />
              ))}
            </div>
          </li>
        ))}
      </ul>
      <p class="ends" aria-hidden="true">
        <span>{day(starts[0]!)}</span>
        <span>{day(starts.at(-1)!)}</span>
      </p>
      <details>
        <summary>{thingWords(lang).asTable}</summary>
        <section class="scroll" aria-label={words.weeks} tabindex={0}>
          <table class="matrix">
            <caption>{words.weeks}</caption>
            <thead>
              <tr>
                <th scope="col">{words.week}</th>
                {series.map(({ thing }) => (
                  <th scope="col">{thing.name[lang]}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {starts.map((start, i) => (
                <tr>
                  <th scope="row">{day(start)}</th>
                  {series.map(({ weeks }) => (
                    <td>{n(weeks[i]!)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </>
  )
}

/** How often one's days follow the other's, beside what shifts in time give. */
const Lags: FC<{ leader: Thing; follower: Thing; lang: Lang }> = ({ leader, follower, lang }) => {
  const words = wavesWords(lang)
  const n = (value: number) => formatNumber(value, lang)
  const decimals = new Intl.NumberFormat(lang === "fa" ? "fa-IR" : "en-GB", { maximumFractionDigits: 1 })
  const rows = followingOf(leader, follower)
  return (
    <>
      <p>{words.question(follower.name[lang], leader.name[lang])}</p>
      {rows === null ? (
        <p class="note">{words.tooFew(n(FEWEST_DAYS))}</p>
      ) : (
        <>
          <table>
            <caption class="hidden">{words.lagsTitle}</caption>
            <thead>
              <tr>
                <th scope="col">{words.lag}</th>
                <th scope="col">{words.seen}</th>
                <th scope="col">{words.expected}</th>
                <th scope="col">{words.p}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ lags: [from, to], of, followed, expected, p }) => (
                <tr>
                  <th scope="row">{words.days(n(from), n(to))}</th>
                  <td>{words.kOfN(n(followed), n(of))}</td>
                  <td>{decimals.format(expected)}</td>
                  <td>{formatDecimal(p, lang, 3)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p class="soft">{words.how}</p>
        </>
      )}
    </>
  )
}
