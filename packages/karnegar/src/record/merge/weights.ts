/**
 * Every number that merging rests on. Chosen on the training half of `data/gold/merge/` and checked on the other half
 * (`npm run eval:merge`); a change of one shows there.
 */
import type { Demand, Workforce } from "@karnegar/coder"

/** From this score on the operator's rule may join two coded actions without a person (`rules on merge`). */
export const AUTOMATIC = 0.85

/** Below this score a pair of different workplaces is apart: then no third report that names none can join the two. */
export const REFUTED = 0.12

/** From this score on, and below `AUTOMATIC`, a merge is proposed to a person with its reasons. */
export const PROPOSED = 0.3

/** Lowest threshold that an operator may set: below it what is alike is no longer what is the same. */
export const JOIN_FLOOR = 0.7

/**
 * Score of two coded actions that tell the very same: one text, one day, every value. Comparing comes near to it, never up to it.
 */
export const SAME_TELLING = 1

/** Windows, in days. */
export const DAYS = {
  /** A strike told as running may have begun this long before, when another report tells its beginning. */
  goesOn: 14,
  /** The same for gatherings and marches, which are renewed each day. */
  gathersOn: 4,
  /** Two acts told with their own day, further apart than this, are two. */
  apart: 4,
  /** The same where one of the days is a week or a month. */
  apartLoose: 7,
  /** Days after its end on which an act may still be told with a day that is one off. */
  afterEnd: 1,
  /** A report told as running is trusted for this many days after the start it tells. */
  longest: 60,
  /** Pairs in one place and workforce are compared when their days of reference are at most this far apart. */
  windowPlace: 21,
  /** The same for pairs of one workplace or employer, whose strikes can be followed for longer. */
  windowWorkplace: 61,
} as const

/** Points for and against, in units of log-odds; their sum becomes the score by the logistic function. */
export const POINTS = {
  /** Where two blocked coded actions start from before anything is known of them. */
  start: -4.5,

  samePlace: 2.2,
  /** One names a town, the other only its province. */
  placeWithin: 0.6,
  /** A nationwide or many-town act, and a report of one of the towns that it names. */
  placeOfMany: 2,
  /** The same, where the town is not named. */
  placeOfWide: 1.4,
  /** Two acts of many towns that share none, or both the whole country. */
  wideBoth: 1.6,
  /** A wide act, and a report that names no place at all. */
  placeNotTold: 1.8,
  otherTown: -4,
  /** Towns at most `NEAR_KM` apart. */
  nearTown: -2.5,
  otherProvince: -6,
  /** Added where towns differ, yet one workplace is named: a plant is told by its town or the next one. */
  otherTownSameWorkplace: 3,
  /** The same for near towns and an employer that is not on the register. */
  nearTownSameEmployer: 2,

  sameDay: 2.6,
  daysOverlap: 2.3,
  daysLoose: 1.1,
  goesOn: 2.3,
  /** For each day that a running act lies after the last day it was told. */
  goesOnPerDay: -0.06,
  oneDayApart: -0.8,
  /** For each further day between two acts. */
  perDayApart: -1.2,

  sameWorkforce: 1.3,
  /** `workers_other`: the trade was not told. */
  workforceNotTold: 0.3,
  /** Trades that reports mix up. */
  workforceMixedUp: -0.6,
  /** Each names the other as a group of the same crowd: two actions by the codebook. */
  jointGroup: -3,

  sameWorkplace: 2.6,
  sameEmployer: 1.8,
  /** An employer that every town has: the municipality, the school office, the university of medical sciences. */
  sameOffice: 0.5,
  otherWorkplace: -3.6,
  otherEmployer: -1.4,

  sameForm: 0.7,
  otherForm: -0.6,
  /** A petition and an act in the street. */
  petition: -3,

  sameClaim: 1,
  someClaims: 0.5,
  /** None in common, but claims that one report tells for another (`AKIN`). */
  claimsAkin: 0,
  otherClaim: -1.8,

  numbersFit: 0.6,
  numbersDiffer: -0.6,

  /** At a share of 1, falling to 0 at `wordsFrom`. Counts only where place and workplace do not speak against it. */
  words: 6,
  /** The same for the shorter of two texts, found in the longer. */
  wordsContained: 3,

  sameOrganisation: 0.6,
  /** Two calls by two organisations. */
  otherOrganisation: -1.2,
} as const

