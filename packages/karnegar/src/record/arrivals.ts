/**
 * What sources bring becomes reports: new ones, versions of edited ones, and documents that are kept as hash and address.
 *
 * A report is never changed. An edited text is a report of its own whose `version_of` names the first; the version with the
 * latest edit stands, and what older ones told counts no more where the newer tells of the same action
 * (docs/decisions/0014-edits-are-versions.md).
 */
import type { Kysely, Transaction } from "kysely"
import { type AsideDocument, asideKey, findAside, setAside } from "./aside.ts"
import { Batch } from "./batch.ts"
import { sha256 } from "./canonical.ts"
import type { Comparer } from "./compare-new.ts"
import { ComparingDesk } from "./comparing-desk.ts"
import { type Decision, decisionRow } from "./decisions.ts"
import { RecordError } from "./errors.ts"
import type { EvidenceStore } from "./evidence-store.ts"
import { actionsOf } from "./find-action.ts"
import { blocks, insertRows } from "./insert-rows.ts"
import type { LogWriter } from "./log.ts"
import type { PreparedCoding } from "./prepared-coding.ts"
import type { Registers } from "./registers.ts"
import { decisionPayload } from "./replay.ts"
import type { Rules } from "./rules.ts"
import type { Fresh } from "./standing-links.ts"
import type { Tables } from "./tables.ts"
import type { Brought, Knowing, NewReport, Taken } from "./types.ts"
import { inOrder, VERSION_MARK, type Version, versionId } from "./version-order.ts"

/** Pairs of observations of two versions that are held against each other; more are paired by their order alone. */
const MOST_PAIRS = 400

/** A report that stands, with all its versions. */
interface Chain {
  /** The first one first; the others as they came. */
  readonly versions: (Version & { readonly sha256: string; readonly withdrawn: boolean })[]
}

/** What storing needs beside the transaction and its log. */
export interface ArrivalDesk {
  readonly registers: Registers
  readonly comparer: Comparer
  readonly rules: Rules
  /** Null where no folder for evidence was named. */
  readonly evidence: EvidenceStore | null
}

/** What storing came to, and the observations whose actions must be derived. */
export interface Stored {
  readonly taken: readonly Omit<Taken, "actionIds">[]
  /** Observations of each report taken, in the same order. */
  readonly observationIds: readonly (readonly string[])[]
  readonly touched: readonly string[]
  /** What was read of observations on the way. */
  readonly read: ComparingDesk
  /** What was inserted; null where what stands was changed as well. */
  readonly fresh: Fresh | null
  /** A report invented for show is among them. */
  readonly sample: boolean
  /** A statement came, or stands in another version. */
  readonly statements: boolean
}

/**
 * Stores what was brought, each with its entries. What stands already is left as it is.
 *
 * @param judge Version of the coder and lexicon that judged what is set aside.
 * @throws RecordError `report.conflict` when a key stands for another text that was not edited later; `report.null_character`,
 *   `report.key`; `evidence.missing`.
 */
