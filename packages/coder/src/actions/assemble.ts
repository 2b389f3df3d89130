import type { Form, Status, Workforce } from "../codes.ts"
import type { Problem } from "../problem.ts"
import type { Doc } from "../text/doc.ts"
import { type DateFound, daysBetween } from "../when/date-here.ts"
import { type PlaceFound, placeAt } from "../where/where.ts"
import type { Actor } from "../who/actor.ts"
import type { Frame } from "./frames.ts"
import { withoutHeadline } from "./headline.ts"
import type { Telling } from "./tellings.ts"
import { LASTING, type Trigger } from "./triggers.ts"

/** One act as several clauses of a report tell it together; fields may still be unknown. */
export interface Draft {
  readonly triggers: Trigger[]
  /** One of them tells that people gathered, of a form that does not last: it is over when it is told. */
  gathered: boolean
  /** One of them is of an earlier time. */
  past: boolean
  readonly forms: Map<Form, Trigger>
  status: Status
  statusBy: Trigger | null
  actor: Actor | null
  places: PlaceFound[]
  date: DateFound | null
  /** Every day that a clause of the act names. */
  readonly dates: DateFound[]
  /** The day that a clause gives for its end. */
  ends: DateFound | null
  lastsDays: number | null
  /** A later sentence adds an act of an earlier day: that day dates none but its own. */
  undated: boolean
  readonly item: number
  /** Stands so far on the short first line of a list's item only. */
  readonly heading: boolean
  /** Sentences whose claims belong to this act. */
  readonly sentences: Set<number>
  /** Of sentences that are parted among groups, what is about this one. */
  readonly tellings: Map<number, Telling>
}

/** Statuses that tell of the same reality: an act that is held, goes on or has ended is one act. */
const REALITY: Record<Status, string> = {
  held: "real",
  ongoing: "real",
  ended: "real",
  called: "called",
  threatened: "threatened",
  cancelled: "cancelled",
}
/** More acts than any report tells: who writes of so many writes of none of them so that it could be coded. */
const MOST_ACTS = 300
/** Codes that name no trade: they agree with any other. */
const GENERIC = new Set<Workforce>(["workers_other"])

/**
 * Puts clauses that tell of one act together (codebook §1): same workforce, same day, places that agree.
 *
 * Order of clauses decides nothing but which act a clause without who, when or where leans on: the latest before it.
 * Of a text that tells of more than `MOST_ACTS` acts the further ones are left with a problem.
 */
export function assembleDrafts(
  doc: Doc,
  all: readonly Frame[],
  problems: Problem[],
  published: string | null = null,
): Draft[] {
  let frames = all
  const drafts: Draft[] = []
  const item = frames.find((f) => f.item > 0)?.item
  const listed = frames.some((f) => f.item > 0 && f.item !== item)
  // A hashtag repeats what the text tells; it speaks for itself only where nothing else does.
  if (frames.some((f) => f.trigger.tag)) {
    const plainItems = new Set(frames.filter((f) => !f.trigger.tag).map((f) => f.item))
    // «#تحصن شنبه ۱۹ اسفند»: with a day beside it it tells.
    frames = frames.filter((f) => !f.trigger.tag || f.date !== null || !plainItems.has(f.item))
  }
  const isTold = (f: Frame) =>
    !f.trigger.past ||
    (isDated(f.date) &&
      !(f.trigger.reason && f.actor?.workforce === "non_labour") &&
      (f.trigger.reason || f.trigger.verb === null
        ? f.places.some((p) => p.role === "told")
        : f.places.length > 0 || f.ownActor))
  const told = withoutBygone(frames.filter(isTold), frames)
  const plain = told.filter((f) => !f.trigger.quoted)
  const used = withoutHeadline(plain.length > 0 ? plain : told.filter((f) => f.ownActor))
  let forms: FormsTold | null = null
  const formsOf = (frame: Frame) => {
    forms ??= formsTold(used)
    return forms.get(teller(frame))!
  }
  for (const frame of used) {
    const home = findHome(drafts, frame, formsOf, published)
    if (home === null) {
      if (drafts.length === MOST_ACTS) {
        const from = doc.starts[doc.sentences[frame.sentence]![0]]!
        problems.push({ code: "text.many_acts", span: [from, doc.text.length] })
        break
      }
      const draft = open(doc, frame)
      // «آنان هفته پیش نیز در اهواز تجمع کرده بودند»: who was spoken of last.
      const planned = REALITY[draft.status] !== "real"
      const before = drafts.at(-1)
      if (
        frame.actor === null &&
        !frame.trigger.anaphoric &&
        (isDated(frame.date) || frame.trigger.adds) &&
        (planned || frame.places.length > 0) &&
        before?.item === frame.item
      ) {
        draft.actor = before.actor
        if (draft.places.length === 0) draft.places = [...before.places]
      }
      if (frame.actor === null && frame.trigger.anaphoric) {
        const before = drafts.findLast((d) => d.item === frame.item)
        // «این تجمع سه‌شنبه هم ادامه خواهد داشت»: the same people's next act, when it has a day of its own.
        if (before !== undefined && (REALITY[draft.status] === "real" || draft.date === null)) continue
        if (before !== undefined) {
          draft.actor = before.actor
          if (draft.places.length === 0) draft.places = [...before.places]
        }
      }
      drafts.push(draft)
    } else join(home, frame)
  }
  for (const draft of drafts) readShut(draft)
  // The heading of a round-up only announces what its items tell, unless it tells who, where and when.
  const items = listed
    ? drafts.filter((d) => d.item > 0 || (d.actor !== null && d.places.length > 0 && d.date !== null))
    : drafts
  return dropEchoes(dropFollowing(dropWeak(dropTopics(items))))
}

