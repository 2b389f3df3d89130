import { parentPort } from "node:worker_threads"
import { readPage } from "../capture/read-page.ts"
import { readPdf } from "../capture/read-pdf.ts"
import { readFeed } from "../feeds/read-feed.ts"
import type { Answers, Asked } from "./apart.ts"

// Foreign pages, PDFs and feeds are taken to pieces here, on a thread that has little memory and may be ended at any moment.

/** What is taken to pieces, by kind. */
const READERS: { readonly [K in keyof Answers]: (asked: Asked & { readonly kind: K }) => Promise<Answers[K]> } = {
  page: async ({ bytes, contentType, build }) => readPage(bytes, contentType, build),
  pdf: ({ bytes }) => readPdf(bytes),
  feed: async ({ bytes, contentType }) => readFeed(bytes, contentType),
}

parentPort!.on("message", async (asked: Asked) => {
  try {
    parentPort!.postMessage({ answer: await READERS[asked.kind](asked as never) })
  } catch (error) {
    // A document that a reader stumbles over is one that cannot be read; what it says of itself goes no further.
    parentPort!.postMessage({ stumbled: error instanceof Error ? error.name : "unknown" })
  }
})