export async function storeArrivals(
  tx: Transaction<Tables>,
  log: LogWriter,
  desk: ArrivalDesk,
  brought: readonly Brought[],
  judge: string,
): Promise<Stored> {
  for (const { report } of brought) refuseUnfit(report)
  const batch = new Batch(log, desk.registers)
  const chains = await findChains(
    tx,
    brought.map((b) => b.report),
  )
  const asides = brought.filter((b) => "aside" in b)
  const known = await findAside(
    tx,
    asides.map((b) => b.report),
    null,
  )
  const aside: AsideDocument[] = []
  const taken: Omit<Taken, "actionIds">[] = []
  const observations = new Map<string, readonly string[]>()
  /** Reports in whose place another stands from now on, with that one. */
  const replaced: (readonly [older: string, newer: string])[] = []
  let sample = false
  for (const one of brought) {
    const { report } = one
    const hash = hashOf(report)
    const key = keyOf(report)
    const chain = chains.get(key)
    const stands = chain?.versions.find((v) => v.withdrawn || v.sha256 === hash)
    if (stands !== undefined) {
      taken.push({ how: "known", reportId: stands.id })
      continue
    }
    if ("aside" in one) {
      // A key that stands for a report is not set aside: another program has stored it since it was looked up.
      const again = chain !== undefined || known.has(asideKey(report.source, report.foreignId, hash))
      if (!again) {
        aside.push({ report, hash, why: one.aside })
        known.add(asideKey(report.source, report.foreignId, hash))
      }
      taken.push({ how: again ? "known" : "aside", reportId: null })
      continue
    }
    const version = chain === undefined ? null : versionIn(chain, report)
    const reportId = addReport(batch, one, hash, version, desk.rules, observations)
    const own = { id: reportId, edited: report.edited ?? null, entry: log.last, sha256: hash, withdrawn: false }
    if (chain === undefined) chains.set(key, { versions: [own] })
    else {
      chain.versions.push(own)
      const ordered = inOrder(chain.versions)
      const at = ordered.indexOf(own)
      // An older text that comes late takes its place in the history.
      if (at === ordered.length - 1) replaced.push([ordered[at - 1]!.id, reportId])
      else replaced.push([reportId, ordered[at + 1]!.id])
    }
    for (const evidence of report.evidence ?? []) {
      if (desk.evidence?.has(evidence.sha256) !== true) throw new RecordError("evidence.missing", evidence.sha256)
      batch.addEvidence(reportId, evidence)
    }
    // A loaded sample changes every page's notice even when no action came of it.
    if (report.sample) sample = true
    taken.push({ how: version === null ? "added" : "version", reportId })
  }
  await batch.insert(tx)
  const kept = [
    ...new Set(brought.flatMap((b) => ("aside" in b ? [] : (b.report.evidence ?? []))).map((e) => e.sha256)),
  ]
  for (const part of blocks(kept)) await tx.deleteFrom("evidence_doomed").where("sha256", "in", part).execute()
  await setAside(tx, log, aside, judge)
  const likenesses = await desk.comparer.compare(tx, log, batch.observations, batch.reports)
  const touched = [...batch.observations.map((o) => o.id)]
  for (const [older, newer] of replaced) touched.push(...(await replaceVersion(tx, log, older, newer)))
  const standing = await observationsOfKnown(tx, taken, observations)
  return {
    taken,
    observationIds: taken.map((t) => (t.reportId === null ? [] : (standing.get(t.reportId) ?? []))),
    touched,
    read: batch.observations.length > 0 ? desk.comparer.desk : new ComparingDesk(),
    fresh: replaced.length === 0 ? { observations: batch.observations, likenesses } : null,
    sample,
    statements: batch.hasStatements || replaced.length > 0,
  }
}

/** Ids of the actions that each report's observations belong to, in the order of what was brought. */
export async function withActions(tx: Transaction<Tables>, stored: Stored): Promise<Taken[]> {
  const actionOf = await actionsOf(tx, stored.observationIds.flat())
  return stored.taken.map((one, i) => ({
    ...one,
    actionIds: [...new Set(stored.observationIds[i]!.flatMap((id) => actionOf.get(id) ?? []))],
  }))
}

