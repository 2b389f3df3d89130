import type { MiddlewareHandler } from "hono"

/** What every answer carries, whatever its route and status. */
export const HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy":
    "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Permissions-Policy":
    "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=(), interest-cohort=()",
}

const CSP = "Content-Security-Policy"

/** As `HEADERS`, for the desk and for sending: their own small scripts may run there. */
export const SCRIPT_HEADERS: Readonly<Record<string, string>> = {
  ...HEADERS,
  [CSP]: `${HEADERS[CSP]}; script-src 'self'`,
}

/** As `SCRIPT_HEADERS`, for the page on which a reviewer opens a submission: its script fetches the sealed file. */
const OPENING_HEADERS: Readonly<Record<string, string>> = {
  ...HEADERS,
  [CSP]: `${SCRIPT_HEADERS[CSP]}; connect-src 'self'`,
}

/**
 * Programs on other sites may read the open data of a site with a public address. One without a name stays closed: it may
 * be a group's own, on their machine, with actions that are not public yet, and any page in their browser could ask it.
 */
const OPEN_DATA: Readonly<Record<string, string>> = {
  "Access-Control-Allow-Origin": "*",
  "Cross-Origin-Resource-Policy": "cross-origin",
}

/** Tells browsers to come by https alone; never said of an onion address, which has none. */
const ONLY_HTTPS = "max-age=31536000"

/**
 * Puts the headers on every answer, errors too.
 *
 * @param origin Public address that the operator named; null where there is none.
 */
export function securityHeaders(origin: string | null): MiddlewareHandler {
  return async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(headersOf(c.req.path))) c.res.headers.set(name, value)
    if (origin !== null && isOpenData(c.req.path))
      for (const [name, value] of Object.entries(OPEN_DATA)) c.res.headers.set(name, value)
    if (isDesk(c.req.path)) c.res.headers.set("Cache-Control", "no-store")
    if (origin?.startsWith("https:") === true && !isOnion(c.req.header("host") ?? ""))
      c.res.headers.set("Strict-Transport-Security", ONLY_HTTPS)
  }
}

function headersOf(path: string): Readonly<Record<string, string>> {
  if (/^\/(fa|en)\/desk\/submissions\/s[0-9a-z]+(\/take-in)?$/.test(path)) return OPENING_HEADERS
  return isDesk(path) || isSend(path) ? SCRIPT_HEADERS : HEADERS
}

/** Is this an address of the API? */
function isOpenData(path: string): boolean {
  return path.startsWith("/api/v1/")
}

/** Is this an address of the review desk? */
export function isDesk(path: string): boolean {
  return /^\/(?:(?:fa|en)\/)?desk(?:\/|$)/.test(path)
}

function isOnion(host: string): boolean {
  return (host.split(":")[0] ?? "").toLowerCase().endsWith(".onion")
}

/** Is this an address where strangers send something in? */
export function isSend(path: string): boolean {
  return /^\/(fa|en)\/send(\/|$)/.test(path)
}
