import { execFileSync, spawn } from "node:child_process"
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"

/** The user without rights, on every Linux. */
export const NOBODY = 65534

/** A PostgreSQL server for one test run. */
export interface TestPostgres {
  /** Address of a fresh database: empty, or a copy of another that nobody is connected to. */
  freshDatabase(template?: string): Promise<string>
  stop(): Promise<void>
}

/**
 * Starts a throw-away cluster made by `initdb` as a user who is not root, or uses `TEST_DATABASE_URL`.
 *
 * @throws Error with the command that installs PostgreSQL where its programs are missing: a suite that could not run has failed.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return databasesOf(given, async () => undefined)
  const bin = findPrograms()
  const dir = mkdtempSync(join(tmpdir(), "karnegar-pg-"))
  const asUser = process.getuid?.() === 0
  if (asUser) chownSync(dir, NOBODY, NOBODY)
  // PostgreSQL refuses to run as root. The death signal ends it with a test run that was killed.
  const leaveRoot = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups", "--pdeathsig=INT"]
  const run = (program: string, args: readonly string[]): [string, string[]] =>
    asUser ? ["setpriv", [...leaveRoot, join(bin, program), ...args]] : [join(bin, program), [...args]]
  const env = { ...process.env, LC_ALL: "C.UTF-8", HOME: dir }
  const [initdb, initArgs] = run("initdb", [
    "-D",
    join(dir, "data"),
    "-U",
    "karnegar",
    "-A",
    "trust",
    "-E",
    "UTF8",
    "--locale=C.UTF-8",
  ])
  execFileSync(initdb, initArgs, { env, stdio: ["ignore", "ignore", "pipe"] })
  const port = await freePort()
  const [postgres, args] = run("postgres", [
    "-D",
    join(dir, "data"),
    "-h",
    "127.0.0.1",
    "-p",
    String(port),
    "-k",
    dir,
    "-c",
    "fsync=off",
    "-c",
    "full_page_writes=off",
    "-c",
    "max_connections=60",
  ])
  const server = spawn(postgres, args, { env, stdio: "ignore" })
  const endWithUs = () => void server.kill("SIGINT")
  process.once("exit", endWithUs)
  const root = `postgres://karnegar@127.0.0.1:${port}/postgres`
  const stop = async () => {
    const gone = new Promise((resolve) => server.once("exit", resolve))
    server.kill("SIGINT")
    if (server.exitCode === null) await gone
    process.removeListener("exit", endWithUs)
    rmSync(dir, { recursive: true, force: true })
  }
  for (let i = 0; ; i++) {
    try {
      const client = new pg.Client({ connectionString: root })
      await client.connect()
      await client.end()
      break
    } catch (error) {
      if (i > 100 || server.exitCode !== null)
        throw new Error("the throw-away PostgreSQL did not start", { cause: error })
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  return databasesOf(root, stop)
}

function databasesOf(root: string, stop: () => Promise<void>): TestPostgres {
  const made: string[] = []
  const admin = async (work: (client: pg.Client) => Promise<void>) => {
    const client = new pg.Client({ connectionString: root })
    await client.connect()
    try {
      await work(client)
    } finally {
      await client.end()
    }
  }
  return {
    async freshDatabase(template) {
      const name = `karnegar_test_${process.pid}_${made.length}_${Date.now()}`
      const from = template === undefined ? "" : ` template ${new URL(template).pathname.slice(1)}`
      await admin(async (client) => void (await client.query(`create database ${name}${from}`)))
      made.push(name)
      const url = new URL(root)
      url.pathname = `/${name}`
      return url.href
    },
    async stop() {
      await admin(async (client) => {
        for (const name of made) await client.query(`drop database if exists ${name} with (force)`)
      })
      await stop()
    },
  }
}

/** The folder of `initdb` and `postgres`, version 15 or later: `POSTGRES_BIN`, Debian's folders, or the path. */
function findPrograms(): string {
  const versions = existsSync("/usr/lib/postgresql")
    ? readdirSync("/usr/lib/postgresql").sort((a, b) => Number(b) - Number(a))
    : []
  const dirs = [
    process.env.POSTGRES_BIN ?? "",
    ...versions.map((v) => `/usr/lib/postgresql/${v}/bin`),
    ...(process.env.PATH ?? "").split(":"),
  ]
  for (const dir of dirs) {
    if (dir === "" || !existsSync(join(dir, "initdb")) || !existsSync(join(dir, "postgres"))) continue
    const said = execFileSync(join(dir, "postgres"), ["--version"], { encoding: "utf8" })
    if (Number(/ (\d+)/.exec(said)?.[1]) >= 15) return dir
  }
  throw new Error(
    "PostgreSQL's server programs, version 15 or later, were not found. " +
      "On Debian, as root: apt-get update && apt-get install -y --no-install-recommends postgresql",
  )
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once("error", reject)
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
