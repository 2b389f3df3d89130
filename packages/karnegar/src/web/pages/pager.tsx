import type { FC } from "hono/jsx"
import { type Lang, wordsOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"

interface Way {
  readonly href: string
  readonly label: string
}

/** Ways to the page before and the one after, with what is said between them; nothing where neither is there. */
export const Pager: FC<{ label: string; before: Way | null; after: Way | null; between?: string }> = ({
  label,
  before,
  after,
  between,
}) =>
  before === null && after === null ? null : (
    <nav class="pages" aria-label={label}>
      <span>
        {before !== null && (
          <a href={before.href} rel="prev">
            {before.label}
          </a>
        )}
      </span>
      <span class="soft">{between}</span>
      <span>
        {after !== null && (
          <a href={after.href} rel="next">
            {after.label}
          </a>
        )}
      </span>
    </nav>
  )

/** A `Pager` of numbered pages, the first of which is 1. */
export const NumberedPager: FC<{ lang: Lang; page: number; pages: number; address: (page: number) => string }> = ({
  lang,
  page,
  pages,
  address,
}) => {
  const words = wordsOf(lang)
  const told = words.pageOf(formatNumber(page, lang), formatNumber(pages, lang))
  return (
    <Pager
      label={told}
      between={told}
      before={page > 1 ? { href: address(page - 1), label: words.previous } : null}
      after={page < pages ? { href: address(page + 1), label: words.next } : null}
    />
  )
}
