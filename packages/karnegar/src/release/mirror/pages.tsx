import type { ActionIndex, Field } from "@karnegar/index"
import type { Child, FC } from "hono/jsx"
import type { PublishedAction } from "../../record/types.ts"
import { Choice } from "../../web/explore/filter-form.tsx"
import { document, SampleNotice } from "../../web/pages/layout.tsx"
import { SourceItem, WhenLine } from "../../web/pages/parts.tsx"
import { fieldWord, type Names, standingCounts, valueWord } from "../../web/words/counting.ts"
import { firstCalendar, formatDay, otherCalendar } from "../../web/words/dates.ts"
import { type Lang, labelOf, wordsOf } from "../../web/words/language.ts"
import { formatNumber, formatPlain } from "../../web/words/numbers.ts"
import { deedOf } from "../../web/words/title.ts"
import { mirrorWords } from "./mirror-words.ts"
import { yearOf, yearPage } from "./search-data.ts"

/** What every page of the copy knows. */
export interface MirrorContext {
  readonly records: readonly PublishedAction[]
  readonly index: ActionIndex
  readonly names: Names
  /** ISO day on which it is made, UTC. */
  readonly day: string
  /** Public address of the site that it is a copy of; null where none was named. */
  readonly origin: string | null
  /** Files of data, by the order in which they are offered. */
  readonly files: readonly string[]
}

/** Conditions that the searching page offers. The year is of the calendar that its readers expect. */
const fieldsOf = (lang: Lang): readonly Field[] => [
  "workforce",
  "form",
  "demand",
  "outcome",
  "repression",
  "province",
  lang === "fa" ? "jalali-year" : "gregorian-year",
]

/**
 * A page opened from a disk has no origin of its own: `file:` stands beside `'self'`. Nothing may be fetched from anywhere
 * else, and no form sent.
 */
const POLICY =
  "default-src 'none'; script-src 'self' file:; style-src 'self' file:; font-src 'self' file:; img-src 'self' file:; base-uri 'none'; form-action 'none'"

/** Name of the first page in a language. */
export function firstPage(lang: Lang): string {
  return lang === "fa" ? "index.html" : "en.html"
}

