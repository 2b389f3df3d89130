import { type Mention, mentionAt } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import type { SpotHere } from "../where/where.ts"
import type { Actor } from "../who/actor.ts"
import type { ClauseWords } from "./clause-words.ts"
import { headingForm } from "./items.ts"

const BEFORE = new Set("مقابل جلوی جلو روبروی برابر جنب محوطه حیاط میدان outside front steps".split(" "))

/**
 * Gatherings told without a word for them: «بازنشستگان مخابرات مقابل شرکت در میدان ونک؛ …».
 *
 * A spot behind «مقابل» or its like makes one where its item of a list names a group and no form of action, or
 * where a whole document of one group names no form at all.
 */
export function implicitGatherings(
  doc: Doc,
  mentions: readonly Mention[],
  actors: readonly Actor[],
  spots: readonly SpotHere[],
  itemOf: Int32Array,
  words: ClauseWords,
): Mention[] {
  if (spots.length === 0 && !itemOf.includes(1)) return nextCalls(mentions)
  const withForm = new Set<number>()
  const formSentences = new Set<number>()
  const protesting = new Set<number>()
  let anyForm = false
  for (const m of mentions) {
    if (m.kind === "cue" && m.code === "protest") protesting.add(m.sentence)
    if (m.kind !== "form" || m.inName) continue
    formSentences.add(m.sentence)
    withForm.add(itemOf[m.sentence]!)
    anyForm = true
  }
  const out: Mention[] = []
  const done = new Set<number>()
  const gather = (first: number, sentence: number) => {
    done.add(itemOf[sentence]!)
    out.push(gathering(first, sentence))
  }
  const withActor = new Set<number>()
  for (const a of actors) if (!a.weak || itemOf[a.sentence]! > 0) withActor.add(itemOf[a.sentence]!)
  for (const spot of spots) {
    const item = itemOf[spot.sentence]!
    if (done.has(item) || withForm.has(item) || (item === 0 && anyForm)) continue
    if (!withActor.has(item)) continue
    const at = preposition(doc, spot)
    if (at < 0) continue
    gather(at, spot.sentence)
  }
  // «… مقابل استانداری به نپرداختن مزدها اعتراض کردند»: who protests before a spot has gathered there.
  const people = new Map<number, number>()
  for (const a of actors)
    if (!a.weak && (a.standing === "subject" || a.standing === "act") && !people.has(a.sentence))
      people.set(a.sentence, a.past)
  let last = -1
  for (const spot of spots) {
    const { sentence } = spot
    if (sentence === last || formSentences.has(sentence) || !protesting.has(sentence)) continue
    if (done.has(itemOf[sentence]!)) continue
    const at = preposition(doc, spot)
    if (at < (people.get(sentence) ?? doc.count)) continue
    last = sentence
    out.push(gathering(at, sentence))
  }
  for (const told of nextCalls(mentions)) out.push(told)
  const heading = headingForm(doc, mentions, itemOf.indexOf(1), words)
  // «سه تجمع امروز: …»: what the heading counts is what each group of the list did.
  if (heading !== null) {
    for (const actor of actors) {
      const item = itemOf[actor.sentence]!
      if (item === 0 || actor.weak || done.has(item) || withForm.has(item)) continue
      done.add(item)
      out.push(mentionAt(heading, actor.first, actor.first + 1, actor.sentence, "reader:heading_form"))
    }
  }
  // In a list even a spot that no register knows will do: «کارکنان رسمی ماشین‌سازی در حیاط شرکت».
  for (const actor of actors) {
    const item = itemOf[actor.sentence]!
    if (item === 0 || done.has(item) || withForm.has(item)) continue
    const past = doc.sentences[actor.sentence]![1]
    for (let i = actor.past; i < Math.min(past, actor.past + 8); i++) {
      if (!BEFORE.has(doc.words[i]!)) continue
      gather(i, actor.sentence)
      break
    }
  }
  return out
}

function gathering(first: number, sentence: number): Mention {
  return {
    kind: "form",
    code: "gathering",
    first,
    past: first + 1,
    sentence,
    by: "reader:implicit_gathering",
    negated: false,
    weak: true,
    people: false,
    inName: false,
  }
}

/** «قرار جدید: سه‌شنبه …»: a line that gives another day for the act named before it, without naming it again. */
function nextCalls(mentions: readonly Mention[]): Mention[] {
  const out: Mention[] = []
  let form: Mention | null = null
  for (const m of mentions) {
    if (m.kind === "form" && !m.inName) form = m
    if (m.kind !== "cue" || m.code !== "next_call" || form === null || form.sentence === m.sentence) continue
    out.push(mentionAt(form, m.first, m.past, m.sentence, m.by))
    form = null
  }
  return out
}

function preposition(doc: Doc, spot: SpotHere): number {
  const start = doc.sentences[spot.sentence]![0]
  for (let i = spot.first - 1; i >= start && i >= spot.first - 3; i--) if (BEFORE.has(doc.words[i]!)) return i
  return -1
}
