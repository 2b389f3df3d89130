import type { Record } from "../../record/record.ts"
import type { SourceAccount } from "../../record/types.ts"
import type { ArrivedEvidence } from "../arrival.ts"
import { type CaptureTools, captureAddress, refusalOfNone } from "../capture/capture-address.ts"
import { readStamp } from "../capture/page-dates.ts"
import { languageOf } from "../capture/page-language.ts"
import { isPageRefusal } from "../capture/page-refusal.ts"
import { cleanText } from "../clean-text.ts"
import { type Fetched, fetchAddress } from "../fetch/fetch-address.ts"
import { isFetchRefusal, isPassing } from "../fetch/fetch-refusal.ts"
import type { Pace } from "../fetch/pace.ts"
import type { Refusal } from "../refusal.ts"
import { type Coder, type Incoming, takeIn } from "../take-in.ts"
import { contentMark, type FeedMemo, feedMemo, keyMark } from "./feed-memo.ts"
import { nextDue } from "./next-due.ts"
import type { FeedItem, ReadFeed } from "./read-feed.ts"

/** How feeds are read. */
export interface FeedTools extends Omit<CaptureTools, "keep"> {
  readonly pace: Pace
  readonly code: Coder
  /** Told of each item or page that was not taken, by its address or its number in the feed. */
  readonly refuse: (at: string, refusal: Refusal) => void
  readonly now?: () => Date
  /** From 0 to below 1. */
  readonly random?: () => number
}

/** What one reading of a feed came to. */
export type FeedTaken =
  | { readonly failure: Refusal; readonly nextDue: string }
  | {
      readonly failure: null
      readonly nextDue: string
      /** False: the feed said that nothing has changed, and nothing came. */
      readonly changed: boolean
      /** Items in the feed, and those that were not taken before. */
      readonly items: number
      readonly fresh: number
      /** Pages that were asked for because the feed tells too little. */
      readonly pages: number
      /** Items left for the next reading. */
      readonly waiting: number
      readonly added: number
      readonly versions: number
      readonly known: number
      readonly aside: number
      readonly refused: number
      /** Texts that tell of a labour action or a call. */
      readonly labour: number
    }

const ACCEPT = "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"
/** Letters below which an item is taken for the beginning of its page. */
const SHORT = 500
/** How feeds cut a text off. */
const CUT = /(?:…|\.\.\.|\[…\]|\[\.\.\.\]|ادامه ?(?:مطلب|خبر)?|read more)[\s.»)\]]{0,3}$/i
/** Letters below which a text tells nothing. */
const LEAST = 20
/** Pages that one reading asks for; the rest waits. */
export const MOST_PAGES = 30
/** What is counted over all that a reading takes in. */
const COUNTED = ["added", "versions", "known", "aside", "refused", "labour"] as const
/** Items that are stored together. */
const AT_ONCE = 20

/**
 * Reads the feed of a source and takes in what it did not hold before; of items that it tells shortly, their pages.
 *
 * A feed that has not changed costs one answer without a body. What was taken is remembered only once it stands, so that a
 * reading that is killed is done again by the next, and nothing is lost or doubled.
 *
 * @param dryRun The feed alone is asked for, pages are not, and nothing is kept or remembered.
 * @throws RecordError as `takeIn`.
 */
export async function takeFeed(
  record: Record,
  account: SourceAccount,
  tools: FeedTools,
  dryRun: boolean,
): Promise<FeedTaken> {
  return new FeedTaker(record, account, tools, dryRun).run()
}

/** Does an item tell so little that its page is asked for? */
export function isShort({ text, link }: FeedItem): boolean {
  return link !== null && (text.length < SHORT || CUT.test(text.slice(-40)))
}

class FeedTaker {
  readonly #record: Record
  readonly #account: SourceAccount
  readonly #tools: FeedTools
  readonly #dryRun: boolean
  readonly #at: Date
  readonly #memo: FeedMemo
  readonly #refusals = new Map<string, number>()
  /** Items that stand in the feed and need not be looked at again, by their marks. */
  readonly #seen: { [key: string]: string } = {}
  readonly #counts = { added: 0, versions: 0, known: 0, aside: 0, refused: 0, labour: 0 }
  #pages = 0
  #waiting = 0

