// How fast reports are coded: by the coder in process, and by `karnegar code` from a file to its output.
import { spawn } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { codeReport } from "@karnegar/coder"
import { root } from "../tools/build-inputs.mjs"
import { takeReports } from "./reports.mjs"

const IN_PROCESS = 2_000
const END_TO_END = 20_000

/** What is measured: `run` answers reports and bytes of UTF-8 text that it got through. */
export default {
  title: "coding reports of 800 letters",
  make() {
    const reports = takeReports(IN_PROCESS)
    const bytes = textBytes(reports)
    const lines = reports.map((report) => JSON.stringify(report))
    const many = takeReports(END_TO_END, 2)
    const manyBytes = textBytes(many)
    const folder = mkdtempSync(join(tmpdir(), "karnegar-bench-"))
    const file = join(folder, "reports.jsonl")
    writeFileSync(file, many.map((report) => `${JSON.stringify(report)}\n`).join(""))
    return {
      cases: [
        {
          name: "coder, in process",
          run() {
            for (const report of reports) codeReport(report)
            return { reports: reports.length, bytes }
          },
        },
        {
          name: "JSON in, coded JSON out, in process",
          run() {
            for (const line of lines) JSON.stringify(codeReport(JSON.parse(line)))
            return { reports: reports.length, bytes }
          },
        },
        ...[1, 2].map((workers) => ({
          name: `karnegar code --workers ${workers}, file to pipe, with its start`,
          async run() {
            const main = join(root, "packages/karnegar/dist/cli/main.js")
            const args = [main, "code", file, "--workers", String(workers)]
            const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] })
            child.stdout.resume()
            const status = await new Promise((done) => child.once("close", done))
            if (status !== 0) throw new Error(`karnegar code ended with ${status}`)
            return { reports: many.length, bytes: manyBytes }
          },
        })),
      ],
      end: () => rmSync(folder, { recursive: true }),
    }
  },
}

function textBytes(reports) {
  return reports.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
}
