import { readFile } from "node:fs/promises"
import { basename } from "node:path"
import type { Record } from "../../record/record.ts"
import type { NewEvidence, Taken } from "../../record/types.ts"
import type { ArrivedEvidence } from "../arrival.ts"
import type { Pace } from "../fetch/pace.ts"
import type { Refusal } from "../refusal.ts"
import { type Coder, type Incoming, takeIn } from "../take-in.ts"
import { type Capture, type CaptureTools, captureAddress } from "./capture-address.ts"
import { readCapture } from "./read-warc.ts"
import { SCREENSHOT_TYPE, screenshot } from "./screenshot.ts"

/** How pages are taken in. */
export interface PageTools extends Omit<CaptureTools, "keep"> {
  readonly pace: Pace
  readonly code: Coder
  /** Key of the pages' source on the register; null: they stand without one. */
  readonly source: string | null
  /** ISO day of pages that tell none; null: such a page is refused. */
  readonly published: string | null
  /** Path of the browser that draws what is kept; null: nothing is drawn. */
  readonly chromium: string | null
}

/** What came of one page. */
export type PageTaken =
  | {
      readonly capture: Capture
      /** ISO day or instant of publication, as it was taken. */
      readonly published: string
      /** What became of it in the record; null in a dry run. */
      readonly taken: Taken | null
      /** Actions and calls that the coder found; of a page that stood already it looks for none. */
      readonly found: number
      /** A picture of it, of a page that was taken: its evidence, or that the browser brought none; null where none was wanted. */
      readonly picture: NewEvidence | "none" | null
    }
  /** `evidence`: what was kept although no report came of it. */
  | { readonly refusal: Refusal; readonly evidence: readonly ArrivedEvidence[] }

/**
 * Captures a page and takes it in: what was received is kept as evidence, what it says becomes a report, or a version of one.
 *
 * What came over the wire is flushed to the disk before it is read. It stays when nothing could be read, for a person to look
 * at; it goes when the page says what it said before, or tells of no labour matter.
 *
 * @param record null: a dry run; nothing is kept.
 * @throws RecordError `evidence.no_folder` and whatever the record or the disk says.
 */
export async function takePage(record: Record | null, address: string, tools: PageTools): Promise<PageTaken> {
  const { pace, source } = tools
  const keep = record === null ? null : (bytes: Uint8Array) => record.putEvidence(bytes)
  const busy = await pace.turn(address)
  const outcome =
    busy === null ? await captureAddress(address, { ...tools, keep }) : { refusal: busy, evidence: [] as const }
  if ("refusal" in outcome) pace.heed(address, outcome.refusal)
  const at = "capture" in outcome ? (outcome.capture.arrival.published ?? tools.published) : null
  const refused = "refusal" in outcome ? outcome.refusal : at === null ? ({ code: "page.no_day" } as const) : null
  const evidence = "capture" in outcome ? outcome.capture.arrival.evidence : outcome.evidence
  let taken = null as Taken | null
  let refusal: Refusal | null = null
  const incoming = async function* (): AsyncGenerator<Incoming<null>> {
    if (refused !== null) yield { at: null, refusal: refused }
    else if ("capture" in outcome) yield { at: null, arrival: { ...outcome.capture.arrival, published: at }, source }
  }
  const { codedActions } = await takeIn(record, incoming(), {
    source,
    code: tools.code,
    refuse: (_, one) => {
      refusal = one
    },
    taken: (_, one) => {
      taken = one
    },
  })
  if (refusal !== null || !("capture" in outcome)) return { refusal: refusal!, evidence }
  const { capture } = outcome
  const reportId = idOfTaken(taken)
  if (record !== null && reportId === null) for (const { sha256 } of evidence) await record.dropEvidence(sha256)
  const picture = record === null || reportId === null ? null : await pictureOf(record, reportId, capture, tools)
  return { capture, published: at!, taken, found: codedActions, picture }
}

/** Id of the report that a text became just now; null where it became none. */
function idOfTaken(taken: Taken | null): string | null {
  return taken?.how === "added" || taken?.how === "version" ? taken.reportId : null
}

/** Draws the page from the bytes that were kept, and keeps the picture with its report. */
async function pictureOf(
  record: Record,
  reportId: string,
  { arrival, readable }: Capture,
  { chromium, software }: PageTools,
): Promise<NewEvidence | "none" | null> {
  const kept = arrival.evidence[0]
  if (chromium === null || kept === undefined || kept.path === null || readable.charset === null) return null
  const fetched = await readCapture(await readFile(kept.path))
  if (fetched === null) return "none"
  const contentType = `text/${readable.by === "plain" ? "plain" : "html"}; charset=${readable.charset}`
  const png = await screenshot({ bytes: fetched.bytes, contentType }, chromium)
  if (png === null) return "none"
  const { sha256 } = await record.putEvidence(png)
  const picture = {
    sha256,
    mediaType: SCREENSHOT_TYPE,
    bytes: png.length,
    captured: kept.captured,
    url: fetched.url,
    tool: `${software}, ${basename(chromium)}`,
  }
  await record.addEvidence(reportId, [picture])
  return picture
}
