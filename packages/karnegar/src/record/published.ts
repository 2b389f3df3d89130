import type {
  Character,
  Demand,
  Employment,
  Form,
  Outcome,
  PlaceType,
  Precision,
  Repression,
  Status,
  Workforce,
} from "@karnegar/coder"
import type { Kysely } from "kysely"
import {
  EMPTY_FIELDS,
  type EmployerResponse,
  type EnterpriseType,
  type ImportedRow,
  type Settlement,
  type StateResponse,
} from "./fields.ts"
import { type PublicNames, readPublicNames } from "./gate.ts"
import { exposureOf, generalise, isDue } from "./generalise.ts"
import { publicUrl } from "./public-url.ts"
import { isQuotedIn, mayBeQuoted } from "./quotable.ts"
import type { Registers } from "./registers.ts"
import type { Tables } from "./tables.ts"
import type { EvidenceStatus, PublishedAction, ReviewState, Source, SourceLine } from "./types.ts"

/** States in which an action is shown; a retracted one keeps its page and nothing else. */
const SHOWN: readonly ReviewState[] = ["unreviewed", "reviewed", "published", "disputed", "retracted"]

/** Rows of one action's tables, as the projection reads them. */
interface Hanging {
  readonly places: ReadonlyMap<string, readonly Tables["local_action"][]>
  readonly organisations: ReadonlyMap<string, readonly Tables["action_organisation"][]>
  readonly outcomes: ReadonlyMap<string, readonly Tables["outcome_event"][]>
  readonly quotes: ReadonlyMap<string, readonly Tables["action_quote"][]>
  readonly sources: ReadonlyMap<string, readonly (SourceLine & { readonly action_id: string })[]>
  readonly merged: ReadonlyMap<string, readonly { readonly action_id: string; readonly id: string }[]>
}

/**
 * The public projection: everything that any public page, file or feed is made of.
 *
 * Reads typed columns, registers and approved quotes only. No report text, no coding, no other free string is touched here.
 * Oldest first; actions without a day last, on every database. What would lead to people is told more coarsely, later, or not
 * at all (`generalise`, `gate`).
 *
 * @param today ISO day, UTC: some things are told only from a day on.
 * @param db A transaction that sees one state of the record throughout.
 * @param ids Own ids of actions, a block of them at most; null for all.
 */
export async function readPublished(
  db: Kysely<Tables>,
  registers: Registers,
  today: string,
  ids: readonly string[] | null,
): Promise<PublishedAction[]> {
  let query = db.selectFrom("action").selectAll().where("state", "in", SHOWN)
  if (ids !== null) query = query.where("id", "in", ids)
  const actions = await query
    .orderBy((eb) => eb.case().when("start_day", "is", null).then(1).else(0).end())
    .orderBy("start_day")
    .orderBy("id")
    .execute()
  const hanging = await readHanging(db, ids, await readPublicNames(db, today))
  return actions.flatMap((row) => {
    if (row.state === "retracted") return retracted(row)
    const action = published(row, hanging, registers)
    const exposure = exposureOf(action, row)
    const heard = firstDay(action.sources.map((s) => s.published))
    return isDue(exposure, { origins: row.origins, heard }, today) ? generalise(action, exposure, registers) : []
  })
}

async function readHanging(db: Kysely<Tables>, ids: readonly string[] | null, names: PublicNames): Promise<Hanging> {
  const rows = <T extends "local_action" | "action_organisation" | "outcome_event">(table: T) => {
    const query = db
      .selectFrom(table as "local_action")
      .selectAll()
      .orderBy("action_id")
    return (ids === null ? query : query.where("action_id", "in", ids)).execute() as unknown as Promise<Tables[T][]>
  }
  let observed = db
    .selectFrom("observation")
    .select(["id", "action_id"])
    .whereRef("id", "<>", "action_id")
    .orderBy("id")
  if (ids !== null) observed = observed.where("action_id", "in", ids)
  const byOrdinal = <T extends { readonly ordinal: number }>(list: T[]) => list.sort((a, b) => a.ordinal - b.ordinal)
  return {
    places: byAction(byOrdinal(await rows("local_action"))),
    organisations: byAction(await rows("action_organisation")),
    outcomes: byAction(byOrdinal(await rows("outcome_event"))),
    sources: byAction(await sourceLines(db, ids, names)),
    quotes: byAction(await quotesShown(db, ids, names)),
    merged: byAction(await observed.execute()),
  }
}

