import { CODEBOOK_VERSION, type Participants } from "@karnegar/coder"
import type { PublishedAction, RegisteredName } from "../record/types.ts"
import { jalaliIso } from "./words/dates.ts"
import type { Lang } from "./words/language.ts"
import { titleOf } from "./words/title.ts"

/**
 * The machine-readable form of a public action: the same typed fields as its page, under the codebook's names.
 *
 * Each field is named here one by one, so that a field which the record gains is not public by itself.
 */
export function actionJson(action: PublishedAction) {
  return {
    codebook: CODEBOOK_VERSION,
    id: action.id,
    title: { fa: titleOf(action, "fa"), en: titleOf(action, "en") },
    state: action.state,
    reviewers: action.reviewers,
    origin: action.origin,
    evidence: action.evidence,
    sample: action.sample,
    coarse: action.coarse,
    is_call: action.isCall,
    forms: action.forms,
    status: action.status,
    date: {
      start: action.start,
      end: action.end,
      precision: action.precision,
      start_jalali: action.start === null ? null : jalaliIso(action.start),
      end_jalali: action.end === null ? null : jalaliIso(action.end),
      last_seen_ongoing: action.lastSeenOngoing,
      last_seen_ongoing_jalali: action.lastSeenOngoing === null ? null : jalaliIso(action.lastSeenOngoing),
    },
    places: action.places.map((p) => ({
      id: p.id,
      place_id: p.placeId,
      name: { fa: p.nameFa, en: p.nameEn === "" ? null : p.nameEn },
      type: p.type,
      province_id: p.provinceId,
      lat: p.lat,
      lon: p.lon,
    })),
    places_count: action.placesCount,
    workforce: action.workforce,
    employment: action.employment,
    character: action.character,
    joint_with: action.jointWith,
    participants: range(action.participants),
    demands: action.demands,
    outcomes: action.outcomes,
    outcome_events: action.outcomeEvents.map(({ outcome, demand, day }) => ({
      outcome,
      demand,
      day,
      day_jalali: day === null ? null : jalaliIso(day),
    })),
    repression: action.repression,
    workplace: action.workplace === null ? null : named(action.workplace),
    organisations: action.organisations.map(named),
    enterprise_type: action.enterpriseType,
    workers_direct: range(action.workersDirect),
    workers_indirect: range(action.workersIndirect),
    establishments: action.establishments,
    workforce_size: action.workforceSize,
    days_not_worked:
      action.daysNotWorked === null ? null : { ...range(action.daysNotWorked), how: action.daysNotWorked.how },
    state_response: action.stateResponse,
    employer_response: action.employerResponse,
    settlement: action.settlement,
    disagreements: action.disagreements.map(publicFieldName),
    merged_ids: action.mergedIds,
    quotes: action.quotes.map(({ text, reportId }) => ({ text, report_id: reportId })),
    sources: action.sources.map((s) => ({
      report_id: s.reportId,
      source: s.source === null ? null : { key: s.source.key, name: { fa: s.source.nameFa, en: s.source.nameEn } },
      url: s.url,
      published: s.published,
      sha256: s.sha256,
    })),
  }
}

/** Name of a field as public forms have it: `workersDirect` → `workers_direct`. */
export function publicFieldName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function range(of: Participants | null) {
  return of === null ? null : { min: of.min, max: of.max }
}

function named(name: RegisteredName) {
  return { id: name.id, name: { fa: name.fa, en: name.en } }
}

