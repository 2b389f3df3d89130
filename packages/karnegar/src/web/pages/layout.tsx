import { html } from "hono/html"
import type { Child, FC } from "hono/jsx"
import { statisticsWords } from "../statistics/words.ts"
import { type Lang, wordsOf } from "../words/language.ts"

/** What every page knows of its visit. */
export interface PageContext {
  readonly lang: Lang
  /** Path and query without the language prefix, e.g. `/actions?form=strike`: the switch stays on the page. */
  readonly rest: string
  /** Invented reports are loaded: the page says so. */
  readonly sample: boolean
  /** Address of a built asset, with a mark of its content. */
  readonly asset: (name: string) => string
  /** Strangers may send something in: the navigation leads there. */
  readonly send?: boolean
}

/** Parts of the site that the navigation names. */
type Part = "home" | "actions" | "calls" | "subjects" | "statistics" | "api" | "about" | "send" | "desk"

/** The frame of every page: language, direction, notice, navigation, footer. */
export const Layout: FC<{
  context: PageContext
  title: string
  current?: Part
  /** Built files that this kind of page needs besides `site.css`. */
  files?: readonly string[]
  /** What programs read of the same: feeds, a description. */
  alternates?: readonly { readonly rel: string; readonly type: string; readonly href: string }[]
  children?: Child
}> = ({ context, title, current, files = [], alternates = [], children }) => {
  const { lang, rest, sample } = context
  const words = wordsOf(lang)
  const other = lang === "fa" ? "en" : "fa"
  const parts: readonly (readonly [part: Part, address: string, name: string])[] = [
    ["actions", "/actions?kind=actions", words.navActions],
    ["calls", "/actions?kind=calls", words.navCalls],
    ["subjects", "/subjects", words.navSubjects],
    ["statistics", "/statistics", statisticsWords(lang).nav],
    ["about", "/about", words.navAbout],
    ...(context.send === true ? [["send", "/send", words.navSend] as const] : []),
    ...(current === "desk" ? [["desk", "/desk/", words.navDesk] as const] : []),
  ]
  return (
    <html lang={lang} dir={lang === "fa" ? "rtl" : "ltr"}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{current === "home" ? `${words.name} · ${words.tagline}` : `${title} · ${words.name}`}</title>
        <link rel="stylesheet" href={context.asset("site.css")} />
        {files.map((name) =>
          name.endsWith(".css") ? (
            <link rel="stylesheet" href={context.asset(name)} />
          ) : (
            <script src={context.asset(name)} defer />
          ),
        )}
        <link rel="icon" href={context.asset("icon.png")} />
        <link rel="alternate" hreflang={other} href={`/${other}${rest}`} />
        {alternates.map(({ rel, type, href }) => (
          <link rel={rel} type={type} href={href} />
        ))}
      </head>
      <body>
        <a class="skip" href="#main">
          {words.skip}
        </a>
        {sample && <SampleNotice lang={lang} />}
        <header class="top">
          <div class="page">
            <a class="name" href={`/${lang}/`} {...(current === "home" ? { "aria-current": "page" as const } : {})}>
              {words.name}
            </a>
            <nav aria-label={words.name}>
              {parts.map(([part, address, name]) => (
                <a href={`/${lang}${address}`} {...(current === part ? { "aria-current": "page" as const } : {})}>
                  {name}
                </a>
              ))}
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
            <span>{words.footer}</span>
            <a href={`/${lang}/about`}>{words.aboutTitle}</a>
            <a href={`/${lang}/method`}>{words.navMethod}</a>
            <a href={`/${lang}/api`}>API</a>
            <span>{words.licences}</span>
          </div>
        </footer>
      </body>
    </html>
  )
}

/** Says that what stands here is invented. */
export const SampleNotice: FC<{ lang: Lang }> = ({ lang }) => (
  <p class="sample" role="note">
    {wordsOf(lang).sampleNotice}
  </p>
)

/** A whole document: hono/jsx writes no doctype. */
export function document(page: Child) {
  return html`<!doctype html>${page}`
}
