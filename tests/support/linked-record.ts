import { type CodedDocument, codeReport } from "@karnegar/coder"
import { EMPTY_FIELDS } from "../../packages/karnegar/src/record/fields.ts"
import type { Record } from "../../packages/karnegar/src/record/record.ts"
import type { PublishedAction } from "../../packages/karnegar/src/record/types.ts"

/* A record with everything that pages link: calls answered in part, campaigns, statements that support, outcomes, cases, context
   events. Invented, drawn by a seed: the same on every machine. */

/** Who acts, as a report would say it. */
const PEOPLE = [
  "معلمان",
  "بازنشستگان تأمین اجتماعی",
  "کارگران نیشکر هفت‌تپه",
  "کارگران گروه ملی فولاد",
  "پرستاران",
  "رانندگان کامیون",
  "کارگران معدن",
  "کارگران شهرداری",
  "نانوایان",
  "کارگران پیمانکاری نفت",
] as const
const TOWNS = [
  "اهواز",
  "شوش",
  "سنندج",
  "مریوان",
  "سقز",
  "کرمانشاه",
  "اصفهان",
  "شیراز",
  "رشت",
  "تبریز",
  "کرمان",
  "یزد",
] as const
const CLAIMS = [
  "پنج ماه حقوق معوقه",
  "افزایش دستمزد",
  "همسان‌سازی حقوق",
  "بیمه تکمیلی",
  "امنیت شغلی",
  "آزادی همکاران زندانی",
] as const
/** What a later sentence tells of; most reports tell nothing. */
const ENDS = [
  "",
  "",
  "",
  "مدیرعامل وعده داد که حقوق‌ها تا پایان ماه پرداخت شود.",
  "حقوق معوقه کارگران پرداخت شد.",
  "سه نفر از آنان بازداشت شدند.",
  "ده‌ها نفر از آنان احضار شدند.",
] as const
/** Organisations of the shipped register. */
const ORGANISATIONS = [
  "شورای هماهنگی تشکل‌های صنفی فرهنگیان ایران",
  "سندیکای کارگران شرکت واحد",
  "سندیکای نیشکر هفت تپه",
  "شورای بازنشستگان ایران",
  "اتحادیه آزاد کارگران ایران",
] as const

/** A public action of which nothing is told but what `more` tells. */
export function publishedAction(more: Partial<PublishedAction> = {}): PublishedAction {
  const { workplaceId: _, organisationIds: __, ...fields } = EMPTY_FIELDS
  return {
    ...fields,
    id: "a0000000000",
    isCall: false,
    start: "2020-11-02",
    precision: "day",
    places: [],
    workplace: null,
    organisations: [],
    sources: [],
    origin: "coding",
    evidence: "single_source",
    disagreements: [],
    mergedIds: [],
    outcomeEvents: [],
    daysNotWorked: null,
    state: "unreviewed",
    reviewers: 0,
    sample: false,
    coarse: false,
    quotes: [],
    ...more,
  }
}

/** Ids that a test may look for. */
export interface LinkedRecord {
  readonly callIds: readonly string[]
  readonly actionIds: readonly string[]
  readonly campaignId: string
}

/**
 * Fills a record.
 *
 * @param last ISO day of the newest report; everything lies within the two years before it.
 * @param reports Number of reports of ordinary actions.
 */
