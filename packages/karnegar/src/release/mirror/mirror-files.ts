import { buildIndex } from "@karnegar/index"
import type { PublishedAction } from "../../record/types.ts"
import { indexRowOf } from "../../web/index-row.ts"
import { namesOf } from "../../web/words/names.ts"
import { csvOf } from "../csv.ts"
import { geoJsonOf } from "../geojson.ts"
import { jsonLinesOf } from "../json-lines.ts"
import { TABLES } from "../table-names.ts"
import { tableOf } from "../tables.ts"
import type { Chunks } from "../write-file.ts"
import { firstPage, type MirrorContext, searchPage, yearOfActions, yearsOf } from "./pages.tsx"
import { searchData, yearPage } from "./search-data.ts"

/** A file of the copy, made when it is written. */
export interface MirrorFile {
  readonly name: string
  readonly chunks: () => Chunks
}

/**
 * Everything that a folder which opens anywhere holds but its sums: pages, the rows that are searched, and the data as
 * `karnegar export` writes them. The same records on the same day give the same bytes.
 *
 * @param assetOf Bytes of a built asset.
 */
export function mirrorFiles(
  records: readonly PublishedAction[],
  { day, origin }: Pick<MirrorContext, "day" | "origin">,
  assetOf: (name: string) => Uint8Array,
): readonly MirrorFile[] {
  const data: readonly MirrorFile[] = [
    { name: "actions.jsonl", chunks: () => jsonLinesOf(records) },
    { name: "actions.geojson", chunks: () => geoJsonOf(records) },
    ...TABLES.map((name) => ({ name: `${name}.csv`, chunks: () => csvOf(tableOf(name), records, true) })),
  ]
  const context: MirrorContext = {
    records,
    index: buildIndex(records.map(indexRowOf)),
    names: namesOf(records),
    day,
    origin,
    files: data.map(({ name }) => name),
  }
  const asset = (name: string): MirrorFile => ({ name, chunks: () => [assetOf(name)] })
  return [
    ...(["fa", "en"] as const).flatMap((lang) => [
      { name: firstPage(lang), chunks: () => [searchPage(context, lang)] },
      ...yearsOf(records, lang).map(([year, own]) => ({
        name: yearPage(year, lang),
        chunks: () => [yearOfActions(context, year, own, lang)],
      })),
    ]),
    { name: "rows.js", chunks: () => searchData(records) },
    ...data,
    // Beside the pages there is no folder of assets.
    { name: "site.css", chunks: () => [Buffer.from(assetOf("site.css")).toString("utf8").replaceAll("/assets/", "")] },
    ...["mirror.js", "icon.png", "vazirmatn.woff2"].map(asset),
  ]
}
