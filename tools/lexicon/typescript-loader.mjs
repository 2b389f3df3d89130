// Takes the types out of TypeScript as it is imported.
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import ts from "typescript"

export async function load(url, context, next) {
  if (!url.startsWith("file:") || !url.endsWith(".ts")) return next(url, context)
  const { outputText } = ts.transpileModule(readFileSync(fileURLToPath(url), "utf8"), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  })
  return { format: "module", source: outputText, shortCircuit: true }
}
