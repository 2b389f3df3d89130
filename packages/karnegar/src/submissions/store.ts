/**
 * Where submissions lie: a file of their own beside an embedded record, a schema of their own on PostgreSQL. What it holds of a
 * submission's content is sealed before it comes here.
 */
import type { ColumnType, Kysely } from "kysely"
import type { RecordPlace } from "../record/open.ts"
import { openSideStore } from "../record/side-store.ts"

/** The file beside an embedded record. */
export const SUBMISSIONS_FILE = "submissions.sqlite"

/** Days are ISO, UTC; there is no instant, no address and no count that orders what came on one day. */
export interface SubmissionTables {
  submission: {
    /** `s` and ten letters and digits, drawn at random. */
    id: string
    /** Day on which its first part came. */
    day: string
    state: string
    /** Hash of the receipt code. */
    receipt: string
    /** Report that was made of it; null while there is none. */
    report: string | null
  }
  part: {
    submission: string
    /** 1 is what came first. */
    n: number
    day: string
    /** HMAC of the parcel under the receipt code: one that is sent again is known, and whoever lacks the code can tell nothing by it. */
    mark: string
    /** Bytes that were sealed: one of the buckets. */
    bucket: number
    /** An age file. libsql reads it as an ArrayBuffer. */
    sealed: ColumnType<Buffer | ArrayBuffer, Buffer, never>
  }
}

const statements = (bytes: "blob" | "bytea", rowless: string) => [
  `create table if not exists submission (id text primary key, day text not null, state text not null, receipt text not null unique,
    report text)${rowless}`,
  `create table if not exists part (submission text not null references submission (id), n integer not null, day text not null,
    mark text not null, bucket integer not null, sealed ${bytes} not null, primary key (submission, n), unique (submission, mark))`,
]

/** What the store is called. */
export const SUBMISSION_STORE = { file: SUBMISSIONS_FILE, schema: "karnegar_submissions" } as const

/** Opens the submissions that belong to a record, and makes their tables where there are none. */
export function openSubmissionStore(place: RecordPlace): Promise<Kysely<SubmissionTables>> {
  return openSideStore(place, {
    ...SUBMISSION_STORE,
    waitMs: 5_000,
    connections: 4,
    // Without row ids nothing tells in which order the submissions of a day came.
    statements: (engine) => (engine === "sqlite" ? statements("blob", " without rowid") : statements("bytea", "")),
  })
}
