/** Which pairs must be told apart so that no chain of likenesses binds what cannot be one. */
import type { Kysely } from "kysely"
import type { ComparingDesk } from "./comparing-desk.ts"
import { blocks } from "./insert-rows.ts"
import { JOIN_FLOOR, SAME_TELLING } from "./merge/weights.ts"
import type { Tables } from "./tables.ts"

type Likeness = Tables["likeness"]

/**
 * Pairs that cannot be one among those that new likenesses lead to, as rows.
 *
 * From each observation the likenesses strong enough to join are followed up to the first that cannot be one with it, and no further. That is
 * enough: if two that lie further apart were bound, so would all between them be, and with them such a first one. All pairs of a chain would be
 * n² of them: one text that comes again each day for years is such a chain.
 */
export async function apartBeside(
  db: Kysely<Tables>,
  desk: ComparingDesk,
  fresh: readonly Likeness[],
): Promise<Likeness[]> {
  const strong = fresh.filter((row) => row.score >= JOIN_FLOOR && row.score < SAME_TELLING)
  const web = new Web(db, desk, strong)
  const ends = [...new Set(strong.flatMap(({ a, b }) => [a, b]))]
  await web.read(ends)
  const reached = await web.walk(new Map(ends.map((end) => [end, [...web.linksOf(end)]])), () => false)
  // Those from which a new likeness is reached: they go on from there. What they are linked to themselves they have seen.
  const freshOf = new Map<string, string[]>()
  for (const { a, b } of strong) {
    freshOf.set(a, [...(freshOf.get(a) ?? []), b])
    freshOf.set(b, [...(freshOf.get(b) ?? []), a])
  }
  const others = new Map<string, string[]>()
  for (const [end, list] of reached)
    for (const other of list)
      if (!freshOf.has(other)) {
        const begin = others.get(other)
        if (begin === undefined) others.set(other, [...freshOf.get(end)!])
        else begin.push(...freshOf.get(end)!)
      }
  await web.read([...others.keys()])
  await web.walk(others, (one, other) => web.linksOf(one).has(other))
  const known = new Set<string>()
  for (const { a, b } of await likenessesOf(db, [...ends, ...others.keys()])) known.add(`${a} ${b}`)
  return web.apart.filter(({ a, b }) => !known.has(`${a} ${b}`))
}

/** Rows of likenesses of these observations with others, at least so sure. */
export async function likenessesOf(db: Kysely<Tables>, ids: readonly string[], atLeast = -1): Promise<Likeness[]> {
  const found: Likeness[] = []
  for (const part of blocks(ids))
    for (const column of ["a", "b"] as const)
      for (const row of await db
        .selectFrom("likeness")
        .selectAll()
        .where(column, "in", part)
        .where("score", ">=", atLeast)
        .execute())
        found.push(row)
  return found
}

/** Likenesses strong enough to join, new and standing, as far as they are followed. */
class Web {
  readonly #db: Kysely<Tables>
  readonly #desk: ComparingDesk
  readonly #links = new Map<string, Set<string>>()
  readonly #read = new Set<string>()
  readonly #apart = new Map<string, Likeness>()

  constructor(db: Kysely<Tables>, desk: ComparingDesk, fresh: readonly Likeness[]) {
    this.#db = db
    this.#desk = desk
    for (const row of fresh) this.#link(row)
  }

  /** Pairs met that cannot be one. */
  get apart(): Likeness[] {
    return [...this.#apart.values()]
  }

  linksOf(id: string): ReadonlySet<string> {
    return this.#links.get(id) ?? new Set()
  }

  /** Reads facts and links of observations; copies of one telling are no links, they have none but that. */
  async read(ids: readonly string[]): Promise<void> {
    const unread = ids.filter((id) => !this.#read.has(id))
    if (unread.length === 0) return
    for (const id of unread) this.#read.add(id)
    await this.#desk.read(this.#db, unread)
    for (const row of await likenessesOf(this.#db, unread, JOIN_FLOOR)) if (row.score < SAME_TELLING) this.#link(row)
  }

  /**
   * Follows links from each of these, from where it begins up to the first that is apart from it.
   *
   * @param seen Whether one needs not be followed again.
   * @returns those reached that are not apart.
   */
  async walk(
    begins: ReadonlyMap<string, readonly string[]>,
    seen: (from: string, at: string) => boolean,
  ): Promise<Map<string, string[]>> {
    const met = new Map([...begins.keys()].map((id) => [id, new Set([id])]))
    const reached = new Map<string, string[]>([...begins.keys()].map((id) => [id, []]))
    for (let open = begins; open.size > 0; ) {
      await this.read([...new Set([...open.values()].flat())])
      const next = new Map<string, string[]>()
      for (const [from, list] of open) {
        const onward: string[] = []
        for (const at of list) {
          if (met.get(from)!.has(at)) continue
          met.get(from)!.add(at)
          if (seen(from, at)) continue
          if (this.#desk.apart([from, at])) this.#part(from, at)
          else {
            reached.get(from)!.push(at)
            for (const other of this.linksOf(at)) if (!met.get(from)!.has(other)) onward.push(other)
          }
        }
        if (onward.length > 0) next.set(from, onward)
      }
      open = next
    }
    return reached
  }

  #link({ a, b }: Likeness): void {
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const own = this.#links.get(one)
      if (own === undefined) this.#links.set(one, new Set([other]))
      else own.add(other)
    }
  }

  #part(one: string, other: string): void {
    const [a, b] = one < other ? [one, other] : [other, one]
    this.#apart.set(`${a} ${b}`, { a, b, score: 0, shared: 0, apart: 1, entry: 0 })
  }
}