/** A form that a text only names, in a text that tells of it as history: «اعتصاب نفتگران» over what they did in 1357. */
function withoutBygone(told: readonly Frame[], all: readonly Frame[]): readonly Frame[] {
  if (told.length === all.length || told.length === 0) return told
  const live = new Set<Form>()
  const bygone = new Set<Form>()
  for (const f of all)
    if (!isNominal(f)) live.add(f.trigger.form)
    else if (f.trigger.past && !f.trigger.reason && !f.trigger.anaphoric) bygone.add(f.trigger.form)
  return told.filter((f) => !bygone.has(f.trigger.form) || live.has(f.trigger.form) || !isNominal(f))
}

/** Told by a noun alone, without a day or a plant, and in no title that gives its place. */
function isNominal(f: Frame): boolean {
  return (
    f.trigger.past ||
    (f.trigger.verb === null &&
      (f.date === null || f.date.precision === "year" || f.date.precision === "unknown") &&
      f.actor?.workplace == null &&
      f.trigger.status === "held" &&
      !(f.trigger.inTitle && f.places.some((p) => p.role === "told")))
  )
}

/** «با اعتصاب صدایمان را می‌رسانیم» in a call that gives its day elsewhere: the same plan, said without day or place. */
function dropEchoes(drafts: Draft[]): Draft[] {
  const calls = drafts.filter((d) => REALITY[d.status] === "called" && d.date !== null)
  if (calls.length === 0) return drafts
  return drafts.filter(
    (d) =>
      REALITY[d.status] !== "called" ||
      d.date !== null ||
      d.places.length > 0 ||
      !calls.some(
        (c) => c.item === d.item && sameActor(c.actor, d.actor) && [...d.forms.keys()].every((f) => c.forms.has(f)),
      ),
  )
}

/**
 * A threat or call that names no day, place or form of its own beside a held act of the same people (codebook §1):
 * «تا رسیدگی به خواسته‌ها به اعتصاب ادامه می‌دهند».
 */
function dropFollowing(drafts: Draft[]): Draft[] {
  const real = drafts.filter((d) => REALITY[d.status] === "real")
  if (real.length === 0 || real.length === drafts.length) return drafts
  const adds = (d: Draft) => d.status !== "called" && d.status !== "threatened"
  return drafts.filter((d) => adds(d) || !real.some((r) => r.item === d.item && addsNothing(d, r)))
}

