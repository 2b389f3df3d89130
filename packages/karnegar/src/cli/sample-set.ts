import { createReadStream, existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { codeReport } from "@karnegar/coder"
import { readReports } from "../intake/read-reports.ts"
import { SeenIds } from "../intake/seen-ids.ts"
import type { Record } from "../record/record.ts"
import type { Source } from "../record/types.ts"
import { Failure } from "./failure.ts"

/** Where the sample set may stand: in the published package, or in a clone. */
const PLACES = ["../../assets/built/sample/reports.jsonl", "../../../../data/sample/reports.jsonl"]

/**
 * Loads the invented sample set into an empty record, with the rule on that makes actions of codings.
 *
 * All of it is one transaction: a load that was cut off leaves the record empty, and the next start loads it.
 * A record that holds any report is left as it is.
 *
 * @returns the number of reports loaded; 0 when the record was not empty.
 */
export async function loadSampleSet(record: Record): Promise<number> {
  if ((await record.counts()).reports > 0) return 0
  const path = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((place) => existsSync(place))
  if (path === undefined) {
    throw new Failure(
      "sample.missing",
      "the sample set is not part of this installation; start without --sample.",
      "مجموعهٔ نمونه در این نصب نیست؛ بدون ‎--sample‎ اجرا کنید.",
    )
  }
  const sources = JSON.parse(readFileSync(join(dirname(path), "sources.json"), "utf8")) as readonly Source[]
  for (const source of sources) await record.putSource(source)
  const registered = new Set(sources.map((source) => source.key))
  const pairs = []
  const options = { as: "jsonl", name: "sample", file: 0, seen: new SeenIds(), names: ["sample"] } as const
  for await (const read of readReports(createReadStream(path), options)) {
    if ("refusal" in read) throw new Error(`the sample set is broken: line ${read.line}, ${read.refusal.code}`)
    const { id, text, source, url, published, lang } = read.report
    const report = {
      foreignId: id,
      text,
      source: source && registered.has(source) ? source : null,
      url,
      published: published?.slice(0, 10) ?? null,
      lang: lang ?? null,
      sample: true,
    }
    pairs.push({ report, coding: codeReport(read.report) })
  }
  await record.setRules({ ...(await record.rules()), acceptCodings: true })
  await record.addAllCoded(pairs)
  return pairs.length
}
