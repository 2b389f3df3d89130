/** Who may stand on the register of public persons (SAFETY P-5): rules as a table, the same for everybody. */

/** Why a name may stand. Lasting codes. */
export const PERSON_BASES = [
  /** Holds a public office now. */
  "office_holder",
  /** Director or owner of a company, as such. */
  "company_director",
  /** Speaks for a union or council and has named themselves in public. */
  "own_public_naming",
  /** Consented, and the consent is recorded. */
  "recorded_consent",
  /** In detention; family or lawyer consented. */
  "consent_for_detained",
  /** In detention, named by a recognised group already, and naming adds no risk. */
  "named_by_group",
  /** Dead; the family wishes it. */
  "wish_of_family",
] as const
export type PersonBasis = (typeof PERSON_BASES)[number]

/** What is said of a person whose name is proposed. */
export interface PersonCase {
  readonly basis: PersonBasis
  /** Eighteen or older, known for certain. */
  readonly adult: boolean
  readonly detained: boolean
}

/** Why a name may not stand. `minor`: never, or the age is not known. The others: the reason does not fit the situation. */
export type PersonRefusal = "minor" | "detained" | "not_detained"

const OF_DETAINED: ReadonlySet<PersonBasis> = new Set(["consent_for_detained", "named_by_group"])

/** @returns null where the name may be proposed. That the reason is true is for two people to judge. */
export function refusalOf({ basis, adult, detained }: PersonCase): PersonRefusal | null {
  // The dead are asked about too: a child's name stays out whatever the family wishes.
  if (!adult) return "minor"
  if (detained && !OF_DETAINED.has(basis)) return "detained"
  return !detained && OF_DETAINED.has(basis) ? "not_detained" : null
}
