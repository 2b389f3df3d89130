/** What somebody had typed when they were turned away: it goes with them through the sign-in, and they send it themselves. */
import type { FC } from "hono/jsx"
import { MARK } from "./guard.ts"
import type { Form } from "./route.ts"

/** Fields that are never given back to a page. */
const SECRET = new Set([MARK, "passphrase", "code", "secret", "invitation"])
const PREFIX = "held."

/** The fields that wait, under their own names. */
export type HeldFields = readonly (readonly [name: string, value: string])[]

/** What of a form is kept while its sender signs in. */
export function holdOf(form: Form): HeldFields {
  return form.entries().filter(([name]) => !SECRET.has(name) && !name.startsWith(PREFIX))
}

/** What a sign-in form brings along. */
export function heldOf(form: Form): HeldFields {
  return form
    .entries()
    .filter(([name]) => name.startsWith(PREFIX))
    .map(([name, value]) => [name.slice(PREFIX.length), value] as const)
}

/** Hidden fields of a sign-in form: where to go then, and with what. */
export const Held: FC<{ to: string; held: HeldFields }> = ({ to, held }) => (
  <>
    <input type="hidden" name="to" value={to} />
    {held.map(([name, value]) => (
      <input type="hidden" name={`${PREFIX}${name}`} value={value} />
    ))}
  </>
)

/** A path of the desk below the language; anything else is `otherwise`: no address leads a visitor away from here. */
export function targetOf(asked: string | undefined, otherwise: string): string {
  return asked !== undefined && /^\/desk\/[\w/?=&%.:-]*$/.test(asked) && !asked.includes("//") ? asked : otherwise
}
