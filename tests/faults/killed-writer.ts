import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { EMPTY_FIELDS, NO_WORDS } from "../../packages/karnegar/src/record/fields.ts"
import type { RecordPlace } from "../../packages/karnegar/src/record/open.ts"
import { ROOT } from "../cli/spawn.ts"
import type { RecordEngine } from "../support/record-engines.ts"
import { CALL, codedPair, dayNumber, STRIKE, TOWNS } from "../support/reports.ts"
import { look, withRecord } from "./look.ts"
import type { Fault, Operation } from "./torture.ts"

/*
 * The writer that goes on for ever: reports, rows of other people's records, joining, splitting and undoing, review,
 * publishing, quotes, withdrawal, through the record's own door. It is killed in the middle of a round, which it does again next time.
 */

/** Reports of a batch, and rows of a table, that it writes at once. */
const BATCH = 4
const ROWS = 3
/** Batches of many days, so that only reports of one batch can tell of one act. */
const BATCHES = Array.from({ length: 120 }, (_, day) => {
  const [one, two] = day % 2 === 0 ? [STRIKE, TOWNS] : [TOWNS, STRIKE]
  const on = { published: dayNumber(day) }
  return [codedPair("a", one, on), codedPair("b", two, on), codedPair("c", CALL, on), codedPair("d", `${one} ۲`, on)]
})
const TABLE = Array.from({ length: ROWS }, (_, i) => ({
  key: String(i),
  fields: { ...EMPTY_FIELDS, forms: ["strike"] },
  words: NO_WORDS,
  urls: [],
}))
/** Kills after which it begins a new record: what a judge reads grows with each. */
const KILLS_A_RECORD = 20

/** How the writer works: soundly, or with a planted fault. */
export type Mode = "sound" | "says-first" | "in-parts" | "forgets"

/** What stands of a round. */
interface Round {
  reports: number
  reviewed: boolean
  published: boolean
  /** Quotes that the public sees of its first action. */
  quotes: number
  workforceSize: number | null
  withdrawn: boolean
  /** Whether the first and the last report tell of one action. */
  joined: boolean
  /** Reports withdrawn by halves. */
  halves: number
  /** Actions of the last report. */
  last: readonly string[]
}

/** The writer on one engine. */
export function killedWriter(engine: RecordEngine, engineName: string, folder: string, mode: Mode): Operation {
  const task = join(folder, `task-${mode}.json`)
  let place: RecordPlace | null = null
  let kills = 0
  let heard: ReadonlyMap<string, Set<number>> = new Map()
  let from = 0
  return {
    name: `import, import of rows, merge, review, publishing, quotes, withdrawal, ${engineName}`,
    share: 8,
    endless: true,
    async prepare() {
      if (place !== null && kills++ % KILLS_A_RECORD !== 0) return
      place = await engine.place()
      heard = new Map(CHANGES.map((change) => [change, new Set<number>()]))
      from = 0
      await withRecord(place, async (record) => {
        await record.setRules({ acceptCodings: true })
        await record.putSource({ key: "sample_union", nameFa: "اتحادیه", nameEn: "Union", redistribution: "quotes" })
      })
      writeFileSync(task, JSON.stringify({ place, batches: BATCHES, rows: TABLE }))
    },
    program: () => [
      join(ROOT, "tests/faults/writing-child.mjs"),
      join(ROOT, "packages/karnegar/dist/record/open.js"),
      task,
      String(from),
      mode,
    ],
    async judge(lines) {
      for (const line of lines) {
        const [change, n] = line.split(" ")
        heard.get(change!)?.add(Number(n))
      }
      // The round that was cut off is done again: what of it stands must not stand twice.
      from = Math.max(-1, ...heard.get("withdraw")!) + 1
      await engine.settled(place!)
      const faults: Fault[] = []
      const { reports, codings } = await look(engine, place!, faults)
      if (reports !== codings) faults.push({ kind: "half-applied", what: `${reports} reports, ${codings} codings` })
      faults.push(
        ...judgeRounds(await readRounds(engine, place!), heard),
        ...(await judgeTables(engine, place!, heard)),
      )
      return faults
    },
  }
}

/** All that the writer says. */
const CHANGES = "add rows rows-changed rows-undone join undo split review value publish quote approve withdraw".split(
  " ",
)

