/**
 * The codes of the codebook, version 2, as types.
 *
 * The words for them (labels, definitions, examples) are data: `data/codebook/labels.csv`.
 * A test holds this file equal to `data/codebook/codes.json`.
 */

/** Version of the codebook these codes belong to. */
export const CODEBOOK_VERSION = 2

/** Kind of document (codebook §2). */
export const KINDS = ["report", "roundup", "statement", "call", "repression", "background", "other"] as const
/** Kind of document (codebook §2). */
export type Kind = (typeof KINDS)[number]

/** Whether an action was held, goes on, was only called … (codebook §3). */
export const STATUSES = ["held", "ongoing", "called", "threatened", "cancelled", "ended"] as const
/** Whether an action was held, goes on, was only called … (codebook §3). */
export type Status = (typeof STATUSES)[number]

/** Form of action (codebook §4). */
export const FORMS = [
  "strike",
  "closure",
  "lockout",
  "slowdown",
  "gathering",
  "march",
  "sit_in",
  "blockade",
  "occupation",
  "hunger_strike",
  "boycott",
  "petition",
  "other",
] as const
/** Form of action (codebook §4). */
export type Form = (typeof FORMS)[number]

/** Workforce: who acts (codebook §5). */
export const WORKFORCES = [
  "sugar",
  "oil_gas",
  "petrochemical",
  "auto",
  "machinery",
  "steel_metals",
  "mining",
  "rail",
  "transit",
  "trucking",
  "aviation_ports",
  "municipal",
  "telecom",
  "power_water",
  "construction",
  "textile",
  "food",
  "manufacturing_other",
  "brick_kilns",
  "platform",
  "health",
  "education",
  "public_service",
  "retirees",
  "farmers",
  "traders",
  "bakers",
  "kolbars",
  "fuel_carriers",
  "informal",
  "marginalised",
  "unemployed",
  "students",
  "non_labour",
  "media_arts",
  "lawyers",
  "services_other",
  "workers_other",
] as const
/** Workforce: who acts (codebook §5). */
export type Workforce = (typeof WORKFORCES)[number]

/** Demand or grievance (codebook §6). */
export const DEMANDS = [
  "unpaid_wages",
  "wage_increase",
  "equality",
  "pension_increase",
  "benefits",
  "job_security",
  "contractor_removal",
  "job_grading",
  "insurance",
  "pension_fund",
  "health_care",
  "safety",
  "epidemic_policy",
  "school_safety",
  "reinstatement",
  "against_layoffs",
  "ownership",
  "special_zones",
  "workers_control",
  "management",
  "working_conditions",
  "right_to_organise",
  "release_prisoners",
  "end_repression",
  "end_executions",
  "free_education",
  "housing",
  "cost_of_living",
  "womens_rights",
  "anti_corruption",
  "hiring",
  "fees_quotas",
  "environment_services",
  "political_change",
  "law_reform",
  "licences",
  "property",
  "other",
] as const
/** Demand or grievance (codebook §6). */
export type Demand = (typeof DEMANDS)[number]

/** What came of an action (codebook §7). */
export const OUTCOMES = [
  "paid",
  "demand_met",
  "promised",
  "agreement",
  "partly_met",
  "rejected",
  "reinstated",
  "employer_removed",
  "official_removed",
  "employer_prosecuted",
  "organisation_formed",
  "released",
  "reversed",
  "suspended",
  "other",
] as const
/** What came of an action (codebook §7). */
export type Outcome = (typeof OUTCOMES)[number]

/** What was done to people because of an action (codebook §8). */
export const REPRESSION = [
  "arrest",
  "summons",
  "prosecution",
  "prison_sentence",
  "flogging",
  "death_sentence",
  "torture",
  "dismissal",
  "attack",
  "injury",
  "death",
  "threat",
  "prevented",
  "execution",
  "raid",
  "fine",
  "restriction",
  "other",
] as const
/** What was done to people because of an action (codebook §8). */
export type Repression = (typeof REPRESSION)[number]

/** Employment tie of the people acting, where told (codebook §3). */
export const EMPLOYMENT = [
  "permanent",
  "contract",
  "third_party",
  "project",
  "daily",
  "dismissed",
  "self_employed",
] as const
/** Employment tie of the people acting, where told (codebook §3). */
export type Employment = (typeof EMPLOYMENT)[number]

/** What the claim is about: pay and work, politics, or others’ cause (codebook §3). */
export const CHARACTER = ["economic", "political", "sympathy"] as const
/** What the claim is about: pay and work, politics, or others’ cause (codebook §3). */
export type Character = (typeof CHARACTER)[number]

/** Kind of gazetteer place, most to least precise. */
export const PLACE_TYPES = ["site", "village", "district", "city", "county", "province", "country"] as const
/** Kind of gazetteer place, most to least precise. */
export type PlaceType = (typeof PLACE_TYPES)[number]

/** Precision of a date: `unknown` only with a null start. */
export const PRECISIONS = ["day", "week", "month", "year", "unknown"] as const
/** Precision of a date: `unknown` only with a null start. */
export type Precision = (typeof PRECISIONS)[number]

/** How a value was got: written in the text, inferred from it, or filled in by rule. */
export const HOW = ["stated", "inferred", "assumed"] as const
/** How a value was got: written in the text, inferred from it, or filled in by rule. */
export type How = (typeof HOW)[number]
