import type { FC } from "hono/jsx"
import { wordsOf } from "../words/language.ts"
import { Layout, type PageContext } from "./layout.tsx"

/** For an address that leads nowhere. Says nothing of what exists elsewhere. */
export const NotFound: FC<{ context: PageContext }> = ({ context }) => {
  const { lang } = context
  const words = wordsOf(lang)
  return (
    <Layout context={context} title={words.notFoundTitle}>
      <p class="status">{words.number(404)}</p>
      <h1>{words.notFoundTitle}</h1>
      <p>{words.notFound}</p>
      <form class="find" action={`/${lang}/actions`} method="get">
        <input type="search" name="q" aria-label={words.searchLabel} placeholder={words.searchHint} maxlength={100} />
        <button type="submit">{words.search}</button>
      </form>
      <p class="ways">
        <a href={`/${lang}/`}>{words.navHome}</a>
        <a href={`/${lang}/actions?kind=actions`}>{words.allActions}</a>
      </p>
    </Layout>
  )
}

/** For what we cannot answer: a fault of ours, a request that is too large, or too many at once. */
export const Failed: FC<{ context: PageContext; status: 500 | 413 | 503 }> = ({ context, status }) => {
  const words = wordsOf(context.lang)
  const [title, text] = {
    500: [words.errorTitle, words.error],
    413: [words.tooLargeTitle, words.tooLarge],
    503: [words.busyTitle, words.busy],
  }[status] as [string, string]
  return (
    <Layout context={context} title={title}>
      <p class="status">{words.number(status)}</p>
      <h1>{title}</h1>
      <p>{text}</p>
      <p class="ways">
        <a href={`/${context.lang}/`}>{words.navHome}</a>
      </p>
    </Layout>
  )
}
