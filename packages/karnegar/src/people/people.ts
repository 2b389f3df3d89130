import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto"
import type { Kysely, Transaction } from "kysely"
import { GuessLimit } from "./guess-limit.ts"
import { hashPassphrase, isPassphrase, passphraseFault } from "./passphrase.ts"
import { isRole, type Role } from "./roles.ts"
import type { PeopleTables } from "./store.ts"
import { newTotpSecret, totpAddress, totpStep } from "./totp.ts"

/** A session ends when nothing is asked in it for this long. */
export const IDLE_MS = 30 * 60_000
/** It ends after this long whatever is asked. */
export const LONGEST_MS = 12 * 60 * 60_000
/** A proof of who it is, good for publishing and for changes of accounts, lasts this long. */
export const PROOF_MS = 15 * 60_000
const INVITATION_MS = 7 * 24 * 60 * 60_000
/** `seen` is written at most this often. */
const SEEN_MS = 60_000
const HANDLE = /^[\p{L}\p{N}][\p{L}\p{N}._\u200c-]{1,30}[\p{L}\p{N}]$/u

/** Somebody who works at the desk. */
export interface Account {
  /** Role key by which the record's entries name them. */
  readonly id: string
  readonly handle: string
  readonly role: Role
  /** How they can sign in. */
  readonly ways: readonly ("passphrase" | "passkey")[]
  readonly made: string
}

/** A visit by somebody who signed in. */
export interface SignedIn {
  readonly account: Account
  /** The newest proof of who it is is recent: they may publish and change accounts. */
  readonly proven: boolean
  /** Makes and knows the marks of forms, which no other site can make. */
  readonly forms: FormMarks
}

/** Why somebody was not let in, or could not be given an account. */
export type PeopleFault =
  | "wrong"
  /** Too many passphrases are being tried at once. */
  | "busy"
  | { readonly waitSeconds: number }
  | "code"
  | "handle"
  | "handle_taken"
  | "passphrase_short"
  | "passphrase_simple"
  | "passphrase_long"
  | "totp"
  | "last_administrator"

/** What somebody gives to get an account, besides an invitation. */
export interface NewAccount {
  readonly handle: string
  readonly passphrase: string
  /** Base32, as `newSecret` gave it, with a code that its app shows now. */
  readonly totp: { readonly secret: string; readonly code: string }
}

/** A passkey that a browser made and the site has checked. */
export interface Passkey {
  readonly id: string
  readonly publicKey: string
  readonly counter: number
}

/** Who works at the desk, and how they show that it is they. */
export class People {
  readonly #db: Kysely<PeopleTables>
  readonly #now: () => Date
  readonly #guesses: GuessLimit

  constructor(db: Kysely<PeopleTables>, now: () => Date = () => new Date()) {
    this.#db = db
    this.#now = now
    this.#guesses = new GuessLimit(now)
  }