function addsNothing(planned: Draft, held: Draft): boolean {
  if (!sameActor(planned.actor, held.actor)) return false
  if (planned.date !== null && planned.date.start !== held.date?.start) return false
  for (const form of planned.forms.keys()) if (!held.forms.has(form)) return false
  return planned.places.every((p) => held.places.some((q) => q.place.name === p.place.name))
}

/** A title that only names an act («تغییر زمان تجمع رانندگان») tells of the call that the text speaks of. */
function dropTopics(drafts: Draft[]): Draft[] {
  const names = (d: Draft) =>
    d.status === "held" &&
    d.triggers.every((t) => t.verb === null && (t.inTitle || (d.date === null && d.places.length === 0)))
  if (!drafts.some(names)) return drafts
  const real = new Set<Form>()
  const planned = new Set<Form>()
  for (const d of drafts) {
    if (names(d)) continue
    for (const form of d.forms.keys()) (REALITY[d.status] === "real" ? real : planned).add(form)
  }
  return drafts.filter((d) => !names(d) || ![...d.forms.keys()].some((form) => planned.has(form) && !real.has(form)))
}

const SHOPS = new Set<Workforce>(["traders", "bakers"])

/** Shops shut by their keepers are a closure, also where the text says «اعتصاب» (codebook §4). */
function readShut(draft: Draft): void {
  const strike = draft.forms.get("strike")
  if (strike === undefined || draft.actor === null || !SHOPS.has(draft.actor.workforce)) return
  draft.forms.delete("strike")
  if (!draft.forms.has("closure")) draft.forms.set("closure", strike)
}

/** Told with at least a month: what an act of earlier times needs to be coded (codebook §1). */
function isDated(date: DateFound | null): boolean {
  return date !== null && date.start !== null && (date.precision === "day" || date.precision === "month")
}

function open(doc: Doc, frame: Frame): Draft {
  const [first, past] = doc.sentences[frame.sentence]!
  const sentence = frame.sentence
  const startsItem = sentence > 0 && doc.lineOf[sentence] !== doc.lineOf[sentence - 1]
  return {
    triggers: [frame.trigger],
    gathered: tellsGathering(frame.trigger),
    past: frame.trigger.past,
    forms: new Map([[frame.trigger.form, frame.trigger]]),
    status: frame.trigger.status,
    statusBy: frame.trigger.status === "held" ? null : frame.trigger,
    actor: frame.actor,
    places: [...frame.places],
    date: frame.date,
    dates: frame.date === null ? [] : [frame.date],
    ends: frame.ends,
    lastsDays: frame.lastsDays,
    undated: false,
    item: frame.item,
    heading: startsItem && past - first <= 16,
    sentences: new Set([frame.sentence]),
    tellings: new Map(frame.telling === null ? [] : [[frame.sentence, frame.telling]]),
  }
}

function findHome(
  drafts: readonly Draft[],
  frame: Frame,
  formsOf: (frame: Frame) => ReadonlySet<Form>,
  published: string | null,
): Draft | null {
  const apart = frame.trigger.apart && !frame.trigger.anaphoric
  for (let i = drafts.length - 1; i >= 0; i--) {
    const draft = drafts[i]!
    if (draft.item !== frame.item || isOfOther(draft, frame)) continue
    if (isAnotherDay(draft, frame, published)) {
      draft.undated = true
      continue
    }
    if (apart && (frame.actor === null || draft.actor?.workforce !== frame.actor.workforce)) continue
    if (agrees(draft, frame) && !isElsewhere(draft, frame, formsOf)) return draft
  }
  return frame.trigger.anaphoric ? referent(drafts, frame) : null
}

/** Forms of people who stand or walk together. */
const CROWD: ReadonlySet<Form> = new Set<Form>(["gathering", "march"])

/** Another group of a parted sentence: one act only where trade, form and plant are one. */
function isOfOther(draft: Draft, frame: Frame): boolean {
  const had = draft.tellings.get(frame.sentence)
  if (had === undefined || frame.telling === null || had.first === frame.telling.first) return false
  const [a, b] = [had.actor, frame.telling.actor]
  if (a.workforce !== b.workforce || !draft.forms.has(frame.trigger.form)) return true
  return a.workplace?.code !== b.workplace?.code
}

