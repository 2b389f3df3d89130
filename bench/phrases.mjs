// Phrases of the kinds that the lexicon has, made from a seed, and texts that hold some of them.
import { seeded } from "./reports.mjs"

const LETTERS = [..."ابپتجچحخدرزسشصضطعغفقکگلمنوهی"]
const STEMS = new Map([
  ["کردن", { past: "کرد", present: ["کن"] }],
  ["زدن", { past: "زد", present: ["زن"] }],
  ["کشیدن", { past: "کشید", present: ["کش"] }],
  ["دادن", { past: "داد", present: ["ده"] }],
])
const VERBS = [...STEMS.keys()].map((verb) => `{${verb}}`)

/**
 * Adds `count` phrases to a matcher: single words, lemmas, compounds, verbs, alternatives, gaps and names, as many of each
 * as the lexicon and gazetteer have; answers the words they are made of.
 */
export function addPhrases(matcher, count, seed = 5) {
  const random = seeded(seed)
  const pick = (list) => list[Math.floor(random() * list.length)]
  const word = () => Array.from({ length: 3 + Math.floor(random() * 5) }, () => pick(LETTERS)).join("")
  const words = Array.from({ length: Math.max(200, count) }, word)
  const one = () => pick(words)
  const kinds = [
    [0.45, () => [one(), true]],
    [0.15, () => [`${one()} ${one()}`, true]],
    [0.08, () => [`{${one()}}`, false]],
    [0.1, () => [`${one()} ${one()}`, false]],
    [0.07, () => [`${one()} ${pick(VERBS)}`, false]],
    [0.08, () => [`(${one()}|${one()}|${one()}) (${one()}|${one()})`, false]],
    [0.05, () => [`${one()} … ${pick(VERBS)}`, false]],
    [0.02, () => [`(${one()}|${one()}) … (${one()}|{${one()}})`, false]],
  ]
  for (let n = 0; n < count; n++) {
    let roll = random()
    const [, make] =
      kinds.find(([share]) => {
        roll -= share
        return roll < 0
      }) ?? kinds[0]
    const [pattern, name] = make()
    matcher.add(n, pattern, name)
  }
  return words
}

export { STEMS }

/** Texts of reports in which every twelfth word is one of `words`. */
export function withWords(texts, words, seed = 6) {
  const random = seeded(seed)
  return texts.map((text) =>
    text
      .split(" ")
      .map((word) => (random() < 1 / 12 ? words[Math.floor(random() * words.length)] : word))
      .join(" "),
  )
}
