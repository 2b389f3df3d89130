import type { CodedAction, CodedDocument } from "@karnegar/coder"
import { shortId } from "./canonical.ts"
import type { Registers } from "./registers.ts"
import type { Tables } from "./tables.ts"

/** Rows that one coded action becomes when a rule or a person accepts it. */
export interface AcceptedAction {
  readonly action: Omit<Tables["action"], "state" | "entry">
  readonly places: readonly Tables["local_action"][]
  readonly organisationIds: readonly string[]
}

/** Statuses of acts that have not taken place: they become calls. */
const CALLS = new Set(["called", "threatened", "cancelled"])

/**
 * Turns a coding's actions into rows: typed fields, gazetteer places, names that stand on a register.
 *
 * Free strings (employer, organisers, spots) stay behind in the coding. A place that no gazetteer row stands for
 * is kept as its province, or as the country where nothing else is known: never as written.
 */
export function acceptActions(
  reportId: string,
  codingId: string,
  coding: CodedDocument,
  sample: boolean,
  registers: Registers,
): AcceptedAction[] {
  return coding.actions.map((action, i) => acceptAction(reportId, codingId, action, i + 1, sample, registers))
}

function acceptAction(
  reportId: string,
  codingId: string,
  coded: CodedAction,
  ordinal: number,
  sample: boolean,
  registers: Registers,
): AcceptedAction {
  const id = shortId("a", reportId, String(ordinal))
  const workplace = coded.employer === null ? null : registers.findWorkplace(coded.employer)
  return {
    action: {
      id,
      coding_id: codingId,
      ordinal,
      is_call: CALLS.has(coded.status) ? 1 : 0,
      forms: JSON.stringify(coded.forms),
      status: coded.status,
      start_day: coded.date.start,
      end_day: coded.date.end,
      date_precision: coded.date.precision,
      places_count: coded.places_count,
      workforce: coded.workforce,
      employment: JSON.stringify(coded.employment),
      character: coded.character,
      joint_with: JSON.stringify(coded.joint_with),
      participants_min: coded.participants?.min ?? null,
      participants_max: coded.participants?.max ?? null,
      demands: JSON.stringify(coded.demands),
      outcomes: JSON.stringify(coded.outcomes),
      repression: JSON.stringify(coded.repression),
      workplace_id: workplace?.id ?? null,
      sample: sample ? 1 : 0,
    },
    places: placesOf(id, coded, registers),
    organisationIds: [...new Set(coded.organisers.flatMap((name) => registers.findOrganisation(name)?.id ?? []))],
  }
}

function placesOf(actionId: string, coded: CodedAction, registers: Registers): Tables["local_action"][] {
  const out: Tables["local_action"][] = []
  const seen = new Set<string>()
  const known = coded.places.flatMap((written) => {
    const place =
      (written.id === null ? null : registers.findPlace(written.id)) ??
      (written.province === null ? null : registers.findProvince(written.province))
    return place ?? []
  })
  for (const place of known.length === 0 && coded.places.length > 0 ? [registers.country] : known) {
    if (seen.has(place.id)) continue
    seen.add(place.id)
    const ordinal = out.length + 1
    out.push({
      id: `${actionId}.${ordinal}`,
      action_id: actionId,
      ordinal,
      place_id: place.id,
      name_fa: place.fa,
      name_en: place.en,
      type: place.type,
      province_id: place.provinceId,
      lat: place.lat,
      lon: place.lon,
    })
  }
  return out
}
