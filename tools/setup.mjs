// Makes a clone ready to run: installs packages and builds, only where something is missing or changed.
// No dependencies: it runs before `npm ci`.
import { createHash } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { isBuilt, root } from "./build-inputs.mjs"
import { withSetupLock } from "./setup-lock.mjs"
import { runStep, SetupError, say } from "./setup-run.mjs"

const MODULES = join(root, "node_modules")
const INSTALLED = join(MODULES, ".karnegar-installed")

/** Installs and builds what is missing. Returns within some milliseconds when nothing is. */
export async function ensureReady() {
  if (isInstalled() && isBuilt()) return
  await withSetupLock(
    async () => {
      if (!isInstalled()) await install()
      if (!isBuilt()) await (await import("./build.mjs")).build()
    },
    (pid) =>
      say(`another process (${pid}) is installing or building here; waiting for it. · در انتظار پایان نصب یا ساخت`),
  )
}

/** SHA-256 of the lock file that stands in the clone. */
function lockHash() {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex")
}

/** Whether node_modules is what package-lock.json says. */
export function isInstalled() {
  if (!existsSync(MODULES)) return false
  const hash = lockHash()
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, "utf8") === hash) return true
  if (!matchesLock()) return false
  writeFileSync(INSTALLED, hash)
  return true
}

/** For an `npm ci` that somebody ran without us: compares npm's own note of what it installed. */
function matchesLock() {
  const note = join(MODULES, ".package-lock.json")
  if (!existsSync(note)) return false
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages
  const found = JSON.parse(readFileSync(note, "utf8")).packages
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.startsWith("node_modules/") && !path.includes("/node_modules/")) continue
    const have = found[path]
    if (have === undefined ? !(entry.optional || entry.devOptional || entry.peer) : have.version !== entry.version)
      return false
  }
  return true
}

/** `npm ci` in a fresh clone; `npm install` where modules stand already, since a running server may be using them. */
async function install() {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm"
  const flags = ["--include=dev", "--no-audit", "--no-fund", "--ignore-scripts"]
  const options = { env: { ...process.env, npm_config_loglevel: "error" }, shell: process.platform === "win32" }
  const label = "installing packages · نصب بسته‌ها"
  const fresh = !existsSync(MODULES)
  try {
    await runStep(label, npm, [fresh ? "ci" : "install", ...flags], options)
  } catch (error) {
    if (error.code === "ENOENT")
      throw new SetupError("npm was not found beside Node.js; install it and try again. · npm پیدا نشد.")
    if (!fresh) throw offline(error)
    say("npm ci failed; trying npm install")
    try {
      await runStep(label, npm, ["install", ...flags], options)
    } catch (second) {
      throw offline(second)
    }
  }
  writeFileSync(INSTALLED, lockHash())
}

function offline(error) {
  if (!(error instanceof SetupError) || !/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH/.test(error.sentence))
    return error
  return new SetupError(
    `${error.sentence}\nThe package registry could not be reached. Packages are needed once; connect to the network and run the same command again.\n` +
      "به مخزن بسته‌ها دسترسی نبود. بسته‌ها یک بار لازم‌اند؛ به شبکه وصل شوید و همین دستور را دوباره بزنید.",
  )
}
