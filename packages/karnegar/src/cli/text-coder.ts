import { availableParallelism } from "node:os"
import { setFlagsFromString } from "node:v8"
import { type Coder, codeHere, type ToCode } from "../intake/take-in.ts"
import type { PreparedCoding } from "../record/prepared-coding.ts"
import { ThreadPool } from "./thread-pool.ts"

/** Texts that make threads worth their start: each compiles the lexicon for itself and has its code to warm up. */
const WORTH_THREADS = 400
/** Texts of one message to a thread: few, so that all threads have something of a batch to do. */
const AT_ONCE = 25

/** More code faster than one thread stores. */
const ENOUGH = 4

/**
 * Percent by which V8's heaps grow between two collections once an import is long: left to itself V8 keeps several times what is
 * held, for speed. A fifth less memory over 100,000 messages for a tenth more of the processor.
 */
const HEAP_GROWTH = 40

/** For all cores but the one that reads and stores, and one at least. */
function threadsHere(): number {
  return Math.min(ENOUGH, Math.max(1, availableParallelism() - 1))
}

/**
 * Lets work be done with a coder on threads of its own, which start with the first great batch: a small import starts none.
 *
 * @param threads How many; 0 codes on this thread, undefined is for the machine to say.
 */
export async function withTextCoder<T>(threads: number | undefined, work: (code: Coder) => Promise<T>): Promise<T> {
  const count = threads ?? threadsHere()
  let pool = null as ThreadPool<readonly ToCode[], readonly (PreparedCoding | null)[]> | null
  const code: Coder = async (texts) => {
    if (count === 0 || (pool === null && texts.length < WORTH_THREADS)) return codeHere(texts)
    if (pool === null) {
      setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`)
      pool = new ThreadPool(new URL("./text-worker.js", import.meta.url), count)
    }
    const parts = []
    for (let i = 0; i < texts.length; i += AT_ONCE) parts.push(pool.give(texts.slice(i, i + AT_ONCE)))
    return (await Promise.all(parts)).flat()
  }
  try {
    return await work(code)
  } finally {
    await pool?.end()
  }
}
