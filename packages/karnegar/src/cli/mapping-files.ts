import { existsSync, readdirSync, readFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import type { Mapping } from "../intake/mapping/mapping.ts"
import { MappingError, mappingProblemText } from "../intake/mapping/mapping-problem.ts"
import { readMapping } from "../intake/mapping/read-mapping.ts"
import { Failure, systemReason } from "./failure.ts"
import { safeLine } from "./terminal-text.ts"

/** Where the shipped mappings may stand: in the published package, or in a clone. */
const PLACES = ["../../assets/built/mappings", "../../../../data/mappings"]

/** A mapping that comes with the program. */
export interface ShippedMapping {
  /** What `--mapping` calls it: the file's name. */
  readonly name: string
  readonly path: string
}

/** Mappings that come with the program, by name. */
export function listMappings(): readonly ShippedMapping[] {
  const folder = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((place) =>
    existsSync(place),
  )
  if (folder === undefined) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => ({ name: file.slice(0, -5), path: join(folder, file) }))
}

/** Path of a shipped mapping, or of a mapping file. @throws Failure when it's neither. */
export function findMapping(nameOrFile: string): string {
  const shipped = listMappings()
  const own = shipped.find(({ name }) => name === nameOrFile)
  if (own !== undefined) return own.path
  if (existsSync(nameOrFile)) return nameOrFile
  const names = shipped.map(({ name }) => name)
  throw new Failure(
    "mapping.missing",
    `there is no mapping and no file “${safeLine(nameOrFile)}”. Shipped are: ${names.join(", ")}.`,
    `نگاشت یا پرونده‌ای به نام «${safeLine(nameOrFile)}» نیست. نگاشت‌های آماده: ${names.join("، ")}.`,
    { status: 2 },
  )
}

/** Reads a mapping with its value tables. @throws Failure with every fault, each with its line. */
export function loadMapping(nameOrFile: string): Mapping {
  const path = findMapping(nameOrFile)
  try {
    return readMapping(readFileSync(path, "utf8"), (name) => {
      const beside = join(dirname(path), name)
      return existsSync(beside) ? readFileSync(beside, "utf8") : null
    })
  } catch (error) {
    if (error instanceof MappingError) {
      const tell = (lang: "fa" | "en") =>
        error.problems
          .map((p) => safeLine(`${basename(path)}:${p.line}: ${p.code}: ${mappingProblemText(p, lang)}`))
          .join("\n          ")
      throw new Failure("mapping.faults", tell("en"), tell("fa"), { status: 2, cause: error })
    }
    if (error instanceof Error && "syscall" in error) {
      const why = systemReason(error)
      throw new Failure(
        "mapping.unreadable",
        `the mapping cannot be read (${why}).`,
        `پروندهٔ نگاشت خوانده نشد (${why}).`,
        { status: 2, cause: error },
      )
    }
    throw error
  }
}