/** What the record knows of texts that are not coded yet, in their order. @param judge as `storeArrivals`. */
export async function knowArrivals(
  db: Kysely<Tables>,
  reports: readonly NewReport[],
  keepAll: boolean,
  judge: string,
): Promise<Knowing[]> {
  const chains = await findChains(db, reports)
  const hashes = reports.map(hashOf)
  // With the rule that keeps all, what was set aside comes in after all.
  const aside = keepAll ? new Set<string>() : await findAside(db, reports, judge)
  const copies = await findCopies(db, hashes)
  const first = new Map<string, string>()
  return reports.map((report, i) => {
    const hash = hashes[i]!
    const key = keyOf(report)
    const chain = chains.get(key)
    if (chain?.versions.some((v) => v.withdrawn || v.sha256 === hash)) return "known"
    if (chain !== undefined) return "edited"
    if (aside.has(asideKey(report.source, report.foreignId, hash))) return "known"
    if (report.source === null || report.published === null) return "new"
    const text = `${report.source}\n${report.published}\n${hash}`
    const other = first.get(text)
    if (other === undefined) first.set(text, key)
    // The same key twice in one batch is settled when it is stored.
    return copies.has(text) || (other !== undefined && other !== key) ? "copy" : "new"
  })
}

function addReport(
  batch: Batch,
  { report, coding }: { readonly report: NewReport; readonly coding: PreparedCoding },
  hash: string,
  version: string | null,
  rules: Rules,
  observations: Map<string, readonly string[]>,
): string {
  const own = version === null ? report : { ...report, foreignId: versionId(report.foreignId, report.edited!) }
  const reportId = batch.addReport(own, hash, coding.sketch, version)
  observations.set(reportId, batch.addCoding(reportId, own, coding, rules.acceptCodings))
  return reportId
}

/** The first version that another text of the same key becomes a version of. @throws RecordError `report.conflict`. */
function versionIn(chain: Chain, report: NewReport): string {
  const edited = report.edited ?? null
  if (edited === null || chain.versions.some((v) => v.edited === edited))
    throw new RecordError("report.conflict", report.foreignId)
  return chain.versions[0]!.id
}

/**
 * A newer version stands in an older one's place: what the two tell of one action is joined, so that the action's id leads on.
 *
 * @returns observations whose actions must be derived anew.
 */
async function replaceVersion(
  tx: Transaction<Tables>,
  log: LogWriter,
  older: string,
  newer: string,
): Promise<readonly string[]> {
  await tx.updateTable("report").set({ superseded: 1 }).where("id", "=", older).execute()
  const of = async (reportId: string) =>
    (
      await tx.selectFrom("observation").select("id").where("report_id", "=", reportId).orderBy("ordinal").execute()
    ).map((o) => o.id)
  const [before, after] = [await of(older), await of(newer)]
  for (const [a, b] of await pairTellings(tx, before, after)) {
    const decision: Decision = { what: "action.joined", a, b, body: {} }
    const entry = log.append({
      who: "rule:edited",
      what: decision.what,
      subject: a,
      payload: decisionPayload(decision),
    })
    await insertRows(tx, "decision", [decisionRow(entry, decision)])
  }
  return [...before, ...after]
}

/** Which observations of two versions tell of one action: the likeliest first, what is left in its order when as many are left. */
async function pairTellings(
  tx: Transaction<Tables>,
  before: readonly string[],
  after: readonly string[],
): Promise<(readonly [string, string])[]> {
  const judged: { readonly a: string; readonly b: string; readonly score: number }[] = []
  if (before.length * after.length <= MOST_PAIRS) {
    const desk = new ComparingDesk()
    await desk.read(tx, [...before, ...after])
    for (const a of before)
      for (const b of after) {
        const found = await desk.judge(tx, [a, b])
        if (found !== null && !found.apart) judged.push({ a, b, score: found.score })
      }
  }
  judged.sort((x, y) => y.score - x.score || (x.a + x.b < y.a + y.b ? -1 : 1))
  const paired = new Map<string, string>()
  const used = new Set<string>()
  for (const { a, b } of judged)
    if (!paired.has(a) && !used.has(b)) {
      paired.set(a, b)
      used.add(b)
    }
  const left = [before.filter((a) => !paired.has(a)), after.filter((b) => !used.has(b))] as const
  if (left[0].length === left[1].length) for (const [i, a] of left[0].entries()) paired.set(a, left[1][i]!)
  return [...paired]
}

