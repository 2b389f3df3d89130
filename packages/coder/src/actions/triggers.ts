import type { Form, Status } from "../codes.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"

/** A mention of a form of action with what its sentence says of its reality. */
export interface Trigger {
  readonly mention: Mention
  readonly form: Form
  readonly status: Status
  /** Mentions that the status rests on; empty when held by default. */
  readonly statusBy: readonly Mention[]
  /** Refers back («این تجمع», «تجمع‌کنندگان»): never opens an action of its own when one stands. */
  readonly anaphoric: boolean
  /** Told as somebody's words inside quotation marks. */
  readonly quoted: boolean
  /** Told of an earlier time, as history. */
  readonly past: boolean
  /** Nominal mention without a verb of holding it; weaker evidence than a finite clause. */
  readonly inTitle: boolean
}

/** Words before a form that make it refer back. */
const DEMONSTRATIVES = new Set("این ان همین همان اینگونه مذکور یادشده this these that those".split(" "))
/** Participants named by the act itself: «تجمع‌کنندگان», «اعتصابیون». */
const ACT_PEOPLE = [
  "کنندگان",
  "کننده",
  "کنندهها",
  "اعتصابیون",
  "اعتصابکنندگان",
  "متحصنین",
  "متحصنان",
  "معترضان",
  "معترضین",
  "strikers",
  "protesters",
]
const FUTURE = new Set("خواهند خواهیم خواهد خواهم will".split(" "))

/**
 * Which tokens stand inside quotation marks. A pair longer than 60 tokens is taken as a slip and ignored.
 */
export function quotedTokens(doc: Doc): Uint8Array {
  const out = new Uint8Array(doc.count)
  let open = -1
  for (let i = 0; i < doc.count; i++) {
    if (doc.kinds[i] !== TokenKind.mark) continue
    const word = doc.words[i]!
    if (word === "«" || word === "“") open = i
    else if ((word === "»" || word === "”") && open >= 0) {
      if (i - open <= 60 && i - open > 4) for (let k = open + 1; k < i; k++) out[k] = 1
      open = -1
    }
  }
  return out
}

/** Reads every form of action that a document tells of as real, called, threatened or over. Denied ones are left out. */
export function readTriggers(doc: Doc, mentions: readonly Mention[], quoted: Uint8Array): Trigger[] {
  const bySentence = new Map<number, Mention[]>()
  for (const m of mentions) {
    if (m.kind !== "status" && m.kind !== "cue") continue
    const list = bySentence.get(m.sentence) ?? []
    list.push(m)
    bySentence.set(m.sentence, list)
  }
  const out: Trigger[] = []
  for (const mention of mentions) {
    if (mention.kind !== "form" || mention.inName) continue
    const cues = bySentence.get(mention.sentence) ?? []
    if (mention.negated || has(cues, "denial")) continue
    if (has(cues, "figurative") || has(cues, "sport")) continue
    const [first, past] = doc.sentences[mention.sentence]!
    const status = readStatus(doc, mention, cues, first, past)
    out.push({
      mention,
      form: mention.code as Form,
      status: status.status,
      statusBy: status.by,
      anaphoric: isAnaphoric(doc, mention, first),
      quoted: quoted[mention.first] === 1,
      past: has(cues, "history"),
      inTitle: doc.lineOf[mention.sentence] === 0,
    })
  }
  return out
}

function has(cues: readonly Mention[], code: string): boolean {
  return cues.some((c) => c.kind === "cue" && c.code === code)
}

function isAnaphoric(doc: Doc, mention: Mention, sentenceFirst: number): boolean {
  for (let i = mention.first - 1; i >= sentenceFirst && i >= mention.first - 2; i--)
    if (DEMONSTRATIVES.has(doc.words[i]!)) return true
  for (let i = mention.first; i < Math.min(mention.past + 1, doc.count); i++)
    if (ACT_PEOPLE.includes(doc.words[i]!)) return true
  return false
}

/** Nearest status cue of the sentence; a future verb after the form makes it a call. */
function readStatus(
  doc: Doc,
  mention: Mention,
  cues: readonly Mention[],
  first: number,
  past: number,
): { status: Status; by: readonly Mention[] } {
  let best: Mention | null = null
  let bestRank = -1
  const rank: Record<string, number> = { cancelled: 6, threatened: 5, called: 4, ended: 3, ongoing: 2 }
  for (const cue of cues) {
    if (cue.kind !== "status") continue
    const r = rank[cue.code] ?? 0
    const distance = cue.first >= mention.past ? cue.first - mention.past : mention.first - cue.past
    if (distance > 16) continue
    if (r > bestRank) {
      best = cue
      bestRank = r
    }
  }
  if (best !== null && best.code !== "held") return { status: best.code as Status, by: [best] }
  for (let i = Math.max(first, mention.first - 1); i < Math.min(past, mention.past + 8); i++) {
    if (FUTURE.has(doc.words[i]!)) return { status: "called", by: [mention] }
  }
  return { status: "held", by: [] }
}
