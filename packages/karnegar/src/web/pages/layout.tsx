import { html } from "hono/html"
import type { Child, FC } from "hono/jsx"
import { type Lang, wordsOf } from "../words/language.ts"

/** What every page knows of its visit. */
export interface PageContext {
  readonly lang: Lang
  /** Path and query without the language prefix, e.g. `/actions?form=strike`: the switch stays on the page. */
  readonly rest: string
  readonly sample: boolean
}

/** The frame of every page: language, direction, notice, navigation, footer. */
export const Layout: FC<{
  context: PageContext
  title: string
  current?: "home" | "actions" | "calls" | "about"
  children?: Child
}> = ({ context, title, current, children }) => {
  const { lang, rest, sample } = context
  const words = wordsOf(lang)
  const other = lang === "fa" ? "en" : "fa"
  const here = (name: string) => (current === name ? ({ "aria-current": "page" } as const) : {})
  return (
    <html lang={lang} dir={lang === "fa" ? "rtl" : "ltr"}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title === words.name ? `${words.name} · ${words.tagline}` : `${title} · ${words.name}`}</title>
        <link rel="stylesheet" href="/assets/site.css" />
        <link rel="icon" href="/assets/icon.png" />
        <link rel="alternate" hreflang={other} href={`/${other}${rest}`} />
      </head>
      <body>
        <a class="skip" href="#main">
          {words.skip}
        </a>
        {sample && (
          <p class="sample" role="note">
            {words.sampleNotice}
          </p>
        )}
        <header class="top">
          <div class="page">
            <a class="name" href={`/${lang}/`}>
              {words.name}
            </a>
            <nav aria-label={words.name}>
              <a href={`/${lang}/actions?kind=actions`} {...here("actions")}>
                {words.navActions}
              </a>
              <a href={`/${lang}/actions?kind=calls`} {...here("calls")}>
                {words.navCalls}
              </a>
              <a href={`/${lang}/about`} {...here("about")}>
                {words.navAbout}
              </a>
            </nav>
            <a class="switch" href={`/${other}${rest}`} lang={other} hreflang={other}>
              {words.switchTo}
            </a>
          </div>
        </header>
        <main id="main" class="page">
          {children}
        </main>
        <footer>
          <div class="page">
            <span>
              {words.name} · {words.tagline}
            </span>
            <a href={`/${lang}/about`}>{words.navAbout}</a>
            <span>CC BY 4.0 · MIT</span>
          </div>
        </footer>
      </body>
    </html>
  )
}

/** A whole document: hono/jsx writes no doctype. */
export function document(page: Child) {
  return html`<!doctype html>${page}`
}
