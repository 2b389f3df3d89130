import { readFileSync } from "node:fs"
import { join } from "node:path"
import { parse } from "csv-parse/sync"
import { describe, expect, test } from "vitest"
import { RecordError } from "./errors.ts"
import { PublicNames, refusePersons } from "./gate.ts"
import { type PersonBasis, refusalOf } from "./person-rules.ts"

/*
 * What the gate decides about persons (SAFETY P-5), scenario by scenario: `data/gold/persons/scenarios.csv`, with the reason for
 * each in Persian. `person`: may somebody stand on the register of public persons; `name` and `source`: may a body or a source be
 * called so; `quote`: may words be quoted. Names are invented.
 */

/** A row of the file; every cell a text. */
interface Scenario {
  readonly id: string
  readonly kind: "person" | "name" | "source" | "quote"
  /** `passes`, `stops`, or why a person may not stand. */
  readonly want: string
  /** Names that stand on the register of public persons, in both scripts. */
  readonly on_register: string
  readonly basis: PersonBasis
  readonly age: "adult" | "minor" | "unknown"
  readonly custody: "free" | "detained"
  readonly text: string
  readonly why: string
}

const SCENARIOS: readonly Scenario[] = parse(
  readFileSync(join(import.meta.dirname, "../../../../data/gold/persons/scenarios.csv")),
  { columns: true },
)

/** The names that stand in a scenario. */
const standing = ({ on_register }: Scenario) => new PublicNames(on_register.split("|").filter((name) => name !== ""))

/** @param namesOf The register that the gate is asked with; a test spoils it. */
function decide(scenario: Scenario, namesOf = standing): string {
  const { kind, text, basis, age, custody } = scenario
  if (kind === "person")
    return refusalOf({ basis, adult: age === "adult", detained: custody === "detained" }) ?? "passes"
  const names = namesOf(scenario)
  if (kind === "quote") return names.stops(text) ? "stops" : "passes"
  try {
    refusePersons(kind === "source" ? "source" : "organisation", { name_fa: text, name_en: "Sample" }, names)
    return "passes"
  } catch (error) {
    if (error instanceof RecordError && error.code === "gate.person") return "stops"
    throw error
  }
}

const wrong = (namesOf?: typeof standing) => SCENARIOS.filter((one) => decide(one, namesOf) !== one.want)

describe("persons at the gate", () => {
  for (const scenario of SCENARIOS)
    test(`${scenario.id}: ${scenario.want}, ${scenario.why}`, () => expect(decide(scenario)).toBe(scenario.want))

  test("are decided in sixty scenarios at least, each with its reason", () => {
    expect(SCENARIOS.length).toBeGreaterThanOrEqual(60)
    expect(new Set(SCENARIOS.map(({ id }) => id)).size).toBe(SCENARIOS.length)
    for (const { why } of SCENARIOS) expect(why).not.toBe("")
  })

  test("would be seen to be decided wrongly: by a register that holds nobody, halves of names, or the whole text", () => {
    const halves = (one: Scenario) => new PublicNames(one.on_register.split(/[| ]/).filter((name) => name !== ""))
    expect(wrong(() => new PublicNames([])).map(({ want }) => want)).toContain("passes")
    expect(wrong(halves).map(({ want }) => want)).toContain("stops")
    expect(wrong(({ text }) => new PublicNames([text])).map(({ want }) => want)).toContain("stops")
  })
})
