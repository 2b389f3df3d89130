#!/usr/bin/env node
// Scores coded documents against a gold file, both JSON Lines in the exchange format.
//   node tools/score.mjs GOLD.jsonl CODED.jsonl
//
// The rules. Documents pair by id; a gold document without a coded one counts as coded empty. Actions of a document
// pair one to one, the most alike first: two may pair when they are alike by half or more and share a place or a day.
// Every field is then counted over values: right, missed, invented; the fields of an action without a partner are all
// missed, or all invented. The coding score is the mean F1 of actions, forms, workforce, places, date, status, demands.
import { readFileSync } from "node:fs"
import { pathToFileURL } from "node:url"

/** Marks and separators that two spellings of one name may differ in. */
const MARKS = /[\u064b-\u0652\u0670\u0640]/g
const SEPARATORS = /[\u200c\u200e\u200f\s\-_.،,«»"'()]/g

/** A name in the form in which two spellings of it are equal: letter variants, marks, spacing, "province of". */
export function comparable(name) {
  return (name ?? "")
    .normalize("NFKC")
    .replace(/[يى]/g, "ی")
    .replaceAll("ك", "ک")
    .replace(MARKS, "")
    .replace(/[أإآ]/g, "ا")
    .replaceAll("ؤ", "و")
    .replace(/[ۀة]/g, "ه")
    .replaceAll("عبدالله", "عبداله")
    .replace(/^(?:شهرستان|استان)\s+(?=\S)/u, "")
    .replace(SEPARATORS, "")
    .toLowerCase()
}

/** The same for an employer, whose legal form doesn't count. */
function comparableEmployer(name) {
  const spaced = (name ?? "").replaceAll("\u200c", " ")
  return comparable(spaced.replace(/(?:شرکت|وزارت|کارخانه|کارخانجات|سازمان|مجتمع|اداره کل)\s+/gu, ""))
}

const given = (values) => new Set((values ?? []).filter((value) => value !== "" && value != null))

/** The values of each field of an action, in comparable form. */
const VALUES = {
  forms: (action) => given(action.forms),
  workforce: (action) => given([action.workforce]),
  places: (action) => given((action.places ?? []).map((place) => comparable(place.name))),
  date: (action) => given([action.date?.start]),
  status: (action) => given([action.status]),
  demands: (action) => given(action.demands),
  outcomes: (action) => given(action.outcomes),
  repression: (action) => given(action.repression),
  participants: ({ participants }) => given(participants ? [`${participants.min}-${participants.max ?? ""}`] : []),
  places_count: (action) => given([action.places_count]),
  employer: (action) => given([comparableEmployer(action.employer)]),
  organisers: (action) => given((action.organisers ?? []).map(comparable)),
}
const FIELDS = Object.keys(VALUES)

/** Fields that the coding score is the mean of. */
const HEADLINE = ["actions", "forms", "workforce", "places", "date", "status", "demands"]
/** Fields that must all be right for an action to be strictly right. */
const STRICT = ["forms", "status", "workforce", "places", "date"]
/** Fields that tell whether two actions are one. */
const TELLING = ["forms", "workforce", "places", "date", "status"]
const LEAST_ALIKE = 0.5
const THEMES = ["workforces", "demands", "outcomes", "repression"]

function shared(a, b) {
  let n = 0
  for (const value of a) if (b.has(value)) n++
  return n
}

/** Share of values in common; two empty sets are wholly alike. */
function alike(a, b) {
  const both = shared(a, b)
  const either = a.size + b.size - both
  return either === 0 ? 1 : both / either
}

/** A tally of one field over all documents. */
class Tally {
  right = 0
  missed = 0
  invented = 0

  count(gold, coded) {
    const both = shared(gold, coded)
    this.right += both
    this.missed += gold.size - both
    this.invented += coded.size - both
  }

  result() {
    const { right, missed, invented } = this
    const p = right + invented === 0 ? 1 : right / (right + invented)
    const r = right + missed === 0 ? 1 : right / (right + missed)
    return { p, r, f1: p + r === 0 ? 0 : (2 * p * r) / (p + r), tp: right, fp: invented, fn: missed }
  }
}

/** Pairs of actions, and those left alone. Of equally alike pairs the earlier in gold, then in coded, goes first. */
function pairActions(golds, codeds) {
  const goldValues = golds.map(valuesOf)
  const codedValues = codeds.map(valuesOf)
  const possible = []
  for (const [g, gold] of goldValues.entries()) {
    for (const [c, coded] of codedValues.entries()) {
      const by = Object.fromEntries(TELLING.map((field) => [field, alike(gold[field], coded[field])]))
      if (by.places === 0 && by.date === 0) continue
      const likeness = 0.2 * by.forms + 0.2 * by.workforce + 0.25 * by.places + 0.2 * by.date + 0.15 * by.status
      if (likeness >= LEAST_ALIKE) possible.push({ g, c, likeness })
    }
  }
  possible.sort((a, b) => b.likeness - a.likeness || a.g - b.g || a.c - b.c)
  const pairOfGold = new Map()
  const taken = new Set()
  const pairs = []
  for (const { g, c } of possible) {
    if (pairOfGold.has(g) || taken.has(c)) continue
    pairOfGold.set(g, c)
    taken.add(c)
    pairs.push([goldValues[g], codedValues[c], c])
  }
  return {
    pairs,
    missed: golds.flatMap((action, g) => (pairOfGold.has(g) ? [] : [[action, goldValues[g]]])),
    invented: codeds.flatMap((action, c) => (taken.has(c) ? [] : [[action, codedValues[c]]])),
  }
}

/** True when form, status, workforce, places and day all agree. */
function isStrictlyRight(goldValues, codedValues) {
  return STRICT.every((field) => alike(goldValues[field], codedValues[field]) === 1)
}

/** Every coded action of gold documents with the verdict on it: `{document, action, right}`; right is strictly right. */
export function judgeActions(gold, coded) {
  const codedById = new Map(coded.map((document) => [document.id, document]))
  return gold.flatMap(({ id, actions }) => {
    const document = codedById.get(id)
    if (document === undefined) return []
    const right = new Set()
    for (const [goldValues, codedValues, c] of pairActions(actions, document.actions).pairs)
      if (isStrictlyRight(goldValues, codedValues)) right.add(c)
    return document.actions.map((action, c) => ({ document, action, right: right.has(c) }))
  })
}

function valuesOf(action) {
  return Object.fromEntries(FIELDS.map((field) => [field, VALUES[field](action)]))
}

const NONE = new Set()
const isLabour = (action) => action.workforce !== "non_labour" && action.workforce !== "students"

/** Scores coded documents `{id, kind, actions, themes?}` against gold ones, with the list of what was wrong. */
export function scoreDocuments(gold, coded) {
  const codedById = new Map(coded.map((document) => [document.id, document]))
  const tallies = Object.fromEntries(
    ["labour_documents", "actions", "strict_actions", ...FIELDS, ...THEMES.map((theme) => `themes_${theme}`)].map(
      (field) => [field, new Tally()],
    ),
  )
  const misses = []
  let kindsRight = 0
  let withoutLabour = 0
  let falseLabour = 0
  for (const document of gold) {
    const { id } = document
    const own = codedById.get(id) ?? { kind: null, actions: [] }
    const codedActions = own.actions ?? []
    if (own.kind === document.kind) kindsRight++
    else misses.push({ id, field: "kind", gold: document.kind, coded: own.kind })

    const isLabourGold = document.actions.some(isLabour)
    const isLabourCoded = codedActions.some(isLabour)
    if (isLabourGold) tallies.labour_documents[isLabourCoded ? "right" : "missed"]++
    else {
      withoutLabour++
      if (isLabourCoded) {
        falseLabour++
        tallies.labour_documents.invented++
      }
    }

    const { pairs, missed, invented } = pairActions(document.actions, codedActions)
    for (const field of ["actions", "strict_actions"]) {
      tallies[field].missed += missed.length
      tallies[field].invented += invented.length
    }
    tallies.actions.right += pairs.length
    for (const [goldValues, codedValues] of pairs) {
      const wrong = FIELDS.filter((field) => alike(goldValues[field], codedValues[field]) !== 1)
      if (!isStrictlyRight(goldValues, codedValues)) {
        tallies.strict_actions.missed++
        tallies.strict_actions.invented++
      } else tallies.strict_actions.right++
      for (const field of FIELDS) tallies[field].count(goldValues[field], codedValues[field])
      for (const field of wrong)
        misses.push({ id, field, gold: [...goldValues[field]], coded: [...codedValues[field]] })
    }
    for (const [action, values] of missed) {
      for (const field of FIELDS) tallies[field].count(values[field], NONE)
      misses.push({ id, field: "action missed", gold: action })
    }
    for (const [action, values] of invented) {
      for (const field of FIELDS) tallies[field].count(NONE, values[field])
      misses.push({ id, field: "action invented", coded: action })
    }
    if (document.themes === undefined || document.themes === null) continue
    for (const theme of THEMES) {
      const goldTheme = given(document.themes[theme])
      const codedTheme = given(own.themes?.[theme])
      tallies[`themes_${theme}`].count(goldTheme, codedTheme)
      if (alike(goldTheme, codedTheme) !== 1) {
        misses.push({
          id,
          field: `themes_${theme}`,
          gold: [...goldTheme].filter((value) => !codedTheme.has(value)),
          coded: [...codedTheme].filter((value) => !goldTheme.has(value)),
        })
      }
    }
  }
  const result = {
    documents: gold.length,
    kind_accuracy: gold.length === 0 ? 0 : kindsRight / gold.length,
    false_labour_rate: withoutLabour === 0 ? 0 : falseLabour / withoutLabour,
  }
  for (const [field, tally] of Object.entries(tallies)) result[field] = tally.result()
  result.coding_score = HEADLINE.reduce((sum, field) => sum + result[field].f1, 0) / HEADLINE.length
  return { result, misses }
}

/** Documents of a JSON Lines file. Throws when an id stands twice: a score over such a file means nothing. */
export function readDocuments(path) {
  const documents = readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line))
  const ids = new Set()
  for (const { id } of documents) {
    if (ids.has(id)) throw new Error(`${path}: id ${id} stands twice`)
    ids.add(id)
  }
  return documents
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [gold, coded] = process.argv.slice(2)
  if (gold === undefined || coded === undefined) {
    console.error("usage: node tools/score.mjs GOLD.jsonl CODED.jsonl")
    process.exitCode = 2
  } else console.log(JSON.stringify(scoreDocuments(readDocuments(gold), readDocuments(coded)).result, null, 2))
}