  constructor(record: Record, account: SourceAccount, tools: FeedTools, dryRun: boolean) {
    this.#record = record
    this.#account = account
    this.#tools = tools
    this.#dryRun = dryRun
    this.#at = (tools.now ?? (() => new Date()))()
    this.#memo = feedMemo(account.memo, account.reach ?? "")
  }

  async run(): Promise<FeedTaken> {
    const fetched = await this.#fetch()
    if ("code" in fetched) return this.#failed(fetched)
    if (fetched.status === 304) return this.#ended(this.#memo, null, 0)
    const feed = await this.#read(fetched)
    if ("code" in feed) return this.#failed(feed)
    const fresh = feed.items.filter((item) => {
      const [key, content] = [keyMark(item), contentMark(item)]
      if (this.#memo.seen[key] !== content) return true
      this.#seen[key] = content
      return false
    })
    // The newest stands first in most feeds: what happened first comes in first.
    fresh.reverse()
    for (let i = 0; i < fresh.length; i += AT_ONCE) await this.#take(fresh.slice(i, i + AT_ONCE), feed, fetched.url)
    if (feed.left > 0 && feed.left !== this.#memo.left) this.#refuse("", { code: "feed.item_unfit", items: feed.left })
    // Where anything is left to do, the feed must come whole the next time.
    const whole = this.#waiting === 0
    const memo = {
      ...this.#memo,
      etag: whole ? validator(fetched.headers.get("etag")) : null,
      lastModified: whole ? validator(fetched.headers.get("last-modified")) : null,
      seen: this.#seen,
      left: feed.left,
    }
    return this.#ended(memo, feed, fresh.length)
  }

  async #fetch(): Promise<Fetched | Refusal> {
    const { pace, policy, wires } = this.#tools
    const url = this.#account.reach ?? ""
    const busy = await pace.turn(url)
    if (busy !== null) return busy
    const { etag, lastModified } = this.#memo
    const known = this.#dryRun || (etag === null && lastModified === null) ? {} : { known: { etag, lastModified } }
    const outcome = await fetchAddress(url, policy, { accept: ACCEPT, ...known }, wires)
    if ("fetched" in outcome) return outcome.fetched
    pace.heed(url, outcome.refusal)
    return outcome.refusal
  }

  async #read({ bytes, headers }: Fetched): Promise<ReadFeed | Refusal> {
    const read = await this.#tools.apart.read({ kind: "feed", bytes, contentType: headers.get("content-type") ?? "" })
    if (read === null) return { code: "feed.unreadable" }
    return "none" in read ? refusalOfNone(read.none) : read
  }

