import { describe, expect, test } from "vitest"
import { builtInKnowledge } from "../code-report.ts"
import type { Knowledge, Place } from "../knowledge.ts"
import { readMentions } from "../mentions/read-mentions.ts"
import { foldText } from "../text/fold.ts"
import { readDoc } from "../text/read-doc.ts"
import { findPlaces } from "./places.ts"

const knowledge = builtInKnowledge()

/** Towns that none of the sentences finds, each with the reason why that is right. */
const UNFOUND: Readonly<Record<string, string>> = {
  t2303042115: "«ری» and «شهرری» are one town; the sources list it twice, and reports get the second",
}

/** Sentences that name a town as reports do; a name that is an ordinary word needs a word that says what it is. */
const SENTENCES: readonly ((name: string) => string)[] = [
  (name) => `کارگران شهرداری ${name} در ${name} تجمع کردند.`,
  (name) => `کارگران روز شنبه در شهر ${name} تجمع کردند.`,
]
const MARKED: readonly ((name: string) => string)[] = [(name) => `کارگران روز شنبه در شهر ${name} تجمع کردند.`]

/** Is a town found in a sentence: as itself, or among the candidates of an open name? */
function finds(known: Knowledge, place: Place, text: string): boolean {
  const doc = readDoc(text)
  const { places } = findPlaces(doc, readMentions(doc, known.phrases), known, [])
  return places.some(
    (p) =>
      p.place.id === place.id ||
      p.place.candidates?.includes(place.id) === true ||
      // The seat of a county stands for a township of its name, and says so by how it was got.
      (p.how === "inferred" && bare(p.place.name) === bare(place.name)),
  )
}

const bare = (name: string) => foldText(name).replaceAll(" ", "")

/** Names, with ids, of the towns that a sentence of their own does not find. */
function unfound(known: Knowledge, towns: Iterable<Place>): string[] {
  const out: string[] = []
  for (const place of towns) {
    if (place.type !== "city" || place.provinceId === null) continue
    const spellings = [place.name, place.name.replaceAll(" ", "\u200c"), `«${place.name}»`]
    const missed = spellings.some((name) =>
      (place.marked ? MARKED : SENTENCES).some((sentence) => !finds(known, place, sentence(name))),
    )
    if (missed) out.push(`${place.id} ${place.name}`)
  }
  return out
}

describe("every town of the gazetteer", () => {
  const missed = unfound(knowledge, knowledge.places.values())

  test("is found by a report that names it, or stands among the candidates", () => {
    expect(missed.filter((town) => UNFOUND[town.split(" ")[0]!] === undefined)).toEqual([])
  })

  test("keeps no town on the list of unfound ones that is found", () => {
    const ids = new Set(missed.map((town) => town.split(" ")[0]!))
    expect(Object.keys(UNFOUND).filter((id) => !ids.has(id))).toEqual([])
    for (const reason of Object.values(UNFOUND)) expect(reason.length).toBeGreaterThan(20)
  })

  test("is missed when the lexicon does not know its name", () => {
    const planted: Place = { ...knowledge.places.get("t2301021576")!, id: "planted", name: "نادیدآباد" }
    expect(unfound(knowledge, [planted])).toEqual(["planted نادیدآباد"])
  })
})
