import { createHmac, randomBytes } from "node:crypto"
import type { Kysely, Transaction } from "kysely"
import { seal } from "../backup/sealing.ts"
import { areLogged, type LoggedKeys } from "../record/logged-keys.ts"
import { type Parcel, packParcel } from "./parcel.ts"
import { receiptHash } from "./receipt.ts"
import { type Reviewers, readReviewers } from "./reviewers.ts"
import type { SubmissionTables } from "./store.ts"

/** How far a submission has come. What its sender adds makes it `received` again. */
export const STATES = ["received", "opened", "taken_in", "closed"] as const
export type State = (typeof STATES)[number]

/** What is known of a submission without a key. */
export interface Submission {
  readonly id: string
  /** ISO day, UTC, on which its first part came. */
  readonly day: string
  readonly state: State
  /** Report that was made of it; null while there is none. */
  readonly report: string | null
  /** What came, in order: first the submission, then what its sender added. */
  readonly parts: readonly Part[]
}

/** One sealed file of a submission. */
export interface Part {
  readonly n: number
  readonly day: string
  /** Bytes that were sealed: one of the buckets. */
  readonly bucket: number
}

/** Who can open what is sent, with the entry of the log that says so. */
export interface CitedReviewers extends Reviewers {
  /** The keys beside the record are not those that were logged last: nothing is sealed to them. */
  readonly swapped: boolean
  readonly logged: LoggedKeys | null
}

const NOBODY: Reviewers = { recipients: [], fingerprint: "" }

/** Seals bytes to recipients. Given from outside for tests alone: one that does not seal must be found out. */
export type Sealing = (bytes: AsyncIterable<Uint8Array>, recipients: readonly string[]) => AsyncIterable<Uint8Array>

/**
 * Submissions, as sealed files with hardly anything about them. A parcel is sealed in memory; only then is it given to the disk.
 * What was taken is flushed: it outlives the program and a power cut.
 */
export class Submissions {
  readonly #db: Kysely<SubmissionTables>
  readonly #reviewersFile: string
  readonly #now: () => Date
  readonly #seal: Sealing
  readonly #logged: () => Promise<LoggedKeys | null>

  /** @param reviewersFile Read anew for each submission: a change of keys counts at once. */
  constructor(
    db: Kysely<SubmissionTables>,
    reviewersFile: string,
    {
      now = () => new Date(),
      sealing = seal,
      logged = () => Promise.resolve(null),
    }: {
      readonly now?: () => Date
      readonly sealing?: Sealing
      /** The keys as the record's log has them: to others nothing is sealed. Left out: no log is asked. */
      readonly logged?: () => Promise<LoggedKeys | null>
    } = {},
  ) {
    this.#db = db
    this.#reviewersFile = reviewersFile
    this.#now = now
    this.#seal = sealing
    this.#logged = logged
  }

  /** To whom what comes now is sealed: nobody while the keys are not those of the log. */
  async reviewers(): Promise<CitedReviewers> {
    const [logged, reviewers] = [await this.#logged(), await readReviewers(this.#reviewersFile)]
    const swapped = !areLogged(logged, reviewers.recipients)
    return { ...(swapped ? NOBODY : reviewers), swapped, logged }
  }

  /**
   * Seals a parcel and keeps it under its receipt code; a second one under the same code is an addition.
   * The same parcel under the same code again changes nothing: a sender whose line broke may send again.
   *
   * @param code As `newReceipt` gave it.
   * @returns false, and nothing kept, where there is nobody to seal to.
   * @throws RangeError for a parcel larger than the largest bucket.
   */
  async take(code: string, parcel: Parcel): Promise<boolean> {
    const { recipients } = await this.reviewers()
    if (recipients.length === 0) return false
    const packed = await packParcel(parcel)
    const mark = createHmac("sha256", code).update(packed).digest("hex")
    const chunks: Uint8Array[] = []
    for await (const chunk of this.#seal(once(packed), recipients)) chunks.push(chunk)
    const sealed = Buffer.concat(chunks)
    const bucket = packed.length
    packed.fill(0)
    const day = this.#now().toISOString().slice(0, 10)
    const receipt = receiptHash(code)
    await this.#db.transaction().execute(async (tx) => {
      await tx
        .insertInto("submission")
        .values({ id: newId(), day, state: "received", receipt, report: null })
        .onConflict((conflict) => conflict.column("receipt").doNothing())
        .execute()
      // Holds the submission for this transaction, so that two additions get two numbers.
      const { id } = await tx
        .updateTable("submission")
        .set((row) => ({ receipt: row.ref("receipt") }))
        .where("receipt", "=", receipt)
        .returning("id")
        .executeTakeFirstOrThrow()
      const parts = await tx.selectFrom("part").select(["n", "mark"]).where("submission", "=", id).execute()
      if (parts.some((part) => part.mark === mark)) return
      await tx
        .insertInto("part")
        .values({ submission: id, n: parts.length + 1, day, mark, bucket, sealed })
        .execute()
      await tx.updateTable("submission").set({ state: "received" }).where("id", "=", id).execute()
    })
    return true
  }