export async function fillLinked(record: Record, last = "2024-05-05", reports = 240): Promise<LinkedRecord> {
  await record.setRules({ acceptCodings: true })
  const draw = drawer(0x6c696e6b)
  const pick = <T>(from: readonly T[]): T => from[draw(from.length)]!
  const day = (back: number) => new Date(Date.parse(last) - back * 864e5).toISOString().slice(0, 10)
  const texts: { readonly text: string; readonly published: string }[] = []
  for (let i = 0; i < reports; i++) {
    const strike = draw(2) === 0
    const done = strike ? "دست از کار کشیدند" : "تجمع کردند"
    const end = pick(ENDS)
    texts.push({
      text: `${pick(PEOPLE)} امروز در ${pick(TOWNS)} برای ${pick(CLAIMS)} ${done}. ${end} ${mark(i)}`,
      published: day(i < 12 ? i : draw(730)),
    })
  }
  const calls: { readonly text: string; readonly published: string }[] = []
  for (let i = 0; i < 8; i++) {
    const back = 700 - i * 90
    const towns = [0, 1, 2, 3].map((k) => TOWNS[(i + k * 3) % TOWNS.length]!)
    const who = PEOPLE[i % 2]!
    calls.push({
      text: `فراخوان: ${who} فردا در شهرهای ${towns.slice(0, 3).join("، ")} و ${towns[3]} برای ${CLAIMS[i % 3]} تجمع خواهند کرد. ${mark(1000 + i)}`,
      published: day(back + 1),
    })
    for (const town of [towns[0], towns[1], TOWNS[(i + 4) % TOWNS.length]])
      texts.push({ text: `${who} امروز در ${town} تجمع کردند. ${mark(2000 + texts.length)}`, published: day(back) })
  }
  calls.push({
    text: `فراخوان: معلمان فردا در شهرهای سنندج، رشت و تبریز برای همسان‌سازی حقوق تجمع خواهند کرد. ${mark(1100)}`,
    published: last,
  })
  texts.push({
    text: `معلمان و بازنشستگان امروز به دعوت ${ORGANISATIONS[0]} در کرمانشاه با هم تجمع کردند. ${mark(1200)}`,
    published: day(3),
  })
  for (const [i, from] of ORGANISATIONS.entries()) {
    const to = pick(["کارگران نیشکر هفت‌تپه", "معلمان زندانی"])
    texts.push({
      text: `بیانیه\n${from} از ${ORGANISATIONS[(i + 2) % ORGANISATIONS.length]} و اعتصاب ${to} حمایت می‌کند و خواستار آزادی زندانیان است. ما از همه می‌خواهیم به این اعتراض بپیوندند.\n${from} ${mark(3000 + i)}`,
      published: day(40 + i * 20),
    })
  }
  const put = async (all: typeof texts, from: string) =>
    (
      await record.addAllCoded(
        all.map(({ text, published }, i) => ({
          report: {
            foreignId: `${from}${i}`,
            text,
            source: "sample_union",
            url: `https://example.org/${from}${i}`,
            published,
            lang: "fa",
            sample: true,
          },
          coding: supporting(codeReport({ id: `${from}${i}`, text, published }), i),
        })),
      )
    ).flatMap((added) => added.actionIds)
  await record.put("source", { key: "sample_union", name_fa: "اتحادیه نمونه", name_en: "Sample union" })
  const actionIds = await put(texts, "a")
  const callIds = await put(calls, "c")
  await linkThem(record, actionIds, callIds, day)
  return { actionIds, callIds, campaignId: "sample-campaign" }
}

/** Campaigns, context events and cases, and the decisions that tie actions to them. */
async function linkThem(
  record: Record,
  actionIds: readonly string[],
  callIds: readonly string[],
  day: (back: number) => string,
): Promise<void> {
  const named = (fa: string, en: string) => ({ name_fa: fa, name_en: en })
  await record.put("campaign", {
    id: "sample-campaign",
    ...named("کارزار نمونه همسان‌سازی", "Sample campaign for equal pensions"),
    workforce: "retirees",
    first_day: day(400),
  })
  for (const id of [...actionIds.slice(0, 8), callIds[1]!]) await record.joinCampaign(id, "sample-campaign", "told so")
  await record.linkCall(callIds[0]!, actionIds[20]!, true, "the same call")
  await record.put("context_event", {
    id: "sample-event",
    ...named("رویداد نمونه", "Sample event"),
    kind: "price_rise",
    first_day: day(300),
  })
  for (let i = 0; i < 24; i++)
    await record.put("repression_case", {
      id: `sample-case-${i}`,
      action_id: i < 12 ? actionIds[0]! : null,
      workforce: "education",
      repression: [i % 8 === 7 ? "flogging" : "arrest"],
      stage: i % 6 === 5 ? "sentenced" : "arrested",
      persons_min: 2,
      persons_max: 2,
      day: day(100 + i),
    })
}

/** A statement with the support that it tells of, between organisations of the register; anything else as it is. */
function supporting(coding: CodedDocument, i: number): CodedDocument {
  if (coding.kind !== "statement") return coding
  const [from, to] = [ORGANISATIONS[i % ORGANISATIONS.length]!, ORGANISATIONS[(i + 2) % ORGANISATIONS.length]!]
  return { ...coding, themes: { ...coding.themes, solidarity: [{ from, to }] } }
}

/** Words of its own for each report, so that no two are copies of each other. */
function mark(n: number): string {
  return Array.from({ length: 24 }, (_, k) => `نشانه${(n * 24 + k).toString(36)}`).join(" ")
}

function drawer(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 8) % below
  }
}
