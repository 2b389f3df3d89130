import { GLUED } from "../lexicon/generated-glued.ts"
import { foldText } from "./fold.ts"

/**
 * Letters of the first word in each glued pair of `glued-words.csv`, folded: words that people write as one because no gap
 * shows between them, since a letter never joins the next behind ا, د, ر, ز or و.
 */
const FIRST_OF = new Map(
  GLUED.flatMap(([first, behind]) =>
    behind.map((word) => [foldWord(first) + foldWord(word), foldWord(first).length] as const),
  ),
)

/** A word of the table as the tokeniser has it where no letter was parted by ZWNJ. */
function foldWord(word: string): string {
  return foldText(word).replaceAll(" ", "")
}

/** How many of a folded word's letters are a word of their own, glued to the one behind; 0 for a whole word. */
export function gluedLetters(word: string): number {
  return FIRST_OF.get(word) ?? 0
}
