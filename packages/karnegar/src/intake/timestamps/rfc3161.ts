import { createHash, randomBytes, timingSafeEqual, X509Certificate } from "node:crypto"
import { rootCertificates } from "node:tls"
import { fromBER, Integer, OctetString } from "asn1js"
import {
  AlgorithmIdentifier,
  Certificate,
  type ExtKeyUsage,
  MessageImprint,
  SignedData,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from "pkijs"
import type { Wires } from "../fetch/connect.ts"
import { fetchAddress } from "../fetch/fetch-address.ts"
import { isPassing } from "../fetch/fetch-refusal.ts"
import type { FetchPolicy } from "../fetch/policy.ts"
import { type ProofReader, type ProofState, type Stamped, TIMESTAMP_REPLY, type TimestampAdapter } from "./timestamp.ts"
import type { TimestampRefusal } from "./timestamp-refusal.ts"

const SHA256 = "2.16.840.1.101.3.4.2.1"
const EXTENDED_KEY_USAGE = "2.5.29.37"
const TIME_STAMPING = "1.3.6.1.5.5.7.3.8"
const TST_INFO = "1.2.840.113549.1.9.16.1.4"
const COMMON_NAME = "2.5.4.3"
/** PKIStatus: given, given with changes, to be waited for. */
const [GRANTED, GRANTED_WITH_MODS, WAITING] = [0, 1, 3]
/** Bytes of a reply: a token with its certificates has a few thousand. */
const MOST_REPLY = 200_000

/**
 * Reads replies of RFC 3161: a server signs a hash with the time. The reply is the proof, and `openssl ts -verify` can check it
 * without us.
 *
 * Proven is what holds in all of this: the server granted it; it is of these bytes; a certificate that is for timestamps alone signed
 * it; and that certificate leads to an authority that the operator, or Node, trusts.
 */
export class Rfc3161Reader implements ProofReader {
  readonly mediaType = TIMESTAMP_REPLY
  readonly #named: readonly string[] | null
  #authorities: readonly Certificate[] | null = null

  /** @param authorities Certificates, PEM; null: those that Node trusts. */
  constructor(authorities: readonly string[] | null) {
    this.#named = authorities
  }

  check(proof: Uint8Array, bytes: Uint8Array): Promise<ProofState> {
    return this.judge(proof, bytes, null)
  }

  /** @param nonce What was sent with the question; null where nobody knows it any more. */
  async judge(proof: Uint8Array, bytes: Uint8Array, nonce: Uint8Array | null): Promise<ProofState> {
    const read = readReply(proof)
    if (read === null) return failed({ code: "timestamp.unreadable" })
    if (read.status === WAITING) return { state: "pending" }
    if (read.token === null) return failed({ code: "timestamp.refused", status: read.status })
    const { signed, told } = read.token
    const { hashAlgorithm, hashedMessage } = told.messageImprint
    const hash = createHash("sha256").update(bytes).digest()
    if (hashAlgorithm.algorithmId !== SHA256 || !same(bytesOf(hashedMessage), hash))
      return failed({ code: "timestamp.other_bytes" })
    if (nonce !== null && !(told.nonce instanceof Integer && same(bytesOf(told.nonce), nonce)))
      return failed({ code: "timestamp.other_question" })
    const signer = await this.#signer(signed, bytes, told.genTime)
    if (signer === null) return failed({ code: "timestamp.untrusted" })
    if (!isForTimestamps(signer)) return failed({ code: "timestamp.not_its_purpose" })
    return { state: "proven", at: told.genTime.toISOString(), authority: nameOf(signer) }
  }

  /** Certificate that signed the token and leads to an authority; null where none does. */
  async #signer(signed: SignedData, bytes: Uint8Array, at: Date): Promise<Certificate | null> {
    this.#authorities ??= (this.#named ?? rootCertificates).map(certificateOf)
    try {
      const { signatureVerified, signerCertificateVerified, signerCertificate } = await signed.verify({
        signer: 0,
        data: Uint8Array.from(bytes).buffer,
        trustedCerts: [...this.#authorities],
        checkChain: true,
        checkDate: at,
        extendedMode: true,
      })
      return signatureVerified && signerCertificateVerified ? (signerCertificate ?? null) : null
    } catch (error) {
      // The library throws for a signature that does not hold and for a chain that leads nowhere.
      if (error instanceof Error) return null
      throw error
    }
  }
}

/** A server of RFC 3161, and whom its word is taken from. */
export interface Rfc3161Options {
  readonly server: string
  readonly policy: FetchPolicy
  readonly reader: Rfc3161Reader
  readonly wires?: Wires
}

/** Asks a server of RFC 3161. */
export class Rfc3161 implements TimestampAdapter {
  readonly mediaType = TIMESTAMP_REPLY
  readonly server: string
  readonly #options: Rfc3161Options

  constructor(options: Rfc3161Options) {
    this.server = options.server
    this.#options = options
  }

  async stamp(bytes: Uint8Array): Promise<Stamped> {
    const nonce = randomBytes(8)
    // A positive whole number that keeps its eight bytes.
    nonce[0] = (nonce[0]! & 0x7f) | 0x40
    const { policy, wires, reader } = this.#options
    const body = { bytes: questionOf(bytes, nonce), type: "application/timestamp-query" }
    const outcome = await fetchAddress(
      this.server,
      { ...policy, mostBytes: MOST_REPLY },
      { accept: TIMESTAMP_REPLY, body },
      wires,
    )
    if ("refusal" in outcome) {
      const { refusal } = outcome
      return { state: isPassing(refusal) ? { state: "pending" } : { state: "failed", refusal }, proof: null }
    }
    const proof = outcome.fetched.bytes
    const state = await reader.judge(proof, bytes, nonce)
    return { state, proof: state.state === "proven" ? proof : null }
  }

  check(proof: Uint8Array, bytes: Uint8Array): Promise<ProofState> {
    return this.#options.reader.check(proof, bytes)
  }
}

/** Certificates of a PEM file. @returns null when one is broken, or there is none. */
export function readAuthorities(pem: string): readonly string[] | null {
  const found = pem.split(/(?=-----BEGIN CERTIFICATE-----)/).filter((part) => part.startsWith("-----BEGIN CERTIFICATE"))
  try {
    for (const one of found) certificateOf(one)
    return found.length === 0 ? null : found
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

function questionOf(bytes: Uint8Array, nonce: Uint8Array): Uint8Array {
  const hashedMessage = new OctetString({ valueHex: createHash("sha256").update(bytes).digest() })
  const question = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256 }),
      hashedMessage,
    }),
    nonce: new Integer({ valueHex: nonce }),
    certReq: true,
  })
  return new Uint8Array(question.toSchema().toBER())
}

