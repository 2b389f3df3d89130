import { canonicalJson } from "./canonical.ts"
import { EMPTY_FIELDS, NO_WORDS } from "./fields.ts"
import { keysOf } from "./observe.ts"
import type { Tables } from "./tables.ts"

/** What stands in a report's columns once it was withdrawn. Its id and foreign id stay, so that it is not brought again. */
export const EMPTIED_REPORT: Readonly<
  Pick<
    Tables["report"],
    | "url"
    | "published"
    | "captured"
    | "edited"
    | "origin"
    | "reply_to"
    | "lang"
    | "text"
    | "sha256"
    | "sketch"
    | "withdrawn"
  >
> = {
  url: null,
  published: null,
  captured: null,
  edited: null,
  origin: null,
  reply_to: null,
  lang: null,
  text: "",
  sha256: "",
  sketch: null,
  withdrawn: 1,
}

/** What stands in an observation's columns once its report was withdrawn. */
export const EMPTIED_OBSERVATION: Readonly<
  Pick<
    Tables["observation"],
    | "fields"
    | "words"
    | "events"
    | "workforce"
    | "day"
    | "workplace_id"
    | "employer"
    | "where_key"
    | "published"
    | "confidence"
  >
> = {
  fields: canonicalJson(EMPTY_FIELDS),
  words: canonicalJson(NO_WORDS),
  events: "[]",
  ...keysOf(EMPTY_FIELDS, NO_WORDS, null),
  published: null,
  confidence: null,
}
