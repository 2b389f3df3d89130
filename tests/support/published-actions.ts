import {
  CHARACTER,
  DEMANDS,
  EMPLOYMENT,
  FORMS,
  OUTCOMES,
  PLACE_TYPES,
  REPRESSION,
  STATUSES,
  WORKFORCES,
} from "@karnegar/coder"
import fc from "fast-check"
import {
  EMPLOYER_RESPONSES,
  ENTERPRISE_TYPES,
  SETTLEMENTS,
  STATE_RESPONSES,
} from "../../packages/karnegar/src/record/fields.ts"
import type { PublishedAction } from "../../packages/karnegar/src/record/types.ts"

/** Public actions drawn by fast-check: every field takes every kind of value that its type allows. */

/** Names as they may stand on a register, and some that nobody should have let in. */
const name = fc.oneof(
  fc.constantFrom(
    "هفت‌تپه",
    "Haft Tappeh",
    "آب و برق؛ «جنوب»",
    'He said "no", twice',
    "a|b",
    "=1+1",
    "@x",
    "-",
    "'=x",
    " =1",
    "＝1",
    "\t1",
    "x\r\ny",
    "_x0041_",
    "<b>&amp;</b>",
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
)
const id = fc.stringMatching(/^[a-z0-9]{4,10}$/)
const iso = fc
  .integer({ min: 0, max: 9_000 })
  .map((n) => new Date(Date.UTC(2000, 0, 1) + n * 864e5).toISOString().slice(0, 10))
const persons = fc.integer({ min: 0, max: 70_000 })
const range = fc.option(
  fc.tuple(persons, fc.option(persons)).map(([min, more]) => ({ min, max: more === null ? null : min + more })),
)
const some = <T>(codes: readonly T[]) => fc.subarray([...codes], { maxLength: Math.min(4, codes.length) })
const maybe = <T>(codes: readonly T[]) => fc.option(fc.constantFrom(...codes))
const degrees = fc.option(fc.double({ min: -180, max: 180, noNaN: true }).map((d) => Number(d.toFixed(5)) + 0))
const registered = fc.record({ id, fa: name, en: name })

/** One public action; ids of several may be alike. */
export const publishedAction: fc.Arbitrary<PublishedAction> = fc
  .record({
    id: id.map((tail) => `a${tail}`),
    forms: fc.subarray([...FORMS], { minLength: 1, maxLength: 3 }),
    status: fc.constantFrom(...STATUSES),
    start: fc.option(iso),
    length: fc.option(fc.integer({ min: 0, max: 60 })),
    precision: fc.constantFrom("day", "day", "week", "month", "year"),
    places: fc.array(
      fc.record({
        placeId: fc.option(id),
        nameFa: name,
        nameEn: fc.oneof(name, fc.constant("")),
        type: fc.constantFrom(...PLACE_TYPES),
        provinceId: fc.constantFrom("p1", "p6", "p31", null),
        lat: degrees,
        lon: degrees,
      }),
      { maxLength: 4 },
    ),
    placesCount: fc.option(fc.integer({ min: 1, max: 100 })),
    workforce: fc.constantFrom(...WORKFORCES),
    employment: some(EMPLOYMENT),
    character: fc.constantFrom(...CHARACTER),
    jointWith: some(WORKFORCES),
    participants: range,
    demands: some(DEMANDS),
    outcomes: some(OUTCOMES),
    repression: some(REPRESSION),
    workplace: fc.option(registered),
    organisations: fc.array(registered, { maxLength: 3 }),
    sources: fc.array(
      fc.record({
        reportId: id,
        source: fc.option(fc.record({ key: id, nameFa: name, nameEn: name })),
        url: fc.option(fc.webUrl({ withQueryParameters: true })),
        published: fc.option(iso),
        sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
      }),
      { maxLength: 3 },
    ),
    origin: fc.constantFrom("coding", "import"),
    evidence: fc.constantFrom("single_source", "independent_sources", "verified_media", "official_confirmation"),
    disagreements: some(["participants", "start"]),
    mergedIds: fc.array(id, { maxLength: 2 }),
    outcomeEvents: fc.array(
      fc.record({ outcome: fc.constantFrom(...OUTCOMES), demand: maybe(DEMANDS), day: fc.option(iso) }),
      { maxLength: 3 },
    ),
    enterpriseType: maybe(ENTERPRISE_TYPES),
    workersDirect: range,
    workersIndirect: range,
    establishments: fc.option(persons),
    workforceSize: fc.option(persons),
    daysNotWorked: fc
      .tuple(range, fc.constantFrom("reported", "computed"))
      .map(([days, how]) => (days === null ? null : { ...days, how })),
    stateResponse: some(STATE_RESPONSES),
    employerResponse: some(EMPLOYER_RESPONSES),
    settlement: maybe(SETTLEMENTS),
    lastSeenOngoing: fc.option(iso),
    state: fc.constantFrom("unreviewed", "reviewed", "published", "disputed"),
    reviewers: fc.integer({ min: 0, max: 3 }),
    sample: fc.boolean(),
    quotes: fc.array(fc.record({ text: name, reportId: id }), { maxLength: 2 }),
    coarse: fc.boolean(),
  })
  .map(
    ({ length, ...drawn }): PublishedAction => ({
      ...drawn,
      isCall: ["called", "threatened", "cancelled"].includes(drawn.status),
      end:
        drawn.start === null || length === null
          ? null
          : new Date(Date.parse(drawn.start) + length * 864e5).toISOString().slice(0, 10),
      precision: drawn.start === null ? "unknown" : drawn.precision,
      places: drawn.places.map((place, i) => ({ id: `${drawn.id}.${i + 1}`, ...place })),
    }),
  )

/** The same actions on every run: for files whose bytes are compared. */
export function someActions(count: number, seed: number): readonly PublishedAction[] {
  return fc.sample(publishedAction, { numRuns: count, seed })
}
