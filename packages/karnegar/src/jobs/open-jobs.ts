import { resolve } from "node:path"
import { type RecordPlace, subjectOf } from "../record/open.ts"
import { EmbeddedJobs } from "./embedded-jobs.ts"
import type { Jobs, JobsOptions } from "./jobs.ts"

/**
 * Opens the queue that stands beside a record, making it when it is not there.
 *
 * @throws RecordError as `openRecord`.
 */
export async function openJobs(place: RecordPlace, options: JobsOptions = {}): Promise<Jobs> {
  const { leaseSeconds = 60, retrySeconds = 30 } = options
  if ("dataDir" in place) return EmbeddedJobs.open(resolve(place.dataDir), leaseSeconds, retrySeconds)
  // Nobody with a folder waits for pg-boss to load.
  const { PostgresJobs } = await import("./postgres-jobs.ts")
  return PostgresJobs.open(place.databaseUrl, subjectOf(place), leaseSeconds, retrySeconds)
}
