// The built command line, run again and again in one process: one start for many commands.
// In: a line of JSON for each command, {cwd, args, until}; out: a line {status, said}. `until`: Ctrl-C once this path is there.
import { existsSync } from "node:fs"
import { createInterface } from "node:readline"
import { run } from "../../packages/karnegar/dist/cli/program.js"

const LOOK_MS = 50
const answer = process.stdout.write.bind(process.stdout)
let said = ""
for (const stream of [process.stdout, process.stderr]) {
  stream.setMaxListeners(0)
  stream.write = (chunk, encoding, done) => {
    said += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8")
    ;(typeof encoding === "function" ? encoding : done)?.()
    return true
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { cwd, args, until } = JSON.parse(line)
  process.chdir(cwd)
  said = ""
  const timer = setInterval(() => {
    if (until === undefined || !existsSync(until)) return
    clearInterval(timer)
    process.emit("SIGINT")
  }, LOOK_MS)
  const status = await run(args)
  clearInterval(timer)
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.removeAllListeners(signal)
  answer(`${JSON.stringify({ status, said })}\n`)
}
