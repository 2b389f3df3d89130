import type { FC } from "hono/jsx"
import { wordsOf } from "../words/language.ts"
import { Layout, type PageContext } from "./layout.tsx"

/** For an address that leads nowhere. Says nothing of what exists elsewhere. */
export const NotFound: FC<{ context: PageContext }> = ({ context }) => {
  const words = wordsOf(context.lang)
  return (
    <Layout context={context} title={words.notFoundTitle}>
      <h1>{words.notFoundTitle}</h1>
      <p>{words.notFound}</p>
      <p>
        <a href={`/${context.lang}/`}>{words.navHome}</a> · <a href={`/${context.lang}/actions`}>{words.allActions}</a>
      </p>
    </Layout>
  )
}

/** For a fault of ours. */
export const Failed: FC<{ context: PageContext }> = ({ context }) => {
  const words = wordsOf(context.lang)
  return (
    <Layout context={context} title={words.errorTitle}>
      <h1>{words.errorTitle}</h1>
      <p>{words.error}</p>
    </Layout>
  )
}
