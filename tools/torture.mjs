#!/usr/bin/env node
// Kills programs that change a record, many times, and judges what they leave behind; ends with a table and the bound 3/n.
//   npm run torture -- --kills 300
import { spawn } from "node:child_process"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { root } from "./build-inputs.mjs"
import { ensureReady } from "./setup.mjs"
import { ensureSystem, systemEnvironment } from "./test-system.mjs"

const { values } = parseArgs({ options: { kills: { type: "string", default: "300" } } })
if (!/^[1-9]\d{0,5}$/.test(values.kills)) {
  console.error("--kills takes a whole number, such as 300")
  process.exit(2)
}
await ensureReady()
const lacking = await ensureSystem(["postgresql", "setpriv", "strace"])
if (lacking !== null) {
  console.error(lacking)
  process.exit(1)
}
const vitest = [join(root, "node_modules/vitest/vitest.mjs"), "run", "tests/faults/torture.test.ts"]
const child = spawn(process.execPath, [...vitest, "--disable-console-intercept"], {
  cwd: root,
  env: { ...process.env, ...systemEnvironment(), KARNEGAR_KILLS: values.kills },
  stdio: "inherit",
})
child.once("close", (status) => {
  process.exitCode = status ?? 1
})
