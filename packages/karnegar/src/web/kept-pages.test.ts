import { Hono } from "hono"
import { expect, test } from "vitest"
import { type Catalogue, catalogueFrom } from "./catalogue.ts"
import { keptPages } from "./kept-pages.ts"

/** A site that counts how often it makes each page; `record.mark` stands for what the record holds. */
function counting() {
  const record = { mark: "1" }
  const made: string[] = []
  const app = new Hono()
  app.use(keptPages(async (): Promise<Catalogue> => catalogueFrom([], false, record.mark)))
  app.get("/page/:id", (c) => {
    made.push(c.req.url.slice("http://localhost".length))
    return c.html(`<p>${made.length}</p>`)
  })
  app.get("/large/:id", (c) => {
    made.push(c.req.path)
    return c.html("ک".repeat(9 * 1024 * 1024))
  })
  app.get("/json", (c) => {
    made.push(c.req.path)
    return c.json({})
  })
  app.get("/changing", (c) => {
    record.mark = "changed meanwhile"
    made.push(c.req.path)
    return c.html("old")
  })
  app.notFound((c) => {
    made.push(c.req.path)
    return c.html("none", 404)
  })
  return { record, made, get: async (path: string) => (await app.request(path)).text() }
}

test("makes a page once, and anew when the record has changed", async () => {
  const { record, made, get } = counting()
  expect([await get("/page/1"), await get("/page/1"), await get("/page/2")]).toEqual([
    "<p>1</p>",
    "<p>1</p>",
    "<p>2</p>",
  ])
  record.mark = "2"
  expect(await get("/page/1")).toBe("<p>3</p>")
  expect(made).toEqual(["/page/1", "/page/2", "/page/1"])
})

test("keeps nothing that was typed, no error and no other form", async () => {
  const { made, get } = counting()
  for (const path of ["/page/1?q=x", "/nowhere", "/json"]) for (let i = 0; i < 2; i++) await get(path)
  expect(made).toEqual(["/page/1?q=x", "/page/1?q=x", "/nowhere", "/nowhere", "/json", "/json"])
})

test("keeps no page that was made while the record changed", async () => {
  const { made, get } = counting()
  await get("/changing")
  await get("/changing")
  await get("/changing")
  expect(made).toEqual(["/changing", "/changing"])
})

test("lets the page go that was asked for longest ago", async () => {
  const { made, get } = counting()
  await get("/large/1")
  await get("/page/1")
  await get("/large/2")
  expect(made).toEqual(["/large/1", "/page/1", "/large/2"])
  await get("/page/1")
  await get("/large/1")
  expect(made).toEqual(["/large/1", "/page/1", "/large/2", "/large/1"])
})