/** What each field of the machine-readable form means; a test holds this list equal to what `actionJson` gives. */
export const JSON_FIELDS: Readonly<Record<keyof ReturnType<typeof actionJson>, Readonly<Record<Lang, string>>>> = {
  codebook: { fa: "شماره نسخه کتابچه کد", en: "version of the codebook" },
  id: { fa: "شناسه همیشگی حرکت", en: "permanent id of the action" },
  title: { fa: "عنوان ساخته از فیلدها، به دو زبان", en: "title made from the fields, in two languages" },
  state: {
    fa: "وضع بررسی: unreviewed، reviewed، published، disputed یا retracted",
    en: "state of review: unreviewed, reviewed, published, disputed or retracted",
  },
  reviewers: {
    fa: "شمار کسانی که آنچه را اکنون هست با گزارش سنجیده‌اند",
    en: "people who have held what stands now against the reports",
  },
  origin: {
    fa: "coding: گزارش‌ها از آن می‌گویند؛ import: فقط بایگانی دیگران",
    en: "coding: reports tell of it; import: only another record does",
  },
  evidence: {
    fa: "پشتوانه: single_source، independent_sources، verified_media، official_confirmation، disputed یا retracted",
    en: "what it rests on: single_source, independent_sources, verified_media, official_confirmation, disputed or retracted",
  },
  sample: { fa: "ساختگی و برای نمایش است", en: "true when invented for show" },
  coarse: {
    fa: "جا، محل کار و شمارها درشت‌تر از آنچه دانسته است نوشته شده تا کسی از روی آنها پیدا نشود",
    en: "true when place, workplace and numbers are told more coarsely than they are known, so that nobody is found by them",
  },
  is_call: {
    fa: "فراخوان یا هشدار است و در شمار حرکت‌ها نمی‌آید",
    en: "true for a call or threat, which is never counted as an action",
  },
  forms: { fa: "شکل‌های حرکت", en: "forms of action" },
  status: { fa: "برگزار شد، ادامه دارد، فراخوان …", en: "held, ongoing, called …" },
  date: {
    fa: "روز آغاز و پایان، آخرین روزی که منبعی ادامه‌اش را دیده، دقت آنها (day، week، month، year، unknown) و همان روزها به شمسی",
    en: "first and last day, last day on which a source saw it go on, precision (day, week, month, year, unknown), and the same days in the Jalali calendar",
  },
  places: {
    fa: "حرکت‌های محلی: شناسه، شناسه جا، نام، نوع، شناسه استان، مختصات",
    en: "local actions: id, gazetteer id, name, type, province id, coordinates",
  },
  places_count: {
    fa: "شمار جاهایی که گزارش می‌گوید، وقتی همه را نام نبرده",
    en: "number of places told where not all are named",
  },
  workforce: { fa: "گروه", en: "workforce" },
  employment: { fa: "نوع استخدام", en: "employment" },
  character: { fa: "سرشت: economic، political یا sympathy", en: "economic, political or sympathy" },
  joint_with: { fa: "گروه‌های همراه", en: "workforces that took part together" },
  participants: {
    fa: "کمترین و بیشترین شمار شرکت‌کنندگان؛ max برابر null یعنی بی سقف",
    en: "least and most participants; max null means no ceiling",
  },
  demands: { fa: "خواسته‌ها", en: "demands" },
  outcomes: { fa: "نتیجه‌ها", en: "outcomes" },
  outcome_events: {
    fa: "نتیجه‌ها یک‌به‌یک: نتیجه، خواسته‌ای که پاسخش است، روز آن",
    en: "outcomes one by one: outcome, the demand that it answers, its day",
  },
  repression: { fa: "سرکوب", en: "repression" },
  workplace: {
    fa: "محل کار یا کارفرمای ثبت‌شده؛ وگرنه null",
    en: "workplace or employer on the register, else null",
  },
  organisations: { fa: "تشکل‌های ثبت‌شده", en: "organisations on the register" },
  enterprise_type: { fa: "نوع بنگاه", en: "who owns the enterprise" },
  workers_direct: {
    fa: "کمترین و بیشترین شمار کارگران دست‌ازکارکشیده",
    en: "least and most workers who stopped work",
  },
  workers_indirect: {
    fa: "کمترین و بیشترین شمار کارگرانی که از کار بازماندند",
    en: "least and most workers who could not work because others stopped",
  },
  establishments: { fa: "شمار کارگاه‌ها", en: "number of establishments" },
  workforce_size: {
    fa: "شمار همه کارکنان، شرکت‌کننده یا نه",
    en: "workers of the establishments, also those who did not take part",
  },
  days_not_worked: {
    fa: "روزهای کار نکرده (کارگر × روز)؛ how: reported به گفته منبع، computed به محاسبه",
    en: "days not worked, in worker-days; how: reported by a source, or computed",
  },
  state_response: { fa: "واکنش مقام‌ها جز سرکوب", en: "response of the authorities beside repression" },
  employer_response: { fa: "واکنش کارفرما", en: "response of the employer" },
  settlement: { fa: "شیوه حل اختلاف", en: "how the dispute was settled" },
  disagreements: {
    fa: "فیلدهایی که منبع‌ها درباره‌شان یک سخن ندارند",
    en: "fields that sources disagree about",
  },
  merged_ids: {
    fa: "شناسه حرکت‌هایی که معلوم شد همین یکی‌اند",
    en: "ids of actions found to be this one",
  },
  quotes: {
    fa: "واژه‌هایی از گزارش‌ها، حداکثر ۲۵ واژه، که دو نفر اجازه داده‌اند همگانی شود",
    en: "words of its reports, 25 at most, that people let the public see",
  },
  sources: {
    fa: "منبع‌ها: نشانی، روز انتشار و اثر انگشت متن (SHA-256)",
    en: "sources: address, day of publication and fingerprint of the text (SHA-256)",
  },
}

/** The one shape of every error that a machine reads: a lasting code, no sentence. */
export function errorJson(code: "action.not_found" | "page.not_found" | "site.failed") {
  return { error: { code } }
}
