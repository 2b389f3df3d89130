import type { ProposedPerson } from "../../packages/karnegar/src/record/public-persons.ts"

/** An invented person, as one is proposed for the register of public persons; the day of review is the test's own. */
export function publicPerson(reviewDay: string): ProposedPerson {
  return {
    nameFa: "هژار سنگ‌نوردپور",
    nameEn: "Hazhar Sangnavardpour",
    officeFa: "سخنگوی انجمن",
    officeEn: "Spokesperson of the association",
    basis: "own_public_naming",
    adult: true,
    detained: false,
    reason: "speaks under this name at the association's own meetings",
    reviewDay,
  }
}
