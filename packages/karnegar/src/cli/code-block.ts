import type { Block } from "../intake/read-blocks.ts"
import { type BlockOptions, type ReadLine, readBlock } from "../intake/read-reports.ts"
import type { Refusal } from "../intake/refusal.ts"
import { KEY_WORDS, keyOf } from "../intake/seen-ids.ts"
import { BETWEEN, type CodedFormat, codedText } from "./coded-text.ts"

/** A line that was not taken. `line` is null when its file could not be read at all. */
export interface RefusedLine {
  readonly line: number | null
  readonly refusal: Refusal
}

/** A block's codings as they are written; every number and byte of it can be handed from thread to thread. */
export interface CodedBlock {
  /** Codings one behind the other, each behind what stands between two. */
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Where each coding ends in `bytes`. */
  readonly ends: Uint32Array<ArrayBuffer>
  /** Line of each coding's report, and the keys of their ids (`keyOf`); empty where ids were looked after in reading. */
  readonly lines: Uint32Array<ArrayBuffer>
  readonly keys: Uint32Array<ArrayBuffer>
  readonly refused: readonly RefusedLine[]
}

/** Bytes that a UTF-16 code unit takes at most. */
const MOST_FOR_UNIT = 3

/** Where codings are put one behind the other before their number of bytes is known. */
let room = Buffer.allocUnsafeSlow(1 << 20)
let used = 0

/** Reads a block and codes its reports. */
export function codeBlock(block: Block, options: BlockOptions, format: CodedFormat): CodedBlock {
  const refused: RefusedLine[] = []
  const ends: number[] = []
  const lines: number[] = []
  const keys: number[] = []
  const before = BETWEEN[format.format]
  used = 0
  for (const read of readBlock(block, options)) {
    if ("refusal" in read) {
      refused.push(read)
      continue
    }
    put(before + codedText(read.report, format))
    ends.push(used)
    if (options.seen === null) remember(read, lines, keys)
  }
  return {
    bytes: new Uint8Array(room.subarray(0, used)),
    ends: Uint32Array.from(ends),
    lines: Uint32Array.from(lines),
    keys: Uint32Array.from(keys),
    refused,
  }
}

function remember(read: Extract<ReadLine, { report: unknown }>, lines: number[], keys: number[]): void {
  lines.push(read.line)
  const key = keyOf(read.report.id)
  for (let i = 0; i < KEY_WORDS; i++) keys.push(key[i]!)
}

function put(text: string): void {
  const most = used + text.length * MOST_FOR_UNIT
  if (most > room.length) {
    const wider = Buffer.allocUnsafeSlow(Math.max(most, room.length * 2))
    wider.set(room.subarray(0, used))
    room = wider
  }
  used += room.write(text, used, "utf8")
}
