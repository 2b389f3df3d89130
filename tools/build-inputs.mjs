// What a build is made from, and whether anything of it changed. No dependencies: it runs before `npm ci`.
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { dirname, join, relative, sep } from "node:path"
import { fileURLToPath } from "node:url"

/** The root of the clone. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Files and folders that the compiled lexicon is made from; the coder's own reader of patterns packs it. */
export const LEXICON_INPUTS = [
  "data/lexicon",
  "data/gazetteer",
  "data/codebook",
  "data/persons",
  "tools/lexicon",
  "packages/coder/src/lexicon",
  "packages/coder/src/mentions",
  "packages/coder/src/text",
]

/** Files and folders that the built assets (styles, fonts, maps, labels, sample) are made from. */
export const ASSET_INPUTS = [
  "data/boundaries",
  "data/codebook",
  "data/gazetteer",
  "data/mappings",
  "data/message",
  "data/sample",
  "data/starter",
  "tools/assets",
  "packages/karnegar/assets",
  "packages/karnegar/src/web",
  // Search in the copy that opens anywhere.
  "packages/coder/src",
  "packages/index/src",
  "package-lock.json",
]

/** Everything that `dist` is made from. */
export const BUILD_INPUTS = [
  ...new Set([
    ...LEXICON_INPUTS,
    ...ASSET_INPUTS,
    "tools/build.mjs",
    "tools/build-inputs.mjs",
    "tsconfig.base.json",
    ...["coder", "index", "karnegar"].flatMap((name) => [
      `packages/${name}/src`,
      `packages/${name}/tsconfig.json`,
      `packages/${name}/package.json`,
    ]),
  ]),
]

/** Files that make a build complete; when one is missing, whatever the stamp says, it is not. */
export const BUILD_OUTPUTS = [
  "packages/coder/src/lexicon/generated.ts",
  "packages/coder/src/lexicon/generated-glued.ts",
  "packages/coder/src/lexicon/generated-phrases.ts",
  "packages/coder/src/lexicon/generated-persons.ts",
  "packages/coder/src/lexicon/generated-known-words.ts",
  "packages/coder/dist/index.js",
  "packages/karnegar/dist/cli/main.js",
]

/** Where the stamps of the last build stand; out of git. */
export const STAMP = join(root, ".cache", "build.json")

/** Not an input: made by the build itself, or only read by tests. */
function isInput(path) {
  const name = path.slice(path.lastIndexOf("/") + 1)
  return (
    !name.startsWith("generated") && !/\.test\.tsx?$/.test(name) && !path.startsWith("packages/karnegar/assets/built")
  )
}

/** Paths of the files under the given files and folders, sorted, `/` between parts. Missing ones are left out. */
export function listInputs(inputs) {
  const out = []
  const walk = (path) => {
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat === undefined) return
    const name = relative(root, path).split(sep).join("/")
    if (stat.isDirectory()) for (const child of readdirSync(path)) walk(join(path, child))
    else if (isInput(name)) out.push([name, stat.size, stat.mtimeMs])
  }
  for (const input of inputs) walk(join(root, input))
  return out.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0))
}

/** Changes when a file is added, removed, or written to. Costs a few milliseconds. */
export function quickFingerprint(inputs = BUILD_INPUTS) {
  const hash = createHash("sha256")
  for (const [name, size, time] of listInputs(inputs)) hash.update(`${name}\0${size}\0${time}\n`)
  return hash.digest("hex")
}

/** Changes only when the content does; reads every file. */
export function contentFingerprint(inputs) {
  const hash = createHash("sha256")
  for (const [name] of listInputs(inputs))
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(root, name)))
      .update("\0")
  return hash.digest("hex")
}

/** The stamps of the last complete build; an empty object when there was none. */
export function readStamp() {
  try {
    return JSON.parse(readFileSync(STAMP, "utf8"))
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return {}
    throw error
  }
}

/** Whether `dist` stands and nothing that it is made from changed since. */
export function isBuilt() {
  return BUILD_OUTPUTS.every((path) => existsSync(join(root, path))) && readStamp().all === quickFingerprint()
}
