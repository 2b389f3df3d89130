import type { Kysely } from "kysely"
import type { Tables } from "./tables.ts"

/** How many of each thing the record holds; `samples` are reports that show what it does. */
export async function countsOf(db: Kysely<Tables>) {
  const count = async (
    table: "report" | "coding" | "action" | "entry" | "aside",
    where: readonly [string, unknown] | null = null,
  ) => {
    let query = db.selectFrom(table).select((eb) => eb.fn.countAll().as("n"))
    if (where !== null) query = query.where(where[0] as never, "=", where[1] as never)
    return Number((await query.executeTakeFirstOrThrow()).n)
  }
  return {
    reports: await count("report"),
    codings: await count("coding"),
    actions: await count("action"),
    imported: await count("action", ["origin", "import"]),
    aside: await count("aside"),
    entries: await count("entry"),
    samples: await count("report", ["sample", 1]),
  }
}
