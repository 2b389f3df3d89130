#!/usr/bin/env node
// Builds what is missing or changed: lexicon, assets, then the three packages. `--force` builds everything.
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"
import {
  ASSET_INPUTS,
  BUILD_OUTPUTS,
  contentFingerprint,
  isBuilt,
  LEXICON_INPUTS,
  quickFingerprint,
  readStamp,
  root,
  STAMP,
} from "./build-inputs.mjs"
import { withSetupLock } from "./setup-lock.mjs"
import { runStep, SetupError, say } from "./setup-run.mjs"

const node = process.execPath
const ASSETS = join(root, "packages/karnegar/assets/built")

/** Builds; call it under the setup lock. Throws a SetupError that names the step and its output. */
export async function build({ force = false } = {}) {
  const had = force ? {} : readStamp()
  const all = quickFingerprint()
  // Until the build ends well there is no stamp, so that a build that was killed is seen as none.
  rmSync(STAMP, { force: true })

  const lexicon = contentFingerprint(LEXICON_INPUTS)
  const generated = BUILD_OUTPUTS.filter((path) => path.includes("/generated"))
  if (had.lexicon !== lexicon || !generated.every(exists)) {
    await runStep("compiling lexicon and gazetteer · ساخت واژگان", node, ["tools/lexicon/build.mjs"])
  }
  const assets = contentFingerprint(ASSET_INPUTS)
  if (had.assets !== assets || !existsSync(ASSETS)) {
    for (const script of assetScripts())
      await runStep(`making assets (${script}) · ساخت نقشه و قلم`, node, [`tools/assets/${script}`])
    copyData()
  }
  removeLeftovers()
  const tsc = [join(root, "node_modules/typescript/bin/tsc"), "-b", "packages/karnegar"]
  if (force || !BUILD_OUTPUTS.every(exists)) tsc.push("--force")
  await runStep("compiling · ساخت برنامه", node, tsc)
  const missing = BUILD_OUTPUTS.find((path) => !exists(path))
  if (missing !== undefined) throw new SetupError(`the build ended without making ${missing}`)

  mkdirSync(dirname(STAMP), { recursive: true })
  writeFileSync(STAMP, `${JSON.stringify({ lexicon, assets, all }, null, 2)}\n`)
}

function exists(path) {
  return existsSync(join(root, path))
}

/** `tools/assets/build.mjs` where it stands, else every script there in the order of their names. */
function assetScripts() {
  const folder = join(root, "tools/assets")
  if (!existsSync(folder)) return []
  const scripts = readdirSync(folder)
    .filter((name) => name.endsWith(".mjs"))
    .sort()
  return scripts.includes("build.mjs") ? ["build.mjs"] : scripts
}

/** The published package carries its own copy of the sample set, the starter record, the message and the mappings; what is gone from the source goes. */
function copyData() {
  for (const name of ["sample", "starter", "message", "mappings"]) {
    const from = join(root, "data", name)
    if (!existsSync(from)) continue
    rmSync(join(ASSETS, name), { recursive: true, force: true })
    cpSync(from, join(ASSETS, name), { recursive: true })
  }
}

/** A compiled file whose source is gone would still be imported by name; tsc leaves it lying. */
function removeLeftovers() {
  for (const name of ["coder", "index", "karnegar"]) {
    const dist = join(root, "packages", name, "dist")
    if (!existsSync(dist)) continue
    for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
      const match = /^(.*?)(\.d\.ts|\.js)(\.map)?$/.exec(entry.name)
      if (!entry.isFile() || match === null) continue
      const folder = entry.parentPath ?? entry.path
      const source = join(folder.replace(dist, join(root, "packages", name, "src")), match[1])
      if (!existsSync(`${source}.ts`) && !existsSync(`${source}.tsx`)) rmSync(join(folder, entry.name))
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const force = process.argv.includes("--force")
  try {
    await withSetupLock(
      async () => {
        if (force || !isBuilt()) await build({ force })
        else say("everything is built · همه چیز ساخته است")
      },
      (pid) => say(`another process (${pid}) is building here; waiting for it`),
    )
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    process.stderr.write(`karnegar: ${error.sentence}\n`)
    process.exitCode = 1
  }
}