  /** The submission of a receipt code; null when there is none. */
  async findByReceipt(code: string): Promise<Submission | null> {
    const row = await this.#db
      .selectFrom("submission")
      .select("id")
      .where("receipt", "=", receiptHash(code))
      .executeTakeFirst()
    return row === undefined ? null : this.find(row.id)
  }

  /** A submission by its id; null when there is none. */
  async find(id: string): Promise<Submission | null> {
    return (await this.#read(this.#db, id))[0] ?? null
  }

  /** All submissions, those of the newest days first, in no order within a day. */
  list(): Promise<readonly Submission[]> {
    return this.#read(this.#db, null)
  }

  /** The age file of a part; null when there is none. */
  async sealed(id: string, n: number): Promise<Uint8Array | null> {
    const row = await this.#db
      .selectFrom("part")
      .select("sealed")
      .where("submission", "=", id)
      .where("n", "=", n)
      .executeTakeFirst()
    return row === undefined ? null : new Uint8Array(row.sealed)
  }

  /**
   * Says how far a submission has come.
   *
   * `opened` never takes back what was said further on.
   * @param report Report that was made of it, for `taken_in`.
   */
  async setState(id: string, state: State, report: string | null = null): Promise<void> {
    let change = this.#db.updateTable("submission").set({ state, ...(report === null ? {} : { report }) })
    if (state === "opened") change = change.where("state", "=", "received")
    await change.where("id", "=", id).execute()
  }

  close(): Promise<void> {
    return this.#db.destroy()
  }

  async #read(db: Kysely<SubmissionTables> | Transaction<SubmissionTables>, id: string | null): Promise<Submission[]> {
    let wanted = db
      .selectFrom("submission")
      .innerJoin("part", "part.submission", "submission.id")
      .select(["submission.id", "submission.day", "submission.state", "submission.report"])
      .select(["part.n", "part.day as partDay", "part.bucket"])
      .orderBy("submission.day", "desc")
      .orderBy("submission.id")
      .orderBy("part.n")
    if (id !== null) wanted = wanted.where("submission.id", "=", id)
    const found = new Map<string, Submission & { parts: Part[] }>()
    for (const { n, partDay, bucket, state, ...row } of await wanted.execute()) {
      const part = { n, day: partDay, bucket }
      const stands = found.get(row.id)
      if (stands === undefined) found.set(row.id, { ...row, state: stateOf(state), parts: [part] })
      else stands.parts.push(part)
    }
    return [...found.values()]
  }
}

function stateOf(word: string): State {
  const state = STATES.find((one) => one === word)
  if (state === undefined) throw new Error(`no state of a submission is called ${word}`)
  return state
}

/** `s` and ten letters and digits: 51 bits drawn at random. */
function newId(): string {
  return `s${(randomBytes(8).readBigUInt64BE() % 36n ** 10n).toString(36).padStart(10, "0")}`
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
