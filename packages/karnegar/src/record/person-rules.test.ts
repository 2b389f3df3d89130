import { describe, expect, test } from "vitest"
import { PERSON_BASES, type PersonBasis, type PersonRefusal, refusalOf } from "./person-rules.ts"

/** What a person at the desk would answer: adult and free, adult and detained. A minor, or one whose age is unknown: never. */
const WANT: { readonly [basis in PersonBasis]: readonly [free: PersonRefusal | null, detained: PersonRefusal | null] } =
  {
    office_holder: [null, "detained"],
    company_director: [null, "detained"],
    own_public_naming: [null, "detained"],
    recorded_consent: [null, "detained"],
    wish_of_family: [null, "detained"],
    consent_for_detained: ["not_detained", null],
    named_by_group: ["not_detained", null],
  }

describe("refusalOf", () => {
  for (const basis of PERSON_BASES)
    for (const adult of [true, false])
      for (const detained of [true, false]) {
        const want = adult ? WANT[basis][detained ? 1 : 0] : "minor"
        test(`answers ${want ?? "yes"} for ${basis}, ${adult ? "adult" : "minor or unknown"}, ${detained ? "detained" : "free"}`, () =>
          expect(refusalOf({ basis, adult, detained })).toBe(want))
      }
})
