import { describe, expect, test } from "vitest"
import { textOfHtml } from "./html-text.ts"

describe("textOfHtml", () => {
  const cases: readonly (readonly [html: string, text: string | null])[] = [
    ["<p>یک\n  دو</p><p>سه<br>چهار</p>", "یک دو\n\nسه\nچهار"],
    ["<ul><li>یک</li><li>دو</li></ul>", "یک\n\nدو"],
    ["<title>نه</title><script>نه</script>بله&nbsp;&amp;&zwnj;ها<style>نه", "بله\u00a0&\u200cها"],
    ["<pre>یک\n  دو</pre>", "یک\nدو"],
    ["بی‌نشان", "بی‌نشان"],
    ["", ""],
    ["<a href='https://example.org/'>پیوند</a><img src=x alt=نه>", "پیوند"],
    ["<div>".repeat(600), null],
    ["x".repeat(8_000_001), null],
  ]
  for (const [html, text] of cases) test(html.slice(0, 40), () => expect(textOfHtml(html)).toBe(text))
})
