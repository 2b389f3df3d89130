import { openJobs } from "../jobs/open-jobs.ts"
import type { RecordPlace } from "../record/open.ts"
import type { ServedDesk } from "./serve-command.ts"
import { withPeople } from "./with-people.ts"

/** Opens what the desk needs besides the record, for one piece of work, and closes it whatever happens. */
export async function withDesk<T>(place: RecordPlace, work: (desk: ServedDesk) => Promise<T>): Promise<T> {
  return withPeople(place, async (people) => {
    const jobs = await openJobs(place)
    try {
      return await work({ people, jobs })
    } finally {
      await jobs.close()
    }
  })
}
