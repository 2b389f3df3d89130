/** The first letters of a text, never half of one that takes two code units. */
export function firstLetters(text: string, most: number): string {
  if (text.length <= most) return text
  const high = text.charCodeAt(most - 1)
  return text.slice(0, high >= 0xd800 && high <= 0xdbff ? most - 1 : most)
}
