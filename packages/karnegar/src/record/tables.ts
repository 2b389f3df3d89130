/**
 * Rows of the record's tables; `docs/tables/*.yml` explains every column. Lists and objects are JSON text, flags 0 or 1.
 *
 * Four kinds stand here. *Kept*: reports, codings, observations, imported rows, evidence, registers, what was set aside; each
 * has an entry that commits to it. *The log*: entries and their payloads. *Derived*: decisions, actions and all that hangs on
 * them, made anew by `rebuild` from the other two. *Running*: how the sources fare, which changes with each attempt and which
 * nothing that stands rests on; no entry tells of it.
 */
export interface Tables {
  setting: { key: string; value: string }
  request: { key: string; result: string; entry: number }
  source: {
    key: string
    name_fa: string
    name_en: string
    independence_group: string | null
    redistribution: string
    kind: string
    reach: string | null
    paused: number
    entry: number
  }
  source_state: {
    source: string
    last_attempt: string | null
    last_success: string | null
    failures: number
    last_failure: string | null
    refusals: string
    next_due: string | null
    memo: string | null
  }
  report: {
    id: string
    foreign_id: string
    source: string
    url: string | null
    published: string | null
    captured: string | null
    lang: string | null
    sample: number
    text: string
    sha256: string
    sketch: string | null
    withdrawn: number
    edited: string | null
    origin: string | null
    reply_to: string | null
    version_of: string | null
    superseded: number
    entry: number
  }
  evidence: {
    id: string
    report_id: string
    sha256: string
    media_type: string
    bytes: number
    captured: string | null
    url: string | null
    tool: string | null
    entry: number
  }
  evidence_doomed: { sha256: string }
  aside: {
    id: number
    source: string
    foreign_id: string
    sha256: string
    url: string | null
    published: string | null
    why: string
    entry: number
  }
  aside_batch: { entry: number; first_id: number; last_id: number; judge: string }
  coding: { id: string; report_id: string; coder_version: string; lexicon: string; document: string; entry: number }
  observation: {
    id: string
    origin: string
    report_id: string | null
    coding_id: string | null
    import_id: string | null
    ordinal: number
    fields: string
    words: string
    events: string
    workforce: string
    day: string | null
    workplace_id: string | null
    employer: string | null
    where_key: string
    published: string | null
    sample: number
    confidence: number | null
    action_id: string
    accepted: number
    entry: number
  }
  import: {
    id: string
    name: string
    source: string | null
    sha256: string
    at: string
    undone: number | null
    entry: number
  }
  import_row: { import_id: string; observation_id: string; ordinal: number; key: string; body: string }
  statement: {
    id: string
    report_id: string
    coding_id: string
    issuer_id: string | null
    workforces: string
    demands: string
    outcomes: string
    repression: string
    appeals: number
    published: string | null
  }
  solidarity: {
    statement_id: string
    ordinal: number
    from_id: string | null
    to_id: string | null
    from_words: string
    to_words: string
  }
  likeness: { a: string; b: string; score: number; shared: number; apart: number; entry: number }
  decision: { entry: number; what: string; a: string; b: string | null; body: string; undone: number | null }
  decision_group: { entry: number; observation_id: string }
  action: {
    id: string
    origin: string
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
    enterprise_type: string | null
    workers_direct_min: number | null
    workers_direct_max: number | null
    workers_indirect_min: number | null
    workers_indirect_max: number | null
    establishments: number | null
    workforce_size: number | null
    days_not_worked_min: number | null
    days_not_worked_max: number | null
    days_not_worked_how: string | null
    state_response: string
    employer_response: string
    settlement: string | null
    last_seen_ongoing: string | null
    disagreements: string
    origins: number
    evidence: string
    state: string
    reviewers: number
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
  action_day: { action_id: string; day: string }
  action_demand: { action_id: string; demand: string }
  outcome_event: {
    action_id: string
    ordinal: number
    outcome: string
    demand: string | null
    day: string | null
    observation_id: string
  }
  action_organisation: { action_id: string; organisation_id: string }
  action_source: { action_id: string; observation_id: string; report_id: string | null }
  action_quote: { action_id: string; decision: number; report_id: string; text: string }
  published_change: { version: number; action_id: string }
  campaign: {
    id: string
    name_fa: string
    name_en: string
    workforce: string | null
    first_day: string | null
    last_day: string | null
    entry: number
  }
  repression_case: {
    id: string
    action_id: string | null
    workforce: string
    repression: string
    stage: string
    persons_min: number | null
    persons_max: number | null
    day: string | null
    place_id: string | null
    entry: number
  }
  organisation: {
    id: string
    name_fa: string
    name_en: string
    type: string
    place_id: string | null
    aliases: string
    valid_from: string | null
    valid_to: string | null
    entry: number
  }
  workplace: {
    id: string
    name_fa: string
    name_en: string
    workforce: string
    place_id: string | null
    enterprise_type: string | null
    aliases: string
    valid_from: string | null
    valid_to: string | null
    entry: number
  }
  context_event: {
    id: string
    name_fa: string
    name_en: string
    kind: string
    first_day: string
    last_day: string | null
    entry: number
  }
  public_person: {
    id: string
    name_fa: string
    name_en: string
    office_fa: string
    office_en: string
    basis: string
    reason: string
    approved_by: string
    review_day: string
    state: string
    detained: number
    entry: number
  }
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
