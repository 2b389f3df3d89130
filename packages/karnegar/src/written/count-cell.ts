import { type Knowledge, type Participants, readDoc, readParticipants } from "@karnegar/coder"
import { digits } from "./date-cell.ts"

/** Why a cell gives no number. */
export type CountFault = "number.unreadable" | "number.too_large"

/** Larger than any count of people that we take. */
const MOST = 20_000_000
const MOST_LETTERS = 200
/** «کمتر از ۵۰»: no more than that, at least one. */
const AT_MOST =
  /^(?:کمتر از|حداکثر|حد اکثر|کمتراز|fewer than|less than|under|up to|at most|<|≤)\s*(\d+)\s*(?:نفر|تن|کارگر|people|workers|persons)?$/i
const PLAIN = /^\d+(?:\.0+)?$/
/** `1,200`, `۱٬۲۰۰`, `1'200`: thousands set apart. */
const THOUSANDS = /(\d)[,٬'،](?=\d{3}(?!\d))/g

/**
 * Reads a number of people as people write it into a cell: `300`, «حدود ۳۰۰», "more than 300", `200-300`, «ده‌ها نفر».
 *
 * The words are the codebook's: about 300 is 300; more than 300 is open; tens of people are 20 to 99.
 */
export function readRangeCell(written: string, knowledge: Knowledge): Participants | CountFault {
  const text = digits(written.slice(0, MOST_LETTERS + 1))
    .trim()
    .replace(THOUSANDS, "$1")
  if (text.length > MOST_LETTERS) return "number.unreadable"
  if (PLAIN.test(text)) return within({ min: Number(text), max: Number(text) })
  const open = /^(\d+)\s*\+$/.exec(text)
  if (open !== null) return within({ min: Number(open[1]), max: null })
  const above = /^[>≥]\s*(\d+)$/.exec(text)
  if (above !== null) return within({ min: Number(above[1]), max: null })
  const below = AT_MOST.exec(text)
  if (below !== null) return within({ min: 1, max: Number(below[1]) })
  const range = /^(\d+)\s*(?:-|–|—|تا|الی|to)\s*(\d+)(?:\s*(?:نفر|تن|کارگر|people|workers|persons))?$/i.exec(text)
  if (range !== null) {
    const [min, max] = [Number(range[1]), Number(range[2])]
    return min <= max ? within({ min, max }) : "number.unreadable"
  }
  for (const cell of [text, `${text} نفر`, `${text} people`]) {
    const found = readParticipants(readDoc(cell), knowledge.dateWords.numbers)
    if (found.length > 1) return "number.unreadable"
    if (found.length === 1) {
      const {
        span: [from, to],
        min,
        max,
      } = found[0]!
      // «1.200» and «-5»: a part of the cell that looks like a number was not understood.
      if (/[\d-]/.test(cell.slice(0, from) + cell.slice(to))) return "number.unreadable"
      return within({ min, max })
    }
  }
  return "number.unreadable"
}

/** A plain count of things; Persian digits and thousands set apart are read, words are not. */
export function readCountCell(written: string): number | CountFault {
  const text = digits(written.slice(0, MOST_LETTERS)).trim().replace(THOUSANDS, "$1")
  if (!PLAIN.test(text)) return "number.unreadable"
  return Number(text) > MOST ? "number.too_large" : Number(text)
}

function within(range: Participants): Participants | CountFault {
  return range.min > MOST || (range.max ?? 0) > MOST ? "number.too_large" : range
}
