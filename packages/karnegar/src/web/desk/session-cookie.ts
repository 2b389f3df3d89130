import type { Context } from "hono"
import { deleteCookie, getCookie, setCookie } from "hono/cookie"
import type { Reached } from "./origin.ts"

/** The site's only cookie: a random token, sent to nobody who did not sign in. */
const NAME = "karnegar"

function options(reached: Reached) {
  return {
    httpOnly: true,
    sameSite: "Strict",
    path: "/",
    ...(reached.secureCookie ? { secure: true, prefix: "host" as const } : {}),
  } as const
}

/** The token that a visit brings; null when it brings none. */
export function readToken(c: Context, { secureCookie }: Reached): string | null {
  const token = secureCookie ? getCookie(c, NAME, "host") : getCookie(c, NAME)
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : null
}

/** Gives a token to the browser until it is closed; the session itself ends earlier when idle. */
export function giveToken(c: Context, reached: Reached, token: string): void {
  setCookie(c, NAME, token, options(reached))
}

/** Takes the token back, and all that the browser kept of the desk. */
export function takeToken(c: Context, reached: Reached): void {
  deleteCookie(c, NAME, options(reached))
  c.header("Clear-Site-Data", '"cache", "storage"')
}
