/** One version of a report: its first text, or what it was edited to. */
export interface Version {
  readonly id: string
  /** ISO instant of the edit; null where it was never edited. */
  readonly edited: string | null
  /** Entry that added it. */
  readonly entry: number
}

/** Versions of one report, oldest edit first. The last one stands; of two edits of one instant the one that came later. */
export function inOrder<T extends Version>(versions: readonly T[]): T[] {
  return [...versions].sort((a, b) => {
    const [x, y] = [a.edited ?? "", b.edited ?? ""]
    return x === y ? a.entry - b.entry : x < y ? -1 : 1
  })
}

/** What stands between a key and the instant of an edit in a version's foreign id; no key may hold it. */
export const VERSION_MARK = "\u001f"

/** Foreign id of a version: that of the first text, and the instant of the edit. */
export function versionId(foreignId: string, edited: string): string {
  return `${foreignId}${VERSION_MARK}${edited}`
}
