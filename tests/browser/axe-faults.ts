import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import type { Page } from "playwright-core"

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

/** Serious faults that axe finds on the page at hand, a line each. Its context must bypass the policy, which lets no such script in. */
export async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const found = (await page.evaluate(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((r) => r.violations.map((v) => [v.impact, v.id, v.nodes.slice(0, 2).map((n) => n.html.slice(0, 120) + ' ' + n.failureSummary).join(' | ')]))",
  )) as [string, string, string][]
  return found.flatMap(([impact, id, nodes]) => (impact === "serious" || impact === "critical" ? `${id} ${nodes}` : []))
}
