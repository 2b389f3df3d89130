import type { CodedAction, CodedDocument } from "@karnegar/coder"
import { sha256 } from "./canonical.ts"
import { packSketch, sketchText } from "./merge/sketch.ts"

/** What the record makes observations of: a coding without the words that its values rest on. */
export interface ToldDocument extends Pick<CodedDocument, "kind" | "themes" | "coder"> {
  readonly actions: readonly Omit<CodedAction, "support">[]
}

/**
 * A text's coding with all that storing it needs and that can be worked out beforehand: on any thread, from the two alone.
 */
export interface PreparedCoding {
  /** The text as a sketch, for its column. */
  readonly sketch: string
  /** The whole coding as it is stored, and its SHA-256. */
  readonly document: string
  readonly sha256: string
  readonly told: ToldDocument
}

/** Prepares a report's text and its coding for the record. */
export function prepareCoding(text: string, coding: CodedDocument): PreparedCoding {
  const document = JSON.stringify(coding)
  const { kind, themes, coder } = coding
  const actions = coding.actions.map(({ support: _, ...told }) => told)
  return { sketch: sketchOf(text), document, sha256: sha256(document), told: { kind, themes, coder, actions } }
}

/** A report's text as a sketch, for its column. */
export function sketchOf(text: string): string {
  return packSketch(sketchText(text))
}
