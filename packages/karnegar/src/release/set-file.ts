import { Readable } from "node:stream"
import type { SetFile } from "../web/explore/files.ts"
import { csvOf } from "./csv.ts"
import { geoJsonOf } from "./geojson.ts"
import { jsonLinesOf } from "./json-lines.ts"
import { TABLES } from "./table-names.ts"
import { tableOf } from "./tables.ts"
import { gatheredBytes } from "./write-file.ts"
import { xlsxOf } from "./xlsx.ts"

/** The files that readers of the site take away: the same as `karnegar export` writes of the same records. */
export const setFile: SetFile = (format, records, lang) => {
  switch (format) {
    case "csv":
      return Readable.from(gatheredBytes(csvOf(tableOf("actions"), records, true)), { objectMode: false })
    case "jsonl":
      return Readable.from(gatheredBytes(jsonLinesOf(records)), { objectMode: false })
    case "geojson":
      return Readable.from(gatheredBytes(geoJsonOf(records)), { objectMode: false })
    case "xlsx":
      return xlsxOf(
        TABLES.map((name) => ({ name, table: tableOf(name) })),
        records,
        lang === "fa",
      )
    default:
      return format satisfies never
  }
}