  /** Takes in some items; those that must be looked at again are not remembered. */
  async #take(items: readonly FeedItem[], feed: ReadFeed, base: string): Promise<void> {
    const again = new Set<FeedItem>()
    const evidence = new Map<FeedItem, readonly ArrivedEvidence[]>()
    const made = this.#arrivals(items, feed, base, again, evidence)
    const counts = await takeIn<FeedItem>(this.#dryRun ? null : this.#record, made, {
      source: this.#account.key,
      code: this.#tools.code,
      refuse: (item, refusal) => this.#tools.refuse(item.link ?? item.key, refusal),
      taken: (item, taken) => {
        // What came of it says nothing new: its page is not kept.
        if (taken.how === "added" || taken.how === "version") evidence.delete(item)
      },
    })
    for (const name of COUNTED) this.#counts[name] += counts[name]
    if (this.#dryRun) return
    for (const kept of evidence.values()) for (const { sha256 } of kept) await this.#record.dropEvidence(sha256)
    for (const item of items) {
      if (again.has(item)) this.#waiting++
      else this.#seen[keyMark(item)] = contentMark(item)
    }
  }

  async *#arrivals(
    items: readonly FeedItem[],
    feed: ReadFeed,
    base: string,
    again: Set<FeedItem>,
    evidence: Map<FeedItem, readonly ArrivedEvidence[]>,
  ): AsyncGenerator<Incoming<FeedItem>> {
    const { words } = this.#tools
    for (const item of items) {
      const link = item.link !== null && URL.canParse(item.link, base) ? new URL(item.link, base).href : null
      let text = withTitle(item.title, item.text)
      let published = item.published === null ? null : readStamp(item.published, words)
      let lang = languageOf(text, feed.lang)
      let kept: readonly ArrivedEvidence[] = []
      if (link !== null && isShort(item) && !this.#dryRun) {
        if (this.#pages >= MOST_PAGES) {
          again.add(item)
          continue
        }
        const page = await this.#page(link)
        if ("capture" in page) {
          const { arrival } = page.capture
          kept = arrival.evidence
          evidence.set(item, kept)
          published ??= arrival.published
          if (arrival.text.length > text.length) {
            text = arrival.text
            lang = arrival.lang
          }
        } else if (isFetchRefusal(page.refusal) && isPassing(page.refusal)) {
          again.add(item)
          // A title alone is no report where the page may come yet.
          if (item.text === "") continue
        }
      }
      if (text.length < LEAST) {
        yield { at: item, refusal: { code: "input.no_text" } }
        continue
      }
      const arrival = {
        key: item.key,
        // An edit is seen when it is read; a feed's own stamp may stand in another clock.
        edited: this.#at.toISOString(),
        text: cleanText(text).text,
        published,
        url: link?.startsWith("https:") ? link : null,
        lang,
        origin: item.origin === null || item.origin === hostOf(base) ? null : item.origin,
        evidence: kept,
      }
      yield { at: item, arrival }
    }
  }

  async #page(link: string): ReturnType<typeof captureAddress> {
    const { pace } = this.#tools
    const busy = await pace.turn(link)
    this.#pages++
    const keep = (bytes: Uint8Array) => this.#record.putEvidence(bytes)
    const page =
      busy === null ? await captureAddress(link, { ...this.#tools, keep }) : { refusal: busy, evidence: [] as const }
    if ("refusal" in page) {
      pace.heed(link, page.refusal)
      this.#refuse(link, page.refusal)
      for (const { sha256 } of page.evidence) await this.#record.dropEvidence(sha256)
    }
    return page
  }

  #refuse(at: string, refusal: Refusal): void {
    this.#tools.refuse(at === "" ? this.#account.key : at, refusal)
    this.#refusals.set(refusal.code, (this.#refusals.get(refusal.code) ?? 0) + 1)
  }

  async #failed(failure: Refusal): Promise<FeedTaken> {
    const failures = this.#account.failures + 1
    const passing = !isFetchRefusal(failure) || isPassing(failure)
    const seconds = failure.code === "fetch.slow_down" ? failure.seconds : null
    const due = nextDue(this.#at, { failures, passing, seconds }, this.#random())
    const memo = { ...this.#memo, failure }
    const note = { at: this.#at.toISOString(), failure: failure.code, nextDue: due, memo }
    if (!this.#dryRun) await this.#record.noteSource(this.#account.key, note)
    return { failure, nextDue: due }
  }

  /** @param feed null: it has not changed. */
  async #ended(memo: FeedMemo, feed: ReadFeed | null, fresh: number): Promise<FeedTaken> {
    const quiet = this.#counts.added + this.#counts.versions > 0 ? 0 : memo.quiet + 1
    const due = nextDue(this.#at, { quiet }, this.#random())
    if (!this.#dryRun)
      await this.#record.noteSource(this.#account.key, {
        at: this.#at.toISOString(),
        failure: null,
        nextDue: due,
        memo: { ...memo, quiet, failure: null },
        refusals: Object.fromEntries(this.#refusals),
      })
    return {
      failure: null,
      nextDue: due,
      changed: feed !== null,
      items: feed?.items.length ?? 0,
      fresh,
      pages: this.#pages,
      waiting: this.#waiting,
      ...this.#counts,
    }
  }

  #random(): number {
    return (this.#tools.random ?? Math.random)()
  }
}

/** Why a feed did not answer, as its memo tells it; null for none, and for one that another version of the program wrote. */
export function failureOf(memo: unknown, url: string): Refusal | null {
  const { failure } = feedMemo(memo, url)
  if (failure === null) return null
  return isFetchRefusal(failure) || isPageRefusal(failure) ? failure : null
}

function withTitle(title: string | null, text: string): string {
  return title === null || text.startsWith(title) ? text : text === "" ? title : `${title}\n\n${text}`
}

function hostOf(address: string): string {
  return new URL(address).hostname
}

/** What a feed says of its copy; null where it is no fit header. */
function validator(said: string | undefined): string | null {
  return said !== undefined && /^[\x20-\x7e]{1,500}$/.test(said) ? said : null
}
