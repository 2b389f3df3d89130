import { People } from "../people/people.ts"
import { openPeopleStore } from "../people/store.ts"
import type { RecordPlace } from "../record/open.ts"

/** Opens the accounts beside a record for one piece of work and closes them, whatever happens. */
export async function withPeople<T>(place: RecordPlace, work: (people: People) => Promise<T>): Promise<T> {
  const people = new People(await openPeopleStore(place))
  try {
    return await work(people)
  } finally {
    await people.close()
  }
}
