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
import type { Registers } from "./registers.ts"
import type { Tables } from "./tables.ts"
import type { PublishedAction, ReviewState, Source, SourceLine } from "./types.ts"

/** States in which an action is shown; a retracted one keeps its page and nothing else. */
const SHOWN: readonly string[] = ["unreviewed", "reviewed", "published", "disputed", "retracted"]

/**
 * The public projection: everything that any public page, file or feed is made of.
 *
 * Reads typed columns and registers only. No report text, no coding, no free string is touched here.
 *
 * @param id One action, or null for all.
 */
export async function readPublished(
  db: Kysely<Tables>,
  registers: Registers,
  id: string | null,
): Promise<PublishedAction[]> {
  let query = db.selectFrom("action").selectAll().where("state", "in", SHOWN)
  if (id !== null) query = query.where("id", "=", id)
  const actions = await query.orderBy("start_day").orderBy("id").execute()
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
      .execute(),
  )
  const sources = new Map(
    (await db.selectFrom("source").selectAll().execute()).map((s): [string, Source] => [
      s.key,
      { key: s.key, nameFa: s.name_fa, nameEn: s.name_en },
    ]),
  )
  return actions.map((row): PublishedAction => {
    const gone = row.state === "retracted"
    return {
      id: row.id,
      forms: gone ? [] : list<Form>(row.forms),
      status: row.status as Status,
      isCall: row.is_call === 1,
      start: gone ? null : row.start_day,
      end: gone ? null : row.end_day,
      precision: gone ? "unknown" : (row.date_precision as Precision),
      places: gone
        ? []
        : (places.get(row.id) ?? []).map((p) => ({
            id: p.id,
            placeId: p.place_id,
            nameFa: p.name_fa,
            nameEn: p.name_en,
            type: p.type as PlaceType,
            provinceId: p.province_id,
            lat: p.lat,
            lon: p.lon,
          })),
      placesCount: gone ? null : row.places_count,
      workforce: row.workforce as Workforce,
      employment: gone ? [] : list<Employment>(row.employment),
      character: row.character as Character,
      jointWith: gone ? [] : list<Workforce>(row.joint_with),
      participants:
        gone || row.participants_min === null ? null : { min: row.participants_min, max: row.participants_max },
      demands: gone ? [] : list<Demand>(row.demands),
      outcomes: gone ? [] : list<Outcome>(row.outcomes),
      repression: gone ? [] : list<Repression>(row.repression),
      workplace: gone || row.workplace_id === null ? null : registers.getWorkplace(row.workplace_id),
      organisations: gone
        ? []
        : (organisations.get(row.id) ?? []).map((o) => registers.getOrganisation(o.organisation_id)),
      sources: gone
        ? []
        : (lines.get(row.id) ?? []).map(
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

/** Only a plain web address is shown, without credentials, query or fragment: those can carry names. */
function publicUrl(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null
  const parsed = new URL(url)
  if (parsed.protocol !== "https:" && parsed.protocol !== "http:") return null
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}`
}
