// Facets, map grid and ranked search over columns in process, beside PostgreSQL that answers the same questions over the same rows.
import { setTimeout } from "node:timers/promises"
import { buildIndex } from "@karnegar/index"
import pg from "pg"
import { seeded } from "./reports.mjs"

const ROWS = Number(process.env.KARNEGAR_BENCH_ROWS ?? 1_000_000)
const DATABASE = process.env.KARNEGAR_BENCH_DATABASE
/** Questions of each kind, and as many before them that warm up. */
const ASKED = 40
/** Until the collector is through with what making and loading a million rows left. */
const SETTLE_MS = 8_000
const FRAME = { west: 44, east: 64, south: 24, north: 40 }
const ACROSS = 64
const EMPTY = []
const FORMS = ["strike", "gathering", "march", "sit_in"]

const random = seeded(7)
const below = (n) => Math.floor(random() * n)
/** Invented words; the lower the number, the more often it is used. */
const VOCABULARY = Array.from({ length: 20_000 }, (_, i) => {
  const parts = ["ka", "re", "go", "mi", "su", "la", "ne", "to", "bi", "da"]
  return [...String(i).padStart(5, "0")].map((digit) => parts[Number(digit)]).join("")
})
const word = () => VOCABULARY[Math.floor(random() ** 3 * VOCABULARY.length)]
const CITIES = Array.from({ length: 500 }, (_, i) => ({
  placeId: `c${i}`,
  provinceId: `p${(i % 31) + 1}`,
  type: "city",
  lat: 25 + random() * 14,
  lon: 45 + random() * 18,
}))

function makeRow(i) {
  const start = new Date(Date.UTC(2005, 0, 1) + below(7_300) * 864e5).toISOString().slice(0, 10)
  return {
    id: `a${String(i).padStart(10, "0")}`,
    forms: [FORMS[below(FORMS.length)]],
    status: "held",
    isCall: false,
    start,
    end: null,
    precision: "day",
    lastSeenOngoing: null,
    places: Array.from({ length: 1 + (below(10) === 0 ? below(8) : 0) }, () => CITIES[below(500)]),
    placesCount: null,
    workforce: `w${Math.floor(random() ** 2 * 38)}`,
    employment: EMPTY,
    jointWith: EMPTY,
    character: "economic",
    participants: null,
    demands: EMPTY,
    outcomes: EMPTY,
    repression: EMPTY,
    workplace: null,
    organisations: EMPTY,
    sources: EMPTY,
    enterpriseType: null,
    stateResponse: EMPTY,
    employerResponse: EMPTY,
    settlement: null,
    workersDirect: null,
    workersIndirect: null,
    daysNotWorked: null,
    state: "published",
    origin: "coding",
    evidence: "single_source",
    words: [Array.from({ length: 10 }, word).join(" ")],
  }
}

/** The questions, drawn once: both sides are asked the same. */
function questions() {
  return Array.from({ length: ASKED }, () => ({
    form: FORMS[below(FORMS.length)],
    text: `${word()} ${word().slice(0, 6)}`,
  }))
}

const ours = (index) => ({
  facets: ({ form }) => {
    const selection = index.select({ form })
    const { by, total } = index.facets(selection, { kind: "action" }, ["gregorian-month", "workforce", "province"])
    return [total, by.get("province").counts.size]
  },
  "facets of all": () => {
    const { by, total } = index.facets(index.select({}), { kind: "action" }, [
      "gregorian-month",
      "workforce",
      "province",
    ])
    return [total, by.get("gregorian-month").counts.size]
  },
  grid: ({ form }) => {
    const { cells } = index.grid(index.select({ form }), FRAME, ACROSS)
    return [cells.reduce((sum, { count }) => sum + count, 0), cells.length]
  },
  search: ({ text }) => {
    const selection = index.select({ text })
    index.rank(selection, text, 25)
    return [selection.length]
  },
})

