import { type Row, rowsOfRole, wordingsOf } from "../numbers/word-table.ts"
import { readDoc } from "../text/read-doc.ts"
import { WordBits } from "../text/word-bits.ts"

/** What a word does to the noun phrase of a group of people: the roles of `phrase-words.csv`. */
export type PhraseRole =
  | "act"
  | "act_adjective"
  | "approximate"
  | "asks"
  | "asks_for"
  | "at_work"
  | "calls_after"
  | "calls_before"
  | "collective"
  | "compares"
  | "counted"
  | "employer"
  | "employer_alone"
  | "employer_end"
  | "employs"
  | "issuer"
  | "light"
  | "members"
  | "oblique"
  | "office"
  | "official"
  | "one"
  | "organisation"
  | "organisation_end"
  | "possessed"
  | "quantifier"
  | "speech"
  | "stop"
  | "time"
  | "voice"

type WordSets = Readonly<Record<PhraseRole, ReadonlySet<string>>> & {
  /** Finite forms of every verb that are no noun as well: «کردند», «نشد», «دهند»; not «ساخت», «رود». */
  readonly finite: ReadonlySet<string>
}

/** What is asked of one word after another, in one look at each: bits of `PhraseWords.bits`. */
export const PhraseWord = {
  act: 1,
  act_adjective: 1 << 1,
  approximate: 1 << 2,
  at_work: 1 << 3,
  compares: 1 << 5,
  counted: 1 << 6,
  employer: 1 << 7,
  employer_alone: 1 << 8,
  employer_end: 1 << 9,
  employs: 1 << 10,
  oblique: 1 << 11,
  office: 1 << 12,
  official: 1 << 13,
  one: 1 << 14,
  organisation: 1 << 15,
  organisation_end: 1 << 16,
  possessed: 1 << 17,
  quantifier: 1 << 18,
  speech: 1 << 19,
  stop: 1 << 20,
  time: 1 << 21,
  /** See `isVerb`. */
  verb: 1 << 22,
  /** Stands outside any noun phrase: a preposition, a conjunction, a verb, a word of time. */
  ends: 1 << 23,
  /** «شرکت نورد | تجمع کردند»: the noun before a full verb belongs to it, as that before «بودند» need not. */
  completes: 1 << 24,
  /** Ends as plurals do, or is a word for several people. */
  plural: 1 << 25,
} as const

/** The words of each role, folded. */
export type PhraseWords = WordSets & {
  /** `PhraseWord` bits of the word at a token. */
  readonly bits: WordBits
}

const ROLES: readonly PhraseRole[] = [
  "act",
  "act_adjective",
  "approximate",
  "asks",
  "asks_for",
  "at_work",
  "calls_after",
  "calls_before",
  "collective",
  "compares",
  "counted",
  "employer",
  "employer_alone",
  "employer_end",
  "employs",
  "issuer",
  "light",
  "members",
  "oblique",
  "office",
  "official",
  "one",
  "organisation",
  "organisation_end",
  "possessed",
  "quantifier",
  "speech",
  "stop",
  "time",
  "voice",
]

/**
 * Compiles the rows of `phrase-words.csv`.
 *
 * @param verbs Rows of `verbs.csv`.
 * @throws when a wording is not one token: a role is asked of one word at a time.
 */
export function compilePhraseWords(rows: readonly Row[], verbs: readonly Row[]): PhraseWords {
  const words = (role: PhraseRole): ReadonlySet<string> =>
    new Set(
      rowsOfRole(rows, role)
        .flatMap((row) => wordingsOf({ name_fa: row.name_fa ?? "", alt_fa: row.alt_fa ?? "" }))
        .map((wording) => {
          const doc = readDoc(wording)
          if (doc.count !== 1) throw new Error(`couldn't compile phrase-words.csv: «${wording}» is not one word`)
          return doc.words[0]!
        }),
    )
  const made = Object.fromEntries(ROLES.map((role) => [role, words(role)])) as Record<PhraseRole, ReadonlySet<string>>
  // «که به شهر آمده»: a participle ends a phrase as a finite verb does.
  const participles = verbs.flatMap((row) => readDoc(`${row.past}ه`).words)
  const sets = { ...made, stop: new Set([...made.stop, ...participles]), finite: finiteForms(verbs) }
  return { ...sets, bits: new WordBits((word) => bitsOf(word, sets)) }
}

