import type { Kysely, Transaction } from "kysely"
import { canonicalJson, commit, freshSalt, sha256 } from "./canonical.ts"
import type { Tables } from "./tables.ts"

/** Hash that the first entry follows. */
export const GENESIS = "0".repeat(64)

/** A change about to be logged. `who` is a role key, never a person's name. */
export interface Change {
  readonly who: string
  readonly what: string
  readonly subject: string
  readonly payload: unknown
}

/** Takes the one writer's lock of the record; every write transaction begins with it. */
export async function lockLog(tx: Transaction<Tables>): Promise<void> {
  await tx
    .updateTable("setting")
    .set((eb) => ({ value: eb.ref("value") }))
    .where("key", "=", "lock")
    .execute()
}

/** Appends entries to the chain inside a transaction that holds the lock; answers the seq of each. */
export class LogWriter {
  readonly #tx: Transaction<Tables>
  readonly #at: string
  #seq: number
  #previous: string
  readonly #entries: Tables["entry"][] = []
  readonly #payloads: Tables["payload"][] = []

  private constructor(tx: Transaction<Tables>, at: string, seq: number, previous: string) {
    this.#tx = tx
    this.#at = at
    this.#seq = seq
    this.#previous = previous
  }

  /** @param now Rounded to the minute before it is stored. */
  static async open(tx: Transaction<Tables>, now: Date): Promise<LogWriter> {
    const last = await tx.selectFrom("entry").select(["seq", "hash"]).orderBy("seq", "desc").limit(1).executeTakeFirst()
    return new LogWriter(tx, `${now.toISOString().slice(0, 16)}Z`, last?.seq ?? 0, last?.hash ?? GENESIS)
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
      subject: change.subject,
      commitment: commit(salt, body),
      previous: this.#previous,
    }
    const hash = hashOf(entry)
    this.#entries.push({ ...entry, hash })
    this.#payloads.push({ seq, salt, body })
    this.#previous = hash
    return seq
  }

  /** Writes what was appended, in blocks below both databases' parameter limits. */
  async flush(): Promise<void> {
    for (let i = 0; i < this.#entries.length; i += 500) {
      await this.#tx
        .insertInto("entry")
        .values(this.#entries.slice(i, i + 500))
        .execute()
      await this.#tx
        .insertInto("payload")
        .values(this.#payloads.slice(i, i + 500))
        .execute()
    }
    this.#entries.length = 0
    this.#payloads.length = 0
  }
}

function hashOf(entry: Omit<Tables["entry"], "hash">): string {
  return sha256(
    canonicalJson([entry.seq, entry.at, entry.who, entry.what, entry.subject, entry.commitment, entry.previous]),
  )
}

/** What `verifyLog` found wrong at an entry. */
export interface LogFault {
  readonly code: "log.gap" | "log.previous" | "log.hash" | "log.commitment" | "log.payload_missing" | "log.projection"
  readonly entry: number
}

/**
 * Re-derives the chain and every commitment, and holds the rows of reports and actions against their entries.
 *
 * @returns Faults in order of entry; empty when everything holds.
 */
export async function verifyLog(db: Kysely<Tables>): Promise<LogFault[]> {
  const faults: LogFault[] = []
  const reports = new Map(
    (await db.selectFrom("report").select(["id", "sha256", "text"]).execute()).map((r) => [r.id, r]),
  )
  const actions = new Map((await db.selectFrom("action").selectAll().execute()).map((a) => [a.id, a]))
  let previous = GENESIS
  let expected = 1
  let from = 0
  for (;;) {
    const entries = await db
      .selectFrom("entry")
      .selectAll()
      .where("seq", ">", from)
      .orderBy("seq")
      .limit(2000)
      .execute()
    if (entries.length === 0) break
    const last = entries[entries.length - 1]!.seq
    const payloads = new Map(
      (await db.selectFrom("payload").selectAll().where("seq", ">", from).where("seq", "<=", last).execute()).map(
        (p) => [p.seq, p],
      ),
    )
    for (const entry of entries) {
      if (entry.seq !== expected) faults.push({ code: "log.gap", entry: expected })
      expected = entry.seq + 1
      if (entry.previous !== previous) faults.push({ code: "log.previous", entry: entry.seq })
      const { hash, ...rest } = entry
      if (hashOf(rest) !== hash) faults.push({ code: "log.hash", entry: entry.seq })
      previous = hash
      const payload = payloads.get(entry.seq)
      if (payload === undefined) {
        if (entry.what !== "withdrawn") faults.push({ code: "log.payload_missing", entry: entry.seq })
        continue
      }
      if (commit(payload.salt, payload.body) !== entry.commitment)
        faults.push({ code: "log.commitment", entry: entry.seq })
      else if (!projectionHolds(entry.what, entry.subject, payload.body, reports, actions))
        faults.push({ code: "log.projection", entry: entry.seq })
    }
    from = last
  }
  return faults
}

function projectionHolds(
  what: string,
  subject: string,
  body: string,
  reports: ReadonlyMap<string, { sha256: string; text: string }>,
  actions: ReadonlyMap<string, Tables["action"]>,
): boolean {
  if (what === "report.added") {
    const report = reports.get(subject)
    return report !== undefined && JSON.parse(body).sha256 === report.sha256 && sha256(report.text) === report.sha256
  }
  if (what === "action.accepted") {
    const action = actions.get(subject)
    if (action === undefined) return false
    const { state: _state, entry: _entry, ...fields } = action
    return canonicalJson(fields) === canonicalJson(JSON.parse(body).fields)
  }
  return true
}
