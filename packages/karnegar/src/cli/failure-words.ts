import { refusalLabel } from "../intake/refusal-labels.ts"
import { safeLine } from "./terminal-text.ts"

/** Words for both languages. */
type Pair = readonly [en: string, fa: string]

/** What is kept of a failed job and stands in no list of refusals: whole sentences are told where it fails. */
const OTHERS: { readonly [code: string]: Pair } = {
  "job.worker_lost": ["its worker was killed or fell silent", "کارگزارش از کار افتاد یا خاموش ماند"],
  "job.payload_unfit": ["made by another version of Karnegar", "ساختهٔ نسخهٔ دیگری از کارنگار است"],
  "job.kind_unknown": ["a kind that this version does not know", "گونه‌ای که این نسخه نمی‌شناسد"],
  "job.fault": ["a fault of Karnegar; please tell us", "ایراد خود کارنگار؛ به ما خبر دهید"],
  "import.unreadable": ["the file cannot be read", "پرونده خوانده نمی‌شود"],
  "import.source_unknown": ["its source is not on the register", "منبعش در فهرست نیست"],
  "import.source_needed": ["its texts need a source on the register", "متن‌هایش منبعی در فهرست می‌خواهد"],
  "import.needs_mapping": ["a table without a column of texts", "جدولی بی‌ستون متن"],
  "record.full": ["the disk is full", "دیسک پر است"],
  "record.disk_failed": ["the disk failed", "دیسک ایراد دارد"],
  "record.locked": ["another program was writing to the record", "برنامهٔ دیگری کارنامه را می‌نوشت"],
  "record.read_only": ["the record cannot be written to", "در کارنامه نمی‌توان نوشت"],
  "record.unreachable": ["the database cannot be reached", "به پایگاه داده دسترسی نیست"],
  "record.damaged": ["the record's file is damaged", "پروندهٔ کارنامه آسیب دیده است"],
}

/** What a lasting code of a failure means, in a few words with the code behind; the code alone where no words are known for it. */
export function failureWords(code: string): Pair {
  const words = refusalLabel(code) ?? (Object.hasOwn(OTHERS, code) ? OTHERS[code]! : null)
  if (words === null) return [safeLine(code), safeLine(code)]
  return [`${words[0]} (${code})`, `${words[1]} (${code})`]
}
