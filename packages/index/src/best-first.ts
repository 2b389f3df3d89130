import type { FoundRows } from "./words.ts"

/** A selection with the `most` of it that fit best before the others; the newest first among equals, and among the others. */
export function bestFirst(selection: Int32Array, found: FoundRows, most: number): Int32Array {
  const scores = scoresOf(selection, found)
  const least = leastOfBest(scores, most)
  const above: number[] = []
  for (let n = 0; n < scores.length; n++) if (scores[n]! > least) above.push(n)
  above.sort((a, b) => scores[b]! - scores[a]! || a - b)
  const out = new Int32Array(selection.length)
  let length = 0
  for (const n of above) out[length++] = selection[n]!
  // Equals of the last of them are many where words are common: they are counted off, not sorted.
  const equals = Math.max(0, Math.min(most, scores.length) - length)
  let end = length + equals
  for (let n = 0; n < scores.length; n++) {
    if (scores[n]! > least) continue
    if (scores[n] === least && length < above.length + equals) out[length++] = selection[n]!
    else out[end++] = selection[n]!
  }
  return out
}

/** The score of each of a selection, 0 of one that was not found; both rise. Without other conditions it is all that was found. */
function scoresOf(selection: Int32Array, { rows, scores }: FoundRows): Float32Array {
  if (isSame(selection, rows)) return scores
  const own = new Float32Array(selection.length)
  for (let n = 0, k = 0; n < own.length && k < rows.length; n++) {
    while (k < rows.length && rows[k]! < selection[n]!) k++
    if (rows[k] === selection[n]) own[n] = scores[k]!
  }
  return own
}

function isSame(some: Int32Array, others: Int32Array): boolean {
  if (some.length !== others.length) return false
  for (let n = 0; n < some.length; n++) if (some[n] !== others[n]) return false
  return true
}

/** The least score of the `most` best; -1 where there are no more than those. One pass over a heap of the best so far. */
function leastOfBest(scores: Float32Array, most: number): number {
  if (scores.length <= most) return -1
  const heap = new Float32Array(Math.max(1, most)).fill(-1)
  for (let n = 0; n < scores.length; n++) {
    const score = scores[n]!
    if (score <= heap[0]!) continue
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++
      if (child >= heap.length || heap[child]! >= score) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = score
  }
  return heap[0]!
}
