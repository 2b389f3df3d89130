import type { Knowledge, Place } from "../knowledge.ts"
import type { Mention } from "../mentions/mention.ts"
import type { Doc } from "../text/doc.ts"
import { TokenKind } from "../text/doc.ts"
import { TokenBits } from "../text/token-bits.ts"
import { PlaceWord } from "./place-words.ts"

/** A place's name in a text, with all that it may stand for. */
export interface PlaceName {
  readonly first: number
  readonly past: number
  readonly sentence: number
  /** Rows of the gazetteer of that name; empty for a village that no gazetteer has. */
  readonly candidates: readonly Place[]
  /** Number of the list («اهواز، شوش و کرمانشاه») it stands in; a name alone is a list of one. */
  list: number
  /** Stands right behind a place that lies in it: «خرم‌آباد لرستان», «روستای … از توابع …». */
  container: boolean
  /** Stands in brackets behind another name: «کرمان (جیرفت و بم)». */
  inner: boolean
  /** Part of a plant's name. */
  readonly ofPlant: boolean
  /** Names only an industrial estate of the town behind it: «شهرک صنعتی البرز قزوین». */
  estate: boolean
  /** A common word that only its list makes a town's name. */
  readonly listed: boolean
}

/** A name whose candidates are still being found. */
interface NameDraft extends PlaceName {
  readonly candidates: Place[]
}

const plantBits = new TokenBits()

/** The names of places in a document, in text order, none overlapping, and put into lists. */
export function readPlaceNames(doc: Doc, mentions: readonly Mention[], knowledge: Knowledge): PlaceName[] {
  const names = knownNames(doc, mentions, knowledge)
  addVillages(doc, names, mentions, knowledge)
  addListed(doc, names, mentions, knowledge)
  if (names.length < 2) return names
  const plants = plantBits.take(doc.count)
  for (const m of mentions) if (m.kind === "workplace") plants.fill(1, m.first, m.past)
  joinLists(doc, names, plants, knowledge)
  return names
}

function knownNames(doc: Doc, mentions: readonly Mention[], knowledge: Knowledge): NameDraft[] {
  const out: NameDraft[] = []
  /** The plant or organisation that reaches furthest so far. */
  let taken: Mention | null = null
  let ahead = 0
  for (const m of mentions) {
    if (m.kind !== "place") continue
    while (ahead < mentions.length && mentions[ahead]!.first <= m.first) {
      const t = mentions[ahead++]!
      if (masks(t) && t.past > (taken?.past ?? 0)) taken = t
    }
    const place = knowledge.places.get(m.code)!
    // A town inside the name of a plant or organisation is part of that name, unless the plant stands there.
    const within: boolean =
      taken !== null && taken.first <= m.first && taken.past >= m.past && taken.past - taken.first > m.past - m.first
    if (isSuffix(doc, m, knowledge)) continue
    if (within && !isOwnTown(place, taken!, knowledge)) continue
    if (place.type === "village" && taken?.first === m.first && taken.past === m.past && stands(taken, knowledge))
      continue
    const lastWord = doc.words[m.past - 1]!
    // «طالقانی» is no mention of طالقان, and «کامیون‌داران» none of داران.
    if (lastWord.endsWith("ی") && !place.name.endsWith("ی") && !/^[a-z]|[او]ی$/.test(lastWord)) continue
    if (doc.text.charCodeAt(doc.starts[m.first]! - 1) === 0x200c) continue
    // «خبرگزاری فارس», «خلیج فارس»: names of other things.
    if ((knowledge.placeWords.at(doc, m.first - 1) & PlaceWord.outlet) !== 0) continue
    const last = out.at(-1)
    if (last !== undefined && last.first <= m.first && m.past <= last.past) {
      if (last.first === m.first && last.past === m.past) last.candidates.push(place)
      continue
    }
    out.push(at(doc, m.first, m.past, [place], within))
  }
  return out
}

/** Is a mention a name that a town's name may be part of? */
function masks({ kind }: Mention): boolean {
  return kind === "workplace" || kind === "institution" || kind === "organisation"
}

/** «کامیون داران» with a blank is no mention of داران: the town needs a word that leads to a place, or a mark. */
function isSuffix(doc: Doc, m: Mention, knowledge: Knowledge): boolean {
  if (doc.words[m.first] !== "داران" || m.past - m.first > 1 || m.first === 0) return false
  if (doc.kinds[m.first - 1]! > TokenKind.number) return false
  return (knowledge.placeWords.at(doc, m.first - 1) & LEADS) === 0
}

const LEADS = PlaceWord.where | PlaceWord.kind | PlaceWord.join | PlaceWord.origin | PlaceWord.to | PlaceWord.spot

/** «فولاد اهواز» stands in اهواز and «پتروشیمی ایلام» near ایلام, but «هواپیمایی قشم» may fly from anywhere. */
function isOwnTown(place: Place, name: Mention, knowledge: Knowledge): boolean {
  const town = knowledge.places.get(knowledge.workplaces.get(name.code)?.placeId ?? "")
  return town !== undefined && (town.id === place.id || (place.type === "city" && town.provinceId === place.provinceId))
}

