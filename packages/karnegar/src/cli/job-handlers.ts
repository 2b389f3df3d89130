import { findChromium } from "../intake/capture/screenshot.ts"
import { takePage } from "../intake/capture/take-page.ts"
import { type Refusal, refusalText } from "../intake/refusal.ts"
import type { TimestampAdapter } from "../intake/timestamps/timestamp.ts"
import type { Handlers } from "../jobs/work.ts"
import type { RecordPlace } from "../record/open.ts"
import { prove } from "./capture-command.ts"
import { Failure } from "./failure.ts"
import { readFeeds } from "./feeds-command.ts"
import { refuseMissing } from "./import-files-command.ts"
import { importOne } from "./import-one.ts"
import type { Output } from "./output.ts"
import { type Asking, withReaders } from "./readers.ts"
import { requireSource } from "./unknown-source.ts"
import { withRecord } from "./with-record.ts"

/** What those who do jobs need. */
export interface JobTools extends Asking {
  readonly place: RecordPlace
  /** Proves when captured pages existed; null: nobody is asked. */
  readonly timestamps: readonly TimestampAdapter[]
  readonly output: Output
}

/**
 * Who does which kind of job. Each opens the record for itself: a worker may wait for days between two of them.
 *
 * To add a kind: its payload in `jobs/payloads.ts`, its handler here, its words in `job-lines.ts`.
 */
export function jobHandlers({ place, policy, pace, timestamps, software, output }: JobTools): Handlers {
  return {
    "import-file": async (file) => {
      // It may lie on another machine.
      await refuseMissing(file.path)
      const { read, refusals } = await withRecord(place, { mustExist: false }, (record) => importOne(record, file))
      const first = refusals[0]
      // Some of it was taken: what was not is told, and counted in its source's account. None of it: somebody must look.
      if (read === 0 && first !== undefined) throw asFailure(first.refusal)
    },
    // One that does not answer is no failed job: its account tells why, and when it is due again.
    "read-feed": async ({ source }) => {
      const work = { keys: [source], dryRun: false, json: false, policy, pace, software }
      await withRecord(place, { mustExist: true }, (record) => readFeeds(record, work, output))
    },
    capture: async ({ address, source, published }) => {
      await withReaders({ policy, pace, software }, (readers) =>
        withRecord(place, { mustExist: false }, async (record) => {
          await requireSource(record, source)
          const page = await takePage(record, address, { ...readers, source, published, chromium: findChromium() })
          if ("refusal" in page) throw asFailure(page.refusal)
          await prove(record, page, { timestamps, software })
        }),
      )
    },
  }
}

function asFailure(refusal: Refusal): Failure {
  return new Failure(refusal.code, refusalText(refusal, "en"), refusalText(refusal, "fa"))
}
