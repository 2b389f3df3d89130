import { access, constants, lstat, mkdir, realpath } from "node:fs/promises"
import { join, resolve, sep } from "node:path"
import { type Drop, type Look, lookInto, markOf, type Passed, PUT_AWAY, type PutAway } from "../intake/folder/drops.ts"
import { putAway } from "../intake/folder/put-away.ts"
import { refusalText } from "../intake/refusal.ts"
import { pause } from "../jobs/pause.ts"
import { RecordError, recordErrorText } from "../record/errors.ts"
import type { RecordPlace } from "../record/open.ts"
import type { Record } from "../record/record.ts"
import { Failure, systemReason } from "./failure.ts"
import { type ImportedOne, importOne } from "./import-one.ts"
import { tell, tellPlaces } from "./messages.ts"
import type { Output } from "./output.ts"
import { stopSignal } from "./stop-signal.ts"
import { safeLine } from "./terminal-text.ts"
import { requireSource } from "./unknown-source.ts"
import { withRecord } from "./with-record.ts"

/** What `karnegar watch` was asked to do. */
export interface WatchOptions {
  readonly folder: string
  /** Key of the source of files that name none and lie in no folder of a source's key; null: as the file says. */
  readonly source: string | null
  /** Are pictures and documents of an export taken as evidence? */
  readonly media: boolean
  /** Take what lies there, then end. */
  readonly once: boolean
  /** For how long a drop must not have changed. */
  readonly settleSeconds: number
  readonly json: boolean
}

/** Wait between two looks, and after the record failed. */
const LOOK_MS = 1_000
const TROUBLE_MS = 10_000

/** What became of one drop. */
interface Outcome {
  readonly to: PutAway
  /** What stands in the file of reasons; null where there is nothing to tell. */
  readonly reason: string | null
  readonly code: string | null
  readonly imported: ImportedOne | null
}

/**
 * Imports what is dropped into a folder, once it has stopped growing, and moves it to `done` or `refused`.
 *
 * The folder is looked at again and again: the system's own notices are missing on network shares and memory cards, and whether
 * a file has stopped growing can be seen in no other way.
 *
 * @returns the exit status: 1 where it was asked to end by itself and something was refused or failed.
 * @throws Failure where the folder cannot be watched.
 */
export async function watchCommand(place: RecordPlace, options: WatchOptions, output: Output): Promise<number> {
  const root = await readyFolder(options.folder, place)
  const stop = stopSignal()
  const settled = new Settling(options.settleSeconds * 1000)
  const told = new Set<string>()
  let refused = 0
  if (options.source !== null)
    await withRecord(place, { mustExist: false }, (record) => requireSource(record, options.source))
  if (!options.once)
    tell(
      `watching ${safeLine(root)}; Ctrl-C ends it after the file in hand.`,
      `${safeLine(root)} زیر نظر است؛ با Ctrl-C پس از پرونده‌ای که در دست است پایان می‌یابد.`,
    )
  for (let looks = 0; !stop.aborted; looks++) {
    const look = await lookAt(root)
    for (const one of look.passed) if (!told.has(one.name)) tellPassed(one)
    for (const one of look.passed) told.add(one.name)
    const ready = settled.of(look.drops)
    if (ready.length > 0) {
      try {
        refused += await withRecord(place, { mustExist: false }, (record) => takeAll(record, ready))
      } catch (error) {
        // A full disk or a server that is away: what was dropped stays where it is.
        if (options.once || !(error instanceof RecordError)) throw error
        tell(
          `${error.code}: ${recordErrorText(error, "en")} What was dropped stays where it is and is tried again.`,
          `${recordErrorText(error, "fa")} آنچه در پوشه است سر جایش می‌ماند و دوباره کوشش می‌شود.`,
        )
        await pause(TROUBLE_MS, stop)
      }
    }
    if (options.once && (look.drops.length === 0 || looks > 0)) {
      tellGrowing(look.drops.length - ready.length)
      break
    }
    await pause(options.once ? options.settleSeconds * 1000 : LOOK_MS, stop)
  }
  return options.once && refused > 0 ? 1 : 0

  /** @returns how many were refused. */
  async function takeAll(record: Record, drops: readonly Drop[]): Promise<number> {
    const keys = new Set((await record.listSources()).map(({ key }) => key))
    let refused = 0
    for (const drop of drops) {
      if (stop.aborted) break
      const [folder] = drop.name.split("/")
      const source = folder !== drop.name && keys.has(folder!) ? folder! : options.source
      const outcome = await importDrop(record, drop, source, options.media)
      // Written to while it was read: it is read again, whole, once it has stopped. What was taken changes nothing then.
      if ((await markOf(drop.path)) !== drop.mark) continue
      const now = await move(root, drop, outcome)
      if (now === null) continue
      if (outcome.to === "refused") refused++
      await report(drop, now, outcome, options.json, output)
    }
    return refused
  }
}

