import type { How, Workforce } from "../codes.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"
import type { Actor } from "./actor.ts"
import { LOSERS } from "./trade.ts"

/** Tokens that may stand between two parts of one actor's noun phrase. */
const REACH = 4
const SEPARATORS = new Set([",", ";", "and", "or", "،", "و"])
const QUANTIFIERS = new Set("group number some hundreds dozens thousands tens scores".split(" "))
/** "workers of the plant" and "workers at the plant" stay one phrase. */
const PARTING = new Set("against for with to".split(" "))
const OBLIQUE = new Set("against for with to of".split(" "))

/** Codes that win over others of the same phrase, strongest first (codebook §9, rule 15). */
const WINNERS: readonly Workforce[] = [
  "retirees",
  "non_labour",
  "students",
  "kolbars",
  "fuel_carriers",
  "unemployed",
  "platform",
  "lawyers",
  "bakers",
]

/**
 * The groups of people that English parts of a document name: words for a trade, its people and its plant that stand close
 * together, in either order ("oil workers", "workers at the refinery").
 */
export function readEnglishActors(
  doc: Doc,
  parts: readonly Mention[],
  workplaceWorkforce: (id: string) => Workforce | null,
): Actor[] {
  const out: Actor[] = []
  let group: Mention[] = []
  const close = () => {
    if (group.length > 0) out.push(...actorsOf(doc, group, workplaceWorkforce))
    group = []
  }
  for (const part of parts) {
    const last = group[group.length - 1]
    if (last !== undefined && onlyAnd(doc, last.past, part.first) && !isPeople(doc, part)) {
      // "service and park workers": a second trade of the same people, not a second group.
      group.push(part)
      continue
    }
    if (
      last !== undefined &&
      (last.sentence !== part.sentence || part.first - last.past > REACH || parted(doc, last.past, part.first))
    )
      close()
    group.push(part)
  }
  close()
  return out
}

function onlyAnd(doc: Doc, from: number, to: number): boolean {
  return to - from === 1 && doc.words[from] === "and"
}

/** Does a mention begin with a noun for people ("teachers"), not for a trade or a place of work ("textile")? */
function isPeople(doc: Doc, m: Mention): boolean {
  return doc.words[m.first]!.endsWith("s")
}

function parted(doc: Doc, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    if (SEPARATORS.has(doc.words[i]!)) return true
    if (doc.kinds[i] === TokenKind.mark && !'«»()"#-–'.includes(doc.words[i]!)) return true
    if (PARTING.has(doc.words[i]!)) return true
  }
  return false
}

function actorsOf(doc: Doc, group: readonly Mention[], workplaceWorkforce: (id: string) => Workforce | null): Actor[] {
  const people = group.filter((m) => m.kind === "workforce")
  const places = group.filter((m) => m.kind === "workplace")
  if (people.length === 0) {
    // A plant alone is no group of people; it becomes one only beside a word for them.
    return []
  }
  const strong = people.filter((m) => !m.weak)
  let code: Workforce | null = null
  let how: How = "stated"
  let basis: Mention[] = strong
  const codes = [...new Set(strong.map((m) => m.code as Workforce))]
  for (const winner of WINNERS) if (codes.includes(winner)) code = winner
  code ??= codes.find((c) => !LOSERS.has(c)) ?? null
  const plant = places[0] ?? null
  if ((code === null || code === "workers_other") && plant !== null) {
    const byPlant = workplaceWorkforce(plant.code)
    if (byPlant !== null) {
      code = byPlant
      how = "inferred"
      basis = [...people, plant]
    }
  }
  code ??= codes[0] ?? (people[0]!.code as Workforce)
  if (basis.length === 0) basis = people
  const first = group[0]!.first
  return [
    {
      workforce: code,
      mentions: basis
        .filter((m) => m.code === code || m.kind === "workplace" || how === "inferred" || basis.length === 1)
        .slice(0, 3),
      first,
      past: group[group.length - 1]!.past,
      sentence: group[0]!.sentence,
      weak: strong.length === 0 && how === "stated",
      how,
      standing: isOblique(doc, first) ? "oblique" : "subject",
      oblique: isOblique(doc, first),
      workplace: plant,
    },
  ]
}

/** Looks at most two tokens left of a noun phrase for the preposition it hangs on. */
function isOblique(doc: Doc, first: number): boolean {
  const start = doc.sentences[doc.sentenceOf[first]!]![0]
  for (let i = first - 1; i >= start && i >= first - 2; i--) {
    const word = doc.words[i]!
    if (doc.kinds[i] === TokenKind.mark) return false
    if (OBLIQUE.has(word)) {
      if (word === "of") {
        for (let k = i - 1; k >= start && k >= i - 2; k--)
          if (QUANTIFIERS.has(doc.words[k]!) || doc.kinds[k] === TokenKind.number) return false
      }
      return true
    }
  }
  return false
}