  /** Is there nobody yet? */
  async isEmpty(): Promise<boolean> {
    return (
      (await this.#db.selectFrom("account").select("id").where("removed", "is", null).executeTakeFirst()) === undefined
    )
  }

  /**
   * A code that lets one person in, once, within a week; those given before for the same purpose are void.
   *
   * @param account Whom it lets in anew, with other keys; left out: a new person.
   */
  async invite(role: Role, account: string | null = null): Promise<string> {
    const code = readable(randomBytes(15))
    const now = this.#now()
    await this.#db
      .insertInto("invitation")
      .values({
        hash: hashOf(plainCode(code)),
        role,
        account,
        made: now.toISOString(),
        expires: new Date(now.getTime() + INVITATION_MS).toISOString(),
      })
      .execute()
    return code
  }

  /** The code for the first person, an administrator, while there is nobody; any given before is void. */
  async inviteFirst(): Promise<string> {
    await this.#db.deleteFrom("invitation").execute()
    return this.invite("administrator")
  }

  /** What a code stands for; null when it stands for nothing, or no more. */
  async invitation(code: string): Promise<{ readonly role: Role; readonly handle: string | null } | null> {
    const row = await this.#invitation(this.#db, code)
    if (row === undefined) return null
    const own =
      row.account === null
        ? undefined
        : await this.#db.selectFrom("account").select("handle").where("id", "=", row.account).executeTakeFirst()
    return { role: roleOf(row.role), handle: own?.handle ?? null }
  }

  #invitation(db: Kysely<PeopleTables>, code: string) {
    return db
      .selectFrom("invitation")
      .selectAll()
      .where("hash", "=", hashOf(plainCode(code)))
      .where("expires", ">", this.#now().toISOString())
      .executeTakeFirst()
  }

  /** A secret for an authenticator app, and the address that the app reads it from. */
  newSecret(handle: string): { readonly secret: string; readonly address: string } {
    const secret = newTotpSecret()
    return { secret, address: totpAddress(secret, handle) }
  }

  /** Makes an account of an invitation, or gives one that stands new keys; the code is spent then. */
  async join(code: string, given: NewAccount): Promise<Account | { readonly fault: PeopleFault }> {
    const handle = given.handle.normalize("NFKC").trim()
    const fault = passphraseFault(given.passphrase, handle)
    if (fault !== null) return { fault: `passphrase_${fault}` }
    const step = totpStep(given.totp.secret, given.totp.code, this.#now(), 0)
    if (step === null) return { fault: "totp" }
    const passphrase = await hashPassphrase(given.passphrase)
    return this.#db.transaction().execute(async (tx) => {
      const row = await this.#invitation(tx, code)
      if (row === undefined) return { fault: "code" as const }
      const keys = { passphrase, totp: given.totp.secret, totp_step: step }
      let id = row.account
      if (id === null) {
        if (!HANDLE.test(handle)) return { fault: "handle" as const }
        const taken = await tx.selectFrom("account").select("id").where("handle", "=", handle).executeTakeFirst()
        if (taken !== undefined) return { fault: "handle_taken" as const }
        id = `p${randomBytes(6).toString("hex")}`
        const made = this.#now().toISOString()
        await tx
          .insertInto("account")
          .values({ id, handle, role: row.role, made, removed: null, ...keys })
          .execute()
      } else {
        await tx.updateTable("account").set(keys).where("id", "=", id).execute()
        await tx.deleteFrom("passkey").where("account", "=", id).execute()
        await tx.deleteFrom("session").where("account", "=", id).execute()
      }
      // Two who hold one code: one spends it.
      const spent = await tx.deleteFrom("invitation").where("hash", "=", row.hash).executeTakeFirst()
      if (Number(spent.numDeletedRows) !== 1) throw new Error("an invitation was spent twice")
      return (await this.#account(tx, id))!
    })
  }

  /** Signs in by passphrase and code. @returns the session's token, which is told once. */
  async signIn(handle: string, passphrase: string, code: string): Promise<string | { readonly fault: PeopleFault }> {
    const name = handle.normalize("NFKC").trim()
    const row = await this.#db
      .selectFrom("account")
      .selectAll()
      .where("handle", "=", name)
      .where("removed", "is", null)
      .executeTakeFirst()
    return (await this.#isProven(name, row, passphrase, code)) ?? (await this.#begin(row!.id))
  }

  /** Begins a session of somebody whose passkey the site has checked. @returns null where there is no such key now. */
  async signInByPasskey(keyId: string, counter: number): Promise<string | null> {
    const key = await this.findPasskey(keyId)
    if (key === null) return null
    await this.usedPasskey(keyId, counter)
    return this.#begin(key.account)
  }

  /** Proves again who it is, for what needs a recent proof. */
  async prove(token: string, passphrase: string, code: string): Promise<{ readonly fault: PeopleFault } | null> {
    const session = await this.#db
      .selectFrom("session")
      .selectAll()
      .where("hash", "=", hashOf(token))
      .executeTakeFirst()
    const row = await this.#db
      .selectFrom("account")
      .selectAll()
      .where("id", "=", session?.account ?? "")
      .where("removed", "is", null)
      .executeTakeFirst()
    const fault = await this.#isProven(row?.handle ?? "", row, passphrase, code)
    if (fault !== null) return fault
    await this.proven(token)
    return null
  }

  /** Takes down that somebody has just proven who it is. */
  async proven(token: string): Promise<void> {
    const proven = this.#now().toISOString()
    await this.#db.updateTable("session").set({ proven }).where("hash", "=", hashOf(token)).execute()
  }

  async #isProven(
    name: string,
    row: PeopleTables["account"] | undefined,
    passphrase: string,
    code: string,
  ): Promise<{ readonly fault: PeopleFault } | null> {
    const waitSeconds = this.#guesses.waitSeconds(name)
    if (waitSeconds > 0) return { fault: { waitSeconds } }
    const right = await isPassphrase(passphrase, row?.passphrase ?? null)
    const step = right && row!.totp !== null ? totpStep(row!.totp, code, this.#now(), row!.totp_step) : null
    const spent =
      step !== null &&
      // Two requests with one code: one of them spends it.
      Number(
        (
          await this.#db
            .updateTable("account")
            .set({ totp_step: step })
            .where("id", "=", row!.id)
            .where("totp_step", "<", step)
            .executeTakeFirst()
        ).numUpdatedRows,
      ) === 1
    if (!spent) {
      this.#guesses.failed(name)
      return { fault: "wrong" }
    }
    this.#guesses.succeeded(name)
    return null
  }

  async #begin(account: string): Promise<string> {
    const token = randomBytes(32).toString("base64url")
    const now = this.#now().toISOString()
    await this.#db
      .insertInto("session")
      .values({ hash: hashOf(token), account, made: now, seen: now, proven: now })
      .execute()
    return token
  }

  /** Whose session this is; null when it has ended or the account was removed. Asked on every request. */
  async session(token: string): Promise<SignedIn | null> {
    const hash = hashOf(token)
    const session = await this.#db.selectFrom("session").selectAll().where("hash", "=", hash).executeTakeFirst()
    if (session === undefined) return null
    const now = this.#now().getTime()
    const account = await this.#account(this.#db, session.account)
    const over = now - Date.parse(session.seen) > IDLE_MS || now - Date.parse(session.made) > LONGEST_MS
    if (account === null || over) {
      await this.signOut(token)
      return null
    }
    if (now - Date.parse(session.seen) > SEEN_MS)
      await this.#db
        .updateTable("session")
        .set({ seen: new Date(now).toISOString() })
        .where("hash", "=", hash)
        .execute()
    return { account, proven: now - Date.parse(session.proven) <= PROOF_MS, forms: new FormMarks(token) }
  }

  async signOut(token: string): Promise<void> {
    await this.#db.deleteFrom("session").where("hash", "=", hashOf(token)).execute()
  }

  /** Everybody who may sign in, by handle. */
  async list(): Promise<readonly Account[]> {
    const rows = await this.#db
      .selectFrom("account")
      .select("id")
      .where("removed", "is", null)
      .orderBy("handle")
      .execute()
    const accounts = await Promise.all(rows.map((row) => this.#account(this.#db, row.id)))
    return accounts.filter((account) => account !== null)
  }

  /** Handles by role key, of removed people too: history names them. */
  async handles(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#db.selectFrom("account").select(["id", "handle"]).execute()
    return new Map(rows.map((row) => [row.id, row.handle]))
  }

  /** Takes away an account, its keys and its sessions; at once. */
  async remove(id: string): Promise<{ readonly fault: PeopleFault } | null> {
    return this.#db.transaction().execute(async (tx) => {
      if (await this.#isLastAdministrator(tx, id)) return { fault: "last_administrator" as const }
      const removed = this.#now().toISOString()
      await tx
        .updateTable("account")
        .set({ removed, passphrase: null, totp: null })
        .where("id", "=", id)
        .where("removed", "is", null)
        .execute()
      await tx.deleteFrom("passkey").where("account", "=", id).execute()
      await tx.deleteFrom("session").where("account", "=", id).execute()
      await tx.deleteFrom("invitation").where("account", "=", id).execute()
      return null
    })
  }

  async setRole(id: string, role: Role): Promise<{ readonly fault: PeopleFault } | null> {
    return this.#db.transaction().execute(async (tx) => {
      if (role !== "administrator" && (await this.#isLastAdministrator(tx, id)))
        return { fault: "last_administrator" as const }
      await tx.updateTable("account").set({ role }).where("id", "=", id).execute()
      return null
    })
  }

  async #isLastAdministrator(tx: Transaction<PeopleTables>, id: string): Promise<boolean> {
    const rows = await tx
      .selectFrom("account")
      .select("id")
      .where("role", "=", "administrator")
      .where("removed", "is", null)
      .execute()
    return rows.length === 1 && rows[0]!.id === id
  }

  async addPasskey(account: string, key: Passkey): Promise<void> {
    await this.#db
      .insertInto("passkey")
      .values({ id: key.id, account, public_key: key.publicKey, counter: key.counter, made: this.#now().toISOString() })
      .execute()
  }

  /** Takes down how often an authenticator says that a passkey was used. */
  async usedPasskey(id: string, counter: number): Promise<void> {
    await this.#db.updateTable("passkey").set({ counter }).where("id", "=", id).execute()
  }

  /** Ids of somebody's passkeys. */
  async passkeysOf(account: string): Promise<readonly string[]> {
    const rows = await this.#db.selectFrom("passkey").select("id").where("account", "=", account).execute()
    return rows.map((row) => row.id)
  }

  /** A passkey of somebody who may sign in; null when there is none. */
  async findPasskey(id: string): Promise<(Passkey & { readonly account: string }) | null> {
    const row = await this.#db
      .selectFrom("passkey")
      .innerJoin("account", "account.id", "passkey.account")
      .select(["passkey.id", "public_key", "counter", "account.id as owner"])
      .where("passkey.id", "=", id)
      .where("removed", "is", null)
      .executeTakeFirst()
    if (row === undefined) return null
    return { id: row.id, publicKey: row.public_key, counter: Number(row.counter), account: row.owner }
  }

  async #account(db: Kysely<PeopleTables>, id: string): Promise<Account | null> {
    const row = await db
      .selectFrom("account")
      .selectAll()
      .where("id", "=", id)
      .where("removed", "is", null)
      .executeTakeFirst()
    if (row === undefined) return null
    const key = await db.selectFrom("passkey").select("id").where("account", "=", id).executeTakeFirst()
    const ways = [
      ...(row.passphrase === null ? [] : ["passphrase" as const]),
      ...(key === undefined ? [] : ["passkey" as const]),
    ]
    return { id, handle: row.handle, role: roleOf(row.role), ways, made: row.made }
  }

  close(): Promise<void> {
    return this.#db.destroy()
  }
}

/**
 * Marks of forms of one session. A mark shows that the form was made for this session, by this site, and is the key by which the
 * record does what it asks once, however often it is sent.
 */
export class FormMarks {
  readonly #key: Buffer

  constructor(token: string) {
    this.#key = createHash("sha256").update(`forms ${token}`).digest()
  }

  make(): string {
    const once = randomBytes(16).toString("base64url")
    return `${once}.${this.#tag(once).toString("base64url")}`
  }

  /** The idempotency key of a mark; null when it is not of this session. */
  read(mark: string): string | null {
    const [once, tag, ...rest] = mark.split(".")
    if (once === undefined || tag === undefined || rest.length > 0) return null
    const given = Buffer.from(tag, "base64url")
    const own = this.#tag(once)
    return given.length === own.length && timingSafeEqual(given, own) ? `form:${once}` : null
  }

  #tag(once: string): Buffer {
    return createHmac("sha256", this.#key).update(once).digest().subarray(0, 16)
  }
}

function roleOf(name: string): Role {
  if (!isRole(name)) throw new Error(`couldn't read an account: no role is called ${name}`)
  return name
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex")
}

/** Letters that nobody takes for each other. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"

/** Random bytes as four groups of letters and digits that can be read out. */
function readable(bytes: Buffer): string {
  let letters = ""
  let number = BigInt(`0x${bytes.toString("hex")}`)
  for (let i = 0; i < 24; i++) {
    letters += ALPHABET[Number(number % BigInt(ALPHABET.length))]
    number /= BigInt(ALPHABET.length)
  }
  return letters.match(/.{6}/g)!.join("-")
}

function plainCode(code: string): string {
  return code.toLowerCase().replace(/[^a-z0-9]/g, "")
}
