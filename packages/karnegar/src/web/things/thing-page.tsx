import { BY_ACTION } from "@karnegar/index"
import type { Child, FC } from "hono/jsx"
import type { Catalogue } from "../catalogue.ts"
import { bubblesOf, unplacedIn } from "../map.ts"
import { Layout, type PageContext } from "../pages/layout.tsx"
import { ActionList, CountTable, MapFigure, ProvinceTable } from "../pages/parts.tsx"
import { listAddress } from "../query.ts"
import { figureWords, standingCounts } from "../words/counting.ts"
import { firstCalendar, formatDay } from "../words/dates.ts"
import { labelOf, wordsOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { countCodes, daysOf } from "./figures.ts"
import { gather, type Thing } from "./gather.ts"
import { listedBy, registered, thingAddress } from "./kinds.ts"
import { callsAhead, nowOf, todayUtc } from "./now.ts"
import { CiteSection, GainsSection, LatestActions, TimelineFigure } from "./parts.tsx"
import { Solidarity } from "./stood-with.tsx"
import { thingWords } from "./words.ts"

const PAST_CALLS = 3

/** One workforce, demand, organisation, workplace or place: what was done, asked for and won, where, when, and who stood by. */
export const ThingPage: FC<{ context: PageContext; catalogue: Catalogue; thing: Thing }> = ({
  context,
  catalogue,
  thing,
}) => {
  const { lang } = context
  const words = thingWords(lang)
  const { kind, id, actions, calls } = thing
  const name = thing.name[lang]
  const now = nowOf(gather(catalogue).actions, todayUtc())
  const ahead = callsAhead(calls, now.day)
  const past = calls.filter((call) => !ahead.includes(call)).slice(0, PAST_CALLS)
  return (
    <Layout context={context} title={name} current="subjects">
      <p class="kind">
        <a href={`/${lang}/${kind}`}>{words.kinds[kind].many}</a>
      </p>
      <h1>
        <bdi>{name}</bdi>
      </h1>
      <Summary thing={thing} lang={lang} />
      {now.old && ahead.length > 0 && <p class="note">{words.old(formatDay(now.day, lang, firstCalendar(lang)))}</p>}
      {ahead.length > 0 && (
        <>
          <h2>{words.ahead}</h2>
          <ActionList actions={ahead} lang={lang} />
        </>
      )}
      {actions.length > 0 && <Told context={context} thing={thing} />}
      <Solidarity thing={thing} lang={lang} />
      {past.length > 0 && (
        <>
          <h2>{words.pastCalls}</h2>
          <ActionList actions={past} lang={lang} />
        </>
      )}
      <CiteSection context={context} title={name} address={`/${kind}/${id}`} />
    </Layout>
  )
}

const Summary: FC<{ thing: Thing; lang: PageContext["lang"] }> = ({ thing: { actions, calls, statements }, lang }) => {
  const words = thingWords(lang)
  const n = (value: number) => formatNumber(value, lang)
  const days = daysOf(actions)
  const day = (iso: string) => formatDay(iso, lang, firstCalendar(lang))
  if (actions.length === 0 && calls.length === 0 && statements.length === 0)
    return <p class="note">{words.nothingYet}</p>
  return (
    <>
      <p class="lead">
        {words.summary(n(actions.length), calls.length === 0 ? null : n(calls.length))}
        {days !== null &&
          ` · ${days.first === days.last ? words.on(day(days.first)) : words.between(day(days.first), day(days.last))}`}
      </p>
      {actions.length > 0 && <p class="soft">{standingCounts(actions, lang)}</p>}
    </>
  )
}

/** What its actions tell. */
const Told: FC<{ context: PageContext; thing: Thing }> = ({ context, thing: { kind, id, actions } }) => {
  const { lang } = context
  const words = thingWords(lang)
  const given = listedBy(kind, id)
  const caption = figureWords(BY_ACTION, actions, lang)
  const codes = (
    list: "demands" | "forms" | "workforces",
    filter: "demand" | "form" | "workforce",
    of: ReturnType<typeof countCodes>,
  ) =>
    of.map(([code, count]) => ({
      label: labelOf(list, code, lang),
      count,
      href:
        given === null ? thingLink(lang, list, code) : listAddress(lang, { kind: "actions", ...given, [filter]: code }),
    }))
  return (
    <>
      <h2>{words.timeline}</h2>
      <TimelineFigure actions={actions} lang={lang} />
      <div class="two">
        <section>
          <h2>{words.lastActions}</h2>
          <LatestActions actions={actions} lang={lang} given={given} />
        </section>
        <section>
          <h2>{words.won}</h2>
          <GainsSection actions={actions} lang={lang} demand={kind === "demands" ? id : null} />
        </section>
      </div>
      <div class="two halves">
        {kind !== "demands" && (
          <section>
            <h2>{words.demanded}</h2>
            <CountTable
              head={words.kinds.demands.head}
              caption={caption}
              lang={lang}
              rows={codes(
                "demands",
                "demand",
                countCodes(actions, (a) => a.demands),
              )}
            />
          </section>
        )}
        {kind !== "workforces" && (
          <section>
            <h2>{kind === "demands" ? words.whoDemanded : words.kinds.workforces.many}</h2>
            <CountTable
              head={words.kinds.workforces.head}
              caption={caption}
              lang={lang}
              rows={codes(
                "workforces",
                "workforce",
                countCodes(actions, (a) => [a.workforce]),
              )}
            />
          </section>
        )}
        <section>
          <h2>{words.forms}</h2>
          <CountTable
            head={wordsOf(lang).form}
            caption={caption}
            lang={lang}
            rows={codes(
              "forms",
              "form",
              countCodes(actions, (a) => a.forms),
            )}
          />
        </section>
        <section>
          <h2>{wordsOf(lang).repression}</h2>
          <Repressed context={context} actions={actions} caption={caption} />
        </section>
      </div>
      <Where context={context} actions={actions} given={given} />
    </>
  )
}

/** Forms have no page of their own. */
function thingLink(lang: PageContext["lang"], list: "demands" | "forms" | "workforces", code: string): string {
  return list === "forms" ? listAddress(lang, { kind: "actions", form: code }) : thingAddress(lang, list, code)
}

const Repressed: FC<{ context: PageContext; actions: Thing["actions"]; caption: string }> = ({
  context: { lang },
  actions,
  caption,
}) => {
  const words = thingWords(lang)
  const n = (value: number) => formatNumber(value, lang)
  const found = actions.filter((a) => a.repression.length > 0)
  if (found.length === 0) return <p>{words.repressedNone(n(actions.length))}</p>
  return (
    <>
      <p>{words.repressed(n(found.length), n(actions.length))}</p>
      <CountTable
        head={wordsOf(lang).repression}
        caption={caption}
        lang={lang}
        rows={countCodes(found, (a) => a.repression).map(([code, count]) => ({
          label: labelOf("repression", code, lang),
          count,
        }))}
      />
    </>
  )
}

/** The map, and the same numbers by province. */
const Where: FC<{
  context: PageContext
  actions: Thing["actions"]
  given: Readonly<Record<string, string>> | null
}> = ({ context, actions, given }) => {
  const { lang } = context
  const words = thingWords(lang)
  const bubbles = bubblesOf(actions)
  const hrefOf = (province: string) =>
    given === null ? thingAddress(lang, "places", province) : listAddress(lang, { kind: "actions", ...given, province })
  const towns = countCodes(actions, (a) =>
    a.places.flatMap((p) => (p.type === "country" || p.type === "province" ? [] : (p.placeId ?? []))),
  )
  const places: Child = (
    <CountTable
      head={words.towns}
      caption={figureWords(BY_ACTION, actions, lang)}
      lang={lang}
      rows={towns.map(([place, count]) => ({
        label: registered("places", place)?.[lang] ?? place,
        count,
        href: thingAddress(lang, "places", place),
      }))}
    />
  )
  return (
    <>
      <h2>{words.where}</h2>
      {bubbles.length === 0 ? (
        places
      ) : (
        <div class="two">
          <section>
            <MapFigure context={context} bubbles={bubbles} unplaced={unplacedIn(actions)} hrefOf={hrefOf} />
          </section>
          <section>
            <ProvinceTable head={words.byProvince} actions={actions} bubbles={bubbles} lang={lang} hrefOf={hrefOf} />
            {towns.length > 0 && places}
          </section>
        </div>
      )}
    </>
  )
}
