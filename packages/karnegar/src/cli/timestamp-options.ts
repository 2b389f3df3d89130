import { readFileSync } from "node:fs"
import { type Command, Option } from "commander"
import type { FetchPolicy } from "../intake/fetch/policy.ts"
import { refusalText } from "../intake/refusal.ts"
import type { Rfc3161Reader } from "../intake/timestamps/rfc3161.ts"
import type { ProofReader, ProofState, TimestampAdapter } from "../intake/timestamps/timestamp.ts"
import { Failure, systemReason } from "./failure.ts"

/** What a command was told of timestamps. */
export interface TimestampGiven {
  readonly timestampServer?: string
  readonly timestampCalendar?: string
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
  ).addOption(
    new Option(
      "--timestamp-calendar <url>",
      "calendar of OpenTimestamps that evidence is anchored in Bitcoin by; it gets hashes alone, none is asked unless named · تقویم مهر زمان",
    ).env("KARNEGAR_TIMESTAMP_CALENDAR"),
  )
}

/** Reads proofs of every kind. @throws Failure when the authority's certificate cannot be read. */
export async function proofReaders(given: TimestampGiven): Promise<readonly ProofReader[]> {
  const { OtsReader } = await import("../intake/timestamps/opentimestamps.ts")
  return [await rfc3161Reader(given), new OtsReader()]
}

async function rfc3161Reader({ timestampAuthority: file }: TimestampGiven): Promise<Rfc3161Reader> {
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

/** Asks for timestamps, of each that is named; empty where nobody is. @throws as `proofReaders`. */
export async function timestampAdapters(
  given: TimestampGiven,
  policy: FetchPolicy,
): Promise<readonly TimestampAdapter[]> {
  const adapters: TimestampAdapter[] = []
  if (given.timestampServer) {
    const { Rfc3161 } = await import("../intake/timestamps/rfc3161.ts")
    adapters.push(new Rfc3161({ server: given.timestampServer, policy, reader: await rfc3161Reader(given) }))
  }
  if (given.timestampCalendar) {
    const { OpenTimestamps } = await import("../intake/timestamps/opentimestamps.ts")
    adapters.push(new OpenTimestamps({ server: given.timestampCalendar, policy }))
  }
  return adapters
}

/** How far it is proven, in one sentence that takes nothing for proven that is pending or was not looked at. */
export function proofText(state: ProofState, lang: "fa" | "en"): string {
  const fa = lang === "fa"
  switch (state.state) {
    case "proven":
      return fa
        ? `ثابت شده: پیش از ${state.at} بوده (${state.authority})`
        : `proven: existed before ${state.at} (${state.authority})`
    case "attested": {
      const { block, merkleRoot } = state
      return fa
        ? `به گفتهٔ گواه در بلوک ${block.toLocaleString("fa")} بیت‌کوین است؛ آن بلوک این‌جا دیده نشده، پس ثابت‌شده به شمار نمی‌آید. اگر ریشهٔ مرکل آن بلوک ${merkleRoot} باشد، گواه درست است`
        : `in Bitcoin block ${block} by its proof; that block was not looked at here, so it does not count as proven. The proof holds if the block's merkle root is ${merkleRoot}`
    }
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
