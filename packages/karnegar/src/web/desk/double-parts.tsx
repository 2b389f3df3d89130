/** What other pages of the desk show of double coding: a button to mark a report, and the page of one that is closed. */
import type { Context } from "hono"
import type { FC } from "hono/jsx"
import type { SignedIn } from "../../people/people.ts"
import { may } from "../../people/roles.ts"
import type { Lang } from "../words/language.ts"
import { DeskLayout, Mark } from "./layout.tsx"
import type { DeskTools } from "./tools.ts"
import { doubleWords } from "./words/double.ts"

/** A button by which those who review mark a report. */
export const MarkPart: FC<{ reportId: string; signedIn: SignedIn; lang: Lang }> = ({ reportId, signedIn, lang }) => {
  const words = doubleWords[lang]
  if (!may(signedIn.account.role, "review")) return null
  return (
    <details>
      <summary>{words.double}</summary>
      <form method="post" action={`/${lang}/desk/double/${reportId}/mark`}>
        <Mark signedIn={signedIn} />
        <p class="soft">{words.markHint}</p>
        <button type="submit" class="quiet">
          {words.mark}
        </button>
      </form>
    </details>
  )
}

/** Says that what was asked for is being coded unseen, and where to go on. */
export function closedPage(
  { page }: DeskTools,
  c: Context,
  { lang, signedIn }: { readonly lang: Lang; readonly signedIn: SignedIn },
) {
  const words = doubleWords[lang]
  const id = c.req.param("id") ?? ""
  return (
    <DeskLayout context={page(lang, "/desk/double")} title={words.closed} signedIn={signedIn} current="double">
      <p>{words.closedWhy}</p>
      <p>
        <a class="more" href={id.startsWith("r") ? `/${lang}/desk/double/${id}` : `/${lang}/desk/double`}>
          {words.double}
        </a>
      </p>
    </DeskLayout>
  )
}