/** Which drops have not changed for long enough. */
class Settling {
  readonly #ms: number
  #before = new Map<string, { readonly settles: string; readonly since: number }>()

  constructor(ms: number) {
    this.#ms = ms
  }

  of(drops: readonly Drop[]): readonly Drop[] {
    const now = performance.now()
    const before = this.#before
    this.#before = new Map(
      drops.map(({ name, settles }) => {
        const own = before.get(name)
        return [name, own?.settles === settles ? own : { settles, since: now }]
      }),
    )
    return drops.filter(({ name, settles }) => {
      const own = before.get(name)
      return own !== undefined && own.settles === settles && now - own.since >= this.#ms
    })
  }
}

/** Imports one drop. @throws RecordError where the record is what failed. */
async function importDrop(record: Record, drop: Drop, source: string | null, media: boolean): Promise<Outcome> {
  try {
    const imported = await importOne(record, {
      path: drop.path,
      source,
      media,
      chats: [],
      publicName: null,
      columns: {},
      published: null,
      lang: null,
    })
    const reasons = imported.refusals.map(
      ({ at, refusal }) =>
        `${at === "" ? "" : `${at}: `}${refusal.code}: ${refusalText(refusal, "en")}\n    ${refusalText(refusal, "fa")}\n`,
    )
    const more = imported.refused - imported.refusals.length
    if (more > 0) reasons.push(`… ${more} more · ${more.toLocaleString("fa")} مورد دیگر\n`)
    if (imported.read > 0)
      return { to: "done", reason: reasons.length === 0 ? null : reasons.join(""), code: null, imported }
    if (reasons.length > 0)
      return { to: "refused", reason: reasons.join(""), code: imported.refusals[0]!.refusal.code, imported }
    return refusedFor(
      "watch.nothing_read",
      "No text was found in it. Of an account's Telegram export only public channels are read: name another chat with karnegar import --chat NAME.",
      "متنی در آن پیدا نشد. از خروجی حساب تلگرام تنها کانال‌های همگانی خوانده می‌شود؛ گفت‌وگوی دیگر را با karnegar import ‎--chat NAME‎ نام ببرید.",
    )
  } catch (error) {
    if (error instanceof Failure) return refusedFor(error.code, error.en, error.fa)
    if (error instanceof RecordError) {
      if (error.code.startsWith("record.")) throw error
      return refusedFor(error.code, recordErrorText(error, "en"), recordErrorText(error, "fa"))
    }
    // A bug must not keep the files behind it waiting. Its place is told; its message could hold words of a report.
    tellPlaces(error)
    return refusedFor(
      "watch.fault",
      "A fault of Karnegar; the places in the program were printed where karnegar watch runs. Please tell us.",
      "ایراد خود کارنگار است؛ جایش در خروجی karnegar watch چاپ شده است. لطفاً به ما خبر دهید.",
    )
  }
}

function refusedFor(code: string, en: string, fa: string): Outcome {
  return { to: "refused", reason: `${code}: ${en}\n    ${fa}\n`, code, imported: null }
}

/** @throws Failure `watch.cannot_move`. */
async function move(root: string, drop: Drop, { to, reason }: Outcome): Promise<string | null> {
  try {
    return await putAway(root, drop, to, reason)
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) throw error
    const why = systemReason(error)
    const name = safeLine(drop.name)
    throw new Failure(
      "watch.cannot_move",
      `${name} was read, but cannot be moved into ${to}/ (${why}). Put that right and start again; nothing is doubled.`,
      `${name} خوانده شد ولی به ‎${to}/‎ نرفت (${why}). ایراد را برطرف کنید و دوباره آغاز کنید؛ چیزی تکراری نمی‌شود.`,
      { cause: error },
    )
  }
}