/** «هفت‌تپه» as the name of a plant that the register puts in a town says that town. */
function stands(name: Mention, knowledge: Knowledge): boolean {
  return name.kind === "workplace" && (knowledge.workplaces.get(name.code)?.placeId ?? null) !== null
}

function at(doc: Doc, first: number, past: number, candidates: Place[], ofPlant = false, listed = false): NameDraft {
  return {
    first,
    past,
    sentence: doc.sentenceOf[first]!,
    candidates,
    list: 0,
    container: false,
    inner: false,
    ofPlant,
    estate: false,
    listed,
  }
}

/** «خوی، میانه و ماکو»: a name that is also a common word is a town between the towns of a list. */
function addListed(doc: Doc, names: NameDraft[], mentions: readonly Mention[], knowledge: Knowledge): void {
  if (names.length < 2) return
  const known = names.length
  let starts: Map<number, NameDraft> | null = null
  let ends: Map<number, NameDraft> | null = null
  for (const m of mentions) {
    if (m.kind !== "bare_place") continue
    const before = pastJoint(doc, m.first, -1)
    if (before < 0) continue
    starts ??= new Map(names.map((n) => [n.first, n]))
    ends ??= new Map(names.map((n) => [n.past, n]))
    const place = knowledge.places.get(m.code)!
    const twin = starts.get(m.first)
    if (twin !== undefined) {
      if (twin.listed && twin.past === m.past) twin.candidates.push(place)
      continue
    }
    const left = ends.get(before)
    if (left === undefined) continue
    const right = starts.get(pastJoint(doc, m.past, 1))
    const second = ends.has(pastJoint(doc, left.first, -1))
    if (right === undefined && !(second && closesList(doc, m.past))) continue
    const name = at(doc, m.first, m.past, [place], false, true)
    names.push(name)
    starts.set(m.first, name)
    ends.set(m.past, name)
  }
  if (names.length > known) inTextOrder(names)
}

function inTextOrder(names: NameDraft[]): void {
  names.sort((a, b) => a.first - b.first)
}

/** Where the next name would begin or end over a mark of a list or «و»; -1 without one. */
function pastJoint(doc: Doc, at: number, step: 1 | -1): number {
  let i = step > 0 ? at : at - 1
  if (!isJoint(doc, i)) return -1
  while (isJoint(doc, i)) i += step
  return step > 0 ? i : i + 1
}

function isJoint(doc: Doc, at: number): boolean {
  return at >= 0 && at < doc.count && (doc.words[at] === "و" || isMark(doc, at))
}

/** «…، خوی و میانه تجمع کردند», but no «تهران، اراک و مهر ۱۴۰۱» nor «… و بهار امسال». */
function closesList(doc: Doc, past: number): boolean {
  return past < doc.count && doc.kinds[past] === TokenKind.word && CLOSERS.has(doc.words[past]!)
}

const CLOSERS = new Set(["تجمع", "دست", "در", "اعتصاب", "به", "برگزار", "مقابل", "روز", "امروز"])

/** «روستای …» names a village also where the gazetteer has none; it must say where: «از توابع», «در», «شهرستان». */
function addVillages(doc: Doc, names: NameDraft[], mentions: readonly Mention[], knowledge: Knowledge): void {
  const others = names.length
  /** Tokens of places; made where a village is met. */
  let known: Uint8Array | null = null
  for (let i = 0; i + 2 < doc.count; i++) {
    if (doc.words[i] !== "روستای" || doc.kinds[i + 1] !== TokenKind.word) continue
    if (doc.sentenceOf[i + 1] !== doc.sentenceOf[i]) continue
    if (known === null) {
      known = new Uint8Array(doc.count)
      for (const m of mentions) if (m.kind === "place") known.fill(1, m.first, m.past)
    }
    let past = i + 2
    while (past < doc.count && past < i + 4 && doc.text.charCodeAt(doc.starts[past]! - 1) === 0x200c) past++
    // «روستای قلعه سفید خوزستان»: a name of two words with the place that it lies in behind it.
    if (
      known[past] !== 1 &&
      known[past + 1] === 1 &&
      doc.kinds[past] === TokenKind.word &&
      knowledge.placeWords.at(doc, past) === 0
    )
      past++
    const next = doc.words[past] ?? ""
    if (!WHERE_LIES.has(next) && (known[past] !== 1 || knowledge.placeWords.at(doc, i + 1) !== 0)) continue
    if (next === "از" && doc.words[past + 1] !== "توابع") continue
    if ((knowledge.placeWords.at(doc, i + 1) & PlaceWord.kind) !== 0) continue
    if (known[i] === 1 || known[i + 1] === 1) continue
    names.push(at(doc, i, past, []))
  }
  if (names.length > others) inTextOrder(names)
}

/** Words behind a village's name that say where it lies. */
const WHERE_LIES = new Set(["از", "در", "شهرستان", "بخش", "واقع"])