/** Approved quotes whose sources still let a few words be passed on, and that hold nobody who is on no register today. */
async function quotesShown(
  db: Kysely<Tables>,
  ids: readonly string[] | null,
  names: PublicNames,
): Promise<Tables["action_quote"][]> {
  let query = db
    .selectFrom("action_quote")
    .innerJoin("report", "report.id", "action_quote.report_id")
    .leftJoin("source", "source.key", "report.source")
    .selectAll("action_quote")
    .select("source.redistribution")
    .orderBy("action_quote.decision")
  if (ids !== null) query = query.where("action_quote.action_id", "in", ids)
  return (await query.execute()).filter((quote) => mayBeQuoted(quote.redistribution) && !names.stops(quote.text))
}

/** Where each action can be checked: its reports, and the addresses that imported rows give. */
async function sourceLines(
  db: Kysely<Tables>,
  ids: readonly string[] | null,
  names: PublicNames,
): Promise<(SourceLine & { readonly action_id: string })[]> {
  const registered = await publicSourceRows(db, names)
  const sources = publicSources(registered)
  const outletOf = outletsByReach(registered)
  let reports = db
    .selectFrom("action_source")
    .innerJoin("report", "report.id", "action_source.report_id")
    .select([
      "action_source.action_id",
      "report.id",
      "report.source",
      "report.url",
      "report.published",
      "report.sha256",
    ])
    .distinct()
    .orderBy("report.id")
  if (ids !== null) reports = reports.where("action_source.action_id", "in", ids)
  const lines = (await reports.execute()).map((l) => ({
    action_id: l.action_id,
    reportId: l.id,
    source: sources.get(l.source) ?? null,
    url: publicUrl(l.url),
    published: l.published,
    sha256: l.sha256,
  }))
  let imported = db
    .selectFrom("action_source")
    .innerJoin("observation", "observation.id", "action_source.observation_id")
    .innerJoin("import_row", (join) =>
      join
        .onRef("import_row.import_id", "=", "observation.import_id")
        .onRef("import_row.observation_id", "=", "observation.id"),
    )
    .innerJoin("import", "import.id", "observation.import_id")
    .select(["action_source.action_id", "observation.id", "import.source", "import.sha256", "import_row.body"])
    .orderBy("observation.id")
  if (ids !== null) imported = imported.where("action_source.action_id", "in", ids)
  for (const row of await imported.execute()) {
    const { urls } = JSON.parse(row.body) as ImportedRow
    const line = {
      action_id: row.action_id,
      reportId: row.id,
      source: row.source === null ? null : (sources.get(row.source) ?? null),
      published: null,
      sha256: row.sha256,
    }
    for (const url of urls.length === 0 ? [null] : urls) {
      const outlet = sources.get(outletOf(url) ?? "") ?? null
      lines.push({ ...line, source: outlet ?? line.source, url: publicUrl(url) })
    }
  }
  return lines
}

/** Finds the source that an address belongs to: the one with the longest reach that the address begins with. */
function outletsByReach(
  sources: readonly Pick<Tables["source"], "key" | "reach">[],
): (url: string | null) => string | null {
  const byHost = new Map<string, { readonly key: string; readonly reach: string }[]>()
  for (const { key, reach } of sources) {
    if (reach === null || !URL.canParse(reach)) continue
    const { host } = new URL(reach)
    byHost.set(host, [...(byHost.get(host) ?? []), { key, reach }])
  }
  return (url) => {
    if (url === null || !URL.canParse(url)) return null
    const fitting = (byHost.get(new URL(url).host) ?? []).filter(({ reach }) => url.startsWith(reach))
    return fitting.sort((a, b) => b.reach.length - a.reach.length)[0]?.key ?? null
  }
}

/** Rows of sources without those whose name looks like a person's. */
export async function publicSourceRows(db: Kysely<Tables>, names: PublicNames): Promise<Tables["source"][]> {
  const rows = await db.selectFrom("source").selectAll().orderBy("key").execute()
  return rows.filter((s) => !names.stopsName(s.name_fa, false) && !names.stopsName(s.name_en, false))
}

/** What is public of sources, by key. */
export function publicSources(rows: readonly Tables["source"][]): ReadonlyMap<string, Source> {
  return new Map(rows.map((s): [string, Source] => [s.key, { key: s.key, nameFa: s.name_fa, nameEn: s.name_en }]))
}

