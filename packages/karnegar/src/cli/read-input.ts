import { basename } from "node:path"
import { ByteMeter } from "../intake/byte-meter.ts"
import { type Block, readBlocks } from "../intake/read-blocks.ts"
import { formatOfName, type ReadLine, readBlock } from "../intake/read-reports.ts"
import { SeenIds } from "../intake/seen-ids.ts"
import { systemReason } from "./failure.ts"

/** Why a file could not be read. */
interface Unreadable {
  readonly code: "input.file_unreadable"
  readonly why: string
}

/** One line of one of the files given, or why a file could not be read (`line` is null then). */
export type InputLine = { readonly file: string } & (ReadLine | { readonly line: null; readonly refusal: Unreadable })

/** A block of one of the files given, by its number, or why the file could not be read. */
export type InputBlock = { readonly file: number } & ({ readonly block: Block } | { readonly refusal: Unreadable })

/** Publication day and language of reports that bring none. */
interface Defaults {
  readonly published: string | null
  readonly lang: string | null
}

/** Name of standard input in messages, and the id of a text that comes from it. */
export const STDIN_NAME = "stdin"

const pathsOf = (files: readonly string[]) => (files.length === 0 ? ["-"] : files)

/** What files are called in messages; `-` or none at all is standard input. */
export function inputNames(files: readonly string[]): readonly string[] {
  return pathsOf(files).map((path) => (path === "-" ? STDIN_NAME : basename(path)))
}

/**
 * Reads all files in order (`-` or none at all is standard input) as one run: ids are unique over all of them.
 *
 * A file that can't be opened is one refusal; the others are still read.
 *
 * @param meter Told of the bytes that are read; null: nobody asks.
 */
export async function* readInput(
  files: readonly string[],
  defaults: Defaults,
  meter: ByteMeter | null = null,
): AsyncGenerator<InputLine> {
  const names = inputNames(files)
  const seen = new SeenIds()
  for await (const input of readInputBlocks(files, meter)) {
    const name = names[input.file]!
    if ("refusal" in input) yield { file: name, line: null, refusal: input.refusal }
    else {
      const options = { name, file: input.file, seen, names, ...defaults }
      for (const read of readBlock(input.block, options)) yield { ...read, file: name }
    }
  }
}

/** The same, cut into blocks that are not read yet: for those who read millions, on several threads. */
export async function* readInputBlocks(
  files: readonly string[],
  meter: ByteMeter | null = null,
): AsyncGenerator<InputBlock> {
  const names = inputNames(files)
  const bytes = meter ?? new ByteMeter([])
  for (const [file, path] of pathsOf(files).entries()) {
    const chunks = path === "-" ? process.stdin : bytes.chunksOf(path)
    try {
      for await (const block of readBlocks(chunks, path === "-" ? "guess" : formatOfName(names[file]!)))
        yield { file, block }
    } catch (error) {
      if (!(error instanceof Error && "syscall" in error)) throw error
      yield { file, refusal: { code: "input.file_unreadable", why: systemReason(error) } }
    }
  }
}
