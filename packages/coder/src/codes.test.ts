import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import * as codes from "./codes.ts"

test("codes.ts says exactly what data/codebook/codes.json says", () => {
  const codebook = JSON.parse(readFileSync(new URL("../../../data/codebook/codes.json", import.meta.url), "utf8"))
  expect({
    version: codes.CODEBOOK_VERSION,
    kinds: codes.KINDS,
    statuses: codes.STATUSES,
    forms: codes.FORMS,
    workforces: codes.WORKFORCES,
    demands: codes.DEMANDS,
    outcomes: codes.OUTCOMES,
    repression: codes.REPRESSION,
    employment: codes.EMPLOYMENT,
    character: codes.CHARACTER,
    place_types: codes.PLACE_TYPES,
    precision: codes.PRECISIONS,
    how: codes.HOW,
  }).toEqual(codebook)
})