async function load(db, rows) {
  await db.query(`drop table if exists bench_action, bench_place;
    create table bench_action (id int primary key, form text, workforce text, month text, words tsvector);
    create table bench_place (action int, province text, cell int)`)
  for (let from = 0; from < rows.length; from += 20_000) {
    const part = rows.slice(from, from + 20_000)
    await db.query(
      "insert into bench_action select i, f, w, m, to_tsvector('simple', t) from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[]) as x(i, f, w, m, t)",
      [
        part.map((_, k) => from + k),
        part.map((row) => row.forms[0]),
        part.map((row) => row.workforce),
        part.map((row) => row.start.slice(0, 7)),
        part.map((row) => row.words[0]),
      ],
    )
    const places = part.flatMap((row, k) => row.places.map((place) => ({ ...place, action: from + k })))
    await db.query("insert into bench_place select * from unnest($1::int[], $2::text[], $3::int[])", [
      places.map((place) => place.action),
      places.map((place) => place.provinceId),
      places.map(
        ({ lat, lon }) =>
          Math.floor(((FRAME.north - lat) / (FRAME.north - FRAME.south)) * ACROSS) * ACROSS +
          Math.floor(((lon - FRAME.west) / (FRAME.east - FRAME.west)) * ACROSS),
      ),
    ])
  }
  await db.query(`create index on bench_action (form, workforce, month); create index on bench_action using gin (words);
    create index on bench_place (action, province, cell)`)
  await db.query("vacuum analyze bench_action")
  await db.query("vacuum analyze bench_place")
  // Nothing is left to be written beside the questions. Only a superuser may ask for it.
  await db.query("checkpoint").catch(() => {})
}

const theirs = (db) => {
  const count = async (text, values = []) => (await db.query(text, values)).rows
  const facets = async (where, values) => {
    await count(`select month, count(*) from bench_action ${where} group by 1`, values)
    const byWorkforce = await count(
      `select workforce, count(*)::int as n from bench_action ${where} group by 1`,
      values,
    )
    const byProvince = await count(
      `select province, count(distinct action) from bench_place join bench_action on id = action ${where} group by 1`,
      values,
    )
    return { total: byWorkforce.reduce((sum, { n }) => sum + n, 0), provinces: byProvince.length }
  }
  return {
    facets: async ({ form }) => {
      const { total, provinces } = await facets("where form = $1", [form])
      return [total, provinces]
    },
    "facets of all": async () => {
      const { total } = await facets("", [])
      return [total, (await count("select distinct month from bench_action")).length]
    },
    grid: async ({ form }) => {
      const cells = await count(
        "select cell, count(*)::int as n from bench_place join bench_action on id = action where form = $1 group by 1",
        [form],
      )
      return [cells.reduce((sum, { n }) => sum + n, 0), cells.length]
    },
    search: async ({ text }) => {
      const asked = text
        .split(" ")
        .map((one) => `${one}:*`)
        .join(" & ")
      const rows = await count(
        "select id, ts_rank(words, q) as r, (count(*) over ())::int as n from bench_action, to_tsquery('simple', $1) q where words @@ q order by r desc limit 25",
        [asked],
      )
      return [rows[0]?.n ?? 0]
    },
  }
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]

export default {
  title: `facets, grid and ranked search over ${ROWS.toLocaleString("en")} rows`,
  async table() {
    const rows = Array.from({ length: ROWS }, (_, i) => makeRow(i))
    const asked = questions()
    const started = performance.now()
    const index = buildIndex(rows)
    const here = ours(index)
    for (const name of Object.keys(here)) here[name](asked[0])
    const built = performance.now() - started
    const db = DATABASE === undefined ? null : new pg.Client(DATABASE)
    const there = db === null ? null : theirs(db)
    if (db !== null) {
      await db.connect()
      await load(db, rows)
    }
    await setTimeout(SETTLE_MS)
    const table = []
    for (const name of Object.keys(here)) {
      const taken = { here: [], there: [] }
      for (const round of [0, 1]) {
        for (const question of asked) {
          const begun = performance.now()
          const own = here[name](question)
          const between = performance.now()
          const other = there === null ? own : await there[name](question)
          const ended = performance.now()
          if (String(own) !== String(other)) throw new Error(`${name}: ${own} here, ${other} in PostgreSQL`)
          if (round === 0) continue
          taken.here.push(between - begun)
          taken.there.push(ended - between)
        }
      }
      const [mine, its] = [taken.here, taken.there].map((all) => all.sort((a, b) => a - b))
      table.push([
        name,
        at(mine, 0.5).toFixed(2),
        at(mine, 0.95).toFixed(2),
        ...(there === null
          ? ["–", "–", "–"]
          : [at(its, 0.5).toFixed(2), at(its, 0.95).toFixed(2), (at(its, 0.5) / at(mine, 0.5)).toFixed(0)]),
      ])
    }
    table.push(["built, with all columns", (built / 1000).toFixed(1), "s", "", "", ""])
    await db?.query("drop table bench_action, bench_place")
    await db?.end()
    return { columns: ["ms", "p50", "p95", "PG p50", "PG p95", "times"], rows: table }
  },
}
