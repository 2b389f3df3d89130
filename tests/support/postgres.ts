import { execFileSync, spawn } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"

/** A PostgreSQL server for one test run. */
export interface TestPostgres {
  /** Address of a fresh, empty database. */
  freshDatabase(): Promise<string>
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
  if (asUser) execFileSync("chown", ["nobody", dir])
  const run = (program: string, args: readonly string[]): [string, string[]] =>
    asUser
      ? ["setpriv", ["--reuid=nobody", "--regid=nogroup", "--clear-groups", join(bin, program), ...args]]
      : [join(bin, program), [...args]]
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
  const root = `postgres://karnegar@127.0.0.1:${port}/postgres`
  const stop = async () => {
    const gone = new Promise((resolve) => server.once("exit", resolve))
    server.kill("SIGINT")
    await gone
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
    async freshDatabase() {
      const name = `karnegar_test_${process.pid}_${made.length}_${Date.now()}`
      await admin(async (client) => void (await client.query(`create database ${name}`)))
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

function findPrograms(): string {
  const versions = existsSync("/usr/lib/postgresql")
    ? readdirSync("/usr/lib/postgresql").sort((a, b) => Number(b) - Number(a))
    : []
  const dirs = [
    ...versions.filter((v) => Number(v) >= 15).map((v) => `/usr/lib/postgresql/${v}/bin`),
    ...(process.env.PATH ?? "").split(":"),
  ]
  for (const dir of dirs) if (existsSync(join(dir, "initdb")) && existsSync(join(dir, "postgres"))) return dir
  throw new Error(
    "PostgreSQL's server programs were not found. On Debian: apt-get install -y --no-install-recommends postgresql",
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
