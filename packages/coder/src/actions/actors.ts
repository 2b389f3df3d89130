import type { How, Workforce } from "../codes.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"

/** A group of people as one noun phrase names it: «جمعی از کارگران پیمانی شهرداری اهواز». */
export interface Actor {
  readonly workforce: Workforce
  /** Mentions that the code rests on. */
  readonly mentions: readonly Mention[]
  /** Token range of the mentions. */
  readonly first: number
  readonly past: number
  readonly sentence: number
  /** Only a bare word such as «کارگران» or «کارکنان» named them. */
  readonly weak: boolean
  readonly how: How
  /** Stands behind a preposition that makes it somebody spoken to, for or against, not somebody acting. */
  readonly oblique: boolean
  /** Employer or workplace mention inside the phrase, if any. */
  readonly workplace: Mention | null
}

/** Tokens that may stand between two parts of one actor's noun phrase. */
const REACH = 4
const SEPARATORS = new Set(["و", "،", ",", "؛", "and", "یا", "تا"])
const QUANTIFIERS = new Set(
  "جمعی گروهی شماری تعدادی عده بخشی برخی بعضی جمع گروه تعداد شمار عدهای دسته دستهای هزاران صدها دهها نفر تن یکی بسیاری نیمی خیلی انبوهی جمعیتی بخشهایی گروههایی group number some hundreds dozens thousands tens scores".split(
    " ",
  ),
)
const OBLIQUE = new Set("به علیه برای با از درباره ضد نزد برضد against for with to".split(" "))

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
/** Codes that give way to a trade named beside them. */
const LOSERS = new Set<Workforce>([
  "workers_other",
  "public_service",
  "services_other",
  "construction",
  "manufacturing_other",
])

/**
 * The groups of people that a document names, in text order.
 *
 * @param workplaceWorkforce Workforce of a workplace row of the gazetteer, or null.
 */
export function readActors(
  doc: Doc,
  mentions: readonly Mention[],
  workplaceWorkforce: (id: string) => Workforce | null,
): Actor[] {
  const parts = mentions.filter(
    (m) => (m.kind === "workforce" && !m.inName) || (m.kind === "workplace" && workplaceWorkforce(m.code) !== null),
  )
  const out: Actor[] = []
  let group: Mention[] = []
  const close = () => {
    if (group.length > 0) out.push(...actorsOf(doc, group, workplaceWorkforce))
    group = []
  }
  for (const part of parts) {
    const last = group[group.length - 1]
    if (last !== undefined && onlyAnd(doc, last.past, part.first) && !isPeople(doc, part)) {
      // «کارگران خدماتی و فضای سبز شهرداری»: a second trade of the same people, not a second group.
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
  return to - from === 1 && doc.words[from] === "و"
}

const PEOPLE_WORDS = new Set("کسبه اهالی پرسنل نیروهای نیروها وکلا وکلای طلاب دستیاران".split(" "))

/** Does a mention begin with a noun for people («معلمان»), not for a trade or a place of work («فضای سبز»)? */
function isPeople(doc: Doc, m: Mention): boolean {
  const word = doc.words[m.first]!
  return PEOPLE_WORDS.has(word) || /(ان|ین|ها|های|انی|چی|s)$/.test(word)
}

function parted(doc: Doc, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    if (SEPARATORS.has(doc.words[i]!)) return true
    if (doc.kinds[i] === TokenKind.mark && !'«»()"#-–'.includes(doc.words[i]!)) return true
    if (OBLIQUE.has(doc.words[i]!) || doc.words[i] === "در" || doc.words[i] === "مقابل" || doc.words[i] === "که")
      return true
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
      oblique: isOblique(doc, first),
      workplace: plant,
    },
  ]
}

/** Looks at most five tokens left of a noun phrase for the preposition it hangs on. */
function isOblique(doc: Doc, first: number): boolean {
  const start = doc.sentences[doc.sentenceOf[first]!]![0]
  for (let i = first - 1; i > start && i >= first - 7; i--) {
    if (doc.kinds[i] === TokenKind.mark) break
    if (doc.words[i] === "به" && (doc.words[i - 1] === "اعتراض" || doc.words[i - 1] === "نسبت")) return true
  }
  for (let i = first - 1; i >= start && i >= first - 2; i--) {
    const word = doc.words[i]!
    if (doc.kinds[i] === TokenKind.mark) return false
    if (OBLIQUE.has(word)) {
      if (word === "از" || word === "of") {
        for (let k = i - 1; k >= start && k >= i - 2; k--)
          if (QUANTIFIERS.has(doc.words[k]!) || doc.kinds[k] === TokenKind.number) return false
      }
      return true
    }
  }
  return false
}
