// How fast reports are coded: by the coder in process, and by `karnegar code` from a file to its output.
import { spawn } from "node:child_process"
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { codeReport } from "@karnegar/coder"
import { root } from "../tools/build-inputs.mjs"
import { makeReports, takeReports } from "./reports.mjs"

const IN_PROCESS = 2_000
/** A thread takes some thousand reports to warm up: two of them show what they gain on an archive only. */
const ARCHIVE = Number(process.env.KARNEGAR_BENCH_REPORTS ?? 100_000)

/** What is measured: `run` answers reports and bytes of UTF-8 text that it got through. */
export default {
  title: "coding reports of 800 letters",
  make() {
    const reports = takeReports(IN_PROCESS)
    const bytes = textBytes(reports)
    const lines = reports.map((report) => JSON.stringify(report))
    const folder = mkdtempSync(join(tmpdir(), "karnegar-bench-"))
    const archive = writeReports(join(folder, "archive.jsonl"), ARCHIVE)
    const one = writeReports(join(folder, "one.jsonl"), 1)
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
        { name: "karnegar code, one report: its start", run: () => runCode(one, 1) },
        ...[1, 2].map((workers) => ({
          name: `karnegar code --workers ${workers}, file to pipe, with its start`,
          run: () => runCode(archive, workers),
        })),
      ],
      end: () => rmSync(folder, { recursive: true }),
    }
  },
}

/** Writes that many reports to a file; how many and how much text. */
function writeReports(file, count) {
  const out = openSync(file, "w")
  let reports = 0
  let bytes = 0
  let lines = ""
  for (const report of makeReports(2)) {
    lines += `${JSON.stringify(report)}\n`
    bytes += Buffer.byteLength(report.text)
    reports++
    if (lines.length > 1 << 20 || reports === count) {
      writeSync(out, lines)
      lines = ""
    }
    if (reports === count) break
  }
  closeSync(out)
  return { file, reports, bytes }
}

/** Runs `karnegar code` on a file, its output into a pipe that is read. */
async function runCode({ file, reports, bytes }, workers) {
  const main = join(root, "packages/karnegar/dist/cli/main.js")
  const args = [main, "code", file, "--workers", String(workers)]
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] })
  child.stdout.resume()
  const status = await new Promise((done) => child.once("close", done))
  if (status !== 0) throw new Error(`karnegar code ended with ${status}`)
  return { reports, bytes }
}

function textBytes(reports) {
  return reports.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
}