function published(row: Tables["action"], hanging: Hanging, registers: Registers): PublishedAction {
  return {
    id: row.id,
    forms: list<Form>(row.forms),
    status: row.status as Status,
    isCall: row.is_call === 1,
    start: row.start_day,
    end: row.end_day,
    precision: row.date_precision as Precision,
    places: (hanging.places.get(row.id) ?? []).map((p) => ({
      id: p.id,
      placeId: p.place_id,
      nameFa: p.name_fa,
      nameEn: p.name_en,
      type: p.type as PlaceType,
      provinceId: p.province_id,
      lat: p.lat,
      lon: p.lon,
    })),
    placesCount: row.places_count,
    workforce: row.workforce as Workforce,
    employment: list<Employment>(row.employment),
    character: row.character as Character,
    jointWith: list<Workforce>(row.joint_with),
    participants: range(row.participants_min, row.participants_max),
    demands: list<Demand>(row.demands),
    outcomes: list<Outcome>(row.outcomes),
    repression: list<Repression>(row.repression),
    workplace:
      row.workplace_id === null || registers.withheld.has(row.workplace_id)
        ? null
        : registers.getWorkplace(row.workplace_id),
    organisations: (hanging.organisations.get(row.id) ?? [])
      .filter((o) => !registers.withheld.has(o.organisation_id))
      .map((o) => registers.getOrganisation(o.organisation_id))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    sources: (hanging.sources.get(row.id) ?? []).map(({ action_id: _, ...line }) => line),
    origin: row.origin as PublishedAction["origin"],
    evidence: row.evidence as EvidenceStatus,
    disagreements: list(row.disagreements),
    mergedIds: (hanging.merged.get(row.id) ?? []).map((m) => m.id),
    outcomeEvents: (hanging.outcomes.get(row.id) ?? []).map((e) => ({
      outcome: e.outcome as Outcome,
      demand: e.demand as Demand | null,
      day: e.day,
    })),
    enterpriseType: row.enterprise_type as EnterpriseType | null,
    workersDirect: range(row.workers_direct_min, row.workers_direct_max),
    workersIndirect: range(row.workers_indirect_min, row.workers_indirect_max),
    establishments: row.establishments,
    workforceSize: row.workforce_size,
    daysNotWorked:
      row.days_not_worked_min === null
        ? null
        : {
            min: row.days_not_worked_min,
            max: row.days_not_worked_max,
            how: row.days_not_worked_how as "reported" | "computed",
          },
    stateResponse: list<StateResponse>(row.state_response),
    employerResponse: list<EmployerResponse>(row.employer_response),
    settlement: row.settlement as Settlement | null,
    lastSeenOngoing: row.last_seen_ongoing,
    state: row.state as ReviewState,
    quotes: (hanging.quotes.get(row.id) ?? [])
      .filter(() => isQuotedIn(row.state))
      .map(({ text, report_id }) => ({ text, reportId: report_id })),
    reviewers: row.reviewers,
    sample: row.sample === 1,
    coarse: false,
  }
}

/** The earliest of some days; null where none is known. */
function firstDay(days: readonly (string | null)[]): string | null {
  return (
    days
      .filter((day) => day !== null)
      .sort()[0]
      ?.slice(0, 10) ?? null
  )
}

/** A retracted action: its id, and that it is retracted. */
function retracted(row: Tables["action"]): PublishedAction {
  const { workplaceId: _, organisationIds: __, ...fields } = EMPTY_FIELDS
  return {
    ...fields,
    id: row.id,
    isCall: false,
    places: [],
    workplace: null,
    organisations: [],
    sources: [],
    origin: row.origin as PublishedAction["origin"],
    evidence: "retracted",
    disagreements: [],
    mergedIds: [],
    outcomeEvents: [],
    daysNotWorked: null,
    state: "retracted",
    quotes: [],
    reviewers: 0,
    sample: row.sample === 1,
    coarse: false,
  }
}

function range(min: number | null, max: number | null) {
  return min === null ? null : { min, max }
}

function byAction<T extends { readonly action_id: string }>(rows: readonly T[]): Map<string, T[]> {
  const map = new Map<string, T[]>()
  for (const row of rows) {
    const own = map.get(row.action_id)
    if (own === undefined) map.set(row.action_id, [row])
    else own.push(row)
  }
  return map
}

function list<T extends string>(json: string): readonly T[] {
  return JSON.parse(json) as T[]
}