/** «… تجمع کردند. روز شنبه نیز تجمعی برگزار کردند»: a day that a later sentence adds is none of the act told without one. */
function isAnotherDay(draft: Draft, frame: Frame, published: string | null): boolean {
  if (!frame.trigger.adds || frame.trigger.anaphoric || frame.date?.precision !== "day" || frame.date.running)
    return false
  if (published === null || frame.date.start === null || frame.date.start >= published) return false
  return draft.date === null && !draft.heading && !draft.sentences.has(frame.sentence) && draft.places.length > 0
}

/** The forms that each sentence tells of each workforce. */
type FormsTold = ReadonlyMap<string, ReadonlySet<Form>>

const teller = (frame: Frame) => `${frame.sentence} ${frame.actor?.workforce}`

function formsTold(frames: readonly Frame[]): FormsTold {
  const out = new Map<string, Set<Form>>()
  for (const frame of frames) {
    const forms = out.get(teller(frame))
    if (forms === undefined) out.set(teller(frame), new Set([frame.trigger.form]))
    else forms.add(frame.trigger.form)
  }
  return out
}

/**
 * A sentence with its own group, that puts another act elsewhere: on strike in some towns and gathering in others is
 * two actions (codebook §9.9), and so is «کارگران … نیز» of another trade in another town.
 */
function isElsewhere(draft: Draft, frame: Frame, formsOf: (frame: Frame) => ReadonlySet<Form>): boolean {
  if ((!frame.ownActor && !frame.trigger.adds) || frame.item > 0 || draft.sentences.has(frame.sentence)) return false
  if (draft.places.length === 0 || frame.places.length === 0) return false
  const forms = formsOf(frame)
  const shared = frame.places.filter((p) => draft.places.some((q) => agree(p, q))).length
  if (shared > 0)
    // «در شش شهر تجمع کردند. کارکنان همدان دست از کار کشیدند»: another form in some of the towns; but those who march on from
    // where they stood are one crowd.
    return (
      shared === frame.places.length &&
      shared < draft.places.length - 1 &&
      ![...forms].some((f) => draft.forms.has(f)) &&
      ![...forms, ...draft.forms.keys()].every((f) => CROWD.has(f))
    )
  if (frame.ownActor && frame.trigger.adds && draft.actor !== null && draft.actor.workforce !== frame.actor!.workforce)
    return true
  return forms.size !== draft.forms.size || [...forms].some((f) => !draft.forms.has(f))
}

function agree(a: PlaceFound, b: PlaceFound): boolean {
  return a.place.name === b.place.name || a.place.province === b.place.name || b.place.province === a.place.name
}

/** The act that «این تجمع» or «تجمع‌کنندگان» speaks of: the latest real one of that form, whoever else its sentence names. */
function referent(drafts: readonly Draft[], frame: Frame): Draft | null {
  if (REALITY[frame.trigger.status] !== "real") return null
  for (let i = drafts.length - 1; i >= 0; i--) {
    const draft = drafts[i]!
    if (draft.item === frame.item && REALITY[draft.status] === "real" && draft.forms.has(frame.trigger.form))
      return draft
  }
  return null
}

function agrees(draft: Draft, frame: Frame): boolean {
  if (REALITY[draft.status] !== REALITY[frame.trigger.status]) return false
  if (!sameActor(draft.actor, frame.actor) && !isHeading(draft, frame)) return false
  // "Work resumed this morning": an end told without a group ends what runs, on whatever day it began.
  const endsIt = frame.trigger.status === "ended" && frame.actor === null && frame.trigger.mention.by.includes(".en.")
  const sameDay = sameDate(draft.date, frame.date, REALITY[draft.status] === "real")
  if (!endsIt && !sameDay && !isItsEnd(draft, frame)) return false
  return samePlaces(draft, frame) && !runsElsewhere(draft, frame)
}

/** Longest act that a text tells both the beginning and the end of, in days. */
const LONGEST_ACT = 150

