import type { Tables } from "./tables.ts"

/** Columns of an action that a reader, or a withdrawal, empties. */
type EmptiedColumn = Exclude<keyof Tables["action"], "id" | "coding_id" | "ordinal" | "state" | "sample" | "entry">

/**
 * What stands in an action's columns once nothing may be told of it.
 *
 * Columns that cannot be null hold one fixed code for all, which says nothing.
 */
export const EMPTIED_ACTION: Readonly<Pick<Tables["action"], EmptiedColumn>> = {
  is_call: 0,
  forms: "[]",
  status: "held",
  start_day: null,
  end_day: null,
  date_precision: "unknown",
  places_count: null,
  workforce: "workers_other",
  employment: "[]",
  character: "economic",
  joint_with: "[]",
  participants_min: null,
  participants_max: null,
  demands: "[]",
  outcomes: "[]",
  repression: "[]",
  workplace_id: null,
}

/** What stands in a report's columns once it was withdrawn. Its id and foreign id stay, so that it is not brought again. */
export const EMPTIED_REPORT: Readonly<
  Pick<Tables["report"], "url" | "published" | "lang" | "text" | "sha256" | "withdrawn">
> = { url: null, published: null, lang: null, text: "", sha256: "", withdrawn: 1 }
