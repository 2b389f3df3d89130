/**
 * The columns of every exported table: one list that writes the files, their dictionary, and what an import reads back.
 *
 * One file since it is one list. Names are lasting: a column is never renamed or given another meaning, and a new one
 * goes to the end of its group. Each column takes its value from typed fields of `PublishedAction`; free words stand in
 * `quotes` alone, as two people let the public see them.
 */
import type { LocalAction, PublicQuote, PublishedAction, SourceLine } from "../record/types.ts"
import { publicFieldName } from "../web/json.ts"
import type { CodeList } from "../web/words/code-words.ts"
import { jalaliIso } from "../web/words/dates.ts"
import type { Lang } from "../web/words/language.ts"
import { provinceName } from "../web/words/provinces.ts"
import { titleOf } from "../web/words/title.ts"

/** One value of a cell. Null: not told, not known; never zero and never "no". */
export type Cell = string | number | boolean | null | readonly (string | number | null)[]

/** What a column holds. Lists stand in one cell, parted by `LIST_SIGN`. */
export type CellType =
  | "id"
  | "ids"
  | "code"
  | "codes"
  | "name"
  | "names"
  | "number"
  | "decimals"
  | "decimal"
  | "day"
  | "yes_no"
  | "addresses"
  | "hash"
  | "words"

/** Between the values of a list. A name that holds it has `¦` instead, an address `%7C`. */
export const LIST_SIGN = "|"

/** A column of a table of `Row`. */
export interface Column<Row> {
  /** Lasting name, as the first row of a file has it. */
  readonly name: string
  readonly type: CellType
  /** What a number counts. */
  readonly unit?: "persons" | "worker_days" | "places" | "establishments" | "degrees_wgs84"
  /** Of days. */
  readonly calendar?: "gregorian" | "jalali"
  /** The list that its codes come from. */
  readonly codes?: CodeList
  /** True for what an import reads back; the other columns are there to be read by people and follow from these. */
  readonly read?: true
  /** What people call it. */
  readonly label: Readonly<Record<Lang, string>>
  /** What it means, where the label does not say it. */
  readonly meaning: Readonly<Record<Lang, string>>
  readonly value: (row: Row) => Cell
}

type Words = readonly [fa: string, en: string]
type More = Partial<Pick<Column<never>, "unit" | "calendar" | "codes" | "read">>

/** A column, written in one breath. */
function column<Row>(
  name: string,
  type: CellType,
  [labelFa, labelEn]: Words,
  [fa, en]: Words,
  value: (row: Row) => Cell,
  more: More = {},
): Column<Row> {
  return { name, type, label: { fa: labelFa, en: labelEn }, meaning: { fa, en }, value, ...more }
}

const READ = { read: true } as const
const GREGORIAN = { calendar: "gregorian" } as const
const JALALI = { calendar: "jalali" } as const
const PERSONS = { unit: "persons", ...READ } as const
const DAYS = { unit: "worker_days", ...READ } as const

const MIN: Words = ["کمترین شماری که گفته شده", "the least number told"]
const MAX: Words = [
  "بیشترین شماری که گفته شده؛ خالی یعنی سقفی گفته نشده",
  "the largest number told; empty: no ceiling is told",
]
const AS_JALALI: Words = ["همان روز به شمسی", "the same day in the Jalali calendar"]
const EACH_PLACE: Words = ["برای هر جا یکی، به همان ترتیب place_ids", "one for each place, in the order of place_ids"]

type Action = PublishedAction
const a = column<Action>

