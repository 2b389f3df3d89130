import { type Command, InvalidArgumentError, Option } from "commander"
import { type Network, readNetwork } from "../intake/fetch/address.ts"
import { DEFAULT_PACE, Pace } from "../intake/fetch/pace.ts"
import { DEFAULT_POLICY, type FetchPolicy } from "../intake/fetch/policy.ts"

/** Milliseconds for one fetch through a proxy: circuits of Tor take their time. */
const PROXIED_MS = 60_000
const MOST_AGENT = 300

/** How a command was told to ask for pages and feeds. */
export interface FetchGiven {
  readonly allowNetwork?: readonly Network[]
  readonly port?: readonly number[]
  readonly proxy?: URL
  readonly userAgent?: string
  /** Seconds between two questions to one host. */
  readonly gap?: number
}

/** The options that say how pages and feeds are asked for, for every command that fetches. */
export function fetchOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--proxy <url>",
        "ask through socks5h://host:port (Tor is socks5h://127.0.0.1:9050) or http://host:port · پراکسی",
      )
        .env("KARNEGAR_PROXY")
        .argParser(proxyOf),
    )
    .addOption(
      new Option("--user-agent <name>", "name that is sent with each request · نام فرستنده")
        .env("KARNEGAR_USER_AGENT")
        .argParser(agentOf),
    )
    .addOption(
      new Option(
        "--allow-network <range>",
        "an address or range of your own that may be reached, like 10.0.0.0/8; may be repeated · شبکهٔ مجاز",
      ).argParser((written, before?: readonly Network[]) => [...(before ?? []), networkOf(written)]),
    )
    .addOption(
      new Option("--port <n>", "a port beside 80 and 443; may be repeated · درگاه").argParser(
        (written, before?: readonly number[]) => [...(before ?? []), portOf(written)],
      ),
    )
    .addOption(
      new Option("--gap <seconds>", "between two questions to one host; 2 unless told · فاصلهٔ دو درخواست").argParser(
        gapOf,
      ),
    )
}

/** The pace that the options come to. */
export function paceOf({ gap }: FetchGiven): Pace {
  return new Pace(gap === undefined ? DEFAULT_PACE : { ...DEFAULT_PACE, gapMs: 1000 * gap })
}

/** The policy that the options come to. */
export function policyOf({ allowNetwork = [], port = [], proxy, userAgent }: FetchGiven): FetchPolicy {
  return {
    ...DEFAULT_POLICY,
    allowed: allowNetwork,
    ports: [...DEFAULT_POLICY.ports, ...port],
    proxy: proxy ?? null,
    mostMs: proxy === undefined ? DEFAULT_POLICY.mostMs : PROXIED_MS,
    userAgent: userAgent ?? DEFAULT_POLICY.userAgent,
  }
}

function proxyOf(written: string): URL {
  const url = URL.canParse(written) ? new URL(written) : null
  if (url !== null && ["socks5:", "socks5h:", "http:"].includes(url.protocol) && url.hostname !== "") return url
  throw new InvalidArgumentError(
    "It must be like socks5h://127.0.0.1:9050 or http://127.0.0.1:8080. · مانند socks5h://127.0.0.1:9050 بدهید.",
  )
}

function agentOf(written: string): string {
  if (/^[\x20-\x7e]+$/.test(written) && written.length <= MOST_AGENT) return written
  throw new InvalidArgumentError(
    `It must be plain Latin letters, at most ${MOST_AGENT}. · تنها حروف سادهٔ لاتین، حداکثر ${MOST_AGENT.toLocaleString("fa")} نویسه.`,
  )
}

function networkOf(written: string): Network {
  const network = readNetwork(written)
  if (network !== null) return network
  throw new InvalidArgumentError("It must be like 192.168.1.7 or 10.0.0.0/8. · مانند 192.168.1.7 یا 10.0.0.0/8 بدهید.")
}

function gapOf(written: string): number {
  const gap = /^\d{1,3}(?:\.\d)?$/.test(written) ? Number(written) : Number.NaN
  if (gap <= 600) return gap
  throw new InvalidArgumentError("It must be a number of seconds from 0 to 600. · شمار ثانیه‌ها از ۰ تا ۶۰۰ بدهید.")
}

function portOf(written: string): number {
  const port = /^\d{1,5}$/.test(written) ? Number(written) : 0
  if (port >= 1 && port <= 65_535) return port
  throw new InvalidArgumentError("It must be a whole number from 1 to 65535. · عددی از ۱ تا ۶۵۵۳۵ بدهید.")
}
