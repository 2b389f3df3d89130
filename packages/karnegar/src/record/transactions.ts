import type { Kysely, Transaction } from "kysely"
import { RecordError } from "./errors.ts"
import { asRecordError, whileBusy } from "./failures.ts"
import { insertRows } from "./insert-rows.ts"
import { LogWriter } from "./log.ts"
import type { Ask } from "./record.ts"
import type { Tables } from "./tables.ts"

/** What the record's transactions stand on. */
export interface RecordDatabase {
  readonly db: Kysely<Tables>
  readonly now: () => Date
  /** Where it lives, for messages: a folder, or a server and database without credentials. */
  readonly subject: string
  /** How long a write waits for another program's to end. */
  readonly patienceMs: number
  /** Takes the one writer's lock in a transaction that has done nothing yet. */
  readonly lock: (tx: Transaction<Tables>) => Promise<void>
}

/** Every read and every write of the record goes through one of these. */
export class Transactions {
  readonly #database: RecordDatabase

  constructor(database: RecordDatabase) {
    this.#database = database
  }

  /** One read transaction: it sees one state of the record, whatever is written meanwhile. */
  read<T>(work: (tx: Transaction<Tables>) => Promise<T>): Promise<T> {
    return this.#database.db.transaction().setIsolationLevel("repeatable read").execute(work)
  }

  /** One write transaction of running state, which no entry tells of. */
  async run<T>(work: (tx: Transaction<Tables>) => Promise<T>): Promise<T> {
    try {
      return await whileBusy(this.#database.patienceMs, () =>
        this.#database.db.transaction().execute(async (tx) => {
          await this.#database.lock(tx)
          return work(tx)
        }),
      )
    } catch (error) {
      throw asRecordError(error, this.#database.subject)
    }
  }

  /**
   * One write transaction: the lock first, then the work, then its entries; waits for another program's write to end.
   *
   * @param what Kind of change; a request's key is good for one kind.
   */
  async write<T>(
    what: string,
    ask: Ask | undefined,
    work: (tx: Transaction<Tables>, log: LogWriter) => Promise<T>,
  ): Promise<T> {
    try {
      return await whileBusy(this.#database.patienceMs, () =>
        this.#database.db.transaction().execute(async (tx) => {
          await this.#database.lock(tx)
          const log = await LogWriter.open(tx, this.#database.now())
          if (ask?.key === undefined) {
            const result = await work(tx, log)
            await log.flush()
            return result
          }
          const answered = await tx.selectFrom("request").selectAll().where("key", "=", ask.key).executeTakeFirst()
          if (answered !== undefined) {
            const { kind, result } = JSON.parse(answered.result) as { kind: string; result: T }
            if (kind !== what) throw new RecordError("request.key", ask.key)
            return result
          }
          const result = await work(tx, log)
          await log.flush()
          await insertRows(tx, "request", [
            { key: ask.key, result: JSON.stringify({ kind: what, result }), entry: log.last },
          ])
          return result
        }),
      )
    } catch (error) {
      throw asRecordError(error, this.#database.subject)
    }
  }
}
