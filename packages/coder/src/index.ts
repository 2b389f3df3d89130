/** @karnegar/coder: reports of labour action in, structured actions with their evidence out. Pure; runs anywhere. */
export { builtInKnowledge, CODER_VERSION, codeReport, codeWith, MOST_TEXT } from "./code-report.ts"
export type * from "./coded.ts"
export * from "./codes.ts"
export { dayNumber, isoDay, jalaliDay, jalaliMonthLength, toJalali } from "./dates/calendar.ts"
export type { Institution, Knowledge, Organisation, Place, Workplace } from "./knowledge.ts"
export { type Problem, problemText } from "./problem.ts"
export { foldText } from "./text/fold.ts"
export { readDoc } from "./text/read-doc.ts"
