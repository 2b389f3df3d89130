import type { Frame } from "./frames.ts"

/** A headline over several groups or towns announces what the text tells of each: its forms and towns are not all of theirs. */
export function withoutHeadline(all: readonly Frame[]): readonly Frame[] {
  const frames = withoutCount(all)
  const title = frames.filter((f) => f.trigger.inTitle && f.item === 0)
  const body = frames.filter((f) => !f.trigger.inTitle && f.item === 0)
  if (title.length === 0 || body.length < 2) return frames
  const groups = new Set(title.map((f) => f.actor?.workforce))
  const retold = (f: Frame) =>
    body.some((b) => b.ownActor && b.actor!.workforce === f.actor?.workforce && b.trigger.status === f.trigger.status)
  const announces = groups.size > 1 ? title.every(retold) : sharesOut(title[0]!, body)
  return announces ? frames.filter((f) => !f.trigger.inTitle || f.item > 0) : frames
}

/** «هشت تجمع در تهران برگزار شد»: an act of nobody told before a sentence that parts acts among three groups or more counts these. */
function withoutCount(frames: readonly Frame[]): readonly Frame[] {
  if (!frames.some((f) => f.telling !== null)) return frames
  const parted = new Map<number, number>()
  for (const f of frames) if (f.telling !== null) parted.set(f.sentence, (parted.get(f.sentence) ?? 0) + 1)
  const lists = [...parted].filter(([, n]) => n >= PARTED).map(([sentence]) => sentence)
  if (lists.length === 0) return frames
  return frames.filter((f) => f.actor !== null || f.sentence > Math.min(...lists))
}

/** Fewest groups of a sentence that lists what was counted before. */
const PARTED = 3

/** Do sentences of the text tell another thing of one town of the headline than of another? */
function sharesOut(title: Frame, body: readonly Frame[]): boolean {
  if (title.places.length < 2) return false
  const names = new Set(title.places.map((p) => p.place.name))
  const parts = new Set<string>()
  for (const f of body)
    if (f.places.length > 0 && f.places.length < names.size && f.places.every((p) => names.has(p.place.name)))
      parts.add(f.places.map((p) => p.place.name).join())
  return parts.size > 1
}
