import type { Network } from "./address.ts"

/** How pages and feeds are asked for. The operator sets it; `DEFAULT_POLICY` reaches public addresses only. */
export interface FetchPolicy {
  /** Name that is sent with each request. */
  readonly userAgent: string
  /** `http://` or `socks5://` address of a proxy; null asks directly. Names are then resolved by the proxy, never here. */
  readonly proxy: URL | null
  readonly ports: readonly number[]
  /**
   * Networks that may be reached although they are not public: the operator's own, by their explicit wish. Empty by default.
   * Of a name that leads to one, every address must be public or listed.
   */
  readonly allowed: readonly Network[]
  /** Milliseconds for a fetch with all its redirects. */
  readonly mostMs: number
  /** Redirects that are followed. */
  readonly mostHops: number
  /** Bytes of one answer, head and body, as they travel. */
  readonly mostBytes: number
  /** Bytes of a body once it is expanded. */
  readonly mostExpanded: number
  /** Times that a body may grow in being expanded; the first `FREE_BYTES` are not measured. */
  readonly mostRatio: number
  /** Bytes of the head of an answer. */
  readonly mostHead: number
}

/** Bytes of a body that may expand at any ratio: a short page of blanks is no bomb. */
export const FREE_BYTES = 1 << 18

export const DEFAULT_POLICY: FetchPolicy = {
  userAgent: "Mozilla/5.0 (compatible; Karnegar)",
  proxy: null,
  ports: [80, 443],
  allowed: [],
  mostMs: 20_000,
  mostHops: 5,
  mostBytes: 10_000_000,
  mostExpanded: 32_000_000,
  mostRatio: 100,
  mostHead: 32_768,
}
