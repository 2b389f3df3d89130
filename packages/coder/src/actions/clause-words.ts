import type { RawLexicon } from "../lexicon/raw.ts"
import { rowsOf } from "../lexicon/raw.ts"
import { PerWord } from "../text/per-word.ts"
import { readDoc } from "../text/read-doc.ts"

/** What a finite verb says of the reality of what it tells. */
export type Mood = "past" | "present" | "future" | "wish"

/** A finite form of a verb that acts are told with. */
export interface FiniteVerb {
  readonly mood: Mood
  readonly negated: boolean
  /** Told by those who act («جمع می‌شویم»). */
  readonly we: boolean
  /** One person's or thing's («کرد», «می‌خورد»). */
  readonly single: boolean
  /** Done and lasting («کرده‌اند»). */
  readonly perfect: boolean
}

/** Words that say how a clause tells of an act: `data/lexicon/tables/clause-words.csv`, folded. */
export interface ClauseWords {
  readonly demonstrative: ReadonlySet<string>
  readonly actPeople: ReadonlySet<string>
  readonly pluralAct: ReadonlySet<string>
  readonly condition: ReadonlySet<string>
  readonly whenever: ReadonlySet<string>
  readonly general: ReadonlySet<string>
  readonly otherAct: ReadonlySet<string>
  readonly count: ReadonlySet<string>
  readonly authority: ReadonlySet<string>
  readonly because: ReadonlySet<string>
  /** Who was seized, as a word beside their name: «معلمان بازداشتی». */
  readonly detained: ReadonlySet<string>
  /** What a text names itself in its title: «بیانیه», «قطعنامه». */
  readonly document: ReadonlySet<string>
  /** All to whom a call goes. */
  readonly everybody: ReadonlySet<string>
  readonly partaking: ReadonlySet<string>
  readonly planning: ReadonlySet<string>
  readonly everyTime: ReadonlySet<string>
  readonly repeated: ReadonlySet<string>
  readonly additive: ReadonlySet<string>
  readonly side: ReadonlySet<string>
  /** Says that several acted apart from each other. */
  readonly separate: ReadonlySet<string>
  readonly period: ReadonlySet<string>
  /** Before «با» and an act: names it to say when («همزمان با …»). */
  readonly along: ReadonlySet<string>
  /** Right before an act that is only about to come («در آستانه …»). */
  readonly eve: ReadonlySet<string>
  /** Behind acts in the plural: of late, and the same in two words («ماه‌های» + «گذشته»). */
  readonly recent: ReadonlySet<string>
  readonly periods: ReadonlySet<string>
  readonly ago: ReadonlySet<string>
  /** Of those periods, months and years: what was done in them was done by many. */
  readonly months: ReadonlySet<string>
  /** Before «به» and a form: others urge people to it. */
  readonly incites: ReadonlySet<string>
  /** Nobody in particular, before a present: «برخی تجمع می‌کنند». */
  readonly someOf: ReadonlySet<string>
  /** 1 for words of those who speak and whom they address, and for verbs of the first person plural. */
  readonly speaks: PerWord
  /** Opens a sentence that contradicts, by itself or behind «با این». */
  readonly against: ReadonlySet<string>
  readonly despite: ReadonlySet<string>
  /** Before a colon: somebody's words follow. */
  readonly says: ReadonlySet<string>
  readonly between: ReadonlySet<string>
  /** Right before an act that is only spoken about («نقش اعتصاب»). */
  readonly topic: ReadonlySet<string>
  /** Behind acts in the plural: of what kind they are, and not whose («اعتصابات کارگری»). */
  readonly ofAKind: ReadonlySet<string>
  /** Behind an act that people took part in: it is held against them. */
  readonly charge: ReadonlySet<string>
  /** Behind an act that is said what it is («اعتصاب یعنی»), and the same behind «به». */
  readonly defines: ReadonlySet<string>
  readonly meaning: ReadonlySet<string>
  /** Behind an act that a copula at the clause's end says what it is («اعتصاب یک حق است»). */
  readonly predicate: ReadonlySet<string>
  /** Behind acts in the plural: of those who forbid them. */
  readonly unlawful: ReadonlySet<string>
  /** Before an act that others only claim. */
  readonly hearsay: ReadonlySet<string>
  readonly verbs: ReadonlyMap<string, FiniteVerb>
}

/**
 * Compiles the table.
 *
 * @throws Error on a verb that `verbs.csv` does not hold: the file is wrong.
 */
