import { Failure } from "./failure.ts"
import { safeLine } from "./terminal-text.ts"

/** A key that nobody has put on the register. */
export function unknownSource(key: string): Failure {
  return new Failure(
    "import.source_unknown",
    `no source “${safeLine(key)}” stands on the register. Add it with karnegar sources add.`,
    `منبعی با کلید «${safeLine(key)}» در فهرست نیست. آن را با karnegar sources add بیفزایید.`,
  )
}
