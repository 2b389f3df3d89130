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
import { EMPTIED_ACTION } from "./emptied.ts"
import { publicUrl } from "./public-url.ts"
import type { Registers } from "./registers.ts"
import type { Tables } from "./tables.ts"
import type { PublishedAction, ReviewState, Source, SourceLine } from "./types.ts"

/** States in which an action is shown; a retracted one keeps its page and nothing else. */
const SHOWN: readonly ReviewState[] = ["unreviewed", "reviewed", "published", "disputed", "retracted"]

/**
 * The public projection: everything that any public page, file or feed is made of.
 *
 * Reads typed columns and registers only. No report text, no coding, no free string is touched here.
 * Oldest first; actions without a day last, on every database.
 *
 * @param db A transaction that sees one state of the record throughout.
 * @param id One action, or null for all.
 */
export async function readPublished(
  db: Kysely<Tables>,
  registers: Registers,
  id: string | null,
): Promise<PublishedAction[]> {
  let query = db.selectFrom("action").selectAll().where("state", "in", SHOWN)
  if (id !== null) query = query.where("id", "=", id)
  const actions = await query
    .orderBy((eb) => eb.case().when("start_day", "is", null).then(1).else(0).end())
    .orderBy("start_day")
    .orderBy("id")
    .execute()
  const of = <T extends { action_id: string }>(rows: readonly T[]): Map<string, T[]> => {
    const map = new Map<string, T[]>()
    for (const row of rows) {
      const list = map.get(row.action_id)
      if (list === undefined) map.set(row.action_id, [row])
      else list.push(row)
    }
    return map
  }
  const one = id ?? ""
  const places = of(
    await (id === null ? db.selectFrom("local_action") : db.selectFrom("local_action").where("action_id", "=", one))
      .selectAll()
      .orderBy("action_id")
      .orderBy("ordinal")
      .execute(),
  )
  const organisations = of(
    await (id === null
      ? db.selectFrom("action_organisation")
      : db.selectFrom("action_organisation").where("action_id", "=", one)
    )
      .selectAll()
      .orderBy("action_id")
      .orderBy("organisation_id")
      .execute(),
  )
  const lines = of(
    await (id === null ? db.selectFrom("action_source") : db.selectFrom("action_source").where("action_id", "=", one))
      .innerJoin("report", "report.id", "action_source.report_id")
      .select([
        "action_source.action_id",
        "report.id",
        "report.source",
        "report.url",
        "report.published",
        "report.sha256",
      ])
      .orderBy("action_source.action_id")
      .orderBy("report.id")
      .execute(),
  )
  const sources = new Map(
    (await db.selectFrom("source").selectAll().execute()).map((s): [string, Source] => [
      s.key,
      { key: s.key, nameFa: s.name_fa, nameEn: s.name_en },
    ]),
  )
  return actions.map((stored): PublishedAction => {
    const gone = stored.state === "retracted"
    const row = gone ? { ...stored, ...EMPTIED_ACTION } : stored
    return {
      id: row.id,
      forms: list<Form>(row.forms),
      status: row.status as Status,
      isCall: row.is_call === 1,
      start: row.start_day,
      end: row.end_day,
      precision: row.date_precision as Precision,
      places: (gone ? [] : (places.get(row.id) ?? [])).map((p) => ({
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
      participants: row.participants_min === null ? null : { min: row.participants_min, max: row.participants_max },
      demands: list<Demand>(row.demands),
      outcomes: list<Outcome>(row.outcomes),
      repression: list<Repression>(row.repression),
      workplace: row.workplace_id === null ? null : registers.getWorkplace(row.workplace_id),
      organisations: (gone ? [] : (organisations.get(row.id) ?? [])).map((o) =>
        registers.getOrganisation(o.organisation_id),
      ),
      sources: (gone ? [] : (lines.get(row.id) ?? [])).map(
        (l): SourceLine => ({
          reportId: l.id,
          source: sources.get(l.source) ?? null,
          url: publicUrl(l.url),
          published: l.published,
          sha256: l.sha256,
        }),
      ),
      state: row.state as ReviewState,
      sample: row.sample === 1,
    }
  })
}

function list<T extends string>(json: string): readonly T[] {
  return JSON.parse(json) as T[]
}
