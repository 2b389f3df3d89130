import type { PeopleFound, PlacesCountFound } from "../actions/complete.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"

const UNITS = new Map<string, number>(
  "صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده".split(" ").map((w, n) => [w, n]),
)
for (const [word, n] of [
  ["بیست", 20],
  ["سی", 30],
  ["چهل", 40],
  ["پنجاه", 50],
  ["شصت", 60],
  ["هفتاد", 70],
  ["هشتاد", 80],
  ["نود", 90],
  ["صد", 100],
  ["یکصد", 100],
  ["دویست", 200],
  ["سیصد", 300],
  ["چهارصد", 400],
  ["پانصد", 500],
  ["ششصد", 600],
  ["هفتصد", 700],
  ["هشتصد", 800],
  ["نهصد", 900],
] as const)
  UNITS.set(word, n)
const EN = new Map<string, number>("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(" ").map((w, n) => [w, n]))
for (const [w, n] of [["thirty", 30], ["forty", 40], ["fifty", 50], ["sixty", 60], ["seventy", 70], ["eighty", 80], ["ninety", 90]] as const) EN.set(w, n)

/** A count read from digits or words. */
export interface CountFound {
  readonly value: number
  readonly past: number
}

/** Reads a number at a token: «2500», «دو هزار و سیصد», «twenty»; `null` when none stands there. */
export function readCount(doc: Doc, first: number, past: number): CountFound | null {
  let total = 0
  let group = 0
  let i = first
  let any = false
  while (i < past) {
    const word = doc.words[i]!
    let value: number | null = null
    if (doc.kinds[i] === TokenKind.number) value = doc.words[i]!.length <= 9 ? Number(word) : null
    else value = UNITS.get(word) ?? EN.get(word) ?? null
    if (value !== null) {
      if (any && doc.kinds[i] === TokenKind.number) break
      group += value
      any = true
      i++
    } else if ((word === "هزار" || word === "thousand") && (any || i === first)) {
      total += (group || 1) * 1000
      group = 0
      any = true
      i++
    } else if (word === "hundred" && any) {
      group *= 100
      i++
    } else if (word === "میلیون") {
      return null
    } else break
    if (doc.words[i] === "و" && i + 1 < past && any && (UNITS.has(doc.words[i + 1]!) || doc.words[i + 1] === "هزار") && doc.kinds[i - 1] !== TokenKind.number) i++
  }
  return any ? { value: total + group, past: i } : null
}

const PEOPLE = new Set(
  "نفر تن نفری کارگر کارگران معلم معلمان پرستار پرستاران راننده رانندگان بازنشسته بازنشستگان کارمند کارمندان نفره نیرو نیروی کارکنان نفرمان نفرشان people workers worker teachers nurses drivers retirees employees protesters pensioners farmers".split(" "),
)
const MORE = new Set(["بیش", "بیشتر", "افزون", "over"])
const AFFECTED = new Set(
  "بازداشت دستگیر اخراج اخراجی تعدیل زخمی مجروح مصدوم کشته جان محکوم احضار بیکار کشتهشدن استخدام شاغل مشغول جمعیت arrested detained dismissed fired injured killed summoned sentenced employs employing laid".split(" "),
)
const VAGUE = new Map<string, readonly [number, number]>([
  ["دهها", [20, 99]],
  ["صدها", [200, 999]],
  ["هزاران", [2000, 9999]],
  ["dozens", [20, 99]],
  ["scores", [20, 99]],
  ["tens", [20, 99]],
  ["hundreds", [200, 999]],
  ["thousands", [2000, 9999]],
])

/** Numbers of people who took part (codebook §3): not the detained, the dismissed, or the size of a workforce. */
export function findPeople(doc: Doc): PeopleFound[] {
  const out: PeopleFound[] = []
  for (const [start, past] of doc.sentences) {
    for (let i = start; i < past; i++) {
      const vague = VAGUE.get(doc.words[i]!)
      if (vague !== undefined) {
        if (peopleNear(doc, i + 1, past) && !affected(doc, i, Math.min(past, i + 8))) out.push({ min: vague[0], max: vague[1], first: i, past: i + 1, sentence: doc.sentenceOf[i]! })
        continue
      }
      const count = readCount(doc, i, past)
      if (count === null) continue
      let low = count.value
      let high: number | null = count.value
      let end = count.past
      if ((doc.words[end] === "تا" || doc.words[end] === "الی" || doc.words[end] === "to") && end + 1 < past) {
        const top = readCount(doc, end + 1, past)
        if (top !== null && top.value > low) {
          high = top.value
          end = top.past
        }
      }
      if (end < past && PEOPLE.has(doc.words[end]!) && low >= 5 && low < 2_000_000) {
        const before = doc.words[i - 1] ?? ""
        const before2 = doc.words[i - 2] ?? ""
        if (MORE.has(before2) || MORE.has(before) || before === "حداقل" || before2 === "دست" || before === "دستکم" || (before === "than" && before2 === "more") || (before === "least" && before2 === "at")) high = null
        if (!affected(doc, Math.max(start, i - 4), Math.min(past, end + 7)) && before !== "از" && !(before === "با" && /^کارگر|^نفر/.test(doc.words[end]!))) {
          out.push({ min: low, max: high, first: i, past: end + 1, sentence: doc.sentenceOf[i]! })
        }
      }
      i = Math.max(i, end - 1)
    }
  }
  return out
}

function peopleNear(doc: Doc, from: number, past: number): boolean {
  for (let i = from; i < Math.min(past, from + 4); i++) {
    const w = doc.words[i]!
    if (PEOPLE.has(w) || w.endsWith("ان") || w.endsWith("کولبر") || w === "کولبر") return true
    if (/^(هزار|میلیون|میلیارد|تومان|دستگاه|کامیون|کامیونها)$/.test(w)) return false
  }
  return false
}

function affected(doc: Doc, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (AFFECTED.has(doc.words[i]!)) return true
  return false
}

const TOWNS = new Set(["شهر", "شهرستان", "نقطه", "شهرها", "منطقه", "cities", "towns", "استان"])

/** Numbers of places that a text tells: «در بیش از ۷۰ شهر», «تهران و ۱۴ شهر دیگر». */
export function findPlaceCounts(doc: Doc): PlacesCountFound[] {
  const out: PlacesCountFound[] = []
  for (const [start, past] of doc.sentences) {
    for (let i = start; i < past; i++) {
      const count = readCount(doc, i, past)
      if (count === null) continue
      const end = count.past
      if (end < past && TOWNS.has(doc.words[end]!) && count.value >= 3 && count.value <= 500) out.push({ count: count.value, first: i, past: end + 1, sentence: doc.sentenceOf[i]! })
      i = Math.max(i, end - 1)
    }
  }
  return out
}
