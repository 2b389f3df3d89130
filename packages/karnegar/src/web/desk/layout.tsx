import type { Child, FC } from "hono/jsx"
import type { SignedIn } from "../../people/people.ts"
import { may } from "../../people/roles.ts"
import type { PageContext } from "../pages/layout.tsx"
import { Layout } from "../pages/layout.tsx"
import { MARK } from "./guard.ts"
import { deskWords } from "./words/desk.ts"
import { doubleWords } from "./words/double.ts"
import { gatherWords } from "./words/gather.ts"
import { mergeWords } from "./words/merge.ts"
import { personsWords } from "./words/persons.ts"
import { signInWords } from "./words/sign-in.ts"
import { submissionWords } from "./words/submissions.ts"

/** Parts of the desk that its own navigation names. */
export type DeskPart =
  | "queue"
  | "reports"
  | "merge"
  | "double"
  | "submissions"
  | "persons"
  | "links"
  | "sources"
  | "jobs"
  | "people"
  | "account"

/** The frame of a desk page: the site's own, with the desk's parts under it. */
export const DeskLayout: FC<{
  context: PageContext
  title: string
  /** Null: nobody has signed in yet. */
  signedIn: SignedIn | null
  current?: DeskPart
  /** Scripts that add to this page. */
  scripts?: readonly string[]
  children?: Child
}> = ({ context, title, signedIn, current, scripts = [], children }) => {
  const { lang } = context
  const [words, own, gathering] = [signInWords[lang], deskWords[lang], gatherWords[lang]]
  const role = signedIn?.account.role
  const parts: readonly (readonly [part: DeskPart, address: string, name: string])[] =
    role === undefined
      ? []
      : [
          ["queue", "/desk/queue", own.queue],
          ["reports", "/desk/reports", own.reports],
          ["merge", "/desk/merge", mergeWords[lang].merge],
          ["double", "/desk/double", doubleWords[lang].double],
          ...(context.send === true && may(role, "open")
            ? [["submissions", "/desk/submissions", submissionWords[lang].submissions] as const]
            : []),
          ...(may(role, "review") ? [["persons", "/desk/persons", personsWords[lang].persons] as const] : []),
          ...(may(role, "gather") ? [["links", "/desk/links", gathering.link] as const] : []),
          ["sources", "/desk/sources", gathering.sources],
          ["jobs", "/desk/jobs", gathering.jobs],
          ...(may(role, "administer") ? [["people", "/desk/people", words.people] as const] : []),
          ["account", "/desk/account", words.account],
        ]
  return (
    <Layout context={context} title={title} current="desk" files={["desk.css", ...scripts]}>
      {signedIn !== null && (
        <div class="desk-bar">
          <nav aria-label={own.desk}>
            {parts.map(([part, address, name]) => (
              <a href={`/${lang}${address}`} {...(current === part ? { "aria-current": "page" as const } : {})}>
                {name}
              </a>
            ))}
          </nav>
          <form method="post" action={`/${lang}/desk/sign-out`}>
            <Mark signedIn={signedIn} />
            <button type="submit" class="quiet">
              {words.out}
            </button>
          </form>
        </div>
      )}
      <h1>{title}</h1>
      {children}
    </Layout>
  )
}

/** From one of a list to its neighbours, by the keys k and j, and back to the list. */
export const Ways: FC<{
  list: { readonly href: string; readonly name: string }
  previous: string | null
  next: string | null
  words: { readonly previous: string; readonly next: string }
}> = ({ list, previous, next, words }) => (
  <nav class="ways" aria-label={list.name}>
    {previous !== null && (
      <a href={previous} rel="prev" accesskey="k" data-key="k">
        {words.previous}
      </a>
    )}
    {next !== null && (
      <a href={next} rel="next" accesskey="j" data-key="j">
        {words.next}
      </a>
    )}
    <a href={list.href}>{list.name}</a>
  </nav>
)

/** The hidden field that every form of somebody who signed in carries. */
export const Mark: FC<{ signedIn: SignedIn }> = ({ signedIn }) => (
  <input type="hidden" name={MARK} value={signedIn.forms.make()} />
)

/** A labelled input with an explanation under it. */
export const Field: FC<{
  name: string
  label: string
  hint?: string
  type?: string
  value?: string
  dir?: "ltr" | "auto"
  autocomplete?: string
  inputmode?: "numeric"
  required?: boolean
}> = ({ name, label, hint, ...input }) => (
  <p class="field">
    <label for={name}>{label}</label>
    <input id={name} name={name} {...input} {...(hint === undefined ? {} : { "aria-describedby": `${name}-hint` })} />
    {hint !== undefined && (
      <small id={`${name}-hint`} class="soft">
        {hint}
      </small>
    )}
  </p>
)

/** Something that went wrong, told so that a screen reader says it first. */
export const Trouble: FC<{ children?: Child }> = ({ children }) => (
  <p class="note trouble" role="alert">
    {children}
  </p>
)
