import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { GROUNDS, Sites } from "./intake-ground.ts"
import { ROOT } from "./spawn.ts"
import { isSaid, readPage, Walker, wordsOf } from "./walk-docs.ts"

const SRC = "packages/karnegar/src"
/** Codes that a page has to explain, and where they are made. */
const PAGES: readonly (readonly [page: string, sources: readonly string[], code: RegExp])[] = [
  ["folder", [`${SRC}/cli/watch-command.ts`], /"(watch\.[a-z_]+)"/g],
  ["jobs", [`${SRC}/jobs/work.ts`, `${SRC}/jobs/embedded-jobs.ts`], /"(job\.[a-z_]+)"/g],
]

const LANGS = ["en", "fa"] as const
type Lang = (typeof LANGS)[number]
const pageOf = (name: string, lang: Lang) =>
  readFileSync(join(ROOT, "docs/intake", `${name}${lang === "fa" ? ".fa" : ""}.md`), "utf8")

describe("docs/intake", () => {
  for (const [page, sources, pattern] of PAGES)
    for (const ending of [".md", ".fa.md"])
      test(`${page}${ending} says what to do about every code`, () => {
        const text = readFileSync(join(ROOT, "docs/intake", page + ending), "utf8")
        const codes = sources.flatMap((path) =>
          [...readFileSync(join(ROOT, path), "utf8").matchAll(pattern)].map(([, code]) => code!),
        )
        expect(codes.length).toBeGreaterThan(3)
        expect(codes.filter((code) => !text.includes(`\`${code}\``))).toEqual([])
      })

  test("README and README.fa lead to every page", () => {
    for (const [readme, ending] of [
      ["README.md", ".md"],
      ["README.fa.md", ".fa.md"],
    ] as const) {
      const text = readFileSync(join(ROOT, readme), "utf8")
      for (const page of ["sources", "telegram", "mail", "spreadsheets", "pasted", "pages", "feeds", "folder", "jobs"])
        expect(text).toContain(`docs/intake/${page}${ending}`)
    }
  })
})

