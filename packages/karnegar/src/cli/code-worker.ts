import { parentPort, workerData } from "node:worker_threads"
import { codeBlock } from "./code-block.ts"
import type { BlockJob, PoolSettings } from "./code-pool.ts"

// One thread of `karnegar code --workers N`: blocks of bytes in, the bytes of their codings out. The thread that asks does
// nothing but hand them on, so that it takes no core of its own.
const { names, published, lang, ...format } = workerData as PoolSettings
parentPort!.on("message", ({ block, file }: BlockJob) => {
  // Whether an id stands already is known only where all blocks come together.
  const coded = codeBlock(block, { name: names[file]!, file, seen: null, names, published, lang }, format)
  const { bytes, ends, lines, keys } = coded
  parentPort!.postMessage(coded, [bytes.buffer, ends.buffer, lines.buffer, keys.buffer])
})
