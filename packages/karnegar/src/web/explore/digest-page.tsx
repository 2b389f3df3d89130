import type { FC } from "hono/jsx"
import { Layout, type PageContext } from "../pages/layout.tsx"
import { addressWith, listAddress, type Query } from "../query.ts"
import { type Digest, digestText } from "./digest.ts"
import { exploreWords } from "./words.ts"

/** A digest to be pasted into a channel, and its picture. */
export const DigestPage: FC<{
  context: PageContext
  query: Query
  digest: Digest
  origin: string | null
  /** Periods to choose from: their days, ISO; null: any day. */
  periods: readonly { readonly label: string; readonly from: string | null; readonly to: string | null }[]
}> = ({ context, query, digest, origin, periods }) => {
  const { lang } = context
  const own = exploreWords(lang)
  const { from: _from, to: _to, page: _page, ...rest } = query.given
  const text = digestText(digest, lang, origin)
  return (
    <Layout context={context} title={own.digestTitle} current="actions">
      <h1>{own.digestTitle}</h1>
      {query.notices.map((notice) => (
        <p class="note" role="status">
          {notice}
        </p>
      ))}
      <p class="lead">
        <bdi>{digest.title}</bdi>
      </p>
      <nav aria-label={own.digestPeriods}>
        <ul class="chips">
          {periods.map(({ label, from, to }) => (
            <li>
              <a
                href={addressWith(`/${lang}/digest`, {
                  ...rest,
                  ...(from === null ? {} : { from }),
                  ...(to === null ? {} : { to }),
                })}
                {...((query.filter.from ?? null) === from && (query.filter.to ?? null) === to
                  ? { "aria-current": "true" as const }
                  : {})}
              >
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p>{own.digestLead}</p>
      <label for="text" class="hidden">
        {own.digestText}
      </label>
      <textarea id="text" readonly rows={Math.min(28, text.split("\n").length + 2)} dir="auto">
        {text}
      </textarea>
      <p class="ways">
        <a href={addressWith(`/${lang}/card.png`, query.given)}>{own.digestCard}</a>
        <a href={addressWith(`/${lang}/digest.txt`, query.given)}>{own.digestPlain}</a>
        <a href={listAddress(lang, query.given)}>{own.backToList}</a>
      </p>
    </Layout>
  )
}