/** Adds what was known before to the observations of what was stored now. */
async function observationsOfKnown(
  tx: Transaction<Tables>,
  taken: readonly Omit<Taken, "actionIds">[],
  observations: Map<string, readonly string[]>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const all = new Map(observations)
  const missing = [...new Set(taken.flatMap((t) => (t.reportId === null || all.has(t.reportId) ? [] : [t.reportId])))]
  for (const part of blocks(missing)) {
    const rows = await tx
      .selectFrom("observation")
      .select(["id", "report_id"])
      .where("report_id", "in", part)
      .orderBy("ordinal")
      .execute()
    for (const { id, report_id } of rows) all.set(report_id!, [...(all.get(report_id!) ?? []), id])
  }
  return all
}

/** The reports among these that stand, with all their versions, by `keyOf`. */
async function findChains(db: Kysely<Tables>, reports: readonly NewReport[]): Promise<Map<string, Chain>> {
  const bySource = new Map<string, Set<string>>()
  for (const { source, foreignId } of reports) {
    const ids = bySource.get(source ?? "") ?? new Set()
    bySource.set(source ?? "", ids.add(foreignId))
  }
  const chains = new Map<string, Chain>()
  const byFirst = new Map<string, Chain>()
  const versionOf = (row: Pick<Tables["report"], "id" | "edited" | "entry" | "sha256" | "withdrawn">) => ({
    id: row.id,
    edited: row.edited,
    entry: row.entry,
    sha256: row.sha256,
    withdrawn: row.withdrawn === 1,
  })
  const columns = ["id", "foreign_id", "sha256", "edited", "version_of", "withdrawn", "entry"] as const
  for (const [source, ids] of bySource)
    for (const part of blocks([...ids])) {
      const rows = await db
        .selectFrom("report")
        .select(columns)
        .where("source", "=", source)
        .where("foreign_id", "in", part)
        .execute()
      for (const row of rows) {
        const chain: Chain = { versions: [versionOf(row)] }
        chains.set(`${source}\n${row.foreign_id}`, chain)
        byFirst.set(row.id, chain)
      }
    }
  for (const part of blocks([...byFirst.keys()])) {
    const rows = await db.selectFrom("report").select(columns).where("version_of", "in", part).execute()
    for (const row of rows) byFirst.get(row.version_of!)!.versions.push(versionOf(row))
  }
  return chains
}

/** Texts among these that reports of a known source and day have, as `SOURCE DAY HASH`. */
async function findCopies(db: Kysely<Tables>, hashes: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>()
  for (const part of blocks([...new Set(hashes)])) {
    const rows = await db
      .selectFrom("report")
      .select(["source", "published", "sha256"])
      .where("sha256", "in", part)
      .execute()
    for (const row of rows) found.add(`${row.source}\n${row.published}\n${row.sha256}`)
  }
  return found
}

const textHashes = new WeakMap<NewReport, string>()

/** SHA-256 of a report's text, worked out once: a report is looked up before it is coded, before it is stored, and as it is. */
function hashOf(report: NewReport): string {
  const known = textHashes.get(report)
  if (known !== undefined) return known
  const hash = sha256(report.text)
  textHashes.set(report, hash)
  return hash
}

function keyOf({ source, foreignId }: NewReport): string {
  return `${source ?? ""}\n${foreignId}`
}

/** PostgreSQL cannot store U+0000 and SQLite can: the record refuses it on both. A key that looks like a version's would be one. */
function refuseUnfit(report: NewReport): void {
  const { text, foreignId, source, url, published, lang, edited, origin, replyTo } = report
  if ([text, foreignId, source, url, published, lang, edited, origin, replyTo].some((s) => s?.includes("\u0000")))
    throw new RecordError("report.null_character", foreignId.replaceAll("\u0000", "␀"))
  if (foreignId.includes(VERSION_MARK)) throw new RecordError("report.key", foreignId.replaceAll(VERSION_MARK, "␟"))
}
