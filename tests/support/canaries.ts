import { type CodedDocument, codeReport, personLike } from "@karnegar/coder"
import { EMPTY_FIELDS } from "../../packages/karnegar/src/record/fields.ts"
import { prepareCoding } from "../../packages/karnegar/src/record/prepared-coding.ts"
import type { Record } from "../../packages/karnegar/src/record/record.ts"
import type { AddResult } from "../../packages/karnegar/src/record/types.ts"

/*
 * Ten thousand invented names, numbers and handles that are planted in every private field of a real record; then no byte of
 * what is public may hold one, however it is spelt. Names here are syllables drawn by a seed.
 */

const TEXTS: readonly (readonly [published: string, text: string])[] = [
  ["2020-11-02", "کارگران نیشکر هفت‌تپه امروز دوشنبه ۱۲ آبان ۱۳۹۹ در شوش برای پنج ماه حقوق معوقه دست از کار کشیدند."],
  ["2022-12-01", "معلمان امروز در سنندج، مریوان، سقز و بانه تجمع کردند و خواستار اجرای رتبه‌بندی شدند."],
  ["2023-01-10", "فراخوان: بازنشستگان تأمین اجتماعی روز یکشنبه ۲۵ دی ۱۴۰۱ مقابل استانداری در اهواز تجمع خواهند کرد."],
  ["2021-06-20", "Oil workers in Asaluyeh went on strike on 19 June 2021 over unpaid wages and contractors."],
  ["2019-05-04", "جمعی از رانندگان کامیون امروز شنبه در بندرعباس در اعتراض به کرایه پایین اعتصاب کردند."],
]
const ROUNDS = 5
/** Fields that a report and its coding hold back; each report plants one canary in each. */
const FIELDS = 24
/** Canaries in the text of a report besides: most of what is private is text. */
const IN_TEXT = 360
const COUNT = 10_000

/** Something private, and what kind of thing it looks like. */
export interface Canary {
  readonly kind: (typeof KINDS)[number]
  readonly token: string
}

const KINDS = ["name", "phone", "national_id", "card", "plate", "handle", "email", "address", "file"] as const

/** Every canary there is. */
export const CANARIES: readonly Canary[] = makeCanaries(COUNT)

/**
 * Fills a record with reports, rows, registers and decisions whose every private field holds a canary; some actions are
 * retracted or disputed.
 * Each of the ten thousand stands somewhere: what the fields leave over stands in a text.
 */
export async function plantCanaries(record: Record): Promise<void> {
  await record.setRules({ acceptCodings: true })
  let next = 0
  const plant = () => {
    if (next === CANARIES.length) throw new Error("too few canaries")
    return CANARIES[next++]!.token
  }
  const ids: string[] = []
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, [published, text]] of TEXTS.entries()) {
      const start = next
      const foreignId = `n-${plant()}`
      const coding = spoil(codeReport({ id: foreignId, text, published }), plant)
      const source = plant()
      const url = `https://${plantInUrl(plant())}@example.org/${round}${i}?by=${encodeURIComponent(plant())}#${encodeURIComponent(plant())}`
      const lang = plant()
      const own = CANARIES.slice(start, start + FIELDS + IN_TEXT).map((c) => c.token)
      next = start + FIELDS + IN_TEXT
      const evidence = record.evidenceStore() === null ? [] : [await planted(record, own.join("\n"), plant)]
      const report = {
        foreignId,
        text: `${text}\n${own.join("\n")}`,
        source,
        url,
        published,
        lang,
        sample: i === 0,
        origin: plant(),
        replyTo: plant(),
        evidence,
      }
      const { actionIds } = await record.addCoded(report, coding, { who: plant(), key: plant() })
      if (actionIds.length === 0) throw new Error("a canary's report makes no action")
      ids.push(actionIds[0]!)
      if (round === 1 && i < 2)
        await record.setState(actionIds[0]!, i === 0 ? "retracted" : "disputed", plant(), { who: plant() })
    }
  await plantBeside(record, ids, plant, () => CANARIES.slice(next).map((c) => c.token))
}

