// An importer with a planted fault: it notes how far it is before what it read stands, as one that trusts a mark of its own would.
//   node mark-first.mjs import FILE --source KEY … --data DIR
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { openRecord } from "../../packages/karnegar/dist/record/open.js"

const AT_ONCE = 200
/** What it does between its mark and the writing, in ms: without that a fast machine is seldom killed just there. */
const BETWEEN = 40
const [, file, , source] = process.argv.slice(2)
const data = process.argv.at(-1)
const mark = join(data, "mark")
const lines = readFileSync(file, "utf8").split("\n")
const record = await openRecord({ dataDir: data }, { registers: null })
for (let from = existsSync(mark) ? Number(readFileSync(mark, "utf8")) : 0; from < lines.length; from += AT_ONCE) {
  writeFileSync(mark, String(from + AT_ONCE))
  await setTimeout(BETWEEN)
  const brought = lines.slice(from, from + AT_ONCE).map((line) => {
    const { id, text, published } = JSON.parse(line)
    return { report: { foreignId: id, text, source, url: null, published, lang: null, sample: false }, aside: "copy" }
  })
  await record.takeIn(brought, "planted")
}
await record.close()
