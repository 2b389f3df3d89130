import { createReadStream } from "node:fs"
import { basename } from "node:path"
import { formatOfName, type ReadLine, readReportChunks } from "../intake/read-reports.ts"
import { SeenIds } from "../intake/seen-ids.ts"
import { systemReason } from "./failure.ts"

/** One line of one of the files given, or why a file could not be read (`line` is null then). */
export type InputLine = { readonly file: string } & (
  | ReadLine
  | { readonly line: null; readonly refusal: { readonly code: "input.file_unreadable"; readonly why: string } }
)

/** Publication day and language of reports that bring none. */
interface Defaults {
  readonly published: string | null
  readonly lang: string | null
}

/** Name of standard input in messages, and the id of a text that comes from it. */
export const STDIN_NAME = "stdin"

/**
 * Reads all files in order (`-` or none at all is standard input) as one run: ids are unique over all of them.
 *
 * A file that can't be opened is one refusal; the others are still read.
 */
export async function* readInput(files: readonly string[], defaults: Defaults): AsyncGenerator<InputLine> {
  for await (const lines of readInputChunks(files, defaults)) yield* lines
}

/** The same, all lines together that have arrived together: for those who read millions. */
export async function* readInputChunks(
  files: readonly string[],
  defaults: Defaults,
): AsyncGenerator<readonly InputLine[]> {
  const paths = files.length === 0 ? ["-"] : files
  const names = paths.map((path) => (path === "-" ? STDIN_NAME : basename(path)))
  const seen = new SeenIds()
  for (const [file, path] of paths.entries()) {
    const name = names[file]!
    const chunks = path === "-" ? process.stdin : createReadStream(path, { highWaterMark: 1 << 18 })
    try {
      for await (const lines of readReportChunks(chunks, {
        as: path === "-" ? "guess" : formatOfName(path),
        name,
        file,
        seen,
        names,
        ...defaults,
      })) {
        yield lines.map((read) => ({ file: name, ...read }))
      }
    } catch (error) {
      if (!(error instanceof Error && "syscall" in error)) throw error
      yield [{ file: name, line: null, refusal: { code: "input.file_unreadable", why: systemReason(error) } }]
    }
  }
}