/** Whatever else is private: rows of others, registers, reasons, what was set aside, how sources fare. */
async function plantBeside(
  record: Record,
  ids: readonly string[],
  plant: () => string,
  rest: () => readonly string[],
): Promise<void> {
  await record.importRows({
    name: plant(),
    source: null,
    sha256: "0".repeat(64),
    rows: [0, 1, 2].map((i) => ({
      key: plant(),
      fields: { ...EMPTY_FIELDS, forms: ["strike"], start: `2023-0${i + 1}-01`, precision: "day", workforce: "rail" },
      words: { employer: plant(), organisers: [plant()], places: [plant()], demands: [plant()], note: plant() },
      urls: [`https://${plantInUrl(plant())}@example.org/${i}?by=${encodeURIComponent(plant())}`],
    })),
  })
  const names = (fa: string, en: string) => ({ name_fa: fa, name_en: en })
  await record.put("organisation", {
    id: "own-union",
    ...names("کانون نمونه", "Sample Guild"),
    type: "union",
    aliases: [plant()],
  })
  await record.put("workplace", {
    id: "own-mill",
    ...names("نساجی نمونه‌آباد", "Sample Mill"),
    workforce: "textile",
    aliases: [plant()],
  })
  await record.put("campaign", { id: "own-campaign", ...names("کارزار نمونه", "Sample campaign") })
  await record.put("source", { key: "sample_union", ...names("اتحادیه نمونه", "Sample union"), reach: plant() })
  await record.noteSource("sample_union", { at: "2024-01-01T00:00:00Z", failure: plant(), memo: { seen: plant() } })
  await record.proposePerson(
    {
      nameFa: plant(),
      nameEn: plant(),
      officeFa: plant(),
      officeEn: plant(),
      basis: "recorded_consent",
      adult: true,
      detained: false,
      reason: `heard it from ${plant()}`,
      reviewDay: new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10),
    },
    // Keys of people are of few letters: a file's name passes for one.
    { who: CANARIES.find(({ kind }) => kind === "file")!.token },
  )
  const [a, b, c] = [ids[3]!, ids[4]!, ids[8]!]
  await record.setValues(a, { fields: { demands: ["insurance"], organisationIds: ["own-union"] } }, plant())
  await record.setValues(b, { fields: { workplaceId: "own-mill" } }, plant())
  await record.linkCall(ids[2]!, c, true, plant())
  await record.joinCampaign(a, "own-campaign", plant())
  const statement =
    "بیانیه\nشورای هماهنگی تشکل‌های صنفی فرهنگیان ایران از اعتصاب کارگران نیشکر هفت‌تپه حمایت می‌کند و خواستار آزادی معلمان زندانی است."
  const told = codeReport({ id: "s", text: statement, published: "2024-05-05" })
  const aside = { foreignId: plant(), source: plant(), url: `https://example.org/?by=${encodeURIComponent(plant())}` }
  const common = { published: "2024-05-05", lang: "fa", sample: false }
  await record.takeIn(
    [
      {
        report: { ...common, foreignId: plant(), source: "sample_union", url: null, text: statement },
        coding: prepareCoding(statement, {
          ...told,
          themes: { ...told.themes, solidarity: [{ from: plant(), to: plant() }] },
        }),
      },
      { report: { ...common, ...aside, text: plant() }, aside: "no_labour" },
    ],
    plant(),
  )
  const last = codeReport({ id: "last", text: TEXTS[0]![1], published: "2021-05-05" })
  const text = `${TEXTS[0]![1]}\n${rest().join("\n")}`
  const lastTold = await record.addCoded(
    { ...common, foreignId: "last", source: "sample_union", url: null, text: `${text}\n${QUOTED}` },
    last,
  )
  await plantQuotes(record, lastTold, rest())
}

/** Words of a report that two people let the public see. */
export const QUOTED = "چرخ کارخانه بی ما نمی‌گردد"

