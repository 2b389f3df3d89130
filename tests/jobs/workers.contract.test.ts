import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { karnegar } from "../cli/spawn.ts"
import { ENGINES } from "../support/record-engines.ts"

const root = mkdtempSync(join(tmpdir(), "karnegar-workers-"))
afterAll(() => rmSync(root, { recursive: true }))

const FILES = 8
const REPORTS = 10

for (const [name, start] of ENGINES) {
  test(`workers side by side on ${name} do every job once`, async () => {
    const engine = await start()
    try {
      const place = await engine.emptyPlace()
      const at = "dataDir" in place ? ["--data", place.dataDir] : ["--database", place.databaseUrl]
      const files = Array.from({ length: FILES }, (_, f) => {
        const path = join(root, `${name}-${f}.jsonl`)
        const lines = Array.from({ length: REPORTS }, (_, r) =>
          JSON.stringify({
            id: `${f}-${r}`,
            text: `کارگران کارخانهٔ ${f} در شهر ${r} تجمع کردند.`,
            published: "2021-03-25",
          }),
        )
        writeFileSync(path, lines.join("\n"))
        return path
      })
      expect((await karnegar(["import", ...files, "--later", ...at])).status).toBe(0)
      const ran = await Promise.all([0, 1].map(() => karnegar(["worker", "--once", ...at, "--format", "json"])))
      const counts = ran.map(({ stdout }) => JSON.parse(stdout) as { done: number; failed: number })
      expect(counts.reduce((sum, { done }) => sum + done, 0)).toBe(FILES)
      expect(counts.every(({ failed }) => failed === 0)).toBe(true)
      expect(JSON.parse((await karnegar(["jobs", ...at, "--format", "json"])).stdout)).toEqual([])
      const verified = JSON.parse((await karnegar(["verify", ...at, "--format", "json"])).stdout)
      expect(verified).toMatchObject({ holds: true, counts: { reports: FILES * REPORTS } })
    } finally {
      await engine.stop()
    }
  })
}
