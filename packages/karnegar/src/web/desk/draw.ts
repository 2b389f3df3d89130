/** Drawing reports by a seed: the same seed, number and place find the same reports while what waits is the same. */
import { createHash } from "node:crypto"
import type { Record } from "../../record/record.ts"

/** Where reports are drawn from: states of the queue, or all reports, those without an action too. */
export const DRAWN_FROM = ["waiting", "reviewed", "published", "all"] as const
/** Where reports are drawn from. */
export type DrawnFrom = (typeof DRAWN_FROM)[number]

/** Reports of one draw at most. */
export const MOST_DRAWN = 200
/** Reports that a draw looks at, newest first. */
const MOST_LOOKED_AT = 5_000
const PAGE = 500

/** What a form asks for. */
export interface DrawAsked {
  readonly of: DrawnFrom
  readonly size: number
  readonly seed: string
}

/** Reads it from an address or a form. @param otherwise Seed where none is named. */
export function readDraw(get: (name: string) => string | undefined, otherwise: string): DrawAsked {
  const size = Number(get("size"))
  return {
    of: DRAWN_FROM.find((one) => one === get("of")) ?? "waiting",
    size: Number.isInteger(size) && size > 0 ? Math.min(size, MOST_DRAWN) : 10,
    seed: (get("seed") ?? "").trim().slice(0, 40) || otherwise,
  }
}

/** Reports that the draw finds, and how many it draws from: those that are marked already are left out. */
export async function draw(
  record: Record,
  { of, size, seed }: DrawAsked,
): Promise<{ readonly ids: readonly string[]; readonly from: number }> {
  const marked = new Set((await record.listDoublings()).map(({ reportId }) => reportId))
  const ids = (of === "all" ? await allIds(record) : await queuedIds(record, of)).filter((id) => !marked.has(id))
  const rank = (id: string) => createHash("sha256").update(`${seed} ${id}`).digest("hex")
  const ranked = ids.map((id) => ({ id, by: rank(id) })).sort((a, b) => (a.by < b.by ? -1 : 1))
  return { ids: ranked.slice(0, size).map(({ id }) => id), from: ids.length }
}

async function queuedIds(record: Record, state: Exclude<DrawnFrom, "all">): Promise<string[]> {
  const ids: string[] = []
  let after: string | undefined
  while (ids.length < MOST_LOOKED_AT) {
    const page = { order: "newest", state, limit: PAGE, ...(after === undefined ? {} : { after }) } as const
    const items = await record.listQueue(page)
    ids.push(...items.map(({ reportId }) => reportId))
    if (items.length < PAGE) break
    after = items.at(-1)!.place
  }
  return ids
}

async function allIds(record: Record): Promise<string[]> {
  const ids: string[] = []
  let before: string | undefined
  while (ids.length < MOST_LOOKED_AT) {
    const reports = await record.listReports({ limit: PAGE, ...(before === undefined ? {} : { before }) })
    ids.push(...reports.map(({ report }) => report.id))
    if (reports.length < PAGE) break
    before = reports.at(-1)!.report.id
  }
  return ids
}
