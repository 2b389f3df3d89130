// Holds the direction of dependencies (DESIGN §2): every forbidden import is a sentence that names both files.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { cruise } from "dependency-cruiser"
import { root } from "./build-inputs.mjs"

const config = createRequire(import.meta.url)(join(root, ".dependency-cruiser.cjs"))

/** Fewer modules than this, and something is wrong with the examination itself. */
const FEWEST_MODULES = 40

/** Checks planted in a throw-away tree: file → what it imports; all but those marked `fine` must be told. */
const PLANTED = [
  { from: "packages/coder/src/a.ts", import: "node:fs" },
  { from: "packages/coder/src/b.ts", import: "../../karnegar/src/record/open.ts" },
  { from: "packages/index/src/a.ts", import: "../../karnegar/src/record/open.ts" },
  { from: "packages/index/src/b.ts", import: "node:path" },
  { from: "packages/index/src/c.ts", import: "../../coder/src/deep.ts" },
  { from: "packages/karnegar/src/record/a.ts", import: "../web/page.ts" },
  { from: "packages/karnegar/src/record/b.ts", import: "node:http" },
  { from: "packages/karnegar/src/intake/a.ts", import: "../web/page.ts" },
  { from: "packages/karnegar/src/web/a.ts", import: "../intake/read.ts" },
  { from: "packages/karnegar/src/web/b.ts", import: "../cli/main.ts" },
  { from: "packages/karnegar/src/backup/a.ts", import: "../web/page.ts" },
  { from: "packages/karnegar/src/jobs/a.ts", import: "../intake/read.ts" },
  { from: "packages/karnegar/src/record/c.ts", import: "../jobs/jobs.ts" },
  { from: "packages/karnegar/src/intake/b.ts", import: "../jobs/jobs.ts" },
  { from: "packages/karnegar/src/release/a.ts", import: "../intake/read.ts" },
  { from: "packages/karnegar/src/web/circle.ts", import: "./circle-too.ts" },
  { from: "packages/karnegar/src/web/lost.ts", import: "./nowhere.ts" },
  { from: "packages/karnegar/src/web/c.ts", import: "../record/open.ts", fine: true },
  { from: "packages/karnegar/src/backup/b.ts", import: "../record/open.ts", fine: true },
  { from: "packages/karnegar/src/jobs/b.ts", import: "../record/open.ts", fine: true },
  { from: "packages/karnegar/src/web/d.ts", import: "../jobs/jobs.ts", fine: true },
  { from: "packages/karnegar/src/release/b.ts", import: "../web/page.ts", fine: true },
  { from: "packages/karnegar/src/cli/main.ts", import: "../intake/read.ts", fine: true },
  { from: "packages/karnegar/src/intake/read.ts", import: "../record/open.ts", fine: true },
]

/** Files that the planted ones import. */
const PLANTED_TARGETS = {
  "packages/coder/src/deep.ts": "",
  "packages/karnegar/src/record/open.ts": "",
  "packages/karnegar/src/jobs/jobs.ts": "",
  "packages/karnegar/src/web/page.ts": "",
  "packages/karnegar/src/web/circle-too.ts": 'import { a } from "./circle.ts"\nexport const b = a\n',
}

/** Every forbidden import below `base`, as a sentence, and the modules examined. */
async function examine(base) {
  const { output } = await cruise(
    ["packages/coder/src", "packages/index/src", "packages/karnegar/src"],
    { ...config.options, baseDir: base, ruleSet: config, validate: true },
    config.options.enhancedResolveOptions,
  )
  const comments = new Map(config.forbidden.map((rule) => [rule.name, rule.comment]))
  const sentences = output.summary.violations.map(
    ({ from, to, rule, cycle }) =>
      `${from} must not import ${to}: ${comments.get(rule.name) ?? rule.name}${cycle ? ` (${cycle.map((step) => step.name ?? step).join(" → ")})` : ""}.`,
  )
  const modules = output.modules
    .map((module) => module.source)
    .filter((source) => /^packages\/[^/]+\/src\//.test(source))
  return { sentences: [...new Set(sentences)], modules }
}

/** The suite: each file planted, each rule, and the number of modules is one test. */
export async function testDirection() {
  const failures = []
  let passed = 0
  const check = (holds, sentence) => {
    if (holds) passed++
    else failures.push(sentence)
  }

  const planted = mkdtempSync(join(tmpdir(), "karnegar-direction-"))
  try {
    for (const { from, import: to } of PLANTED) {
      mkdirSync(join(planted, dirname(from)), { recursive: true })
      writeFileSync(join(planted, from), `import * as it from "${to}"\nexport const a = it\n`)
    }
    for (const [path, text] of Object.entries(PLANTED_TARGETS)) {
      mkdirSync(join(planted, dirname(path)), { recursive: true })
      writeFileSync(join(planted, path), text === "" ? "export const a = 1\n" : text)
    }
    const { sentences } = await examine(planted)
    for (const { from, import: to, fine } of PLANTED) {
      const told = sentences.some(
        (sentence) =>
          sentence.startsWith(`${from} must not import `) ||
          (sentence.includes("make a circle") && sentence.includes(from)),
      )
      check(
        told !== (fine === true),
        fine
          ? `self-test: ${from} may import ${to}, yet it is told`
          : `self-test: ${from} imports ${to} and nobody objects`,
      )
    }
  } finally {
    rmSync(planted, { recursive: true, force: true })
  }

  const { sentences, modules } = await examine(root)
  for (const rule of config.forbidden) {
    const own = sentences.filter((sentence) => sentence.includes(`: ${rule.comment}`))
    check(own.length === 0, own.join("\n"))
  }
  const missed = sources().filter((path) => !modules.includes(path))
  check(missed.length === 0, `${missed.length} source files were not examined, among them ${missed[0]}`)
  check(
    modules.length >= FEWEST_MODULES,
    `only ${modules.length} modules were examined, at least ${FEWEST_MODULES} were expected`,
  )
  return { passed, failures, note: `${modules.length} modules` }
}

function sources() {
  return ["coder", "index", "karnegar"].flatMap((name) =>
    readdirSync(join(root, "packages", name, "src"), { recursive: true })
      .map((path) => `packages/${name}/src/${path.replaceAll("\\", "/")}`)
      .filter((path) => /\.tsx?$/.test(path) && !/\.(test|d)\.tsx?$/.test(path)),
  )
}
