import { Secret, TOTP } from "otpauth"
import type { Account, People } from "../../packages/karnegar/src/people/people.ts"
import type { Role } from "../../packages/karnegar/src/people/roles.ts"

/** A passphrase that is taken; everybody in the tests has it. */
export const PASSPHRASE = "سنگ و نان و باران هر روز"

/** A clock that tests set. */
export class Clock {
  #ms = Date.parse("2026-01-01T08:00:00Z")
  readonly now = () => new Date(this.#ms)
  pass(ms: number): void {
    this.#ms += ms
  }
}

/** Somebody with an account, invented, and how they sign in. */
export interface Member {
  readonly account: Account
  readonly secret: string
  /** A code that their app shows; each is good once, so that the clock moves on. */
  code(): string
  /** @returns a session's token. */
  signIn(): Promise<string>
}

/** The code that an authenticator app shows. */
export function codeOf(secret: string, now: Date): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now.getTime() })
}

/** Makes an account. */
export async function makeMember(people: People, clock: Clock, handle: string, role: Role): Promise<Member> {
  const { secret } = people.newSecret(handle)
  const code = () => {
    clock.pass(30_000)
    return codeOf(secret, clock.now())
  }
  const account = await people.join(await people.invite(role), {
    handle,
    passphrase: PASSPHRASE,
    totp: { secret, code: code() },
  })
  if ("fault" in account) throw new Error(`couldn't make an account: ${JSON.stringify(account.fault)}`)
  return {
    account,
    secret,
    code,
    async signIn() {
      const token = await people.signIn(handle, PASSPHRASE, code())
      if (typeof token !== "string") throw new Error(`couldn't sign in: ${JSON.stringify(token.fault)}`)
      return token
    },
  }
}
