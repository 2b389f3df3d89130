import type { FC } from "hono/jsx"
import type { SignedIn } from "../../people/people.ts"
import type { Lang } from "../words/language.ts"
import { Held, type HeldFields } from "./held.tsx"
import { Mark } from "./layout.tsx"
import { signInWords } from "./words/sign-in.ts"

/** A form that a script shows where the browser has passkeys; it holds what the browser is asked, and sends what it answers. */
export const PasskeyForm: FC<{
  lang: Lang
  /** JSON of what the browser is asked. */
  options: string
  action: string
  make?: boolean
  label: string
  signedIn?: SignedIn | null
  to?: string
  held?: HeldFields
}> = ({ lang, options, action, make = false, label, signedIn = null, to = "", held = [] }) => (
  <form
    class="narrow"
    method="post"
    action={`/${lang}${action}`}
    data-passkey={make ? "make" : "use"}
    data-options={options}
    hidden
  >
    {signedIn !== null && <Mark signedIn={signedIn} />}
    <Held to={to} held={held} />
    <input type="hidden" name="answer" value="" />
    <p class="note trouble" role="alert" hidden>
      {signInWords[lang].passkeyFailed}
    </p>
    <button type="submit">{label}</button>
  </form>
)
