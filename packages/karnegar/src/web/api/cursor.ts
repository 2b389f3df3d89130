import type { ActionIndex, Selection } from "@karnegar/index"

/** Where a list goes on: after which record. It names a record's place among all, not a page: what is added meanwhile moves nothing. */
interface Mark {
  readonly start: string
  readonly id: string
}

const MARK = /^(\d{4}-\d\d-\d\d)?~(a[0-9a-z]{1,20})$/

/** The cursor of what follows a record. */
export function cursorAfter({ start, id }: { readonly start: string | null; readonly id: string }): string {
  return Buffer.from(`${start ?? ""}~${id}`).toString("base64url")
}

/**
 * Where in a selection a cursor goes on.
 *
 * @returns null for what is no cursor.
 */
export function positionAfter(cursor: string, selection: Selection, index: ActionIndex): number | null {
  const [whole, start = "", id] = MARK.exec(Buffer.from(cursor, "base64url").toString("latin1")) ?? []
  if (whole === undefined || id === undefined) return null
  let low = 0
  let high = selection.length
  while (low < high) {
    const mid = (low + high) >> 1
    if (isAfter(index.rows[selection[mid]!]!, { start, id })) high = mid
    else low = mid + 1
  }
  return low
}

/** Newest first; then by id; without a day last. */
function isAfter(row: { readonly start: string | null; readonly id: string }, mark: Mark): boolean {
  const start = row.start ?? ""
  return start === mark.start ? row.id > mark.id : start < mark.start
}
