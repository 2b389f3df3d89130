/** Passkeys (WebAuthn): what a browser is asked, and whether its answer is right. */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto"
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server"
import type { Account, Passkey, People } from "../../people/people.ts"
import type { Reached } from "./origin.ts"

const CHALLENGE_MS = 5 * 60_000
const MOST_ANSWER = 16_384

/** A site that browsers can have passkeys for. */
export interface PasskeySite {
  readonly origin: string
  readonly relyingParty: string
}

/** Null where browsers make no passkeys: addresses in numbers, onion services. */
export function passkeySite({ origin, relyingParty }: Reached): PasskeySite | null {
  return relyingParty === null ? null : { origin, relyingParty }
}

/** Asks browsers for passkeys and judges what they answer. Questions are good for five minutes, once, and until a restart. */
export class Passkeys {
  readonly #people: People
  readonly #key = randomBytes(32)
  readonly #spent = new Map<string, number>()

  constructor(people: People) {
    this.#people = people
  }

  /** What a browser needs to make a passkey, JSON. */
  async toMake(site: PasskeySite, account: Account): Promise<string> {
    const known = await this.#people.passkeysOf(account.id)
    const options = await generateRegistrationOptions({
      rpName: "Karnegar",
      rpID: site.relyingParty,
      userName: account.handle,
      userID: Uint8Array.from(Buffer.from(account.id)),
      challenge: this.#challenge(),
      attestationType: "none",
      excludeCredentials: known.map((id) => ({ id })),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    })
    return JSON.stringify(options)
  }

  /** The passkey that a browser made; null when its answer is not right. */
  async made(site: PasskeySite, answer: string): Promise<Passkey | null> {
    try {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response: JSON.parse(answer.slice(0, MOST_ANSWER)),
        expectedChallenge: (challenge) => this.#isOwn(challenge),
        expectedOrigin: site.origin,
        expectedRPID: site.relyingParty,
        requireUserVerification: true,
      })
      if (!verified) return null
      const { id, publicKey, counter } = registrationInfo.credential
      return { id, publicKey: Buffer.from(publicKey).toString("base64url"), counter }
    } catch {
      return null
    }
  }

  /** What a browser needs to use a passkey, JSON; any that it has for this site. */
  async toUse(site: PasskeySite): Promise<string> {
    const options = await generateAuthenticationOptions({
      rpID: site.relyingParty,
      challenge: this.#challenge(),
      userVerification: "required",
    })
    return JSON.stringify(options)
  }

  /** The passkey that a browser used, with its new counter; null when its answer is not right. */
  async used(site: PasskeySite, answer: string): Promise<(Passkey & { readonly account: string }) | null> {
    try {
      const response = JSON.parse(answer.slice(0, MOST_ANSWER))
      const key = await this.#people.findPasskey(String(response.id))
      if (key === null) return null
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge: (challenge) => this.#isOwn(challenge),
        expectedOrigin: site.origin,
        expectedRPID: site.relyingParty,
        requireUserVerification: true,
        credential: {
          id: key.id,
          publicKey: Uint8Array.from(Buffer.from(key.publicKey, "base64url")),
          counter: key.counter,
        },
      })
      return verified ? { ...key, counter: authenticationInfo.newCounter } : null
    } catch {
      return null
    }
  }

  /** Random bytes, the time and a seal: nothing is kept of a question until it is answered. */
  #challenge(): Uint8Array<ArrayBuffer> {
    const body = Buffer.concat([randomBytes(16), timeOf(Date.now())])
    return Uint8Array.from(Buffer.concat([body, this.#seal(body)]))
  }

  #isOwn(challenge: string): boolean {
    const bytes = Buffer.from(challenge, "base64url")
    const [body, seal] = [bytes.subarray(0, 24), bytes.subarray(24)]
    if (body.length !== 24 || seal.length !== 32 || !timingSafeEqual(this.#seal(body), seal)) return false
    const now = Date.now()
    if (now - Number(body.readBigUInt64BE(16)) > CHALLENGE_MS) return false
    for (const [spent, until] of this.#spent) if (until < now) this.#spent.delete(spent)
    if (this.#spent.has(challenge)) return false
    this.#spent.set(challenge, now + CHALLENGE_MS)
    return true
  }

  #seal(body: Buffer): Buffer {
    return createHmac("sha256", this.#key).update(body).digest()
  }
}

function timeOf(ms: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(ms))
  return bytes
}
