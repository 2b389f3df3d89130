/** The message to workers, claim by claim: what it says, in our own words, and which actions of the starter record bear on it. */
import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { parse } from "yaml"
import { z } from "zod"
import { importedId, STARTER } from "../record/imports.ts"
import type { PublishedAction } from "../record/types.ts"

/** What an action does to a claim: tells the same, gives it a day or a number, tells something else. */
export const RELATIONS = ["supports", "dates", "contradicts"] as const
/** What an action does to a claim. */
export type Relation = (typeof RELATIONS)[number]

/** Where the claims may stand: in the published package, or in a clone. */
const PLACES = ["../../assets/built/message/claims.yaml", "../../../../data/message/claims.yaml"]

const words = z.strictObject({ fa: z.string().min(1), en: z.string().min(1) })
const CLAIMS = z.strictObject({
  claims: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
        title: words,
        claim: words,
        records: z.array(z.strictObject({ action: z.string().min(1), relation: z.enum(RELATIONS) })),
        unknown: words,
      }),
    )
    .min(1),
})

/** One claim of the message. */
export type Claim = z.infer<typeof CLAIMS>["claims"][number]

/** A claim with those of its actions that are public in this record, in their order by day, and how many are not. */
export interface HeldClaim extends Claim {
  readonly held: readonly { readonly relation: Relation; readonly action: PublishedAction }[]
  readonly missing: number
}

/** Reads claims as they are written. @throws ZodError where they are not of the form. */
export function readClaims(text: string): readonly Claim[] {
  return CLAIMS.parse(parse(text)).claims
}

/** The claims that come with the program; none where this installation has no such file. */
export function shippedClaims(): readonly Claim[] {
  const path = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((place) => existsSync(place))
  return path === undefined ? [] : readClaims(readFileSync(path, "utf8"))
}

/** @param actions Everything public, by id; an id of a merged action leads to the one that stands. */
export function holdClaim(claim: Claim, actions: ReadonlyMap<string, PublishedAction>): HeldClaim {
  const held = claim.records.flatMap(({ action: key, relation }) => {
    const action = actions.get(importedId(STARTER, key))
    return action === undefined || action.state === "retracted" ? [] : [{ relation, action }]
  })
  const byDay = held.sort((a, b) => ((a.action.start ?? "") < (b.action.start ?? "") ? -1 : 1))
  return { ...claim, held: byDay, missing: claim.records.length - held.length }
}
