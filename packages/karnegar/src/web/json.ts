import type { PublishedAction } from "../record/types.ts"
import { titleOf } from "./words/title.ts"

/** The machine-readable form of a public action: the same typed fields as its page, codes of the codebook, version 2. */
export function actionJson(action: PublishedAction) {
  return { codebook: 2, title: { fa: titleOf(action, "fa"), en: titleOf(action, "en") }, ...action }
}
