import { FIELDS } from "@karnegar/index"
import fc from "fast-check"
import { beforeAll, describe, expect, test } from "vitest"
import { validatorOf } from "../../../../../tests/support/json-schema.ts"
import { publishedAction, someActions } from "../../../../../tests/support/published-actions.ts"
import type { PublishedAction } from "../../record/types.ts"
import { Budget } from "../budget.ts"
import { catalogueFrom } from "../catalogue.ts"
import { setOf } from "../explore/set.ts"
import { actionJson } from "../json.ts"
import { readQuery } from "../query.ts"
import { ENDPOINTS } from "./endpoints.ts"
import { openApi } from "./openapi.ts"
import { createApi } from "./routes.ts"
import { ActionSchema, ErrorSchema } from "./schemas.ts"

const withIds = (actions: readonly PublishedAction[]) =>
  actions.map((one, i) => ({ ...one, id: `a${String(i).padStart(10, "0")}`, mergedIds: [] as string[] }))
const ACTIONS = withIds(someActions(120, 13))

function apiOf(actions: readonly PublishedAction[], lists = new Budget(1e6, 1e6)) {
  const catalogue = catalogueFrom(actions, false, "1")
  const api = createApi({ catalogue: async () => catalogue, lists, origin: "https://karnegar.example" })
  const get = async (path: string) => api.request(`http://localhost${path}`)
  return { catalogue, get, json: async (path: string) => (await get(path)).json() as Promise<Record<string, unknown>> }
}

describe("an action", () => {
  test("is what its schema says, whatever its fields", () =>
    fc.assert(
      fc.property(publishedAction, (action) => void ActionSchema.parse(JSON.parse(JSON.stringify(actionJson(action))))),
    ))
})

describe("/api/v1", () => {
  const { catalogue, get, json } = apiOf(ACTIONS)

  for (const { path, answer, example } of ENDPOINTS) {
    test(`answers ${path} as its schema says`, async () => {
      const asked = path.replace("{id}", ACTIONS[0]!.id)
      for (const query of example === "" ? [""] : ["", `?${example}`]) {
        const response = await get(`${asked}${query}`)
        expect([asked, query, response.status]).toEqual([asked, query, 200])
        answer[1].parse(await response.json())
      }
    })
  }

  test("counts what the list counts", async () => {
    for (const filter of ["form=strike", "province=p6,p1&kind=actions", "outcome=-&review=all"]) {
      const { total } = await json(`/actions?${filter}`)
      expect(total).toBe(setOf(catalogue, readQuery(new URLSearchParams(filter), "en")).size)
      expect((await json(`/facets?by=form&${filter}`)).records).toBe(total)
      expect((await json(`/timeline?step=year&${filter}`)).records).toBe(total)
    }
  })

  test("gives every record once by cursors, though others come between", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.array(publishedAction, { maxLength: 8 }),
        async (limit, come) => {
          const first = ACTIONS.slice(0, 60)
          const later = [
            ...first,
            ...come.map((one, i) => ({ ...one, id: `a9${String(i).padStart(9, "0")}`, mergedIds: [] })),
          ]
          const [before, after] = [apiOf(first), apiOf(later)]
          const seen: string[] = []
          let cursor: string | null = ""
          for (let page = 0; cursor !== null; page++) {
            const answer = (await (page % 2 === 0 ? before : after).json(
              `/actions?limit=${limit}&review=all${cursor === "" ? "" : `&cursor=${cursor}`}`,
            )) as { actions: { id: string }[]; next: string | null }
            seen.push(...answer.actions.map(({ id }) => id))
            cursor = answer.next
          }
          const old = seen.filter((id) => id.startsWith("a0"))
          expect(new Set(seen).size).toBe(seen.length)
          const all = first.filter(({ state }) => state !== "retracted").map(({ id }) => id)
          expect(old.toSorted()).toEqual(all.toSorted())
        },
      ),
      { numRuns: 40 },
    )
  })

  const refused: readonly [path: string, status: number, code: string, parameter?: string][] = [
    ["/actions?form=wizards", 400, "query.bad_value", "form"],
    ["/actions?from=2020-02-30", 400, "query.bad_value", "from"],
    ["/actions?limit=0", 400, "query.bad_value", "limit"],
    ["/actions?limit=501", 400, "query.bad_value", "limit"],
    ["/actions?limit=1e2", 400, "query.bad_value", "limit"],
    ["/actions?cursor=zzz", 400, "query.bad_cursor", "cursor"],
    ["/actions?from_=1", 400, "query.unknown_parameter", "from_"],
    ["/facets?by=name", 400, "query.bad_value", "by"],
    ["/facets?count=people", 400, "query.bad_value", "count"],
    ["/timeline?step=hour", 400, "query.bad_value", "step"],
    ["/actions/a9999999999", 404, "action.not_found"],
    ["/actions/..%2f", 404, "action.not_found"],
    ["/nowhere", 404, "site.not_found"],
  ]
  for (const [path, status, code, parameter] of refused) {
    test(`refuses ${path} with ${code}`, async () => {
      const response = await get(path)
      const { error } = ErrorSchema.parse(await response.json())
      expect([response.status, error.code, error.parameter]).toEqual([status, code, parameter])
    })
  }

  test("says that too many ask, and when to come again", async () => {
    const { get: ask } = apiOf(ACTIONS, new Budget(0, 0))
    const response = await ask("/actions")
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "2"])
    expect(ErrorSchema.parse(await response.json()).error.code).toBe("site.busy")
  })

  test("leads the id of a merged action to the one that stands", async () => {
    const merged = [{ ...ACTIONS[0]!, mergedIds: ["a5555555555"] }]
    const response = await apiOf(merged).get("/actions/a5555555555")
    expect([response.status, response.headers.get("location")]).toEqual([301, `/api/v1/actions/${ACTIONS[0]!.id}`])
  })
})

