import { Ajv2020 } from "ajv/dist/2020.js"

/** A validator of JSON Schema 2020-12 that knows schemas by their names. */
export function validatorOf(schemas: Readonly<{ [name: string]: object }>): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, allErrors: true })
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(schema, name)
  return ajv
}
