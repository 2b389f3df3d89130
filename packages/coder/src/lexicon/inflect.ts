/**
 * Persian and English inflection, both ways that the matcher needs: the forms of a verb, and the
 * lemmas that a word in a text may be a form of.
 */

/** Past stem and present stems of a verb, e.g. `کشید` and [`کش`]. Folded. */
export interface VerbStems {
  readonly past: string
  readonly present: readonly string[]
  /** What stands before «ن», «ب» and «می», and is part of both stems: «بر» of `برگشت`, «برنگشت». Left out: none. */
  readonly preverb?: string
}

const PERSON_PAST = ["م", "ی", "", "یم", "ید", "ند", "ن"]
const PERSON_PERFECT = ["", "ام", "ای", "است", "ایم", "اید", "اند", "ان", "بودند", "بود"]
const PERSON_PRESENT = ["م", "ی", "د", "یم", "ید", "ند", "ن", "ه", "ین"]

/**
 * Forms of a verb in the folded writing of a token, with whether each is negated.
 *
 * Tenses written in one token: past, imperfect, perfect, present, subjunctive, imperative, infinitive, participles;
 * spoken endings too («میکنن», «میکنه»). The future («خواهند کرد») ends in the bare past, which is here.
 */
export function verbForms(stems: VerbStems): Map<string, boolean> {
  const { preverb = "" } = stems
  const out = new Map<string, boolean>()
  const add = (form: string, negated: boolean) => {
    const whole = preverb + form
    if (!out.has(whole)) out.set(whole, negated)
  }
  const past = stems.past.slice(preverb.length)
  const presents = stems.present.flatMap((present) => presentVariants(present.slice(preverb.length)))
  for (const person of PERSON_PAST) {
    add(past + person, false)
    add(`می${past}${person}`, false)
    for (const n of glide("ن", past)) add(n + person, true)
    add(`نمی${past}${person}`, true)
  }
  for (const person of PERSON_PERFECT) {
    add(`${past}ه${person}`, false)
    add(`می${past}ه${person}`, false)
    for (const n of glide("ن", past)) add(`${n}ه${person}`, true)
    add(`نمی${past}ه${person}`, true)
  }
  for (const present of presents) {
    for (const person of PERSON_PRESENT) {
      add(`می${present}${person}`, false)
      add(`نمی${present}${person}`, true)
      for (const b of glide("ب", present)) add(b + person, false)
      for (const n of glide("ن", present)) add(n + person, true)
      // Without a prefix only after another word («اعتصاب کنند»); short ones would be other words («کند» is kept).
      if (person !== "ه" && person !== "ن" && person !== "ی" && person !== "م" && person !== "ین")
        add(present + person, false)
    }
    for (const b of glide("ب", present)) add(b, false)
  }
  const infinitive = `${past}ن`
  for (const tail of ["", "ی", "ش", "شان", "مان", "ها", "های"]) add(infinitive + tail, false)
  for (const tail of ["", "شان"]) for (const n of glide("ن", infinitive)) add(n + tail, true)
  return out
}

/** An infinitive in the negative, as it may be written: «نکردن», «نیامدن», «برنگشتن». Folded. */
export function negativesOf(infinitive: string, { preverb = "" }: VerbStems): string[] {
  return glide("ن", infinitive.slice(preverb.length)).map((negative) => preverb + negative)
}

function presentVariants(present: string): string[] {
  const out = [present]
  // کو/گو, ا (from آ), شو: a glide stands before vowel endings («گویند», «ایند», «میاید»).
  if (present.endsWith("ا") || present.endsWith("و")) out.push(`${present}ی`)
  return out
}

/** A prefix before a stem: «ن» + «امد» is «نیامد», «ب» + «انداز» is «بینداز»; never «با», «باید», «نام» of «آمدن». */
function glide(prefix: string, stem: string): string[] {
  if (!stem.startsWith("ا")) return [prefix + stem]
  const glided = [`${prefix}ی${stem}`, `${prefix}ی${stem.slice(1)}`]
  return stem.length > 2 ? [...glided, prefix + stem] : glided
}

/** Endings a Persian noun may take in one token. */
const NOUN_TAILS = new Set(
  (
    "ی ای یی ها های هایی هایم هایت هایش هایمان هایتان هایشان ان انی ات اتی اتش اتشان م ت ش ام اش مان تان شان یم یش یشان یمان انش انشان انمان انم " +
    "اند ند یم یان یانی یانش یانشان هام هاش هاشون هامون هاشان شون مون تون گی گان"
  ).split(" "),
)
const LONGEST_TAIL = 7
/** Endings before which a final ه falls away: بازنشسته → بازنشستگان. */
const GAAN_TAILS = new Set(["گان", "گانی", "گانش", "گانشان", "گانمان", "گی"])

/**
 * The lemmas of `lemmas` that a folded Persian word may be an inflection of.
 *
 * @param lemmas Folded nouns known to the lexicon.
 */
export function nounLemmas(word: string, lemmas: ReadonlySet<string>): string[] {
  const out: string[] = []
  if (lemmas.has(word)) out.push(word)
  for (let k = 1; k <= LONGEST_TAIL && k < word.length - 1; k++) {
    const base = word.slice(0, word.length - k)
    const tail = word.slice(word.length - k)
    if (NOUN_TAILS.has(tail) && lemmas.has(base)) out.push(base)
    if (GAAN_TAILS.has(tail) && lemmas.has(`${base}ه`)) out.push(`${base}ه`)
  }
  return out
}

/**
 * The same for English: plural, possessive, -ed, -ing, -er(s).
 *
 * @param irregular Irregular form → lemma («struck» → «strike»).
 */
export function englishLemmas(
  word: string,
  lemmas: ReadonlySet<string>,
  irregular: ReadonlyMap<string, string>,
): string[] {
  const out = new Set<string>()
  const take = (candidate: string) => {
    if (lemmas.has(candidate)) out.add(candidate)
  }
  take(word)
  const known = irregular.get(word)
  if (known !== undefined) take(known)
  for (const tail of ["s", "es", "ed", "d", "ing", "er", "ers", "r", "rs"]) {
    if (!word.endsWith(tail) || word.length - tail.length < 2) continue
    const base = word.slice(0, -tail.length)
    take(base)
    if (tail === "ing" || tail === "er" || tail === "ers") take(`${base}e`)
    if (base.endsWith("i")) take(`${base.slice(0, -1)}y`)
    if (base.length > 3 && base[base.length - 1] === base[base.length - 2]) take(base.slice(0, -1))
  }
  return [...out]
}
