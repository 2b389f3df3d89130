// Judges every regular expression of the sources for super-linear behaviour, and forbids those made from variables.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import ts from "typescript"
import { root } from "./build-inputs.mjs"

// In this process, without a Java or native helper: the same judgement everywhere.
process.env.RECHECK_BACKEND = "pure"
const { checkSync } = await import("recheck")

const CACHE = join(root, ".cache", "test", "regex.json")
const EXEMPTIONS = join(root, "tools", "regex-exemptions.json")
/** A longer text than this may not be promised by an exemption. */
const MOST_LETTERS = 2_000
/** Fewer expressions than this, and something is wrong with the examination itself. */
const FEWEST = 60

/** Planted sources: what they hold must be told, unless `fine`. */
const PLANTED = [
  { source: "export const a = /^(a+)+$/", told: "exponential" },
  { source: "export const a = /\\s+$/", told: "polynomial" },
  { source: "export const a = (/x*x*y/).test(b)", told: "polynomial" },
  { source: 'export const a = new RegExp("(b|b)*c")', told: "exponential" },
  { source: "export const a = new RegExp(b)", told: "is made from a variable" },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: planted source text
  { source: "export const a = RegExp(`^${b}`)", told: "is made from a variable" },
  { source: "export const a = globalThis.RegExp(b)", told: "is made from a variable" },
  { source: "export const a = /^[a-z]{4}/", fine: true },
  { source: 'export const a = "/(a+)+$/"', fine: true },
  { source: "// a comment of /^(a+)+$/\nexport const a = b / c / d", fine: true },
]

/** Every regular expression of one source text: its text and flags, or null where it is made from a variable. */
function expressionsOf(path, text) {
  const kind = path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind)
  const found = []
  const visit = (node) => {
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/")
      found.push({ path, line, source: node.text.slice(1, end), flags: node.text.slice(end + 1) })
    } else if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && isRegExp(node.expression)) {
      const [source, flags] = node.arguments ?? []
      const known = (one) => one === undefined || ts.isStringLiteral(one) || ts.isNoSubstitutionTemplateLiteral(one)
      found.push(
        source !== undefined && known(source) && known(flags)
          ? { path, line, source: source.text, flags: flags?.text ?? "" }
          : { path, line, source: null, flags: "" },
      )
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

function isRegExp(node) {
  return (
    (ts.isIdentifier(node) && node.text === "RegExp") ||
    (ts.isPropertyAccessExpression(node) && node.name.text === "RegExp")
  )
}

/** `safe`, or what is wrong, kept by the expression's text since judging takes longer than reading. */
function judge({ source, flags }, kept) {
  const key = `/${source}/${flags}`
  kept[key] ??= (() => {
    const { status, complexity, error } = checkSync(source, flags, { timeout: 20_000 })
    if (status === "safe") return "safe"
    return status === "vulnerable" ? complexity.type : `not judged (${error?.kind ?? status})`
  })()
  return kept[key]
}

/** The fault of an expression as a sentence; null for none. */
function faultOf(one, kept) {
  const at = `${one.path}:${one.line}`
  if (one.source === null) return `${at}: a regular expression is made from a variable; write it out, or compare words`
  const verdict = judge(one, kept)
  return verdict === "safe" ? null : `${at}: /${one.source}/${one.flags} is ${verdict} in the length of the text`
}

function sources() {
  return ["packages/coder/src", "packages/index/src", "packages/karnegar/src", "tools", "bench"]
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map((path) => `${folder}/${path.replaceAll("\\", "/")}`),
    )
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !/\.test\.tsx?$|\.d\.ts$|\/generated(-phrases)?\.ts$/.test(path))
    .filter((path) => path !== "tools/test-regex.mjs")
    .sort()
}

/** The suite: each planted source, each expression and each exemption is one test. */
export async function testRegex() {
  const failures = []
  let passed = 0
  const check = (holds, sentence) => {
    if (holds) passed++
    else failures.push(sentence)
  }
  const kept = existsSync(CACHE) ? JSON.parse(readFileSync(CACHE, "utf8")) : {}
  for (const { source, told, fine } of PLANTED) {
    const faults = expressionsOf("planted.ts", source).map((one) => faultOf(one, {}))
    check(
      fine ? faults.every((fault) => fault === null) : faults.some((fault) => fault?.includes(told)),
      `self-test: «${source}» ${fine ? "is told though nothing is wrong" : `is not told to be ${told}`}: ${faults}`,
    )
  }
  const exemptions = JSON.parse(readFileSync(EXEMPTIONS, "utf8"))
  const used = new Set()
  let count = 0
  for (const path of sources()) {
    for (const one of expressionsOf(path, readFileSync(join(root, path), "utf8"))) {
      count++
      const fault = faultOf(one, kept)
      const exempt = exemptions.find((e) => e.file === path && e.regex === `/${one.source}/${one.flags}`)
      if (fault !== null && exempt !== undefined) used.add(exempt)
      check(fault === null || exempt !== undefined, fault)
    }
  }
  for (const one of exemptions) {
    const { file, regex, most, why } = one
    check(used.has(one), `tools/regex-exemptions.json: ${file} no longer holds ${regex}, or it is safe`)
    check(
      Number.isInteger(most) && most > 0 && most <= MOST_LETTERS && typeof why === "string" && why.length >= 30,
      `tools/regex-exemptions.json: ${regex} needs the most letters it can meet (up to ${MOST_LETTERS}) and why`,
    )
  }
  check(count >= FEWEST, `only ${count} regular expressions were found, at least ${FEWEST} were expected`)
  mkdirSync(dirname(CACHE), { recursive: true })
  writeFileSync(CACHE, JSON.stringify(kept))
  return { passed, failures, note: `${count} expressions` }
}
