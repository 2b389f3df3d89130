import type { Trigger } from "../actions/triggers.ts"
import { BySentence } from "../by-sentence.ts"
import type { CodedAction, MentionedAction, Span, Themes } from "../coded.ts"
import type { Demand, Form, Kind, Outcome, Repression, Workforce } from "../codes.ts"
import type { Knowledge } from "../knowledge.ts"
import type { Mention } from "../mentions/mention.ts"
import { type Doc, TokenKind } from "../text/doc.ts"
import { spanOf } from "../text/spans.ts"
import type { Actor } from "../who/actor.ts"

/** What themes are read from. */
export interface ThemeSource {
  readonly doc: Doc
  readonly mentions: readonly Mention[]
  readonly actors: readonly Actor[]
  readonly triggers: readonly Trigger[]
  readonly actions: readonly CodedAction[]
  /** Names of organisations as written, the issuer first. */
  readonly organisations: readonly string[]
  readonly events: readonly {
    readonly name: string
    readonly date: string | null
    readonly first: number
    readonly past: number
  }[]
  readonly placesCounts: readonly { readonly count: number; readonly sentence: number }[]
  /** Workforce of a workplace row of the gazetteer. */
  readonly workplaceWorkforce: (id: string) => Workforce | null
  readonly kind: Kind
  /** True for a text that speaks of work at all; others have no themes. */
  readonly labour: boolean
}

/** What a whole document speaks of (codebook §10): at least the union of its actions' codes. */
export function readThemes(source: ThemeSource): Themes {
  const { doc, mentions, actions } = source
  const workforces: Workforce[] = []
  const demands: Demand[] = []
  const outcomes: Outcome[] = []
  const repression: Repression[] = []
  for (const a of actions) {
    add(workforces, a.workforce)
    for (const workforce of a.joint_with) add(workforces, workforce)
    for (const demand of a.demands) add(demands, demand)
    for (const outcome of a.outcomes) add(outcomes, outcome)
    for (const measure of a.repression) add(repression, measure)
  }
  const workplaces: string[] = []
  const statement = source.kind === "statement" || source.kind === "call"
  if (source.labour || actions.length > 0) {
    addGroups(workforces, source, statement)
    for (let at = 0; at < mentions.length; at++) {
      const m = mentions[at]!
      if (m.inName || (m.weak && !(m.kind === "repression" && isListed(mentions, at)))) continue
      if (m.kind === "demand") add(demands, m.code as Demand)
      else if (m.negated) continue
      else if (m.kind === "outcome") add(outcomes, m.code as Outcome)
      else if (m.kind === "repression") add(repression, m.code as Repression)
    }
    for (const m of mentions) {
      if (m.kind === "workplace") add(workplaces, text(doc, m.first, m.past))
    }
    for (const a of actions)
      if (a.employer !== null && !workplaces.some((w) => a.employer!.includes(w))) add(workplaces, a.employer)
  }
  return {
    workforces: workforces.length > 1 ? workforces.filter((code) => code !== "workers_other") : workforces,
    demands,
    outcomes,
    repression,
    organisations: source.organisations,
    workplaces,
    context_events: source.events.map(({ name, date }) => ({ name, date })),
    mentioned_actions: actions.length > 0 ? [] : readMentioned(source),
    solidarity: readSolidarity(source),
    appeals: readAppeals(source),
  }
}

/** Most tokens between two members of a list («تهدید، احضار، زندان و …»). */
const IN_LIST = 3

/** Stands a bare word of repression beside another such: «تهدید، احضار، تبعید». */
function isListed(mentions: readonly Mention[], at: number): boolean {
  const m = mentions[at]!
  const joins = (other: Mention) =>
    other.kind === "repression" && other.code !== m.code && other.sentence === m.sentence && !other.negated
  for (let i = at - 1; i >= 0 && mentions[i]!.first >= m.first - 8; i--)
    if (joins(mentions[i]!) && m.first - mentions[i]!.past <= IN_LIST) return true
  for (let i = at + 1; i < mentions.length && mentions[i]!.first <= m.past + IN_LIST; i++)
    if (joins(mentions[i]!)) return true
  return false
}

/** Sentences at the end of a statement in which its signatures stand. */
const SIGNATURE = 5

