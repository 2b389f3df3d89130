// A program that changes a record through its door until it is killed, and says each change once it is done.
//   node writing-child.mjs OPEN_MODULE TASK_FILE FROM MODE
// The task is { place, batches, rows }. Round n adds a batch of reports; imports the rows under keys of its own, then the same
// rows with another number, and undoes that where n is odd; joins the actions of the batch's first and last report, which an
// undo parts again where n is 1 modulo 3 and a split where it is 2; reviews the first action, sets a value of it, publishes it by
// another hand, chooses a quote and approves it by another hand; withdraws the second report. Each change is said as "add N", "rows N" … and asked for with that as its idempotency key: a round that
// was cut off is done again from its start. To add a change: do it here, say it, and judge it in killed-writer.ts.
// MODE is "sound", or a planted fault: "says-first" speaks before it writes, "in-parts" makes several writes of a batch,
// "forgets" does a round again under other ids.
import { readFileSync, writeSync } from "node:fs"

const [openModule, taskFile, from, mode] = process.argv.slice(2)
const { openRecord } = await import(openModule)
const { place, batches, rows } = JSON.parse(readFileSync(taskFile, "utf8"))

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
/** From this size on a workforce is told as it is: of an action that is told more coarsely nothing is quoted. */
const SMALL = 10
const attempt = mode === "forgets" ? `-${process.pid}` : ""

/** Written at once, past every buffer of this process: what was said before a kill is heard. */
const say = (what) => writeSync(1, `${what}\n`)

const record = await openRecord(place, { registers })

/** Makes a change and says so. */
async function change(what, work) {
  if (mode === "says-first") say(what)
  const result = await work({ key: `${what}${attempt}` })
  if (mode !== "says-first") say(what)
  return result
}

async function addBatch(batch, ask) {
  if (mode !== "in-parts") return record.addAllCoded(batch, ask)
  const results = []
  for (const { report, coding } of batch) results.push(await record.addCoded(report, coding))
  return results
}

async function importRows(request, ask) {
  if (mode !== "in-parts") return record.importRows(request, false, ask)
  for (const [i, row] of request.rows.entries())
    await record.importRows({ ...request, sha256: `${i}${request.sha256.slice(1)}`, rows: [row] })
}

say("open")
for (let n = Number(from); ; n++) {
  const batch = batches[n % batches.length].map(({ report, coding }) => ({
    report: { ...report, foreignId: `${n}-${report.foreignId}${attempt}` },
    coding,
  }))
  const added = await change(`add ${n}`, (ask) => addBatch(batch, ask))

  const table = (establishments) => ({
    name: `table-${n}`,
    source: null,
    sha256: String(establishments).padStart(64, "0"),
    rows: rows.map(({ key, fields, ...more }) => ({
      key: `${n}-${key}`,
      fields: { ...fields, establishments },
      ...more,
    })),
  })
  await change(`rows ${n}`, (ask) => importRows(table(1), ask))
  const changed = await change(`rows-changed ${n}`, (ask) => importRows(table(2), ask))
  if (n % 2 === 1 && changed?.importId)
    await change(`rows-undone ${n}`, (ask) => record.undoImport(changed.importId, ask))

  const first = added[0].actionIds[0]
  const last = added.at(-1).actionIds[0]
  const { decision } = await change(`join ${n}`, (ask) => record.joinActions(first, last, ask))
  if (n % 3 === 1 && decision !== null) await change(`undo ${n}`, (ask) => record.undo(decision, ask))
  if (n % 3 === 2) {
    const joined = await record.observationsOf(first)
    const groups = [joined.filter((id) => id !== last), [last]]
    if (joined.includes(last)) await change(`split ${n}`, (ask) => record.splitAction(first, groups, ask))
  }

  await change(`review ${n}`, (ask) => record.setState(first, "reviewed", `round ${n}`, ask))
  await change(`value ${n}`, (ask) =>
    record.setValues(first, { fields: { workforceSize: n + SMALL } }, `round ${n}`, ask),
  )
  // By another hand than the operator's, who set the value.
  await change(`publish ${n}`, (ask) => record.setState(first, "published", `round ${n}`, { ...ask, who: "second" }))
  const words = { reportId: added[0].reportId, text: batch[0].report.text.split(" ").slice(0, 4).join(" ") }
  const quote = await change(`quote ${n}`, (ask) => record.chooseQuote(first, words, ask))
  await change(`approve ${n}`, (ask) => record.approveQuote(first, quote.decision, { ...ask, who: "second" }))
  await change(`withdraw ${n}`, (ask) => record.withdrawReport(added[1].reportId, `round ${n}`, ask))
}
