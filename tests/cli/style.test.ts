import { expect, test } from "vitest"

const { packStyle } = (await import(new URL("../../tools/assets/style.mjs", import.meta.url).href)) as {
  packStyle(css: string): string
}

test("a style sheet is packed without a change to what stands in its strings", () => {
  const cases = [
    ["a { color: red; }\n\n/* why; it's { so } */\nb , c { x: y; }\n", "a{color: red}b,c{x: y}"],
    ['li::after { content: ", "; }', 'li::after{content: ", "}'],
    ['p { content: " ; { } "; quotes: \'a  b\' "\\" ,"; }', 'p{content: " ; { } ";quotes: \'a  b\' "\\" ,"}'],
    ['/* " */ a { content: "/* kept */"; } /* \' */', 'a{content: "/* kept */"}'],
  ] as const
  for (const [css, packed] of cases) expect(packStyle(css).trim()).toBe(packed)
})
