/** Bytes of a text in Windows-1256, whose decoder the platform has and whose encoder it lacks. @throws for a letter it has not. */
export function inWindows1256(text: string): Buffer {
  const letters = new TextDecoder("windows-1256").decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))
  return Buffer.from(
    Array.from(text, (letter) => {
      const byte = letters.indexOf(letter)
      if (byte < 0) throw new Error(`couldn't write U+${letter.codePointAt(0)!.toString(16)} in Windows-1256`)
      return byte
    }),
  )
}
