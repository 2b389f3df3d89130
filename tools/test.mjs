#!/usr/bin/env node
// All tests, in order. The last line is exactly `N passed, N failed`; the exit status is 1 when anything failed.
// A suite that cannot run, and a test that is skipped, count as failed.
//   node tools/test.mjs [--only NAME[,NAME…]] [--fast]
import { spawn } from "node:child_process"
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { availableParallelism } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { root } from "./build-inputs.mjs"
import { ensureReady, isInstalled } from "./setup.mjs"
import { ensureSystem, systemEnvironment } from "./test-system.mjs"

const bin = (name) => join(root, "node_modules", ...name.split("/"))
const CACHE = join(root, ".cache", "test")

/**
 * Suites in the order they run. `fast: false` are left out by `--fast`; `needs` names what the system must have;
 * `alone`: it measures growth, so its files run one after the other; `again`: it starts programs or a browser, so a test that
 * fails is tried once more, and what passed only then is said in the summary.
 */
const SUITES = [
  { name: "build", run: testBuild },
  { name: "types", run: testTypes },
  {
    name: "lint",
    run: () =>
      testProgram(
        process.execPath,
        [bin("@biomejs/biome/bin/biome"), "check", "--error-on-warnings", "."],
        "biome finds nothing",
      ),
  },
  { name: "direction", run: async () => (await import("./test-direction.mjs")).testDirection() },
  { name: "regex", run: async () => (await import("./test-regex.mjs")).testRegex() },
  {
    name: "unused",
    fast: false,
    run: () => testProgram(process.execPath, [bin("knip/bin/knip.js"), "--no-progress"], "knip finds nothing unused"),
  },
  { name: "unit", run: testVitest },
  { name: "gold", run: testVitest },
  { name: "fuzz", fast: false, alone: true, again: true, run: testVitest },
  { name: "contract", fast: false, again: true, needs: ["postgresql", "setpriv"], run: testVitest },
  { name: "faults", fast: false, again: true, needs: ["postgresql", "setpriv", "strace"], run: testVitest },
  { name: "cli", again: true, needs: ["openssl"], run: testVitest },
  { name: "browser", fast: false, again: true, needs: ["chromium", "firefox"], run: testVitest },
]

/** Which vitest suite a test file belongs to. Every file belongs to one, so none is left out. */
function suiteOf(path) {
  if (/(^|[/.-])contract[/.-]/.test(path)) return "contract"
  if (/^tests\/browser[/.]/.test(path)) return "browser"
  if (/^tests\/gold[/.]/.test(path)) return "gold"
  if (/^tests\/fuzz\//.test(path)) return "fuzz"
  if (/^tests\/faults\//.test(path)) return "faults"
  return path.startsWith("tests/") ? "cli" : "unit"
}

const { values } = parseArgs({ options: { only: { type: "string", multiple: true }, fast: { type: "boolean" } } })
const only = values.only?.flatMap((names) => names.split(",")) ?? null
const unknown = only?.find((name) => !SUITES.some((suite) => suite.name === name))
if (unknown !== undefined) {
  console.error(`no suite is called ${unknown}; there are: ${SUITES.map((suite) => suite.name).join(", ")}`)
  console.log("0 passed, 1 failed")
  process.exit(1)
}

const totals = { passed: 0, failed: 0 }
const summary = []
for (const suite of SUITES) {
  if (only !== null ? !only.includes(suite.name) : values.fast && suite.fast === false) continue
  const started = Date.now()
  console.log(`\n── ${suite.name} ──`)
  let result
  try {
    if (!isInstalled()) throw new Error("packages are not installed; run npm ci")
    const lacking = suite.needs === undefined ? null : await ensureSystem(suite.needs)
    result =
      lacking === null ? await suite.run(suite) : { passed: 0, failures: [`the suite could not run: ${lacking}`] }
  } catch (error) {
    result = { passed: 0, failures: [`the suite could not run: ${error.sentence ?? error.stack}`] }
  }
  for (const failure of result.failures) console.log(`FAILED ${suite.name}: ${failure}`)
  totals.passed += result.passed
  totals.failed += result.failures.length
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  summary.push(
    `${suite.name.padEnd(10)} ${String(result.passed).padStart(6)} passed ${String(result.failures.length).padStart(4)} failed ${seconds.padStart(7)} s${result.note ? `  ${result.note}` : ""}`,
  )
}
console.log(`\n${summary.join("\n")}`)
const left = SUITES.length - summary.length
if (left > 0) console.log(`${left} suites were left out by ${only !== null ? "--only" : "--fast"}`)
console.log(`${totals.passed} passed, ${totals.failed} failed`)
process.exitCode = totals.failed > 0 ? 1 : 0

/** Runs a program, its output shown; answers its exit status and what it printed. */
async function runShown(command, args, env = {}) {
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] })
  const output = []
  for (const [stream, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    stream.on("data", (bytes) => {
      output.push(bytes)
      to.write(bytes)
    })
  }
  const status = await new Promise((done, fail) => {
    child.once("error", fail)
    child.once("close", (code, signal) => done(code ?? signal))
  })
  return { status, text: Buffer.concat(output).toString("utf8") }
}

