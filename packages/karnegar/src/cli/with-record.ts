import { existsSync } from "node:fs"
import { builtInKnowledge } from "@karnegar/coder"
import { openRecord, type RecordPlace } from "../record/open.ts"
import type { Record } from "../record/record.ts"
import { registersFrom } from "../record/registers.ts"
import { Failure } from "./failure.ts"

/**
 * Opens the record for one piece of work and closes it, whatever happens.
 *
 * `mustExist`: a folder that is not there is a mistyped path, not a new record.
 */
export async function withRecord<T>(
  place: RecordPlace,
  { mustExist }: { readonly mustExist: boolean },
  work: (record: Record) => Promise<T>,
): Promise<T> {
  if (mustExist) requireRecord(place)
  const record = await openRecord(place, { registers: registersFrom(builtInKnowledge()) })
  try {
    return await work(record)
  } finally {
    await record.close()
  }
}

/** @throws Failure `record.missing` where a folder is named that is not there. */
export function requireRecord(place: RecordPlace): void {
  if ("dataDir" in place && !existsSync(place.dataDir)) {
    throw new Failure(
      "record.missing",
      `there is no record in ${place.dataDir}. Name its folder with --data, or make one with karnegar import.`,
      `در ${place.dataDir} کارنامه‌ای نیست. پوشه‌اش را با ‎--data‎ بدهید یا با karnegar import بسازید.`,
    )
  }
}

/** As `withRecord`, for work that may be a dry run, which makes no folder for a record that is not there: the work gets null then. */
export function withRecordIfAny<T>(
  place: RecordPlace,
  dryRun: boolean,
  work: (record: Record | null) => Promise<T>,
): Promise<T> {
  if (dryRun && "dataDir" in place && !existsSync(place.dataDir)) return work(null)
  return withRecord(place, { mustExist: false }, work)
}
