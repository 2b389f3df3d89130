/** Writes `result.json` of a channel of so many messages; each seed has a channel of its own. */
export declare function writeTelegramExport(path: string, count: number, seed?: number, year?: number): Promise<void>
