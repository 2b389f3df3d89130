/** A number of persons or worker-days as a source tells it: a closed range, `max` null when it has no ceiling. */
export interface Range {
  readonly min: number
  readonly max: number | null
}

/** One place of an action, as counting sees it. */
export interface CountedPlace {
  /** Permanent id of the local action. */
  readonly id: string
  /** Gazetteer id; null for a place that the gazetteer does not know. */
  readonly placeId: string | null
  readonly provinceId: string | null
  /** `site`, `village`, `district`, `city`, `county`, `province` or `country`. */
  readonly type: string
}

/** What counting needs to know of one action. The record's `PublishedAction` fits as it is. */
export interface CountedAction {
  readonly id: string
  readonly forms: readonly string[]
  readonly status: string
  readonly isCall: boolean
  /** ISO Gregorian days; null when unknown. */
  readonly start: string | null
  readonly end: string | null
  /** `day`, `week`, `month`, `year` or `unknown`. */
  readonly precision: string
  /** Last ISO Gregorian day on which a source saw it go on. */
  readonly lastSeenOngoing: string | null
  readonly places: readonly CountedPlace[]
  /** Number of places told where fewer are named. */
  readonly placesCount: number | null
  readonly workforce: string
  readonly employment: readonly string[]
  /** Other workforces that took part. */
  readonly jointWith: readonly string[]
  readonly character: string
  readonly participants: Range | null
  readonly demands: readonly string[]
  readonly outcomes: readonly string[]
  readonly repression: readonly string[]
  readonly workplace: { readonly id: string } | null
  readonly organisations: readonly { readonly id: string }[]
  readonly sources: readonly { readonly source: { readonly key: string } | null }[]
  readonly enterpriseType: string | null
  readonly stateResponse: readonly string[]
  readonly employerResponse: readonly string[]
  readonly settlement: string | null
  /** Workers who stopped work. */
  readonly workersDirect: Range | null
  /** Workers who could not work because others stopped. */
  readonly workersIndirect: Range | null
  /** Worker-days; `how`: `reported` as a source tells them, `computed` from workers and days. */
  readonly daysNotWorked: (Range & { readonly how: string }) | null
  /** `unreviewed`, `reviewed`, `published`, `disputed` or `retracted`. */
  readonly state: string
  /** `coding`: reports tell of it. `import`: only other people's record does. */
  readonly origin: string
  /** What its sources amount to, `single_source` and so on. */
  readonly evidence: string
}
