import type { Row } from "./format.ts"

/**
 * What stands beside a record and goes with it in a backup: rows of its own, read and put back by whoever knows what they mean.
 * A backup knows no more of them than a name.
 */
export interface Beside {
  /** Its name in the archive: small letters. */
  readonly name: string
  /** Every row, as they stand at one moment; none where it was never made. */
  rows(): AsyncIterable<Row>
  /**
   * Adds those that do not stand yet. What stands stays as it is, so that it may be done again.
   * @returns how many were added.
   */
  put(rows: AsyncIterable<Row>): Promise<number>
}

/** Numbers of rows by the names of what stands beside. */
export type BesideCounts = { readonly [name: string]: number }
