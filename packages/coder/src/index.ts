/** @karnegar/coder: reports of labour action in, structured actions with their evidence out. Pure; runs anywhere. */

export { confidenceOf, type Setting, signsOf, type UnweighedAction } from "./actions/confidence.ts"
export { builtInKnowledge, CODER_VERSION, codeReport, codeWith, explainReport, MOST_TEXT } from "./code-report.ts"
export type * from "./coded.ts"
export * from "./codes.ts"
export { dayNumber, isoDay, jalaliDay, jalaliMonthLength, toJalali } from "./dates/calendar.ts"
export {
  compileKnowledge,
  type Institution,
  type Knowledge,
  type Organisation,
  type Place,
  type Region,
  type Workplace,
} from "./knowledge.ts"
export { namesLabour } from "./labour-words.ts"
export { type ParticipantMention, readParticipants } from "./numbers/read-participants.ts"
export { personLike } from "./persons/person-like.ts"
export type { PersonSign, PersonSpan } from "./persons/person-span.ts"
export { type Problem, problemText } from "./problem.ts"
export { type Doc, TokenKind } from "./text/doc.ts"
export { foldText } from "./text/fold.ts"
export { readDoc } from "./text/read-doc.ts"
export { type Discard, type DiscardCode, discardText, type Found, Trace } from "./trace.ts"
