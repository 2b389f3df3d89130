import { join, resolve } from "node:path"
import type { LoggedKeys } from "../record/logged-keys.ts"
import type { RecordPlace } from "../record/open.ts"
import { REVIEWERS_FILE } from "../submissions/reviewers.ts"
import { openSubmissionStore } from "../submissions/store.ts"
import { Submissions } from "../submissions/submissions.ts"

/**
 * Opens the submissions beside a record for one piece of work and closes them, whatever happens.
 *
 * @param logged The keys as the record's log has them: needed where something is sealed.
 */
export async function withSubmissions<T>(
  place: RecordPlace,
  data: string,
  work: (submissions: Submissions) => Promise<T>,
  logged?: () => Promise<LoggedKeys | null>,
): Promise<T> {
  const store = await openSubmissionStore(place)
  const submissions = new Submissions(store, reviewersFile(data), logged === undefined ? {} : { logged })
  try {
    return await work(submissions)
  } finally {
    await submissions.close()
  }
}

/** The file of the reviewers' recipients: in the record's folder, also where the record itself is on a server. */
export function reviewersFile(data: string): string {
  return join(resolve(data), REVIEWERS_FILE)
}