describe("OpenAPI", () => {
  const description = openApi("https://karnegar.example")
  const schemas = description.components.schemas as Readonly<{ [name: string]: object }>
  let ajv: ReturnType<typeof validatorOf>
  beforeAll(() => {
    ajv = validatorOf(schemas)
  })

  test("is 3.1 with a schema behind each reference, and a name of its own for each operation", () => {
    expect(description.openapi).toMatch(/^3\.1\./)
    const text = JSON.stringify(description)
    for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g))
      expect(Object.keys(schemas)).toContain(name)
    const names = Object.values(description.paths).map(({ get }) => get.operationId)
    expect(new Set(names).size).toBe(names.length)
    for (const { get } of Object.values(description.paths)) {
      expect(Object.keys(get.responses)).toContain("200")
      const parameters = get.parameters.map((one) => `${one.in} ${one.name}`)
      expect(new Set(parameters).size).toBe(parameters.length)
    }
    for (const [, id] of Object.keys(description.paths)
      .join(" ")
      .matchAll(/\{(\w+)\}/g))
      expect(id).toBe("id")
  })

  test("has schemas that a validator of JSON Schema 2020-12 takes, and that hold for what is answered and for nothing else", async () => {
    const { json } = apiOf(ACTIONS)
    for (const { path, answer, example } of ENDPOINTS) {
      const body = await json(`${path.replace("{id}", ACTIONS[0]!.id)}${example === "" ? "" : `?${example}`}`)
      const validate = ajv.getSchema(answer[0])!
      expect([path, validate(body), validate.errors]).toEqual([path, true, null])
      expect(validate({ ...body, planted: 1 })).toBe(false)
    }
  })

  test("names every condition that a list takes", () => {
    const list = description.paths["/actions"]!.get.parameters.map(({ name }) => name)
    for (const field of FIELDS) expect(list).toContain(field)
  })
})
