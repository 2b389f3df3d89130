/** A command that cannot go on, told in both languages with what to do next. Exit status 2 for wrong use, else 1. */
export class Failure extends Error {
  readonly code: string
  readonly en: string
  readonly fa: string
  readonly status: 1 | 2

  constructor(
    code: string,
    en: string,
    fa: string,
    options: { readonly status?: 1 | 2; readonly cause?: unknown } = {},
  ) {
    super(en, { cause: options.cause })
    this.code = code
    this.en = en
    this.fa = fa
    this.status = options.status ?? 1
  }
}

/** Why the operating system refused, in a word that both languages may quote: `ENOENT: no such file`. */
export function systemReason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown"
  const words: Readonly<Record<string, string>> = {
    ENOENT: "no such file or folder",
    EACCES: "no permission",
    EISDIR: "it is a folder",
    ENOTDIR: "it, or a part of its path, is not a folder",
    EADDRINUSE: "the port is taken",
    EADDRNOTAVAIL: "this machine has no such address",
    ENOSPC: "the disk is full",
    EROFS: "the disk is read-only",
  }
  return words[code] === undefined ? code : `${code}: ${words[code]}`
}
