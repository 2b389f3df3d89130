import { readFileSync } from "node:fs"
import { text as textOfStream } from "node:stream/consumers"
import { findChromium } from "../intake/capture/screenshot.ts"
import { type PageTools, takePage } from "../intake/capture/take-page.ts"
import type { Refusal } from "../intake/refusal.ts"
import { proveEvidence } from "../intake/timestamps/prove-evidence.ts"
import { type ProofState, strongest, type TimestampAdapter } from "../intake/timestamps/timestamp.ts"
import type { Record } from "../record/record.ts"
import { captureCard, captureJson, type TakenPage } from "./capture-card.ts"
import { Failure, systemReason } from "./failure.ts"
import { tell, tellRefusal } from "./messages.ts"
import type { Output } from "./output.ts"
import { Progress } from "./progress.ts"
import { type Asking, withReaders } from "./readers.ts"
import { requireSource } from "./unknown-source.ts"

/** What `karnegar capture` was asked to do. */
export interface CaptureWork extends Asking {
  readonly pages: readonly ToCapture[]
  /** Key of a registered source; null: pages stand without one. */
  readonly source: string | null
  /** ISO day of pages that tell none. */
  readonly published: string | null
  readonly json: boolean
  /** True: wanted; false: not wanted; null: where a browser is installed. */
  readonly screenshot: boolean | null
  /** Prove when evidence existed; empty: nobody is asked. */
  readonly timestamps: readonly TimestampAdapter[]
}

/** An address that is to be captured, and what it is called when it is refused: itself, or `FILE:LINE`. */
export interface ToCapture {
  readonly address: string
  readonly at: string
}

/** Addresses of one run; more are a crawl, which this is not. */
const MOST_PAGES = 5_000

/**
 * The addresses that were asked for: those given, and of each file (`-` is standard input) one a line. Empty lines and those
 * that begin with # are passed over, and an address counts once.
 */
export async function addressesOf(given: readonly string[], files: readonly string[]): Promise<readonly ToCapture[]> {
  const pages: ToCapture[] = []
  for (const one of given) {
    if (one === "-") pages.push(...(await linesOf("-")))
    else pages.push({ address: one, at: one })
  }
  for (const file of files) pages.push(...(await linesOf(file)))
  const once = [...new Map(pages.map((page) => [page.address, page])).values()]
  if (once.length === 0) {
    throw new Failure(
      "capture.no_address",
      "no address was given; name one, or a file of addresses with --from FILE.",
      "نشانی‌ای داده نشد؛ یکی بدهید یا پرونده‌ای از نشانی‌ها را با ‎--from FILE‎ نام ببرید.",
      { status: 2 },
    )
  }
  if (once.length > MOST_PAGES) {
    throw new Failure(
      "capture.too_many",
      `more than ${MOST_PAGES} addresses; split them into several runs.`,
      `بیش از ${MOST_PAGES.toLocaleString("fa")} نشانی است؛ آن‌ها را در چند نوبت بدهید.`,
      { status: 2 },
    )
  }
  return once
}

async function linesOf(file: string): Promise<ToCapture[]> {
  let written: string
  try {
    written = file === "-" ? await textOfStream(process.stdin) : readFileSync(file, "utf8")
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) throw error
    const why = systemReason(error)
    throw new Failure("capture.unreadable", `the file cannot be read (${why}).`, `پرونده خوانده نشد (${why}).`, {
      cause: error,
    })
  }
  return written.split("\n").flatMap((line, i) => {
    const address = line.trim()
    return address === "" || address.startsWith("#") ? [] : [{ address, at: `${file}:${i + 1}` }]
  })
}

/**
 * Captures pages one after another; one that is refused holds none of the others up.
 *
 * @param record null: a dry run; nothing is kept.
 * @returns the exit status: 1 when a page was refused.
 */
export async function capturePages(record: Record | null, work: CaptureWork, output: Output): Promise<number> {
  const { pages, source, published, json } = work
  if (record !== null) await requireSource(record, source)
  const chromium = record === null || work.screenshot === false ? null : findChromium()
  if (chromium === null && record !== null && work.screenshot !== false)
    tell(
      "no Chromium is installed: pages are kept without a picture. Install it, or name it with KARNEGAR_CHROMIUM; --no-screenshot keeps this line away.",
      "کرومیوم نصب نیست: صفحه‌ها بی‌تصویر نگه داشته می‌شود. نصبش کنید یا با KARNEGAR_CHROMIUM نام ببرید؛ با ‎--no-screenshot‎ این سطر نمی‌آید.",
    )
  const progress = new Progress()
  let refused = 0
  await withReaders(work, async (readers) => {
    const tools: PageTools = { ...readers, source, published, chromium }
    for (const [i, { address, at }] of pages.entries()) {
      progress.at(() => [
        `${i} of ${pages.length} pages …`,
        `${i.toLocaleString("fa")} صفحه از ${pages.length.toLocaleString("fa")} …`,
      ])
      const page = await takePage(record, address, tools)
      if ("capture" in page) {
        if (page.picture === "none")
          tell(
            "Chromium drew no picture; as root it needs a user of its own, else see whether it starts.",
            "کرومیوم تصویری نساخت؛ با کاربر root اجرا نمی‌شود، وگرنه ببینید خودش باز می‌شود یا نه.",
          )
        const proof = await prove(record, page, work)
        await output.write(json ? `${JSON.stringify(captureJson(address, page, proof))}\n` : captureCard(page, proof))
        continue
      }
      refused++
      tellRefusal(at, null, page.refusal)
      const kept = record === null ? [] : page.evidence
      if (json) await output.write(`${JSON.stringify(refusalJson(address, page.refusal, kept))}\n`)
      for (const { sha256 } of kept)
        tell(
          `what came is kept as evidence all the same: ${sha256}`,
          `آنچه رسید با این همه به عنوان مدرک نگه داشته شد: ${sha256}`,
        )
    }
  })
  return refused > 0 ? 1 : 0
}

/** Asks for timestamps of a page that was taken just now. @returns the strongest; null where none is wanted. */
export async function prove(
  record: Record | null,
  { capture, taken }: TakenPage,
  { timestamps, software }: Pick<CaptureWork, "timestamps" | "software">,
): Promise<ProofState | null> {
  const reportId = taken?.reportId ?? null
  if (record === null || reportId === null) return null
  const own = new Set(capture.arrival.evidence.map(({ sha256 }) => sha256))
  const piece = (await record.listEvidence(reportId)).find(({ sha256 }) => own.has(sha256))
  if (piece === undefined) return null
  const states: ProofState[] = []
  for (const adapter of timestamps) states.push(await proveEvidence(record, piece, adapter, software))
  return strongest(states)
}

function refusalJson(address: string, refusal: Refusal, kept: readonly { readonly sha256: string }[]): object {
  return { url: address, refused: refusal.code, evidence: kept.map(({ sha256 }) => ({ sha256 })) }
}