async function report(drop: Drop, now: string, { to, code, imported }: Outcome, json: boolean, output: Output) {
  if (json) {
    const { refusals: _, ...figures } = imported ?? { refusals: [] }
    await output.write(`${JSON.stringify({ file: drop.name, to: now, code, ...figures })}\n`)
    return
  }
  const [from, path] = [safeLine(drop.name), safeLine(now)]
  if (to === "done") tell(`${from} was read and lies in ${path} now.`, `${from} خوانده شد و اکنون در ${path} است.`)
  else
    tell(
      `${from}: refused (${code}); why stands beside ${path}`,
      `${from}: پذیرفته نشد (${code})؛ دلیلش کنار ${path} است`,
    )
}

async function lookAt(root: string): Promise<Look> {
  try {
    return await lookInto(root)
  } catch (error) {
    throw unfit(error, root)
  }
}

/**
 * The folder's real path, with `done` and `refused` made in it.
 *
 * @throws Failure `watch.no_folder`, `watch.read_only`, `watch.holds_record`.
 */
async function readyFolder(folder: string, place: RecordPlace): Promise<string> {
  let root: string
  try {
    root = await realpath(folder)
    await refuseUnwritable(root)
  } catch (error) {
    throw unfit(error, folder)
  }
  if ("dataDir" in place) {
    const data = await realpath(place.dataDir).catch(() => resolve(place.dataDir))
    if (`${data}${sep}`.startsWith(`${root}${sep}`))
      throw new Failure(
        "watch.holds_record",
        "the record lies in this folder, and would be taken for something that was dropped. Watch another one.",
        "کارنامه در همین پوشه است و به جای پروندهٔ تازه گرفته می‌شود. پوشهٔ دیگری را زیر نظر بگیرید.",
        { status: 2 },
      )
  }
  for (const name of PUT_AWAY) {
    const own = join(root, name)
    try {
      await mkdir(own).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "EEXIST") throw error
      })
      await refuseUnwritable(own)
    } catch (error) {
      throw unfit(error, own)
    }
  }
  return root
}

/** @throws the system's error where it is no folder, but a link to one, or cannot be written to. */
async function refuseUnwritable(path: string): Promise<void> {
  if (!(await lstat(path)).isDirectory())
    throw Object.assign(new Error(`${path} is no folder`), { code: "ENOTDIR", syscall: "lstat" })
  await access(path, constants.R_OK | constants.W_OK | constants.X_OK)
}

function unfit(error: unknown, folder: string): unknown {
  if (!(error instanceof Error && "syscall" in error)) return error
  const why = systemReason(error)
  const name = safeLine(folder)
  if ("code" in error && (error.code === "EACCES" || error.code === "EROFS" || error.code === "EPERM"))
    return new Failure(
      "watch.read_only",
      `${name} cannot be written to (${why}); files are moved out of it when they are read. Fix its permissions.`,
      `در ${name} نمی‌توان نوشت (${why})؛ پرونده‌ها پس از خواندن جابه‌جا می‌شوند. دسترسی‌اش را درست کنید.`,
      { cause: error },
    )
  return new Failure(
    "watch.no_folder",
    `${name} cannot be watched (${why}). Name a folder; done and refused in it must be folders, not links.`,
    `${name} را نمی‌توان زیر نظر گرفت (${why}). پوشه‌ای بدهید؛ done و refused در آن باید پوشه باشند، نه پیوند.`,
    { cause: error },
  )
}

const PASSED_WORDS: { readonly [why in Passed["why"]]: readonly [en: string, fa: string] } = {
  link: ["a link, which is not followed", "پیوند است و دنبال نمی‌شود"],
  special: ["neither a file nor a folder", "نه پرونده است و نه پوشه"],
  unreadable: ["closed to this user", "به روی این کاربر بسته است"],
  deep: ["too deep inside", "بیش از اندازه تودرتوست"],
}

function tellPassed({ name, why }: Passed): void {
  const [en, fa] = PASSED_WORDS[why]
  tell(`${safeLine(name)} is left where it is: ${en}.`, `${safeLine(name)} سر جایش می‌ماند: ${fa}.`)
}

function tellGrowing(count: number): void {
  if (count > 0)
    tell(
      `${count} still being written; left for the next time.`,
      `${count.toLocaleString("fa")} پرونده هنوز در حال نوشته شدن است؛ برای بار بعد ماند.`,
    )
}
