import { z } from "zod"
import { ENDPOINTS } from "./endpoints.ts"
import { ErrorSchema } from "./schemas.ts"

/** The API as OpenAPI 3.1, made of the same list that its routes are. */
export function openApi(origin: string | null) {
  const schemaOf = (schema: z.ZodType) => {
    const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12" })
    return rest
  }
  const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` })
  const json = (name: string) => ({ content: { "application/json": { schema: refTo(name) } } })
  const errors = {
    "400": { description: "A parameter is unknown, or its value is", ...json("Error") },
    "404": { description: "There is no such action", ...json("Error") },
    "503": { description: "Too many ask at once: come again after Retry-After seconds", ...json("Error") },
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Karnegar",
      version: "1",
      summary: "An open record of labour action in Iran",
      description:
        "Reading needs no key. Typed fields and registered names only; a report's text is never given. See docs/counting.md for the counting rules.",
      license: { name: "Data: CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/" },
    },
    servers: [{ url: `${origin ?? ""}/api/v1` }],
    paths: Object.fromEntries(
      ENDPOINTS.map(({ path, name, words, parameters, answer: [answer] }) => [
        path,
        {
          get: {
            operationId: name,
            summary: words.en,
            "x-summary-fa": words.fa,
            parameters: [
              ...[...path.matchAll(/\{(\w+)\}/g)].map(([, id]) => ({
                name: id,
                in: "path",
                required: true,
                schema: { type: "string", pattern: "^a[0-9a-z]{10}$" },
              })),
              ...parameters.map((one) => ({
                name: one.name,
                in: "query",
                required: false,
                description: one.words.en,
                "x-description-fa": one.words.fa,
                schema: one.schema,
              })),
            ],
            responses: {
              "200": { description: words.en, ...json(answer) },
              "304": { description: "As it was: the ETag that was sent still stands" },
              ...errors,
            },
          },
        },
      ]),
    ),
    components: {
      schemas: {
        ...Object.fromEntries(ENDPOINTS.map(({ answer: [name, schema] }) => [name, schemaOf(schema)])),
        Error: schemaOf(ErrorSchema),
      },
    },
  }
}
