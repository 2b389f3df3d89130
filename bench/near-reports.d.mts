/** Kind of edit → what the edit is. */
export const EDITS: Readonly<Record<string, string>>

/** An endless collection of invented reports: one seed, one collection. */
export class NearReports {
  constructor(seed?: number)
  /** The text of report `n`; where it copies an earlier one, that one's number and the kind of edit, else null. */
  at(n: number): { readonly text: string; readonly of: number | null; readonly edit: string | null }
}
