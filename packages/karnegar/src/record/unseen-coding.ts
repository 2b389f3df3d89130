/** What a person says of a report whose values they have not seen, and how the report was drawn for them. */
import type { Character, Kind, Status, Workforce } from "@karnegar/coder"
import type { ActionFields } from "./fields.ts"

/** What a person coding unseen says of one action; a field is null or empty where the report tells nothing. */
export interface CodedUnseen
  extends Pick<
    ActionFields,
    | "forms"
    | "start"
    | "end"
    | "precision"
    | "places"
    | "placesCount"
    | "employment"
    | "jointWith"
    | "workplaceId"
    | "organisationIds"
    | "participants"
    | "demands"
    | "outcomes"
    | "repression"
  > {
  readonly status: Status
  readonly workforce: Workforce
  readonly character: Character | null
}

/** What a person coding unseen says of a whole report. */
export interface UnseenCoding {
  readonly kind: Kind
  readonly actions: readonly CodedUnseen[]
}

/** How a report came to be drawn: the same seed, number and state find the same reports while the queue is the same. */
export interface Draw {
  readonly seed: string
  readonly of: string
  readonly size: number
}