/** «روز ۹ اسفند اعتصاب پایان یافت. … از ۲ اسفند دست از کار کشیده بودند»: the day of an end is not another act's. */
function isItsEnd(draft: Draft, frame: Frame): boolean {
  const form = frame.trigger.form
  if (!LASTING.has(form) || !draft.forms.has(form)) return false
  if ((draft.status === "ended") === (frame.trigger.status === "ended")) return false
  const [ended, begun] = draft.status === "ended" ? [draft.date, frame.date] : [frame.date, draft.date]
  if (ended?.start == null || begun?.start == null || ended.precision !== "day" || begun.precision !== "day")
    return false
  const days = daysBetween(begun.start, ended.start)
  return days > 0 && days <= LONGEST_ACT
}

/** «در سقز دیروز تجمع کردند؛ در بانه برای چهارمین روز»: what runs in one town is not what was held on another day in another. */
function runsElsewhere(draft: Draft, frame: Frame): boolean {
  const a = draft.date
  const b = frame.date
  if (a?.start == null || b?.start == null || a.start === b.start || a.running === b.running || !frame.ownActor)
    return false
  if (draft.places.length === 0 || frame.places.length === 0) return false
  return !frame.places.some((p) => draft.places.some((q) => q.place.name === p.place.name))
}

/** The first line of an item («تجمع کارگران مترو اهواز») and the sentence under it tell of one act. */
function isHeading(draft: Draft, frame: Frame): boolean {
  return (
    draft.item > 0 &&
    draft.heading &&
    draft.sentences.size === 1 &&
    draft.forms.has(frame.trigger.form) &&
    !draft.sentences.has(frame.sentence)
  )
}

/** People who don't act as workers: «کارکنان» are never the same group. */
const NO_WORKERS = new Set<Workforce>(["non_labour", "students"])

/** A bare trade or place of work («دانشگاه») is no group that another could differ from. */
function namesPeople(actor: Actor): boolean {
  return !actor.weak || actor.mentions.some((m) => m.people)
}

function sameActor(a: Actor | null, b: Actor | null): boolean {
  if (a === null || b === null) return true
  if (a.workforce === b.workforce) return true
  if (NO_WORKERS.has(a.workforce) !== NO_WORKERS.has(b.workforce)) return !namesPeople(a) || !namesPeople(b)
  if (a.weak || b.weak) return true
  return GENERIC.has(a.workforce) || GENERIC.has(b.workforce)
}

function sameDate(a: DateFound | null, b: DateFound | null, real: boolean): boolean {
  if (a === null || b === null) return true
  // Two days that nothing resolves are two days.
  if (a.start === null && b.start === null && a.written !== null && b.written !== null) return a.written === b.written
  if (a.start === null || b.start === null) return true
  if (a.start === b.start) return true
  if (a.precision !== "day" || b.precision !== "day") return inSpan(a, b.start) || inSpan(b, a.start)
  // «از شنبه» and «امروز، چهارمین روز» tell of one running act.
  if (real && (a.running || b.running)) return true
  if (a.end !== null && a.start <= b.start && b.start <= a.end) return true
  return b.end !== null && b.start <= a.start && a.start <= b.end
}

/** Is a day inside a month, week or vague date? «چند روز» agrees with any day of the fortnight before it. */
function inSpan(date: DateFound, day: string): boolean {
  if (date.precision === "day") return false
  if (date.precision === "month") return day >= date.start! && daysBetween(date.start!, day) <= 31
  if (date.precision === "week")
    return date.end === null ? Math.abs(daysBetween(date.start!, day)) <= 14 : day >= date.start! && day <= date.end
  return true
}

function samePlaces(draft: Draft, frame: Frame): boolean {
  if (draft.places.length === 0 || frame.places.length === 0) return true
  const known = new Set(draft.places.map((p) => p.place.name))
  if (frame.places.some((p) => known.has(p.place.name))) return true
  const provinces = new Set(draft.places.map((p) => p.place.province))
  if (frame.places.some((p) => p.place.type === "province" && provinces.has(p.place.name))) return true
  // The same form elsewhere on the same day is one action with several places; another form elsewhere is another action.
  // What nobody is named for was somebody else's.
  return draft.forms.has(frame.trigger.form) && (draft.actor !== null || frame.actor === null)
}