/** Quotes that wait, or were taken down, hold canaries that the tripwire does not see; one that stands holds none. */
async function plantQuotes(record: Record, told: AddResult, tokens: readonly string[]): Promise<void> {
  const [id, { reportId }] = [told.actionIds[0]!, told]
  const source = (await record.listSources()).find(({ key }) => key === "sample_union")!
  await record.putSource({ ...source, redistribution: "quotes" })
  await record.setState(id, "reviewed", "", { who: "first" })
  const unseen = tokens.filter((token) => personLike(token).length === 0)
  const [waits, taken] = [unseen.at(-1)!, unseen.at(-2)!]
  await record.comment(reportId, tokens.at(-3)!)
  await record.assign(reportId, tokens.at(-4)!)
  await record.chooseQuote(id, { reportId, text: waits }, { who: "first" })
  for (const text of [taken, QUOTED]) {
    const { decision } = await record.chooseQuote(id, { reportId, text }, { who: "first" })
    await record.approveQuote(id, decision!, { who: "second" })
    if (text === taken) await record.undo(decision!, { who: "second" })
  }
}

/** Evidence whose bytes, type, address and tool hold canaries. */
async function planted(record: Record, words: string, plant: () => string) {
  const bytes = new TextEncoder().encode(words)
  const { sha256 } = await record.putEvidence(bytes)
  const url = `https://example.org/${encodeURIComponent(plant())}`
  return { sha256, mediaType: `text/plain; name=${plant()}`, bytes: bytes.length, captured: null, url, tool: plant() }
}

/** Only letters and digits may stand before an address's host. */
function plantInUrl(token: string): string {
  return encodeURIComponent(token.replace(/[@.+ ]/g, ""))
}

/** A coding with a canary in every string that is written freely. */
function spoil(coding: CodedDocument, plant: () => string): CodedDocument {
  const employer = plant()
  const organisers = [plant(), plant()]
  const written = plant()
  const site = plant()
  const village = { name: plant(), province: plant() }
  const supports = { by: plant(), value: plant() }
  return {
    ...coding,
    id: plant(),
    lang: plant(),
    actions: coding.actions.map((action) => ({
      ...action,
      employer,
      organisers,
      date: { ...action.date, written },
      places: [
        ...action.places.map((place) => ({ ...place, site, name: village.name })),
        { id: null, ...village, type: "village" as const, lat: null, lon: null, site },
      ],
      support: action.support.map((s) => ({ ...s, ...supports })),
    })),
    themes: {
      ...coding.themes,
      organisations: [plant()],
      workplaces: [plant()],
      context_events: [{ name: plant(), date: null }],
      solidarity: [{ from: plant(), to: plant() }],
    },
    problems: [...coding.problems, { code: "place.many" as const, span: [0, 3] as const, candidates: [plant()] }],
  }
}

/** As a name-hunter would compare: letters folded, marks and joiners gone, digits Latin, case lowered. */
export function flat(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[يىئ]/g, "ی")
    .replace(/ك/g, "ک")
    .replace(/[أإآ]/g, "ا")
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\p{M}\p{Cf}\s_.+-]/gu, "")
    .toLowerCase()
}

/** How a Persian letter is spelt in Latin ones, by the simplest table; short vowels are not written. */
const LATIN: Readonly<{ [letter: string]: string }> = {
  ا: "a",
  ب: "b",
  پ: "p",
  ت: "t",
  ث: "s",
  ج: "j",
  چ: "ch",
  ح: "h",
  خ: "kh",
  د: "d",
  ذ: "z",
  ر: "r",
  ز: "z",
  ژ: "zh",
  س: "s",
  ش: "sh",
  ص: "s",
  ض: "z",
  ط: "t",
  ظ: "z",
  ع: "a",
  غ: "gh",
  ف: "f",
  ق: "gh",
  ک: "k",
  گ: "g",
  ل: "l",
  م: "m",
  ن: "n",
  و: "v",
  ه: "h",
  ی: "y",
}

/** A name in Latin letters. */
export function latinised(text: string): string {
  return [...flat(text)].map((letter) => LATIN[letter] ?? letter).join("")
}

/** Letters by which a canary is found first. */
const GRAM = 8
/** Needles by the hash of their first letters; and a table of those hashes for passing over all others. */
const needles = new Map<number, (readonly [needle: string, token: string])[]>()
const BITS = 20
const seen = new Uint8Array(1 << BITS)
for (const { kind, token } of CANARIES) {
  // Told abroad, a phone loses its first zero.
  const plain = kind === "phone" ? flat(token).slice(1) : flat(token)
  for (const needle of new Set(kind === "name" ? [plain, latinised(token)] : [plain])) {
    if (needle.length < GRAM) throw new Error(`a canary is too short: ${token}`)
    const hash = hashOf(needle, 0)
    seen[hash >>> (32 - BITS)] = 1
    needles.set(hash, [...(needles.get(hash) ?? []), [needle, token]])
  }
}

