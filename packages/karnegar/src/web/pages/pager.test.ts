import { expect, test } from "vitest"
import { NumberedPager } from "./pager.tsx"

const pager = (page: number, pages: number) =>
  String(NumberedPager({ lang: "fa", page, pages, address: (to) => `/fa/calls?page=${to}` }))

test.each([
  [1, 3, ["next 2"]],
  [2, 3, ["prev 1", "next 3"]],
  [3, 3, ["prev 2"]],
])("page %i of %i leads to those beside it and to no other", (page, pages, ways) => {
  const found = [...pager(page, pages).matchAll(/page=(\d+)" rel="(\w+)"/g)].map(([, to, rel]) => `${rel} ${to}`)
  expect(found).toEqual(ways)
  expect(pager(page, pages)).toContain(`صفحه ${"۰۱۲۳"[page]} از ۳`)
})

test("a list of one page has no pager", () => {
  expect(pager(1, 1)).toBe("")
})
