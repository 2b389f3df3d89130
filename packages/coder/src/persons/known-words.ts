import { builtInKnowledge } from "../code-report.ts"
import { RAW } from "../lexicon/generated.ts"
import { KNOWN_WORDS } from "../lexicon/generated-known-words.ts"
import { readWords } from "../text/read-doc.ts"
import { personWords } from "./person-words.ts"

/** Letters that are left of a word at least. */
const SHORTEST = 2

let made: ReadonlySet<string> | null = null

/**
 * Is a word one that texts use, or a name of our own registers of places, workplaces and organisations? One ending and one
 * beginning are taken off. What is not may be somebody's name.
 *
 * @param word A token's word, folded.
 */
export function isKnownWord(word: string): boolean {
  if (isMadeByEnding(word)) return true
  const rest = (start: string) => word.slice(start.length)
  return personWords().knownStarts.some(
    (start) => word.startsWith(start) && rest(start).length >= SHORTEST && isMadeByEnding(rest(start)),
  )
}

/** As `isKnownWord`, of the word as it stands. */
export function isListedWord(word: string): boolean {
  made ??= new Set(compile())
  return made.has(word)
}

function isMadeByEnding(word: string): boolean {
  if (isListedWord(word)) return true
  const rest = (end: string) => word.slice(0, -end.length)
  return personWords().knownEnds.some(
    (end) => word.endsWith(end) && rest(end).length >= SHORTEST && isListedWord(rest(end)),
  )
}

function* compile(): Generator<string> {
  const { places, workplaces, organisations } = builtInKnowledge()
  for (const { name, nameEn } of [...places.values(), ...workplaces.values(), ...organisations.values()]) {
    yield* readWords(name)
    yield* readWords(nameEn)
  }
  for (const [, , , , pattern] of RAW.terms) yield* readWords(pattern)
  for (const codes of Object.values(RAW.labels))
    for (const { fa, en } of Object.values(codes)) yield* readWords(`${fa} ${en}`)
  for (const word of KNOWN_WORDS.split(" ")) yield* readWords(word)
  yield* personWords().known
}
