/** Rows of the record's tables; `docs/tables/*.yml` explains every column. Lists are JSON text, flags 0 or 1. */
export interface Tables {
  setting: { key: string; value: string }
  source: { key: string; name_fa: string; name_en: string; entry: number }
  report: {
    id: string
    foreign_id: string
    source: string
    url: string | null
    published: string | null
    lang: string | null
    sample: number
    text: string
    sha256: string
    withdrawn: number
    entry: number
  }
  coding: { id: string; report_id: string; coder_version: string; lexicon: string; document: string; entry: number }
  action: {
    id: string
    coding_id: string
    ordinal: number
    is_call: number
    forms: string
    status: string
    start_day: string | null
    end_day: string | null
    date_precision: string
    places_count: number | null
    workforce: string
    employment: string
    character: string
    joint_with: string
    participants_min: number | null
    participants_max: number | null
    demands: string
    outcomes: string
    repression: string
    workplace_id: string | null
    state: string
    sample: number
    entry: number
  }
  local_action: {
    id: string
    action_id: string
    ordinal: number
    place_id: string | null
    name_fa: string
    name_en: string
    type: string
    province_id: string | null
    lat: number | null
    lon: number | null
  }
  action_organisation: { action_id: string; organisation_id: string }
  action_source: { action_id: string; report_id: string }
  entry: {
    seq: number
    at: string
    who: string
    what: string
    commitment: string
    previous: string
    hash: string
  }
  payload: { seq: number; subject: string; salt: string; body: string }
}