async function testProgram(command, args, sentence) {
  const { status } = await runShown(command, args)
  return status === 0
    ? { passed: 1, failures: [] }
    : { passed: 0, failures: [`not true that ${sentence} (status ${status}); see above`] }
}

async function testBuild() {
  await ensureReady()
  return { passed: 1, failures: [] }
}

/** One test for each TypeScript project. */
async function testTypes() {
  const projects = JSON.parse(readFileSync(join(root, "tsconfig.json"), "utf8")).references.map(
    (reference) => reference.path,
  )
  const failures = []
  for (const project of projects) {
    const { status, text } = await runShown(process.execPath, [
      bin("typescript/bin/tsc"),
      "-b",
      project,
      "--pretty",
      "false",
    ])
    if (status !== 0) failures.push(`${project} has ${(text.match(/error TS/g) ?? []).length} type errors; see above`)
  }
  return { passed: projects.length - failures.length, failures }
}

function testFiles() {
  const under = (folder) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder), { recursive: true }).map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
      : []
  return ["packages/coder/src", "packages/index/src", "packages/karnegar/src", "tests"]
    .flatMap(under)
    .filter((path) => /\.test\.tsx?$/.test(path))
    .sort()
}

/** As many files at once as there are processors: many a test waits for a program that it started. */
async function testVitest({ name, alone = false, again = false }) {
  const files = testFiles().filter((path) => suiteOf(path) === name)
  if (files.length === 0) return { passed: 0, failures: ["it has no test files"] }
  mkdirSync(CACHE, { recursive: true })
  const report = join(CACHE, `${name}.json`)
  rmSync(report, { force: true })
  const { status } = await runShown(
    process.execPath,
    [
      bin("vitest/vitest.mjs"),
      "run",
      ...files,
      `--maxWorkers=${alone ? 1 : availableParallelism()}`,
      `--retry=${again ? 1 : 0}`,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ],
    { ...systemEnvironment(), CI: "1" },
  )
  if (!existsSync(report)) return { passed: 0, failures: [`vitest ended with status ${status} and no report`] }
  const { testResults } = JSON.parse(readFileSync(report, "utf8"))
  const failures = []
  const second = []
  let passed = 0
  for (const file of testResults) {
    const path = file.name.slice(root.length + 1)
    // A file that fails before its first test has no tests to count.
    if (file.assertionResults.length === 0)
      failures.push(`${path} did not run: ${(file.message || "it holds no test").split("\n")[0]}`)
    for (const one of file.assertionResults) {
      if (one.status === "passed") {
        passed++
        if (one.failureMessages.length > 0) second.push(`${path}: ${one.fullName.trim()}\n${one.failureMessages[0]}`)
      } else failures.push(`${path}: ${one.fullName.trim()}${one.status === "failed" ? "" : ` (${one.status})`}`)
    }
  }
  const silent = files.filter((path) => !testResults.some((file) => file.name.endsWith(path)))
  for (const path of silent) failures.push(`${path} was not run`)
  if (status !== 0 && failures.length === 0)
    failures.push(`vitest ended with status ${status}: an error outside of any test`)
  for (const one of second) console.log(`passed only when tried again: ${one}`)
  return { passed, failures, note: second.length === 0 ? undefined : `${second.length} passed only when tried again` }
}
