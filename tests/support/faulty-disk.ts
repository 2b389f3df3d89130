import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** A file system of its own whose room and rights a test decides. */
export interface SmallDisk {
  readonly path: string
  /** Takes all room that is left but for so many bytes. */
  fill(leave?: number): void
  /** Gives back what `fill` took. */
  empty(): void
  resize(megabytes: number): void
  remount(how: "ro" | "rw"): void
  remove(): void
}

/**
 * Mounts a file system in memory.
 *
 * @throws Error for a user who is not root: what could not be tested has failed.
 */
export function mountDisk(megabytes: number): SmallDisk {
  if (process.getuid?.() !== 0)
    throw new Error(
      "a disk can be mounted by root only: run the suite «faults» as root, as continuous integration does",
    )
  const path = mkdtempSync(join(tmpdir(), "karnegar-disk-"))
  const remount = (options: string) => execFileSync("mount", ["-o", `remount,${options}`, path])
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "karnegar-test", path])
  const filler = join(path, "filler")
  return {
    path,
    fill(leave = 0) {
      for (const bytes of [1 << 20, 1 << 12, 1]) {
        try {
          for (;;) writeFileSync(filler, Buffer.alloc(bytes), { flag: "a" })
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error
        }
      }
      truncateSync(filler, statSync(filler).size - leave)
    },
    empty: () => rmSync(filler, { force: true }),
    resize: (size) => remount(`size=${size}m`),
    remount,
    remove() {
      execFileSync("umount", ["-l", path])
      rmSync(path, { recursive: true })
    },
  }
}

/** Arguments before a program's own that make every flush to the disk fail from the `from`-th on, in each of its threads. */
export function failingFlushes(from = 1): readonly string[] {
  const calls = "fsync,fdatasync"
  const inject = `inject=${calls}:error=EIO:when=${from}+`
  return ["strace", "-f", "--seccomp-bpf", "-qqq", "-o", "/dev/null", "-e", `trace=${calls}`, "-e", inject]
}