/** `actions`: one row for each action or call. */
export const ACTION_COLUMNS: readonly Column<Action>[] = [
  a("id", "id", ["شناسه", "id"], ["شناسه همیشگی حرکت", "permanent id of the action"], (x) => x.id, READ),
  a("title_fa", "name", ["عنوان", "title in Persian"], ["ساخته از فیلدها", "made from the fields"], (x) =>
    titleOf(x, "fa"),
  ),
  a("title_en", "name", ["عنوان انگلیسی", "title in English"], ["ساخته از فیلدها", "made from the fields"], (x) =>
    titleOf(x, "en"),
  ),
  a(
    "state",
    "code",
    ["بررسی", "review"],
    ["تا کجا با گزارش‌ها سنجیده شده", "how far it was held against its reports"],
    (x) => x.state,
    { codes: "states" },
  ),
  a(
    "reviewers",
    "number",
    ["بررسی‌کنندگان", "reviewers"],
    ["شمار کسانی که آنچه را اکنون هست با گزارش سنجیده‌اند", "people who have held what stands now against the reports"],
    (x) => x.reviewers,
  ),
  a(
    "origin",
    "code",
    ["خاستگاه", "origin"],
    ["از گزارش‌ها کدگذاری شده یا از بایگانی دیگران آمده", "coded from reports, or taken over from another record"],
    (x) => x.origin,
    { codes: "origins" },
  ),
  a(
    "evidence",
    "code",
    ["پشتوانه", "evidence"],
    ["بر چه تکیه دارد؛ رونوشت‌های یک منبع یک بار به شمار می‌آید", "what it rests on; copies of one origin count once"],
    (x) => x.evidence,
    { codes: "evidence" },
  ),
  a(
    "is_call",
    "yes_no",
    ["فراخوان است", "is a call"],
    ["فقط اعلام یا تهدید شده و حرکت شمرده نمی‌شود", "was called for or threatened only; never counted as an action"],
    (x) => x.isCall,
  ),
  a("sample", "yes_no", ["نمونه", "sample"], ["ساختگی و برای نمایش است", "invented for show"], (x) => x.sample),
  a(
    "coarse",
    "yes_no",
    ["درشت‌شده", "coarse"],
    [
      "جا، محل کار و شمارها برای ایمنی افراد درشت‌تر از آنچه دانسته است نوشته شده",
      "place, workplace and numbers are told more coarsely than they are known, for people's safety",
    ],
    (x) => x.coarse,
  ),
  a("forms", "codes", ["شکل‌ها", "forms"], ["شکل‌های حرکت", "forms of action"], (x) => x.forms, {
    codes: "forms",
    ...READ,
  }),
  a(
    "status",
    "code",
    ["وضعیت", "status"],
    ["برگزار شد، ادامه دارد، فراخوان …", "held, ongoing, called …"],
    (x) => x.status,
    {
      codes: "statuses",
      ...READ,
    },
  ),
  a("start", "day", ["آغاز (میلادی)", "start"], ["نخستین روز", "first day"], (x) => x.start, { ...GREGORIAN, ...READ }),
  a(
    "end",
    "day",
    ["پایان (میلادی)", "end"],
    ["آخرین روز؛ برای حرکت یک‌روزه خالی است", "last day; empty for an act of one day"],
    (x) => x.end,
    { ...GREGORIAN, ...READ },
  ),
  a(
    "precision",
    "code",
    ["دقت تاریخ", "precision of the date"],
    [
      "start و end تا کجا دقیق است: روز، یا هفته و ماه و سالی که حرکت در آن بوده",
      "how exact start and end are: a day, or the week, month or year that the act lies in",
    ],
    (x) => x.precision,
    { codes: "precisions", ...READ },
  ),
  a("start_jalali", "day", ["آغاز", "start, Jalali"], AS_JALALI, (x) => jalali(x.start), JALALI),
  a("end_jalali", "day", ["پایان", "end, Jalali"], AS_JALALI, (x) => jalali(x.end), JALALI),
  a(
    "last_seen_ongoing",
    "day",
    ["آخرین روز ادامه (میلادی)", "last seen ongoing"],
    ["آخرین روزی که منبعی ادامه آن را دیده", "last day on which a source saw it go on"],
    (x) => x.lastSeenOngoing,
    { ...GREGORIAN, ...READ },
  ),
  a(
    "last_seen_ongoing_jalali",
    "day",
    ["آخرین روز ادامه", "last seen ongoing, Jalali"],
    AS_JALALI,
    (x) => jalali(x.lastSeenOngoing),
    JALALI,
  ),
  a(
    "place_ids",
    "ids",
    ["شناسه جاها", "places"],
    [
      "شناسه هر جا در فرهنگ جغرافیایی؛ تکه خالی یعنی جا در آن نیست",
      "gazetteer ids; an empty piece is a place that it does not have",
    ],
    (x) => x.places.map((p) => p.placeId),
    READ,
  ),
  a("place_names_fa", "names", ["جاها", "places in Persian"], EACH_PLACE, (x) => x.places.map((p) => p.nameFa), READ),
  a(
    "place_names_en",
    "names",
    ["جاها به انگلیسی", "places in English"],
    EACH_PLACE,
    (x) => x.places.map((p) => p.nameEn),
    READ,
  ),
  a("place_types", "codes", ["نوع جاها", "types of places"], EACH_PLACE, (x) => x.places.map((p) => p.type), {
    codes: "place_types",
    ...READ,
  }),
  a(
    "place_province_ids",
    "ids",
    ["شناسه استان جاها", "provinces of places"],
    EACH_PLACE,
    (x) => x.places.map((p) => p.provinceId),
    READ,
  ),
  a("place_lats", "decimals", ["عرض جغرافیایی", "latitudes"], EACH_PLACE, (x) => x.places.map((p) => p.lat), {
    unit: "degrees_wgs84",
    ...READ,
  }),
  a("place_lons", "decimals", ["طول جغرافیایی", "longitudes"], EACH_PLACE, (x) => x.places.map((p) => p.lon), {
    unit: "degrees_wgs84",
    ...READ,
  }),
  a(
    "places_count",
    "number",
    ["شمار جاها", "number of places"],
    ["شمار جاهایی که گفته شده، اگر همه را نام نبرده باشند", "number of places told, where not all are named"],
    (x) => x.placesCount,
    { unit: "places", ...READ },
  ),
  a("workforce", "code", ["گروه", "workforce"], ["چه کسانی", "who acts"], (x) => x.workforce, {
    codes: "workforces",
    ...READ,
  }),
  a(
    "joint_with",
    "codes",
    ["همراه با", "joint with"],
    ["گروه‌های دیگر همان جمع", "other workforces in the same crowd"],
    (x) => x.jointWith,
    {
      codes: "workforces",
      ...READ,
    },
  ),
  a(
    "employment",
    "codes",
    ["نوع استخدام", "employment"],
    ["پیوند استخدامی، اگر گفته شده", "tie of employment, where told"],
    (x) => x.employment,
    {
      codes: "employment",
      ...READ,
    },
  ),
  a(
    "character",
    "code",
    ["سرشت خواسته", "character"],
    ["خواسته معیشتی، سیاسی یا همبستگی است", "whether the claim is economic, political or in sympathy"],
    (x) => x.character,
    { codes: "character", ...READ },
  ),
  a(
    "participants_min",
    "number",
    ["شرکت‌کنندگان، کمترین", "participants, least"],
    MIN,
    (x) => x.participants?.min ?? null,
    PERSONS,
  ),
  a(
    "participants_max",
    "number",
    ["شرکت‌کنندگان، بیشترین", "participants, most"],
    MAX,
    (x) => x.participants?.max ?? null,
    PERSONS,
  ),
  a("demands", "codes", ["خواسته‌ها", "demands"], ["خواسته‌ها و گلایه‌ها", "claims and grievances"], (x) => x.demands, {
    codes: "demands",
    ...READ,
  }),
  a(
    "outcomes",
    "codes",
    ["نتیجه‌ها", "outcomes"],
    ["آنچه به دست آمد؛ تاریخ هر یک در جدول outcomes", "what came of it; the table outcomes has their days"],
    (x) => x.outcomes,
    { codes: "outcomes", ...READ },
  ),
  a(
    "repression",
    "codes",
    ["سرکوب", "repression"],
    ["با آنان چه شد", "what was done to the people because of it"],
    (x) => x.repression,
    {
      codes: "repression",
      ...READ,
    },
  ),
  a(
    "workplace_id",
    "id",
    ["شناسه محل کار", "workplace"],
    ["محل کار یا کارفرما، اگر در فهرست ثبت شده", "workplace or employer, once it stands on the register"],
    (x) => x.workplace?.id ?? null,
    READ,
  ),
  a(
    "workplace_fa",
    "name",
    ["محل کار", "workplace in Persian"],
    ["نام آن در فهرست", "its name on the register"],
    (x) => x.workplace?.fa ?? null,
  ),
  a(
    "workplace_en",
    "name",
    ["محل کار به انگلیسی", "workplace in English"],
    ["نام آن در فهرست", "its name on the register"],
    (x) => x.workplace?.en ?? null,
  ),
  a(
    "organisation_ids",
    "ids",
    ["شناسه تشکل‌ها", "organisations"],
    ["فراخوان‌دهنده یا برگزارکننده، اگر در فهرست ثبت شده", "who called or led it, once on the register"],
    (x) => x.organisations.map((o) => o.id),
    READ,
  ),
  a(
    "organisations_fa",
    "names",
    ["تشکل‌ها", "organisations in Persian"],
    ["نام آنها در فهرست", "their names on the register"],
    (x) => x.organisations.map((o) => o.fa),
  ),
  a(
    "organisations_en",
    "names",
    ["تشکل‌ها به انگلیسی", "organisations in English"],
    ["نام آنها در فهرست", "their names on the register"],
    (x) => x.organisations.map((o) => o.en),
  ),
  a(
    "enterprise_type",
    "code",
    ["نوع بنگاه", "type of enterprise"],
    ["بنگاه از آن کیست", "who owns the enterprise"],
    (x) => x.enterpriseType,
    {
      codes: "enterprise_types",
      ...READ,
    },
  ),
  a(
    "workers_direct_min",
    "number",
    ["کارگران دست‌ازکارکشیده، کمترین", "workers directly involved, least"],
    MIN,
    (x) => x.workersDirect?.min ?? null,
    PERSONS,
  ),
  a(
    "workers_direct_max",
    "number",
    ["کارگران دست‌ازکارکشیده، بیشترین", "workers directly involved, most"],
    MAX,
    (x) => x.workersDirect?.max ?? null,
    PERSONS,
  ),
  a(
    "workers_indirect_min",
    "number",
    ["کارگران بازمانده از کار، کمترین", "workers indirectly involved, least"],
    MIN,
    (x) => x.workersIndirect?.min ?? null,
    PERSONS,
  ),
  a(
    "workers_indirect_max",
    "number",
    ["کارگران بازمانده از کار، بیشترین", "workers indirectly involved, most"],
    MAX,
    (x) => x.workersIndirect?.max ?? null,
    PERSONS,
  ),
  a(
    "establishments",
    "number",
    ["شمار کارگاه‌ها", "establishments"],
    ["شمار کارگاه‌هایی که کارکنانشان شرکت کردند", "establishments whose workers took part"],
    (x) => x.establishments,
    { unit: "establishments", ...READ },
  ),
  a(
    "workforce_size",
    "number",
    ["شمار همه کارکنان", "size of the workforce"],
    ["همه کارکنان، شرکت‌کننده یا نه", "workers of the establishments, also those who did not take part"],
    (x) => x.workforceSize,
    PERSONS,
  ),
  a(
    "days_not_worked_min",
    "number",
    ["روزهای کار نکرده، کمترین", "days not worked, least"],
    MIN,
    (x) => x.daysNotWorked?.min ?? null,
    DAYS,
  ),
  a(
    "days_not_worked_max",
    "number",
    ["روزهای کار نکرده، بیشترین", "days not worked, most"],
    MAX,
    (x) => x.daysNotWorked?.max ?? null,
    DAYS,
  ),
  a(
    "days_not_worked_how",
    "code",
    ["روزهای کار نکرده چگونه به دست آمده", "how days not worked were got"],
    [
      "reported: منبعی گفته؛ computed: شمار کارگران × روزهای تقویمی. فقط گفته‌شده‌ها بازخوانده می‌شود",
      "reported by a source, or computed: workers × calendar days. Only what was reported is read back",
    ],
    (x) => x.daysNotWorked?.how ?? null,
    { codes: "how_days_not_worked", ...READ },
  ),
  a(
    "state_response",
    "codes",
    ["واکنش مقام‌ها", "response of the authorities"],
    ["جز سرکوب", "beside repression"],
    (x) => x.stateResponse,
    { codes: "state_responses", ...READ },
  ),
  a(
    "employer_response",
    "codes",
    ["واکنش کارفرما", "response of the employer"],
    ["کارفرما چه کرد", "what the employer did"],
    (x) => x.employerResponse,
    {
      codes: "employer_responses",
      ...READ,
    },
  ),
  a(
    "settlement",
    "code",
    ["شیوه حل اختلاف", "settlement"],
    ["اختلاف چگونه پایان یافت", "how the dispute was settled"],
    (x) => x.settlement,
    {
      codes: "settlements",
      ...READ,
    },
  ),
  a(
    "disagreements",
    "ids",
    ["اختلاف منبع‌ها", "disagreements"],
    ["فیلدهایی که منبع‌ها درباره‌شان یک سخن ندارند", "fields that sources disagree about"],
    (x) => x.disagreements.map(publicFieldName),
  ),
  a(
    "merged_ids",
    "ids",
    ["شناسه‌های پیشین", "merged ids"],
    [
      "حرکت‌هایی که معلوم شد همین یکی‌اند؛ نشانی‌شان به همین جا می‌رسد",
      "actions found to be this one; their addresses lead here",
    ],
    (x) => x.mergedIds,
  ),
  a(
    "source_keys",
    "ids",
    ["منبع‌ها", "sources"],
    ["کلید منبع‌های ثبت‌شده؛ همه در جدول sources", "keys of registered sources; the table sources has all of them"],
    (x) => [...new Set(x.sources.flatMap((s) => s.source?.key ?? []))],
  ),
  a(
    "urls",
    "addresses",
    ["نشانی‌ها", "addresses"],
    ["نشانی گزارش‌ها در وب", "web addresses of its reports"],
    (x) => [...new Set(x.sources.flatMap((s) => s.url ?? []))],
    READ,
  ),
]

