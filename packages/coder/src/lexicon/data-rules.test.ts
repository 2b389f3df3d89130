import { readFileSync } from "node:fs"
import { pathToFileURL } from "node:url"
import { Ajv2020 } from "ajv/dist/2020.js"
import { describe, expect, test } from "vitest"
import { parse } from "yaml"
import { foldText } from "../text/fold.ts"
import { negativesOf, type VerbStems } from "./inflect.ts"
import { type Element, parsePattern } from "./pattern.ts"

interface Term {
  readonly id: string
  readonly lang: string
  readonly pattern: string
  readonly status?: string
}

interface Concept {
  readonly kind: string
  readonly id: string
  readonly file: string
  readonly status: string
  readonly terms: readonly Term[]
}

interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const root = new URL("../../../../", import.meta.url).pathname
const { readConcepts, readTables } = (await import(pathToFileURL(`${root}tools/lexicon/read.mjs`).href)) as {
  readConcepts(): readonly Concept[]
  readTables(dir: string): Readonly<Record<string, Table>>
}
const { unsortedFiles } = (await import(pathToFileURL(`${root}tools/lexicon/sort.mjs`).href)) as {
  unsortedFiles(): readonly string[]
}
const concepts = readConcepts()
const tables = Object.entries({ ...readTables("data/lexicon/tables"), ...readTables("data/gazetteer") })
const sources = readFileSync(`${root}data/SOURCES.md`, "utf8")

/** One way a pattern can be said, as one string. */
function wayKey(way: readonly Element[]): string {
  return way
    .map((e) =>
      e.is === "gap"
        ? "…"
        : e.is === "any"
          ? `(${e.of
              .map((o) => `${o.is}:${o.word}`)
              .sort()
              .join("|")})`
          : `${e.is}:${e.word}`,
    )
    .join(" ")
}

/** Lemmas that end as infinitives do and are nouns. */
const NOUNS_LIKE_VERBS = new Set(["معدن"])

/** Lemmas written as infinitives that the table of verbs does not hold: they would be inflected as nouns, silently. */
function unknownVerbs(all: readonly Concept[], verbs: ReadonlyMap<string, VerbStems>): string[] {
  const known = new Set([...verbs].flatMap(([verb, stems]) => [verb, ...negativesOf(verb, stems)]))
  return all.flatMap(({ terms }) =>
    terms.flatMap(({ id, pattern }) =>
      [...pattern.matchAll(/\{([^}]*[دت]ن)\}/g)]
        .map(([, lemma]) => foldText(lemma!))
        .filter((lemma) => !known.has(lemma) && !NOUNS_LIKE_VERBS.has(lemma))
        .map((lemma) => `${id}: ${lemma}`),
    ),
  )
}

/** Ways of saying something that two codes of one kind claim in one language. */
function twoCodes(all: readonly Concept[]): string[] {
  const seen = new Map<string, { code: string; term: string }>()
  const out: string[] = []
  for (const { kind, id, terms } of all) {
    // A cue is no code: one wording may signal several things.
    if (kind === "cue") continue
    for (const term of terms) {
      if ((term.status ?? "active") !== "active") continue
      for (const way of parsePattern(term.pattern)) {
        const key = `${kind} ${term.lang} ${wayKey(way)}`
        const had = seen.get(key)
        if (had !== undefined && had.code !== id)
          out.push(`«${key}» is ${had.code} in ${had.term} and ${id} in ${term.id}`)
        seen.set(key, { code: id, term: term.id })
      }
    }
  }
  return out
}

/** Rows of a table that do not stand in the order of their ids, or stand twice. */
function outOfOrder(name: string, { columns, rows }: Table): string[] {
  const at = columns.indexOf("id")
  return rows.flatMap((row, i) =>
    i > 0 && !(rows[i - 1]![at]! < row[at]!) ? [`${name}: ${rows[i - 1]![at]} stands before ${row[at]}`] : [],
  )
}

