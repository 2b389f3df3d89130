import { existsSync } from "node:fs"
import { join } from "node:path"
import type { Jobs } from "../jobs/jobs.ts"
import { RECORD_FILE, type RecordPlace } from "../record/open.ts"
import { isDueFeed } from "./feeds-command.ts"
import { withRecord } from "./with-record.ts"

/** Between two looks at which feeds are due. */
const LOOK_MS = 60_000

/**
 * The worker's clock: puts each feed that is due in the queue, unless its job stands there already. Any number of workers may do so.
 *
 * @returns what to call before each look at the queue.
 */
export function putDueFeeds(place: RecordPlace): (jobs: Jobs) => Promise<void> {
  let next = 0
  return async (jobs) => {
    const now = Date.now()
    if (now < next) return
    next = now + LOOK_MS
    // Looking makes no record where none is yet.
    if ("dataDir" in place && !existsSync(join(place.dataDir, RECORD_FILE))) return
    const accounts = await withRecord(place, { mustExist: true }, (record) => record.listSourceAccounts())
    for (const { key: source } of accounts.filter((one) => isDueFeed(one, new Date(now).toISOString())))
      await jobs.add({ kind: "read-feed", key: `read-feed:${source}`, payload: { source } })
  }
}