function actionId<Row extends { readonly action: Action }>(meaning: Words): Column<Row> {
  return column("action_id", "id", ["شناسه حرکت", "action"], meaning, (r) => r.action.id)
}

function reportId<Row>(meaning: Words, value: (row: Row) => string): Column<Row> {
  return column("report_id", "id", ["شناسه گزارش", "report"], meaning, value)
}

/** A local action with the action that it belongs to. */
export interface PlaceRow {
  readonly action: Action
  readonly place: LocalAction
}

const p = column<PlaceRow>

/** `places`: one row for each local action. */
export const PLACE_COLUMNS: readonly Column<PlaceRow>[] = [
  p(
    "id",
    "id",
    ["شناسه حرکت محلی", "id"],
    ["شناسه همیشگی حرکت محلی", "permanent id of the local action"],
    (r) => r.place.id,
  ),
  actionId(["حرکتی که این بخشی از آن است", "the action that it is a part of"]),
  p("place_id", "id", ["شناسه جا", "place"], ["شناسه در فرهنگ جغرافیایی", "gazetteer id"], (r) => r.place.placeId),
  p(
    "name_fa",
    "name",
    ["جا", "place in Persian"],
    ["نام در فرهنگ جغرافیایی", "its name in the gazetteer"],
    (r) => r.place.nameFa,
  ),
  p(
    "name_en",
    "name",
    ["جا به انگلیسی", "place in English"],
    ["نام در فرهنگ جغرافیایی", "its name in the gazetteer"],
    (r) => none(r.place.nameEn),
  ),
  p(
    "type",
    "code",
    ["نوع جا", "type of place"],
    ["شهر، شهرستان، استان …", "city, county, province …"],
    (r) => r.place.type,
    { codes: "place_types" },
  ),
  p(
    "province_id",
    "id",
    ["شناسه استان", "province"],
    ["شناسه در فرهنگ جغرافیایی", "gazetteer id"],
    (r) => r.place.provinceId,
  ),
  p("province_fa", "name", ["استان", "province in Persian"], ["نام استان", "name of the province"], (r) =>
    provinceName(r.place.provinceId, "fa"),
  ),
  p("province_en", "name", ["استان به انگلیسی", "province in English"], ["نام استان", "name of the province"], (r) =>
    provinceName(r.place.provinceId, "en"),
  ),
  p("lat", "decimal", ["عرض جغرافیایی", "latitude"], ["میانه جا", "middle of the place"], (r) => r.place.lat, {
    unit: "degrees_wgs84",
  }),
  p("lon", "decimal", ["طول جغرافیایی", "longitude"], ["میانه جا", "middle of the place"], (r) => r.place.lon, {
    unit: "degrees_wgs84",
  }),
  p(
    "start",
    "day",
    ["آغاز (میلادی)", "start"],
    ["نخستین روز حرکت", "first day of the action"],
    (r) => r.action.start,
    GREGORIAN,
  ),
  p("start_jalali", "day", ["آغاز", "start, Jalali"], AS_JALALI, (r) => jalali(r.action.start), JALALI),
  p("forms", "codes", ["شکل‌ها", "forms"], ["شکل‌های حرکت", "forms of the action"], (r) => r.action.forms, {
    codes: "forms",
  }),
  p("workforce", "code", ["گروه", "workforce"], ["چه کسانی", "who acts"], (r) => r.action.workforce, {
    codes: "workforces",
  }),
  p(
    "is_call",
    "yes_no",
    ["فراخوان است", "is a call"],
    ["فقط اعلام یا تهدید شده", "was called for or threatened only"],
    (r) => r.action.isCall,
  ),
  p("state", "code", ["بررسی", "review"], ["بررسی حرکت", "review of the action"], (r) => r.action.state, {
    codes: "states",
  }),
]

