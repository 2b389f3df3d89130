// `karnegar import` of a Telegram export: read, filtered, coded, compared and stored, a process of its own.
// KARNEGAR_BENCH_MESSAGES: how many messages (1,000,000); KARNEGAR_BENCH_DATABASE: an empty PostgreSQL database in place of SQLite.
import { mkdtempSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { runCommand } from "./run-command.mjs"
import { writeTelegramExport } from "./telegram-export.mjs"

const MESSAGES = Number(process.env.KARNEGAR_BENCH_MESSAGES ?? 1_000_000)
/** Shares of the export that are measured, each in a record of its own: what memory grows with is seen so. */
const SHARES = [0.1, 1]

export default {
  title: `a Telegram export of ${MESSAGES.toLocaleString("en")} messages and a tenth of it, imported by the command line`,
  async table() {
    const folder = mkdtempSync(join(tmpdir(), "karnegar-bench-"))
    const database = process.env.KARNEGAR_BENCH_DATABASE
    const rows = []
    try {
      for (const share of database === undefined ? SHARES : [1]) {
        const messages = Math.round(MESSAGES * share)
        const file = join(folder, "result.json")
        await writeTelegramExport(file, messages)
        const place = database === undefined ? ["--data", join(folder, String(messages))] : ["--database", database]
        await runCommand(["sources", "add", "other", "--name-fa", "دیگر", "--name-en", "Other", ...place])
        await runCommand(["rules", "on", "accept-codings", ...place])
        await runCommand(["rules", "on", "join-alike", ...place])
        const first = await runCommand(["import", file, ...place, "--format", "json"])
        const again = await runCommand(["import", file, ...place, "--format", "json"])
        const { added, aside } = JSON.parse(first.written)
        rows.push([
          messages,
          Math.round(statSync(file).size / 1e6),
          added,
          aside,
          first.seconds.toFixed(1),
          first.processor.toFixed(1),
          Math.round(first.most / 1024),
          again.seconds.toFixed(1),
          Math.round(again.most / 1024),
        ])
        rmSync(join(folder, String(messages)), { recursive: true, force: true })
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
    const columns = ["messages", "MB", "stored", "aside", "seconds", "processor", "peak MB", "again s", "peak MB"]
    return { columns, rows }
  },
}
