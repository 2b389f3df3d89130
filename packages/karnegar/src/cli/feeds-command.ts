import { Apart } from "../intake/apart/apart.ts"
import { refusalOfNone } from "../intake/capture/capture-address.ts"
import { type FeedTaken, failureOf, takeFeed } from "../intake/feeds/take-feed.ts"
import { readTarget } from "../intake/fetch/check-url.ts"
import { fetchAddress } from "../intake/fetch/fetch-address.ts"
import type { FetchPolicy } from "../intake/fetch/policy.ts"
import { type Refusal, refusalText } from "../intake/refusal.ts"
import type { Record } from "../record/record.ts"
import type { SourceAccount } from "../record/types.ts"
import { Failure } from "./failure.ts"
import { tell, tellRefusal } from "./messages.ts"
import type { Output } from "./output.ts"
import { type Asking, withReaders } from "./readers.ts"
import { safeLine } from "./terminal-text.ts"
import { unknownSource } from "./unknown-source.ts"

/** Refusals of one feed that are told one by one. */
const MOST_TOLD = 20

/** A feed that is to be put on the register. */
export interface NewFeed {
  readonly url: string
  readonly key: string
  readonly nameFa: string | null
  readonly nameEn: string | null
  /** Asks the feed once before it is added. */
  readonly check: boolean
  readonly policy: FetchPolicy
}

/**
 * Puts a feed on the register of sources, or gives a source that stands there its feed.
 *
 * @throws Failure when names are missing, the address is unfit, or what stands there is no feed.
 */
export async function addFeed(record: Record, feed: NewFeed): Promise<void> {
  const { key, policy } = feed
  const target = readTarget(feed.url, policy)
  if (!(target instanceof URL)) throw unfitFeed(target)
  const standing = (await record.listSources()).find((source) => source.key === key)
  const nameFa = feed.nameFa ?? standing?.nameFa
  const nameEn = feed.nameEn ?? standing?.nameEn
  if (nameFa === undefined || nameEn === undefined) {
    throw new Failure(
      "feeds.names_needed",
      `“${safeLine(key)}” is not on the register yet: give both of its names with --name-fa and --name-en; they become public.`,
      `«${safeLine(key)}» هنوز در فهرست منبع‌ها نیست: هر دو نامش را با ‎--name-fa‎ و ‎--name-en‎ بدهید؛ هر دو همگانی می‌شود.`,
      { status: 2 },
    )
  }
  if (feed.check) {
    const items = await itemsAt(target.href, policy)
    if (typeof items !== "number") throw unfitFeed(items)
    tell(`it is a feed of ${items} items.`, `خوراک است و ${items.toLocaleString("fa")} مطلب دارد.`)
  }
  await record.putSource({ ...standing, key, nameFa, nameEn, kind: "feed", reach: target.href })
  tell(
    `${safeLine(key)} is read from ${safeLine(target.href)} from now on: karnegar feeds read`,
    `${safeLine(key)} از این پس از ${safeLine(target.href)} خوانده می‌شود: karnegar feeds read`,
  )
}

async function itemsAt(url: string, policy: FetchPolicy): Promise<number | Refusal> {
  const outcome = await fetchAddress(url, policy)
  if ("refusal" in outcome) return outcome.refusal
  const { bytes, headers } = outcome.fetched
  const apart = new Apart()
  try {
    const read = await apart.read({ kind: "feed", bytes, contentType: headers.get("content-type") ?? "" })
    if (read === null) return { code: "feed.unreadable" }
    return "none" in read ? refusalOfNone(read.none) : read.items.length
  } finally {
    await apart.close()
  }
}

function unfitFeed(refusal: Refusal): Failure {
  return new Failure(
    refusal.code,
    `${refusalText(refusal, "en")} The feed was not added.`,
    `${refusalText(refusal, "fa")} خوراک افزوده نشد.`,
  )
}

/** Feeds on the register, with how each fares. */
export async function listFeeds(record: Record, json: boolean, output: Output): Promise<void> {
  const feeds = (await record.listSourceAccounts()).filter(isFeed)
  if (json) {
    for (const { memo, ...feed } of feeds)
      await output.write(`${JSON.stringify({ ...feed, failure: failureOf(memo, feed.reach ?? "") })}\n`)
    return
  }
  if (feeds.length === 0)
    tell(
      "no feed is on the register; add one with karnegar feeds add.",
      "خوراکی در فهرست نیست؛ با karnegar feeds add یکی بیفزایید.",
    )
  for (const feed of feeds) await output.write(`${feedLines(feed).map(safeLine).join("\n")}\n\n`)
}