describe("docs/intake, walked as a new user does", () => {
  const root = mkdtempSync(join(tmpdir(), "karnegar-walk-"))
  let walker: Walker
  let sites: Sites
  let codes: ReadonlySet<string>
  beforeAll(async () => {
    walker = new Walker()
    sites = await Sites.start()
    codes = codesIn(join(ROOT, SRC))
  })
  afterAll(async () => {
    await walker.end()
    await sites.close()
    rmSync(root, { recursive: true })
  })

  /** Help of the command that words begin with; null where there is none. */
  async function helpOf(words: readonly string[]): Promise<string | null> {
    const end = words.findIndex((word, i) => i > 0 && !/^[a-z]+$/.test(word))
    const names = words.slice(1, end < 0 ? words.length : end)
    const { status, said } = await walker.run(root, [...names, "--help"])
    const usage = /^Usage: karnegar ?(.*)$/m.exec(said)?.[1] ?? ""
    const isWhole = !usage.includes("[command]") || names.length === usage.split(" [")[0]!.split(" ").length
    return status === 0 && names.length > 0 && usage.startsWith(names[0]!) && isWhole ? said : null
  }

  /** What is not so when somebody does what a page says. */
  async function faultsOf(name: string, lang: Lang, page: string): Promise<readonly string[]> {
    const ground = GROUNDS[name]!
    const faults: string[] = []
    const folder = mkdtempSync(join(root, `${name}-`))
    ground.make?.(folder, lang)
    const { steps, mentioned } = readPage(page)
    for (const { command, prints } of steps) {
      let line = command
      for (const [word, own] of Object.entries((await ground.own?.(sites, folder)) ?? {}))
        line = line.replaceAll(word, own)
      const until = ground.until?.[command]
      ground.before?.[command]?.(folder, sites)
      const reach = /\b(?:capture|feeds add|feeds read|evidence prove|worker)\b/.test(line) ? sites.reach : []
      const { status, said } = await walker.line(folder, line, reach, until === undefined ? until : join(folder, until))
      const want = ground.refusing?.some((begun) => command.startsWith(begun)) ? 1 : 0
      if (status !== want) faults.push(`${command}: ended with ${status}: ${said}`)
      for (const told of prints)
        if (!isSaid(said, told)) faults.push(`${command}: does not print “${told}” but ${said}`)
    }
    for (const path of ground.left ?? []) if (!existsSync(join(folder, path))) faults.push(`${path} is not there`)
    const helps: string[] = []
    for (const command of [...mentioned, ...steps.map((step) => step.command)]) {
      const words = wordsOf(command.replace(/^.*?(?=karnegar (?!&&))/, ""))
      if (words[0] !== "karnegar" || words.length === 1) continue
      const help = await helpOf(words)
      if (help === null) faults.push(`${command}: no such command`)
      else helps.push(help)
      for (const option of words.filter((word) => word.startsWith("--")))
        if (help !== null && !hasOption(help, option)) faults.push(`${command}: has no ${option}`)
    }
    for (const [, option] of page.matchAll(/`(--[a-z-]+)[^`]*`/g))
      if (!helps.some((help) => hasOption(help, option!))) faults.push(`no command of the page has ${option}`)
    const kinds = new Set([...codes].map((code) => code.split(".")[0]))
    for (const [, code, kind] of page.matchAll(/`(([a-z]+)\.[a-z_]+)`/g))
      if (kinds.has(kind!) && !codes.has(code!)) faults.push(`no code is called ${code}`)
    return faults
  }

  test("every page has its files and sites", () => {
    const names = readdirSync(join(ROOT, "docs/intake")).map((file) => file.split(".")[0]!)
    expect([...new Set(names)].sort()).toEqual(Object.keys(GROUNDS).sort())
  })

  for (const name of Object.keys(GROUNDS))
    for (const lang of LANGS)
      test(`${name}, ${lang}: every command runs and prints what the page says`, async () => {
        const page = pageOf(name, lang)
        expect(readPage(page).steps.flatMap(({ prints }) => prints).length).toBeGreaterThan(1)
        expect(await faultsOf(name, lang, page)).toEqual([])
      })

  const planted: readonly (readonly [what: string, from: string, to: string, fault: string])[] = [
    ["a wrong option in a block", "--redistribution quotes", "--redistributes quotes", "has no --redistributes"],
    ["a wrong option in a line", "`--reach`", "`--reaches`", "no command of the page has --reaches"],
    ["a line that is not printed", "→ kar-news: paused.", "→ kar-news: rests.", "does not print “kar-news: rests.”"],
    ["a command that is none", "sources show kar-news", "sources view kar-news", "no such command"],
    ["a command in a line that is none", "[`karnegar feeds add`]", "[`karnegar feeds put`]", "no such command"],
    ["a command that ends otherwise", "sources pause kar-news", "sources pause kar-olds", "source.unknown"],
    ["a code that is none", "`source.unknown`", "`source.nowhere`", "no code is called source.nowhere"],
  ]
  for (const [what, from, to, fault] of planted)
    test(`a page with ${what} is found`, async () => {
      const page = pageOf("sources", "en")
      expect(page).toContain(from)
      expect((await faultsOf("sources", "en", page.replace(from, to))).join("\n")).toContain(fault)
    })
})

function hasOption(help: string, option: string): boolean {
  return help.split(/[\s,]+/).includes(option)
}

/** Lasting codes that stand in the program. */
function codesIn(folder: string): ReadonlySet<string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file))
  return new Set(
    files.flatMap((file) =>
      [...readFileSync(join(folder, file), "utf8").matchAll(/"([a-z]+\.[a-z_]+)"/g)].map(([, code]) => code!),
    ),
  )
}
