import type { Jobs } from "../../jobs/jobs.ts"
import type { People } from "../../people/people.ts"
import type { Record } from "../../record/record.ts"
import type { Submissions } from "../../submissions/submissions.ts"
import type { PageContext } from "../pages/layout.tsx"
import type { Lang } from "../words/language.ts"
import type { Passkeys } from "./passkeys.ts"

/** What the desk is made of. */
export interface DeskParts {
  readonly record: Record
  readonly people: People
  /** The queue of jobs; null: a site without one. */
  readonly jobs: Jobs | null
  /** What a lasting code of a failure means. */
  readonly failureWords: (code: string) => { readonly [lang in Lang]: string }
  /** What strangers send in; left out: nothing can be sent. */
  readonly submissions?: Submissions | null
  /** Public address that the operator named, such as `https://example.org`; null where there is none. */
  readonly origin: string | null
}

/** What a desk page is given besides its visit. */
export interface DeskTools extends DeskParts {
  readonly passkeys: Passkeys
  /** Context of a page at a path below the language. */
  readonly page: (lang: Lang, rest: string) => PageContext
}
