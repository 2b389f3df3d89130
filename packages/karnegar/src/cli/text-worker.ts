import { parentPort } from "node:worker_threads"
import { codeIfRelevant, type ToCode } from "../intake/take-in.ts"

// One thread of an import: texts in, what the record needs of them out.
parentPort!.on("message", (texts: readonly ToCode[]) => parentPort!.postMessage(texts.map(codeIfRelevant)))
