/** What stands before every route of the desk: who is it, may they, does this form come from this site, is the proof fresh. */
import type { Context } from "hono"
import type { People, SignedIn } from "../../people/people.ts"
import { may } from "../../people/roles.ts"
import type { Closed } from "../../record/double-coding.ts"
import type { Lang } from "../words/language.ts"
import { type Reached, reachedBy } from "./origin.ts"
import { type AnyDeskRoute, Form } from "./route.ts"
import { readToken } from "./session-cookie.ts"

/** Name of the hidden field with the mark of a form. */
export const MARK = "form_mark"
const MOST_FIELDS = 2_000

/** Why somebody was not let through. */
export type TurnedAway = "sign_in" | "role" | "form" | "proof" | "unsafe" | "closed"

/** Answers of those who are turned away; pages that keep what was typed. */
export type TurnAway = (
  c: Context,
  why: TurnedAway,
  visit: { readonly lang: Lang; readonly form: Form; readonly reached: Reached; readonly signedIn: SignedIn | null },
) => Response | Promise<Response>

/** What guarding needs. */
export interface Guard {
  readonly people: People
  /** As the operator named it; see `reachedBy`. */
  readonly origin: string | null
  readonly turnAway: TurnAway
  /** What nobody is shown while two people code it unseen. */
  readonly closedNow: () => Promise<Closed>
}

/**
 * Wraps a route's answer in its guard.
 *
 * @param without A check to leave out: how the tests show that each of them is missed when it is not there.
 */
export function guarded(
  route: AnyDeskRoute,
  lang: Lang,
  { people, origin, turnAway, closedNow }: Guard,
  without: TurnedAway | null = null,
) {
  return async (c: Context): Promise<Response> => {
    c.header("Cache-Control", "no-store")
    const form = route.method === "post" ? await readForm(c) : new Form(new Map())
    const reached = reachedBy(c, origin)
    const away = (why: TurnedAway, signedIn: SignedIn | null = null) =>
      turnAway(c, why, { lang, form, reached, signedIn })
    if (!reached.safe && without !== "unsafe") return away("unsafe")
    const checked = route.method === "post" && without !== "form"
    if (checked && !isOwnForm(c, reached.origin)) return away("form")
    const token = readToken(c, reached)
    const signedIn = token === null ? null : await people.session(token)
    if (route.deed === null) return route.answer(c, { lang, reached, form, signedIn })
    if (token === null || signedIn === null) {
      if (without !== "sign_in") return away("sign_in")
      throw new Error("nobody has signed in, and nothing asked for it")
    }
    if (!may(signedIn.account.role, route.deed) && without !== "role") return away("role", signedIn)
    const key = route.method === "post" ? signedIn.forms.read(form.text(MARK)) : null
    if (checked && key === null) return away("form")
    if (route.proven === true && !signedIn.proven && without !== "proof") return away("proof", signedIn)
    // The last of all: who is turned away by it is one who may know that there is something.
    if (without !== "closed" && (await isClosed(c, route.path, closedNow))) return away("closed", signedIn)
    const ask = { who: signedIn.account.id, ...(key === null ? {} : { key }) }
    return route.answer(c, { lang, reached, signedIn, token, form, ask })
  }
}

/** Pages about one report, and about one action or two: every route under these is asked about, whoever adds it. */
const OF_REPORT = ["/review/", "/reports/"]
const OF_ACTION = ["/actions/", "/merge/"]

/** Is what a route is about being coded unseen? */
async function isClosed(c: Context, path: string, closedNow: Guard["closedNow"]): Promise<boolean> {
  const under = (starts: readonly string[]) => starts.some((start) => path.startsWith(start))
  if (!under(OF_REPORT) && !under(OF_ACTION)) return false
  const { reports, actions } = await closedNow()
  if (reports.size === 0) return false
  const ids = [c.req.param("id"), c.req.param("other")].filter((id) => id !== undefined)
  return ids.some((id) => (under(OF_REPORT) ? reports : actions).has(id))
}

/** Browsers say where a form was sent from; one that says another place is not ours. */
function isOwnForm(c: Context, own: string): boolean {
  const site = c.req.header("sec-fetch-site")
  if (site !== undefined && site !== "same-origin") return false
  const origin = c.req.header("origin")
  return origin === undefined || origin === own
}

/** Fields of a posted form; files are left to the routes that take them. */
async function readForm(c: Context): Promise<Form> {
  const fields = new Map<string, string[]>()
  const type = c.req.header("content-type") ?? ""
  if (type.startsWith("application/x-www-form-urlencoded")) {
    let count = 0
    for (const [name, value] of new URLSearchParams(await c.req.text())) {
      if (++count > MOST_FIELDS) break
      const list = fields.get(name)
      if (list === undefined) fields.set(name, [value])
      else list.push(value)
    }
  }
  return new Form(fields)
}