function feedLines(feed: SourceAccount): string[] {
  const count = (n: number, lang: string) => n.toLocaleString(lang, { useGrouping: false })
  const lines = [`${feed.key}  ${feed.nameFa} · ${feed.nameEn}`, `  ${feed.reach ?? ""}`]
  if (feed.paused) lines.push("  paused: it is not read · کنار گذاشته شده و خوانده نمی‌شود")
  else if (feed.lastAttempt === null) lines.push("  never read yet · هنوز خوانده نشده")
  else
    lines.push(`  last answered · آخرین پاسخ: ${minute(feed.lastSuccess)}   next · نوبت بعد: ${minute(feed.nextDue)}`)
  lines.push(
    `  ${count(feed.reports, "en")} reports, ${count(feed.actions, "en")} actions · ${count(feed.reports, "fa")} گزارش، ${count(feed.actions, "fa")} حرکت`,
  )
  if (feed.failures > 0) {
    const why = failureOf(feed.memo, feed.reach ?? "")
    lines.push(
      `  failed ${feed.failures} times in a row (${feed.lastFailure}): ${why === null ? "" : refusalText(why, "en")}`,
      `  ${count(feed.failures, "fa")} بار پیاپی خوانده نشد: ${why === null ? "" : refusalText(why, "fa")}`,
    )
  }
  const refused = Object.entries(feed.refusals)
  if (refused.length > 0)
    lines.push(`  not taken · گرفته نشد: ${refused.map(([code, n]) => `${code} ${n}`).join(", ")}`)
  return lines
}

/** `2026-03-21 08:00 UTC`; a dash where there is none. */
function minute(instant: string | null): string {
  return instant === null ? "–" : `${instant.slice(0, 16).replace("T", " ")} UTC`
}

/** Which feeds to read, and how. */
export interface ReadWork extends Asking {
  /** Keys of feeds that are read whether they are due or not; none: all that are due. */
  readonly keys: readonly string[]
  readonly dryRun: boolean
  readonly json: boolean
}

/**
 * Reads feeds one after another; one that fails holds none of the others up.
 *
 * @returns the exit status: 1 when a feed did not answer.
 */
export async function readFeeds(record: Record, work: ReadWork, output: Output): Promise<number> {
  const { keys, dryRun, json } = work
  const feeds = (await record.listSourceAccounts()).filter(isFeed)
  const unknown = keys.find((key) => !feeds.some((feed) => feed.key === key))
  if (unknown !== undefined) throw unknownSource(unknown)
  const now = new Date().toISOString()
  const wanted = feeds.filter((feed) => (keys.length > 0 ? keys.includes(feed.key) : isDueFeed(feed, now)))
  const due = wanted.filter(({ paused }) => !paused)
  for (const { key } of wanted.filter(({ paused, key }) => paused && keys.includes(key)))
    tell(`${safeLine(key)} is paused and was not read.`, `${safeLine(key)} کنار گذاشته شده و خوانده نشد.`)
  if (due.length === 0 && keys.length === 0)
    tell("no feed is due; name one to read it now.", "نوبت هیچ خوراکی نیست؛ برای خواندن یکی همین حالا، نامش را بدهید.")
  let failed = 0
  await withReaders(work, async (readers) => {
    for (const feed of due) {
      let told = 0
      const taken = await takeFeed(
        record,
        feed,
        {
          ...readers,
          refuse: (at, refusal) => {
            if (++told <= MOST_TOLD) tellRefusal(at, null, refusal)
          },
        },
        dryRun,
      )
      if (taken.failure !== null) {
        failed++
        tellRefusal(feed.key, null, taken.failure)
      } else if (!json) tellFeed(feed.key, taken, dryRun)
      if (json) await output.write(`${JSON.stringify({ source: feed.key, ...taken })}\n`)
    }
  })
  return failed > 0 ? 1 : 0
}

function tellFeed(key: string, taken: Extract<FeedTaken, { readonly failure: null }>, dryRun: boolean): void {
  tell(...feedWords(safeLine(key), taken, dryRun))
}

function feedWords(
  name: string,
  taken: Extract<FeedTaken, { readonly failure: null }>,
  dryRun: boolean,
): readonly [en: string, fa: string] {
  const fa = (n: number) => n.toLocaleString("fa", { useGrouping: false })
  if (!taken.changed) return [`${name}: nothing has changed.`, `${name}: چیزی عوض نشده است.`]
  const { items, fresh, labour, added, versions, aside, pages, waiting } = taken
  const en = `${name}: ${items} items, ${fresh} not read before; `
  const persian = `${name}: ${fa(items)} مطلب که ${fa(fresh)} تا تازه است؛ `
  if (dryRun) {
    return [
      `${en}${labour} look like labour news by what the feed tells. Dry run: no page was asked for, nothing was stored.`,
      `${persian}${fa(labour)} مطلب از روی خود خوراک به خبر کارگری می‌ماند. آزمایشی: صفحه‌ای گرفته و چیزی ذخیره نشد.`,
    ]
  }
  const later =
    waiting === 0 ? ["", ""] : [` ${waiting} wait for the next reading.`, ` ${fa(waiting)} مطلب برای نوبت بعد ماند.`]
  return [
    `${en}${added} stored, ${versions} as versions of edited ones; of ${aside} that tell of no labour matter only hash and address are kept; ${pages} pages asked for.${later[0]}`,
    `${persian}${fa(added)} ذخیره شد و ${fa(versions)} نسخهٔ ویرایش‌شده بود؛ از ${fa(aside)} مطلب که دربارهٔ کار و کارگری نبود تنها اثر انگشت و نشانی ماند؛ ${fa(pages)} صفحه گرفته شد.${later[1]}`,
  ]
}

/** Is it a feed whose time has come, and that does not rest? @param now ISO instant. */
export function isDueFeed(account: SourceAccount, now: string): boolean {
  const { nextDue, paused } = account
  return isFeed(account) && !paused && (nextDue === null || nextDue <= now)
}

function isFeed({ kind, reach }: SourceAccount): boolean {
  return kind === "feed" && reach !== null
}