function hashOf(text: string, at: number): number {
  let hash = 0
  for (let i = 0; i < GRAM; i++) hash = (Math.imul(hash, 0x9e3779b1) + text.charCodeAt(at + i)) | 0
  return hash >>> 0
}

/** Canaries in a text as it stands: every stretch of eight letters is hashed, rolling. */
function find(text: string, into: Set<string>): void {
  let top = 1
  for (let i = 1; i < GRAM; i++) top = Math.imul(top, 0x9e3779b1)
  let hash = 0
  for (let i = 0; i < text.length; i++) {
    if (i >= GRAM) hash = (hash - Math.imul(text.charCodeAt(i - GRAM), top)) | 0
    hash = (Math.imul(hash, 0x9e3779b1) + text.charCodeAt(i)) | 0
    if (i < GRAM - 1 || seen[hash >>> (32 - BITS)] === 0) continue
    for (const [needle, token] of needles.get(hash >>> 0) ?? [])
      if (text.startsWith(needle, i - GRAM + 1)) into.add(token)
  }
}

/** Canaries in a page, also where they stand percent-encoded, as entities or as escapes of JSON. */
export function leaksIn(page: string): string[] {
  const decoded = page
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
      try {
        return decodeURIComponent(bytes)
      } catch {
        return bytes
      }
    })
  const found = new Set<string>()
  find(flat(page), found)
  if (decoded !== page) find(flat(decoded), found)
  return [...found]
}

/** Canaries drawn by a seed, so that a failure can be repeated. */
function makeCanaries(count: number): Canary[] {
  let state = 0x5eed
  const draw = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 8) % below
  }
  const pick = (from: readonly string[]) => from[draw(from.length)]!
  const persian = ["غژ", "ضم", "ثیغ", "ظو", "ژاث", "صغی", "ذژو", "طیض", "غیظ", "ثوژ", "ضیذ"]
  const latin = ["qax", "zvu", "xiq", "wyj", "jux", "vqo", "kzy", "oxq"]
  const syllables = (from: readonly string[], n: number) => Array.from({ length: n }, () => pick(from)).join("")
  const digits = (n: number) => Array.from({ length: n }, () => String(draw(10))).join("")
  const makers: { readonly [kind in Canary["kind"]]: () => string } = {
    name: () => `${syllables(persian, 4)} ${syllables(persian, 5)}`,
    phone: () => `09${digits(9)}`,
    national_id: () => withNationalCheck(digits(9)),
    card: () => withLuhn(`6037${digits(11)}`),
    plate: () => `${1 + draw(9)}${draw(10)} ${pick(["ب", "ج", "س", "ص", "ط", "ق"])} ${digits(3)} ایران ${digits(2)}`,
    handle: () => `@${syllables(latin, 4)}_${digits(3)}`,
    email: () => `${syllables(latin, 4)}${digits(2)}@${syllables(latin, 2)}.invalid`,
    address: () => `خیابان ${syllables(persian, 4)} کوچه ${syllables(persian, 3)} پلاک ${digits(2)}`,
    file: () => `${syllables(latin, 4)}-${digits(3)}.pdf`,
  }
  const made = new Map<string, Canary>()
  while (made.size < count) {
    const kind = KINDS[made.size % KINDS.length]!
    const token = makers[kind]()
    if (!made.has(flat(token))) made.set(flat(token), { kind, token })
  }
  return [...made.values()]
}

function withNationalCheck(nine: string): string {
  const rest = [...nine].reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0) % 11
  return nine + (rest < 2 ? rest : 11 - rest)
}

function withLuhn(fifteen: string): string {
  const sum = [...fifteen].reduce((sum, digit, i) => {
    const doubled = Number(digit) * (i % 2 === 0 ? 2 : 1)
    return sum + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return fifteen + ((10 - (sum % 10)) % 10)
}
