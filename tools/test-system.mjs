// What the tests need from the system: PostgreSQL's server programs, Chromium, Firefox, setpriv, strace. Installs on Debian as root.
import { execFileSync } from "node:child_process"
import { accessSync, constants, existsSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { delimiter, join } from "node:path"
import { runStep, say } from "./setup-run.mjs"

/** First version of PostgreSQL that the record is tested on. */
const OLDEST_POSTGRES = 15

/** What is needed: how to find it, the suites that need it, its Debian packages. */
const NEEDS = {
  postgresql: {
    find: findPostgres,
    packages: ["postgresql"],
    what: `PostgreSQL ≥ ${OLDEST_POSTGRES} server programs (initdb, postgres)`,
  },
  chromium: { find: findChromium, packages: ["chromium", "fonts-noto-core"], what: "Chromium" },
  firefox: { find: findFirefox, packages: ["firefox-esr"], what: "Firefox" },
  openssl: {
    find: () => findProgram("openssl"),
    packages: ["openssl"],
    what: "openssl, for an authority of timestamps",
  },
  strace: {
    find: () => findProgram("strace"),
    packages: ["strace"],
    what: "strace, to make the disk fail and to kill at a named step",
  },
  setpriv: {
    find: () => (isRoot() ? findProgram("setpriv") : "not needed"),
    packages: ["util-linux"],
    what: "setpriv, to leave root for PostgreSQL",
  },
}

/**
 * Makes sure of what a suite needs, installing it where that is possible.
 *
 * Answers null when all is there, else one sentence that names what is missing and the exact command.
 */
export async function ensureSystem(names) {
  const missing = names.filter((name) => NEEDS[name].find() === null)
  if (missing.length === 0) return null
  const packages = missing.flatMap((name) => NEEDS[name].packages)
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(" ")}`
  if (isRoot() && findProgram("apt-get") !== null) {
    try {
      await install(packages)
    } catch (error) {
      return `${missing.map((name) => NEEDS[name].what).join(" and ")} could not be installed: ${error.message.split("\n").slice(-3).join(" ")}. Try: ${command}`
    }
  }
  const still = missing.filter((name) => NEEDS[name].find() === null)
  if (still.length === 0) return null
  return `${still.map((name) => NEEDS[name].what).join(" and ")} not found. On Debian, as root: ${command}`
}

/** Environment that tells the tests where the programs are. */
export function systemEnvironment() {
  const chromium = findChromium()
  const firefox = findFirefox()
  const postgres = findPostgres()
  return {
    ...(chromium === null ? {} : { CHROMIUM_PATH: chromium }),
    ...(firefox === null ? {} : { FIREFOX_PATH: firefox }),
    ...(postgres === null || postgres === "TEST_DATABASE_URL" ? {} : { POSTGRES_BIN: postgres }),
  }
}

/** Without starting a system-wide database: only the programs are wanted. */
async function install(packages) {
  const policy = "/usr/sbin/policy-rc.d"
  const own = !existsSync(policy)
  if (own) writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 })
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
  try {
    say(`installing ${packages.join(", ")} with apt-get`)
    await runStep("apt-get update", "apt-get", ["update", "-q"], { env })
    await runStep("apt-get install", "apt-get", ["install", "-y", "-q", "--no-install-recommends", ...packages], {
      env,
    })
  } finally {
    if (own) rmSync(policy, { force: true })
  }
}

function isRoot() {
  return process.getuid?.() === 0
}

function findProgram(name) {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, name)
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch (error) {
      if (!["ENOENT", "EACCES", "ENOTDIR"].includes(error.code)) throw error
    }
  }
  return null
}

/** Folder of `initdb` and `postgres`, newest first; "TEST_DATABASE_URL" when a server is given. */
function findPostgres() {
  if (process.env.TEST_DATABASE_URL) return "TEST_DATABASE_URL"
  const debian = "/usr/lib/postgresql"
  const folders = existsSync(debian)
    ? readdirSync(debian)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(debian, version, "bin"))
    : []
  const onPath = findProgram("initdb")
  if (onPath !== null) folders.push(join(onPath, ".."))
  for (const folder of folders) {
    if (!existsSync(join(folder, "initdb")) || !existsSync(join(folder, "postgres"))) continue
    const version = /\(PostgreSQL\) (\d+)/.exec(
      execFileSync(join(folder, "initdb"), ["--version"], { encoding: "utf8" }),
    )
    if (version !== null && Number(version[1]) >= OLDEST_POSTGRES) return folder
  }
  return null
}

function findChromium() {
  return findBrowser("CHROMIUM_PATH", ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"])
}

function findFirefox() {
  return findBrowser("FIREFOX_PATH", ["firefox-esr", "firefox"])
}

function findBrowser(variable, names) {
  const named = process.env[variable]
  if (named && existsSync(named)) return named
  for (const name of names) {
    const path = findProgram(name)
    if (path !== null) return path
  }
  return null
}
