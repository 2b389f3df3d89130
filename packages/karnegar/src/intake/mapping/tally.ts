import type { Reading } from "./map-row.ts"
import type { ColumnProblem } from "./row-problem.ts"

/** Distinct values that are remembered for a field; what comes later is counted and not named. */
const MOST_VALUES = 10_000

/** What the values of one field came to. */
export interface FieldTally {
  readonly coded: number
  readonly kept: number
  readonly leftOut: number
  /** Values that nothing was made of, the most frequent first. */
  readonly unknown: readonly { readonly value: string; readonly times: number }[]
}

/** Counts what became of the values and rows of an import, for its preview. */
export class Tally {
  readonly #fields = new Map<string, { coded: number; kept: number; leftOut: number; unknown: Map<string, number> }>()
  readonly #problems = new Map<string, number>()
  readonly #told = new Map<string, number>()

  /** Counts the values of a row that was taken. */
  take(readings: readonly Reading[], told: readonly ColumnProblem[]): void {
    for (const { field, value, came } of readings) {
      let tally = this.#fields.get(field)
      if (tally === undefined) {
        tally = { coded: 0, kept: 0, leftOut: 0, unknown: new Map() }
        this.#fields.set(field, tally)
      }
      if (came === "coded") {
        tally.coded++
        continue
      }
      tally[came === "kept" ? "kept" : "leftOut"]++
      if (tally.unknown.size < MOST_VALUES || tally.unknown.has(value))
        tally.unknown.set(value, (tally.unknown.get(value) ?? 0) + 1)
    }
    count(this.#told, told)
  }

  /** Counts why a row was refused. */
  refuse(problems: readonly ColumnProblem[]): void {
    count(this.#problems, problems)
  }

  /** By field, in the order in which they were met. */
  fields(): ReadonlyMap<string, FieldTally> {
    return new Map(
      [...this.#fields].map(([field, { coded, kept, leftOut, unknown }]) => [
        field,
        {
          coded,
          kept,
          leftOut,
          unknown: [...unknown].map(([value, times]) => ({ value, times })).sort((a, b) => b.times - a.times),
        },
      ]),
    )
  }

  /** Reasons of refusals by code. */
  problems(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#problems)
  }

  /** What was not taken as written, by code, though its row was. */
  told(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#told)
  }
}

function count(into: Map<string, number>, problems: readonly ColumnProblem[]): void {
  for (const { problem } of problems) into.set(problem.code, (into.get(problem.code) ?? 0) + 1)
}
