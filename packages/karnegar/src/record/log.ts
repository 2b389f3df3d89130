import type { Kysely, Transaction } from "kysely"
import { canonicalJson, commit, freshSalt, sha256 } from "./canonical.ts"
import type { Decision } from "./decisions.ts"
import { insertRows } from "./insert-rows.ts"
import type { RegisterTable } from "./register-tables.ts"
import type { Tables } from "./tables.ts"

/** Hash that the first entry follows. */
export const GENESIS = "0".repeat(64)

/** Kinds of change. Lasting codes; never renamed. */
export type Kind =
  | "report.added"
  | "report.withdrawn"
  | "evidence.added"
  /** Documents kept as hash and address only, many in one entry. */
  | "documents.set_aside"
  /** One of them is gone with a report that was withdrawn. */
  | "documents.forgotten"
  | "coding.added"
  /** What a coding tells was linked to the registers anew. */
  | "coding.observed"
  | "actions.compared"
  | "action.accepted"
  | "import.added"
  | "import.undone"
  | "rules.set"
  /** To whom submissions are sealed from then on. */
  | "keys.set"
  | "decision.undone"
  | Decision["what"]
  | `${RegisterTable}.put`

/** A change about to be logged. */
export interface Change {
  /** A role key, never a person's name: `import`, `coder`, `operator`, `rule:accept-codings`, a reviewer's key. */
  readonly who: string
  readonly what: Kind
  /** Id of what changes. Stands with the payload, never in the entry: even an id can be guessed from a list. */
  readonly subject: string
  readonly payload: unknown
}

/** What takes the one writer's lock of the record; every write transaction begins with it. */
export const LOCK = "update setting set value = value where key = 'head'"

/** The log's head as it stands in `setting`: what a cut-off tail is found by. */
export function headOf(seq: number, hash: string): string {
  return `${seq}:${hash}`
}

/** Appends entries to the chain inside a transaction that holds the lock; answers the seq of each. */
export class LogWriter {
  /** Number of the newest entry when this transaction began: all up to it are committed. */
  readonly opened: number
  /** Its hash. */
  readonly openedHash: string
  readonly #tx: Transaction<Tables>
  readonly #at: string
  #seq: number
  #previous: string
  readonly #entries: Tables["entry"][] = []
  readonly #payloads: Tables["payload"][] = []

  private constructor(tx: Transaction<Tables>, at: string, seq: number, previous: string) {
    this.#tx = tx
    this.#at = at
    this.opened = seq
    this.openedHash = previous
    this.#seq = seq
    this.#previous = previous
  }

  /** @param now Cut to the minute before it is stored. */
  static async open(tx: Transaction<Tables>, now: Date): Promise<LogWriter> {
    const last = await lastEntry(tx)
    return new LogWriter(tx, `${now.toISOString().slice(0, 16)}Z`, last.seq, last.hash)
  }

  /** Number of the newest entry, written or not. */
  get last(): number {
    return this.#seq
  }

  /** Hash of the newest entry, written or not: no other entry has it, since it holds a salted commitment. */
  get hash(): string {
    return this.#previous
  }

  append(change: Change): number {
    const seq = ++this.#seq
    const salt = freshSalt()
    const body = canonicalJson(change.payload)
    const entry = {
      seq,
      at: this.#at,
      who: change.who,
      what: change.what,
      commitment: commit(salt, change.subject, body),
      previous: this.#previous,
    }
    const hash = hashOf(entry)
    this.#entries.push({ ...entry, hash })
    this.#payloads.push({ seq, subject: change.subject, salt, body })
    this.#previous = hash
    return seq
  }

  /** Writes what was appended and moves the head. */
  async flush(): Promise<void> {
    if (this.#entries.length === 0) return
    await insertRows(this.#tx, "entry", this.#entries)
    await insertRows(this.#tx, "payload", this.#payloads)
    await this.#tx
      .updateTable("setting")
      .set({ value: headOf(this.#seq, this.#previous) })
      .where("key", "=", "head")
      .execute()
    this.#entries.length = 0
    this.#payloads.length = 0
  }
}

/** The newest entry's number and hash; 0 and `GENESIS` for an empty log. */
export async function lastEntry(db: Kysely<Tables>): Promise<{ readonly seq: number; readonly hash: string }> {
  const last = await db.selectFrom("entry").select(["seq", "hash"]).orderBy("seq", "desc").limit(1).executeTakeFirst()
  return last ?? { seq: 0, hash: GENESIS }
}

/** Hash of an entry over all its other columns. */
export function hashOf(entry: Omit<Tables["entry"], "hash">): string {
  return sha256(canonicalJson([entry.seq, entry.at, entry.who, entry.what, entry.commitment, entry.previous]))
}
