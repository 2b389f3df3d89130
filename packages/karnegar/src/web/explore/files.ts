import type { Readable } from "node:stream"
import type { PublishedAction } from "../../record/types.ts"
import type { Lang } from "../words/language.ts"

/** Forms in which a set can be taken away, with the type that each is answered as. */
export const FILE_TYPES = {
  csv: "text/csv; charset=utf-8",
  jsonl: "application/jsonl; charset=utf-8",
  geojson: "application/geo+json; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const

/** A form in which a set can be taken away. */
export type FileFormat = keyof typeof FILE_TYPES

/** Every such form. */
export const FILE_FORMATS = Object.keys(FILE_TYPES) as readonly FileFormat[]

/**
 * Writes records as a file. The release room does it; the composition root hands it in, since the site imports nothing
 * of that room.
 *
 * @param records Oldest first.
 */
export type SetFile = (format: FileFormat, records: readonly PublishedAction[], lang: Lang) => Readable
