import { parentPort, workerData } from "node:worker_threads"
import type { ReadReport } from "../intake/read-reports.ts"
import { BETWEEN, type CodedFormat, codedText } from "./coded-text.ts"

// One thread of `karnegar code --workers N`: reports in, the bytes of their codings out, batch by batch.
const settings = workerData as CodedFormat
const encoder = new TextEncoder()
parentPort!.on("message", (reports: readonly ReadReport[]) => {
  const text = reports.map((report) => codedText(report, settings)).join(BETWEEN[settings.format])
  const bytes = encoder.encode(text)
  parentPort!.postMessage(bytes, [bytes.buffer])
})