/** An address where an action can be checked. */
export interface SourceRow {
  readonly action: Action
  readonly line: SourceLine
}

const s = column<SourceRow>

/** `sources`: one row for each report, or imported row, that tells of an action. */
export const SOURCE_COLUMNS: readonly Column<SourceRow>[] = [
  actionId(["حرکتی که از آن می‌گوید", "the action that it tells of"]),
  reportId(["شناسه گزارش یا سطر واردشده", "id of the report or imported row"], (r) => r.line.reportId),
  s(
    "source_key",
    "id",
    ["کلید منبع", "source"],
    ["منبع، اگر در فهرست ثبت شده", "the source, once on the register"],
    (r) => r.line.source?.key ?? null,
  ),
  s(
    "source_fa",
    "name",
    ["منبع", "source in Persian"],
    ["نام آن در فهرست", "its name on the register"],
    (r) => r.line.source?.nameFa ?? null,
  ),
  s(
    "source_en",
    "name",
    ["منبع به انگلیسی", "source in English"],
    ["نام آن در فهرست", "its name on the register"],
    (r) => r.line.source?.nameEn ?? null,
  ),
  s("url", "addresses", ["نشانی", "address"], ["نشانی در وب", "web address"], (r) =>
    r.line.url === null ? null : [r.line.url],
  ),
  s(
    "published",
    "day",
    ["روز انتشار (میلادی)", "published"],
    ["روز انتشار گزارش", "day of publication"],
    (r) => r.line.published,
    GREGORIAN,
  ),
  s("published_jalali", "day", ["روز انتشار", "published, Jalali"], AS_JALALI, (r) => jalali(r.line.published), JALALI),
  s(
    "sha256",
    "hash",
    ["اثر انگشت", "fingerprint"],
    [
      "SHA-256 متن گزارش، یا پرونده‌ای که سطر از آن آمده",
      "SHA-256 of the report's text, or of the file that the row came from",
    ],
    (r) => r.line.sha256,
  ),
]

