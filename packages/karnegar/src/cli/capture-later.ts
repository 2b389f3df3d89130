import { createHash } from "node:crypto"
import { readTarget } from "../intake/fetch/check-url.ts"
import { openJobs } from "../jobs/open-jobs.ts"
import type { RecordPlace } from "../record/open.ts"
import type { CaptureWork } from "./capture-command.ts"
import { Failure } from "./failure.ts"
import { tell, tellRefusal } from "./messages.ts"
import type { Output } from "./output.ts"

/**
 * Puts pages in the queue, each as a job of its own, for `karnegar worker` to capture. How they are asked for (proxy, networks,
 * ports) is the worker's matter.
 *
 * @throws Failure where an address is unfit: nothing is put in the queue then.
 */
export async function captureLater(
  place: RecordPlace,
  work: Pick<CaptureWork, "pages" | "source" | "published" | "json" | "policy"> & { readonly dryRun: boolean },
  output: Output,
): Promise<void> {
  if (work.dryRun)
    throw new Failure(
      "capture.later",
      "--later and --dry-run do not go together.",
      "‎--later‎ و ‎--dry-run‎ با هم نمی‌شود.",
      { status: 2 },
    )
  const { pages, source, published } = work
  const targets = pages.map(({ address, at }) => ({ at, target: readTarget(address, work.policy) }))
  let unfit = 0
  for (const { at, target } of targets)
    if (!(target instanceof URL)) {
      unfit++
      tellRefusal(at, null, target)
    }
  if (unfit > 0)
    throw new Failure(
      "capture.unfit",
      `${unfit} addresses are unfit, so nothing was put in the queue.`,
      `${unfit.toLocaleString("fa")} نشانی نامناسب است؛ چیزی در صف گذاشته نشد.`,
    )
  const jobs = await openJobs(place)
  let fresh = 0
  try {
    for (const { target } of targets) {
      const address = (target as URL).href
      // Addresses may be longer than a key may be.
      const key = `capture:${createHash("sha256").update(address).digest("hex")}`
      const added = await jobs.add({ kind: "capture", key, payload: { address, source, published } })
      if (added.fresh) fresh++
      if (work.json) await output.write(`${JSON.stringify(added)}\n`)
    }
  } finally {
    await jobs.close()
  }
  if (!work.json)
    tell(
      `${fresh} of ${pages.length} pages put in the queue, the others stood there; karnegar worker captures them.`,
      `${fresh.toLocaleString("fa")} صفحه از ${pages.length.toLocaleString("fa")} در صف گذاشته شد و بقیه از پیش در صف بود؛ karnegar worker ضبطشان می‌کند.`,
    )
}
