// Loaded before a program (--import, with --expose-gc): how much it holds while it reads a file, garbage left out.
//   LIVE_HEAP_OF: the end of the file's path; LIVE_HEAP_INTO: where [[bytes read, bytes held], …] is written at the end.
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs"
import { isMainThread } from "node:worker_threads"

const EVERY_MS = 50
/** Bytes that are read between two looks: collecting garbage takes a while. */
const EVERY_BYTES = 100_000
const { LIVE_HEAP_OF, LIVE_HEAP_INTO } = process.env

/** How far the file is read; null while it is not open. */
function place() {
  for (const fd of readdirSync("/proc/self/fd")) {
    try {
      if (!readlinkSync(`/proc/self/fd/${fd}`).endsWith(LIVE_HEAP_OF)) continue
      return Number(/pos:\s+(\d+)/.exec(readFileSync(`/proc/self/fdinfo/${fd}`, "utf8"))[1])
    } catch {
      // It was closed in this moment.
    }
  }
  return null
}

// Threads that code are measured by bench/memory.bench.mjs.
if (isMainThread) {
  const looks = []
  setInterval(() => {
    const read = place()
    if (read === null || read < (looks.at(-1)?.[0] ?? 0) + EVERY_BYTES) return
    globalThis.gc()
    const { heapUsed, external } = process.memoryUsage()
    looks.push([read, heapUsed + external])
  }, EVERY_MS).unref()
  process.on("exit", () => writeFileSync(LIVE_HEAP_INTO, JSON.stringify(looks)))
}
