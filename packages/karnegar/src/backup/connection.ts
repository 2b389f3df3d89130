import { join } from "node:path"
import Database from "libsql"
import pg from "pg"
import { RECORD_FILE, type RecordPlace } from "../record/open.ts"
import type { Row, Value } from "./format.ts"

/** How long SQLite waits for another program's write before it says that it is busy. */
const BUSY_MS = 15_000

/**
 * One connection to a record's database, below the record: tables of rows, whatever they mean.
 *
 * Numbers are numbers on both databases, and everything else text or null.
 */
export interface Connection {
  readonly engine: "sqlite" | "postgres"
  /** Rows of one statement; `?` stands for a value. */
  all(statement: string, values?: readonly Value[]): Promise<readonly Row[]>
  /** Statements without values or rows. */
  run(statements: string): Promise<void>
  close(): Promise<void>
}

/** Opens a database that is there. The caller says what its transactions are. */
export async function connect(place: RecordPlace): Promise<Connection> {
  return "dataDir" in place ? connectSqlite(join(place.dataDir, RECORD_FILE)) : connectPostgres(place.databaseUrl)
}

/** Opens a file of SQLite. */
export function connectSqlite(file: string): Connection {
  const database = new Database(file, { timeout: BUSY_MS })
  database.defaultSafeIntegers(true)
  return {
    engine: "sqlite",
    all: async (statement, values = []) => {
      const prepared = database.prepare(statement)
      if (!prepared.reader) {
        prepared.run(...values)
        return []
      }
      const rows = prepared.all(...values) as { [column: string]: Value | bigint }[]
      for (const row of rows)
        for (const column of Object.keys(row)) {
          const value = row[column]
          if (typeof value === "bigint") row[column] = readInteger(String(value))
        }
      return rows as Row[]
    },
    run: async (statements) => void database.exec(statements),
    close: async () => void database.close(),
  }
}

async function connectPostgres(connectionString: string): Promise<Connection> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: parserOf },
  })
  // A connection that the server drops fails the statement that runs; without a listener it would end the process.
  client.on("error", () => undefined)
  await client.connect()
  return {
    engine: "postgres",
    all: async (statement, values = []) => {
      let n = 0
      return (
        await client.query(
          statement.replaceAll("?", () => `$${++n}`),
          [...values],
        )
      ).rows
    },
    run: async (statements) => void (await client.query(statements)),
    close: () => client.end(),
  }
}

/** PostgreSQL's own numbers of its types of integers and of real numbers. */
const INTEGERS = [20, 21, 23]
const REALS = [700, 701]

function parserOf(type: number): (text: string) => Value {
  if (INTEGERS.includes(type)) return readInteger
  return REALS.includes(type) ? Number : String
}

/** @throws RangeError for a number that a JSON number does not hold exactly. */
function readInteger(digits: string): number {
  const value = Number(digits)
  if (!Number.isSafeInteger(value)) throw new RangeError(`an integer that JSON does not hold: ${digits}`)
  return value
}
