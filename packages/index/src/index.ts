/** @karnegar/index: filters, facets and text search over published actions. Pure; runs in a server or a browser. */
export { type ActionIndex, buildIndex, type Facet, type Filter, type Selection } from "./build-index.ts"
export type { IndexRow } from "./row.ts"
