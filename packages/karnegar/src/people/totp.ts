/** Codes of an authenticator app (RFC 6238): six digits that change every thirty seconds. */
import { Secret, TOTP } from "otpauth"

const SECONDS = 30
/** Steps before and after that are taken too: clocks of phones stray. */
const WINDOW = 1

/** A new secret, Base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** What an authenticator app reads: `otpauth://totp/…`. */
export function totpAddress(secret: string, handle: string): string {
  return totp(secret, handle).toString()
}

/**
 * The step whose code this is; null when it is none of now.
 *
 * @param digits As typed: Persian or Arabic digits and spaces are taken too.
 * @param after Steps up to this one are spent: a code is good once.
 */
export function totpStep(secret: string, digits: string, now: Date, after: number): number | null {
  const token = digits.replace(/[۰-۹٠-٩]/g, (d) => String(d.charCodeAt(0) & 15)).replace(/[\s\u200c-]/g, "")
  if (!/^\d{6}$/.test(token)) return null
  const delta = totp(secret, "").validate({ token, window: WINDOW, timestamp: now.getTime() })
  if (delta === null) return null
  const step = Math.floor(now.getTime() / 1000 / SECONDS) + delta
  return step > after ? step : null
}

function totp(secret: string, label: string): TOTP {
  return new TOTP({ issuer: "Karnegar", label, secret: Secret.fromBase32(secret), period: SECONDS, digits: 6 })
}