const valid = new Ajv2020({ strict: false, allErrors: true }).compile(
  JSON.parse(readFileSync(`${root}data/lexicon/concept.schema.json`, "utf8")) as object,
)

/** What a concept has that the schema does not allow. */
function schemaFaults(concept: unknown): string[] {
  return valid(concept) ? [] : (valid.errors ?? []).map((e) => `${e.instancePath} ${e.message}`)
}

describe("the lexicon's files", () => {
  test("have their terms in order: Persian first, numbers rising (npm run lexicon:sort)", () => {
    expect(unsortedFiles()).toEqual([])
  })
  test("follow concept.schema.json, which editors read", () => {
    const faults = concepts.flatMap(({ file }) =>
      schemaFaults(parse(readFileSync(`${root}data/lexicon/concepts/${file}`, "utf8"), { schema: "failsafe" })).map(
        (fault) => `${file}: ${fault}`,
      ),
    )
    expect(faults).toEqual([])
    expect(schemaFaults({ id: "strike", terms: [{ id: "strike.fa.1", patern: "x" }] }).length).toBeGreaterThan(0)
  })

  test("say of each term the language that its words are of", () => {
    const wrong = concepts.flatMap(({ terms }) =>
      terms.filter(({ lang, pattern }) => lang !== (/[آ-ی]/.test(pattern) ? "fa" : "en")),
    )
    expect(wrong.map((term) => term.id)).toEqual([])
  })

  test("give no wording two codes of one kind", () => expect(twoCodes(concepts)).toEqual([]))

  test("use no verb that verbs.csv does not hold", () => {
    const rows = tables.find(([name]) => name === "verbs")![1]
    const [id, past, present, preverb] = ["id", "past", "present", "preverb"].map((name) => rows.columns.indexOf(name))
    const verbs = new Map(
      rows.rows.map((row) => [
        foldText(row[id!]!),
        { past: row[past!]!, present: row[present!]!.split("|"), preverb: foldText(row[preverb!]!) },
      ]),
    )
    expect(unknownVerbs(concepts, verbs)).toEqual([])
    verbs.delete("برداشتن")
    expect(unknownVerbs(concepts, verbs)).toEqual(["ended.fa.4: برداشتن"])
  })

  test("are told when a wording has two codes", () => {
    const term = (id: string, pattern: string): Term => ({ id, lang: "fa", pattern })
    const planted = [
      { kind: "form", id: "strike", file: "", status: "active", terms: [term("a.fa.1", "(خواباندن|توقف) کار")] },
      { kind: "form", id: "slowdown", file: "", status: "active", terms: [term("b.fa.1", "توقف کار")] },
    ]
    expect(twoCodes(planted.slice(0, 1))).toEqual([])
    expect(twoCodes([...planted, { ...planted[1]!, terms: [term("b.fa.2", "(خواباندن|توقف) کار")] }]).join()).toContain(
      "a.fa.1",
    )
  })
})

describe("the tables", () => {
  for (const [name, table] of tables) {
    test(`${name} is sorted by id, each id once`, () => expect(outOfOrder(name, table)).toEqual([]))

    test(`${name} names for every row a source that data/SOURCES.md explains, and a licence`, () => {
      const [source, licence] = [table.columns.indexOf("source"), table.columns.indexOf("licence")]
      const unexplained = table.rows.filter(
        (row) => !row[licence] || !row[source] || row[source].split("+").some((one) => !sources.includes(`\`${one}\``)),
      )
      expect(unexplained.map((row) => `${row[0]}: ${row[source]}`)).toEqual([])
    })
  }

  test("notices a row out of order", () => {
    expect(outOfOrder("x", { columns: ["id"], rows: [["a"], ["c"], ["b"]] })).toEqual(["x: c stands before b"])
    expect(outOfOrder("x", { columns: ["id"], rows: [["a"], ["a"]] })).toHaveLength(1)
  })
})
