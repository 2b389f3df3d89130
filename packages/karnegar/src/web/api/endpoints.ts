import { FIELDS } from "@karnegar/index"
import type { z } from "zod"
import { fieldList, fieldWord } from "../words/counting.ts"
import type { Lang } from "../words/language.ts"
import { ActionSchema, FacetsSchema, ListSchema, StatsSchema, SuggestSchema, TimelineSchema } from "./schemas.ts"

type Words = Readonly<Record<Lang, string>>

/** A parameter of the API. */
export interface Parameter {
  readonly name: string
  readonly words: Words
  /** As OpenAPI has it. */
  readonly schema: Readonly<{ [key: string]: unknown }>
}

/** An address of the API that answers with JSON. */
export interface Endpoint {
  /** Below `/api/v1`, with `{id}` for what is filled in. */
  readonly path: string
  readonly name: string
  readonly words: Words
  readonly parameters: readonly Parameter[]
  readonly answer: readonly [name: string, schema: z.ZodType]
  /** A query that shows what it is for. */
  readonly example: string
}

const text = (fa: string, en: string): Words => ({ fa, en })
const parameter = (
  name: string,
  fa: string,
  en: string,
  schema: Parameter["schema"] = { type: "string" },
): Parameter => ({
  name,
  words: { fa, en },
  schema,
})

/** Conditions: the same names and values as in the addresses of the site. */
const CONDITIONS: readonly Parameter[] = [
  parameter("q", "واژه‌هایی که همه باید باشند", "words that must all be found, by their beginnings"),
  parameter("kind", "فقط حرکت‌ها یا فقط فراخوان‌ها", "actions or calls alone", {
    type: "string",
    enum: ["actions", "calls"],
  }),
  parameter("from", "از این روز، شمسی یا میلادی", "from this day on, Jalali or Gregorian"),
  parameter("to", "تا این روز", "to this day"),
  parameter("review", "فقط بررسی‌شده، یا همه با واردشده‌ها", "checked by a person alone, or all with imported ones", {
    type: "string",
    enum: ["checked", "all"],
  }),
  ...FIELDS.map((field) => {
    const list = fieldList(field)
    const of = list === null ? text("", "") : text(`؛ کدهای فهرست ${list}`, `; codes of the list ${list}`)
    return parameter(field, `${fieldWord(field, "fa")}${of.fa}`, `${fieldWord(field, "en")}${of.en}`)
  }),
]

const COUNT = parameter(
  "count",
  "قاعده شمارش: action، place، place-day، dispute:N",
  "counting rule: action, place, place-day, dispute:N",
)
const CALENDAR = parameter("calendar", "تقویم", "calendar", { type: "string", enum: ["jalali", "gregorian"] })

/** Records of one answer, unless asked otherwise, and at most. */
export const LIMIT = { usual: 50, most: 500 } as const

/** The API, said once: routes, OpenAPI and the readable page are made of this. */
export const ENDPOINTS: readonly Endpoint[] = [
  {
    path: "/actions",
    name: "listActions",
    words: text(
      "حرکت‌ها و فراخوان‌هایی که شرط‌ها را دارند، تازه‌ترین نخست",
      "Actions and calls that the conditions hold for, newest first",
    ),
    parameters: [
      ...CONDITIONS,
      parameter("limit", `شمار در هر پاسخ، حداکثر ${LIMIT.most}`, `how many in one answer, at most ${LIMIT.most}`, {
        type: "integer",
        minimum: 1,
        maximum: LIMIT.most,
        default: LIMIT.usual,
      }),
      parameter("cursor", "مقدار next پاسخ پیش", "the `next` of the answer before"),
    ],
    answer: ["ActionList", ListSchema],
    example: "form=strike&limit=2",
  },
  {
    path: "/actions/{id}",
    name: "getAction",
    words: text("یک حرکت با شناسه همیشگی‌اش", "One action by its permanent id"),
    parameters: [],
    answer: ["Action", ActionSchema],
    example: "",
  },
  {
    path: "/facets",
    name: "countByFields",
    words: text("شمارش یک مجموعه به تفکیک فیلدها", "A set counted by fields"),
    parameters: [
      parameter(
        "by",
        `فیلدها، با ویرگول: ${FIELDS.join("، ")}`,
        `fields, with commas between them: ${FIELDS.join(", ")}`,
      ),
      COUNT,
      ...CONDITIONS,
    ],
    answer: ["Facets", FacetsSchema],
    example: "by=form,province&count=place&kind=actions",
  },
  {
    path: "/timeline",
    name: "countOverTime",
    words: text("شمارش یک مجموعه در گذر زمان", "A set counted over time"),
    parameters: [
      parameter("step", "گام", "step", { type: "string", enum: ["day", "week", "month", "year"], default: "month" }),
      CALENDAR,
      COUNT,
      ...CONDITIONS,
    ],
    answer: ["Timeline", TimelineSchema],
    example: "step=year&calendar=jalali&kind=actions",
  },
  {
    path: "/stats",
    name: "measure",
    words: text("سنجه‌های سازمان بین‌المللی کار با پوشش هر عدد", "Measures of the ILO with the coverage of each figure"),
    parameters: CONDITIONS,
    answer: ["Statistics", StatsSchema],
    example: "from=1401/01/01&to=1401/12/29",
  },
  {
    path: "/suggest",
    name: "suggestNames",
    words: text("نام‌هایی که با این واژه‌ها آغاز می‌شوند", "Names that begin with these words"),
    parameters: [parameter("q", "آغاز نام", "the beginning of a name")],
    answer: ["Suggestions", SuggestSchema],
    example: "q=khuz",
  },
]
