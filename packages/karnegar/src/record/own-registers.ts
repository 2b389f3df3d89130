import { foldText } from "@karnegar/coder"
import type { Kysely } from "kysely"
import { readPublicNames } from "./gate.ts"
import type { Registers } from "./registers.ts"
import type { Tables } from "./tables.ts"
import type { RegisteredName } from "./types.ts"

/** The product's registers with the record's own organisations and workplaces, which go before. */
export class OwnRegisters {
  readonly #shipped: Registers
  #made: Registers
  #stamp = ""

  constructor(shipped: Registers) {
    this.#shipped = shipped
    this.#made = shipped
  }

  /**
   * As they stand in this transaction; made anew only when a row was put, or a day began, since.
   *
   * @param today ISO day: which public persons' names stand.
   */
  async read(db: Kysely<Tables>, today: string): Promise<Registers> {
    const stamps = await Promise.all(
      (["organisation", "workplace", "public_person"] as const).map((table) =>
        db
          .selectFrom(table)
          .select((eb) => [eb.fn.countAll().as("n"), eb.fn.max("entry").as("last")])
          .executeTakeFirstOrThrow(),
      ),
    )
    const stamp = [today, ...stamps.map((s) => `${s.n} ${s.last}`)].join()
    if (stamp !== this.#stamp) {
      const organisations = names(await db.selectFrom("organisation").selectAll().execute())
      const workplaces = names(await db.selectFrom("workplace").selectAll().execute())
      const publicNames = await readPublicNames(db, today)
      const own = [...organisations.byId.values(), ...workplaces.byId.values()]
      this.#made = {
        ...this.#shipped,
        withheld: new Set(
          own.filter(({ fa, en }) => publicNames.stopsName(fa) || publicNames.stopsName(en)).map(({ id }) => id),
        ),
        findOrganisation: (written) => organisations.find(written) ?? this.#shipped.findOrganisation(written),
        getOrganisation: (id) => organisations.byId.get(id) ?? this.#shipped.getOrganisation(id),
        findWorkplace: (written) => workplaces.find(written) ?? this.#shipped.findWorkplace(written),
        listOrganisations: () => [...both(this.#shipped.listOrganisations(), organisations.byId)],
        listWorkplaces: () => [...both(this.#shipped.listWorkplaces(), workplaces.byId)],
        getWorkplace: (id) => workplaces.byId.get(id) ?? this.#shipped.getWorkplace(id),
      }
      this.#stamp = stamp
    }
    return this.#made
  }
}

/** Names of both, an own one in the place of a shipped one with its id. */
function both(shipped: readonly RegisteredName[], own: ReadonlyMap<string, RegisteredName>): Iterable<RegisteredName> {
  return new Map([...shipped.map((name) => [name.id, name] as const), ...own]).values()
}

/** Names of one register by id and by every wording; a wording of two answers for neither. */
function names(rows: readonly { id: string; name_fa: string; name_en: string; aliases: string }[]) {
  const byId = new Map<string, RegisteredName>()
  const byWords = new Map<string, RegisteredName | null>()
  for (const row of rows) {
    const name = { id: row.id, fa: row.name_fa, en: row.name_en }
    byId.set(row.id, name)
    for (const written of new Set([row.name_fa, row.name_en, ...(JSON.parse(row.aliases) as string[])].map(foldText)))
      byWords.set(written, byWords.has(written) ? null : name)
  }
  return { byId, find: (written: string) => byWords.get(foldText(written)) ?? null }
}
