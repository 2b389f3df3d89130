// How fast coded reports are stored in an embedded record, read back for the site, and verified.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge, codeReport } from "@karnegar/coder"
import { openRecord } from "../packages/karnegar/dist/record/open.js"
import { registersFrom } from "../packages/karnegar/dist/record/registers.js"
import { takeReports } from "./reports.mjs"

const REPORTS = 4_000
/** Reports in one transaction, as `karnegar import` stores them. */
const BATCH = 500

export default {
  title: "storing coded reports of 800 letters, embedded",
  async make() {
    const registers = registersFrom(builtInKnowledge())
    const pairs = takeReports(REPORTS).map(({ id, text, published }) => ({
      report: { foreignId: id, text, source: null, url: null, published, lang: null, sample: false },
      coding: codeReport({ id, text, published }),
    }))
    const bytes = pairs.reduce((sum, { report }) => sum + Buffer.byteLength(report.text), 0)
    const root = mkdtempSync(join(tmpdir(), "karnegar-bench-"))
    let n = 0
    const open = () => openRecord({ dataDir: join(root, String(n++)) }, { registers })
    const store = async (record, acceptCodings) => {
      await record.setRules({ acceptCodings })
      for (let i = 0; i < pairs.length; i += BATCH) await record.addAllCoded(pairs.slice(i, i + BATCH))
    }
    const full = await open()
    await store(full, true)
    const done = { reports: REPORTS, bytes }
    const stored = (acceptCodings) => async () => {
      const record = await open()
      await store(record, acceptCodings)
      await record.close()
      return done
    }
    return {
      cases: [
        { name: "store, codings only", run: stored(false) },
        { name: "store, with actions by the rule", run: stored(true) },
        {
          name: "store again what stands",
          async run() {
            await store(full, true)
            return done
          },
        },
        {
          name: "list all that is published",
          async run() {
            await full.listPublished()
            return done
          },
        },
        {
          name: "verify every entry and row",
          async run() {
            if ((await full.verify()).length > 0) throw new Error("the record does not hold")
            return done
          },
        },
      ],
      async end() {
        await full.close()
        rmSync(root, { recursive: true })
      },
    }
  },
}
