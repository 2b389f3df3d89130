import type { Span } from "../coded.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"
import { PerWord } from "../text/per-word.ts"

/** An organisation as the text names it. */
export interface OrganisationFound {
  readonly name: string
  readonly first: number
  readonly past: number
  readonly sentence: number
  readonly span: Span
  readonly by: string
  /** Stands as the one who called or led the act («به دعوت …», a signature under a call). */
  readonly calls: boolean
}

/** Words that begin the name of an organisation; after them the name runs on to the next verb, mark or preposition. */
const HEADS = new Set(
  "سندیکای شورای کانون انجمن اتحادیه کمیته تشکل مجمع کنفدراسیون فدراسیون جامعه نهاد کارزار حزب کانونهای شوراهای جبهه سازمان گروه هماهنگی کانال".split(
    " ",
  ),
)
const HEAD = PerWord.among(HEADS)
/** Heads that name an organisation only with one of these words close behind. */
const LOOSE_HEADS = new Set("جامعه نهاد سازمان گروه کارزار مجمع جبهه هماهنگی شورای کمیته کانون".split(" "))
const MEANS_ORGANISATION = new Set(
  "کارگران کارگری کارگر معلمان فرهنگیان صنفی بازنشستگان رانندگان پرستاران سازماندهی هماهنگی تشکلهای اتحاد مستقل آزاد ازاد نویسندگان دانشجویان زنان کارکنان کمونیست پیشکسوتان همبستگی حقوق بشر وکلا".split(
    " ",
  ),
)
const STOPS = new Set(
  (
    "در از به با برای که را تا نیز هم است شد شدند بود کرد کردند خواست خواستند داد دادند اعلام طی ضمن روز امروز دیروز پیش پس بر بابت منتشر نوشت گفت میگوید گفته اعتراض دعوت فراخوان مقابل " +
    "خواستار عنوان این ان یک هر اما ولی چون اگر خود تجمع اعتصاب برگزار حمایت محکوم بازداشت احضار تهدید هشدار"
  ).split(" "),
)
const CALLING_BEFORE = new Set(["دعوت", "فراخوان", "سازماندهی", "پیشنهاد", "توسط"])
const CALLING_AFTER = new Set("خواست خواسته خواستند دعوت فراخوان فراخواند میخواهد میخواهیم".split(" "))

/** The organisations that a document names, registered ones and others, in text order, longest name first. */
export function findOrganisations(doc: Doc, mentions: readonly Mention[]): OrganisationFound[] {
  const out: OrganisationFound[] = []
  for (const m of mentions)
    if (m.kind === "organisation") out.push(found(doc, m.first, registeredEnd(doc, m.first, m.past), m.by))
  const known = out.length
  let at = 0
  /** Where the registered names that begin up to here end. */
  let covered = 0
  for (let i = 0; i < doc.count; i++) {
    if (HEAD.at(doc, i) === 0 || doc.kinds[i] !== TokenKind.word) continue
    for (; at < known && out[at]!.first <= i; at++) covered = Math.max(covered, out[at]!.past)
    if (i < covered) continue
    const past = nameEnd(doc, i, i + 1)
    if (past - i < 2) continue
    const meant = doc.words.slice(i + 1, past).some((w) => MEANS_ORGANISATION.has(w))
    if (!meant && LOOSE_HEADS.has(doc.words[i]!)) continue
    if (!meant) continue
    out.push(found(doc, i, past, "reader:organisation"))
    i = past - 1
  }
  return out.sort((a, b) => a.first - b.first)
}

/** A registered name may go on («… فرهنگیان ایران»), but only by words that names of organisations are made of. */
function registeredEnd(doc: Doc, first: number, from: number): number {
  const [, past] = doc.sentences[doc.sentenceOf[first]!]!
  let i = from
  while (
    i < past &&
    doc.kinds[i] === TokenKind.word &&
    (MEANS_ORGANISATION.has(doc.words[i]!) || doc.words[i] === "ایران")
  )
    i++
  return i
}

function nameEnd(doc: Doc, first: number, from: number): number {
  const [, past] = doc.sentences[doc.sentenceOf[first]!]!
  let i = from
  while (i < past && i < first + 10) {
    if (doc.kinds[i] === TokenKind.mark) {
      if (
        '«»"-–'.includes(doc.words[i]!) &&
        i + 1 < past &&
        doc.kinds[i + 1] === TokenKind.word &&
        doc.words[i] !== "»"
      ) {
        i++
        continue
      }
      break
    }
    if (doc.kinds[i] !== TokenKind.word || STOPS.has(doc.words[i]!)) break
    if (doc.words[i] === "و" && (i + 1 >= past || HEADS.has(doc.words[i + 1]!) || STOPS.has(doc.words[i + 1]!))) break
    i++
  }
  while (i > from && doc.words[i - 1] === "و") i--
  return i
}

function found(doc: Doc, first: number, past: number, by: string): OrganisationFound {
  const span: Span = [doc.starts[first]!, doc.ends[past - 1]!]
  const sentence = doc.sentenceOf[first]!
  const [start, end] = doc.sentences[sentence]!
  let calls = false
  for (let i = Math.max(start, first - 2); i < first; i++) if (CALLING_BEFORE.has(doc.words[i]!)) calls = true
  for (let i = past; i < Math.min(end, past + 8); i++) if (CALLING_AFTER.has(doc.words[i]!)) calls = true
  return {
    name: doc.text
      .slice(span[0], span[1])
      .replace(/[\s_]+/g, " ")
      .replace(/[«»"]/g, "")
      .trim(),
    first,
    past,
    sentence,
    span,
    by,
    calls,
  }
}