export function compileClauseWords(raw: RawLexicon): ClauseWords {
  const rows = rowsOf(raw.tables, "clause-words").filter((row) => row.status === "active")
  const words = (role: string) =>
    new Set(rows.filter((row) => row.role === role).flatMap((row) => row.words!.split("|").map(folded)))
  const stems = new Map(rowsOf(raw.tables, "verbs").map((row) => [folded(row.id!), row]))
  const verbs = new Map<string, FiniteVerb>()
  // «دارند», «هستند»: present without «می».
  for (const stem of ["دار", "هست", "نیست", "ندار"])
    for (const person of ["", "م", "د", "یم", "ند"])
      verbs.set(stem + person, finite("present", person, stem.startsWith("ن")))
  verbs.set("است", finite("present", "د", false))
  for (const infinitive of words("verb")) {
    const row = stems.get(infinitive)
    if (row === undefined) throw new Error(`clause-words.csv: verbs.csv has no «${infinitive}»`)
    addForms(verbs, folded(row.past!), row.present!.split("|").map(folded))
  }
  for (const person of ["م", "د", "یم", "ند"]) {
    verbs.set(`خواه${person}`, finite("future", person, false))
    verbs.set(`نخواه${person}`, finite("future", person, true))
  }
  const we = words("we")
  return {
    demonstrative: words("demonstrative"),
    actPeople: words("act_people"),
    pluralAct: words("plural_act"),
    condition: words("condition"),
    whenever: words("whenever"),
    general: words("general"),
    otherAct: words("other_act"),
    count: words("count"),
    authority: words("authority"),
    because: words("because"),
    detained: words("detained"),
    document: words("document"),
    everybody: words("everybody"),
    partaking: words("partaking"),
    planning: words("planning"),
    everyTime: words("every_time"),
    repeated: words("repeated"),
    additive: words("additive"),
    side: words("side"),
    separate: words("separate"),
    period: words("period"),
    along: words("along"),
    eve: words("eve"),
    recent: words("recent"),
    periods: words("periods"),
    ago: words("ago"),
    months: words("months"),
    someOf: words("some_of"),
    incites: words("incites"),
    speaks: new PerWord((word) => (we.has(word) || verbs.get(word)?.we === true || isWePresent(word) ? 1 : 0)),
    against: words("against"),
    despite: words("despite"),
    says: words("says"),
    between: words("between"),
    topic: words("topic"),
    charge: words("charge"),
    ofAKind: words("of_a_kind"),
    defines: words("defines"),
    meaning: words("meaning"),
    predicate: words("predicate"),
    unlawful: words("unlawful"),
    hearsay: words("hearsay"),
    verbs,
  }
}

/** «می‌ایستیم», «نمی‌پذیریم»: the present of any verb. */
function isWePresent(word: string): boolean {
  return word.endsWith("یم") && word.length > 4 && (word.startsWith("می") || word.startsWith("نمی"))
}

function folded(word: string): string {
  return readDoc(word).words.join("")
}

/** A form from its ending; a bare participle («چادر زده و …») waits for the verb that tells how many. */
function finite(mood: Mood, person: string, negated: boolean, perfect = false): FiniteVerb {
  const single = perfect ? person === "است" : mood === "past" ? person === "" : person === "د" || person === ""
  return { mood, negated, we: person === "یم" || person === "ایم", single, perfect }
}

const PAST = ["م", "", "یم", "ند", "ن"]
const PERFECT = ["", "ام", "است", "ایم", "اند", "ان"]
const PRESENT = ["م", "د", "یم", "ند", "ن", "ه"]

function addForms(verbs: Map<string, FiniteVerb>, past: string, presents: readonly string[]): void {
  const add = (form: string, mood: Mood, person: string, negated = false, perfect = false) => {
    if (!verbs.has(form)) verbs.set(form, finite(mood, person, negated, perfect))
  }
  const not = past.startsWith("ا") ? [`نی${past}`, `نی${past.slice(1)}`] : [`ن${past}`]
  for (const person of PAST) {
    add(past + person, "past", person)
    add(`می${past}${person}`, "past", person)
    add(`نمی${past}${person}`, "past", person, true)
    for (const n of not) add(n + person, "past", person, true)
  }
  for (const person of PERFECT) {
    add(`${past}ه${person}`, "past", person, false, true)
    for (const n of not) add(`${n}ه${person}`, "past", person, true, true)
  }
  for (const stem of presents) {
    const glided = stem.endsWith("ا") || stem.endsWith("و") ? [stem, `${stem}ی`] : [stem]
    for (const present of glided) {
      for (const person of PRESENT) {
        add(`می${present}${person}`, "present", person)
        add(`نمی${present}${person}`, "present", person, true)
        add(`ب${present}${person}`, "wish", person)
        if (present.startsWith("ا")) add(`بی${present.slice(1)}${person}`, "wish", person)
        add(`ن${present}${person}`, "wish", person, true)
        if (person.length > 1 || person === "د") add(present + person, "wish", person)
      }
    }
  }
}
