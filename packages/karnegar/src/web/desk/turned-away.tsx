import type { Context } from "hono"
import type { FC } from "hono/jsx"
import { document, type PageContext } from "../pages/layout.tsx"
import { closedPage } from "./double-parts.tsx"
import type { TurnAway } from "./guard.ts"
import { holdOf, targetOf } from "./held.tsx"
import { DeskLayout } from "./layout.tsx"
import { provePage, signInPage } from "./sign-in.tsx"
import type { DeskTools } from "./tools.ts"
import { signInWords } from "./words/sign-in.ts"

/** Pages for those who are turned away. */
export function turnAway(tools: DeskTools): TurnAway {
  return async (c, why, { lang, form, signedIn, reached }) => {
    const words = signInWords[lang]
    const to = targetOf(pathOf(c, lang), "/desk/reports")
    const context = tools.page(lang, to)
    const [held, posted] = [holdOf(form), c.req.method === "POST"]
    const turned = (title: string, why: string) => c.html(document(<Turned {...{ context, title, why }} />), 403)
    switch (why) {
      case "sign_in":
        if (!posted) return c.redirect(`/${lang}/desk/sign-in?to=${encodeURIComponent(to)}`, 303)
        return c.html(document(await signInPage(tools, { lang, reached, fault: words.ended, to, held })), 401)
      case "proof":
        return c.html(
          document(await provePage(tools, { lang, reached, signedIn: signedIn!, fault: null, to, held })),
          403,
        )
      case "unsafe":
        return turned(words.unsafe, words.unsafeWhy)
      case "role":
        return turned(words.noRole, words.noRoleWhy)
      case "closed":
        return c.html(document(closedPage(tools, c, { lang, signedIn: signedIn! })), 403)
      case "form":
        return turned(words.foreign, words.foreignWhy)
      default:
        return why satisfies never
    }
  }
}

const Turned: FC<{ context: PageContext; title: string; why: string }> = ({ context, title, why }) => (
  <DeskLayout context={context} title={title} signedIn={null}>
    <p>{why}</p>
  </DeskLayout>
)

/** Path and query below the language. */
function pathOf(c: Context, lang: string): string {
  const url = new URL(c.req.url)
  return `${url.pathname.slice(lang.length + 1)}${url.search}`
}