/** One event of what came of an action. */
export interface OutcomeRow {
  readonly action: Action
  readonly ordinal: number
  readonly event: Action["outcomeEvents"][number]
}

const o = column<OutcomeRow>

/** `outcomes`: what came of each demand, and when. */
export const OUTCOME_COLUMNS: readonly Column<OutcomeRow>[] = [
  actionId(["حرکتی که این نتیجه آن است", "the action that it came of"]),
  o(
    "ordinal",
    "number",
    ["ردیف", "number"],
    ["به ترتیبی که گفته شده، از ۱", "in the order of telling, from 1"],
    (r) => r.ordinal,
  ),
  o("outcome", "code", ["نتیجه", "outcome"], ["چه به دست آمد", "what came of it"], (r) => r.event.outcome, {
    codes: "outcomes",
  }),
  o(
    "demand",
    "code",
    ["خواسته", "demand"],
    ["خواسته‌ای که پاسخش این است، اگر گفته شده", "the demand that it answers, where told"],
    (r) => r.event.demand,
    { codes: "demands" },
  ),
  o(
    "day",
    "day",
    ["روز (میلادی)", "day"],
    ["روز آن، اگر گفته شده", "its day, where told"],
    (r) => r.event.day,
    GREGORIAN,
  ),
  o("day_jalali", "day", ["روز", "day, Jalali"], AS_JALALI, (r) => jalali(r.event.day), JALALI),
]

/** Words of a report, with the action that they are quoted for. */
export interface QuoteRow {
  readonly action: Action
  readonly quote: PublicQuote
}

const q = column<QuoteRow>

/** `quotes`: one row for each quote that one person chose and another approved. */
export const QUOTE_COLUMNS: readonly Column<QuoteRow>[] = [
  actionId(["حرکتی که از آن می‌گوید", "the action that it tells of"]),
  reportId(
    [
      "گزارشی که این واژه‌ها در آن است؛ نشانی‌اش در جدول sources",
      "the report that says so; the table sources has its address",
    ],
    (r) => r.quote.reportId,
  ),
  q(
    "text",
    "words",
    ["نقل", "quote"],
    [
      "حداکثر ۲۵ واژه، به زبان گزارش، که یک نفر برگزیده و دیگری پذیرفته است",
      "25 words at most in the language of the report, chosen by one person and approved by another",
    ],
    (r) => r.quote.text,
  ),
]

function jalali(iso: string | null): string | null {
  return iso === null ? null : jalaliIso(iso)
}

/** The record keeps an unknown English name as an empty one. */
function none(name: string): string | null {
  return name === "" ? null : name
}
