// A program that writes to a record until it is killed, and says each write on its standard output once it is done.
//   node writing-child.mjs OPEN_MODULE TASK_FILE FROM MODE
// The task is { place, batches }; each batch is one write, and its number is said as "added N", then "judged N".
// MODE is "sound", or a planted fault: "says-first" speaks before the write, "in-parts" makes several writes of a batch.
import { readFileSync, writeSync } from "node:fs"

const [openModule, taskFile, from, mode] = process.argv.slice(2)
const { openRecord } = await import(openModule)
const { place, batches } = JSON.parse(readFileSync(taskFile, "utf8"))

const country = { id: "iran", fa: "ایران", en: "Iran", type: "country", provinceId: null, lat: null, lon: null }
const registers = {
  findWorkplace: () => null,
  getWorkplace: (id) => ({ id, fa: id, en: id }),
  findOrganisation: () => null,
  getOrganisation: (id) => ({ id, fa: id, en: id }),
  findPlace: () => null,
  findProvince: () => null,
  country,
}

/** Written at once, past every buffer of this process: what was said before a kill is heard. */
const say = (what) => writeSync(1, `${what}\n`)

const record = await openRecord(place, { registers })
say("open")
for (let n = Number(from); ; n++) {
  const batch = batches[n % batches.length].map(({ report, coding }) => ({
    report: { ...report, foreignId: `${n}-${report.foreignId}` },
    coding,
  }))
  if (mode === "says-first") say(`added ${n}`)
  let results = []
  if (mode === "in-parts") {
    for (const { report, coding } of batch) results.push(await record.addCoded(report, coding))
  } else results = await record.addAllCoded(batch)
  if (mode !== "says-first") say(`added ${n}`)
  await record.setState(results[0].actionIds[0], "reviewed", `batch ${n}`)
  say(`judged ${n}`)
}
