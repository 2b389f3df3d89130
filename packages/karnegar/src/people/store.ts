/**
 * Where accounts stand: a file of their own beside an embedded record, a schema of their own on PostgreSQL.
 *
 * Apart from the record, so that a backup of it carries no way in, a long import never holds up a sign-in, and an old backup
 * never brings a removed person back.
 */
import type { Kysely } from "kysely"
import type { RecordPlace } from "../record/open.ts"
import { openSideStore } from "../record/side-store.ts"

/** The file beside an embedded record. */
export const PEOPLE_FILE = "people.sqlite"

/** Instants are ISO 8601 in UTC; hashes SHA-256 in lower-case hex. */
export interface PeopleTables {
  account: {
    /** Role key by which entries of the record name it. */
    id: string
    /** What it signs in by; no person's name. */
    handle: string
    role: string
    passphrase: string | null
    /** Base32; null when there is none. */
    totp: string | null
    /** Newest step of `totp` that was used; codes are good once. */
    totp_step: number
    made: string
    /** Null while it stands. */
    removed: string | null
  }
  passkey: {
    /** Credential id, base64url. */
    id: string
    account: string
    /** COSE key, base64url. */
    public_key: string
    counter: number
    made: string
  }
  session: {
    /** Hash of the token: what is read here opens nothing. */
    hash: string
    account: string
    made: string
    seen: string
    /** Newest proof of who it is. */
    proven: string
  }
  invitation: {
    hash: string
    role: string
    /** Account that it lets in anew; null for a new one. */
    account: string | null
    made: string
    expires: string
  }
}

const STATEMENTS = [
  `create table if not exists account (id text primary key, handle text not null unique, role text not null, passphrase text, totp text,
    totp_step integer not null, made text not null, removed text)`,
  `create table if not exists passkey (id text primary key, account text not null references account (id), public_key text not null,
    counter bigint not null, made text not null)`,
  `create table if not exists session (hash text primary key, account text not null references account (id), made text not null,
    seen text not null, proven text not null)`,
  "create table if not exists invitation (hash text primary key, role text not null, account text, made text not null, expires text not null)",
]

/** Opens the accounts that belong to a record, and makes their tables where there are none. */
export function openPeopleStore(place: RecordPlace): Promise<Kysely<PeopleTables>> {
  return openSideStore(place, {
    file: PEOPLE_FILE,
    schema: "karnegar_people",
    waitMs: 2_000,
    connections: 2,
    statements: () => STATEMENTS,
  })
}
