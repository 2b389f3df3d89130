// What twice the text costs, for texts made to be slow, up to a megabyte of UTF-16 code units.
import { codeReport } from "@karnegar/coder"
import { HOSTILE } from "./hostile.mjs"

const LENGTHS = [128, 256, 512, 1024].map((thousands) => thousands * 1024)

export default {
  title: "coding hostile texts: milliseconds, and how many times more for each doubling (2.6 at most)",
  async table(rounds) {
    const rows = []
    for (const [name, make] of Object.entries(HOSTILE)) {
      const texts = LENGTHS.map((length) => make(length))
      const least = texts.map(() => Number.POSITIVE_INFINITY)
      // Lengths take turns; the least processor time of each counts.
      for (let round = 0; round < Math.min(rounds, 3); round++) {
        for (const [i, text] of texts.entries()) {
          const before = process.cpuUsage()
          codeReport({ id: "hostile", text, published: "2021-03-20" })
          const { user, system } = process.cpuUsage(before)
          least[i] = Math.min(least[i], (user + system) / 1000)
        }
      }
      const growth = least.slice(1).map((ms, i) => (ms < 5 ? "–" : (ms / least[i]).toFixed(2)))
      rows.push([name, ...least.map((ms) => ms.toFixed(1)), ...growth])
    }
    return { columns: ["shape", ...LENGTHS.map((n) => `${n / 1024} k`), "256/128", "512/256", "1024/512"], rows }
  },
}