function bitsOf(word: string, words: WordSets): number {
  let bits = 0
  for (const role of ROLES) if (role in PhraseWord && words[role].has(word)) bits |= PhraseWord[role as BitRole]
  if (isVerb(word, words)) bits |= PhraseWord.verb
  if (endsPhrase(word, words)) bits |= PhraseWord.ends
  if (completes(word, words)) bits |= PhraseWord.completes
  if (words.collective.has(word) || PLURAL.test(word)) bits |= PhraseWord.plural
  return bits
}

type BitRole = PhraseRole & keyof typeof PhraseWord

const PLURAL = /(ان|ین|ون|ها|های|هایی|انی|هاشان|شان|مان)$/

function completes(word: string, words: WordSets): boolean {
  return words.light.has(word) || (!word.startsWith("بود") && !word.startsWith("نبود") && isVerb(word, words))
}

/** Persons that no noun ends in: of the past, of the perfect, and of the present. */
const PAST_PERSONS = ["ند", "یم", "ید"]
const PERFECT_PERSONS = ["هاند", "هایم", "هاید", "هبودند", "هبود"]
const PRESENT_PERSONS = ["ند", "یم"]

/** What the stems of `verbs.csv` alone make of finite verbs; forms with «می» are told by their beginning. */
function finiteForms(verbs: readonly Row[]): ReadonlySet<string> {
  const out = new Set<string>()
  for (const row of verbs) {
    const past = readDoc(row.past!).words[0]!
    for (const stem of [past, negated(past)]) {
      for (const person of PAST_PERSONS) out.add(stem + person)
      for (const person of PERFECT_PERSONS) out.add(stem + person)
    }
    out.add(negated(past)).add(`${negated(past)}ه`)
    for (const written of row.present!.split("|")) {
      const words = readDoc(written).words
      const present = words.length === 1 ? words[0]! : ""
      // A stem of one letter makes nouns: «بند», «ند».
      if (present.length < 2) continue
      const stem = /[او]$/.test(present) ? `${present}ی` : present
      out.add(`${negated(stem)}د`)
      for (const person of PRESENT_PERSONS)
        for (const form of [stem + person, present + person, `ب${stem}${person}`, negated(stem) + person]) out.add(form)
    }
  }
  return out
}

/** «ن» before a stem: «نکرد», «نیامد». */
function negated(stem: string): string {
  return stem.startsWith("ا") ? `نی${stem.slice(1)}` : `ن${stem}`
}

/** Does a word stand outside any noun phrase: a preposition, a conjunction, a verb, a word of time? */
function endsPhrase(word: string, words: WordSets): boolean {
  return (
    words.stop.has(word) ||
    words.time.has(word) ||
    words.oblique.has(word) ||
    isVerb(word, words) ||
    isGlued(word, words)
  )
}

/** A finite verb: a form of one that `verbs.csv` has, or anything with «می» before it. */
export function isVerb(word: string, words: WordSets): boolean {
  if (words.finite.has(word)) return true
  if (word.length < 5 || !(word.startsWith("می") || word.startsWith("نمی"))) return false
  return VERB_ENDS.includes(word[word.length - 1]!) && !word.endsWith("ان") && !word.endsWith("هن")
}

const VERB_ENDS = "مدنه"

/** «دراعتراض», «درحمایت»: a preposition glued to the noun that it governs; «روزشنبه»: two words of time. */
function isGlued(word: string, words: WordSets): boolean {
  if (word.length < 6) return false
  // «سال‌هاست»: the copula behind a plural.
  if (word.endsWith("هاست")) return true
  if (word.startsWith("در")) {
    const rest = word.slice(2)
    return words.act.has(rest) || words.stop.has(rest) || words.possessed.has(rest)
  }
  const day = word.indexOf("روز")
  return day >= 0 && day <= 2 && words.time.has(word.slice(day + 3)) && words.time.has(word.slice(0, day + 3))
}
