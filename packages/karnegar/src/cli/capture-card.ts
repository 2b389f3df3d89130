import type { Capture } from "../intake/capture/capture-address.ts"
import type { PublishedAt } from "../intake/capture/page-dates.ts"
import type { PageTaken } from "../intake/capture/take-page.ts"
import type { ProofState } from "../intake/timestamps/timestamp.ts"
import { dayInWords, type Lang, numberInWords } from "./field-words.ts"
import { safeLine } from "./terminal-text.ts"
import { proofJson, proofText } from "./timestamp-options.ts"

/** A page that was taken in. */
export type TakenPage = Extract<PageTaken, { readonly capture: Capture }>

/** What a captured page is told as in JSON; names are lasting. */
export function captureJson(address: string, page: TakenPage, proof: ProofState | null): object {
  const { capture, published, taken, found } = page
  const { arrival, readable } = capture
  return {
    url: address,
    foundAt: capture.url,
    title: readable.title,
    published,
    publishedBy: readable.published?.by ?? "told",
    lang: readable.lang,
    letters: arrival.text.length,
    textBy: readable.by,
    evidence: evidenceOf(page).map(({ sha256, mediaType, bytes }) => ({ sha256, mediaType, bytes })),
    timestamp: proof === null ? null : proofJson(proof),
    became: taken?.how ?? null,
    reportId: taken?.reportId ?? null,
    found,
    actionIds: taken?.actionIds ?? [],
  }
}

/** What was kept of it, its picture last. */
function evidenceOf({ capture, picture }: TakenPage) {
  return picture === null || picture === "none" ? capture.arrival.evidence : [...capture.arrival.evidence, picture]
}

const LABELS = {
  address: { fa: "نشانی", en: "address" },
  day: { fa: "روز", en: "day" },
  lang: { fa: "زبان", en: "language" },
  evidence: { fa: "مدرک", en: "evidence" },
  timestamp: { fa: "مهر زمان", en: "timestamp" },
  became: { fa: "نتیجه", en: "outcome" },
} as const

const DAY_BY: Readonly<{ [by in PublishedAt["by"] | "told"]: { readonly [lang in Lang]: string } }> = {
  metadata: { fa: "از فرادادهٔ صفحه", en: "from the page's metadata" },
  "linked-data": { fa: "از دادهٔ پیوندی صفحه", en: "from the page's linked data" },
  time: { fa: "از برچسب زمان صفحه", en: "from a time element of the page" },
  "date-line": { fa: "از سطر تاریخ صفحه", en: "from the page's date line" },
  told: { fa: "آن‌گونه که شما دادید", en: "as you gave it" },
}

const TEXT_BY = {
  readability: { fa: "متن اصلی صفحه", en: "the page's article" },
  "largest-block": { fa: "بزرگ‌ترین بخش متن؛ نگاهش کنید", en: "the largest block of text; look at it" },
  pdf: { fa: "متن PDF", en: "the text of a PDF" },
  plain: { fa: "متن ساده", en: "plain text" },
} as const

/** A captured page in a few lines for people, in the page's language. Nothing of the page reaches the terminal unneutralised. */
export function captureCard(page: TakenPage, proof: ProofState | null): string {
  const { capture, published } = page
  const { arrival, readable } = capture
  const lang: Lang = readable.lang?.startsWith("en") ? "en" : "fa"
  const day = published.slice(0, 10)
  const both =
    lang === "fa"
      ? `${dayInWords(day, "jalali", lang)} · ${day}`
      : `${dayInWords(day, "gregorian", lang)} · ${dayInWords(day, "jalali", lang)}`
  const letters = numberInWords(arrival.text.length, lang)
  const pages = readable.pages
  const read =
    pages === null || pages.read === pages.all
      ? ""
      : lang === "fa"
        ? `؛ ${numberInWords(pages.read, lang)} صفحه از ${numberInWords(pages.all, lang)}`
        : `; ${pages.read} of ${pages.all} pages`
  const rows: (readonly [keyof typeof LABELS, string])[] = [
    ["address", capture.url],
    ["day", `${both} (${DAY_BY[readable.published?.by ?? "told"][lang]})`],
    [
      "lang",
      `${readable.lang ?? "?"} · ${lang === "fa" ? `${letters} نویسه` : `${letters} letters`} (${TEXT_BY[readable.by][lang]}${read})`,
    ],
    ...evidenceOf(page).map(
      ({ sha256, mediaType, bytes }) =>
        [
          "evidence",
          `${sha256} (${mediaType}, ${numberInWords(bytes, lang)} ${lang === "fa" ? "بایت" : "bytes"})`,
        ] as const,
    ),
    ...(proof === null ? [] : [["timestamp", proofText(proof, lang)] as const]),
    ["became", becameText(page, lang)],
  ]
  const lines = rows.map(([label, value]) => `  ${LABELS[label][lang].padEnd(9)} ${safeLine(value)}`)
  const title = readable.title ?? (lang === "fa" ? "بی‌عنوان" : "without a title")
  return `${safeLine(title)}\n${lines.join("\n")}\n\n`
}

function becameText({ taken, found, published }: TakenPage, lang: Lang): string {
  const fa = lang === "fa"
  const n = numberInWords(found, lang)
  const acts = fa
    ? found === 0
      ? "حرکتی در آن نیست"
      : `${n} حرکت یا فراخوان در آن است`
    : found === 0
      ? "no action in it"
      : `${n} ${found === 1 ? "action or call" : "actions or calls"} in it`
  if (taken === null) return fa ? `آزمایشی: چیزی نگه داشته نشد؛ ${acts}` : `dry run: nothing was kept; ${acts}`
  switch (taken.how) {
    case "added":
      return fa ? `گزارش ${taken.reportId} ذخیره شد؛ ${acts}` : `stored as ${taken.reportId}; ${acts}`
    case "version":
      return fa
        ? `صفحه عوض شده بود؛ نسخهٔ تازه با شناسهٔ ${taken.reportId} ذخیره شد؛ ${acts}`
        : `the page had changed; stored as ${taken.reportId}, a new version; ${acts}`
    case "known":
      return fa ? "همین متن از پیش بود؛ چیزی عوض نشد" : "the same text stood already; nothing was changed"
    case "aside":
      return fa
        ? `دربارهٔ کار و کارگری نیست، یا همین متن با نشانی دیگری از همین منبع و روز (${published.slice(0, 10)}) هست؛ تنها اثر انگشت و نشانی‌اش ماند. برای نگه داشتن همه: karnegar rules on keep-all`
        : `it tells of no labour matter, or its source brought the same text that day (${published.slice(0, 10)}) under another address; only hash and address are kept. To keep all: karnegar rules on keep-all`
    default:
      return taken.how satisfies never
  }
}
