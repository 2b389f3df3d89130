// Imports a source file of the coder before anything is compiled: the build packs the lexicon with the coder's own reader.
import { register } from "node:module"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { root } from "./read.mjs"

let registered = false

/** The module at this path under `packages/coder/src`. */
export function loadCoder(path) {
  if (!registered) register("./typescript-loader.mjs", import.meta.url)
  registered = true
  return import(pathToFileURL(join(root, "packages/coder/src", path)).href)
}