function judgeRounds(rounds: ReadonlyMap<number, Round>, heard: ReadonlyMap<string, Set<number>>): Fault[] {
  const faults: Fault[] = []
  const lost = (what: string) => faults.push({ kind: "lost", what })
  const said = (change: string, n: number) => heard.get(change)!.has(n)
  for (const n of heard.get("add")!) if (!rounds.has(n)) lost(`batch ${n}`)
  for (const [n, round] of rounds) {
    if (round.reports !== BATCH)
      faults.push({
        kind: round.reports < BATCH ? "half-applied" : "doubled",
        what: `batch ${n}: ${round.reports} of ${BATCH} reports`,
      })
    if (round.halves > 0) faults.push({ kind: "half-applied", what: `the withdrawal of round ${n}` })
    if (said("join", n) && n % 3 === 0 && !round.joined) lost(`the joining of round ${n}`)
    if ((said("undo", n) || said("split", n)) && round.joined) lost(`the parting of round ${n}`)
    if (said("review", n) && !round.reviewed) lost(`the review of round ${n}`)
    if (said("value", n) && round.workforceSize !== n + 10) lost(`the value of round ${n}`)
    if (said("publish", n) && !round.published) lost(`the publishing of round ${n}`)
    if (said("approve", n) && round.quotes === 0) lost(`the quote of round ${n}`)
    if (round.quotes > 1) faults.push({ kind: "doubled", what: `the quote of round ${n}` })
    if (said("withdraw", n) && !round.withdrawn) lost(`the withdrawal of round ${n}`)
  }
  return faults
}

/** What stands of each round's reports. */
async function readRounds(engine: RecordEngine, place: RecordPlace): Promise<ReadonlyMap<number, Round>> {
  // As it is stored: what is public tells small numbers in bands.
  const sizes = new Map(
    (await engine.raw(place, "select id, workforce_size from action")).map((row) => [
      String(row.id),
      row.workforce_size,
    ]),
  )
  return withRecord(place, async (record) => {
    const published = new Map((await record.listPublished()).map((action) => [action.id, action]))
    const rounds = new Map<number, Round>()
    let before: string | undefined
    for (;;) {
      const page = await record.listReports({ limit: 500, ...(before === undefined ? {} : { before }) })
      if (page.length === 0) return rounds
      before = page[page.length - 1]!.report.id
      for (const { report, coding, actionIds } of page) {
        const [n, letter] = report.foreignId.split("-")
        const round = rounds.get(Number(n)) ?? {
          reports: 0,
          reviewed: false,
          published: false,
          quotes: 0,
          workforceSize: null,
          withdrawn: false,
          joined: false,
          halves: 0,
          last: [],
        }
        rounds.set(Number(n), round)
        round.reports++
        const gone = report.text === ""
        // Newest first: the last report of a batch comes before its first.
        if (letter === "d") round.last = actionIds
        if (letter === "a") {
          const first = actionIds.flatMap((id) => published.get(id) ?? [])
          round.joined = actionIds.some((id) => round.last.includes(id))
          round.published = first.some(({ state }) => state === "published")
          round.reviewed = round.published || first.some(({ state }) => state === "reviewed")
          round.quotes = first[0]?.quotes.length ?? 0
          const size = first[0] === undefined ? null : sizes.get(first[0].id)
          round.workforceSize = size == null ? null : Number(size)
        }
        if (letter === "b" && gone) round.withdrawn = true
        const retracted = actionIds.filter((id) => published.get(id)?.state === "retracted").length
        if (gone !== (coding === null) || retracted !== (gone ? actionIds.length : 0)) round.halves++
      }
    }
  })
}

/** Tables: all rows of an import or none, all changed or none, each import once. */
async function judgeTables(
  engine: RecordEngine,
  place: RecordPlace,
  heard: ReadonlyMap<string, Set<number>>,
): Promise<Fault[]> {
  const faults: Fault[] = []
  const stands = new Map<number, number[]>()
  for (const { name, fields } of await engine.raw(
    place,
    "select import.name, observation.fields from observation join import on import.id = observation.import_id",
  )) {
    const n = Number(String(name).split("-")[1])
    stands.set(n, [...(stands.get(n) ?? []), JSON.parse(String(fields)).establishments])
  }
  for (const n of heard.get("rows")!) if (!stands.has(n)) faults.push({ kind: "lost", what: `the rows of round ${n}` })
  for (const [n, numbers] of stands) {
    if (numbers.length !== ROWS || new Set(numbers).size > 1)
      faults.push({ kind: "half-applied", what: `the rows of round ${n}: ${numbers.join(", ")}` })
    const wanted = heard.get("rows-undone")!.has(n) ? 1 : heard.get("rows-changed")!.has(n) && n % 2 === 0 ? 2 : null
    if (wanted !== null && numbers[0] !== wanted)
      faults.push({ kind: "lost", what: `the change of the rows of round ${n}, or its undoing` })
  }
  for (const { name, times } of await engine.raw(
    place,
    "select name, count(*) as times from import group by name, sha256 having count(*) > 1",
  ))
    faults.push({ kind: "doubled", what: `an import of ${name}: ${times} times` })
  return faults
}
