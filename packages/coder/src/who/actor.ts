import type { How, Workforce } from "../codes.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Standing } from "./standing.ts"

/** A group of people as one noun phrase names it: «جمعی از کارگران پیمانی شهرداری اهواز». */
export interface Actor {
  readonly workforce: Workforce
  /** Mentions that the code rests on. */
  readonly mentions: readonly Mention[]
  /** Token range of the noun phrase, from its head noun. */
  readonly first: number
  readonly past: number
  readonly sentence: number
  /** Only a bare word such as «کارگران», or a plant without people, named them. */
  readonly weak: boolean
  readonly how: How
  readonly standing: Standing
  /** Stands behind a preposition that makes it somebody spoken to, for or against, not somebody acting. */
  readonly oblique: boolean
  /** Workplace mention inside the phrase, if any. */
  readonly workplace: Mention | null
}

/** The same people taken for another group, or by other words, than their own phrase says. */
export function actorAs(actor: Actor, workforce: Workforce, mentions = actor.mentions): Actor {
  const { first, past, sentence, weak, standing, oblique, workplace } = actor
  return { workforce, mentions, first, past, sentence, weak, how: "inferred", standing, oblique, workplace }
}
