// How fast a table of 4,550 actions is read by a mapping and stored in an embedded record, and read again without a change.
// The Labor Action Tracker's file is used where it lies beside the clone; else an invented one of its size and shape.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { builtInKnowledge } from "@karnegar/coder"
import { readMapping } from "../packages/karnegar/dist/intake/mapping/read-mapping.js"
import { readRows } from "../packages/karnegar/dist/intake/mapping/read-rows.js"
import { openTable } from "../packages/karnegar/dist/intake/tables/open-table.js"
import { openRecord } from "../packages/karnegar/dist/record/open.js"
import { registersFrom } from "../packages/karnegar/dist/record/registers.js"

const SHARED = fileURLToPath(new URL("../../shared/external/labor_action_tracker.csv", import.meta.url))
const TWIN = fileURLToPath(new URL("../tests/imports/labor-action-tracker-twin.csv", import.meta.url))
const MAPPINGS = fileURLToPath(new URL("../data/mappings/", import.meta.url))
const ROWS = 4_550

export default {
  title: existsSync(SHARED)
    ? "import of the tracker's CSV by its mapping, embedded"
    : "import of an invented CSV of the tracker's size by its mapping, embedded",
  async make() {
    const root = mkdtempSync(join(tmpdir(), "karnegar-bench-"))
    const file = existsSync(SHARED) ? SHARED : invented(root)
    const registers = registersFrom(builtInKnowledge())
    const tables = new Map(readdirSync(MAPPINGS).map((name) => [name, readFileSync(MAPPINGS + name, "utf8")]))
    const read = async () => {
      const mapping = readMapping(tables.get("labor-action-tracker.yaml"), (name) => tables.get(name) ?? null)
      const rows = []
      for await (const row of readRows(await openTable(file, mapping.file), mapping, builtInKnowledge(), registers)) {
        if (!("imported" in row)) throw new Error(`row ${row.row} was not taken`)
        rows.push(row.imported)
      }
      if (rows.length !== ROWS) throw new Error(`${rows.length} rows`)
      return rows
    }
    const request = async () => ({ name: "tracker", source: null, sha256: "0".repeat(64), rows: await read() })
    const full = await openRecord({ dataDir: join(root, "full") }, { registers })
    await full.importRows(await request())
    const done = { reports: ROWS, bytes: statSync(file).size }
    let n = 0
    return {
      cases: [
        {
          name: "read by the mapping",
          async run() {
            await read()
            return done
          },
        },
        {
          name: "read and store",
          async run() {
            const record = await openRecord({ dataDir: join(root, String(n++)) }, { registers })
            const { added } = await record.importRows(await request())
            if (added !== ROWS) throw new Error(`${added} added`)
            await record.close()
            return done
          },
        },
        {
          name: "read and store again what stands",
          async run() {
            const { unchanged } = await full.importRows(await request())
            if (unchanged !== ROWS) throw new Error(`${unchanged} unchanged`)
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

/** The twin's rows again and again under keys of their own, with as many wordings of demands as the tracker has. */
function invented(root) {
  const [header, ...rows] = readFileSync(TWIN, "utf8").trimEnd().split("\n")
  const file = join(root, "invented.csv")
  const lines = Array.from({ length: ROWS }, (_, i) => {
    const row = rows[i % rows.length].replace(/^\d+/, String(i + 1))
    return i % 3 === 0 ? row.replace("Pay", `Better pay for group ${i}`) : row
  })
  writeFileSync(file, `${header}\n${lines.join("\n")}\n`)
  return file
}