const Frame: FC<{
  lang: Lang
  title: string
  other: string
  sample: boolean
  scripts?: readonly string[]
  children?: Child
}> = ({ lang, title, other, sample, scripts = [], children }) => {
  const words = wordsOf(lang)
  return (
    <html lang={lang} dir={lang === "fa" ? "rtl" : "ltr"}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={POLICY} />
        <meta name="referrer" content="no-referrer" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · ${words.name}`}</title>
        <link rel="stylesheet" href="site.css" />
        <link rel="icon" href="icon.png" />
        {scripts.map((name) => (
          <script src={name} defer />
        ))}
      </head>
      <body>
        {sample && <SampleNotice lang={lang} />}
        <header class="top">
          <div class="page">
            <a class="name" href={firstPage(lang)}>
              {words.name}
            </a>
            <nav aria-label={words.name}>
              <a href={firstPage(lang)}>{mirrorWords(lang).home}</a>
            </nav>
            <a class="switch" href={other} lang={lang === "fa" ? "en" : "fa"}>
              {words.switchTo}
            </a>
          </div>
        </header>
        <main class="page" id="main">
          {children}
        </main>
      </body>
    </html>
  )
}

/** The first page: search with scripts, a list of years without, the data and how to check them. */
export function searchPage(context: MirrorContext, lang: Lang): string {
  const { records, day, files } = context
  const words = wordsOf(lang)
  const own = mirrorWords(lang)
  const calls = records.filter(({ isCall }) => isCall).length
  const number = (n: number) => formatNumber(n, lang)
  const [first, second] = [firstCalendar(lang), otherCalendar(firstCalendar(lang))]
  const made = `${formatDay(day, lang, first)} (${formatDay(day, lang, second)})`
  const acts = records.length - calls
  const holding = [own.actions(number(acts), acts === 1), ...(calls > 0 ? [own.calls(number(calls), calls === 1)] : [])]
  return String(
    document(
      <Frame
        lang={lang}
        title={own.title}
        other={firstPage(lang === "fa" ? "en" : "fa")}
        sample={records.some(({ sample }) => sample)}
        scripts={["rows.js", "mirror.js"]}
      >
        <h1>{own.title}</h1>
        <p class="lead">{own.lead(made, holding.join(own.and))}</p>
        {records.length > 0 && <p class="soft">{own.counted(standingCounts(records, lang))}</p>}
        <form class="filter" id="search" hidden aria-label={words.conditions} autocomplete="off">
          <div class="wide">
            <label for="q">{words.searchLabel}</label>
            <input id="q" type="search" name="q" maxlength={100} dir="auto" />
          </div>
          {fieldsOf(lang).map((field) => (
            <Choice
              name={field}
              label={fieldWord(field, lang)}
              empty={words.all}
              options={optionsOf(context, field, lang)}
              chosen={undefined}
            />
          ))}
          <div>
            <button type="reset">{words.clear}</button>
          </div>
        </form>
        <section
          id="found"
          hidden
          aria-label={own.found}
          data-more={own.more}
          data-nothing={own.nothing}
          data-found-of={own.foundOf}
        />
        <noscript>
          <p class="note">{own.scriptsOff}</p>
        </noscript>
        <h2>{own.years}</h2>
        <ul class="links">
          {yearsOf(records, lang).map(([year, acts]) => (
            <li>
              <a href={yearPage(year, lang)}>{yearWord(year, lang)}</a> <span class="soft">{number(acts.length)}</span>
            </li>
          ))}
        </ul>
        <h2>{own.data}</h2>
        <ul class="links">
          {files.map((name) => (
            <li>
              <a href={name}>
                <bdi dir="ltr">{name}</bdi>
              </a>
            </li>
          ))}
        </ul>
        <p>{own.copy}</p>
        <p>{own.verify}</p>
        <pre dir="ltr">sha256sum --check SHA256SUMS</pre>
        <p class="soft">{words.licences}</p>
      </Frame>,
    ),
  )
}

/** The values that some record has, by their names. */
function optionsOf({ index, names }: MirrorContext, field: Field, lang: Lang): readonly (readonly [string, string])[] {
  const values = [...index.count(field, index.select({})).keys()]
  if (field.endsWith("-year"))
    return values
      .sort()
      .reverse()
      .map((value) => [value, valueWord(field, value, names, lang)])
  return values
    .map((value) => [value, valueWord(field, value, names, lang)] as const)
    .sort((a, b) => a[1].localeCompare(b[1], lang))
}

/** Records by year, the newest first and those without a day last. */
export function yearsOf(
  records: readonly PublishedAction[],
  lang: Lang,
): readonly (readonly [year: number | null, records: readonly PublishedAction[]])[] {
  const years = new Map<number | null, PublishedAction[]>()
  for (const record of records) {
    const year = yearOf(record, lang)
    const own = years.get(year)
    if (own === undefined) years.set(year, [record])
    else own.push(record)
  }
  return [...years].sort(([a], [b]) => (b ?? 0) - (a ?? 0))
}

function yearWord(year: number | null, lang: Lang): string {
  return year === null ? mirrorWords(lang).noYear : formatPlain(year, lang)
}

/** All records of a year, oldest first, each with what is known of it and where it can be checked. */
export function yearOfActions(
  { origin }: MirrorContext,
  year: number | null,
  records: readonly PublishedAction[],
  lang: Lang,
): string {
  return String(
    document(
      <Frame
        lang={lang}
        title={yearWord(year, lang)}
        other={firstPage(lang === "fa" ? "en" : "fa")}
        sample={records.some(({ sample }) => sample)}
      >
        <h1>{yearWord(year, lang)}</h1>
        {records.map((action) => (
          <Act action={action} origin={origin} lang={lang} />
        ))}
      </Frame>,
    ),
  )
}

const Act: FC<{ action: PublishedAction; origin: string | null; lang: Lang }> = ({ action, origin, lang }) => {
  const words = wordsOf(lang)
  const comma = lang === "fa" ? "، " : ", "
  const told = (
    [
      ["demands", words.demands, action.demands],
      ["outcomes", words.outcomes, action.outcomes],
      ["repression", words.repression, action.repression],
    ] as const
  ).filter(([, , codes]) => codes.length > 0)
  return (
    <article id={action.id}>
      <h2>{deedOf(action, lang)}</h2>
      <p class="when">
        <WhenLine action={action} lang={lang} /> <span class="call">{labelOf("statuses", action.status, lang)}</span>
      </p>
      {told.map(([kind, label, codes]) => (
        <p>
          <span class="soft">{`${label}: `}</span>
          {codes.map((code) => labelOf(kind, code, lang)).join(comma)}
        </p>
      ))}
      {action.quotes.map(({ text }) => (
        <blockquote dir="auto">{text}</blockquote>
      ))}
      <ol class="sources">
        {action.sources.map((source) => (
          <SourceItem source={source} imported={action.origin === "import"} lang={lang} />
        ))}
      </ol>
      <p class="soft">
        <bdi dir="ltr">{action.id}</bdi>
        {origin !== null && (
          <>
            {" · "}
            <a href={`${origin}/${lang}/actions/${action.id}`}>{mirrorWords(lang).permanent}</a>
          </>
        )}
      </p>
    </article>
  )
}