function join(draft: Draft, frame: Frame): void {
  draft.triggers.push(frame.trigger)
  draft.gathered ||= tellsGathering(frame.trigger)
  draft.past ||= frame.trigger.past
  // «این تظاهرات» is the march told before: no second form.
  const renamed = frame.trigger.anaphoric && frame.trigger.form === "gathering" && isCrowd(draft)
  if (!renamed && !draft.forms.has(frame.trigger.form)) draft.forms.set(frame.trigger.form, frame.trigger)
  draft.sentences.add(frame.sentence)
  if (frame.telling !== null && !draft.tellings.has(frame.sentence)) draft.tellings.set(frame.sentence, frame.telling)
  if (draft.actor === null || (frame.actor !== null && rankOf(frame.actor) > rankOf(draft.actor)))
    draft.actor = frame.actor ?? draft.actor
  for (const p of frame.places) {
    const at = draft.places.findIndex((q) => q.place.name === p.place.name)
    if (at < 0) draft.places.push(p)
    else if (draft.places[at]!.site === null && p.site !== null) draft.places[at] = placeAt(draft.places[at]!, p.site)
  }
  if (frame.date !== null) draft.dates.push(frame.date)
  if (isItsEnd(draft, frame)) {
    draft.ends = draft.status === "ended" ? draft.date : frame.date
    if (draft.status === "ended") draft.date = frame.date
  }
  draft.ends ??= frame.ends
  draft.lastsDays ??= frame.lastsDays
  if (draft.date === null || (frame.date !== null && better(frame.date, draft.date)))
    draft.date = frame.date ?? draft.date
  // An official says that they are back at work; «با این حال …» it is the fourth day of the strike.
  if (draft.status === "ended" && frame.trigger.against && goesOn(frame)) {
    draft.status = "ongoing"
    draft.statusBy = frame.trigger
  }
  // Whoever tells that people gathered has told that they dispersed: a gathering's end is seldom the point.
  if (frame.trigger.status === "ended" && !LASTING.has(frame.trigger.form) && draft.gathered) return
  // An earlier act is over in any case: that is not what its mention is about.
  if (frame.trigger.status === "ended" && draft.past) return
  if (frame.trigger.status !== "held" && (draft.status === "held" || frame.trigger.status === "ended")) {
    draft.status = frame.trigger.status
    draft.statusBy = frame.trigger
  }
}

function tellsGathering(t: Trigger): boolean {
  return t.status === "held" && t.verb?.mood === "past" && !LASTING.has(t.form)
}

/** People stand together in it: «این تجمع» names it again. Of a strike «در این تجمع» tells something new. */
function isCrowd(draft: Draft): boolean {
  return !(draft.forms.size === 1 && draft.forms.has("strike"))
}

function goesOn(frame: Frame): boolean {
  return frame.trigger.status === "ongoing" || (frame.trigger.status === "held" && frame.date?.running === true)
}

function rankOf(actor: Actor): number {
  return (actor.weak ? 0 : 2) + (GENERIC.has(actor.workforce) ? 0 : 1)
}

function better(a: DateFound, b: DateFound): boolean {
  // «از بیستم فروردین» is surer than «هشتمین روز», which may be counted from another day than that of publication.
  const told = (d: DateFound) => (d.by === "reader:date.absolute" ? 1 : 0)
  const rank = (d: DateFound) =>
    (d.running ? 4 + told(d) : 0) + (d.precision === "day" ? 2 : 0) + (d.start === null ? -4 : 0)
  return rank(a) > rank(b)
}

/** A draft without a group beside one with a group is an echo of it. */
function dropWeak(drafts: Draft[]): Draft[] {
  const withActor = drafts.filter((d) => d.actor !== null)
  if (withActor.length === 0) return drafts
  const alone = new Map<number, number>()
  for (const d of drafts) alone.set(d.item, (alone.get(d.item) ?? 0) + 1)
  return drafts.filter(
    (d) =>
      (d.item > 0 && alone.get(d.item) === 1) ||
      d.actor !== null ||
      d.status !== "held" ||
      (d.places.length > 0 && (d.item !== 0 || isDated(d.date))),
  )
}