/** Shares of words from which they tell something: reports of two acts of one kind share some, too. */
export const WORDS_FROM = { shared: 0.35, contained: 0.6 } as const

/** Two numbers of people fit when the one is at most this many times the other; they differ from `differ` on. */
export const NUMBERS = { fit: 2, differ: 5 } as const

/** Two gazetteer entries at most this far apart are one place: a county and its town. */
export const SAME_KM = 5

/** Towns at most this far apart are told one for the other: the plant's own and the next larger one. */
export const NEAR_KM = 40

/**
 * Words for an employer that every town has. A name made of them, or of them and one word more (the town's, mostly),
 * tells no two acts of a town apart.
 */
export const OFFICES = [
  "شهرداری آموزش پرورش دانشگاه علوم پزشکی بیمارستان تامین اجتماعی مخابرات آب فاضلاب آبفا برق نیرو راه آهن وزارت دولت",
  "استانداری فرمانداری بانک نفت گاز صندوق بازنشستگی جهاد کشاورزی اتوبوسرانی بهزیستی پست بهداشت درمان خدمات",
  "municipality ministry university medical sciences education health oil gas hospital",
].flatMap((words) => words.split(" "))

/** From this many places on an act is taken as one that may have been held in others that the text does not name. */
export const WIDE_PLACES = 4

/** Trades that reports of one act tell differently, or that the coder mixes up. Symmetric. */
export const MIXED_UP: readonly (readonly [Workforce, Workforce])[] = [
  ["construction", "oil_gas"],
  ["construction", "petrochemical"],
  ["construction", "rail"],
  ["construction", "power_water"],
  ["oil_gas", "petrochemical"],
  ["steel_metals", "mining"],
  ["steel_metals", "machinery"],
  ["steel_metals", "auto"],
  ["steel_metals", "manufacturing_other"],
  ["machinery", "auto"],
  ["machinery", "manufacturing_other"],
  ["auto", "manufacturing_other"],
  ["machinery", "rail"],
  ["food", "manufacturing_other"],
  ["food", "sugar"],
  ["textile", "manufacturing_other"],
  ["brick_kilns", "manufacturing_other"],
  ["municipal", "services_other"],
  ["municipal", "transit"],
  ["municipal", "public_service"],
  ["rail", "transit"],
  ["transit", "trucking"],
  ["transit", "platform"],
  ["trucking", "fuel_carriers"],
  ["trucking", "aviation_ports"],
  ["health", "public_service"],
  ["education", "public_service"],
  ["telecom", "public_service"],
  ["power_water", "public_service"],
  ["traders", "bakers"],
  ["traders", "informal"],
  ["farmers", "non_labour"],
  ["students", "non_labour"],
  ["marginalised", "non_labour"],
  ["kolbars", "fuel_carriers"],
]

/** Claims of one dispute that reports tell one for the other. Symmetric. */
export const AKIN: readonly (readonly [Demand, Demand])[] = [
  ["reinstatement", "against_layoffs"],
  ["reinstatement", "job_security"],
  ["against_layoffs", "job_security"],
  ["contractor_removal", "job_security"],
  ["unpaid_wages", "benefits"],
  ["unpaid_wages", "insurance"],
  ["wage_increase", "cost_of_living"],
  ["wage_increase", "equality"],
  ["pension_increase", "cost_of_living"],
  ["release_prisoners", "end_repression"],
]

/** Texts that share this much of their words are copies of one origin. */
export const COPY = 0.8
