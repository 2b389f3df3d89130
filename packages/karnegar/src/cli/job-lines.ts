import { basename } from "node:path"
import type { HeldJob, Job } from "../jobs/jobs.ts"
import { isJobKind, type JobKind, PAYLOADS, type Payload } from "../jobs/payloads.ts"
import { failureWords } from "./failure-words.ts"
import { safeLine } from "./terminal-text.ts"

/** Words for both languages. */
type Pair = readonly [en: string, fa: string]

const KIND_WORDS: { readonly [kind in JobKind]: Pair } = {
  "import-file": ["import of a file", "واردسازی پرونده"],
  "read-feed": ["reading of a feed", "خواندن خوراک"],
  capture: ["capture of a page", "ضبط صفحه"],
}

/** The file, source or site that a job is about. Of an address the host only: its path may hold a search for a name. */
const SUBJECTS: { readonly [K in JobKind]: (payload: Payload<K>) => string } = {
  "import-file": ({ path }) => basename(path),
  "read-feed": ({ source }) => source,
  capture: ({ address }) => (URL.canParse(address) ? new URL(address).host : ""),
}

/** What a job is about, in words. Nothing of what a report says. */
export function jobWords({ kind, payload }: Pick<HeldJob, "kind" | "payload">): Pair {
  if (!isJobKind(kind)) return [safeLine(kind), safeLine(kind)]
  const read = PAYLOADS[kind].safeParse(payload)
  const subjectOf: (payload: never) => string = SUBJECTS[kind]
  const subject = read.success ? `: ${safeLine(subjectOf(read.data as never))}` : ""
  return [`${KIND_WORDS[kind][0]}${subject}`, `${KIND_WORDS[kind][1]}${subject}`]
}

/** A job in the list: its id and what it is about, then how it stands in each language. */
export function jobLines(job: Job): string {
  const [what, whatFa] = jobWords(job)
  const [state, stateFa] = stateWords(job)
  return `${job.id}\n    ${what}; ${state}\n    ${whatFa}؛ ${stateFa}\n`
}

function stateWords({ state, attempts, failure, due }: Job): Pair {
  const [why, whyFa] = failure === null ? ["", ""] : failureWords(failure)
  const n = attempts.toLocaleString("fa")
  if (state === "parked")
    return [`parked after ${attempts} attempts: ${why}`, `پس از ${n} بار کنار گذاشته شد: ${whyFa}`]
  if (state === "held") return [`being done, attempt ${attempts}`, `در دست انجام، بار ${n}`]
  if (failure === null) return ["waits", "در نوبت"]
  const minute = `${due.slice(0, 16).replace("T", " ")} UTC`
  return [`failed ${attempts} times, tried again from ${minute}: ${why}`, `${n} بار نشد، از ${minute} دوباره: ${whyFa}`]
}
