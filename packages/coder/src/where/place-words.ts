import type { Row } from "../numbers/word-table.ts"
import { readDoc } from "../text/read-doc.ts"
import { WordBits } from "../text/word-bits.ts"

/** What a word beside a place's name says about it; a word may say several things. */
export const PlaceWord = {
  where: 1,
  spot: 2,
  kind: 4,
  road: 8,
  road_word: 16,
  street: 32,
  zone: 64,
  post: 128,
  outlet: 256,
  claim: 512,
  want: 1024,
  wanted: 2048,
  origin: 4096,
  came: 8192,
  to: 16384,
  join: 32768,
  news: 65536,
  near: 131072,
} as const

/** What words say of a place beside them: `PlaceWord` bits. */
export type PlaceWords = WordBits

/**
 * Compiles `data/lexicon/tables/place-words.csv`. The English name only glosses a row; its wordings are in `alt_en`.
 *
 * @throws on an unknown role or a wording of several words: neighbours are looked at one by one.
 */
export function compilePlaceWords(rows: readonly Row[]): PlaceWords {
  const out = new Map<string, number>()
  for (const row of rows) {
    if (row.status !== "active") continue
    const bit = PlaceWord[row.role as keyof typeof PlaceWord]
    if (bit === undefined) throw new Error(`place-words.csv: unknown role «${row.role}»`)
    for (const wording of [row.name_fa, row.alt_fa, row.alt_en].flatMap((cell) => (cell ?? "").split("|"))) {
      if (wording === "") continue
      const { words } = readDoc(wording)
      if (words.length !== 1) throw new Error(`place-words.csv: «${wording}» is not one word`)
      out.set(words[0]!, (out.get(words[0]!) ?? 0) | bit)
    }
  }
  return new WordBits((word) => out.get(word) ?? 0)
}
