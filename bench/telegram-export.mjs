// An invented export of a general news channel, seeded: of any number of messages, written as it is made.
import { once } from "node:events"
import { createWriteStream, mkdirSync } from "node:fs"
import { dirname } from "node:path"
import { makeReports, seeded } from "./reports.mjs"

/** Share of messages that are reports of `reports.mjs`; of those four in five tell of labour. */
const REPORTS = 0.05
/** Share of messages without a text: pictures, and what the channel's owner did. */
const SILENT = 0.1
/** Number of the channel before the first. */
const CHANNEL = 1_000_000_000
/** Letters of a report. */
const LETTERS = 500

const WHAT = [
  "تیم فوتبال",
  "هوای استان",
  "نرخ ارز",
  "نمایشگاه کتاب",
  "جشنوارهٔ فیلم",
  "مسابقهٔ والیبال",
  "بارش برف",
  "پرواز صبح",
  "کنسرت شب",
  "موزهٔ شهر",
  "کتابخانهٔ مرکزی",
  "زمین‌لرزه‌ای",
  "سیل بهاری",
  "باغ گیاه‌شناسی",
  "فیلم تازه",
]
const WHERE = ["در تبریز", "در کرمان", "در رشت", "در یزد", "در شیراز", "در ساری", "در گرگان", "در بیرجند", "در همدان"]
const DID = [
  "با دو گل برنده شد",
  "گشایش یافت",
  "تغییر چندانی نکرد",
  "تا آخر هفته ادامه دارد",
  "به روز دیگری افتاد",
  "هزاران بازدیدکننده داشت",
  "خسارتی نداشت",
  "جایزهٔ نخست را برد",
  "از برنامه بیرون رفت",
]
const AND = [
  "جزئیات بیشتر بعداً گفته می‌شود.",
  "تصویرها را ببینید.",
  "کارشناسان آن را عادی می‌دانند.",
  "بلیت‌ها از فردا فروخته می‌شود.",
  "دما به صفر نزدیک می‌شود.",
  "راه‌ها باز است.",
]

/** The messages of an export, endless, the first at the start of a year. */
function* messages(seed, year) {
  const random = seeded(seed)
  const pick = (list) => list[Math.floor(random() * list.length)]
  const reports = makeReports(seed, LETTERS)
  let at = Date.UTC(year, 0, 1) / 1000
  for (let id = 1; ; id++) {
    at += Math.floor(random() * 600)
    const head = {
      id,
      type: "message",
      date: new Date(at * 1000).toISOString().slice(0, 19),
      date_unixtime: String(at),
      from: `کانال خبر ${seed}`,
      from_id: `channel${CHANNEL + seed}`,
    }
    if (random() < SILENT) {
      yield { ...head, photo: "(File not included.)", width: 1280, height: 720, text: "", text_entities: [] }
      continue
    }
    const sentence = () => `${pick(WHAT)} ${Math.floor(random() * 10_000)} ${pick(WHERE)} ${pick(DID)}. ${pick(AND)}`
    const noise = () => Array.from({ length: 1 + Math.floor(random() * 4) }, sentence).join(" ")
    const text = random() < REPORTS ? reports.next().value.text : noise()
    yield { ...head, text, text_entities: [{ type: "plain", text }] }
  }
}

/**
 * Writes `result.json` of a channel of so many messages; each seed has a channel of its own.
 *
 * @param year When it begins. A thousand messages take some three and a half days: files of the same days tell of acts that are all alike.
 */
export async function writeTelegramExport(path, count, seed = 1, year = 2016) {
  mkdirSync(dirname(path), { recursive: true })
  const out = createWriteStream(path)
  const channel = { name: `کانال خبر ${seed}`, type: "public_channel", id: CHANNEL + seed }
  let held = `${JSON.stringify(channel).slice(0, -1)},"messages":[\n`
  let left = count
  for (const message of messages(seed, year)) {
    if (left-- === 0) break
    held += `${JSON.stringify(message)}${left === 0 ? "" : ","}\n`
    if (held.length < 1 << 18) continue
    if (!out.write(held)) await once(out, "drain")
    held = ""
  }
  out.end(`${held}]}\n`)
  await once(out, "close")
}
