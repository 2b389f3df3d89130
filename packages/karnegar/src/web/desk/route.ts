import type { Context } from "hono"
import type { SignedIn } from "../../people/people.ts"
import type { Deed } from "../../people/roles.ts"
import type { Ask } from "../../record/record.ts"
import type { Lang } from "../words/language.ts"
import type { Reached } from "./origin.ts"

/** What a desk page knows of the visit that asked for it. */
export interface DeskVisit {
  readonly lang: Lang
  readonly reached: Reached
  readonly signedIn: SignedIn
  readonly token: string
  /** What was posted; empty for a page that was only asked for. Repeated fields are lists. */
  readonly form: Form
  /** Who asks, and by which form: for every change of the record. */
  readonly ask: Ask
}

/** The visit of somebody who need not have signed in. */
export type OpenVisit = Omit<DeskVisit, "signedIn" | "token" | "ask"> & { readonly signedIn: SignedIn | null }

/** Fields of a form that was posted. */
export class Form {
  readonly #fields: ReadonlyMap<string, readonly string[]>

  constructor(fields: ReadonlyMap<string, readonly string[]>) {
    this.#fields = fields
  }

  /** The field's first value, trimmed; empty where there is none. */
  text(name: string): string {
    return (this.#fields.get(name)?.[0] ?? "").trim()
  }

  has(name: string): boolean {
    return this.#fields.has(name)
  }

  all(name: string): readonly string[] {
    return this.#fields.get(name) ?? []
  }

  /** Names with their values, as they came. */
  entries(): readonly (readonly [name: string, value: string])[] {
    return [...this.#fields].flatMap(([name, values]) => values.map((value) => [name, value] as const))
  }
}

interface Common {
  readonly method: "get" | "post"
  /** Below `/fa/desk` and `/en/desk`: `/people/:id`. */
  readonly path: string
}

/** A page or a form of the desk for those who may do a deed; everybody else is turned away before it runs. */
export interface DeskRoute extends Common {
  readonly deed: Deed
  /** Needs a proof, newer than a quarter of an hour, of who it is. */
  readonly proven?: boolean
  readonly answer: (c: Context, visit: DeskVisit) => Response | Promise<Response>
}

/** One of the few that need no sign-in. */
export interface OpenRoute extends Common {
  readonly deed: null
  readonly answer: (c: Context, visit: OpenVisit) => Response | Promise<Response>
}

/** Any route of the desk. The matrix of roles in the tests is held against the list of all. */
export type AnyDeskRoute = DeskRoute | OpenRoute
