import { readFileSync } from "node:fs"
import { type Command, Option } from "commander"
import type { FetchPolicy } from "../intake/fetch/policy.ts"
import { refusalText } from "../intake/refusal.ts"
import type { Rfc3161Reader } from "../intake/timestamps/rfc3161.ts"
import type { ProofState, TimestampAdapter } from "../intake/timestamps/timestamp.ts"
import { Failure, systemReason } from "./failure.ts"

/** What a command was told of timestamps. */
export interface TimestampGiven {
  readonly timestampServer?: string
  readonly timestampAuthority?: string
}

/** The option that names whose word counts, for commands that show proofs. */
export function authorityOption(command: Command): Command {
  return command.addOption(
    new Option(
      "--timestamp-authority <file>",
      "certificate (PEM) of the authority of timestamps; those that Node trusts unless named · گواهی مرجع مهر زمان",
    ).env("KARNEGAR_TIMESTAMP_AUTHORITY"),
  )
}

/** The options of commands that ask for timestamps. */
export function timestampOptions(command: Command): Command {
  return authorityOption(
    command.addOption(
      new Option(
        "--timestamp-server <url>",
        "server of RFC 3161 that evidence is timestamped by; it gets hashes alone, none is asked unless named · سرور مهر زمان",
      ).env("KARNEGAR_TIMESTAMP_SERVER"),
    ),
  )
}

/** Reads proofs. @throws Failure when the authority's certificate cannot be read. */
export async function proofReader({ timestampAuthority: file }: TimestampGiven): Promise<Rfc3161Reader> {
  const { Rfc3161Reader, readAuthorities } = await import("../intake/timestamps/rfc3161.ts")
  if (!file) return new Rfc3161Reader(null)
  let pem: string
  try {
    pem = readFileSync(file, "utf8")
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) throw error
    throw unfit(systemReason(error))
  }
  const authorities = readAuthorities(pem)
  if (authorities === null) throw unfit("no PEM certificate")
  return new Rfc3161Reader(authorities)
}

/** Asks for timestamps; null where no server is named. @throws as `proofReader`. */
export async function timestampAdapter(given: TimestampGiven, policy: FetchPolicy): Promise<TimestampAdapter | null> {
  if (!given.timestampServer) return null
  const { Rfc3161 } = await import("../intake/timestamps/rfc3161.ts")
  return new Rfc3161({ server: given.timestampServer, policy, reader: await proofReader(given) })
}

/** How far it is proven, in one sentence that takes nothing pending for proven. */
export function proofText(state: ProofState, lang: "fa" | "en"): string {
  const fa = lang === "fa"
  switch (state.state) {
    case "proven":
      return fa
        ? `ثابت شده: پیش از ${state.at} بوده (${state.authority})`
        : `proven: existed before ${state.at} (${state.authority})`
    case "pending":
      return fa
        ? "خواسته شده و هنوز نرسیده؛ چیزی ثابت نشده است. بعداً: karnegar evidence prove"
        : "asked for and not given yet; nothing is proven. Later: karnegar evidence prove"
    case "failed":
      return fa ? `ثابت نشده: ${refusalText(state.refusal, "fa")}` : `not proven: ${refusalText(state.refusal, "en")}`
    default:
      return state satisfies never
  }
}

/** The same for programs; names are lasting. */
export function proofJson(state: ProofState): object {
  if (state.state !== "failed") return state
  return { state: state.state, code: state.refusal.code }
}

function unfit(why: string): Failure {
  return new Failure(
    "timestamp.authority_unfit",
    `the authority's certificate cannot be read (${why}); give a PEM file.`,
    `گواهی مرجع خوانده نشد (${why})؛ پروندهٔ PEM بدهید.`,
    { status: 2 },
  )
}
