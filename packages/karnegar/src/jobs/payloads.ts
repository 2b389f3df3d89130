/**
 * What each kind of job carries. A new kind is a schema here and a handler in `cli/job-handlers.ts`; without either it does
 * not compile.
 *
 * A payload names files, sources and addresses. It never holds words of a report.
 */
import { z } from "zod"

const orNull = z.string().nullable()

/** Kind of job → what it carries. */
export const PAYLOADS = {
  /** A file of any kind that `karnegar import` recognises, with what was said of it. */
  "import-file": z.strictObject({
    /** Absolute: a worker may run elsewhere. */
    path: z.string().min(1),
    source: orNull,
    chats: z.array(z.string()),
    publicName: orNull,
    media: z.boolean(),
    columns: z.record(z.string(), z.string()),
    published: orNull,
    lang: orNull,
  }),
  /** The feed of a source on the register; a job done twice asks it twice and takes in nothing twice. */
  "read-feed": z.strictObject({ source: z.string().min(1) }),
  /** A page of the web, kept as evidence and taken in. */
  capture: z.strictObject({
    address: z.string().min(1),
    source: orNull,
    /** ISO day of a page that tells none. */
    published: orNull,
  }),
} as const

/** A kind of job that this version knows. */
export type JobKind = keyof typeof PAYLOADS

/** What a job of a kind carries. */
export type Payload<K extends JobKind> = z.output<(typeof PAYLOADS)[K]>

/** Is it a kind that this version knows? */
export function isJobKind(kind: string): kind is JobKind {
  return Object.hasOwn(PAYLOADS, kind)
}
