import type { Span } from "../coded.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"
import type { Actor } from "./actor.ts"
import { spanOf } from "./where.ts"

/** Words that begin the name of an employer. */
const HEADS = new Set(
  (
    "شرکت شرکتهای کارخانه کارخانجات شهرداری معدن بیمارستان پتروشیمی پالایشگاه مجتمع نیروگاه صندوق سازمان وزارت بانک گروه اتوبوسرانی مترو دانشگاه مخابرات فولاد ذوب " +
    "کشتارگاه سد هلدینگ بیمه نهضت پایانه فرودگاه بندر دهیاری فروشگاه روزنامه خبرگزاری company municipality"
  ).split(" "),
)
const STOPS = new Set(
  (
    "در مقابل جلوی روبروی برای با به از که و تا را روز صبح عصر ظهر امروز دیروز شب دست تجمع اعتصاب اعتراض خواستار نسبت پس بعد پیش طی نیز هم همچنان بار هنوز " +
    "شنبه یکشنبه دوشنبه سه چهارشنبه پنجشنبه پنج چهار جمعه گفتند گفت است بود شد شدند کردند کرد میگویند هستند واقع طبق بر بابت سر ضمن پیرامون وارد خبر"
  ).split(" "),
)

/** An employer as the text writes it. */
export interface EmployerFound {
  readonly name: string
  readonly span: Span
  readonly by: string
}

/** The employer that a group's own noun phrase names: «کارگران شهرداری اهواز», «رانندگان شرکت واحد». */
export function readEmployer(doc: Doc, actor: Actor): EmployerFound | null {
  const [, past] = doc.sentences[actor.sentence]!
  for (let i = actor.first; i < Math.min(past, actor.past + 4); i++) {
    if (doc.kinds[i] === TokenKind.mark) break
    if (STOPS.has(doc.words[i]!) && i >= actor.past) break
    if (!HEADS.has(doc.words[i]!)) continue
    let end = i + 1
    while (end < past && end < i + 7 && doc.kinds[end] === TokenKind.word && !STOPS.has(doc.words[end]!)) end++
    if (actor.workplace !== null && actor.workplace.past > end && actor.workplace.first <= end)
      end = actor.workplace.past
    const span = spanOf(doc, i, end)
    return { name: clean(doc.text.slice(span[0], span[1])), span, by: "reader:employer" }
  }
  if (actor.workplace !== null) {
    const span = spanOf(doc, actor.workplace.first, actor.workplace.past)
    return { name: clean(doc.text.slice(span[0], span[1])), span, by: actor.workplace.by }
  }
  return null
}

function clean(written: string): string {
  return written.replace(/[\s_]+/g, " ").trim()
}
