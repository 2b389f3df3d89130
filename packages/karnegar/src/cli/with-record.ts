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
  if (mustExist && "dataDir" in place && !existsSync(place.dataDir)) {
    throw new Failure(
      "record.missing",
      `there is no record in ${place.dataDir}. Name its folder with --data, or make one with karnegar import.`,
      `در ${place.dataDir} کارنامه‌ای نیست. پوشه‌اش را با ‎--data‎ بدهید یا با karnegar import بسازید.`,
    )
  }
  const record = await openRecord(place, { registers: registersFrom(builtInKnowledge()) })
  try {
    return await work(record)
  } finally {
    await record.close()
  }
}
