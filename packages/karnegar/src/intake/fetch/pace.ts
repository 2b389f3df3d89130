import type { FetchRefusal } from "./fetch-refusal.ts"

/** How a pace is kept. */
export interface PaceOptions {
  /** Milliseconds between two questions to one host. */
  readonly gapMs: number
  /** Longest time, in milliseconds, that a host's turn is waited for; a turn further off is refused. */
  readonly mostWaitMs: number
  /** Milliseconds on a clock that is never set back. */
  readonly now?: () => number
  readonly sleep?: (ms: number) => Promise<void>
}

/** Two seconds between two questions to one host, and never more than half a minute of waiting. */
export const DEFAULT_PACE: PaceOptions = { gapMs: 2_000, mostWaitMs: 30_000 }

/** Seconds for which a host is left that asks to come less often and does not say when. */
const UNTOLD_SECONDS = 3_600

/** Politeness of one run: no host is asked again before a gap has passed, or before the time that it asked for. */
export class Pace {
  readonly #options: Required<PaceOptions>
  /** When each host may be asked next. */
  readonly #next = new Map<string, number>()

  constructor(options: PaceOptions = DEFAULT_PACE) {
    this.#options = {
      now: () => performance.now(),
      sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
      ...options,
    }
  }

  /** Waits until the host of an address may be asked. @returns why not, where that is too far off. */
  async turn(address: string): Promise<FetchRefusal | null> {
    const { gapMs, mostWaitMs, now, sleep } = this.#options
    const host = hostOf(address)
    if (host === null) return null
    const at = now()
    const turn = Math.max(this.#next.get(host) ?? 0, at)
    if (turn - at > mostWaitMs) return { code: "fetch.slow_down", status: 429, seconds: Math.ceil((turn - at) / 1000) }
    this.#next.set(host, turn + gapMs)
    if (turn > at) await sleep(turn - at)
    return null
  }

  /** Takes to heart what came back from a host. */
  heed(address: string, refusal: { readonly code: string; readonly seconds?: number | null }): void {
    const host = hostOf(address)
    if (host === null || refusal.code !== "fetch.slow_down") return
    this.#next.set(host, this.#options.now() + 1000 * (refusal.seconds ?? UNTOLD_SECONDS))
  }
}

function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).host : null
}
