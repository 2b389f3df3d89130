import type { Record } from "../record/record.ts"
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

/** @param key null: none was named. @throws Failure `import.source_unknown`. */
export async function requireSource(record: Record, key: string | null): Promise<void> {
  if (key !== null && !(await record.listSources()).some((source) => source.key === key)) throw unknownSource(key)
}
