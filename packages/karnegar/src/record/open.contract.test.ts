import { chmodSync, mkdirSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { builtInKnowledge } from "@karnegar/coder"
import Database from "libsql"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import { codedPair, STRIKE } from "../../../../tests/support/reports.ts"
import { openRecord, RECORD_FILE, type RecordPlace } from "./open.ts"
import { registersFrom } from "./registers.ts"

const registers = registersFrom(builtInKnowledge())
const options = { registers, patienceMs: 600 }

const engines: { [name: string]: RecordEngine } = {}
beforeAll(async () => {
  for (const [name, start] of ENGINES) engines[name] = await start()
})
afterAll(async () => {
  for (const engine of Object.values(engines)) await engine.stop()
})

for (const [name] of ENGINES) {
  describe(`openRecord on ${name}`, () => {
    test("makes a record once when many open the same new place at the same time", async () => {
      const place = await engines[name]!.emptyPlace()
      const records = await Promise.all(Array.from({ length: 5 }, () => openRecord(place, { registers })))
      await Promise.all(records.map((r, i) => r.addAllCoded([codedPair(String(i), `${STRIKE} ${i}`)])))
      expect(await records[0]!.counts()).toMatchObject({ reports: 5 })
      expect(await records[0]!.verify()).toEqual([])
      await Promise.all(records.map((r) => r.close()))
    })

    test("refuses a record of a newer schema and leaves it alone", async () => {
      const place = await engines[name]!.place()
      await engines[name]!.raw(place, "update setting set value = '99' where key = 'schema'")
      const before = await engines[name]!.raw(place, "select * from setting order by key")
      await expect(openRecord(place, options)).rejects.toMatchObject({ code: "record.newer_schema" })
      expect(await engines[name]!.raw(place, "select * from setting order by key")).toEqual(before)
    })

    test("opens what a cut-off making left behind", async () => {
      const place = await engines[name]!.emptyPlace()
      if ("dataDir" in place) mkdirSync(place.dataDir)
      await engines[name]!.raw(place, "create table setting (key text primary key, value text not null)")
      const record = await openRecord(place, options)
      expect(await record.counts()).toMatchObject({ reports: 0 })
      await record.close()
    })
  })
}

describe("openRecord on SQLite", () => {
  const emptyDir = async () => {
    const { dataDir } = (await engines.SQLite!.emptyPlace()) as { dataDir: string }
    mkdirSync(dataDir)
    return dataDir
  }

  test("says that another program writes, once patience has run out", async () => {
    const place = (await engines.SQLite!.place()) as { dataDir: string }
    const record = await openRecord(place, options)
    const other = new Database(join(place.dataDir, RECORD_FILE))
    other.exec("begin immediate")
    await expect(record.addAllCoded([codedPair("1", STRIKE)])).rejects.toMatchObject({ code: "record.locked" })
    await expect(openRecord(place, options)).rejects.toMatchObject({ code: "record.locked", subject: place.dataDir })
    expect(await record.listPublished()).toEqual([])
    other.exec("rollback")
    other.close()
    expect(await record.addAllCoded([codedPair("1", STRIKE)])).toMatchObject([{ fresh: true }])
    await record.close()
  })

  test("says that a file is no record, and leaves it as it is", async () => {
    const dataDir = await emptyDir()
    writeFileSync(join(dataDir, RECORD_FILE), "sample words, no database at all. ".repeat(200))
    await expect(openRecord({ dataDir }, options)).rejects.toMatchObject({ code: "record.damaged", subject: dataDir })
  })

  test("says that it cannot write where the file cannot be opened", async () => {
    const dataDir = await emptyDir()
    mkdirSync(join(dataDir, RECORD_FILE))
    await expect(openRecord({ dataDir }, options)).rejects.toMatchObject({ code: "record.read_only" })
  })

  test("says that the folder cannot be made where a file stands", async () => {
    const file = join(await emptyDir(), "file")
    writeFileSync(file, "")
    await expect(openRecord({ dataDir: join(file, "record") }, options)).rejects.toMatchObject({
      code: "record.no_directory",
    })
  })

  test("refuses a folder that the system refuses to make, at once and by name", async () => {
    const dataDir = process.platform === "linux" ? "/proc/nowhere/record" : join(tmpdir(), "\u0000")
    await expect(openRecord({ dataDir }, options)).rejects.toMatchObject({ code: "record.no_directory" })
  }, 5_000)

  test("says that it cannot write to a folder without the right to", async () => {
    const dataDir = process.getuid?.() === 0 ? "/proc" : await emptyDir()
    if (dataDir !== "/proc") chmodSync(dataDir, 0o500)
    await expect(openRecord({ dataDir }, options)).rejects.toMatchObject({ code: "record.read_only", subject: dataDir })
  })
})

describe("openRecord on PostgreSQL", () => {
  const changed = async (change: (url: URL) => void): Promise<RecordPlace> => {
    const url = new URL(((await engines.PostgreSQL!.place()) as { databaseUrl: string }).databaseUrl)
    change(url)
    return { databaseUrl: url.href }
  }

  test("says that there is no such database", async () => {
    const place = await changed((url) => {
      url.pathname = "/karnegar_nowhere"
    })
    await expect(openRecord(place, options)).rejects.toMatchObject({ code: "record.no_database" })
  })

  test("says that the server cannot be reached, without the password", async () => {
    const databaseUrl = "postgres://karnegar:secret@127.0.0.1:1/record"
    const error = await openRecord({ databaseUrl }, options).catch((e) => e)
    expect(error).toMatchObject({ code: "record.unreachable", subject: "127.0.0.1:1/record" })
    expect(`${error}`).not.toContain("secret")
  })

  test("says that the user may make no tables", async () => {
    const place = await engines.PostgreSQL!.emptyPlace()
    const user = `karnegar_guest_${process.pid}`
    await engines.PostgreSQL!.raw(place, `create role ${user} login password 'guest'`)
    const url = new URL((place as { databaseUrl: string }).databaseUrl)
    url.username = user
    url.password = "guest"
    try {
      await expect(openRecord({ databaseUrl: url.href }, options)).rejects.toMatchObject({ code: "record.no_rights" })
    } finally {
      await engines.PostgreSQL!.raw(place, `drop role ${user}`)
    }
  })

  test("says that another program writes, once patience has run out", async () => {
    const place = await engines.PostgreSQL!.place()
    const record = await openRecord(place, options)
    const other = engines.PostgreSQL!.raw(
      place,
      "do $$ begin update setting set value = value where key = 'head'; perform pg_sleep(2); end $$",
    )
    await new Promise((resolve) => setTimeout(resolve, 400))
    await expect(record.addAllCoded([codedPair("1", STRIKE)])).rejects.toMatchObject({ code: "record.locked" })
    await other
    expect(await record.addAllCoded([codedPair("1", STRIKE)])).toMatchObject([{ fresh: true }])
    await record.close()
  })
})