interface Reply {
  readonly status: number
  readonly token: { readonly signed: SignedData; readonly told: TSTInfo } | null
}

/** @returns null for bytes that are no reply. */
function readReply(bytes: Uint8Array): Reply | null {
  try {
    const parsed = fromBER(Uint8Array.from(bytes).buffer)
    // Nothing may stand behind it: what is kept is what was signed.
    if (parsed.offset !== bytes.length) return null
    const reply = new TimeStampResp({ schema: parsed.result })
    const { status } = reply.status
    if (reply.timeStampToken === undefined || (status !== GRANTED && status !== GRANTED_WITH_MODS))
      return { status, token: null }
    const signed = new SignedData({ schema: reply.timeStampToken.content })
    const content = signed.encapContentInfo.eContent
    if (signed.encapContentInfo.eContentType !== TST_INFO || content === undefined) return null
    return { status, token: { signed, told: TSTInfo.fromBER(content.getValue()) } }
  } catch (error) {
    // The library throws for whatever it stumbles over.
    if (error instanceof Error) return null
    throw error
  }
}

function failed(refusal: TimestampRefusal): ProofState {
  return { state: "failed", refusal }
}

/** Is it for timestamps and for nothing else, and does it say so in a way that must be heeded (RFC 3161, 2.3)? */
function isForTimestamps({ extensions = [] }: Certificate): boolean {
  const usage = extensions.find(({ extnID }) => extnID === EXTENDED_KEY_USAGE)
  const purposes = (usage?.parsedValue as ExtKeyUsage | undefined)?.keyPurposes ?? []
  return usage?.critical === true && purposes.length === 1 && purposes[0] === TIME_STAMPING
}

function nameOf({ subject }: Certificate): string {
  const name = subject.typesAndValues.find(({ type }) => type === COMMON_NAME) ?? subject.typesAndValues[0]
  return String(name?.value.valueBlock.value ?? "?").slice(0, 200)
}

/** @throws Error for what is no certificate. */
function certificateOf(pem: string): Certificate {
  return Certificate.fromBER(Uint8Array.from(new X509Certificate(pem).raw).buffer)
}

function bytesOf(value: OctetString | Integer): Uint8Array {
  return value.valueBlock.valueHexView
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
