import type { Draft } from "./assemble.ts"

/**
 * Is an act only spoken of: without a day, a place, a plant or a number, and by no verb that says that it was held?
 *
 * «اعتصاب رانندگان راه چاره است»; «اعتصاب کارگران هپکو، اعتصاب رانندگان و … نشان می‌دهد»: several named side by side to make
 * a point.
 *
 * @param placed Some place was found for it in the text.
 * @param lines Number of the text's last line: a title stands above others.
 */
export function isIdle(draft: Draft, all: readonly Draft[], placed: boolean, lines: number): boolean {
  if (draft.status !== "held" || draft.date !== null || draft.item > 0) return false
  if (!draft.places.some((p) => p.role === "told") && isNamed(draft) && all.some((d) => sharesSentence(d, draft)))
    return true
  if (placed || draft.places.length > 0 || draft.actor?.workplace != null) return false
  return draft.triggers.every(
    (t) =>
      t.verb?.mood === "present" || (t.verb === null && t.form === "strike" && !t.tag && !(t.inTitle && lines > 0)),
  )
}

/** Named by a noun alone, once. */
function isNamed(draft: Draft): boolean {
  const t = draft.triggers[0]!
  return draft.triggers.length === 1 && t.verb === null && t.form === "strike" && !t.inTitle && !t.tag
}

/** Another act so named in its sentence. */
function sharesSentence(other: Draft, draft: Draft): boolean {
  return (
    other !== draft && isNamed(other) && other.triggers[0]!.mention.sentence === draft.triggers[0]!.mention.sentence
  )
}