/**
 * Adds the groups that a text names as acting, addressed or affected. A report of acts speaks of those who do something in it;
 * other texts of all whom they name, and a statement to trades by their plants too.
 */
function addGroups(out: Workforce[], source: ThemeSource, statement: boolean): void {
  if (source.kind === "other") return
  const acts = source.actions.length > 0 && source.kind !== "roundup" && !statement
  for (const a of source.actors) {
    if (a.workforce === "non_labour" || (a.weak && a.workforce !== "workers_other")) continue
    const people = a.mentions.some((m) => m.people)
    if (acts ? a.oblique || a.weak || !people : !people && !statement && source.kind !== "roundup") continue
    add(out, a.workforce)
  }
  if (!statement) return
  const last = source.doc.sentences.length - SIGNATURE
  const named = source.mentions.filter((m) => m.kind === "workforce" || m.kind === "workplace")
  for (const [i, m] of named.entries()) {
    if (m.kind === "workplace") {
      const byPlant = source.workplaceWorkforce(m.code)
      if (byPlant !== null && byPlant !== "non_labour") add(out, byPlant)
      continue
    }
    // A body speaks for its trade: «سندیکای کارگران نیشکر» in the heading or among the signatures.
    const spoken = !m.inName || m.sentence < 2 || m.sentence >= last
    if (!spoken || m.weak || m.code === "non_labour") continue
    // A trade's place is named for its people only among others: «از راه‌آهن تا شهرداری‌ها و معادن».
    if (m.people || isNear(named[i - 1], m) || isNear(m, named[i + 1])) add(out, m.code as Workforce)
  }
}

/** Stands nothing but a word or two between one name and the next of another trade? */
function isNear(a: Mention | undefined, b: Mention | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    a.code !== b.code &&
    !a.people &&
    !b.people &&
    b.first - a.past <= 2 &&
    b.first > a.past
  )
}

function text(doc: Doc, first: number, past: number): string {
  const [start, end] = spanOf(doc, first, past)
  return doc.text.slice(start, end).replace(/[\s_]+/g, " ")
}

/** Adds what a list does not have yet; no list of codes or names is long. */
function add<T extends string>(list: T[], name: T): void {
  if (!list.includes(name)) list.push(name)
}

/** Acts told without a day: one for each group and paragraph that names a form. */
function readMentioned(source: ThemeSource): MentionedAction[] {
  const { doc, mentions } = source
  const byKey = new Map<
    string,
    {
      forms: Set<Form>
      workforce: Workforce
      workplace: string | null
      places_count: number | null
      demands: Set<Demand>
      outcomes: Set<Outcome>
      span: Span
    }
  >()
  if (source.triggers.length === 0) return []
  const strong = source.actors.filter((a) => !a.weak)
  const inSentence = new BySentence(strong)
  const inLine = firstOfLine(doc, strong)
  const plants = firstOfLine(
    doc,
    mentions.filter((m) => m.kind === "workplace"),
  )
  const claims = new Map<number, Mention[]>()
  for (const m of mentions) {
    if (m.inName || m.weak || (m.kind !== "demand" && (m.kind !== "outcome" || m.negated))) continue
    const line = doc.lineOf[m.sentence]!
    const list = claims.get(line)
    if (list === undefined) claims.set(line, [m])
    else list.push(m)
  }
  const counts = new Map(source.placesCounts.map((c) => [doc.lineOf[c.sentence]!, c.count]))
  for (const trigger of source.triggers) {
    const line = doc.lineOf[trigger.mention.sentence]!
    const actor = inSentence.in(trigger.mention.sentence)[0] ?? inLine.get(line) ?? null
    if (actor === null) continue
    const key = `${line} ${actor.workforce}`
    const plant = plants.get(line) ?? null
    const had = byKey.get(key)
    if (had !== undefined) {
      had.forms.add(trigger.form)
      continue
    }
    const item = {
      forms: new Set<Form>([trigger.form]),
      workforce: actor.workforce,
      workplace: plant === null ? null : text(doc, plant.first, plant.past),
      places_count: counts.get(line) ?? null,
      demands: new Set<Demand>(),
      outcomes: new Set<Outcome>(),
      span: spanOf(doc, trigger.mention.first, trigger.mention.past),
    }
    for (const m of claims.get(line) ?? []) {
      if (m.kind === "demand") item.demands.add(m.code as Demand)
      else item.outcomes.add(m.code as Outcome)
    }
    byKey.set(key, item)
  }
  return [...byKey.values()].map((i) => ({
    forms: [...i.forms],
    workforce: i.workforce,
    workplace: i.workplace,
    places_count: i.places_count,
    demands: [...i.demands],
    outcomes: [...i.outcomes],
    span: i.span,
  }))
}

