import { tell } from "./messages.ts"
import { canDraw, drawStatus } from "./status-line.ts"

/** Silence before the first word, and between two of them; where nothing can be drawn anew. */
const FIRST_MS = 2_000
const AGAIN_MS = 5_000
/** The same on a terminal. */
const FIRST_DRAWN_MS = 300
const REDRAW_MS = 100
const BAR_COLUMNS = 24

/** Says on standard error how far long work has come: a bar on a terminal, else lines now and then. Short work says nothing. */
export class Progress {
  readonly #draws = canDraw()
  #next = Date.now() + (this.#draws ? FIRST_DRAWN_MS : FIRST_MS)

  /**
   * @param words English and Persian, made only when they are shown.
   * @param share How much of it is done, 0 to 1; null where nobody can know.
   */
  at(words: () => readonly [en: string, fa: string], share: number | null = null): void {
    if (Date.now() < this.#next) return
    this.#next = Date.now() + (this.#draws ? REDRAW_MS : AGAIN_MS)
    const [en, fa] = words()
    if (this.#draws) drawStatus(`${share === null ? "" : `${bar(share)}  `}${en} · ${fa}`)
    else tell(en, fa)
  }
}

/** `[######------]  50 %` */
function bar(share: number): string {
  const done = Math.max(0, Math.min(1, share))
  const full = Math.floor(done * BAR_COLUMNS)
  return `[${"#".repeat(full)}${"-".repeat(BAR_COLUMNS - full)}] ${String(Math.floor(done * 100)).padStart(3)} %`
}

/** `12,000 of 100,000 rows (12 %)` in both languages. */
export function share(done: number, total: number): readonly [en: string, fa: string] {
  const percent = total === 0 ? 100 : Math.floor((100 * done) / total)
  const count = (n: number, locale: string) => n.toLocaleString(locale)
  return [
    `${count(done, "en")} of ${count(total, "en")} rows (${percent} %)`,
    `${count(done, "fa")} سطر از ${count(total, "fa")} (${count(percent, "fa")}٪)`,
  ]
}
