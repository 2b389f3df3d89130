/** Shape → maker of a text of about that many letters. */
export const HOSTILE: Readonly<Record<string, (letters: number) => string>>