/** The first thing that stands in each line. */
function firstOfLine<T extends { readonly sentence: number }>(doc: Doc, all: readonly T[]): Map<number, T> {
  const out = new Map<number, T>()
  for (const one of all) {
    const line = doc.lineOf[one.sentence]!
    if (!out.has(line)) out.set(line, one)
  }
  return out
}

/** Who is said to support whom: a sympathy cue with a supporter before it and the supported after. */
function readSolidarity(source: ThemeSource): { from: string; to: string }[] {
  const { doc, mentions, actors } = source
  const out: { from: string; to: string }[] = []
  const cues = mentions.filter((m) => m.kind === "cue" && m.code === "sympathy")
  if (cues.length === 0) return out
  const bodies = new BySentence(mentions.filter((m) => m.kind === "organisation"))
  const strong = new BySentence(actors.filter((a) => !a.weak))
  const upright = firstOfLine(
    doc,
    actors.filter((a) => !a.oblique),
  )
  const told = new Set<string>()
  for (const cue of cues) {
    const here = strong.in(cue.sentence)
    const organisations = bodies.in(cue.sentence)
    const before = [
      ...here.filter((a) => a.past <= cue.first).map((a) => a.workforce as string),
      ...organisations.filter((m) => m.past <= cue.first).map((m) => text(doc, m.first, m.past)),
    ]
    // Whom a support is for stands behind it, or within: «از اعتصاب رانندگان حمایت می‌کند».
    const after = here.filter((a) => a.past > cue.first).map((a) => a.workforce as string)
    const nearby = upright.get(doc.lineOf[cue.sentence]!)
    const from =
      before.length > 0
        ? before
        : source.organisations.length > 0 && nearby === undefined
          ? source.organisations.slice(0, 1)
          : nearby === undefined
            ? []
            : [nearby.workforce as string]
    const oblique = here.filter((a) => a.past <= cue.first && a.oblique).map((a) => a.workforce as string)
    const named = nameAfter(doc, cue.past)
    const to = after.length > 0 ? after : oblique.length > 0 ? oblique : named === null ? [] : [named]
    for (const f of new Set(from)) {
      for (const t of new Set(to)) {
        if (f === t || told.has(`${f}\n${t}`)) continue
        told.add(`${f}\n${t}`)
        out.push({ from: f, to: t })
      }
    }
  }
  return out
}

const ENDS_NAME = new Set("در از به با برای که را تا نیز هم است شد شدند بود کرد کردند و بر این ان همه".split(" "))

/** Whom a support is for, as written: up to four words after it, to the next preposition or mark. */
function nameAfter(doc: Doc, first: number): string | null {
  const past = first < doc.count ? doc.sentences[doc.sentenceOf[first]!]![1] : first
  let end = first
  while (end < past && end < first + 4 && doc.kinds[end] === 0 && !ENDS_NAME.has(doc.words[end]!)) end++
  return end === first ? null : text(doc, first, end)
}

function readAppeals(source: ThemeSource): Span[] {
  return source.mentions
    .filter((m) => m.kind === "cue" && m.code === "appeal")
    .map((m) => spanOf(source.doc, m.first, m.past))
}

/** Uprisings, epidemics and laws that a text refers to, each once, with their date where they have one. */
export function readEvents(
  doc: Doc,
  mentions: readonly Mention[],
  knowledge: Knowledge,
): { name: string; date: string | null; first: number; past: number }[] {
  const out: { name: string; date: string | null; first: number; past: number }[] = []
  for (const m of mentions) {
    if (m.kind !== "event") continue
    // «۶ دی ۱۳۹۶» is a day, «دی ۱۳۹۶» the uprising.
    if (m.first > 0 && doc.kinds[m.first - 1] === TokenKind.number) continue
    const event = knowledge.events.get(m.code)
    if (event === undefined || out.some((e) => e.name === event.name)) continue
    out.push({ name: event.name, date: event.date, first: m.first, past: m.past })
  }
  return out
}
