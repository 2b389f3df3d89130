import type { CodedAction, Demand, Outcome } from "@karnegar/coder"
import { canonicalJson, sha256, shortId } from "./canonical.ts"
import { type ActionFields, EMPTY_FIELDS, type FieldPlace, type PrivateWords } from "./fields.ts"
import { foldEmployer, whereKey } from "./merge/facts.ts"
import type { ToldDocument } from "./prepared-coding.ts"
import type { Registers } from "./registers.ts"
import type { Tables } from "./tables.ts"

/** An outcome with its day and the demand it answers, as one source tells it. */
export interface OutcomeOf {
  readonly outcome: Outcome
  readonly demand: Demand | null
  /** ISO Gregorian; null where not told. */
  readonly day: string | null
}

/** What an observation's row holds before anything is decided about it. */
export type NewObservation = Omit<Tables["observation"], "action_id" | "accepted" | "entry">

/** What a coding tells, in rows: its observations, and its statement where it is one. */
export interface Observed {
  readonly observations: readonly NewObservation[]
  readonly statement: Tables["statement"] | null
  readonly solidarity: readonly Tables["solidarity"][]
}

type ToldAction = Omit<CodedAction, "support">

/** What of a report its observations need. */
export interface ObservedReport {
  readonly id: string
  readonly published: string | null
  readonly sample: number
}

/**
 * Turns a coding into observations: one source's word on one action each, in typed fields.
 *
 * Links places, workplaces and organisations to the registers as they stand now; free strings go to `words`, which is
 * never public. A place that no gazetteer row stands for is kept as its province, or as the country where nothing else is
 * known. An observation is never changed after: what stands is derived from all observations of an action.
 */
export function observe(
  report: ObservedReport,
  codingId: string,
  coding: ToldDocument,
  registers: Registers,
): Observed {
  const observations = coding.actions.map((action, i): NewObservation => {
    const { fields, words } = readAction(action, report.published, registers)
    const events = action.outcome_events.map(
      (e): OutcomeOf => ({ outcome: e.code, demand: e.demand, day: dayOrNull(e.date) }),
    )
    return {
      id: shortId("a", report.id, String(i + 1)),
      origin: "coding",
      report_id: report.id,
      coding_id: codingId,
      import_id: null,
      ordinal: i + 1,
      fields: canonicalJson(fields),
      words: canonicalJson(words),
      events: canonicalJson(events),
      ...keysOf(fields, words, report.published),
      published: report.published,
      sample: report.sample,
      confidence: action.confidence,
    }
  })
  return { observations, ...statementOf(report, codingId, coding, registers) }
}

/** The columns that look-ups go by; `merge/blocking.ts` says which pairs they must find. */
export function keysOf(
  fields: ActionFields,
  words: PrivateWords,
  published: string | null,
): Pick<Tables["observation"], "workforce" | "day" | "workplace_id" | "employer" | "where_key"> {
  return {
    workforce: fields.workforce,
    day: fields.start ?? published?.slice(0, 10) ?? null,
    workplace_id: fields.workplaceId,
    employer: words.employer === null ? null : foldEmployer(words.employer),
    where_key: whereKey(fields),
  }
}

/**
 * Digest of all that a coding's observations and statement say: what the coding's entry commits to. How sure the coder was
 * stands in the coding itself.
 */
export function observedDigest(observed: Observed): string {
  return sha256(
    canonicalJson({
      observations: observed.observations
        .map(({ confidence: _, ...observation }) => observation)
        .sort((a, b) => a.ordinal - b.ordinal),
      statement: observed.statement,
      solidarity: [...observed.solidarity].sort((a, b) => a.ordinal - b.ordinal),
    }),
  )
}

/** A coded action in the record's fields, linked to the registers, and its words as written. */
export function readAction(
  coded: ToldAction,
  published: string | null,
  registers: Registers,
): { readonly fields: ActionFields; readonly words: PrivateWords } {
  return { fields: fieldsOf(coded, published, registers), words: wordsOf(coded) }
}

function fieldsOf(coded: ToldAction, published: string | null, registers: Registers): ActionFields {
  const { start, end, precision } = coded.date
  return {
    ...EMPTY_FIELDS,
    forms: coded.forms,
    status: coded.status,
    start,
    end,
    precision,
    places: placesOf(coded, registers),
    placesCount: coded.places_count,
    workforce: coded.workforce,
    employment: coded.employment,
    character: coded.character,
    jointWith: coded.joint_with,
    workplaceId: coded.employer === null ? null : (registers.findWorkplace(coded.employer)?.id ?? null),
    organisationIds: [...new Set(coded.organisers.flatMap((name) => registers.findOrganisation(name)?.id ?? []))],
    participants: coded.participants,
    demands: coded.demands,
    outcomes: coded.outcomes,
    repression: coded.repression,
    lastSeenOngoing:
      coded.status !== "ongoing" ? null : published === null || (start ?? "") > published ? start : published,
  }
}

function wordsOf(coded: ToldAction): PrivateWords {
  return {
    employer: coded.employer,
    organisers: coded.organisers,
    places: coded.places.flatMap((p) => [p.name, ...(p.site === null ? [] : [p.site])]),
    demands: [],
    note: null,
  }
}

function placesOf(coded: ToldAction, registers: Registers): FieldPlace[] {
  const known = coded.places.flatMap((written) => {
    const place =
      (written.id === null ? null : registers.findPlace(written.id)) ??
      (written.province === null ? null : registers.findProvince(written.province))
    return place ?? []
  })
  if (known.length === 0 && coded.places.length > 0) {
    // Somewhere in the country: shown as the country, but without its id, since nothing says that all of it acted.
    const { fa, en, type } = registers.country
    return [{ placeId: null, nameFa: fa, nameEn: en, type, provinceId: null, lat: null, lon: null }]
  }
  const places = new Map<string, FieldPlace>()
  for (const { id, fa, en, type, provinceId, lat, lon } of known)
    if (!places.has(id)) places.set(id, { placeId: id, nameFa: fa, nameEn: en, type, provinceId, lat, lon })
  return [...places.values()]
}

function statementOf(
  report: ObservedReport,
  codingId: string,
  { kind, themes }: ToldDocument,
  registers: Registers,
): Pick<Observed, "statement" | "solidarity"> {
  if (kind !== "statement") return { statement: null, solidarity: [] }
  const id = shortId("s", report.id)
  const linked = (name: string) => registers.findOrganisation(name)?.id ?? null
  const [issuer] = themes.organisations
  return {
    statement: {
      id,
      report_id: report.id,
      coding_id: codingId,
      issuer_id: issuer === undefined ? null : linked(issuer),
      workforces: canonicalJson(themes.workforces),
      demands: canonicalJson(themes.demands),
      outcomes: canonicalJson(themes.outcomes),
      repression: canonicalJson(themes.repression),
      appeals: themes.appeals.length,
      published: report.published,
    },
    solidarity: themes.solidarity.map((edge, i) => ({
      statement_id: id,
      ordinal: i + 1,
      from_id: linked(edge.from),
      to_id: linked(edge.to),
      from_words: edge.from,
      to_words: edge.to,
    })),
  }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A day of an outcome as the record keeps it; anything else was not told as a day. */
function dayOrNull(written: string | null): string | null {
  return written !== null && DAY.test(written) ? written : null
}
