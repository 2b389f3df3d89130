import type { FC } from "hono/jsx"
import type { Catalogue } from "../catalogue.ts"
import { FEED_FORMATS, FEED_TYPES } from "../feeds/feeds.ts"
import { bubblesAt } from "../map.ts"
import { Layout, type PageContext } from "../pages/layout.tsx"
import { NumberedPager } from "../pages/pager.tsx"
import { ActionList, CountTable, MapFigure } from "../pages/parts.tsx"
import { addressWith, listAddress, type Query } from "../query.ts"
import { statisticsWords } from "../statistics/words.ts"
import { fieldWord, figureWords, noteSentences, ruleWords, standingCounts } from "../words/counting.ts"
import { type Lang, wordsOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { conditionsOf, meaningOf } from "./describe.ts"
import { FacetTable, facetRows, Timeline } from "./figures.tsx"
import { FILE_FORMATS } from "./files.ts"
import { FilterForm } from "./filter-form.tsx"
import { namesIn, suggestionsFor } from "./named.ts"
import { type ActionSet, setOf } from "./set.ts"
import { fittingStep, timeColumns, timeField } from "./timeline.ts"
import { exploreWords, QUICK_FACETS } from "./words.ts"

const PAGE = 10
const MOST_SUGGESTIONS = 6
/** Values of a field that the list itself shows. */
const QUICK_ROWS = 6

/** The set of actions and calls that an address asks for: list, map, course of time, counts by every field, files. */
export const ExplorePage: FC<{ context: PageContext; catalogue: Catalogue; query: Query; files: boolean }> = ({
  context,
  catalogue,
  query,
  files,
}) => {
  const { lang } = context
  const words = wordsOf(lang)
  const own = exploreWords(lang)
  const { given } = query
  const set = setOf(catalogue, query)
  const names = namesIn(catalogue)
  const n = (count: number) => formatNumber(count, lang)
  const pages = Math.max(1, Math.ceil(set.size / PAGE))
  const page = Math.min(query.page, pages)
  const title = given.kind === "calls" ? words.calls : given.kind === "actions" ? words.navActions : words.allRecords
  const conditions = conditionsOf(query, names, lang)
  const suggestions =
    query.filter.text === undefined ? [] : suggestionsFor(catalogue, query.filter.text, MOST_SUGGESTIONS)
  return (
    <Layout
      context={context}
      title={title}
      current={given.kind === "calls" ? "calls" : "actions"}
      alternates={feedsOf(lang, given)}
    >
      <h1>{title}</h1>
      {query.notices.map((notice) => (
        <p class="note" role="status">
          {notice}
        </p>
      ))}
      <FilterForm context={context} query={query} names={names} />
      {suggestions.length > 0 && (
        <nav aria-label={own.meant}>
          <ul class="chips">
            <li class="soft">{own.meant}</li>
            {suggestions.map(({ field, code, count }) => {
              const { q: _, ...others } = given
              return (
                <li>
                  <a href={listAddress(lang, { ...others, [field]: code })}>
                    <bdi>{meaningOf(field, code, names, lang)}</bdi> <span class="soft">{n(count)}</span>
                  </a>
                </li>
              )
            })}
          </ul>
        </nav>
      )}
      {conditions.length > 0 && (
        <nav aria-label={own.chosen}>
          <ul class="chips">
            {conditions.map(({ keys, label, value }) => (
              <li>
                <a href={listAddress(lang, without(given, keys))} aria-label={own.without(`${label}: ${value}`)}>
                  <span class="soft">{label}</span> <bdi>{value}</bdi> <span aria-hidden="true">×</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <h2 id="found">{words.found(n(set.size))}</h2>
      {set.size > 0 && (
        <p class="soft">
          {standingCounts(set.all(), lang)}
          {query.filter.text !== undefined && ` · ${own.best}`}
        </p>
      )}
      {set.size === 0 && <p class="note">{words.nothing}</p>}
      <ActionList actions={set.part((page - 1) * PAGE, page * PAGE)} lang={lang} />
      <NumberedPager
        lang={lang}
        page={page}
        pages={pages}
        address={(page) => listAddress(lang, { ...given, page: String(page) })}
      />
      {set.size > 0 && page === 1 && <Figures context={context} set={set} catalogue={catalogue} />}
      {set.size > 0 && <TakeAway context={context} set={set} files={files} />}
    </Layout>
  )
}

/** Map, course of time and counts of the set; every number is that of the set's facets. */
const Figures: FC<{ context: PageContext; set: ActionSet; catalogue: Catalogue }> = ({ context, set, catalogue }) => {
  const { lang } = context
  const { query } = set
  const words = wordsOf(lang)
  const own = exploreWords(lang)
  const names = namesIn(catalogue)
  const step = query.step ?? fittingStep(set)
  const time = timeField(query.calendar, step)
  const { by, total, notes } = set.facets(["province", time, ...QUICK_FACETS])
  const rule = ruleWords(query.rule, lang)
  const caption = lang === "fa" ? `شمارش ${rule}` : `Counted ${rule}`
  const provinces = by.get("province")!
  return (
    <>
      {query.rule.kind !== "action" && (
        <p class="note">
          {[own.units(formatNumber(total, lang), rule), ...noteSentences(notes, query.rule, lang)].join(" · ")}
        </p>
      )}
      {provinces.counts.size > 0 && (
        <div class="two">
          <section>
            <h2>{words.map}</h2>
            <MapFigure
              context={context}
              bubbles={bubblesAt(provinces.counts)}
              given={query.given}
              unplaced={provinces.withoutValue}
              caption={own.mapBy(rule)}
            />
          </section>
          <section>
            <h2>{words.byProvince}</h2>
            <CountTable
              head={words.province}
              caption={figureWords(query.rule, set.all(), lang)}
              lang={lang}
              rows={facetRows("province", provinces, query, names, context)}
            />
          </section>
        </div>
      )}
      <section>
        <h2>{own.timeline}</h2>
        <Timeline
          context={context}
          query={query}
          step={step}
          columns={timeColumns(by.get(time)!, query.calendar, step)}
          caption={caption}
        />
      </section>
      <section>
        <h2>{own.others}</h2>
        <p class="soft">{own.severalValues}</p>
        <details>
          <summary>{QUICK_FACETS.map((field) => fieldWord(field, lang)).join(lang === "fa" ? "، " : ", ")}</summary>
          <div class="facets">
            {QUICK_FACETS.map((field) => (
              <FacetTable
                field={field}
                facet={by.get(field)!}
                query={query}
                names={names}
                context={context}
                caption={caption}
                most={QUICK_ROWS}
              />
            ))}
          </div>
        </details>
        <p>
          <a class="more" href={addressWith(`/${lang}/counts`, query.given)}>
            {own.allFields}
          </a>
        </p>
      </section>
    </>
  )
}

/** Files of exactly this set, its digest and its lasting address. */
const TakeAway: FC<{ context: PageContext; set: ActionSet; files: boolean }> = ({ context, set, files }) => {
  const { lang } = context
  const { given } = set.query
  const own = exploreWords(lang)
  return (
    <section>
      <h2>{own.take}</h2>
      <p class="ways">
        <a href={listAddress(lang, given)}>{own.share}</a>
        <a href={addressWith(`/${lang}/digest`, given)}>{own.digest}</a>
        {files &&
          FILE_FORMATS.map((format) => (
            <a href={addressWith(`/${lang}/actions.${format}`, given)} download={`karnegar.${format}`}>
              {own.files[format]}
            </a>
          ))}
      </p>
      <p class="ways">
        <a href={addressWith(`/${lang}/statistics`, given)}>{statisticsWords(lang).title}</a>
        {FEED_FORMATS.map((format) => (
          <a href={addressWith(`/${lang}/feed.${format}`, given)}>{own.feeds[format]}</a>
        ))}
        <a href={`/${lang}/api`}>API</a>
      </p>
      {files && <p class="soft">{own.takeExactly(formatNumber(set.size, lang))}</p>}
    </section>
  )
}

/** The feeds of this set, as programs find them in the head of the page. */
function feedsOf(lang: Lang, given: Readonly<Record<string, string>>) {
  return FEED_FORMATS.map((format) => ({
    rel: "alternate",
    type: FEED_TYPES[format].split(";")[0]!,
    href: addressWith(`/${lang}/feed.${format}`, given),
  }))
}

function without(given: Readonly<Record<string, string>>, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(given).filter(([key]) => !keys.includes(key)))
}
