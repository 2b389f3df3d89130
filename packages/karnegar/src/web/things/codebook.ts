import { readFileSync } from "node:fs"
import { join } from "node:path"
import { z } from "zod"

const words = z.strictObject({ fa: z.string(), en: z.string() })
const CODES = z.array(
  z.strictObject({
    /** List that it belongs to: `forms`, `workforces` … */
    kind: z.string(),
    code: z.string(),
    label: words,
    definition: words,
    /** An invented sentence that it holds for; Persian. */
    example: z.string(),
  }),
)

/** A code of the codebook with what it means. */
export type CodebookEntry = z.infer<typeof CODES>[number]

/**
 * The codebook as the build made it of its source, in the source's order.
 *
 * @throws Error with the way out when it was not built.
 */
export function readCodebook(assetsDir: string): readonly CodebookEntry[] {
  try {
    return CODES.parse(JSON.parse(readFileSync(join(assetsDir, "codebook.json"), "utf8")))
  } catch (cause) {
    throw new Error("couldn't read the codebook: run `npm run build`", { cause })
  }
}
