/** Tables of an export, in the order of their sheets. Apart from what fills them: the command line names them at each start. */
export const TABLES = ["actions", "places", "sources", "outcomes", "quotes", "dictionary", "codes"] as const
/** A table of an export. */
export type TableName = (typeof TABLES)[number]
