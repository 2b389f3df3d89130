import { CODEBOOK_VERSION } from "@karnegar/coder"
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
    sample: action.sample,
    is_call: action.isCall,
    forms: action.forms,
    status: action.status,
    date: {
      start: action.start,
      end: action.end,
      precision: action.precision,
      start_jalali: action.start === null ? null : jalaliIso(action.start),
      end_jalali: action.end === null ? null : jalaliIso(action.end),
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
    participants: action.participants === null ? null : { min: action.participants.min, max: action.participants.max },
    demands: action.demands,
    outcomes: action.outcomes,
    repression: action.repression,
    workplace: action.workplace === null ? null : named(action.workplace),
    organisations: action.organisations.map(named),
    sources: action.sources.map((s) => ({
      report_id: s.reportId,
      source: s.source === null ? null : { key: s.source.key, name: { fa: s.source.nameFa, en: s.source.nameEn } },
      url: s.url,
      published: s.published,
      sha256: s.sha256,
    })),
  }
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
  sample: { fa: "ساختگی و برای نمایش است", en: "true when invented for show" },
  is_call: {
    fa: "فراخوان یا هشدار است و در شمار حرکت‌ها نمی‌آید",
    en: "true for a call or threat, which is never counted as an action",
  },
  forms: { fa: "شکل‌های حرکت", en: "forms of action" },
  status: { fa: "برگزار شد، ادامه دارد، فراخوان …", en: "held, ongoing, called …" },
  date: {
    fa: "روز آغاز و پایان، دقت آن (day، week، month، year، unknown) و همان روزها به شمسی",
    en: "first and last day, precision (day, week, month, year, unknown), and the same days in the Jalali calendar",
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
  repression: { fa: "سرکوب", en: "repression" },
  workplace: {
    fa: "محل کار یا کارفرمای ثبت‌شده؛ وگرنه null",
    en: "workplace or employer on the register, else null",
  },
  organisations: { fa: "تشکل‌های ثبت‌شده", en: "organisations on the register" },
  sources: {
    fa: "منبع‌ها: نشانی، روز انتشار و اثر انگشت متن (SHA-256)",
    en: "sources: address, day of publication and fingerprint of the text (SHA-256)",
  },
}

/** The one shape of every error that a machine reads: a lasting code, no sentence. */
export function errorJson(code: "action.not_found" | "site.failed") {
  return { error: { code } }
}
