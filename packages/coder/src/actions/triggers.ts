import type { Form, Status } from "../codes.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"
import type { DiscardCode, Trace } from "../trace.ts"

/** A mention of a form of action with what its sentence says of its reality. */
export interface Trigger {
  readonly mention: Mention
  readonly form: Form
  readonly status: Status
  /** Mentions that the status rests on; empty when held by default. */
  readonly statusBy: readonly Mention[]
  /** Refers back («این تجمع», «تجمع‌کنندگان»): never opens an action of its own when one of its form stands. */
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
/** Acts spoken of in general («برگزاری تجمعات»): no act unless somebody or some day is named beside them. */
const PLURAL = new Set(
  "تجمعات تجمعها تجمعهای اعتصابات اعتصابها اعتصابهای تحصنها تحصنهای راهپیماییها راهپیماییهای".split(" "),
)
/** Words that open a condition («اگر تا شنبه پول نرسد، …»). */
const CONDITION = new Set("اگر چنانچه درصورتیکه درصورتی if unless".split(" "))
/** Words that open what is true at any time («وقتی کارگر تجمع می‌کند، …»). */
const WHENEVER = new Set("وقتی هرگاه هروقت هربار whenever".split(" "))

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
export function readTriggers(
  doc: Doc,
  mentions: readonly Mention[],
  quoted: Uint8Array,
  trace: Trace | null = null,
): Trigger[] {
  const cues = new Map<number, Set<string>>()
  for (const m of mentions) {
    if (m.kind !== "cue") continue
    const codes = cues.get(m.sentence)
    if (codes === undefined) cues.set(m.sentence, new Set([m.code]))
    else codes.add(m.code)
  }
  const statuses = mentions.filter((m) => m.kind === "status")
  const out: Trigger[] = []
  for (const mention of mentions) {
    if (mention.kind !== "form") continue
    const here = cues.get(mention.sentence)
    const unreal = whyUnreal(doc, mentions, mention, here)
    if (unreal !== null) {
      trace?.drop(doc, unreal, mention)
      continue
    }
    const [first, past] = doc.sentences[mention.sentence]!
    const status = readStatus(doc, mention, statuses, first, past)
    out.push({
      mention,
      form: mention.code as Form,
      status: status.status,
      statusBy: status.by,
      anaphoric: isAnaphoric(doc, mention, first),
      quoted: quoted[mention.first] === 1,
      past: here?.has("history") === true,
      inTitle: doc.lineOf[mention.sentence] === 0,
    })
  }
  return out
}

/** Why a form is told of no act; `null` when it may be one. */
function whyUnreal(
  doc: Doc,
  mentions: readonly Mention[],
  mention: Mention,
  cues: ReadonlySet<string> | undefined,
): DiscardCode | null {
  if (mention.inName) return "mention.in_name"
  if (mention.negated) return "mention.negated"
  if (cues?.has("denial")) return "act.denied"
  if (cues?.has("figurative")) return "act.figurative"
  if (cues?.has("sport")) return "act.sport"
  if (cues?.has("hypothetical") && hypothetical(mentions, mention)) return "act.possibility"
  if (isGeneral(doc, mention)) return "act.general"
  return outdone(mentions, mention) ? "act.outdone" : null
}

/** «حق اعتصاب», «احتمال تجمع»: a possibility told close before the form. */
function hypothetical(mentions: readonly Mention[], form: Mention): boolean {
  return mentions.some(
    (m) =>
      m.kind === "cue" &&
      m.code === "hypothetical" &&
      m.first <= form.past &&
      form.first - m.past <= 4 &&
      m.first >= form.first - 8,
  )
}

/** Spoken of in general: a condition of any time, or acts in the plural that nobody in the sentence is said to do. */
function isGeneral(doc: Doc, form: Mention): boolean {
  const [first, past] = doc.sentences[form.sentence]!
  for (let i = form.first - 1; i >= first && i >= form.first - 6; i--) if (WHENEVER.has(doc.words[i]!)) return true
  if (!PLURAL.has(doc.words[form.first]!) || form.past - form.first > 1) return false
  const before = doc.words[form.first - 1]
  return form.first > first && (before === "برگزاری" || before === "حق") && past - form.first > 1
}

/** A weak reading gives way to a sure form in its sentence, and standing before a spot to the march that led there. */
function outdone(mentions: readonly Mention[], form: Mention): boolean {
  for (const m of mentions) {
    if (m === form || m.kind !== "form" || m.sentence !== form.sentence || m.inName || m.negated || m.weak) continue
    if (form.weak && m.code !== form.code && !form.by.startsWith("reader:")) return true
    if (
      form.code === "gathering" &&
      m.code === "march" &&
      form.past - form.first > 2 &&
      m.first < form.past &&
      form.first < m.past
    )
      return true
  }
  return false
}

function isAnaphoric(doc: Doc, mention: Mention, sentenceFirst: number): boolean {
  for (let i = mention.first - 1; i >= sentenceFirst && i >= mention.first - 2; i--)
    if (DEMONSTRATIVES.has(doc.words[i]!)) return true
  return isActPeople(doc, mention)
}

function isActPeople(doc: Doc, mention: Mention): boolean {
  for (let i = mention.first; i < Math.min(mention.past + 1, doc.count); i++)
    if (ACT_PEOPLE.includes(doc.words[i]!)) return true
  return false
}

/** Strongest first: a strike that was called off is no call any more. */
const RANK: Readonly<Record<string, number>> = { cancelled: 6, threatened: 5, called: 4, ended: 3, ongoing: 2 }
/** Most tokens between a form and a word that tells its status, and the longest such phrase. */
const REACH = 16
/** «اعتصابی که … راه افتاده بود … تمام شد»: the verb that ends an act may stand far behind it. */
const REACH_OF_END = 34
const LONGEST = 12

/**
 * The strongest status cue near a form in its sentence; a future verb after the form makes it a call.
 *
 * @param statuses All status mentions, in text order.
 */
function readStatus(
  doc: Doc,
  mention: Mention,
  statuses: readonly Mention[],
  first: number,
  past: number,
): { status: Status; by: readonly Mention[] } {
  let best: Mention | null = null
  let bestRank = -1
  const from = Math.max(first, mention.first - REACH - LONGEST)
  for (let i = firstAtOrAfter(statuses, from); i < statuses.length; i++) {
    const cue = statuses[i]!
    if (cue.first >= past || cue.first > mention.past + REACH_OF_END) break
    if (cue.first > mention.past + REACH && cue.code !== "ended") continue
    if (mention.first - cue.past > REACH) continue
    if (cue.code === "called" && isActPeople(doc, mention)) continue
    const rank = RANK[cue.code] ?? 0
    if (rank > bestRank) {
      best = cue
      bestRank = rank
    }
  }
  if (best !== null && best.code !== "held") return { status: best.code as Status, by: [best] }
  for (let i = mention.first - 1; i >= first && i >= mention.first - 40; i--) {
    if (CONDITION.has(doc.words[i]!)) return { status: "threatened", by: [] }
  }
  for (let i = Math.max(first, mention.first - 1); i < Math.min(past, mention.past + 8); i++) {
    if (FUTURE.has(doc.words[i]!)) return { status: "called", by: [mention] }
  }
  return { status: "held", by: [] }
}

function firstAtOrAfter(mentions: readonly Mention[], token: number): number {
  let low = 0
  let high = mentions.length
  while (low < high) {
    const mid = (low + high) >> 1
    if (mentions[mid]!.first < token) low = mid + 1
    else high = mid
  }
  return low
}