/** Numbers the lists that names stand in, and marks those that only say where the one before lies. */
function joinLists(doc: Doc, names: readonly PlaceName[], plants: Uint8Array, knowledge: Knowledge): void {
  let list = -1
  for (let n = 0; n < names.length; n++) {
    const name = names[n]!
    const before = names[n - 1]
    const joint = before === undefined ? null : between(doc, before, name, plants, knowledge)
    if (joint === null) list++
    name.list = list
    if (joint === null) continue
    name.inner = joint.opens || (before!.inner && !joint.closes)
    name.container = !joint.parted && (!name.inner || joint.opens) && contains(name, before!)
    // «کرمانشاه (کرمانشاه)»: a province and its town of that name.
    if (joint.opens && before!.candidates[0] === name.candidates[0]) name.container = false
    const lead = knowledge.placeWords.at(doc, before!.first - 1)
    // «پتروشیمی ایلام (چوار)»: the brackets say where the plant stands.
    const named = joint.opens ? before!.ofPlant : !joint.parted && (lead & PlaceWord.zone) !== 0
    if (!named || !name.candidates.some((p) => p.type === "city")) continue
    before!.estate = true
    name.container = false
  }
}

/** What stands between two names of one list; `null` when they are not of one list. */
function between(doc: Doc, left: PlaceName, right: PlaceName, plants: Uint8Array, knowledge: Knowledge) {
  if (left.sentence !== right.sentence || right.first - left.past > 24) return null
  let depth = 0
  let parted = false
  let opens = false
  let closes = false
  let loose = 0
  for (let i = left.past; i < right.first; i++) {
    const word = doc.words[i]!
    if (word === "(") {
      depth++
      opens = true
    } else if (word === ")") {
      depth--
      closes = true
      opens = false
    } else if (depth > 0 && !(left.inner || depth < 1)) {
      // What brackets add to a place («تهران (مقابل مجلس)، کرج») parts no list.
      loose++
    } else if (doc.kinds[i]! > TokenKind.number) {
      if (word === "؛" || word === ":" || word === "«" || word === "»") return null
      parted = true
    } else {
      const bits = knowledge.placeWords.at(doc, i)
      if ((bits & PlaceWord.join) !== 0) parted = true
      else if (plants[i] === 1 && parted) continue
      else if (doc.words[i + 1] === "(" && parted) parted = true
      else if (UNITS.has(word)) i += unknownUnit(doc, i, right.first, knowledge)
      else if (parted && (bits & (PlaceWord.road | PlaceWord.road_word)) !== 0) continue
      else if (parted && isUnknownMember(doc, i, right.first, knowledge)) continue
      else if ((bits & PlaceWord.kind) === 0 && !isLink(doc, i, parted)) return null
    }
  }
  if (opens && loose > 2) return null
  return { parted, opens: opens && !closes, closes }
}

const UNITS = new Set(["بخش", "دهستان"])

/** Words of a district's name that no gazetteer has: «روستای … بخش میان‌کوه شهرستان اردل». */
function unknownUnit(doc: Doc, at: number, past: number, knowledge: Knowledge): number {
  let n = 0
  while (n < 2 && at + n + 1 < past && doc.kinds[at + n + 1] === TokenKind.word) {
    if ((knowledge.placeWords.at(doc, at + n + 1) & PlaceWord.kind) !== 0) break
    n++
  }
  return n
}

/** A name that no gazetteer has, alone between two marks of a list: «خوی، ناکجا، ماکو». */
function isUnknownMember(doc: Doc, at: number, past: number, knowledge: Knowledge): boolean {
  if (doc.kinds[at] !== TokenKind.word || knowledge.placeWords.at(doc, at) !== 0) return false
  const led = isMark(doc, at - 1) || (knowledge.placeWords.at(doc, at - 1) & PlaceWord.road) !== 0
  return led && isMark(doc, at + 1) && at + 1 < past
}

function isMark(doc: Doc, at: number): boolean {
  const word = doc.words[at]
  return word === "،" || word === "," || word === "#" || word === "/" || word === "-"
}

/** «از توابع», «واقع در»: words that lead from a place to the one it lies in; «و در» goes on with a list. */
function isLink(doc: Doc, i: number, parted: boolean): boolean {
  const word = doc.words[i]!
  if (word === "از") return doc.words[i + 1] === "توابع"
  if (word === "in") return true
  if (word === "در") return parted || doc.words[i - 1] === "واقع"
  return word === "دو"
}

const WIDTH: Record<string, number> = { site: 0, village: 0, district: 1, city: 2, county: 3, province: 4, country: 5 }

function contains(outer: PlaceName, inner: PlaceName): boolean {
  if (inner.candidates.length === 0) return true
  return outer.candidates.some((o) =>
    inner.candidates.some(
      (i) =>
        WIDTH[o.type]! > WIDTH[i.type]! &&
        (o.type === "country" || o.provinceId === i.provinceId) &&
        (o.type === "province" ||
          o.type === "country" ||
          i.county === null ||
          o.county === i.county ||
          o.name === i.county),
    ),
  )
}
