// Two processes that import two files into one PostgreSQL record side by side, against one that imports two others one after the other.
// KARNEGAR_BENCH_DATABASE: an empty database; without it nothing is measured. KARNEGAR_BENCH_MESSAGES: messages of each file (50,000).
// KARNEGAR_BENCH_GROUPS: two control groups of Linux, "/sys/fs/cgroup/cpu/a,/sys/fs/cgroup/cpu/b", with the share of a core that each process gets:
// one process and the server fill two cores, so only processes held to a part of one show what they would do on machines of their own.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { runCommand } from "./run-command.mjs"
import { writeTelegramExport } from "./telegram-export.mjs"

const MESSAGES = Number(process.env.KARNEGAR_BENCH_MESSAGES ?? 50_000)
const [FIRST, SECOND] = process.env.KARNEGAR_BENCH_GROUPS?.split(",") ?? []
const ROUNDS = 2

export default {
  title: `four Telegram exports of ${MESSAGES.toLocaleString("en")} messages into PostgreSQL, one thread for each process`,
  async table() {
    const columns = ["", "round", "seconds", "processor", "times one"]
    const database = process.env.KARNEGAR_BENCH_DATABASE
    if (database === undefined) return { columns, rows: [["KARNEGAR_BENCH_DATABASE is not set", "", "", "", ""]] }
    const folder = mkdtempSync(join(tmpdir(), "karnegar-bench-"))
    const place = ["--data", folder, "--database", database]
    const rows = []
    let seed = 10
    const file = async () => {
      const path = join(folder, String(++seed), "result.json")
      await writeTelegramExport(path, MESSAGES, seed, 2005 + seed)
      return path
    }
    const take = async (path, group) =>
      runCommand(["import", path, ...place, "--workers", "0", "--format", "json"], {}, group)
    const seconds = async (work) => {
      const started = performance.now()
      const processor = await work()
      return { seconds: (performance.now() - started) / 1000, processor }
    }
    try {
      await runCommand(["sources", "add", "other", "--name-fa", "دیگر", "--name-en", "Other", ...place])
      await runCommand(["rules", "on", "accept-codings", ...place])
      await runCommand(["rules", "on", "join-alike", ...place])
      for (let round = 1; round <= ROUNDS; round++) {
        const [a, b, c, d] = [await file(), await file(), await file(), await file()]
        const one = await seconds(async () => (await take(a, FIRST)).processor + (await take(b, FIRST)).processor)
        const two = await seconds(async () => {
          const both = await Promise.all([take(c, FIRST), take(d, SECOND)])
          return both[0].processor + both[1].processor
        })
        rows.push(["one process", round, one.seconds.toFixed(1), one.processor.toFixed(1), "1.00"])
        const times = (one.seconds / two.seconds).toFixed(2)
        rows.push(["two processes", round, two.seconds.toFixed(1), two.processor.toFixed(1), times])
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
    return { columns, rows }
  },
}
